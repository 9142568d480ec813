# SPDX-License-Identifier: Apache-2.0
"""Flames and smoke that grow and die: an event and a second go in, patches come out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .lens import HEIGHT, WIDTH, Floats, Lens, Picture
from .noise import drift, fractal, smoothstep
from .patch import Patch
from .programme import Event

_WIDE, _TALL = 96, 128
_SMOKE_WIDE, _SMOKE_TALL = 128, 160


@dataclass(frozen=True, slots=True, eq=False)
class Blaze:
    """What burns at one moment: flames and smoke, each None where there is none to be seen."""

    flames: Patch | None
    smoke: Patch | None


class Fire:
    """Draws one view's fires; tiles of chance are made once."""

    def __init__(self, seed: int) -> None:
        """Make the tiles and tables."""
        rng = np.random.default_rng(seed)
        self._lick = _eight(fractal(rng, 512, 0.8, 0.6))
        self._curl = _eight(fractal(rng, 512, 0.9))
        self._billow = _eight(fractal(rng, 512, 0.95))
        self._colours = _palette()
        self._shape = _flame_shape()
        self._reach = np.asarray(cv2.convertScaleAbs(cv2.blur(self._shape, (7, 7)), alpha=3.0), np.uint8)
        self._plume = _plume_shape()
        self._seed = seed

    def blaze(self, event: Event, moment_s: float, lens: Lens, light: Floats) -> Blaze:
        """Return flames and smoke of a fire or a smouldering at a moment within its time."""
        column, row, depth = lens.spot(event.x, 0.15 if event.kind == "fire" else 0.9, event.z)
        scale = lens.focal_px / depth
        nearness = 1 / max(0.5, depth - 0.9)
        strength = strength_at(event, moment_s)
        flames = None
        if event.kind == "fire" and strength > 0.04:
            flames = self._flames(
                moment_s, (column, row, scale * event.size * (0.35 + 0.95 * strength)), nearness
            )
        lift = 0.9 * scale * event.size * strength if event.kind == "fire" else 0.0
        smoke = self._smoke(event, moment_s, (column, row - lift, scale), (strength, nearness, light))
        return Blaze(flames, smoke)

    def _flames(self, moment_s: float, place: tuple[float, float, float], nearness: float) -> Patch:
        column, row, scale = place
        up = round(moment_s * 165) % 512
        curl = round(moment_s * 97) % 512
        first, second = (
            self._lick[up : up + _TALL, 40 : 40 + _WIDE],
            self._curl[curl : curl + _TALL, 200 : 200 + _WIDE],
        )
        wave = cv2.addWeighted(first, 0.62, second, 0.5, 0)
        flicker = 0.85 + 0.3 * drift(self._seed, moment_s, 0.13)
        heat = cv2.addWeighted(self._shape, 1.25 * flicker, wave, 1.15, -205.0)
        heat = cv2.min(heat, self._reach)
        bgra = cv2.LUT(cv2.merge([heat] * 4), self._colours)
        lean = 0.9 + 0.35 * drift(self._seed + 5, moment_s, 0.5)
        wide, tall = max(3, round(1.7 * scale)), max(4, round(2.0 * scale * lean))
        big = cv2.resize(bgra, (wide, tall), interpolation=cv2.INTER_LINEAR)
        return Patch(round(column - wide / 2), round(row - tall * 0.97), np.asarray(big, np.uint8), nearness)

    def _smoke(
        self,
        event: Event,
        moment_s: float,
        place: tuple[float, float, float],
        rest: tuple[float, float, Floats],
    ) -> Patch | None:
        column, row, scale = place
        strength, nearness, light = rest
        amount = strength * (0.95 if event.kind == "fire" else 1.0)
        if amount < 0.03:
            return None
        size = event.size * (1.0 if event.kind == "fire" else 0.55) * (0.55 + 0.45 * strength)
        wide, tall = min(900, max(8, round(7.0 * scale * size))), min(720, max(8, round(7.5 * scale * size)))
        up, roll = round(moment_s * 24) % 512, round(moment_s * 15) % 512
        first = self._billow[up : up + _SMOKE_TALL, 60 : 60 + _SMOKE_WIDE]
        second = self._curl[roll : roll + _SMOKE_TALL, 300 : 300 + _SMOKE_WIDE]
        wave = cv2.addWeighted(first, 0.7, second, 0.6, -25.0)
        puff = cv2.multiply(wave, self._plume, scale=amount / 150)
        alpha = cv2.resize(cv2.blur(puff, (3, 3)), (wide, tall), interpolation=cv2.INTER_LINEAR)
        alpha = np.minimum(alpha, 232)
        tone = (92 if event.kind == "fire" else 168) * (0.35 + 0.65 * float(np.mean(light)))
        relief = cv2.resize(cv2.addWeighted(first, 0.22, second, 0.12, tone - 43), (wide, tall))
        grey = cv2.multiply(relief, alpha, scale=1 / 255)
        bgra = cv2.merge([grey, grey, grey, alpha])
        left = round(column - wide * 0.28)
        return Patch(left, round(row - tall * 0.99), np.asarray(bgra, np.uint8), nearness).clipped()


