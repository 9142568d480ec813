# SPDX-License-Identifier: Apache-2.0
"""Where a staff lies now: its upper marks and what surrounds them are the fiducials, found in every frame.

They are remembered as edges, not as a picture, from a frame in which the staff could be read where it was
drawn; the memory of each light is its own, and is never stored.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.raw import Plane, RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.staff import Staff

from .strip import Field

#: The part of the staff, from its top, that is looked for, and by how much of the staff's length above.
_UPPER, _ABOVE = 0.35, 0.11
#: By how many widths of the staff it reaches to either side.
_ASIDE = 1.0
#: How far the staff is looked for, parts of the picture's width and height: sway, heat, a step against
#: the mast. Further away the camera was moved, and that is told.
_ACROSS, _DOWN = 0.034, 0.02
#: Fiducials higher than so many pixels are looked for at half size.
_LARGE = 100
#: The least correlation of edges: the same staff by day and by lamps has 0.45, another place 0.3 at most.
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class _Window:
    left: int
    top: int
    right: int
    bottom: int

    def grown(self, across: int, down: int, frame: RawFrame) -> _Window:
        return _Window(
            max(self.left - across, 0),
            max(self.top - down, 0),
            min(self.right + across, frame.width),
            min(self.bottom + down, frame.height),
        )


class Anchor:
    """See the module. One for each staff."""

    def __init__(self, staff: Staff) -> None:
        """Begin with nothing remembered."""
        self._staff = staff
        self._size = (0, 0)
        self._memory: dict[Light, Field] = {}

    @property
    def is_known(self) -> bool:
        """Whether anything is remembered."""
        return bool(self._memory)

    def forget(self) -> None:
        """Remember nothing."""
        self._memory = {}

    def find(self, frame: RawFrame, light: Light) -> tuple[float, float] | None:
        """Return how far the staff lies from where it was drawn, in pixels; None where it is not found."""
        if self._size != (frame.width, frame.height):
            self._memory, self._size = {}, (frame.width, frame.height)
        own = self._memory.get(light)
        known = list(self._memory.values()) if own is None else [own]
        found = [self._match(frame, each) for each in known]
        best = max(found, key=lambda each: each[0], default=(0.0, (0.0, 0.0)))
        return best[1] if best[0] >= _ALIKE else None

    def learn(self, frame: RawFrame, light: Light, shift: tuple[float, float]) -> None:
        """Remember the staff of this light, which lies ``shift`` from where it was drawn."""
        if light in self._memory:
            return
        window = self._window(frame)
        across, down = (2 * round(each / 2) for each in shift)
        moved = _Window(window.left + across, window.top + down, window.right + across, window.bottom + down)
        if moved == moved.grown(0, 0, frame):
            self._size = (frame.width, frame.height)
            self._memory[light] = _edges(frame, moved, _step(window))

    def _match(self, frame: RawFrame, memory: Field) -> tuple[float, tuple[float, float]]:
        window = self._window(frame)
        # In whole steps, so that a place in the larger window is one in the smaller too.
        across, down = (
            2 * math.ceil(part * size / 2) for part, size in ((_ACROSS, frame.width), (_DOWN, frame.height))
        )
        around = window.grown(across, down, frame)
        step = _step(window)
        alike = cv2.matchTemplate(_edges(frame, around, step), memory, cv2.TM_CCOEFF_NORMED)
        _, score, _, (x, y) = cv2.minMaxLoc(alike)
        peak = np.asarray(alike, np.float32)
        right = step * (x + _between(peak[y], x)) + around.left - window.left
        lower = step * (y + _between(peak[:, x], y)) + around.top - window.top
        return (score if math.isfinite(score) else 0.0), (right, lower)

    def _window(self, frame: RawFrame) -> _Window:
        """Return the pixels that hold the fiducials where the staff lies as drawn."""
        corners = np.array(self._staff.corners, np.float64)
        foot = np.array([corners[3], corners[2]])
        lower = corners[:2] + (foot - corners[:2]) * _UPPER
        upper = corners[:2] - (foot - corners[:2]) * _ABOVE
        points = np.concatenate([lower, upper]) * (frame.width, frame.height)
        width = float(np.hypot(*((corners[1] - corners[0]) * (frame.width, frame.height)))) * _ASIDE
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        whole = _Window(
            math.floor(left - width), math.floor(top), math.ceil(right + width), math.ceil(bottom)
        )
        inside = whole.grown(0, 0, frame)
        return _Window(*(each // 2 * 2 for each in (inside.left, inside.top, inside.right, inside.bottom)))


def _step(window: _Window) -> int:
    """Return 2 where half size is fine enough, and several times quicker."""
    return 2 if window.bottom - window.top > _LARGE else 1


def _edges(frame: RawFrame, window: _Window, step: int) -> Field:
    """Return how steep brightness and colour are, float32 [height / step, width / step].

    Roots of it, so that no edge rules. Colour comes at half size anyhow.
    """
    grey = frame.y[window.top : window.bottom, window.left : window.right]
    if step == 2:
        grey = np.asarray(cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    steep = _steep(grey)
    for plane in (frame.u, frame.v):
        colour = _steep(plane[window.top // 2 : window.bottom // 2, window.left // 2 : window.right // 2])
        size = (steep.shape[1], steep.shape[0])
        steep = steep + (colour if step == 2 else cv2.resize(colour, size, interpolation=cv2.INTER_NEAREST))
    return np.asarray(steep, np.float32)


def _between(alike: Field, place: int) -> float:
    """Return how far from a whole place the best match lies, -0.5..0.5, by a parabola through three."""
    if not 0 < place < len(alike) - 1:
        return 0.0
    before, here, after = (float(each) for each in alike[place - 1 : place + 2])
    bend = before - 2 * here + after
    return 0.5 * (before - after) / bend if bend < 0 else 0.0


def _steep(plane: Plane) -> Field:
    across, down = cv2.Sobel(plane, cv2.CV_32F, 1, 0), cv2.Sobel(plane, cv2.CV_32F, 0, 1)
    return np.asarray(cv2.sqrt(cv2.magnitude(across, down)), np.float32)
