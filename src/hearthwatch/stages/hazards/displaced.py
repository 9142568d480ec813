# SPDX-License-Identifier: Apache-2.0
"""Whether a view lies elsewhere: its trusted edges are looked for at every shift and some rotations.

Directions are compared, not steepness, so that neither light nor one strong edge decides. It is asked
only when edges are missing where they were: a healthy view costs nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .edges import Mask
from .view import HEIGHT, WIDTH, Field, slopes

#: The search is made at half of the small picture's size.
_SIZE = (WIDTH // 2, HEIGHT // 2)
#: Degrees: three apart, the corners are never more than a pixel off.
_ANGLES = range(-15, 16, 3)
#: A slope that counts by half, of 255 a pixel.
_HALF = 1.5


@dataclass(frozen=True, slots=True)
class Displacement:
    """Where the edges fit best.

    ``far``: the way, as part of the width; ``turned``: degrees; ``fit``: how well they fit there and
    ``fit_here``: how well where they were, 1 = all; ``clear``: the best fit above the mean of all shifts,
    in their standard deviations.
    """

    far: float
    turned: float
    fit: float
    fit_here: float
    clear: float


class Displaced:
    """The search for one reference."""

    def __init__(self, small: Field, trusted: Mask) -> None:
        """Take the usual view, float32 [90, 160], and where its edges are trusted."""
        half = _half(small)
        kept = cv2.resize(trusted.astype(np.float32), _SIZE, interpolation=cv2.INTER_AREA) > 0
        self._turned: list[tuple[int, Field, float]] | None = None
        self._usual, self._kept = half, kept.astype(np.float32)

    def find(self, small: Field) -> Displacement:
        """Return where the trusted edges fit best in a view."""
        now = cv2.dft(_directions(_half(small)), flags=cv2.DFT_COMPLEX_OUTPUT)
        best, here = Displacement(0, 0, -1, 0, 0), 0.0
        for angle, usual, size in self._spectra():
            fits = cv2.idft(cv2.mulSpectrums(now, usual, 0, conjB=True), flags=cv2.DFT_SCALE)[..., 0] / size
            here = float(fits[0, 0]) if angle == 0 else here
            y, x = divmod(int(fits.argmax()), fits.shape[1])
            fit = float(fits[y, x])
            if fit > best.fit:
                far = math.hypot(_signed(x, _SIZE[0]), _signed(y, _SIZE[1])) / _SIZE[0]
                best = Displacement(far, angle, fit, 0, (fit - float(fits.mean())) / float(fits.std() + 1e-6))
        return Displacement(best.far, best.turned, best.fit, here, best.clear)

    def _spectra(self) -> list[tuple[int, Field, float]]:
        if self._turned is None:
            self._turned = [self._spectrum(angle) for angle in _ANGLES]
        return self._turned

    def _spectrum(self, angle: int) -> tuple[int, Field, float]:
        matrix = cv2.getRotationMatrix2D((_SIZE[0] / 2, _SIZE[1] / 2), angle, 1.0)
        turned = cv2.warpAffine(self._usual, matrix, _SIZE, borderMode=cv2.BORDER_REFLECT)
        kept = cv2.warpAffine(self._kept, matrix, _SIZE)
        field = _directions(np.asarray(turned)) * kept[..., None]
        return angle, np.asarray(cv2.dft(field, flags=cv2.DFT_COMPLEX_OUTPUT)), float((field**2).sum()) + 1e-3


def _half(small: Field) -> Field:
    return np.asarray(cv2.resize(small, _SIZE, interpolation=cv2.INTER_AREA))


def _directions(half: Field) -> Field:
    rising = slopes(half)
    return np.dstack([rising.across, rising.down]) / (rising.steep + np.float32(_HALF))[..., None]


def _signed(place: int, size: int) -> int:
    return place if place <= size // 2 else place - size
