# SPDX-License-Identifier: Apache-2.0
"""A staff in a view: the polygon that a steward drew, with its scale, becomes ends, parts and readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .gauge import Gauge, ScalePoint
from .polygon import Point
from .zone import Zone

STAFF_CORNERS = 4


@dataclass(frozen=True, slots=True)
class Staff:
    """A drawn staff: its four corners in parts of the picture, from the upper left clockwise, upright."""

    corners: tuple[Point, Point, Point, Point]
    gauge: Gauge

    @classmethod
    def drawn(cls, corners: Sequence[Point], gauge: Gauge) -> Staff:
        """Return the staff of four corners in any order; which end is up is the gauge's to say."""
        if len(corners) != STAFF_CORNERS:
            raise ValueError("a staff has four corners, two at its upper and two at its lower end")
        up = gauge.high.x - gauge.low.x, gauge.high.y - gauge.low.y

        def across(corner: Point) -> float:
            return up[0] * corner[1] - up[1] * corner[0]  # less to the left of whoever looks up along it

        downwards = sorted(corners, key=lambda corner: -(corner[0] * up[0] + corner[1] * up[1]))
        upper, lower = sorted(downwards[:2], key=across), sorted(downwards[2:], key=across)
        return cls((upper[0], upper[1], lower[1], lower[0]), gauge)

    @classmethod
    def unmarked(cls, corners: Sequence[Point]) -> Staff:
        """Return a staff whose marks nobody read: its upright length is 100 %."""
        low_y, high_y = (sum(sorted(y for _, y in corners)[part]) / 2 for part in (slice(2, 4), slice(0, 2)))
        x = sum(corner[0] for corner in corners) / len(corners)
        return cls.drawn(corners, Gauge(ScalePoint(x, low_y, 0.0), ScalePoint(x, high_y, 100.0), "%"))

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


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def staff_of(zone: Zone) -> Staff:
    """Return the staff of a zone of that kind. Raises ValueError for a polygon that is none."""
    return Staff.unmarked(zone.corners) if zone.gauge is None else Staff.drawn(zone.corners, zone.gauge)
