# SPDX-License-Identifier: Apache-2.0
"""Whether a picture stands still as no scene does: small grey pictures in, a claim out.

A sensor's noise stirs every picture, so the same picture again and again is a frozen camera, unless
the encoder drops the noise: then a still room gives the same bytes too. Such a camera shows it by
standing still and going on by itself, and from then on more patience is needed with it.
"""

from __future__ import annotations

import math

import cv2

from hearthwatch.model.raw import Plane

#: A still picture stirs less than this part of what is usual for the camera, and less than this, of 255.
_STILL_PART, _STILL = 0.1, 0.01
#: A still time of this many seconds that ended by itself is a trait of the camera.
_TRAIT_S = 1.0
#: What is then asked for: this many times the longest such time, from and up to so many seconds.
_TIMES, _LEAST_S, _MOST_S = 3.0, 60.0, 600.0
#: Most pictures of the last seconds must stand still: after each key frame of a still room a few do, until
#: the encoder follows the noise again (three of ten in the village's workshop).
_SHARE, _SHARE_RATE = 0.6, 0.05
#: A trait fades by half in this many seconds: light and settings change.
_FADES_S = 3600.0


class Stillness:
    """How long one camera's picture has not stirred, and how long it may."""

    def __init__(self) -> None:
        """Begin with nothing known of the camera."""
        self._previous: Plane | None = None
        self._usual: float | None = None
        self._begun_s: float | None = None
        self._longest_s = 0.0
        self._longest_at_s = 0.0
        self._share = 0.0
        #: The mean difference to the picture before, of 255; NaN for the first.
        self.stir = math.nan

    def is_suspicious(self, grey: Plane, at_s: float) -> bool:
        """Take a picture of second ``at_s``, and keep it; return whether it stands still for too long."""
        before, self._previous = self._previous, grey
        if before is None or before.shape != grey.shape:
            self.stir = math.nan
            return False
        self.stir = cv2.norm(grey, before, cv2.NORM_L1) / grey.size
        limit = 0.0 if self._usual is None else min(_STILL, _STILL_PART * self._usual)
        self._share += _SHARE_RATE * ((self.stir <= limit) - self._share)
        if self.stir > limit:
            self._follow()
            self._end(at_s)
            return False
        self._begun_s = at_s if self._begun_s is None else self._begun_s
        return self._share >= _SHARE and at_s - self._begun_s >= self.spared_s(at_s)

    def spared_s(self, at_s: float) -> float:
        """Return for how many seconds this camera may stand still before it counts, 0 for a noisy one."""
        longest = self._longest(at_s)
        return 0.0 if longest < _TRAIT_S else min(max(_TIMES * longest, _LEAST_S), _MOST_S)

    def _longest(self, at_s: float) -> float:
        return self._longest_s * math.exp2(-max(0.0, at_s - self._longest_at_s) / _FADES_S)

    def _follow(self) -> None:
        usual = self._usual
        self._usual = self.stir if usual is None else usual + 0.01 * (min(self.stir, 3 * usual) - usual)

    def _end(self, at_s: float) -> None:
        if self._begun_s is not None and at_s - self._begun_s >= self._longest(at_s):
            self._longest_s, self._longest_at_s = at_s - self._begun_s, at_s
        self._begun_s = None
