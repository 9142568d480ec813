# SPDX-License-Identifier: Apache-2.0
"""A textured scene, its plate and its work pictures, for tests of comparing; nothing real is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.raw import WorkPicture
from hearthwatch.model.scene import Light

Grey = npt.NDArray[np.uint8]
RATE_HZ = 5


class Looking(Protocol):
    """Whatever looks at work pictures."""

    def look(self, work: WorkPicture) -> None:
        """Take a picture."""
        ...


def scene(seed: int = 1) -> Grey:
    """Return a place of blobs, uint8 [180, 320], a flat wall on its left fifth, 60 to 160 bright."""
    noise = np.random.default_rng(seed).normal(size=(180, 320)).astype(np.float32)
    rough = np.asarray(cv2.GaussianBlur(noise, (0, 0), 2) * 5 + cv2.GaussianBlur(noise, (0, 0), 9) * 15)
    rough[:, :64] = 0
    return np.asarray(np.clip(110 + 20 * rough, 60, 160), np.uint8)


def everywhere() -> Mask:
    """Return a mask that admits every cell."""
    return np.ones((45, 80), bool)


def colours(u: int = 118, v: int = 136) -> tuple[Grey, Grey]:
    """Return both colour planes, with a patch of another colour so that it is no infrared picture."""
    planes = np.full((90, 160), u, np.uint8), np.full((90, 160), v, np.uint8)
    planes[0][60:, 100:], planes[1][60:, 100:] = 140, 110
    return planes


def plate(
    grey: Grey, *, admitted: Mask | None = None, light: Light = Light.DAY, number: int = 1
) -> PlatePixels:
    """Return the plate that such a scene makes, in colour but for infrared."""
    u, v = colours() if light != Light.INFRARED else (np.full((90, 160), 128, np.uint8),) * 2
    stacked = np.concatenate([grey.ravel(), u.ravel(), v.ravel()]).reshape(270, 320)
    mask = everywhere() if admitted is None else admitted
    pixels = np.array(cv2.cvtColor(stacked, cv2.COLOR_YUV2BGR_I420), np.uint8)
    pixels[~np.repeat(np.repeat(mask, 4, axis=0), 4, axis=1)] = 0
    return PlatePixels(PlateId(number), light, pixels, mask)


def work(grey: Grey, at_s: float, *, infrared: bool = False) -> WorkPicture:
    """Return the work picture of a scene."""
    u, v = (np.full((90, 160), 128, np.uint8),) * 2 if infrared else colours()
    return WorkPicture(grey, u, v, at_s, at_s)


def noisy(grey: Grey, seed: int, deviation: float = 1.5) -> Grey:
    """Return the scene as a sensor with such a noise would show it."""
    noise = np.random.default_rng(seed).normal(0, deviation, grey.shape)
    return np.asarray(np.clip(grey + noise, 0, 255), np.uint8)


def lit(grey: Grey, gain: float) -> Grey:
    """Return the scene under so much light, black staying black."""
    return np.asarray(np.clip((grey.astype(np.float32) - 16) * gain + 16, 0, 255), np.uint8)


def with_figure(grey: Grey, *, left: int, top: int, height: int, shade: int = 40) -> Grey:
    """Return the scene with a flat upright figure in it, a third as wide as high, in work pixels."""
    seen = grey.copy()
    seen[top : top + height, left : left + max(3, height // 3)] = shade
    return seen


def show(greys: Iterable[Grey], to: Looking, *, from_s: float = 0.0) -> float:
    """Show each picture in turn, five a second; return the time after the last."""
    at_s = from_s
    for grey in greys:
        to.look(work(grey, at_s))
        at_s += 1 / RATE_HZ
    return at_s
