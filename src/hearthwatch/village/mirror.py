# SPDX-License-Identifier: Apache-2.0
"""Still water shows what stands behind it, upside down: a picture goes in and is changed."""

from __future__ import annotations

import cv2
import numpy as np

from .canvas import Canvas
from .lens import Picture


class Mirror:
    """Reflections in a canvas's water."""

    def __init__(self, canvas: Canvas) -> None:
        """Work out which pixel each pixel of water shows."""
        water = canvas.water > 0
        found = np.flatnonzero(water.any(axis=1))
        self._top, self._bottom = (int(found[0]), int(found[-1]) + 1) if len(found) else (0, 0)
        if not len(found):
            return
        mask = water[self._top : self._bottom]
        rows = np.arange(self._top, self._bottom, dtype=np.float32)[:, None]
        shore = _shore(water)[self._top : self._bottom]
        wobble = 1.6 * np.sin(rows * 0.9) + 1.2 * np.sin(rows * 0.37 + 1)
        self._across = (np.arange(water.shape[1], dtype=np.float32)[None, :] + wobble).astype(np.float32)
        self._down = np.clip(2 * shore - rows, 0, 719).astype(np.float32)
        # Looked at steeply, water shows less of the sky and more of its own colour.
        steep = np.clip(1.1 - (rows - shore) / 320, 0.25, 0.8) * mask
        share = cv2.blur((steep * 118).astype(np.uint8), (3, 3))
        self._share = np.asarray(cv2.merge([share] * 3), np.uint8)

    def reflect(self, picture: Picture) -> None:
        """Mix the reflections into a picture of the place with its sky."""
        if self._bottom == self._top:
            return
        here = picture[self._top : self._bottom]
        shown = cv2.remap(picture, self._across, self._down, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE)
        kept = cv2.multiply(here, 255 - self._share, scale=1 / 255)
        cv2.add(kept, cv2.multiply(cv2.blur(shown, (3, 5)), self._share, scale=1 / 255), here)


def _shore(
    water: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return, for each pixel, the row where the water above it began."""
    rows = np.arange(water.shape[0], dtype=np.float32)[:, None]
    begins = np.where(water, -1.0, rows + 1)
    return np.maximum.accumulate(np.broadcast_to(begins, water.shape), axis=0).astype(np.float32)
