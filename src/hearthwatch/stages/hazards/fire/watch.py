# SPDX-License-Identifier: Apache-2.0
"""Flame and smoke of one camera: frames in, observations out.

Every picture: cheap figures of all cells, some windows of the rotation, and the spots that are being
followed, all in one call of the network. docs/design/flame-smoke.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearthwatch.model.hazard import Evidence, Hazard, Observation, PlaceBar
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light

from .baseline import Baseline
from .cells import CellWatch
from .network import Classifier
from .rotation import Rotation
from .settings import DEMANDS, Demand, Sensitivity
from .spot import Spot
from .window import Cutter, Window

#: Windows of the rotation at most, and the least time between two turns, in seconds: ten windows a second
#: where much stirs, five in a quiet view. Two at once cost a third less than one after the other: between
#: pictures other processes empty the caches.
TURN, _TURN_S = 4, 0.3
#: A chance at which a window becomes a spot, for flame and smoke.
OPEN = (0.5, 0.5)
#: A spot is given up when its mean chance over so many seconds falls below this.
_GIVE_UP, _GIVE_UP_S = 0.25, 2.5
#: The second look must bear out the first: their mean chance.
_BORNE_OUT = 0.4
#: At most so many spots of a hazard.
MOST = 3
#: The smallest window that a spot shrinks to, part of the width.
_SMALLEST = 0.08
#: Seconds between two observations of a confirmed spot: each report has one.
_TELL_S = 0.4
#: How often the baselines learn.
_LEARN_S = 1.0
_HAZARDS = (Hazard.FLAME, Hazard.SMOKE)


@dataclass(frozen=True, slots=True)
class _Glance:
    """A window to be looked at, and for which spot; ``is_part``: to see whether a part shows it better."""

    window: Window
    spot: Spot | None = None
    is_part: bool = False


class FireWatch:
    """Flame and smoke of one view. Not a certified detector, and no replacement for one."""

    def __init__(self, classifier: Classifier, masked: Mask, sensitivity: Sensitivity = "normal") -> None:
        """Take the network, the cells never looked at, bool [45, 80], and how much evidence is asked for."""
        self._classifier = classifier
        self._masked = masked
        self._demands = DEMANDS[sensitivity]
        self._cells = CellWatch()
        self._rotation = Rotation(masked)
        self._baseline = Baseline()
        self._told_s = self._learned_s = self._turned_s = -math.inf
        self.spots: list[Spot] = []

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> tuple[Observation, ...]:
        """Take a frame and its work picture; return what burns or smokes, a few times a second each."""
        now = work.media_time_s
        self._cells.see(work)
        glances = self._glances(now)
        if glances:
            self._look(glances, Cutter(frame, work, self._masked), now)
        self._tidy(now)
        return self._judge(light, now)

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        """Ask for more, within the cap, where a person called something no hazard."""
        self._baseline.raise_at(
            [(_HAZARDS.index(bar.hazard), bar.cells, bar.light) for bar in bars if bar.hazard in _HAZARDS]
        )

    def use_mask(self, masked: Mask) -> None:
        """Look nowhere in these cells, bool [45, 80], from now on, and everywhere else."""
        if not np.array_equal(masked, self._masked):
            self._masked, self._rotation = masked, Rotation(masked)

    def _look(self, glances: Sequence[_Glance], cutter: Cutter, now: float) -> None:
        chances = self._classifier.chances(np.stack([cutter.crop(each.window) for each in glances]))
        for glance, chance in zip(glances, chances, strict=True):
            self._take(glance, (float(chance[0]), float(chance[1])), now)

    def _glances(self, now: float) -> list[_Glance]:
        is_turn = now - self._turned_s >= _TURN_S
        due = [spot for spot in self.spots if now >= spot.due_s]
        if not is_turn and not due:
            return []
        heat = self._cells.heat()
        glances: list[_Glance] = []
        if is_turn:
            self._turned_s = now
            glances = [_Glance(window) for window in self._rotation.next(TURN, heat, now)]
        for spot in due:
            spot.due_s = now + spot.pace_s(now)
            glances.append(_Glance(spot.window, spot))
            if spot.window.width * 0.62 >= _SMALLEST and spot.is_promising(now):
                x, y = _hottest(heat, spot.window, len(spot.looks))
                glances.append(_Glance(spot.window.part(x, y, 0.62), spot, is_part=True))
        return glances

    def _take(self, glance: _Glance, chances: tuple[float, float], now: float) -> None:
        spot = glance.spot
        if spot is not None and not glance.is_part:
            spot.look(chances[spot.column], now)
        elif spot is not None:
            spot.try_part(glance.window, chances[spot.column], now)
        else:
            self._rotation.found(glance.window, max(chances))
            for column in range(2):
                if chances[column] >= OPEN[column]:
                    self._open(column, glance.window, chances[column], now)

    def _open(self, column: int, window: Window, chance: float, now: float) -> None:
        own = [each for each in self.spots if each.column == column]
        near = [each for each in own if each.window.overlap(window) > 0.4]
        if near:
            return
        if len(own) >= MOST:
            weakest = min(own, key=lambda each: (each.is_confirmed, each.mean(3.0, now)))
            if weakest.is_confirmed or weakest.mean(3.0, now) >= chance:
                return
            self.spots.remove(weakest)
        spot = Spot(column, window, now)
        spot.look(chance, now)
        spot.due_s = now + spot.pace_s(now)
        self.spots.append(spot)

    def _tidy(self, now: float) -> None:
        """Give up spots that show nothing any more, and of two at one place the weaker."""
        self.spots = [each for each in self.spots if each.is_confirmed or _is_shown(each, now)]
        kept: list[Spot] = []
        for each in sorted(self.spots, key=lambda spot: (not spot.is_confirmed, -spot.evidence, spot.born_s)):
            if all(each.column != k.column or each.window.overlap(k.window) <= 0.6 for k in kept):
                kept.append(each)
        self.spots = kept

    def _judge(self, light: Light, now: float) -> tuple[Observation, ...]:
        for spot in self.spots:
            if spot.looks[-1].at_s == now:
                self._weigh(spot, light, now)
        if now - self._learned_s >= _LEARN_S:
            self._learned_s = now
            odds = [
                (each.column, each.window.cells(), each.odds) for each in self.spots if not each.is_confirmed
            ]
            self._baseline.learn(odds, light, now)
        if now - self._told_s < _TELL_S:
            return ()
        told = [each for each in self.spots if each.is_confirmed]
        if told:
            self._told_s = now
        return tuple(_observation(each, self._demands[each.column], now) for each in told)

    def _weigh(self, spot: Spot, light: Light, now: float) -> None:
        demand, place = self._demands[spot.column], spot.window.cells()
        figures = spot.figured(demand.weights, self._cells.behaviour(place), now)
        spot.weigh(figures, demand, self._baseline.bar(spot.column, place, light), now)


def _is_shown(spot: Spot, now: float) -> bool:
    if len(spot.looks) <= 2:
        return spot.mean(_GIVE_UP_S, now) >= _BORNE_OUT
    return spot.mean(_GIVE_UP_S, now) >= _GIVE_UP


def _observation(spot: Spot, demand: Demand, now: float) -> Observation:
    figures = spot.figures
    if figures is None:
        raise ValueError("a spot that was never weighed cannot be confirmed")
    behaviour = figures.behaviour
    evidence = Evidence(
        seconds=figures.seconds,
        votes=figures.votes,
        flicker=behaviour.flicker,
        coherence=min(max(behaviour.coherence, 0.0), 1.0),
        warmth=min(behaviour.warmth, 1.0),
        growth=math.exp(figures.growth),
    )
    score = 1 / (1 + math.exp(-spot.odds - demand.bias))
    return Observation(_HAZARDS[spot.column], spot.window.cells(), score, now, evidence)


def _hottest(
    heat: np.ndarray[tuple[int, ...], np.dtype[np.float32]], window: Window, turn: int
) -> tuple[float, float]:
    """Return a point of a window, 0..1 in it: its hottest cell, or every third time one of five in turn."""
    place = window.cells()
    part = heat[place.top : place.bottom, place.left : place.right]
    if turn % 3 == 2 or part.max() < 0.05:
        return _POINTS[turn % len(_POINTS)]
    row, column = np.unravel_index(int(part.argmax()), part.shape)
    return (float(column) + 0.5) / part.shape[1], (float(row) + 0.5) / part.shape[0]


_POINTS: Sequence[tuple[float, float]] = ((0.5, 0.5), (0.31, 0.31), (0.69, 0.31), (0.31, 0.69), (0.69, 0.69))
