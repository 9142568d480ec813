# SPDX-License-Identifier: Apache-2.0
"""The pixels of the leading appearances: one picture, in which each cell is followed by itself."""

from __future__ import annotations

import cv2
import numpy as np

from hearthwatch.model.plate import Mask, Pixels
from hearthwatch.model.raw import Plane, RawFrame

from .blocks import FrameGrid, PlaneGrid


class Portrait:
    """Each pixel moves one step at a time, in the long run to the middle of all that it was."""

    def __init__(self, grid: FrameGrid) -> None:
        """Begin all black."""
        width, height = grid.size
        half = ((height + 1) // 2, (width + 1) // 2)
        self._grid = grid
        self._planes = (_Followed(grid.bright, (height, width)), _Followed(grid.colour, half), _Followed(grid.colour, half))

    def follow(self, frame: RawFrame, seen: Mask, begun: Mask) -> None:
        """Take the pixels of ``seen`` cells; where they are ``begun``, what was before is dropped."""
        for plane, new in zip(self._planes, (frame.y, frame.u, frame.v), strict=True):
            plane.follow(new, seen, begun)

    def bgr(self, shown: Mask) -> Pixels:
        """Return the picture, uint8 [height, width, 3] BGR, black outside the ``shown`` cells."""
        y, u, v = (plane.shown(shown) for plane in self._planes)
        pixels = cv2.cvtColor(cv2.merge([_full(y, 16, 219), _full(v, 128, 224), _full(u, 128, 224)]), cv2.COLOR_YCrCb2BGR)
        pixels[~self._grid.bright.spread(shown)] = 0
        return np.asarray(pixels)


class _Followed:
    def __init__(self, grid: PlaneGrid, shape: tuple[int, int]) -> None:
        self._grid = grid
        self._values = np.zeros(shape, np.uint8)
        #: Samples that are of what their cells now show: on a border, of what both show.
        self._valid = np.zeros(shape, bool)

    def follow(self, new: Plane, seen: Mask, begun: Mask) -> None:
        where = self._grid.spread(seen)
        if begun.any():
            # Whatever touches a cell that begins anew is no longer what it was.
            self._valid &= self._grid.spread(~begun)
        fresh = where & ~self._valid
        if fresh.any():
            np.copyto(self._values, new, where=fresh)
            self._valid |= fresh
        self._values += ((new > self._values) & where).view(np.uint8)
        self._values -= ((new < self._values) & where).view(np.uint8)

    def shown(self, shown: Mask) -> Plane:
        """Return a value for each pixel; a sample that touches a cell not shown is left out."""
        inside = self._grid.serve(self._values)
        usable = self._valid & self._grid.spread(shown)
        return inside if usable.all() else np.where(self._grid.plain(usable), self._grid.plain(self._values), inside)


def _full(plane: Plane, zero: int, reach: int) -> Plane:
    """Return a plane of video range in full range."""
    values = (np.arange(256) - zero) * (255 / reach) + (0 if zero == 16 else zero)
    return np.asarray(cv2.LUT(plane, values.round().clip(0, 255).astype(np.uint8)))
