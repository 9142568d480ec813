# SPDX-License-Identifier: Apache-2.0
"""What light and sensors do to a crop: B, G, R in, Y'CbCr as a camera sends it out.

All that acts on single values is one table a channel, all that mixes channels one matrix: cheap.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Crop = npt.NDArray[np.uint8]
Matrix = npt.NDArray[np.float32]
Generator = np.random.Generator

#: Part of the crops that become grey or infrared; that are washed out; that come from the night.
GREY, WASHED, DARK = 0.3, 0.1, 0.07
#: ITU-R BT.601, studio range, from B, G, R in 0..255, with its offset.
CAMERA = np.array(
    ((0.0979, 0.5041, 0.2568, 16.0), (0.4392, -0.2910, -0.1482, 128.0), (-0.0714, -0.3678, 0.4392, 128.0)),
    np.float32,
)
_EYE = np.array((0.114, 0.587, 0.299), np.float32)
#: Fire shines in the red and beyond: a camera with an infrared lamp sees about this.
_INFRARED = np.array((0.05, 0.20, 0.75), np.float32)
_NOISE = 1 << 20


def camera_picture(bgr: Crop) -> Crop:
    """Return Y'CbCr of studio range, uint8 [h, w, 3], from B, G, R."""
    return np.asarray(cv2.transform(bgr, CAMERA))


class Light:
    """Changes crops at random: exposure, colour, night, infrared, noise, side."""

    def __init__(self, chance: Generator) -> None:
        """Draw a bank of noise once."""
        self._chance = chance
        self._noise = chance.standard_normal(_NOISE).astype(np.float32)

    def varied(self, bgr: Crop) -> Crop:
        """Return the crop in another light, as `camera_picture`."""
        chance = self._chance
        if chance.random() < 0.5:
            bgr = np.ascontiguousarray(bgr[:, ::-1])
        lit = cv2.LUT(bgr, self._tables())
        mixed = cv2.transform(lit, self._mixing()).astype(np.float32)
        strength = 7 * chance.random() ** 2
        if strength > 1:
            mixed += strength * self._grain(mixed.shape)
        return np.clip(mixed, 0, 255).astype(np.uint8)

    def _grain(self, shape: tuple[int, ...]) -> npt.NDArray[np.float32]:
        height, width, _ = shape
        start = int(self._chance.integers(0, _NOISE - height * width))
        # Sensors' noise is in brightness, and half as strong in colour after the camera's own smoothing.
        grain = self._noise[start : start + height * width].reshape(height, width, 1)
        return grain * np.array((1, 0.25, -0.25), np.float32)

    def _tables(self) -> Crop:
        """Return a table a channel, uint8 [1, 256, 3]."""
        chance = self._chance
        x = np.linspace(0, 1, 256, dtype=np.float32)[:, None] * chance.uniform(0.92, 1.08, 3).astype(
            np.float32
        )
        x = np.clip(x, 0, None) ** np.exp(chance.uniform(-0.25, 0.25)) * 2 ** chance.uniform(-0.5, 0.5)
        if chance.random() < DARK:
            x = x * 2 ** chance.uniform(-1.8, -0.6)
        if chance.random() < WASHED:
            x = chance.uniform(0.1, 0.4) + chance.uniform(0.35, 0.7) * np.clip(x, 0, 1)
        return (np.clip(x, 0, 1) * 255).astype(np.uint8)[None]

    def _mixing(self) -> Matrix:
        """Return the matrix [3, 4] from B, G, R to what the camera sends."""
        chance = self._chance
        weights = _INFRARED if chance.random() < 0.5 else _EYE
        saturation = 0.0 if chance.random() < GREY else chance.uniform(0.6, 1.3)
        grey = np.tile(weights if saturation == 0 else np.full(3, 1 / 3, np.float32), (3, 1))
        mixed = grey + np.float32(saturation) * (np.eye(3, dtype=np.float32) - grey)
        matrix = CAMERA.copy()
        matrix[:, :3] = CAMERA[:, :3] @ mixed
        # Some cameras send the full range and are believed to send the studio's.
        gain = np.float32(chance.uniform(0.96, 1.1))
        matrix[0] *= gain
        matrix[0, 3] += 16 * (1 - gain)
        return matrix.astype(np.float32)
