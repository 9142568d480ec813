# SPDX-License-Identifier: Apache-2.0
"""The pixels of the leading appearances: one picture, in which each cell is followed by itself."""

from __future__ import annotations

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask, Pixels
from hearthwatch.model.raw import Plane, RawFrame

from .blocks import FrameGrid, PlaneGrid

#: A cell's first samples move its pixels by a level each, so that the first of all does not last; after so
#: many, only one in so many does: whoever is too faint to be another appearance and stands there for the
#: last three minutes moves them by no more than five levels.
EARLY, SELDOM = 120, 8

#: Video range: black and the reach of brightness; grey and the reach of colour (ITU-R BT.601).
_BRIGHT = (16, 219, 0)
_COLOUR = (128, 224, 128)


class Portrait:
    """Each pixel moves one level at a time, and seldom: in the long run to the middle of all that it was."""

    def __init__(self, grid: FrameGrid) -> None:
        """Begin with no pixel known."""
        width, height = grid.size
        half = ((height + 1) // 2, (width + 1) // 2)
        self._grid = grid
        #: Cells whose pixels are known at all, and from how many samples.
        self._known = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
        self._samples = np.zeros((GRID_ROWS, GRID_COLUMNS), np.int64)
        self._bright = np.zeros((height, width), np.uint8)
        self._colours = (np.zeros(half, np.uint8), np.zeros(half, np.uint8))
        #: Colour samples that are of what all their cells now show.
        self._valid = np.zeros(half, bool)

    def follow(self, frame: RawFrame, seen: Mask, begun: Mask) -> None:
        """Take the pixels of ``seen`` cells; where one is ``begun``, what was before is dropped."""
        bright, colour = self._grid.bright, self._grid.colour
        if begun.any():
            self._known &= ~begun
            self._samples[begun] = 0
            self._valid &= colour.spread(~begun)
        fresh = seen & ~self._known
        if fresh.any():
            np.copyto(self._bright, frame.y, where=bright.spread(fresh))
            self._known |= fresh
        self._samples += seen
        moved = seen & ((self._samples <= EARLY) | (self._samples % SELDOM == 0))
        if moved.any():
            _approach(self._bright, frame.y, bright.spread(moved))
            self._follow_colour(frame, colour.spread(moved))

    def whole(self) -> Mask:
        """Return the cells all of whose pixels are known."""
        return self._known & ~self._grid.tiny

    def bright(self) -> Plane:
        """Return the brightness of all cells, uint8 [height, width]; to be judged, not to be shown."""
        return self._bright.copy()

    def bgr(self, shown: Mask) -> Pixels:
        """Return the picture, uint8 [height, width, 3] BGR, 0 outside the ``shown`` cells."""
        usable = self._valid & self._grid.colour.spread(shown)
        u, v = (self._per_pixel(plane, usable) for plane in self._colours)
        full = cv2.merge([_full(self._bright, *_BRIGHT), _full(v, *_COLOUR), _full(u, *_COLOUR)])
        pixels = np.asarray(cv2.cvtColor(full, cv2.COLOR_YCrCb2BGR), np.uint8)
        pixels[~self._grid.bright.spread(shown)] = 0
        return pixels

    def _follow_colour(self, frame: RawFrame, seen: Mask) -> None:
        fresh = seen & ~self._valid
        for kept, new in zip(self._colours, (frame.u, frame.v), strict=True):
            if fresh.any():
                np.copyto(kept, new, where=fresh)
            _approach(kept, new, seen)
        self._valid |= fresh

    def _per_pixel(self, plane: Plane, usable: Mask) -> Plane:
        """Return a value for each pixel; where the nearest sample may not be used, another of its cell."""
        colour: PlaneGrid = self._grid.colour
        if colour.is_even:
            return colour.plain(plane)
        return np.where(colour.plain(usable), colour.plain(plane), colour.serve(plane))


def _approach(kept: Plane, new: Plane, where: Mask) -> None:
    """Move each value one step towards the new one: in the long run, to the middle of all seen."""
    kept += ((new > kept) & where).view(np.uint8)
    kept -= ((new < kept) & where).view(np.uint8)


def _full(plane: Plane, zero: int, reach: int, to: int) -> Plane:
    """Return a plane of video range in full range."""
    values = (np.arange(256) - zero) * (255 / reach) + to
    return np.asarray(cv2.LUT(plane, values.round().clip(0, 255).astype(np.uint8)))
