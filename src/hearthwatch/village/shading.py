# SPDX-License-Identifier: Apache-2.0
"""Lights a canvas: a `LightState` goes in, the empty place in sun and in cloud comes out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np

from .canvas import FOLIAGE, GROUND, INDOORS, ROUND, SKY, Canvas
from .lens import HEIGHT, WIDTH, Floats, Picture
from .light import LightState, Triple
from .mirror import Mirror
from .noise import fractal

#: A multiplier of 1 as an 8-bit number; so factors up to 2.1 can be said.
_ONE = 120.0
_SHADOW_SMALL = (320, 180)


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The empty place under one light: BGR uint8 [720, 1280, 3], in full sun and under cloud.

    ``sun_lit`` and ``cloud_lit`` are the same light as factors, float32 [45, 80, 3], for what moves.
    """

    sunny: Picture
    cloudy: Picture
    sun_lit: Floats
    cloud_lit: Floats


class Shading:
    """Lights one canvas, again and again."""

    def __init__(self, canvas: Canvas) -> None:
        """Work out what does not depend on the light."""
        self._canvas = canvas
        dark = 255 - cv2.GaussianBlur(canvas.contact, (0, 0), 6).astype(np.float32) * 0.45
        dark[canvas.side != GROUND] = 255
        self._colour = np.clip(canvas.colour * (dark / 255)[:, :, None], 0, 255).astype(np.uint8)
        distance = 1 / np.maximum(canvas.nearness, 1e-3)
        veil = np.where(canvas.side == SKY, 0, 0.62 * (1 - np.exp(-distance / 170)))
        if canvas.is_indoors:
            veil[:] = 0
        self._veil = cv2.merge([(veil * 255).astype(np.uint8)] * 3)
        self._unveiled = 255 - self._veil
        self._clouds = np.clip(0.5 + 0.33 * fractal(canvas.rng, 512, 1.15, 2.2), 0, 1).astype(np.float32)
        self._sky = canvas.side == SKY
        self._is_open = bool(self._sky.any())
        self._mirror = Mirror(canvas)

    @cached_property
    def _lamp_light(self) -> Picture:
        return _lamp_light(self._canvas)

    def layers(self, light: LightState, second: float) -> Layers:
        """Return the place under this light; ``second`` moves the clouds."""
        direct = self._direct(light)
        sunny = _light(direct, light.ambient, light.sun)
        flat = tuple(each + 0.58 * sun for each, sun in zip(light.ambient, light.sun, strict=True))
        cloudy = _light(
            self._openness(),
            (0.1 * flat[0], 0.1 * flat[1], 0.1 * flat[2]),
            (0.9 * flat[0], 0.9 * flat[1], 0.9 * flat[2]),
        )
        burning = max(0.75 * light.lamps, 0.36) if self._canvas.is_indoors else light.lamps
        if burning > 0 and not light.is_infrared:
            lamps = cv2.convertScaleAbs(self._lamp_light, alpha=burning)
            sunny = np.asarray(cv2.add(sunny, lamps), np.uint8)
            cloudy = np.asarray(cv2.add(cloudy, lamps), np.uint8)
        if light.is_infrared:
            sunny = cloudy = self._infrared()
        return Layers(
            self._finish(sunny, light, second, 0.0),
            self._finish(cloudy, light, second, 0.75),
            _small(sunny),
            _small(cloudy),
        )

    def _direct(self, light: LightState) -> Picture:
        """Return how much sun each pixel gets, 0..255."""
        table = np.zeros(256, np.float32)
        way = np.array(light.sun_way)
        for index, normal in enumerate(self._canvas.normals):
            table[index] = max(0.0, float(np.array(normal) @ way)) if index > INDOORS else 0
        table[GROUND] = max(0.0, light.sun_way[1]) ** 0.6
        table[FOLIAGE], table[ROUND] = 0.72, 0.6
        direct = cv2.LUT(self._canvas.side, np.clip(table * 255, 0, 255).astype(np.uint8))
        if self._canvas.is_indoors:
            direct = cv2.convertScaleAbs(direct, alpha=1 / 3)
        if light.sun_way[1] > 0.02 and any(light.sun):
            shadow = self._shadow(way)
            ground = (self._canvas.side == GROUND).astype(np.uint8) * 255
            direct = cv2.subtract(direct, cv2.bitwise_and(shadow, ground))
        return np.asarray(direct, np.uint8)

    def _openness(self) -> Picture:
        """Return how much sky each pixel sees under cloud, 0..255: walls see less than the ground."""
        table = np.full(256, 205, np.uint8)
        table[GROUND], table[FOLIAGE] = 240, 190
        for index, normal in enumerate(self._canvas.normals):
            if index > INDOORS:
                table[index] = int(195 + 50 * max(0.0, normal[1]) - 22 * normal[0])
        return np.asarray(cv2.LUT(self._canvas.side, table), np.uint8)

    def _shadow(self, way: Floats) -> Picture:
        """Return the shadows on the ground, 255 = full, softened."""
        mask = np.zeros((HEIGHT, WIDTH), np.uint8)
        slope = way / max(0.06, float(way[1]))
        for points in self._canvas.casters:
            fallen = points[:, [0, 2]] - points[:, 1:2] * slope[[0, 2]]
            hull = cv2.convexHull(fallen.astype(np.float32))[:, 0]
            outline = self._canvas.lens.outline(
                np.stack([hull[:, 0], np.zeros(len(hull)), hull[:, 1]], axis=1).astype(np.float32)
            )
            if len(outline):
                limited = np.clip(outline, -4000, 5000)
                cv2.fillConvexPoly(mask, np.round(limited * 8).astype(np.int32), 255, cv2.LINE_8, 3)
        return np.asarray(cv2.GaussianBlur(mask, (5, 5), 0), np.uint8)

    def _infrared(self) -> Picture:
        """Return the light of the camera's own lamp: bright near by and in the middle, none far away."""
        canvas = self._canvas
        rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
        beam = np.exp(-(((columns - 640) / 620) ** 2 + ((rows - 400) / 470) ** 2))
        fall = np.clip((canvas.nearness * 15) ** 1.2, 0.0, 1.15)
        factor = 0.07 + 1.25 * beam * fall
        factor[canvas.side == FOLIAGE] *= 1.5
        eight = np.clip(factor * _ONE, 0, 255).astype(np.uint8)
        return np.asarray(cv2.merge([eight] * 3), np.uint8)

    def _finish(self, lit: Picture, light: LightState, second: float, cover: float) -> Picture:
        """Return colours under the light, with haze, sky and glowing windows."""
        picture = np.asarray(cv2.multiply(self._colour, lit, scale=1 / _ONE), np.uint8)
        if light.is_infrared:
            grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
            grey[self._sky] = 12
            return np.asarray(cv2.GaussianBlur(grey, (3, 3), 0), np.uint8)
        haze = np.array(_overcast(light.sky_low, cover)) * 215
        clear = cv2.multiply(picture, self._unveiled, scale=1 / 255)
        table = np.rint(np.clip(haze, 0, 255).astype(np.uint8) * (np.arange(256)[:, None] / 255))
        hazy = cv2.add(clear, cv2.LUT(self._veil, table.astype(np.uint8)[None]))
        picture = np.asarray(hazy, np.uint8)
        if self._is_open:
            self._paint_sky(picture, light, second, cover)
            self._mirror.reflect(picture)
        if light.lamps > 0.02:
            panes, warm = cv2.merge([self._canvas.glow] * 3), np.array([0.42, 0.72, 0.95, 0.0])
            glow = cv2.multiply(panes, warm, scale=light.lamps)
            picture = np.asarray(cv2.max(picture, glow), np.uint8)
        return np.asarray(cv2.GaussianBlur(picture, (3, 3), 0.62), np.uint8)

    def _paint_sky(self, picture: Picture, light: LightState, second: float, cover: float) -> None:
        """Paint the sky where nothing stands before it."""
        bottom = int(np.flatnonzero(self._sky.any(axis=1))[-1]) + 1
        lift = self._lift(second, bottom)
        weight = np.clip((lift - (0.42 - 0.3 * cover)) * 2.2, 0, 1) * np.float32(0.9)
        shine = 252 - np.float32(90 * cover) * lift
        share = (np.linspace(0, 1, bottom, dtype=np.float32) ** 0.8)[:, None]
        ends = (
            _overcast(light.sky_top, cover), _overcast(light.sky_low, cover),
            _overcast(light.sky_low, cover * 0.8),
        )  # fmt: skip
        sky = cv2.merge([_mixed(*tones, share, shine, weight) for tones in zip(*ends, strict=True)])
        cv2.copyTo(sky, self._sky[:bottom].view(np.uint8), picture[:bottom])

    def _lift(self, second: float, bottom: int) -> Floats:
        """Return how thick the clouds are, float32 [bottom, 1280] of 0..1."""
        shift = int(second / 4) % 512
        strip = np.tile(np.roll(self._clouds, shift, axis=1), (1, 3))
        lift = cv2.resize(strip[: max(8, round(bottom * 0.8))], (WIDTH + 256, bottom))[:, :WIDTH]
        return np.asarray(lift, np.float32)


