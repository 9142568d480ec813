# SPDX-License-Identifier: Apache-2.0
"""Watches whether the view still lies where its plate lies, to a part of a pixel.

Small shifts are read cell by cell from the slope of the brightness, and the median of the cells is
taken, so that whoever stands in the view is outvoted; large ones from the phase of the whole view.
"""

from __future__ import annotations

import math
from collections import deque
from statistics import median

import cv2
import numpy as np

from hearthwatch.model.geometry import WORK_HEIGHT, WORK_WIDTH

from .comparison import Comparison
from .lighting import Lighting, expected_pixels
from .measures import Field, Measures, Reference, over_cells, surroundings, texture

#: Work pixels beyond which a view is not where its plate is, and below which it is again.
MOVED_PX, BACK_PX = 0.5, 0.35
#: Looks at the shift on which a verdict rests, and the time between two, in seconds.
_LOOKS, INTERVAL_S = 4, 1.0
#: A view that agrees so well with its plate can lie a few pixels off at most.
_IN_PLACE = 0.6
#: The whole view's phase is believed from this peak on, and where looks agree to so many work pixels.
_CLEAR_PEAK, _AGREED_PX = 0.12, 2.0
#: Cells around each over which its shift is read, and the least slope there, of 255 a pixel.
_AROUND, _LEAST_SLOPE = 5, 2.0
#: With fewer such cells nothing can be told.
_FEWEST_CELLS = 20


class Steadiness:
    """The shift of one view from its plate. ``shift_px`` is NaN where it cannot be told."""

    def __init__(self) -> None:
        """Begin as not moved."""
        self.shift_px = math.nan
        self.has_moved = False
        self._shifts: deque[tuple[float, float]] = deque(maxlen=_LOOKS)
        self._due = -math.inf
        self._window = np.asarray(cv2.createHanningWindow((WORK_WIDTH, WORK_HEIGHT), cv2.CV_32F))

    def restart(self) -> None:
        """Forget what was seen before a gap."""
        self._shifts.clear()
        self._due = -math.inf

    def look(self, frame: Measures, plate: Reference, found: Comparison | None, media_time_s: float) -> None:
        """Measure, where it is time to. ``found`` is None where the plate does not fit at all."""
        if not media_time_s >= self._due:
            return
        self._due = media_time_s + INTERVAL_S
        if found is not None and found.agreement >= _IN_PLACE:
            left = frame.pixels - expected_pixels(found.light, plate)
            shift = small_shift(left, plate, found.light)
        else:
            shift = self._large(frame, plate)
        if shift is not None and math.isfinite(shift[0] + shift[1]):
            self._shifts.append(shift)
            self._judge()

    def _large(self, frame: Measures, plate: Reference) -> tuple[float, float] | None:
        now = texture(frame.pixels, plate.soft)
        (x, y), peak = cv2.phaseCorrelate(plate.texture, now, self._window)
        return (x, y) if peak > _CLEAR_PEAK else None

    def _judge(self) -> None:
        """Take the median of each direction: swaying in the wind has none that lasts."""
        x, y = (median(axis) for axis in zip(*self._shifts, strict=True))
        self.shift_px = math.hypot(x, y)
        near = sum(math.hypot(x - each[0], y - each[1]) < _AGREED_PX for each in self._shifts)
        if near >= _LOOKS - 1:
            self.has_moved = self.shift_px > (BACK_PX if self.has_moved else MOVED_PX)


def small_shift(left: Field, plate: Reference, light: Lighting) -> tuple[float, float] | None:
    """Return how far a frame lies from its plate, x and y in work pixels; right for less than two.

    ``left`` is float32 [180, 320], the brightness that the light does not explain.

    In each cell the shift is that which best explains the difference by the plate's slopes; the
    weighted median of the cells is the view's.
    """
    gain = light.local * np.float32(light.slope)
    across, down = plate.slopes.pixels
    along_x = surroundings(over_cells(across * left), _AROUND) / gain
    along_y = surroundings(over_cells(down * left), _AROUND) / gain
    xx, xy, yy = plate.slopes.xx, plate.slopes.xy, plate.slopes.yy
    determinant = xx * yy - xy * xy
    # Both directions must be told apart: the smaller eigenvalue of the slopes.
    least = (xx + yy) / 2 - np.sqrt(np.square((xx - yy) / 2) + xy * xy)
    good = (least > _LEAST_SLOPE**2) & plate.admitted
    if np.count_nonzero(good) < _FEWEST_CELLS:
        return None
    x = -(yy * along_x - xy * along_y)[good] / determinant[good]
    y = -(xx * along_y - xy * along_x)[good] / determinant[good]
    return float(np.median(x)), float(np.median(y))
