# SPDX-License-Identifier: Apache-2.0
"""The grid over every picture, whatever its size and aspect."""

from __future__ import annotations

from dataclasses import dataclass

GRID_ROWS = 45
GRID_COLUMNS = 80
CELLS = GRID_ROWS * GRID_COLUMNS

#: Analysis looks at a small grey picture of this size: 4 x 4 pixels a cell.
WORK_WIDTH = 320
WORK_HEIGHT = 180
WORK_CELL = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in parts of the picture: ``x``, ``y`` of its corner, each 0..1."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class CellRect:
    """A rectangle of cells: rows ``top`` to ``bottom``, columns ``left`` to ``right``, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    def box(self) -> Box:
        """Return the same rectangle in parts of the picture."""
        return Box(
            self.left / GRID_COLUMNS,
            self.top / GRID_ROWS,
            (self.right - self.left) / GRID_COLUMNS,
            (self.bottom - self.top) / GRID_ROWS,
        )


def cell_edges(size: int, count: int) -> tuple[int, ...]:
    """Return ``count + 1`` pixel positions that part ``size`` pixels into ``count`` cells.

    Cell ``k`` covers pixels ``edges[k]`` up to, not including, ``edges[k + 1]``. Every pixel is in
    exactly one cell, also when the size is no multiple of the count.
    """
    return tuple(size * k // count for k in range(count + 1))
