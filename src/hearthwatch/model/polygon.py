# SPDX-License-Identifier: Apache-2.0
"""Polygons as people draw them: corners in parts of a picture in, what is wrong with them out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

Point = tuple[float, float]
Side = tuple[Point, Point]

#: More corners than this are a mistake of whoever drew them, not a place.
MOST_CORNERS = 100
#: A turn smaller than this is none: far below a pixel of the largest picture, far above a float's grain.
_STRAIGHT = 1e-9


class FlawedPolygonError(ValueError):
    """What is no polygon; one sentence says what is wrong and what to do."""


def area(corners: Sequence[Point]) -> float:
    """Return the area of a polygon as a part of the picture (the shoelace formula)."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in sides(corners))) / 2


def sides(corners: Sequence[Point]) -> list[Side]:
    """Return the sides in order, the last back to the first corner."""
    return list(zip(corners, (*corners[1:], *corners[:1]), strict=True))


def contains(corners: Sequence[Point], point: Point) -> bool:
    """Whether a point lies inside: a ray to the right crosses an odd number of sides."""
    across, down = point
    return bool(
        sum(
            (y > down) != (v > down) and across < x + (down - y) * (u - x) / (v - y)
            for (x, y), (u, v) in sides(corners)
        )
        % 2
    )


def require_polygon(corners: Sequence[Point]) -> None:
    """Refuse what encloses no place (FlawedPolygonError)."""
    if len(corners) < 3:
        raise FlawedPolygonError(f"three corners at least are wanted, and there are {len(corners)}")
    if len(corners) > MOST_CORNERS:
        raise FlawedPolygonError(
            f"there are {len(corners)} corners, and {MOST_CORNERS} are the most; leave out those "
            "that lie on a straight line"
        )
    for number, (x, y) in enumerate(corners, start=1):
        if not (math.isfinite(x) and math.isfinite(y) and 0 <= x <= 1 and 0 <= y <= 1):
            raise FlawedPolygonError(
                f"corner {number} ({x:g}, {y:g}) lies outside the picture; corners are parts of it, 0 to 1"
            )
    _require_apart(corners)
    if (crossing := _crossing(corners)) is not None:
        one, other = crossing
        raise FlawedPolygonError(
            f"sides {one + 1} and {other + 1} cross or touch; give the corners in order around the place"
        )


def _require_apart(corners: Sequence[Point]) -> None:
    first: dict[Point, int] = {}
    for number, corner in enumerate(corners, start=1):
        if first.setdefault(corner, number) != number:
            raise FlawedPolygonError(f"corner {number} lies where corner {first[corner]} does; leave it out")


def _crossing(corners: Sequence[Point]) -> tuple[int, int] | None:
    all_sides = list(enumerate(sides(corners)))
    for (i, one), (k, other) in combinations(all_sides, 2):
        if k - i == 1:
            meet = _folds_back(one, other)
        elif k - i == len(all_sides) - 1:
            meet = _folds_back(other, one)
        else:
            meet = _meet(one, other)
        if meet:
            return i, k
    return None


def _folds_back(one: Side, following: Side) -> bool:
    """Whether a side goes back over the one before it."""
    (a, b), (_, c) = one, following
    ahead = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return _turn(a, b, c) == 0 and ahead < 0


def _meet(one: Side, other: Side) -> bool:
    (a, b), (c, d) = one, other
    turns = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((turns[0], one, c), (turns[1], one, d), (turns[2], other, a), (turns[3], other, b))
    return any(turn == 0 and _is_within(side, point) for turn, side, point in ends)


def _turn(a: Point, b: Point, c: Point) -> int:
    """Return which way one turns at b from a to c: -1, 1, or 0 where it is straight on."""
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return 0 if abs(turn) < _STRAIGHT else int(math.copysign(1, turn))


def _is_within(side: Side, point: Point) -> bool:
    """Whether a point on a side's line lies between its ends."""
    (x, y), (u, v) = side
    return min(x, u) <= point[0] <= max(x, u) and min(y, v) <= point[1] <= max(y, v)
