# SPDX-License-Identifier: Apache-2.0
"""Weather warnings: received alerts in, reports out. Pure, the time passed in.

A warning of one event is one report, changed by each Update and ended by a Cancel, by its expiry,
or by an Update
that is no more of our area or weight. An alert is known by sender and identifier,
and followed by its references;
only its own sender can change it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.inbound import InboundReport, InboundSource
from hearthwatch.model.incident import Severity

from .cap_reading import SEVERITIES, ReceivedAlert, ReceivedArea, ReceivedInfo

#: How many alerts are remembered, so that none is taken twice.
_KNOWN = 5000
_EARTH_KM = 6371.0
#: Sender and identifier.
_Name = tuple[str, str]
_WEIGHTS = {"Extreme": Severity.DANGER, "Severe": Severity.WARNING}
#: What a severity is called in our own sentences.
_WORDS = {
    "Extreme": "extreme",
    "Severe": "severe",
    "Moderate": "moderate",
    "Minor": "minor",
    "Unknown": "unknown",
}


@dataclass(frozen=True, slots=True)
class WeatherFilter:
    """Which warnings concern us, and what they are to us.

    ``events``: words of which an event, or the value of its code, must be one, whatever the case; empty: all.
    ``areas``: words that must stand in the area's description, or be its code; ``point``: latitude and
    longitude that must lie in its shape. With neither, every area is ours; with both, one of them does.
    ``least``: how severe, in CAP's words. ``place``: what people call where it is.
    """

    hazard: Hazard
    events: Sequence[str] = ()
    areas: Sequence[str] = ()
    point: tuple[float, float] | None = None
    least: str = "Severe"
    place: str = ""

    def ours(self, alert: ReceivedAlert) -> tuple[ReceivedInfo, ...]:
        """Return the infos of an alert that concern us, whatever the time."""
        return () if alert.kind == "Cancel" else tuple(info for info in alert.infos if self._is_ours(info))

    def _is_ours(self, info: ReceivedInfo) -> bool:
        wanted = {event.casefold() for event in self.events}
        is_event = not wanted or any(event.casefold() in wanted for event in info.event)
        is_grave = SEVERITIES.index(info.severity) >= SEVERITIES.index(self.least)
        is_place = (not self.areas and self.point is None) or any(self._is_here(area) for area in info.areas)
        return is_event and is_grave and is_place and info.urgency != "Past" and info.certainty != "Unlikely"

    def _is_here(self, area: ReceivedArea) -> bool:
        name = area.name.casefold()
        is_named = any(word.casefold() in name or word in area.codes for word in self.areas)
        return is_named or (self.point is not None and _holds(area, self.point))


class WeatherWarnings:
    """See the module. ``report`` gets what changes."""

    def __init__(self, filter: WeatherFilter, report: Callable[[InboundReport], None]) -> None:  # noqa: A002 - what it is
        """Begin with none."""
        self._filter, self._report = filter, report
        #: What each known alert belongs to: the first of its event.
        self._roots: dict[_Name, _Name] = {}
        self._seen: dict[_Name, None] = {}
        self._sent: dict[_Name, datetime] = {}
        #: What concerns us of each event's newest alert, and what was reported of it last.
        self._ours: dict[_Name, tuple[ReceivedInfo, ...]] = {}
        self._open: dict[_Name, InboundReport] = {}

    def take(self, alert: ReceivedAlert, now: datetime) -> None:
        """Take an alert that was read. What is known, is no real warning or comes late changes nothing."""
        name = (alert.sender, alert.identifier)
        if name in self._seen or alert.status != "Actual" or alert.kind in {"Ack", "Error"}:
            return
        self._remember(name)
        # 3.2.1: it follows alerts of its own sender; what names another's is not obeyed.
        own = [each for each in alert.references if each[0] == alert.sender]
        if alert.references and not own:
            return
        root = next((self._roots[each] for each in own if each in self._roots), own[0] if own else name)
        # Feeds show the newest first: what was superseded before it came is not taken any more.
        for each in own:
            self._remember(each)
        for each in (name, root, *own):
            self._roots[each] = root
        if alert.sent < self._sent.get(root, alert.sent):
            return
        self._sent[root] = alert.sent
        self._ours.pop(root, None)
        if ours := self._filter.ours(alert):
            self._ours[root] = ours
        self._decide(
            root, now, "it was cancelled" if alert.kind == "Cancel" else "it is no more of concern here"
        )

    def pass_time(self, now: datetime) -> None:
        """End what has expired; begin it again where it was our clock that was wrong."""
        for root in tuple({**self._open, **self._ours}):
            self._decide(root, now, "it has expired")

    def _decide(self, root: _Name, now: datetime, why_over: str) -> None:
        """Report what is now where it differs from what was reported."""
        running = [info for info in self._ours.get(root, ()) if info.expires is None or info.expires > now]
        info = max(running, key=lambda each: SEVERITIES.index(each.severity), default=None)
        before = self._open.get(root)
        if info is None:
            if before is not None:
                del self._open[root]
                self._report(
                    replace(before, at=now, is_over=True, why=f"the weather warning is over: {why_over}")
                )
            return
        report = self._reported(root, info, now)
        if before is None or replace(before, at=now) != report:
            self._open[root] = report
            self._report(report)

    def _reported(self, root: _Name, info: ReceivedInfo, now: datetime) -> InboundReport:
        return InboundReport(
            InboundSource.WEATHER,
            f"weather/{root[0]}/{root[1]}",
            self._filter.hazard,
            _WEIGHTS.get(info.severity, Severity.NOTICE),
            now,
            f"a weather service warns of {self._filter.hazard}, severity {_WORDS[info.severity]}",
            place=self._filter.place,
            until=None if info.expires is None else info.expires.astimezone(UTC),
        )

    def _remember(self, name: _Name) -> None:
        self._seen[name] = None
        while len(self._seen) > _KNOWN:
            oldest = next(iter(self._seen))
            del self._seen[oldest]
            for memory in (self._roots, self._sent, self._ours):
                memory.pop(oldest, None)


def _holds(area: ReceivedArea, point: tuple[float, float]) -> bool:
    in_circle = any(_distance_km(point, (north, east)) <= radius for north, east, radius in area.circles)
    return in_circle or any(_is_inside(point, polygon) for polygon in area.polygons)


def _is_inside(point: tuple[float, float], polygon: Sequence[tuple[float, float]]) -> bool:
    """Whether a point lies in a polygon, by the number of sides that a ray to the east crosses."""
    north, east = point
    inside = False
    for (north_1, east_1), (north_2, east_2) in pairwise(polygon):
        if (north_1 > north) != (north_2 > north):
            inside ^= east < east_1 + (north - north_1) / (north_2 - north_1) * (east_2 - east_1)
    return inside


def _distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points, in km, by the haversine formula."""
    (north_1, east_1), (north_2, east_2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((north_2 - north_1) / 2) ** 2 + cos(north_1) * cos(north_2) * sin((east_2 - east_1) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
