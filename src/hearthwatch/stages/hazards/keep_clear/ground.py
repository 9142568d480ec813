# SPDX-License-Identifier: Apache-2.0
"""Work pictures in, where something stands out: the empty place is remembered, in colour and infrared apart.

It is learned from the first twenty seconds, checked against plates where there are some, and follows the
light slowly where nothing stands. Where the whole view has changed its kind nothing is judged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, WORK_CELL, CellRect
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.raw import WorkPicture
from hearthwatch.model.scene import Light

from .difference import CellMask, Field, Look, cell_means, other
from .light import coloured_part, has_colour, whole_change
from .memory import Memory

#: How fast the mean that is judged follows: it must outlast noise and rain, and tell within seconds.
_MEAN_S = 2.5
#: Looks whose median is the first memory of the empty place, and how far they lie apart.
LEARNED, _LEARN_S = 20, 1.0
#: A cell whose brightness moves by so much, of 255, from look to look shows what is on its way, but for
#: twice what it moves anyway (leaves, flecks of sun), which is followed slowly and up to a limit.
_STIRS, _ANYWAY_S, _MOST_ANYWAY = 5.0, 60.0, 8.0
#: How long nothing is judged after a switch of colour, and after how long a change of the whole view stays.
HOLD_S, _STAYS_S = 10.0, 60.0
#: Colour that comes or goes is a switch when it has been so for so long.
_SWITCH_S = 5.0


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where something stands, and where nothing stirs: bool [rows, columns] of the ground's place.

    ``is_known`` is false while neither can be told.
    """

    cells: CellMask
    still: CellMask
    is_known: bool


