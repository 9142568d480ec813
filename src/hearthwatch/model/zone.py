# SPDX-License-Identifier: Apache-2.0
"""Zones: parts of a view that a steward has drawn, each with its purpose."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from .geometry import GRID_COLUMNS, GRID_ROWS

Point = tuple[float, float]
ZoneKind = Literal["watch", "ignore", "keep-clear", "staff", "dry", "private"]

#: More corners than this are a mistake of whoever drew them, not a place.
_MOST_CORNERS = 100
#: A zone of fewer cells shows too little to be judged.
_FEWEST_CELLS = 6.0
#: How long something must stand before it blocks.
LEAST_AFTER_S, MOST_AFTER_S = 30.0, 3600.0


@dataclass(frozen=True, slots=True)
class Zone:
    """A named polygon: ``corners`` in parts of the picture, x to the right, y downwards, each 0..1.

    ``after_s``: how long something must stand in it to block it; ``covers``: and how much of it, 0..1.
    Raises ValueError, one sentence, for a shape that is no place.
    """

    name: str
    corners: tuple[Point, ...]
    kind: ZoneKind = "keep-clear"
    after_s: float = 120.0
    covers: float = 0.05

    def __post_init__(self) -> None:
        """Refuse what cannot be a zone."""
        _require_shape(self.corners)
        if not self.name.strip() or len(self.name) > 80:
            raise ValueError("a zone needs a name of at most 80 letters")
        if not LEAST_AFTER_S <= self.after_s <= MOST_AFTER_S:
            raise ValueError("a zone is blocked after 30 s at least and 60 min at most")
        if not 0.01 <= self.covers <= 1:
            raise ValueError("what blocks a zone covers a part of it between 0.01 and 1")


def area(corners: Sequence[Point]) -> float:
    """Return the area of a polygon as a part of the picture (the shoelace formula)."""
    pairs = zip(corners, (*corners[1:], corners[0]), strict=True)
    return abs(sum(x * v - u * y for (x, y), (u, v) in pairs)) / 2


def _require_shape(corners: Sequence[Point]) -> None:
    if len(corners) < 3:
        raise ValueError("a zone has three corners at least")
    if len(corners) > _MOST_CORNERS:
        raise ValueError(f"a zone has at most {_MOST_CORNERS} corners, not {len(corners)}")
    if not all(math.isfinite(part) and 0 <= part <= 1 for corner in corners for part in corner):
        raise ValueError("a zone's corners lie within the picture, 0 to 1")
    if _crosses_itself(corners):
        raise ValueError("a zone's sides must not cross")
    if area(corners) * GRID_ROWS * GRID_COLUMNS < _FEWEST_CELLS:
        raise ValueError("a zone must cover six cells of the 80 x 45 at least; draw it larger")


def _crosses_itself(corners: Sequence[Point]) -> bool:
    sides = list(zip(corners, (*corners[1:], corners[0]), strict=True))
    apart = (
        (one, other)
        for (i, one), (k, other) in combinations(enumerate(sides), 2)
        if k - i not in {1, len(sides) - 1}
    )
    return any(_cross(one, other) for one, other in apart)


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    a, b, c, d = _side(one, other[0]), _side(one, other[1]), _side(other, one[0]), _side(other, one[1])
    return a * b < 0 and c * d < 0


def _side(line: tuple[Point, Point], point: Point) -> float:
    (x, y), (u, v) = line
    return (u - x) * (point[1] - y) - (v - y) * (point[0] - x)
