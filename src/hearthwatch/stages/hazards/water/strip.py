# SPDX-License-Identifier: Apache-2.0
"""A staff, cut out of a frame and stood upright: planes of rows from its top to its foot.

The only place of this stage that touches raw frames at full size; what it cuts lives as long as one reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.gauge import Gauge
from hearthwatch.model.polygon import Point
from hearthwatch.model.raw import Plane, RawFrame

Field = npt.NDArray[np.float32]

#: Columns of a strip, whatever the staff's width: enough for five profiles side by side.
COLUMNS = 25
#: Rows of a strip: one a pixel, within these bounds.
_FEWEST_ROWS, _MOST_ROWS = 48, 480


@dataclass(frozen=True, slots=True)
class Staff:
    """A drawn staff: its four corners in parts of the picture, from the upper left clockwise, upright."""

    corners: tuple[Point, Point, Point, Point]
    gauge: Gauge

    @classmethod
    def drawn(cls, corners: Sequence[Point], gauge: Gauge) -> Staff:
        """Return the staff of four corners in any order; which end is up is the gauge's to say."""
        up = np.array([gauge.high.x - gauge.low.x, gauge.high.y - gauge.low.y])
        points = np.array(corners)
        along, across = points @ up, points @ np.array([-up[1], up[0]])
        order = np.argsort(-along)
        upper, lower = (sorted(each, key=lambda at: across[at]) for each in (order[:2], order[2:]))
        # Screen y points down, so "left of upwards" has the smaller cross product.
        named = [corners[int(each)] for each in (upper[0], upper[1], lower[1], lower[0])]
        return cls((named[0], named[1], named[2], named[3]), gauge)

    @property
    def top(self) -> Point:
        """The middle of its upper end."""
        return _middle(self.corners[0], self.corners[1])

    @property
    def foot(self) -> Point:
        """The middle of its lower end."""
        return _middle(self.corners[3], self.corners[2])

    def reading(self, part: float) -> float:
        """Return the reading at a part of the drawn scale, 0 its foot, 1 its top, in the gauge's unit."""
        low, high = self.gauge.reading_at(self.foot), self.gauge.reading_at(self.top)
        return low + part * (high - low)

    def part(self, reading: float) -> float:
        """Return the part of the drawn scale of a reading."""
        low, high = self.gauge.reading_at(self.foot), self.gauge.reading_at(self.top)
        return (reading - low) / (high - low)

    def rows(self, frame: RawFrame) -> int:
        """Return how many rows its strip has in frames of this size."""
        down = (self.foot[1] - self.top[1]) * frame.height
        across = (self.foot[0] - self.top[0]) * frame.width
        return int(min(max(round(float(np.hypot(across, down))), _FEWEST_ROWS), _MOST_ROWS))


def strip(frame: RawFrame, staff: Staff, shift: tuple[float, float]) -> Field:
    """Return the staff as float32 [rows, 25, 3] of Y, Cb, Cr; ``shift`` in pixels of the frame."""
    rows = staff.rows(frame)
    planes = (frame.y, frame.u, frame.v)
    return np.dstack([_upright(plane, frame, staff, shift, rows) for plane in planes]).astype(np.float32)


def _upright(plane: Plane, frame: RawFrame, staff: Staff, shift: tuple[float, float], rows: int) -> Plane:
    size = np.array([plane.shape[1], plane.shape[0]], np.float32)
    moved = np.array(shift, np.float32) / np.array([frame.width, frame.height], np.float32)
    # Pixel centres lie at whole numbers, corners of the picture half a pixel before.
    there = (np.array(staff.corners, np.float32) + moved) * size - np.float32(0.5)
    here = np.array([[0, 0], [COLUMNS, 0], [COLUMNS, rows], [0, rows]], np.float32) - np.float32(0.5)
    turn = cv2.getPerspectiveTransform(here, there)
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpPerspective(plane, turn, (COLUMNS, rows), flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
