# SPDX-License-Identifier: Apache-2.0
"""Water that rises over its banks: an event and a second go in, the covered pixels come out."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np

from .canvas import SKY, Canvas, grain
from .lens import Floats, Picture
from .noise import smoothstep
from .patch import Bools
from .programme import Event

#: Height of the water at the flood's top, metres over its usual level; the staff is 1.7 m.
CREST_M = 1.15
_LEAST_M = 0.01
_MUDDY = (104.0, 112.0, 106.0)


def level_m(event: Event, moment_s: float) -> float:
    """Return how high the water stands over its usual level.

    It rises over the first 120 s and falls in the last 60 s.
    """
    length = event.end_s - event.start_s
    rise = smoothstep(0, min(120.0, length * 0.5), moment_s - event.start_s)
    fall = 1 - smoothstep(event.end_s - min(60.0, length * 0.3), event.end_s, moment_s)
    return CREST_M * event.size * rise * fall


class Flood:
    """Covers a canvas's low ground with water."""

    def __init__(self, canvas: Canvas) -> None:
        """Keep the heights, and how turbid water looks."""
        self._rise = np.ascontiguousarray(np.where(canvas.side == SKY, np.float32(99), canvas.rise))
        self._usual = canvas.water > 0
        self.has_ground = bool(self._usual.any() and (canvas.rise > 0).any())
        self._canvas = canvas

    @cached_property
    def _swirl(self) -> Picture:
        near, far = grain(self._canvas, 2.0), grain(self._canvas, 7.0)
        swirl = np.clip(128 * (1 + 0.04 * near + 0.04 * far), 0, 255)
        return np.asarray(cv2.merge([swirl.astype(np.uint8)] * 3), np.uint8)

    def covered(self, level: float) -> Bools:
        """Return which pixels [720, 1280] are under water that usually are not."""
        if not self.has_ground or level <= _LEAST_M:
            return np.zeros(self._rise.shape, np.bool_)
        return np.asarray((self._rise < level) & ~self._usual, np.bool_)

    def pour(self, picture: Picture, level: float, light: Floats) -> Picture | None:
        """Draw the water over a picture under a light; return where it is, uint8 [720, 1280], or None."""
        if not self.has_ground or level <= _LEAST_M:
            return None
        wet = (self._rise < level).view(np.uint8)
        x, y, width, height = cv2.boundingRect(wet)
        here = (slice(y, y + height), slice(x, x + width))
        tone = [each * float(factor) / 128 for each, factor in zip(_MUDDY, light, strict=True)]
        paint = cv2.multiply(self._swirl[here], np.array([*tone, 0.0]))
        share = 0.9 * min(1.0, 0.3 + level / 0.35)
        mixed = cv2.addWeighted(paint, share, picture[here], 1 - share, 0)
        cv2.copyTo(mixed, wet[here], picture[here])
        return wet
