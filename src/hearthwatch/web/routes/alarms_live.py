# SPDX-License-Identifier: Apache-2.0
"""WebSocket /api/alarms/live: open incidents and channels in JSON, whole, whenever something changes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import msgspec
from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from hearthwatch.model.access import AT_THIS_MACHINE, Act, Visitor, may
from hearthwatch.model.incident import Incident, IncidentState
from hearthwatch.web.alarm_hub import Listener
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.alarm_values import Alarm
from hearthwatch.web.gate import visitor_of
from hearthwatch.web.service import WebService

from .channels import ChannelShape, channel_shape
from .incidents import IncidentShape, incident_shape, names_of

#: RFC 6455's registry: "try again later".
_TRY_AGAIN_LATER = 1013
#: The same is sent again after so long, by which a wall knows that its link is not dead.
REPEAT_S = 5.0
#: A storm of incidents: the gravest and newest are shown, the others counted.
SHOWN = 50
#: Seen, and not for long enough to tell anybody: the tiles show it, and it is no alarm yet.
_UNTOLD = {IncidentState.SUSPECTED}


@dataclass(frozen=True, slots=True)
class AlarmShape:
    """A message: open incidents, the gravest and newest first; ``more``: how many others there are."""

    incidents: list[IncidentShape]
    more: int
    channels: list[ChannelShape]


def router(service: WebService, alarms: AlarmService) -> APIRouter:
    """Return the live route."""
    routes = APIRouter(prefix="/api/alarms")

    @routes.websocket("/live")
    async def live(socket: WebSocket) -> None:
        """Send until the client leaves; what it says is ignored."""
        await socket.accept()
        listener = alarms.hub.join()
        if listener is None:
            await socket.close(_TRY_AGAIN_LATER, "too many are watching")
            return
        with listener:
            await _send_until_left(socket, listener, service)

    return routes


def alarm_shape(alarm: Alarm, service: WebService, visitor: Visitor = AT_THIS_MACHINE) -> AlarmShape:
    """Return the message of a state of alarms: of the places that somebody sees.

    Channels are for who may see them.
    """
    names = names_of(service)
    told = (each for each in alarm.incidents if not each.state.is_over and each.state not in _UNTOLD)
    in_order = sorted((each for each in told if is_seen_by(visitor, each)), key=_order)
    channels = alarm.channels if may(visitor, Act.SEE_CHANNELS) else ()
    return AlarmShape(
        [incident_shape(each, names) for each in in_order[:SHOWN]],
        max(0, len(in_order) - SHOWN),
        [channel_shape(each) for each in channels],
    )


def is_seen_by(visitor: Visitor, incident: Incident) -> bool:
    """Whether an incident concerns a place that somebody sees."""
    return may(visitor, Act.SEE_ALARMS, [place.camera for place in incident.places])


def _order(incident: Incident) -> tuple[bool, int, int]:
    # A drill stands after every real danger, whatever it plays.
    return incident.drill, -incident.severity, -incident.id


async def _send_until_left(socket: WebSocket, listener: Listener, service: WebService) -> None:
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(_send(socket, listener, service))
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass
        sending.cancel()


async def _send(socket: WebSocket, listener: Listener, service: WebService) -> None:
    try:
        while True:
            shape = alarm_shape(await listener.receive(REPEAT_S), service, visitor_of(socket))
            await socket.send_text(msgspec.json.encode(shape).decode())
    except WebSocketDisconnect:
        pass  # the receiving side hears of it too, and ends
