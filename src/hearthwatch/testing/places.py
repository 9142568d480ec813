# SPDX-License-Identifier: Apache-2.0
"""Small made-up places, seen by a made-up camera: for tests of what may enter a plate."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.plates.presets import AdmissionPreset

Plane = npt.NDArray[np.uint8]

#: Sixteen samples of a second each are enough to be admitted.
QUICK = AdmissionPreset(
    "quick",
    sample_interval_s=1.0,
    window_s=32.0,
    span_s=8.0,
    slices=32,
    minimum_samples=8,
    veto_interval_s=0.0,
    beside_share=0.6,
    beside_off=9.0,
    narrowest=1,
    # A slice is one sample here: whoever passes fills some.
    absent_slices=1.0,
)


@dataclass(frozen=True, slots=True)
class Patch:
    """Something in front of the place: rows and columns in cells, and its brightness and colour."""

    top: int
    left: int
    bottom: int
    right: int
    bright: int = 40
    colour: int = 90


class Place:
    """A textured place of a size, the same for the same seed."""

    def __init__(self, width: int = 320, height: int = 180, seed: int = 1) -> None:
        """Draw the place."""
        random = np.random.default_rng(seed)
        half = ((height + 1) // 2, (width + 1) // 2)
        self.width, self.height = width, height
        rows, columns = np.mgrid[0:height, 0:width]
        self._y = (140 + 30 * np.sin(rows / 17 + seed) + 20 * np.cos(columns / 23)).astype(np.float32)
        self._uv = tuple(random.uniform(110, 146, half).astype(np.float32) for _ in range(2))

    def frame(
        self, at_s: float, *patches: Patch, gain: float = 1.0, noise: float = 1.0, seed: int = 0
    ) -> RawFrame:
        """Return what the camera sees at a second."""
        random = np.random.default_rng((seed, int(at_s * 1000)))
        y, (u, v) = self._y.copy(), (plane.copy() for plane in self._uv)
        for patch in patches:
            top, bottom = (self.height * edge // 45 for edge in (patch.top, patch.bottom))
            left, right = (self.width * edge // 80 for edge in (patch.left, patch.right))
            y[top:bottom, left:right] = patch.bright
            u[top // 2 : (bottom + 1) // 2, left // 2 : (right + 1) // 2] = patch.colour
        y = (y - 16) * gain + 16 + random.normal(0, noise, y.shape)
        return RawFrame(_bytes(y), _bytes(u), _bytes(v), at_s, at_s)


def plate_of(place: Place, number: int = 1, light: Light = Light.DAY) -> PlatePixels:
    """Return a plate of the place when nothing is before it, all of it admitted. Even sizes alone."""
    frame = place.frame(0.0, noise=0.0)
    stacked = np.concatenate([frame.y.ravel(), frame.u.ravel(), frame.v.ravel()])
    pixels = cv2.cvtColor(stacked.reshape(-1, place.width), cv2.COLOR_YUV2BGR_I420)
    admitted = np.ones((GRID_ROWS, GRID_COLUMNS), np.bool_)
    return PlatePixels(PlateId(number), light, np.asarray(pixels, np.uint8), admitted)


def _bytes(plane: npt.NDArray[np.float32]) -> Plane:
    return np.asarray(plane.round().clip(0, 255), np.uint8)
