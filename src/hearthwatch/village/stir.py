# SPDX-License-Identifier: Apache-2.0
"""What always moves: leaves in the wind, ripples on water, rain, the camera's noise."""

from __future__ import annotations

import math
from typing import Protocol

import cv2
import numpy as np

from .canvas import Canvas, Crown
from .lens import HEIGHT, WIDTH, Floats, Picture
from .noise import fractal, hashed

_LOOP = 1536
#: The places are in one array of pairs, so there is no second one.
_NO_MAP = np.empty((0, 0), np.float32)


class Leaves:
    """Sways the crowns of a canvas in place."""

    def __init__(self, canvas: Canvas, most_px: int = 75_000) -> None:
        """Choose the largest crowns, up to so many pixels: moving costs about 5 ns a pixel."""
        chosen: list[Crown] = []
        for crown in sorted(canvas.crowns, key=_size, reverse=True):
            if _size(crown) < 40_000 and sum(map(_size, chosen)) + _size(crown) <= most_px:
                chosen.append(crown)
        self._crowns = [_Sway(crown, canvas.rng) for crown in chosen[:9]]

    def sway(self, picture: Picture, t_s: float, wind: float) -> None:
        """Move the leaves of a picture as the wind has them at a second."""
        for order, crown in enumerate(self._crowns):
            crown.apply(picture, t_s + order * 3.7, wind)


def _size(crown: Crown) -> int:
    return (crown.right - crown.left) * (crown.bottom - crown.top)


class _Sway:
    def __init__(self, crown: Crown, rng: np.random.Generator) -> None:
        self._here = (slice(crown.top, crown.bottom), slice(crown.left, crown.right))
        height, width = crown.bottom - crown.top, crown.right - crown.left
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        self._rest = np.ascontiguousarray(np.stack([columns, rows], axis=2))
        edge = np.minimum(np.minimum(columns, width - 1 - columns), np.minimum(rows, height - 1 - rows))
        hold = np.clip(edge / (0.15 * min(width, height) + 1), 0, 1) * np.clip(
            (height - rows) / height * 1.3, 0, 1
        )
        self._waves = [self._wave(rng, hold * crown.reach_px) for _ in range(2)]

    @staticmethod
    def _wave(rng: np.random.Generator, reach: Floats) -> Floats:
        height, width = reach.shape
        across = cv2.resize(fractal(rng, 32, 1.0), (width, height)) * 0.35 + 0.75
        down = cv2.resize(fractal(rng, 32, 1.0), (width, height)) * 0.35
        return np.ascontiguousarray(np.stack([across * reach, down * reach], axis=2).astype(np.float32))

    def apply(self, picture: Picture, t_s: float, wind: float) -> None:
        gust = 0.55 + 0.45 * math.sin(t_s * 0.31) * math.sin(t_s * 0.17 + 1)
        first, second = wind * gust * math.sin(t_s * 1.9), wind * 0.7 * math.sin(t_s * 3.1 + 1.3)
        place = cv2.scaleAdd(self._waves[0], first, self._rest)
        place = cv2.scaleAdd(self._waves[1], second, place)
        picture[self._here] = cv2.remap(
            picture[self._here], place, _NO_MAP, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
        )


class Ripples:
    """Ripples where a canvas has water."""

    def __init__(self, canvas: Canvas) -> None:
        """Work out two trains of waves in perspective, which loop along the rows."""
        rows = np.flatnonzero(canvas.water.any(axis=1))
        self._top, self._bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, 0)
        self._mask = canvas.water[self._top : self._bottom]
        self._trains = [_train(canvas, self._top, self._bottom, turn) for turn in (0, 1)] if len(rows) else []

    def stir(self, picture: Picture, t_s: float, flooded: Picture | None = None) -> None:
        """Move the ripples of a picture to where they are; ``flooded`` [720, 1280] is all water then."""
        if not self._trains:
            return
        here = picture[self._top : self._bottom]
        mask = self._mask if flooded is None else flooded[self._top : self._bottom]
        first, second = round(t_s * 31) % _LOOP, _LOOP - 1 - round(t_s * 23) % _LOOP
        cv2.add(here, self._trains[0][:, first : first + WIDTH], here, mask)
        cv2.subtract(here, self._trains[1][:, second : second + WIDTH], here, mask)


