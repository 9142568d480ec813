# SPDX-License-Identifier: Apache-2.0
"""Observations in, hazards opened, updated and closed out: pure, one `HazardStates` a camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.zone import Zone

from .fire.words import spoken
from .named import NamedPlaces, spoken_time
from .water.words import unread_words, water_words

#: Seconds without an observation after which a hazard is over.
QUIET_S = 5.0
#: An open hazard is told anew when its score grows by this much, or its place by half, but not sooner
#: than so many seconds after the last time.
_GROWN, _UPDATE_S = 0.2, 10.0
#: A level that has changed is told anew no sooner than so many seconds after the last time; another mark
#: is told as soon as anything else.
_LEVEL_S = 60.0
_WHY = {
    Hazard.FLAME: "flames seen",
    Hazard.SMOKE: "smoke seen",
    Hazard.WATER: "water where it should be dry",
    Hazard.BLOCKED: "something stands in a zone to be kept clear",
    Hazard.LOST: "no picture comes",
    Hazard.FROZEN: "the picture stands still, without even noise, or the same pictures come again",
    Hazard.COVERED: "the background's edges are gone and its contrast with them",
    Hazard.DEFOCUSED: "the view is as usual, its fine edges are gone",
    Hazard.MOVED: "the view is not where it was",
    Hazard.DARK: "too dark to see anything",
    Hazard.DIRTY: "fine detail has been fading for days",
    Hazard.DEGRADED: "the picture cannot be judged, or not whether the camera is covered or moved",
}


@dataclass(frozen=True, slots=True)
class HazardEvent:
    """One change of one hazard. ``cells`` is None where it concerns the whole view; ``score`` is 0..1.

    ``zone``: the name of the zone that it concerns, of water and blocked alone; "" for none.
    """

    kind: Literal["opened", "updated", "closed"]
    hazard: Hazard
    media_time_s: float
    cells: CellRect | None
    score: float
    why: str
    zone: str = ""


@dataclass(frozen=True, slots=True)
class _Open:
    event: HazardEvent
    seen_s: float
    since_s: float


#: A hazard and, where it is judged within a zone, the zone's number.
_Key = tuple[Hazard, int]


class HazardStates:
    """Which hazards of one camera are open. ``quiet_s``: how long none is seen before it is over.

    What is judged within a zone is over only where it can be seen that it is: not while the camera's
    health is in doubt.
    """

    def __init__(self, quiet_s: float = QUIET_S, zones: Sequence[Zone] = ()) -> None:
        """Begin with none open."""
        self._quiet_s = quiet_s
        self._places = NamedPlaces(zones)
        self._open: dict[_Key, _Open] = {}

    @property
    def hazards(self) -> frozenset[Hazard]:
        """The hazards that are open."""
        return frozenset(hazard for hazard, _ in self._open)

    def step(self, observations: Sequence[Observation], media_time_s: float) -> tuple[HazardEvent, ...]:
        """Take what was observed up to ``media_time_s``; call it also when nothing was. In order of time."""
        seen = [self._seen(each) for each in sorted(observations, key=lambda each: each.media_time_s)]
        events = [event for event in seen if event is not None]
        return (*events, *self._over(media_time_s))

    def end(self, media_time_s: float) -> tuple[HazardEvent, ...]:
        """Close whatever is open: the camera's file has ended."""
        return self._over(media_time_s, quiet_s=-1.0)

    def _seen(self, observation: Observation) -> HazardEvent | None:
        key, at_s = (observation.hazard, observation.zone), observation.media_time_s
        before = self._open.get(key)
        event = self._event(observation, at_s if before is None else before.since_s)
        if before is None:
            self._open[key] = _Open(event, at_s, at_s)
            return event
        told = _has_grown(before.event, event) or _is_out_of_date(before.event, event, observation)
        kept = replace(event, kind="updated") if told else before.event
        self._open[key] = _Open(kept, max(before.seen_s, at_s), before.since_s)
        return kept if told else None

    def _event(self, seen: Observation, since_s: float) -> HazardEvent:
        zone = self._places.zone_of(seen)
        return HazardEvent(
            "opened",
            seen.hazard,
            seen.media_time_s,
            seen.cells,
            seen.score,
            self._why(seen, zone, seen.media_time_s - since_s),
            "" if zone is None else zone.name,
        )

    def _why(self, seen: Observation, zone: Zone | None, open_s: float) -> str:
        """Return one sentence for a person; of flame and smoke with the numbers that it rests on."""
        why = _WHY[seen.hazard]
        if seen.hazard is Hazard.BLOCKED and zone is not None:
            # It had stood so long when it was first told.
            return f"{zone.name} has been blocked for {spoken_time(zone.after_s + open_s)}"
        if seen.water is not None and zone is not None:
            words = water_words if seen.hazard is Hazard.WATER else unread_words
            return words(seen.water, zone)
        if seen.hazard is Hazard.MOVED:
            return f"{why}{self._places.unused()}"
        why += f": {zone.name}" if zone is not None else self._places.within(seen.cells)
        if seen.evidence is None or seen.cells is None:
            return why
        return f"{why} {spoken(seen.evidence, seen.cells)}"

    def _over(self, now_s: float, quiet_s: float | None = None) -> tuple[HazardEvent, ...]:
        limit = self._quiet_s if quiet_s is None else quiet_s
        if quiet_s is None and any(hazard.is_health for hazard, _ in self._open):
            self._hold(now_s)
        over = [key for key, each in self._open.items() if now_s - each.seen_s > limit]
        return tuple(replace(self._open.pop(key).event, kind="closed", media_time_s=now_s) for key in over)

    def _hold(self, now_s: float) -> None:
        """Leave open what was seen in a zone: that we cannot see does not mean that it is gone."""
        for key, each in self._open.items():
            if key[0].is_of_zone:
                self._open[key] = replace(each, seen_s=now_s)


def _has_grown(before: HazardEvent, now: HazardEvent) -> bool:
    if now.media_time_s - before.media_time_s < _UPDATE_S:
        return False
    return now.score >= before.score + _GROWN or _area(now.cells) > 1.5 * _area(before.cells)


def _is_out_of_date(before: HazardEvent, now: HazardEvent, seen: Observation) -> bool:
    """Whether what was said of how long a way has been blocked, or where water stands, is true no more."""
    if not now.hazard.is_of_zone or now.why == before.why:
        return False
    is_level = seen.water is not None and seen.water.level is not None
    return now.media_time_s - before.media_time_s >= (_LEVEL_S if is_level else _UPDATE_S)


def _area(cells: CellRect | None) -> int:
    return 0 if cells is None else (cells.bottom - cells.top) * (cells.right - cells.left)
