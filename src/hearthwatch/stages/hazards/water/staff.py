# SPDX-License-Identifier: Apache-2.0
"""One staff in one frame: how high the water stands, how surely, or why that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
        if shift is None and self._borne_out < _PROVEN:
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
    """Whether some row of the staff's height parts the whole picture in two that do not go together."""
    rows = [corner[1] for corner in staff.corners]
    return any(_jumps(plane, min(rows), max(rows)) for plane in (frame.y, frame.u, frame.v))


def _jumps(plane: Plane, top: float, bottom: float) -> bool:
    height = plane.shape[0]
    part = plane[max(int(top * height) - 2, 0) : int(bottom * height) + 2, ::16].astype(np.int16)
    step = np.median(part[1:] - part[:-1], axis=1)
    return bool(step.size and np.abs(step).max() > _TORN)