def _overcast(colour: Triple, cover: float) -> Triple:
    """Return a sky colour drawn towards grey."""
    grey = (colour[0] + colour[1] + colour[2]) / 3 * 0.92
    return (
        colour[0] + (grey - colour[0]) * cover,
        colour[1] + (grey - colour[1]) * cover,
        colour[2] + (grey - colour[2]) * cover,
    )


def _mixed(top: float, low: float, bright: float, share: Floats, shine: Floats, weight: Floats) -> Picture:
    """Return a colour of the sky, from top to low by a share of each row, with clouds over it by a weight."""
    sky = (top * (1 - share) + low * share) * np.float32(245)
    mixed = sky + (np.float32(bright) * shine - sky) * weight
    return np.asarray(np.clip(mixed, 0, 255), np.uint8)


def _light(share: Picture, base: Triple, more: Triple) -> Picture:
    """Return the light as 8-bit factors [720, 1280, 3]: base + share * more."""
    steps = np.arange(256, dtype=np.float32)[:, None] / 255
    table = (np.array(base, np.float32) + steps * np.array(more, np.float32)) * _ONE
    merged = cv2.merge([share] * 3)
    return np.asarray(cv2.LUT(merged, np.clip(table, 0, 255).astype(np.uint8).reshape(1, 256, 3)), np.uint8)


