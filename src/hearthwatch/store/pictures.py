# SPDX-License-Identifier: Apache-2.0
"""A plate's pixels as PNG and its masks as bytes, and back."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.errors import BugError
from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.plate import CellReason, Mask, Pixels

_GRID = (GRID_ROWS, GRID_COLUMNS)


class PictureError(ValueError):
    """Bytes that cannot be a plate."""


def spread(cells: Mask, width: int, height: int) -> Mask:
    """Return a mask over cells as a mask over pixels: bool [height, width]."""
    rows = np.diff(cell_edges(height, GRID_ROWS))
    columns = np.diff(cell_edges(width, GRID_COLUMNS))
    return np.repeat(np.repeat(cells, rows, axis=0), columns, axis=1)


def only_admitted(pixels: Pixels, admitted: Mask) -> Pixels:
    """Return a copy of uint8 [height, width, 3] that is 0 wherever its cell is not admitted."""
    height, width = pixels.shape[:2]
    kept = pixels.copy()
    kept[~spread(admitted, width, height)] = 0
    return kept


def to_png(pixels: Pixels) -> bytes:
    """Return uint8 [height, width, 3 (BGR) or 4 (BGRA)] as PNG, without loss and without metadata."""
    done, encoded = cv2.imencode(".png", pixels)
    if not done:
        raise BugError("A plate could not be written as PNG")
    return encoded.tobytes()


def with_alpha(pixels: Pixels, admitted: Mask) -> Pixels:
    """Return BGRA of BGR: alpha 255 where the cell is admitted, 0 elsewhere."""
    height, width = pixels.shape[:2]
    alpha = spread(admitted, width, height).astype(np.uint8) * np.uint8(255)
    return np.dstack((pixels, alpha))


def from_png(png: bytes, width: int, height: int) -> Pixels:
    """Return uint8 [height, width, 3], BGR, read-only. Raises PictureError."""
    if len(png) == 0:
        raise PictureError("no picture")
    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.shape != (height, width, 3) or pixels.dtype != np.uint8:
        raise PictureError("a picture that cannot be read, or of another size")
    result: Pixels = pixels.astype(np.uint8, copy=False)
    result.flags.writeable = False
    return result


def mask_to_bytes(mask: Mask) -> bytes:
    """Return bool [45, 80] as 450 bytes, the left cell in the highest bit."""
    return np.packbits(mask).tobytes()


def mask_from_bytes(packed: bytes) -> Mask:
    """Return bool [45, 80], read-only. Raises PictureError."""
    if len(packed) * 8 != CELLS:
        raise PictureError("a mask of the wrong size")
    mask = np.unpackbits(np.frombuffer(packed, np.uint8)).astype(np.bool_).reshape(_GRID)
    mask.flags.writeable = False
    return mask


def reasons_from_bytes(packed: bytes) -> npt.NDArray[np.uint8]:
    """Return uint8 [45, 80], indices into ``tuple(CellReason)``, read-only. Raises PictureError."""
    reasons = np.frombuffer(packed, np.uint8)
    if reasons.size != CELLS or reasons.max() >= len(CellReason):
        raise PictureError("reasons that are none")
    return reasons.reshape(_GRID)
