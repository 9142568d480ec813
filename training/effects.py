# SPDX-License-Identifier: Apache-2.0
"""What cameras and weather do to a crop: one at a time here, whole batches in `light.py`."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Crop = npt.NDArray[np.uint8]
Generator = np.random.Generator


def worn(crop: Crop, chance: Generator) -> Crop:
    """Return the crop as a cheaper lens, a smaller sensor and a thriftier encoder would give it."""
    if chance.random() < 0.25:
        crop = _coarser(crop, float(np.exp(chance.uniform(np.log(0.33), 0))))
    if chance.random() < 0.12:
        crop = np.asarray(cv2.GaussianBlur(crop, (0, 0), float(chance.uniform(0.4, 1.4))))
    if chance.random() < 0.04:
        crop = _smeared(crop, chance)
    if chance.random() < 0.03:
        crop = rained(crop, chance)
    if chance.random() < 0.35:
        crop = _encoded(crop, int(chance.integers(25, 92)))
    return crop


def _coarser(crop: Crop, part: float) -> Crop:
    side = crop.shape[0]
    small = cv2.resize(crop, None, fx=part, fy=part, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR))


def _smeared(crop: Crop, chance: Generator) -> Crop:
    length = int(chance.integers(3, 9))
    kernel = (
        np.eye(length, dtype=np.float32) if chance.random() < 0.5 else np.zeros((length, length), np.float32)
    )
    if not kernel.any():
        kernel[length // 2] = 1
    return np.asarray(cv2.filter2D(crop, -1, kernel / kernel.sum()))


def _encoded(crop: Crop, quality: int) -> Crop:
    _, data = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR))


def rained(crop: Crop, chance: Generator) -> Crop:
    """Return the crop with bright streaks, all in one direction."""
    side = crop.shape[0]
    streaks = np.zeros((side, side), np.uint8)
    slant, length = chance.uniform(-4, 4), chance.uniform(4, 18)
    for x, y in chance.uniform(0, side, (int(chance.integers(5, 40)), 2)):
        end = (int(x + slant), int(y + length))
        cv2.line(streaks, (int(x), int(y)), end, int(chance.integers(60, 200)), 1, cv2.LINE_AA)
    return cv2.add(crop, cv2.merge([streaks] * 3))


def with_lamps(crop: Crop, chance: Generator) -> Crop:
    """Return the crop with lamps: saturated discs or bars with a bloom, in the colours of lamps."""
    side = crop.shape[0]
    lit = crop.astype(np.float32)
    for _ in range(int(chance.integers(1, 4))):
        core, radius = (
            np.zeros((side, side), np.float32),
            float(np.exp(chance.uniform(np.log(1.0), np.log(14)))),
        )
        x, y = chance.uniform(0, side, 2)
        axes = (max(int(radius), 1), max(int(radius * chance.choice([1, 1, 0.5, 0.25])), 1))
        cv2.ellipse(core, (int(x), int(y)), axes, float(chance.uniform(0, 180)), 0, 360, 1.0, -1, cv2.LINE_AA)
        bloom = cv2.GaussianBlur(core, (0, 0), max(radius * chance.uniform(0.6, 2.2), 0.5))
        colour = np.array(_LAMPS[chance.integers(len(_LAMPS))], np.float32) * chance.uniform(0.7, 1.0)
        lit += bloom[..., None] * colour * chance.uniform(0.5, 1.6) + core[..., None] * 255
    return np.clip(lit, 0, 255).astype(np.uint8)


#: Blue, green, red of lamps.
_LAMPS = (
    (255, 255, 255), (180, 230, 255), (80, 190, 255), (40, 120, 255), (30, 30, 255), (255, 90, 40),
    (160, 255, 200),
)  # fmt: skip


def with_fog(crop: Crop, chance: Generator) -> Crop:
    """Return the crop behind even haze: contrast goes, no plume comes."""
    grey = chance.uniform(120, 235)
    part = float(chance.uniform(0.2, 0.75))
    ramp = np.linspace(part * chance.uniform(0.5, 1), part, crop.shape[0], dtype=np.float32)[:, None, None]
    return np.clip(crop * (1 - ramp) + grey * ramp, 0, 255).astype(np.uint8)


def with_smoke(crop: Crop, chance: Generator) -> Crop:
    """Return the crop with a plume: billows of noise, thinning to its edge, rising or lying."""
    side = crop.shape[0]
    alpha = _plume(side, chance) * _billows(side, chance)
    tone = chance.uniform(30, 120) if chance.random() < 0.35 else chance.uniform(140, 240)
    shade = tone + chance.uniform(10, 40) * (_billows(side, chance) - 0.5) * 2
    tint = shade[..., None] + np.array([chance.uniform(-6, 14), 0, chance.uniform(-10, 8)], np.float32)
    alpha = alpha[..., None] * chance.uniform(0.55, 1.0)
    return np.clip(crop * (1 - alpha) + tint * alpha, 0, 255).astype(np.uint8)


def _billows(side: int, chance: Generator) -> npt.NDArray[np.float32]:
    total = np.zeros((side, side), np.float32)
    for octave, weight in ((3, 0.5), (6, 0.3), (12, 0.15), (24, 0.05)):
        noise = chance.random((octave, octave), dtype=np.float32)
        total += weight * cv2.resize(noise, (side, side), interpolation=cv2.INTER_CUBIC)
    return np.clip((total - 0.2) * 1.7, 0, 1)


def _plume(side: int, chance: Generator) -> npt.NDArray[np.float32]:
    """Return where the plume is, 0..1: a cone that widens upwards from a foot, bent by wind."""
    down, across = np.mgrid[0:side, 0:side].astype(np.float32) / side
    foot_x, foot_y = chance.uniform(0.2, 0.8), chance.uniform(0.5, 1.2)
    height = np.maximum(foot_y - down, 0)
    centre = foot_x + chance.uniform(-0.8, 0.8) * height**1.4
    width = 0.05 + chance.uniform(0.15, 0.6) * height
    body = np.exp(-(((across - centre) / width) ** 2)) * (height > 0)
    return body * np.clip(1.3 - height * chance.uniform(0.3, 1.2), 0, 1)


def with_flame(crop: Crop, flame: Crop, chance: Generator) -> Crop:
    """Return the crop with a flame added as light: ``flame`` is a close cut of one, of any size.

    Only its bright part is added, and it is made small: flames of all sizes before all backgrounds.
    """
    side = crop.shape[0]
    size = int(np.exp(chance.uniform(np.log(9), np.log(60))))
    part = cv2.resize(
        flame, (size, max(int(size * chance.uniform(0.8, 1.6)), 4)), interpolation=cv2.INTER_AREA
    )
    part = part[: side - 1]
    bright = part.max(2).astype(np.float32)
    limit = np.quantile(bright, 0.5)
    alpha = np.clip((bright - limit) / max(float(bright.max()) - limit, 20), 0, 1) ** 0.7
    alpha *= _oval(*bright.shape)
    height, width = alpha.shape
    x, y = int(chance.integers(0, side - width)), int(chance.integers(0, side - height))
    out = crop.copy()
    place = out[y : y + height, x : x + width].astype(np.float32)
    mixed = np.maximum(place, place * (1 - alpha[..., None]) + part * alpha[..., None])
    out[y : y + height, x : x + width] = mixed.astype(np.uint8)
    return out


def _oval(height: int, width: int) -> npt.NDArray[np.float32]:
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    return np.clip(1.6 * (1.15 - np.sqrt(down**2 + across**2)), 0, 1).astype(np.float32)
