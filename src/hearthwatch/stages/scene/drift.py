# SPDX-License-Identifier: Apache-2.0
"""Follows how a plate's view changes over minutes while nothing happens: shadows wander, ground dries.

What is followed is kept for comparing alone and never leaves the seal. Nothing that comes at once is
followed, so neither a person nor a thing that was put there: only cells that are as expected at every
look, with nothing changed beside them, and by no more than a fixed step a second.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, WORK_HEIGHT, WORK_WIDTH
from hearthwatch.model.plate import Mask

from .comparison import Comparison
from .measures import Field, Reference, rebased

#: Seconds between two rebuildings of what is compared with.
REBUILD_S = 10.0
#: Part of the difference that a step, one a second, takes over, and the most that it may be, of 255.
PART, LARGEST_STEP = 0.2, 0.6
#: A pixel may become so much darker or brighter than on the plate, and so much more besides.
DARKEST, BRIGHTEST, MARGIN = 0.3, 3.0, 8.0
#: Where a cell has been changed for so many steps, it is compared with the plate itself again.
PATIENCE = 60
#: Cells this near to a changed one are not followed.
_NEAR = np.ones((5, 5), np.uint8)


class Drift:
    """One plate and what has become of its view. ``now`` is what to compare with."""

    def __init__(self, plate: Reference) -> None:
        """Begin at the plate."""
        self.plate = plate
        self.restart()

    def restart(self) -> None:
        """Go back to the plate itself."""
        self.now = self.plate
        self._pixels: Field = self.plate.measures.pixels.copy()
        self._patience = np.zeros((GRID_ROWS, GRID_COLUMNS), np.int32)
        self._rebuild_due = -math.inf

    def follow(self, found: Comparison, changed: Mask, media_time_s: float) -> None:
        """Take one look, at most one a second: what was found, and which cells are held to be changed."""
        self._step(found, changed)
        if media_time_s >= self._rebuild_due:
            self._rebuild_due = media_time_s + REBUILD_S
            self.now = rebased(self.plate, self._pixels)

    def _step(self, found: Comparison, changed: Mask) -> None:
        busy = cv2.dilate(changed.astype(np.uint8), _NEAR) > 0
        followed = (found.score < 0.8) & ~busy & self.plate.admitted
        gain = _over_pixels(found.light.local * np.float32(found.light.slope))
        step = np.clip(np.float32(PART) * found.left / gain, -LARGEST_STEP, LARGEST_STEP)
        plate = self.plate.measures.pixels
        moved = np.clip(self._pixels + step, DARKEST * plate - MARGIN, BRIGHTEST * plate + MARGIN)
        np.copyto(self._pixels, moved, where=_mask_over_pixels(followed))
        self._patience = np.where(changed, self._patience + 1, 0)
        np.copyto(self._pixels, plate, where=_mask_over_pixels(self._patience >= PATIENCE))


def _over_pixels(cells: Field) -> Field:
    return np.asarray(
        cv2.resize(cells, (WORK_WIDTH, WORK_HEIGHT), interpolation=cv2.INTER_LINEAR), np.float32
    )


def _mask_over_pixels(cells: Mask) -> Mask:
    size = (WORK_WIDTH, WORK_HEIGHT)
    return np.asarray(cv2.resize(cells.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0)
