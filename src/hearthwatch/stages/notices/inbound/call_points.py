# SPDX-License-Identifier: Apache-2.0
"""Call points: a button on a wall that says by MQTT that it was pressed. Payloads in, reports out.

A press is ``{"press": "ID"}``, with an id that is new at each press, or without one ``{}`` or the word
``press``. Only call points of the configuration are listened to. A retained message is refused: it would
raise its alarm anew at each connection.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated

import msgspec

from hearthwatch.model.clock import Clock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.inbound import InboundReport, InboundSource
from hearthwatch.model.incident import Severity
from hearthwatch.stages.notices.machines.link import Incoming

_log = logging.getLogger(__name__)

_LARGEST = 1024
#: A finger presses more than once, and QoS 1 may hand a message over twice: so long, in seconds, it is one.
_ONE_PRESS_S = 10.0
#: Ids that are remembered, of each call point.
_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class CallPoint:
    """A call point. ``camera``: the view that its place is in, None where it is in nobody's."""

    id: str
    name: str
    hazard: Hazard
    camera: CameraId | None = None


class _Press(msgspec.Struct, forbid_unknown_fields=True):
    press: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.:-]{1,64}\Z")] | None = None


class _Acknowledgement(msgspec.Struct, forbid_unknown_fields=True):
    incident: Annotated[int, msgspec.Meta(ge=1, le=2**53)]


@dataclass(slots=True)
class _Memory:
    last_s: float | None = None
    presses: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))


def parse_press(payload: bytes) -> str | None:
    """Return a press's id, or None where it has none. Raises ValueError where it is no press."""
    if payload == b"press":
        return None
    if len(payload) > _LARGEST:
        raise ValueError("it is too long")
    try:
        return msgspec.json.decode(payload, type=_Press).press
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"it is no press: {str(error)[:120]}") from None


def parse_acknowledgement(payload: bytes) -> IncidentId:
    """Return the incident that ``{"incident": NUMBER}`` answers for. Raises ValueError."""
    if len(payload) > _LARGEST:
        raise ValueError("it is too long")
    try:
        return IncidentId(msgspec.json.decode(payload, type=_Acknowledgement).incident)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"it is no acknowledgement: {str(error)[:120]}") from None


class CallPoints:
    """What comes from call points. ``report`` gets each press, once."""

    def __init__(
        self, points: Sequence[CallPoint], clock: Clock, report: Callable[[InboundReport], None]
    ) -> None:
        """Take the call points that there are."""
        self._points = {point.id: point for point in points}
        self._clock, self._report = clock, report
        self._memories = {point.id: _Memory() for point in points}

    async def take(self, message: Incoming) -> None:
        """Take a message of a topic ``.../call/ID``. Never raises: a broker's messages are anybody's."""
        point = self._points.get(message.topic.rpartition("/")[2])
        if point is None:
            _log.warning("a call point that is not configured was pressed: %r", message.topic[-80:])
            return
        if message.retained:
            _log.warning("call point %s: a retained press was refused", point.id)
            return
        try:
            press = parse_press(message.payload)
        except ValueError as error:
            _log.warning("call point %s: %s", point.id, error)
            return
        if self._is_new(point, press):
            self._report(self._reported(point, press))

    def _is_new(self, point: CallPoint, press: str | None) -> bool:
        memory, now_s = self._memories[point.id], self._clock.monotonic()
        is_known = press is not None and press in memory.presses
        is_soon = memory.last_s is not None and now_s - memory.last_s < _ONE_PRESS_S
        if press is not None:
            memory.presses.append(press)
        if is_known or is_soon:
            return False
        memory.last_s = now_s
        return True

    def _reported(self, point: CallPoint, press: str | None) -> InboundReport:
        now = self._clock.now()
        return InboundReport(
            InboundSource.CALL_POINT,
            f"call-point/{point.id}/{press or now.isoformat()}",
            point.hazard,
            Severity.of(point.hazard),
            now,
            f"the call point {point.name} was pressed",
            camera=point.camera,
            place=point.name,
        )


class Acknowledgements:
    """Acknowledgements by MQTT, which the configuration must allow: who may publish may silence."""

    def __init__(self, acknowledge: Callable[[IncidentId, str], None]) -> None:
        """Take what is done with an incident's number and who answers for it."""
        self._acknowledge = acknowledge

    async def take(self, message: Incoming) -> None:
        """Take a message. Never raises. What is retained is refused: it would answer for what comes later."""
        if message.retained:
            _log.warning("%s: a retained acknowledgement was refused", message.topic)
            return
        try:
            incident = parse_acknowledgement(message.payload)
        except ValueError as error:
            _log.warning("%s: %s", message.topic, error)
            return
        self._acknowledge(incident, "a machine by MQTT")
