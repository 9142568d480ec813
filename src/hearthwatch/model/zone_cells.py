# SPDX-License-Identifier: Apache-2.0
"""Zones on the grid: drawn polygons in, cells of the 80 x 45 out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .geometry import GRID_COLUMNS, GRID_ROWS
from .plate import Mask
from .polygon import Point, Side, sides
from .zone import Zone, ZoneKind

#: Points a cell, across and down, by which its part within a polygon is measured.
_FINE = 4

#: More of a view than this masked is worth a warning: much is not watched (hazards, 3.4).
MUCH = 0.2

Field = npt.NDArray[np.float64]


def inner_cells(zone: Zone) -> Mask:
    """Return the cells that lie in a zone by half at least, bool [45, 80]; those it touches if none does."""
    shape = (GRID_ROWS, _FINE, GRID_COLUMNS, _FINE)
    mostly = _inside(zone.corners, _FINE).reshape(shape).mean((1, 3)) >= 0.5
    return np.asarray(mostly if mostly.any() else touched_cells(zone))


def touched_cells(zone: Zone) -> Mask:
    """Return every cell of which any part lies in a zone, bool [45, 80]."""
    # A cell that no side passes through is inside as a whole, or not at all, and so is its middle.
    touched = _inside(zone.corners, 1)
    for side in sides(zone.corners):
        touched |= _passed(side)
    return touched


def private_cells(zones: Sequence[Zone]) -> Mask:
    """Return what zones hide before any analysis, bool [45, 80]: whatever a private one touches."""
    return _joined([touched_cells(zone) for zone in zones if zone.kind == "private"])


def cells_of_kind(zones: Sequence[Zone], kind: ZoneKind) -> Mask:
    """Return the cells of all zones of a kind, bool [45, 80]."""
    return _joined([inner_cells(zone) for zone in zones if zone.kind == kind])


def masked_warning(masked: Mask, zones: Sequence[Zone]) -> str | None:
    """Return what to say where more than a fifth of a view is masked, privately or for hazards; else None.

    ``masked``: bool [45, 80].
    """
    share = float(np.mean(masked | private_cells(zones) | cells_of_kind(zones, "ignore")))
    if share <= MUCH:
        return None
    drawn = "; ".join(str(zone) for zone in zones if zone.kind in {"ignore", "private"})
    rest = f": {drawn}" if drawn else ""
    return f"{share:.0%} of the view is masked, where no hazard can be told{rest}"


def _joined(masks: Sequence[Mask]) -> Mask:
    return np.asarray(sum(masks, np.zeros((GRID_ROWS, GRID_COLUMNS), np.bool_)), np.bool_)


def _inside(corners: Sequence[Point], fine: int) -> Mask:
    """Return which points, ``fine`` a cell across and down, lie inside, bool [45 fine, 80 fine]."""
    across = (np.arange(GRID_COLUMNS * fine) + 0.5) / (GRID_COLUMNS * fine)
    down = ((np.arange(GRID_ROWS * fine) + 0.5) / (GRID_ROWS * fine))[:, None]
    inside = np.zeros((GRID_ROWS * fine, GRID_COLUMNS * fine), np.bool_)
    # A point is inside where a ray to the right crosses an odd number of sides.
    for (x, y), (u, v) in sides(corners):
        if y != v:
            spans = (y > down) != (v > down)
            inside ^= spans & (across < x + (down - y) * (u - x) / (v - y))
    return inside


def _passed(side: Side) -> Mask:
    """Return the cells that a side passes through (Liang and Barsky's clipping, all cells at once)."""
    (x, y), (u, v) = side
    left, top = np.arange(GRID_COLUMNS) / GRID_COLUMNS, (np.arange(GRID_ROWS) / GRID_ROWS)[:, None]
    enters_x, leaves_x = _within(x, u, left, left + 1 / GRID_COLUMNS)
    enters_y, leaves_y = _within(y, v, top, top + 1 / GRID_ROWS)
    return np.asarray(np.maximum(enters_x, enters_y) < np.minimum(leaves_x, leaves_y))


def _within(begin: float, end: float, low: Field, high: Field) -> tuple[Field, Field]:
    """Return from which to which part of the way from begin to end one is between low and high."""
    if begin == end:
        is_within = (low <= begin) & (begin <= high)
        return np.where(is_within, 0.0, 1.0), np.where(is_within, 1.0, 0.0)
    one, other = (low - begin) / (end - begin), (high - begin) / (end - begin)
    return np.maximum(np.minimum(one, other), 0.0), np.minimum(np.maximum(one, other), 1.0)
