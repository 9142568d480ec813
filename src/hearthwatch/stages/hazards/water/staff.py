# SPDX-License-Identifier: Apache-2.0
"""One staff in one frame: how high the water stands, how surely, or why that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.gauge import Flaw
from hearthwatch.model.raw import Plane, RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.staff import Staff

from .anchor import Anchor
from .strip import Field, strip
from .waterline import Waterline, waterline

#: A row that differs from the next by this much, of 255, over most of the picture's width, is where a
#: damaged picture goes on with another.
_TORN = 5.0
#: Every so many columns of the picture are asked.
_EVERY = 16
#: The staff takes part in it, by these parts of it: a quay's waterline is another step on the staff.
_ALIKE = (0.4, 1.8)
#: A memory that has not borne out so many readings is taken anew where the staff is not found.
_PROVEN = 3


@dataclass(frozen=True, slots=True)
class Level:
    """How high the water stands: a part of the drawn scale, 0..1, and the quality of the reading, 0..1."""

    part: float
    quality: float


class StaffReader:
    """Reads one staff. It remembers edges of the staff alone, so as to find it again."""

    def __init__(self, staff: Staff) -> None:
        """Begin with the staff where it was drawn."""
        self._staff = staff
        self._anchor = Anchor(staff)
        self._borne_out = 0

    def read(self, frame: RawFrame, light: Light) -> Level | Flaw:
        """Return the level of one frame, or why there is none: never a guess, never the one before."""
        if _is_torn(frame, self._staff):
            return Flaw.TORN
        shift = self._anchor.find(frame, light)
        if shift is None and (self._borne_out < _PROVEN or not self._anchor.is_known):
            self._anchor.forget()
            self._borne_out, shift = 0, (0.0, 0.0)
        if shift is None:
            return Flaw.MOVED
        found = strip(frame, self._staff, shift)
        line = waterline(found)
        if isinstance(line, Flaw):
            return line
        self._anchor.learn(frame, light, shift)
        self._borne_out += 1
        return _level(line, found)


def _level(line: Waterline, found: Field) -> Level:
    return Level(1 - line.row / len(found), line.quality)


def _is_torn(frame: RawFrame, staff: Staff) -> bool:
    """Whether a row of the staff's height parts the whole picture in two that do not go together.

    A damaged picture goes on in another colour: by the same step everywhere, the staff too. A waterline
    along a whole quay is a step of another size on the staff than beside it.
    """
    across, down = ([corner[axis] for corner in staff.corners] for axis in (0, 1))
    box = (min(across), max(across), min(down), max(down))
    return any(_jumps(plane, box) for plane in (frame.y, frame.u, frame.v))


def _jumps(plane: Plane, box: tuple[float, float, float, float]) -> bool:
    left, right, top, bottom = box
    height, width = plane.shape
    rows = plane[max(int(top * height) - 2, 0) : int(bottom * height) + 2]
    steps = _steps(rows[:, ::_EVERY])
    half = steps.shape[1] // 2
    # The middle of each row is quick to find; the median is taken where it may matter.
    large = np.flatnonzero(np.abs(np.partition(steps, half, axis=1)[:, half]) > _TORN - 2)
    if not large.size:
        return False
    size = np.median(steps[large], axis=1)
    own = np.median(_steps(rows[:, int(left * width) : int(right * width) + 1])[large], axis=1)
    like = own / np.where(size == 0, 1, size)
    return bool(((np.abs(size) > _TORN) & (like > _ALIKE[0]) & (like < _ALIKE[1])).any())


def _steps(rows: Plane) -> npt.NDArray[np.int16]:
    """Return how far each pixel differs from the one above it."""
    wide = rows.astype(np.int16)
    return np.asarray(wide[1:] - wide[:-1], np.int16)
