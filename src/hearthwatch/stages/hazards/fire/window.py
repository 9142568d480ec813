# SPDX-License-Identifier: Apache-2.0
"""Where the network looks: a window of a picture, and its crop out of the full frame."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, WORK_WIDTH, CellRect
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import Plane, RawFrame, WorkPicture

from .network import SIDE


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle in parts of the picture, 0..1."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Part of the picture's width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Part of the picture's height."""
        return self.bottom - self.top

    def cells(self) -> CellRect:
        """Return the cells that it touches, at least one."""
        top = min(int(self.top * GRID_ROWS), GRID_ROWS - 1)
        left = min(int(self.left * GRID_COLUMNS), GRID_COLUMNS - 1)
        bottom = min(max(math.ceil(self.bottom * GRID_ROWS), top + 1), GRID_ROWS)
        right = min(max(math.ceil(self.right * GRID_COLUMNS), left + 1), GRID_COLUMNS)
        return CellRect(top, left, bottom, right)

    def part(self, x: float, y: float, share: float) -> Window:
        """Return a window ``share`` of this one's size about a point of it, 0..1, kept in the picture."""
        width, height = min(self.width * share, 1.0), min(self.height * share, 1.0)
        left = min(max(self.left + x * self.width - width / 2, 0.0), 1.0 - width)
        top = min(max(self.top + y * self.height - height / 2, 0.0), 1.0 - height)
        return Window(left, top, left + width, top + height)

    def overlap(self, other: Window) -> float:
        """Return the part of the smaller one that both cover."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        least = min(self.width * self.height, other.width * other.height)
        return max(across, 0.0) * max(down, 0.0) / max(least, 1e-9)


class Cutter:
    """Cuts crops out of one frame. Large windows come out of the work picture, where they lose nothing."""

    def __init__(self, frame: RawFrame, work: WorkPicture, masked: Mask) -> None:
        """Take the frame, its work picture and the cells, bool [45, 80], that nothing may look at."""
        self._full = (frame.y, frame.u, frame.v)
        self._work = (work.grey, work.u, work.v)
        self._masked = masked if masked.any() else None

    def crop(self, window: Window) -> Plane:
        """Return the window as uint8 [96, 96, 3] of Y, Cb, Cr."""
        planes = self._work if window.width * WORK_WIDTH >= SIDE else self._full
        found = np.asarray(cv2.merge([_cut(plane, window) for plane in planes]), np.uint8)
        if self._masked is not None:
            hidden = _cut(self._masked.astype(np.uint8) * 255, window)
            found[hidden > 0] = 128
        return found


def _cut(plane: Plane, window: Window) -> Plane:
    height, width = plane.shape
    left, top = min(int(window.left * width), width - 2), min(int(window.top * height), height - 2)
    right = max(math.ceil(window.right * width), left + 2)
    bottom = max(math.ceil(window.bottom * height), top + 2)
    part = plane[max(top, 0) : bottom, max(left, 0) : right]
    way = cv2.INTER_AREA if part.shape[1] > SIDE else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(part, (SIDE, SIDE), interpolation=way), np.uint8)