def _train(canvas: Canvas, top: int, bottom: int, turn: int) -> Picture:
    tile = fractal(np.random.default_rng(71 + turn), 256, 0.8, 2.4)
    column = WIDTH // 2
    nearness = canvas.lens.ground()[2][top:bottom, column]
    scale = canvas.lens.focal_px / np.maximum(nearness, 1)
    turns = np.maximum(1, np.round(_LOOP / (scale * 4)))
    across = (np.arange(_LOOP + WIDTH, dtype=np.float32)[None, :] * turns[:, None] * 256 / _LOOP) % 255
    along = np.broadcast_to((np.maximum(nearness, 1) * 24 % 255)[:, None], across.shape)
    wave = cv2.remap(tile, across.astype(np.float32), along.astype(np.float32), cv2.INTER_LINEAR)
    height = np.clip(scale / 50, 0.35, 1.0)[:, None]
    eight = np.clip((wave - 0.2) * 10 * height, 0, 26).astype(np.uint8)
    return np.asarray(cv2.merge([eight, eight, eight]), np.uint8)


class NoiseMaker(Protocol):
    """Makes a tile of noise; see `noise_tile`."""

    def __call__(self, deviation: float, *, grey: bool) -> Picture:
        """Return noise of a deviation (8-bit steps), grey or in colour."""


class Grit:
    """The camera's noise, and rain: tiles made once, laid on at a chance offset."""

    def __init__(self, seed: int, make: NoiseMaker) -> None:
        """Take the seed that decides the offsets, and what makes tiles as `noise_tile` does."""
        self._seed, self._make = seed, make
        self._tiles: list[tuple[int, Picture]] = []
        self._rain: Picture | None = None

    def noise(self, picture: Picture, t_s: float, deviation: float, *, grey: bool) -> None:
        """Add noise of a deviation (8-bit steps), the same for the same second."""
        level = max(1, round(deviation * 2)) * (2 if grey else 1) + (1000 if grey else 0)
        tile = next((each for key, each in self._tiles if key == level), None)
        if tile is None:
            tile = self._make(deviation, grey=grey)
            self._tiles = [(level, tile), *self._tiles[:1]]
        moment = round(t_s * 1000)
        down, across = int(hashed(self._seed, moment) * 60), int(hashed(self._seed + 1, moment) * 120)
        cv2.add(picture, tile[down : down + HEIGHT, across : across + WIDTH], picture)

    def rain(self, picture: Picture, t_s: float) -> None:
        """Add falling drops."""
        if self._rain is None:
            self._rain = _rain_tile()
        moment = round(t_s * 1000)
        down, across = int(hashed(self._seed + 2, moment) * 200), int(hashed(self._seed + 3, moment) * 200)
        cv2.add(picture, self._rain[down : down + HEIGHT, across : across + WIDTH], picture)


def bias(deviation: float) -> float:
    """Return what must be taken off a picture before noise is added, which is never negative."""
    return 2.0 * deviation


def noise_tile(deviation: float, *, grey: bool) -> Picture:
    """Return noise of a deviation, lifted by its `bias`, with some to spare at the right and below."""
    rng = np.random.default_rng(97)
    luma = rng.normal(0, deviation, (HEIGHT + 60, WIDTH + 120, 1)).astype(np.float32)
    colour = (
        luma
        if grey
        else luma * 0.9 + rng.normal(0, deviation * 0.45, (HEIGHT + 60, WIDTH + 120, 3)).astype(np.float32)
    )
    shifted = np.clip(np.round(colour + bias(deviation)), 0, 4 * deviation + 1).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(shifted, (HEIGHT + 60, WIDTH + 120, 3)))


def _rain_tile() -> Picture:
    rng = np.random.default_rng(53)
    tile = np.zeros((HEIGHT + 200, WIDTH + 200), np.uint8)
    for _ in range(900):
        x, y = int(rng.integers(WIDTH + 200)), int(rng.integers(HEIGHT + 200))
        length = int(rng.integers(8, 46))
        cv2.line(
            tile,
            (x, y),
            (x - length // 9, y + length),
            int(rng.integers(14, 46)),
            1 + (length > 34),
            cv2.LINE_AA,
        )
    return np.asarray(cv2.merge([tile, tile, tile]), np.uint8)