def _small(lit: Picture) -> Floats:
    return np.asarray(cv2.resize(lit, (80, 45), interpolation=cv2.INTER_AREA).astype(np.float32) / _ONE)


def _lamp_light(canvas: Canvas) -> Picture:
    """Return the light of all lamps as 8-bit factors; the falling-off is by distance in the place."""
    total = np.zeros((HEIGHT, WIDTH), np.float32)
    depth = 1 / np.maximum(canvas.nearness, 1e-3)
    focal = canvas.lens.focal_px
    pitch = np.radians(canvas.lens.pitch_deg)
    across = ((np.arange(WIDTH, dtype=np.float32) - WIDTH / 2) / focal)[None, :]
    down = ((np.arange(HEIGHT, dtype=np.float32) - HEIGHT / 2) / focal)[:, None]
    x = depth * across
    y = canvas.lens.height_m - depth * (np.sin(pitch) + down * np.cos(pitch))
    z = depth * (np.cos(pitch) - down * np.sin(pitch))
    for lamp in canvas.lamps:
        away = (x - lamp.x) ** 2 + (y - lamp.y) ** 2 + (z - lamp.z) ** 2
        total += 1.5 / (1 + away / lamp.reach_m**2) ** 1.3
    total[canvas.side == SKY] = 0
    warm = np.array((0.58, 0.82, 1.0), np.float32)
    return np.asarray(np.clip(np.minimum(total, 1.6)[:, :, None] * warm * _ONE, 0, 255), np.uint8)