class Ground:
    """See the module. ``place`` is the part of the view that is looked at."""

    def __init__(self, place: CellRect, unjudged: Mask) -> None:
        """Begin with nothing remembered. ``unjudged``: bool [45, 80], cells that show nothing."""
        self.place = place
        self._shape = (place.bottom - place.top, place.right - place.left)
        self._unjudged = unjudged
        self._mean: Look | None = None
        self._cells: Field | None = None
        self._anyway: Field = np.zeros(self._shape, np.float32)
        self._at_s = self._learned_s = -math.inf
        self._unknown_until_s = self._switched_s = -math.inf
        self._strange_s = 0.0
        self._is_coloured: bool | None = None
        self._memories: dict[bool, Memory] = {}
        self._looks: list[tuple[Look, Look]] = []
        self._plates: list[tuple[PlatePixels, Look, Look]] = []

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Take pictures of the empty place: what is learned from now on is checked against them."""
        self._plates = [(plate, *self._looked(_planes_of(plate))) for plate in plates]

    def rest(self) -> None:
        """Forget what is on its way: other pictures came meanwhile."""
        self._mean, self._cells, self._looks = None, None, []

    def see(self, work: WorkPicture, occupied: CellMask, lasting: CellMask) -> Standing:
        """Take a picture. ``occupied``: bool [rows, columns], where the memory must stay as it is.

        ``lasting``: where something has stood for long: in a memory made now it is taken to stand there.
        """
        at_s, passed_s = work.media_time_s, work.media_time_s - self._at_s
        self._at_s = at_s
        place, view = self._looked((work.grey, work.u, work.v))
        if not 0 < passed_s < 10:
            self.rest()
            passed_s = 0.5
        still = self._still(place, passed_s)
        mean = self._follow_mean(place, passed_s)
        self._follow_colour(view, at_s)
        memory = self._memories.get(bool(self._is_coloured))
        if memory is None:
            self._learn(place, view, lasting, at_s)
        elif at_s >= self._unknown_until_s:
            whole = whole_change(view, memory.view, self._told_by())
            if whole is not None:
                self._strange_s = 0.0
                cells = memory.standing(mean, whole, still, passed_s)
                memory.follow(mean, view, ~cells & ~occupied & still, passed_s)
                return Standing(cells, still, is_known=True)
            self._bear_strangeness(passed_s)
        return Standing(np.zeros(self._shape, np.bool_), still, is_known=False)

    def _looked(self, planes: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[Look, Look]:
        """Return the place in pixels and the whole view in cells."""
        where = self.place
        cut = [
            np.asarray(
                plane[where.top * cell : where.bottom * cell, where.left * cell : where.right * cell],
                np.float32,
            )
            for plane, cell in zip(planes, (WORK_CELL, WORK_CELL // 2, WORK_CELL // 2), strict=True)
        ]
        size = (GRID_COLUMNS, GRID_ROWS)
        view = [
            np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32) for plane in planes
        ]
        return Look(*cut), Look(*view)

    def _still(self, place: Look, passed_s: float) -> CellMask:
        cells, before = cell_means(place.grey, self._shape), self._cells
        self._cells = cells
        if before is None:
            return np.zeros(self._shape, np.bool_)
        stir = np.abs(cells - before)
        still = stir < _STIRS + 2 * self._anyway
        self._anyway += np.float32(passed_s / _ANYWAY_S) * (np.minimum(stir, _MOST_ANYWAY) - self._anyway)
        return np.asarray(still)

    def _follow_mean(self, place: Look, passed_s: float) -> Look:
        if self._mean is None:
            self._mean = Look(place.grey.copy(), place.u.copy(), place.v.copy())
        rate, mean = 1 - math.exp(-passed_s / _MEAN_S), self._mean
        for kept, plane in ((mean.grey, place.grey), (mean.u, place.u), (mean.v, place.v)):
            cv2.accumulateWeighted(plane, kept, rate)
        return mean

    def _follow_colour(self, view: Look, at_s: float) -> None:
        by_day = self._memories.get(True)
        usual = None if by_day is None else by_day.coloured
        is_coloured = has_colour(coloured_part(view), was=self._is_coloured, usual=usual)
        if self._is_coloured is None or is_coloured is self._is_coloured:
            self._is_coloured, self._switched_s = is_coloured, at_s
        elif at_s - self._switched_s >= _SWITCH_S:
            # Not a red bus that passes: the camera has switched.
            self._is_coloured, self._unknown_until_s = is_coloured, at_s + HOLD_S
            self.rest()

    def _told_by(self) -> CellMask:
        """Return which cells of the view tell its light: around the place, where that is enough."""
        judged = ~self._unjudged
        around = judged.copy()
        around[self.place.top : self.place.bottom, self.place.left : self.place.right] = False
        return around if around.mean() > 0.3 else judged

    def _learn(self, place: Look, view: Look, lasting: CellMask, at_s: float) -> None:
        if at_s < self._learned_s + _LEARN_S or at_s < self._unknown_until_s:
            return
        self._learned_s = at_s
        self._looks.append((place, view))
        if len(self._looks) >= LEARNED:
            # In another kind of light the memory may be made while something stands: that is known already.
            memory = Memory.of(self._looks, lasting)
            self._check(memory)
            self._memories[bool(self._is_coloured)] = memory
            self._looks = []

    def _check(self, memory: Memory) -> None:
        """Take the plate's word where what was learned shows something that the plate does not."""
        for plate, place, view in self._plates:
            if (plate.light is Light.INFRARED) == bool(self._is_coloured):
                continue
            whole = whole_change(memory.view, view, ~self._unjudged & plate.admitted)
            if whole is not None:
                where = self.place
                known = plate.admitted[where.top : where.bottom, where.left : where.right]
                there = other(memory.place, place, whole).astype(np.uint8)
                # Its rim too: half of a thing would be left in the memory.
                memory.correct((cv2.dilate(there, np.ones((5, 5), np.uint8)) > 0) & known, place)
                return

    def _bear_strangeness(self, passed_s: float) -> None:
        """Learn the place anew where the whole view has been another for long."""
        self._strange_s += passed_s
        if self._strange_s >= _STAYS_S:
            self._strange_s = 0.0
            del self._memories[bool(self._is_coloured)]
            self._looks = []


def _planes_of(plate: PlatePixels) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a plate as planes of the work picture's size."""
    width, height = GRID_COLUMNS * WORK_CELL, GRID_ROWS * WORK_CELL
    small = cv2.resize(plate.pixels, (width, height), interpolation=cv2.INTER_AREA)
    planes = cv2.cvtColor(small, cv2.COLOR_BGR2YUV_I420)
    half = (height // 2, width // 2)
    chroma = planes[height:].reshape(2, *half)
    return planes[:height], chroma[0], chroma[1]
