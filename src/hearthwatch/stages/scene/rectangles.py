# SPDX-License-Identifier: Apache-2.0
"""Makes coarse rectangles of what has changed, so that no outline is in a map."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask

#: Cells along each side of a block of the coarse grid.
BLOCK = 2
#: A rectangle is split while less than this part of it has changed ...
FULL = 0.8
#: ... and it is larger than this many blocks.
SMALL = 6
_ROWS, _COLUMNS = -(-GRID_ROWS // BLOCK), -(-GRID_COLUMNS // BLOCK)

Blocks = npt.NDArray[np.uint8]


def coarse(cells: Mask) -> Blocks:
    """Return uint8 [23, 40], 1 where a block of 2 x 2 cells holds a cell that is set."""
    padded = np.zeros((_ROWS * BLOCK, _COLUMNS * BLOCK), np.uint8)
    padded[:GRID_ROWS, :GRID_COLUMNS] = cells
    return np.asarray(padded.reshape(_ROWS, BLOCK, _COLUMNS, BLOCK).max(axis=(1, 3)))


def as_rectangles(blocks: Blocks) -> Blocks:
    """Return the blocks with each connected group filled up to rectangles that hold it."""
    filled = np.zeros_like(blocks)
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(blocks, connectivity=8)
    for label, (left, top, width, height, _area) in enumerate(boxes[1:].tolist(), start=1):
        region = (slice(top, top + height), slice(left, left + width))
        _fill(np.asarray(labels[region] == label), filled[region])
    return filled


def spread(blocks: Blocks) -> Mask:
    """Return the cells of the blocks that are set, bool [45, 80]."""
    cells = np.repeat(np.repeat(blocks, BLOCK, axis=0), BLOCK, axis=1)
    return np.asarray(cells[:GRID_ROWS, :GRID_COLUMNS] > 0)


def _fill(group: Mask, out: Blocks) -> None:
    """Set rectangles of ``out`` that hold the whole group, split where they would be mostly empty."""
    rows, columns = np.flatnonzero(group.any(axis=1)), np.flatnonzero(group.any(axis=0))
    if not rows.size:
        return
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    group, out = group[box], out[box]
    if group.size <= SMALL or group.mean() >= FULL:
        out[:] = 1
        return
    axis = 0 if group.shape[0] >= group.shape[1] else 1
    middle = group.shape[axis] // 2
    for part in (slice(None, middle), slice(middle, None)):
        half = (part, slice(None)) if axis == 0 else (slice(None), part)
        _fill(group[half], out[half])
