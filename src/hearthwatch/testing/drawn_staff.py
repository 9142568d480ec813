# SPDX-License-Identifier: Apache-2.0
"""A drawn staff in drawn water, 640 x 360: what a staff may look like, each trouble by itself.

A white board with dark marks, one coloured each half of it, in front of a textured bank; water below the
level mirrors it dimly. Levels are parts of the board, 0 its foot.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.polygon import Point
from hearthwatch.model.raw import RawFrame

from .canal import raw_frame

Picture = npt.NDArray[np.uint8]

WIDTH, HEIGHT = 640, 360
#: The board's pixels.
LEFT, RIGHT, TOP, FOOT = 300, 332, 60, 300
CORNERS: tuple[Point, ...] = tuple(
    (x / WIDTH, y / HEIGHT) for x, y in ((LEFT, TOP), (RIGHT, TOP), (RIGHT, FOOT), (LEFT, FOOT))
)
_WATER = (92.0, 96.0, 84.0)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What makes a staff hard to read; all parts of 1 but for pixels and deviations of 255."""

    light: float = 1.0
    is_infrared: bool = False
    mirrors: float = 0.3
    waves_px: float = 0.0
    rain: int = 0
    noise: float = 2.0
    debris: float = 0.0
    fog: float = 0.0
    shift_px: tuple[int, int] = (0, 0)
    is_covered: bool = False


PLAIN = Trouble()


def staff_frame(level: float, trouble: Trouble = PLAIN, at_s: float = 0.0) -> RawFrame:
    """Return a frame of the staff with water at a level; the same second and trouble give the same bytes."""
    rng = np.random.default_rng([71, int(at_s * 10)])
    picture: npt.NDArray[np.floating] = _place()
    _pour(picture, level, trouble, rng)
    if trouble.is_covered:
        picture[TOP - 40 : FOOT + 20, LEFT - 30 : RIGHT + 30] = _leaves(rng)
    picture = picture * (1 - trouble.fog) + 205 * trouble.fog
    picture = np.roll(picture, trouble.shift_px, axis=(1, 0))
    if trouble.is_infrared:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    picture = picture * trouble.light
    _rain(picture, trouble.rain, rng)
    picture = picture + rng.normal(0, trouble.noise, (HEIGHT, WIDTH, 1))
    return raw_frame(np.clip(picture, 0, 255).astype(np.uint8), at_s)


def _place() -> npt.NDArray[np.float32]:
    """Return the bank and the whole board, float32 [360, 640, 3]."""
    rng = np.random.default_rng(72)
    grain = cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)), (0, 0), 3) * 40
    picture = np.asarray(np.dstack([70 + grain, 105 + grain, 95 + grain]), np.float32)
    picture[TOP - 30 : FOOT, RIGHT : RIGHT + 26] = (150, 152, 155)  # the post that it stands on
    picture[TOP:FOOT, LEFT:RIGHT] = (222, 228, 230)
    for tenth in range(1, 20):
        y = FOOT - round(tenth * (FOOT - TOP) / 20)
        colour, half = ((40, 40, 200), 0) if tenth % 10 == 0 else ((35, 35, 35), 16)
        left = LEFT + (half if tenth % 2 else 0)
        picture[y - 4 : y + 1, left : left + (RIGHT - LEFT) - half] = colour
    return picture


def _pour(picture: npt.NDArray[np.float32], level: float, trouble: Trouble, rng: np.random.Generator) -> None:
    """Lay water over all that lies below a level, with a dim mirror image of what stands above it."""
    line = FOOT - level * (FOOT - TOP)
    across = np.arange(WIDTH)
    edge = line + trouble.waves_px * np.sin(across / 7 + rng.uniform(0, 6.3))
    rows = np.arange(HEIGHT)[:, None]
    under = rows >= edge[None, :]
    mirrored = picture[np.clip(np.round(2 * edge[None, :] - rows).astype(int), 0, HEIGHT - 1), across]
    ripples = (
        cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)), (0, 0), sigmaX=6, sigmaY=1.2)[..., None] * 14
    )
    softened = cv2.GaussianBlur(mirrored, (0, 0), 1.5)
    water = np.array(_WATER) * (1 - trouble.mirrors) + softened * trouble.mirrors + ripples
    picture[under] = water[under]
    if trouble.debris and TOP < line < FOOT:
        _float(picture, round(line), trouble.debris, rng)


def _float(picture: npt.NDArray[np.float32], line: int, share: float, rng: np.random.Generator) -> None:
    """Let leaves float before a share of the board's width."""
    right = LEFT + round(share * (RIGHT - LEFT))
    here = picture[max(line - 14, 0) : line + 8, LEFT - 20 : right]
    here[:] = _leaves(rng)[: here.shape[0], : here.shape[1]]


def _leaves(rng: np.random.Generator) -> npt.NDArray[np.float64]:
    blurred = cv2.GaussianBlur(rng.normal(0, 1, (FOOT - TOP + 60, RIGHT - LEFT + 60)), (0, 0), 2.5) * 90
    return np.dstack([40 + blurred, 95 + blurred, 55 + blurred])


def _rain(picture: npt.NDArray[np.float32], drops: int, rng: np.random.Generator) -> None:
    for _ in range(drops):
        x, y, length = int(rng.integers(WIDTH)), int(rng.integers(HEIGHT)), int(rng.integers(6, 26))
        picture[y : y + length, x] += 30
