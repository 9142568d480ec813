# SPDX-License-Identifier: Apache-2.0
"""Shapes on the ground: metres go in, weights 0..1 [720, 1280] come out, for `Canvas.cover`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from .canvas import Canvas, grain
from .lens import HEIGHT, WIDTH, Floats
from .skins import Colour

GRASS: Colour = (62, 118, 98)
MEADOW: Colour = (70, 130, 120)
GRAVEL: Colour = (138, 150, 160)
ASPHALT: Colour = (98, 96, 95)
COBBLE: Colour = (122, 128, 134)
EARTH: Colour = (84, 108, 132)
SAND: Colour = (140, 170, 190)
PAVING: Colour = (158, 162, 166)
CONCRETE: Colour = (150, 154, 156)
WOOD: Colour = (90, 122, 150)
WATER: Colour = (96, 92, 70)


def everywhere() -> Floats:
    """Return the whole ground."""
    return np.ones((HEIGHT, WIDTH), np.float32)


def strip(canvas: Canvas, points: list[tuple[float, float]], width_m: float, wobble: float = 0.0) -> Floats:
    """Return a way along points (x, z); ``wobble`` frays its edges, in metres."""
    nearest = np.full((HEIGHT, WIDTH), 1e6, np.float32)
    for start, end in pairwise(points):
        np.minimum(nearest, _away(canvas, start, end), out=nearest)
    if wobble:
        nearest = nearest + wobble * grain(canvas, 1.5)
    return np.asarray(_soft(canvas, width_m / 2 - nearest), np.float32)


def disc(canvas: Canvas, x: float, z: float, radius_m: float, wobble: float = 0.0) -> Floats:
    """Return a round patch."""
    inside = radius_m - np.hypot(canvas.x - x, canvas.z - z)
    if wobble:
        inside = inside + wobble * grain(canvas, 1.5)
    return _soft(canvas, inside)


def area(canvas: Canvas, points: list[tuple[float, float]]) -> Floats:
    """Return the inside of a polygon (x, z)."""
    return areas(canvas, [points])


def areas(canvas: Canvas, shapes: Sequence[Sequence[tuple[float, float]]]) -> Floats:
    """Return the inside of several polygons (x, z)."""
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for points in shapes:
        outline = canvas.lens.outline(np.array([(x, 0, z) for x, z in points], np.float32))
        if len(outline):
            cv2.fillPoly(
                mask, [np.round(np.clip(outline, -4000, 6000) * 8).astype(np.int32)], 255, cv2.LINE_AA, 3
            )
    return np.asarray(mask / np.float32(255), np.float32)


def joints(canvas: Canvas, where: Floats, pitch_m: float, *, depth: float = 0.14) -> None:
    """Draw the joints of slabs or cobbles on covered ground, as far as they can be seen."""
    near = np.clip(canvas.nearness * canvas.lens.focal_px * pitch_m / 14, 0, 1)
    row = np.floor(canvas.z / pitch_m)
    across = np.abs(((canvas.x + pitch_m * 0.5 * np.mod(row, 2)) / pitch_m) % 1 - 0.5)
    along = np.abs((canvas.z / pitch_m) % 1 - 0.5)
    line = np.clip((np.maximum(across, along) - 0.44) / 0.04, 0, 1)
    factor = 1 - depth * line * near * where
    ground = canvas.side == 0
    canvas.colour[ground] = (canvas.colour * factor[:, :, None]).astype(np.uint8)[ground]


def pool(canvas: Canvas, where: Floats, colour: Colour = WATER) -> None:
    """Lay water."""
    canvas.cover(where, colour, 0.05, 1.2)
    canvas.water[(where > 0.5) & (canvas.side == 0)] = 255


def _away(canvas: Canvas, start: tuple[float, float], end: tuple[float, float]) -> Floats:
    """Return each pixel's distance from a line between two points."""
    way_x, way_z = end[0] - start[0], end[1] - start[1]
    length = max(1e-6, way_x**2 + way_z**2)
    share = np.clip(((canvas.x - start[0]) * way_x + (canvas.z - start[1]) * way_z) / length, 0, 1)
    return np.hypot(canvas.x - start[0] - share * way_x, canvas.z - start[1] - share * way_z).astype(
        np.float32
    )


def _soft(canvas: Canvas, inside: Floats) -> Floats:
    """Return 0..1 with an edge about two pixels wide."""
    pixel = 1 / np.maximum(canvas.nearness * canvas.lens.focal_px, 1e-3)
    return np.asarray(np.clip(inside / (2 * pixel) + 0.5, 0, 1), np.float32)
