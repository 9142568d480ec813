# SPDX-License-Identifier: Apache-2.0
"""Water that rises over its banks: an event and a second go in, the covered pixels come out."""

from __future__ import annotations

import cv2
import numpy as np

from .canvas import Canvas
from .lens import Picture
from .noise import smoothstep
from .patch import Bools
from .programme import Event

#: Height of the water at the flood's top, metres over its usual level; the staff is 1.7 m.
CREST_M = 1.15


def level_m(event: Event, moment_s: float) -> float:
    """Return how high the water stands over its usual level: it rises over the first 120 s and falls in the last 60 s."""
    length = event.end_s - event.start_s
    rise = smoothstep(0, min(120.0, length * 0.5), moment_s - event.start_s)
    fall = 1 - smoothstep(event.end_s - min(60.0, length * 0.3), event.end_s, moment_s)
    return CREST_M * event.size * rise * fall


class Flood:
    """Covers a canvas's low ground with water."""

    def __init__(self, canvas: Canvas) -> None:
        """Keep the heights of the rows that water could reach."""
        low = (canvas.rise < CREST_M * 1.5) & (canvas.side != 1)
        rows, columns = np.flatnonzero(low.any(axis=1)), np.flatnonzero(low.any(axis=0))
        self.has_ground = bool(len(rows)) and bool((canvas.rise > 0).any()) and bool(canvas.water.any())
        self._here = (slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)) if len(rows) else (slice(0), slice(0))
        self._rise = np.ascontiguousarray(canvas.rise[self._here])
        self._usual = np.ascontiguousarray(canvas.water[self._here])

    def covered(self, level: float) -> Bools:
        """Return which pixels [720, 1280] are under water that usually are not."""
        whole = np.zeros((720, 1280), np.bool_)
        if self.has_ground and level > 0.01:
            whole[self._here] = (self._rise < level) & (self._usual == 0)
        return whole

    def pour(self, picture: Picture, level: float) -> None:
        """Draw the water over a picture."""
        if not self.has_ground or level <= 0.01:
            return
        here = picture[self._here]
        wet = cv2.subtract(cv2.compare(self._rise, level, cv2.CMP_LT), self._usual)
        tone = cv2.mean(here[::4, ::4], np.ascontiguousarray(self._usual[::4, ::4]))
        glow = sum(tone[:3]) / 330
        muddy = (tone[0] * 0.8 + 18 * glow, tone[1] * 0.8 + 34 * glow, tone[2] * 0.8 + 44 * glow, 0.0)
        soft = cv2.cvtColor(cv2.blur(wet, (5, 5)), cv2.COLOR_GRAY2BGR)
        paint = np.empty_like(here)
        paint[:] = np.clip(muddy[:3], 0, 255).astype(np.uint8)
        kept = cv2.multiply(here, 255 - soft, scale=1 / 255)
        cv2.add(kept, cv2.multiply(paint, soft, scale=1 / 255), here)
