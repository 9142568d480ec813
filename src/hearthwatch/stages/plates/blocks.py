# SPDX-License-Identifier: Apache-2.0
"""A frame as means over blocks, so many to a cell: what the admitter compares.

No block crosses the border of a cell, whatever the frame's size, and a colour sample that lies on a
border is never used here: what one cell shows cannot reach the figures of the next.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import Plane, RawFrame

from .axes import Axis, axis

#: Blocks of brightness along each side of a cell; of colour, half as many.
SIDE = 4
#: Figures of a cell: 16 of brightness, 4 of U, 4 of V, in this order.
BRIGHT = slice(0, SIDE * SIDE)
COLOUR = slice(SIDE * SIDE, SIDE * SIDE + SIDE * SIDE // 2)
FIGURES = COLOUR.stop

#: float32 [24, 45, 80]: the figures of each cell.
Blocks = npt.NDArray[np.float32]


class PlaneGrid:
    """The grid over one plane: brightness (``halved`` false) or colour."""

    def __init__(self, width: int, height: int, *, halved: bool) -> None:
        """Lay the grid over frames of this size."""
        self._side = SIDE // 2 if halved else SIDE
        self.rows: Axis = axis(height, GRID_ROWS, self._side, halved=halved)
        self.columns: Axis = axis(width, GRID_COLUMNS, self._side, halved=halved)
        self.is_even = self.rows.is_even and self.columns.is_even

    def means(self, plane: Plane) -> Blocks:
        """Return the means over blocks, float32 [side * side, 45, 80]."""
        if not self.is_even:
            plane = plane.take(self.rows.even, axis=0).take(self.columns.even, axis=1)
        size = (GRID_COLUMNS * self._side, GRID_ROWS * self._side)
        small = cv2.resize(plane, size, interpolation=cv2.INTER_AREA)
        parts = small.reshape(GRID_ROWS, self._side, GRID_COLUMNS, self._side).transpose(1, 3, 0, 2)
        return parts.astype(np.float32).reshape(-1, GRID_ROWS, GRID_COLUMNS)

    def spread(self, cells: Mask) -> Mask:
        """Return a mask over cells as one over samples; a sample on a border needs all its cells."""
        if self.is_even:
            size = (len(self.columns.first), len(self.rows.first))
            return np.asarray(cv2.resize(cells.view(np.uint8), size, interpolation=cv2.INTER_NEAREST)).view(
                np.bool_
            )
        upper, lower = cells.take(self.rows.first, axis=0), cells.take(self.rows.last, axis=0)
        both = upper & lower
        return np.asarray(both.take(self.columns.first, axis=1) & both.take(self.columns.last, axis=1))

    def plain(self, samples: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return samples with one for each pixel of the frame, the nearest, whatever its cell."""
        return samples.take(self.rows.plain, axis=0).take(self.columns.plain, axis=1)

    def serve(self, plane: Plane) -> Plane:
        """Return a plane with a value for each pixel of the frame, each from within its own cell."""
        return np.ascontiguousarray(plane.take(self.rows.serving, axis=0).take(self.columns.serving, axis=1))


class FrameGrid:
    """The grids of the planes of frames of one size."""

    def __init__(self, width: int, height: int) -> None:
        """Lay the grids."""
        self.size = (width, height)
        self.bright = PlaneGrid(width, height, halved=False)
        self.colour = PlaneGrid(width, height, halved=True)
        #: Cells too small to hold samples of their own; nothing can be told of them.
        self.tiny: Mask = ~(
            (self.bright.rows.whole & self.colour.rows.whole)[:, None]
            & (self.bright.columns.whole & self.colour.columns.whole)[None]
        )

    def blocks(self, frame: RawFrame) -> Blocks:
        """Return a frame's figures for each cell, float32 [24, 45, 80]."""
        parts = (self.bright.means(frame.y), self.colour.means(frame.u), self.colour.means(frame.v))
        return np.concatenate(parts)