def strength_at(event: Event, moment_s: float) -> float:
    """Return how strong a fire is, 0..1: it grows over 50 s and dies in its last 15 s."""
    rise = smoothstep(-2, 50 if event.kind == "fire" else 25, moment_s - event.start_s)
    fall = 1 - smoothstep(event.end_s - 15, event.end_s, moment_s)
    return rise * fall


def flame_light(blaze: Blaze, picture: Picture, moment_s: float) -> None:
    """Let flames light what is around them."""
    if blaze.flames is None:
        return
    height, width = blaze.flames.bgra.shape[:2]
    reach = max(16, round(width * 1.6))
    x, y = blaze.flames.left + width // 2, blaze.flames.top + height
    left, right = max(0, x - reach), min(WIDTH, x + reach)
    top, bottom = max(0, y - reach // 2), min(HEIGHT, y + reach // 2)
    if right <= left or bottom <= top:
        return
    rows = (np.arange(top, bottom, dtype=np.float32)[:, None] - y) / (reach / 2)
    columns = (np.arange(left, right, dtype=np.float32)[None, :] - x) / reach
    glow = np.clip(1 - rows**2 - columns**2, 0, 1) * (
        26 + 14 * math.sin(moment_s * 21) * math.sin(moment_s * 13)
    )
    eight = glow.astype(np.uint8)
    here = picture[top:bottom, left:right]
    cv2.add(here, cv2.merge([eight // 5, eight // 2, eight]), here)


def _eight(field: Floats) -> Picture:
    """Return a field as 8-bit numbers that end as they begin, so that it can be scrolled for ever."""
    eight = np.clip(127 + 62 * field, 0, 255).astype(np.uint8)
    return np.vstack([eight, eight[:_SMOKE_TALL]])


def _flame_shape() -> Picture:
    rows, columns = np.mgrid[0:_TALL, 0:_WIDE].astype(np.float32)
    up = 1 - rows / _TALL
    away = np.abs(columns - _WIDE / 2) / (_WIDE / 2)
    width = 0.92 * (1 - up) ** 0.62 * np.clip(up * 14, 0.3, 1)
    body = np.clip((width - away) * 3.2, 0, 1) * np.clip(1.15 - up * 0.95, 0, 1)
    return np.asarray(body * 255, np.uint8)


def _plume_shape() -> Picture:
    rows, columns = np.mgrid[0:_SMOKE_TALL, 0:_SMOKE_WIDE].astype(np.float32)
    up = 1 - rows / _SMOKE_TALL
    middle = _SMOKE_WIDE * (0.28 + 0.34 * up**1.3)
    away = np.abs(columns - middle) / (_SMOKE_WIDE * (0.07 + 0.32 * up))
    body = np.clip(1.25 - away, 0, 1) ** 1.3 * np.clip((1 - up) * 1.6, 0, 1) ** 1.2 * np.clip(up * 18, 0, 1)
    return np.asarray(body * 235, np.uint8)


def _palette() -> Picture:
    """Return flame colours by heat, premultiplied BGRA uint8 [1, 256, 4]."""
    heat = [0, 26, 60, 105, 165, 255]
    blue, green, red, alpha = (
        [0, 0, 4, 16, 70, 190],
        [0, 4, 50, 140, 225, 250],
        [0, 30, 190, 250, 255, 255],
        [0, 45, 170, 225, 245, 255],
    )
    table = np.stack([np.interp(np.arange(256), heat, each) for each in (blue, green, red, alpha)], axis=1)
    return table.astype(np.uint8).reshape(1, 256, 4)
