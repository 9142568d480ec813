# SPDX-License-Identifier: Apache-2.0
"""A frame as means over blocks, so many to a cell: what the admitter compares.

No block crosses the border of a cell, whatever the frame's size, and a colour sample that lies on a
border is never used: what one cell shows cannot reach the figures of the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import Plane, RawFrame

#: Blocks of brightness along each side of a cell; of colour, half as many.
SIDE = 4
COLOUR_SIDE = SIDE // 2

Means = npt.NDArray[np.float32]
Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Blocks:
    """``y`` is float32 [180, 320]; ``uv`` is float32 [2, 90, 160]: means over blocks."""

    y: Means
    uv: Means

    def __repr__(self) -> str:
        """Say nothing of the pixels."""
        return "Blocks()"


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """How the samples of a plane fall into the cells along one side of the picture.

    ``cell`` is the cell of each sample, -1 where it lies on a border; ``even`` are positions that give
    each cell equally many samples, a multiple of the blocks; ``serving`` is the sample that serves
    each pixel of the frame; ``whole`` is false where a cell has no sample of its own.
    """

    cell: Index
    even: Index
    serving: Index
    whole: npt.NDArray[np.bool_]


class PlaneGrid:
    """The grid over one plane: brightness (``halved`` false) or colour."""

    def __init__(self, width: int, height: int, *, halved: bool) -> None:
        """Lay the grid over frames of this size."""
        self._side = COLOUR_SIDE if halved else SIDE
        self.rows = axis(height, GRID_ROWS, self._side, halved=halved)
        self.columns = axis(width, GRID_COLUMNS, self._side, halved=halved)
        self._is_even = all(
            np.array_equal(each.even, np.arange(len(each.cell))) for each in (self.rows, self.columns)
        )
        self._reach = self.rows.cell[:, None].clip(0), self.columns.cell[None].clip(0)
        self._inside = (self.rows.cell >= 0)[:, None] & (self.columns.cell >= 0)[None]

    def means(self, plane: Plane) -> Means:
        """Return the means over blocks, float32 [45 * side, 80 * side]."""
        if not self._is_even:
            plane = np.ascontiguousarray(plane[self.rows.even][:, self.columns.even])
        size = (GRID_COLUMNS * self._side, GRID_ROWS * self._side)
        return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.float32)

    def spread(self, cells: Mask) -> Mask:
        """Return a mask over cells as one over this plane's samples; never one on a border."""
        return np.asarray(cells[self._reach] & self._inside)

    def serve(self, plane: Plane) -> Plane:
        """Return a plane with a value for each pixel of the frame, each from within its own cell."""
        return np.ascontiguousarray(plane[self.rows.serving][:, self.columns.serving])


class FrameGrid:
    """The grids of the three planes of frames of one size."""

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
        """Return a frame's means over blocks."""
        uv = np.stack([self.colour.means(frame.u), self.colour.means(frame.v)])
        return Blocks(self.bright.means(frame.y), uv)


def worst(values: Means, side: int) -> Means:
    """Return the largest value of each cell's blocks, float32 [45, 80]."""
    return np.asarray(values.reshape(GRID_ROWS, side, GRID_COLUMNS, side).max(axis=(1, 3)))


def middle(values: Means, side: int) -> Means:
    """Return the mean of each cell's blocks, float32 [45, 80]."""
    return np.asarray(values.reshape(GRID_ROWS, side, GRID_COLUMNS, side).mean(axis=(1, 3)), np.float32)


def over_blocks(cells: Means, side: int) -> Means:
    """Return a figure for each cell as one for each of its blocks."""
    return np.repeat(np.repeat(cells, side, axis=0), side, axis=1)


def axis(size: int, count: int, side: int, *, halved: bool) -> Axis:
    """Return how ``size`` pixels, or the colour samples over them, fall into ``count`` cells."""
    edges = np.asarray(cell_edges(size, count))
    first, last = edges[:-1], edges[1:]
    samples = size
    if halved:
        samples = (size + 1) // 2
        first, last = (first + 1) // 2, last // 2
        last[-1] = samples  # an odd size ends with a sample of one pixel
    whole = last > first
    cell = np.full(samples, -1, np.intp)
    for each in np.flatnonzero(whole):
        cell[first[each] : last[each]] = each
    starts = np.minimum(first, samples - 1)
    lengths = np.maximum(last - first, 1)
    serving = np.concatenate(
        [
            np.clip(np.arange(edges[each], edges[each + 1]) // (2 if halved else 1), starts[each], starts[each] + lengths[each] - 1)
            for each in range(count)
        ]
    )
    return Axis(cell, _even_out(starts, lengths, side), serving, whole)


def _even_out(starts: Index, lengths: Index, side: int) -> Index:
    longest = -(-int(lengths.max()) // side) * side
    steps = (np.arange(longest) * 2 + 1) / (2 * longest)
    return np.asarray((starts[:, None] + (steps[None] * lengths[:, None]).astype(np.intp)).ravel())
