# SPDX-License-Identifier: Apache-2.0
"""What a staff's marks mean, as a steward reads them off once, and what a reading of water is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from .polygon import Point

#: Two readings nearer to each other than this part of the picture fix no scale.
_LEAST_APART = 0.01
LONGEST_UNIT = 12


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """A point of a staff, x and y in parts of the picture, and what its marks read there."""

    x: float
    y: float
    reading: float


@dataclass(frozen=True, slots=True)
class Gauge:
    """How a staff is read: ``low`` and ``high`` are two of its marks; readings are in ``unit``.

    ``alarm_level``: at which reading water is told, in the unit; ``alarm_rise``: at how fast a rise, in
    the unit an hour; None for neither. Raises ValueError, one sentence, for what is no scale.
    """

    low: ScalePoint
    high: ScalePoint
    unit: str = "m"
    alarm_level: float | None = None
    alarm_rise: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no scale."""
        numbers = (*_numbers(self.low), *_numbers(self.high), self.alarm_level or 0.0, self.alarm_rise or 0.0)
        if not all(math.isfinite(each) for each in numbers):
            raise ValueError("a scale's numbers must be numbers")
        if not self.high.reading > self.low.reading:
            raise ValueError("the second point of a scale must read higher than the first")
        if math.hypot(self.high.x - self.low.x, self.high.y - self.low.y) < _LEAST_APART:
            raise ValueError("the two points of a scale must lie a hundredth of the picture apart at least")
        if self.alarm_rise is not None and self.alarm_rise <= 0:
            raise ValueError("a rise that is told must be above 0")
        if not self.unit.strip() or len(self.unit) > LONGEST_UNIT or not self.unit.isprintable():
            raise ValueError(f"a unit has one to {LONGEST_UNIT} letters, such as m or cm")

    def reading_at(self, point: Point) -> float:
        """Return what the staff reads beside a point of the picture: along its line, a linear scale."""
        across, down = self.high.x - self.low.x, self.high.y - self.low.y
        way = (point[0] - self.low.x) * across + (point[1] - self.low.y) * down
        part = way / (across * across + down * down)
        return self.low.reading + part * (self.high.reading - self.low.reading)


def _numbers(point: ScalePoint) -> tuple[float, float, float]:
    return point.x, point.y, point.reading


class Flaw(StrEnum):
    """Why water could not be read. The values are words for a person, after "cannot be read: "."""

    MOVED = "it is not where it was drawn"
    TORN = "the picture is torn there"
    FAINT = "too little of it can be told from the water"
    UNSURE = "its parts say different things"
    CHANGED = "the view around it has changed"


@dataclass(frozen=True, slots=True)
class WaterReading:
    """What is said of the water in one zone.

    ``level`` is a part of the drawn scale, 0 at its lower and 1 at its upper end, None where there is no
    staff or it cannot be read; ``rise`` is in such parts an hour, above 0 upwards; ``mark``: the highest
    mark that water has reached, counted from 1, 0 for none; ``flaw``: why nothing could be read, or None.
    """

    level: float | None = None
    rise: float = 0.0
    mark: int = 0
    flaw: Flaw | None = None
