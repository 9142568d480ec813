# SPDX-License-Identifier: Apache-2.0
"""The socket of alarms: whole states, the newest alone, and again so that a dead link is known."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId
from hearthwatch.model.incident import IncidentState
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.alarm_hub import AlarmHub
from hearthwatch.web.alarm_values import Alarm, ChannelStanding, ChannelState
from hearthwatch.web.bind import listen
from hearthwatch.web.routes.alarms_live import SHOWN, alarm_shape
from hearthwatch.web.serve import serve

MILL, BARN = CameraId("mill"), CameraId("barn")


def play(app: FastAPI, scene: Callable[[str], Awaitable[None]]) -> None:
    """Serve the application while a scene plays, which is given the socket's address."""

    async def served() -> None:
        listener = listen("127.0.0.1", 0)
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(app, listener, stop))
        try:
            await scene(f"ws://127.0.0.1:{listener.getsockname()[1]}/api/alarms/live")
        finally:
            stop.set()
            await serving

    asyncio.run(asyncio.wait_for(served(), 20))


def told(message: str | bytes) -> list[Any]:
    """Return the numbers of a message's incidents and the states of its channels."""
    body = json.loads(message)
    return [*(each["id"] for each in body["incidents"]), *(each["state"] for each in body["channels"])]


def test_the_state_comes_whole_at_once_and_with_each_change(app: FastAPI, alarms: FakeAlarmService) -> None:
    """A wall knows everything on joining, and again after whatever it missed while it was away."""
    alarms.incidents.open(Hazard.FLAME, MILL)

    async def scene(url: str) -> None:
        async with connect(url) as wall:
            assert told(await wall.recv()) == [1]
            alarms.incidents.open(Hazard.SMOKE, BARN)
            assert told(await asyncio.wait_for(wall.recv(), 1)) == [1, 2]
        alarms.channels.put(ChannelStanding(ChannelId("mail"), "mail", "Mail", ChannelState.FAILING))
        alarms.incidents.open(Hazard.FLAME, BARN, drill=True)
        async with connect(url) as wall:
            assert told(await wall.recv()) == [1, 2, 3, "failing"]

    play(app, scene)


def test_a_state_that_did_not_change_is_said_again_after_patience() -> None:
    """A listener is told the same again after its patience, and at once where it is news."""

    async def scene() -> None:
        hub = AlarmHub()
        listener = hub.join()
        assert listener is not None
        assert await listener.receive(60) == Alarm()
        assert await listener.receive(0.01) == Alarm()
        channel = ChannelStanding(ChannelId("mail"), "mail", "Mail", ChannelState.WORKING)
        hub.publish(Alarm(channels=(channel,)))
        assert await listener.receive(60) == Alarm(channels=(channel,))

    asyncio.run(asyncio.wait_for(scene(), 5))


def test_a_slow_listener_gets_the_newest_alone() -> None:
    """However much happens meanwhile, one state waits: the newest."""

    async def scene() -> None:
        hub = AlarmHub(listeners=1)
        with hub.join() as listener:  # type: ignore[union-attr]
            assert hub.join() is None
            for name in ("a", "b", "c"):
                hub.publish(Alarm(channels=(ChannelStanding(ChannelId(name), "", "", ChannelState.WORKING),)))
            assert [each.id for each in (await listener.receive(60)).channels] == ["c"]
        assert hub.join() is not None

    asyncio.run(asyncio.wait_for(scene(), 5))


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_sites_socket_is_not_opened(app: FastAPI, headers: dict[str, str]) -> None:
    """A page of another origin hears of no alarm."""

    async def scene(url: str) -> None:
        with pytest.raises(InvalidStatus) as refused:
            await connect(url, additional_headers=headers)
        assert refused.value.response.status_code == 403

    play(app, scene)


def test_the_gravest_comes_first_and_a_drill_last(service: FakeWebService, alarms: FakeAlarmService) -> None:
    """Gravest, then newest; an exercise after every real one; what is over or told to nobody is left out."""
    openings = [(Hazard.SMOKE, False), (Hazard.FLAME, False), (Hazard.SMOKE, False), (Hazard.FLAME, True),
                (Hazard.FLAME, False), (Hazard.FLAME, False)]  # fmt: skip
    for hazard, drill in openings:
        alarms.incidents.open(hazard, MILL, drill=drill)
    files = alarms.incidents.files
    for number, state in ((5, IncidentState.SUSPECTED), (6, IncidentState.RESOLVED)):
        kept = files[IncidentId(number)]
        files[IncidentId(number)] = replace(kept, incident=replace(kept.incident, state=state))
    shape = alarm_shape(Alarm(tuple(each.incident for each in files.values())), service)
    assert [each.id for each in shape.incidents] == [2, 3, 1, 4]


def test_a_storm_is_counted_beyond_what_is_shown(service: FakeWebService, alarms: FakeAlarmService) -> None:
    """Of seventy incidents fifty are sent and twenty are counted."""
    for _ in range(SHOWN + 20):
        alarms.incidents.open(Hazard.SMOKE, BARN)
    shape = alarm_shape(alarms.hub.newest, service)
    assert (len(shape.incidents), shape.more, shape.incidents[0].id) == (SHOWN, 20, SHOWN + 20)
