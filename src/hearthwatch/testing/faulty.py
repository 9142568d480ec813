# SPDX-License-Identifier: Apache-2.0
"""Stages that fail: the parts of a view, one of which does harm before or instead of its work.

For fault injection: whatever a stage does wrong, the view must say *unknown* and *degraded*.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.plate import Mask, PlateCandidate
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light, SceneFigures, SceneMap
from hearthwatch.orders import WatchOrder
from hearthwatch.pipeline import ViewParts
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.stages.hazards.health import HealthWatch
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing.zone_watch import RecordingZoneWatch

#: What a stage does: raises, hangs, ends the process, or nothing.
Harm = Callable[[], None]


class Stage(StrEnum):
    """The steps of a view in order."""

    SMALL = "making the frame small"
    HIDE = "hiding what is masked"
    LOOK = "the decider's look"
    HEALTH = "the watch over health"
    ZONES = "looking in zones"
    FIRE = "the watch for flame and smoke"
    WANTS = "whether the frame should be a sample"
    LIGHT = "which light the sample is of"
    ADD = "taking the sample"
    MAP = "the decider's map"
    PAINT = "painting hazards over the map"
    FIGURES = "the decider's figures"
    CANDIDATE = "making a candidate"


#: Steps of a look, and of a report.
LOOKING = (
    Stage.SMALL, Stage.HIDE, Stage.LOOK, Stage.HEALTH, Stage.ZONES, Stage.FIRE, Stage.WANTS, Stage.LIGHT,
    Stage.ADD,
)  # fmt: skip
REPORTING = (Stage.MAP, Stage.PAINT, Stage.FIGURES)


class Odd(StrEnum):
    """Wrong results of steps that raise nothing."""

    SMALL_OF_WRONG_SIZE = "a work picture of the wrong size"
    SMALL_OF_NO_TIME = "a work picture whose time is no number"
    SMALL_OF_NO_BYTES = "a work picture of numbers that are none"
    SCORE_OF_NO_NUMBER = "a sighting whose score is no number"
    SIGHTING_OUTSIDE = "a sighting outside the view"
    MAP_OF_OTHER_WORDS = "a map with words that there are not"


def faulty_parts(order: WatchOrder, stage: Stage, harm: Harm) -> ViewParts:
    """Return a view's real parts, of which ``stage`` first does ``harm``."""
    parts = ViewParts.of(order)

    def at(here: Stage) -> None:
        if here is stage:
            harm()

    def small(frame: RawFrame) -> WorkPicture:
        at(Stage.SMALL)
        return parts.small(frame)

    def hide(work: WorkPicture, masked: Mask) -> WorkPicture:
        at(Stage.HIDE)
        return parts.hide(work, masked)

    def paint(scene: SceneMap, seen: Sequence[Observation], at_s: float, masked: Mask) -> SceneMap:
        at(Stage.PAINT)
        return parts.paint(scene, seen, at_s, masked)

    return ViewParts(
        _FaultyDecider(at),
        _FaultyHealth(at),
        _FaultyFire(order, at),
        lambda: _faulty_admitter(parts.admitter(), at),
        small,
        hide,
        paint,
        (_FaultyZoneWatch(at),),
    )


def odd_parts(order: WatchOrder, odd: Odd, is_odd: Callable[[], bool]) -> ViewParts:
    """Return a view's real parts, one of which gives a wrong result while ``is_odd()``."""
    parts = ViewParts.of(order)

    def small(frame: RawFrame) -> WorkPicture:
        work = parts.small(frame)
        if not is_odd():
            return work
        match odd:
            case Odd.SMALL_OF_WRONG_SIZE:
                return replace(work, grey=work.grey[:, :100])
            case Odd.SMALL_OF_NO_TIME:
                return replace(work, media_time_s=math.nan)
            case Odd.SMALL_OF_NO_BYTES:
                return replace(work, grey=np.full(work.grey.shape, np.nan, np.float32))
            case _:
                return work

    def paint(scene: SceneMap, seen: Sequence[Observation], at_s: float, masked: Mask) -> SceneMap:
        told = parts.paint(scene, seen, at_s, masked)
        if odd is Odd.MAP_OF_OTHER_WORDS and is_odd():
            return SceneMap(told.cells + np.uint8(9), at_s)
        return told

    return ViewParts(
        parts.decider, _OddHealth(odd, is_odd), parts.fire, parts.admitter, small, parts.hide, paint,
        parts.zone_watches,
    )  # fmt: skip


class _FaultyFire(FireWatch):
    def __init__(self, order: WatchOrder, at: Callable[[Stage], None]) -> None:
        self._at = at
        super().__init__(Network(), order.unjudged, order.sensitivity)

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> tuple[Observation, ...]:
        self._at(Stage.FIRE)
        return super().observe(frame, work, light)


class _FaultyZoneWatch(RecordingZoneWatch):
    def __init__(self, at: Callable[[Stage], None]) -> None:
        self._at = at
        super().__init__()

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> None:
        self._at(Stage.ZONES)
        super().observe(frame, work, light)


class _FaultyDecider(Decider):
    def __init__(self, at: Callable[[Stage], None]) -> None:
        self._at = at
        super().__init__(())

    def look(self, work: WorkPicture) -> None:
        self._at(Stage.LOOK)
        super().look(work)

    def scene_map(self) -> SceneMap:
        self._at(Stage.MAP)
        return super().scene_map()

    def figures(self) -> SceneFigures:
        self._at(Stage.FIGURES)
        return super().figures()


class _FaultyHealth(HealthWatch):
    def __init__(self, at: Callable[[Stage], None]) -> None:
        self._at = at
        super().__init__()

    def observe(self, work: WorkPicture) -> tuple[Observation, ...]:
        self._at(Stage.HEALTH)
        return super().observe(work)


class _OddHealth(HealthWatch):
    def __init__(self, odd: Odd, is_odd: Callable[[], bool]) -> None:
        self._odd = odd
        self._is_odd = is_odd
        super().__init__()

    def observe(self, work: WorkPicture) -> tuple[Observation, ...]:
        seen = super().observe(work)
        if not self._is_odd():
            return seen
        if self._odd is Odd.SCORE_OF_NO_NUMBER:
            return (Observation(Hazard.SMOKE, None, math.nan, work.media_time_s),)
        if self._odd is Odd.SIGHTING_OUTSIDE:
            return (Observation(Hazard.FLAME, CellRect(40, 70, 60, 90), 0.5, work.media_time_s),)
        return seen


def _faulty_admitter(real: Admitter | None, at: Callable[[Stage], None]) -> Admitter | None:
    return None if real is None else _FaultyAdmitter(real, at)


class _FaultyAdmitter(Admitter):
    """Stands before a real admitter."""

    def __init__(self, real: Admitter, at: Callable[[Stage], None]) -> None:
        self._real = real
        self._at = at

    def wants(self, media_time_s: float) -> bool:
        self._at(Stage.WANTS)
        return self._real.wants(media_time_s)

    def add(self, frame: RawFrame, light: Light = Light.DAY, hidden: Mask | None = None) -> None:
        self._at(Stage.LIGHT)
        self._real.add(frame, light, hidden)
        # Worse than before: evidence that was half taken.
        self._at(Stage.ADD)

    def candidate(self, light: Light) -> PlateCandidate | None:
        self._at(Stage.CANDIDATE)
        return self._real.candidate(light)
