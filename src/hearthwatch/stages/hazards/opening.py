# SPDX-License-Identifier: Apache-2.0
"""Observations in, hazards opened, updated and closed out: pure, one `HazardStates` a camera."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, Observation

from .fire.words import spoken

#: Seconds without an observation after which a hazard is over.
QUIET_S = 5.0
#: An open hazard is told anew when its score grows by this much, or its place by half, but not sooner
#: than so many seconds after the last time.
_GROWN, _UPDATE_S = 0.2, 10.0
_WHY = {
    Hazard.FLAME: "flames seen",
    Hazard.SMOKE: "smoke seen",
    Hazard.WATER: "water where it should be dry",
    Hazard.BLOCKED: "something stands in a zone to be kept clear",
    Hazard.LOST: "no picture comes",
    Hazard.FROZEN: "the picture stands still, without even noise",
    Hazard.COVERED: "the background's edges are gone and its contrast with them",
    Hazard.DEFOCUSED: "the view is as usual, its fine edges are gone",
    Hazard.MOVED: "the view is not where it was",
    Hazard.DARK: "too dark to see anything",
    Hazard.DIRTY: "fine detail has been fading for days",
    Hazard.DEGRADED: "the picture cannot be judged",
}


@dataclass(frozen=True, slots=True)
class HazardEvent:
    """One change of one hazard. ``cells`` is None where it concerns the whole view; ``score`` is 0..1."""

    kind: Literal["opened", "updated", "closed"]
    hazard: Hazard
    media_time_s: float
    cells: CellRect | None
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Open:
    event: HazardEvent
    seen_s: float


class HazardStates:
    """Which hazards of one camera are open. ``quiet_s``: how long none is seen before it is over."""

    def __init__(self, quiet_s: float = QUIET_S) -> None:
        """Begin with none open."""
        self._quiet_s = quiet_s
        self._open: dict[Hazard, _Open] = {}

    @property
    def hazards(self) -> frozenset[Hazard]:
        """The hazards that are open."""
        return frozenset(self._open)

    def step(self, observations: Sequence[Observation], media_time_s: float) -> tuple[HazardEvent, ...]:
        """Take what was observed up to ``media_time_s``; call it also when nothing was. In order of time."""
        seen = [self._seen(each) for each in sorted(observations, key=lambda each: each.media_time_s)]
        events = [event for event in seen if event is not None]
        return (*events, *self._over(media_time_s))

    def end(self, media_time_s: float) -> tuple[HazardEvent, ...]:
        """Close whatever is open: the camera's file has ended."""
        return self._over(media_time_s, quiet_s=-1.0)

    def _seen(self, observation: Observation) -> HazardEvent | None:
        event = HazardEvent(
            "opened",
            observation.hazard,
            observation.media_time_s,
            observation.cells,
            observation.score,
            _why(observation),
        )
        before = self._open.get(observation.hazard)
        if before is None:
            self._open[observation.hazard] = _Open(event, observation.media_time_s)
            return event
        told = _has_grown(before.event, event)
        kept = replace(event, kind="updated") if told else before.event
        self._open[observation.hazard] = _Open(kept, max(before.seen_s, observation.media_time_s))
        return kept if told else None

    def _over(self, now_s: float, quiet_s: float | None = None) -> tuple[HazardEvent, ...]:
        limit = self._quiet_s if quiet_s is None else quiet_s
        over = [hazard for hazard, each in self._open.items() if now_s - each.seen_s > limit]
        return tuple(
            replace(self._open.pop(hazard).event, kind="closed", media_time_s=now_s) for hazard in over
        )


def _why(observation: Observation) -> str:
    """Return one sentence for a person; of flame and smoke with the numbers that it rests on."""
    if observation.evidence is None or observation.cells is None:
        return _WHY[observation.hazard]
    return f"{_WHY[observation.hazard]} {spoken(observation.evidence, observation.cells)}"


def _has_grown(before: HazardEvent, now: HazardEvent) -> bool:
    if now.media_time_s - before.media_time_s < _UPDATE_S:
        return False
    return now.score >= before.score + _GROWN or _area(now.cells) > 1.5 * _area(before.cells)


def _area(cells: CellRect | None) -> int:
    return 0 if cells is None else (cells.bottom - cells.top) * (cells.right - cells.left)
