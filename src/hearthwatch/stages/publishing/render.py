# SPDX-License-Identifier: Apache-2.0
"""What people see, as a picture: a function of plate and map, bit for bit, and of nothing else.

In: the commissioned plate and the cells of one map. Out: BGR pixels. There is no argument that could
hold a live pixel, no state and no arithmetic but integers, so anyone can recompute what was shown.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.plate import Mask, Pixels, PlatePixels
from hearthwatch.model.scene import Cells, CellState

from .palette import PERIOD, SHOWS_PLATE, inks

#: Pictures of this width have patterns of one pixel a step; wider ones have larger steps.
_STEP_WIDTH = 1280

_Indices = npt.NDArray[np.intp]


def render(plate: PlatePixels | None, cells: Cells, size: tuple[int, int]) -> Pixels:
    """Return uint8 [height, width, 3], BGR, for ``size`` = (width, height) in pixels.

    A cell shows the plate where it is clear or lively and admitted (lively with hatching); clear and
    lively cells that are not admitted are painted as unknown; all others as their word looks.
    Raises ValueError where the cells are no map or the size is not positive.
    """
    width, height = size
    if width < 1 or height < 1:
        raise ValueError("a picture has at least one pixel")
    shown = shown_cells(cells, None if plate is None else plate.admitted)
    rows, columns = _spread(height, GRID_ROWS), _spread(width, GRID_COLUMNS)
    if plate is None:
        return _painted(shown, rows, columns)[0]
    y = _within_cells(plate.pixels.shape[0], height, GRID_ROWS)
    x = _within_cells(plate.pixels.shape[1], width, GRID_COLUMNS)
    # A plate with fewer pixels than cells has cells without a pixel: nothing can be shown there.
    shown = _without(shown, rows[y < 0], columns[x < 0])
    picture, from_plate = _painted(shown, rows, columns)
    cv2.copyTo(_sampled(plate.pixels, y, x), from_plate, picture)
    return picture


def shown_cells(cells: Cells, admitted: Mask | None) -> Cells:
    """Return uint8 [45, 80]: the map, with unknown where it would show what the plate does not admit."""
    if cells.shape != (GRID_ROWS, GRID_COLUMNS) or cells.dtype != np.uint8 or cells.max() > max(CellState):
        raise ValueError("cells are uint8 [45, 80] of the alphabet")
    wants_plate = np.isin(cells, list(SHOWS_PLATE))
    known = np.zeros(cells.shape, np.bool_) if admitted is None else admitted
    return np.where(wants_plate & ~known, np.uint8(CellState.UNKNOWN), cells)


def _spread(size: int, count: int) -> _Indices:
    """Return, for each of ``size`` pixels, the cell that it lies in."""
    return np.repeat(np.arange(count), np.diff(cell_edges(size, count)))


def _within_cells(source: int, target: int, count: int) -> _Indices:
    """Return, for each target pixel, a source pixel of the same cell; -1 where that cell has none.

    So no pixel can cross from one cell into another, which any interpolation would let it do.
    """
    from_edges, to_edges = np.array(cell_edges(source, count)), np.array(cell_edges(target, count))
    cell = _spread(target, count)
    from_size, to_size = np.diff(from_edges)[cell], np.diff(to_edges)[cell]
    inside = (np.arange(target) - to_edges[cell]) * from_size // to_size
    return np.where(from_size > 0, from_edges[cell] + inside, -1)


def _without(shown: Cells, rows: _Indices, columns: _Indices) -> Cells:
    if rows.size == 0 and columns.size == 0:
        return shown
    admitted = np.ones(shown.shape, np.bool_)
    admitted[rows, :] = False
    admitted[:, columns] = False
    return shown_cells(shown, admitted)


def _painted(shown: Cells, rows: _Indices, columns: _Indices) -> tuple[Pixels, Pixels]:
    """Return the picture in flat looks, BGR, and 255 where a pixel of the plate belongs instead.

    One table look-up per pixel: the index is word, row in the pattern, column in the pattern.
    """
    step = max(1, len(columns) // _STEP_WIDTH)
    y = np.arange(len(rows)) // step % PERIOD * PERIOD
    x = np.arange(len(columns)) // step % PERIOD
    words = shown.astype(np.intp) * PERIOD**2
    index = words[rows][:, columns] + y[:, None] + x
    painted = inks().view(np.uint32).ravel().take(index).view(np.uint8).reshape(*index.shape, 4)
    return np.ascontiguousarray(painted[:, :, :3]), np.ascontiguousarray(painted[:, :, 3])


def _sampled(pixels: Pixels, y: _Indices, x: _Indices) -> Pixels:
    if pixels.shape[:2] == (len(y), len(x)):
        return pixels
    return pixels[y][:, x]
