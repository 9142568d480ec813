# SPDX-License-Identifier: Apache-2.0
"""Trees, bushes, hedges and crops: painted upright, as the camera sees them."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from .canvas import FOLIAGE, Canvas, Crown
from .lens import HEIGHT, WIDTH, Floats, Picture
from .skins import Colour
from .solids import bar, cast

Kind = Literal["broad", "poplar", "fir", "bush"]
_GREENS: tuple[Colour, ...] = ((42, 92, 66), (38, 84, 58), (50, 100, 84), (40, 78, 70))


def tree(canvas: Canvas, x: float, z: float, height_m: float, kind: Kind = "broad") -> None:
    """Paint a tree and let it sway and cast a shadow."""
    bark = (48, 62, 78)
    share = {"broad": 0.36, "poplar": 0.15, "fir": 0.14, "bush": 0.0}[kind]
    if kind != "bush":
        bar(canvas, (x, 0, z), (x, height_m * (share + 0.2), z), 0.05 * height_m**0.9, bark)
    wide = {"broad": 0.8, "poplar": 0.34, "fir": 0.55, "bush": 1.5}[kind] * height_m
    foliage(canvas, (x, height_m * share * 0.85, z), (wide, height_m * (1 - share * 0.85)), kind)
    rings = [(share, 0.3), (0.5, 0.5), (0.8, 0.4), (1.0, 0.1)]
    points = [
        (x + wide * r * np.cos(a), height_m * h, z + wide * r * np.sin(a))
        for h, r in rings
        for a in np.linspace(0, 2 * np.pi, 8, endpoint=False)
    ]
    cast(canvas, np.array(points, np.float32))


def foliage(canvas: Canvas, foot: tuple[float, float, float], size: tuple[float, float], kind: Kind) -> None:
    """Paint one crown; ``foot`` is the middle of its lower edge, ``size`` its width and height in metres."""
    column, row, depth = canvas.lens.spot(*foot)
    if depth < 1.5:
        return
    scale = canvas.lens.focal_px / depth
    wide, tall = max(4, round(size[0] * scale)), max(4, round(size[1] * scale))
    shade, mask = _leaves(canvas.rng, wide, tall, kind)
    left, top = round(column) - wide // 2, round(row) - tall
    x0, y0, x1, y1 = max(0, left), max(0, top), min(WIDTH, left + wide), min(HEIGHT, top + tall)
    if x1 <= x0 or y1 <= y0:
        return
    cut = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    here = (slice(y0, y1), slice(x0, x1))
    green = np.array(_GREENS[int(canvas.rng.integers(len(_GREENS)))], np.float32) * canvas.rng.uniform(
        0.85, 1.2
    )
    bgr = np.clip(shade[cut][:, :, None] * green, 0, 255).astype(np.uint8)
    nearness = float(1 / depth)
    visible = (mask[cut] > 0) & (nearness > canvas.nearness[here])
    canvas.put(here, visible, bgr, FOLIAGE, nearness)
    if visible.sum() > 900:
        margin = 6
        canvas.crowns.append(
            Crown(
                max(0, x0 - margin),
                max(0, y0 - margin),
                min(WIDTH, x1 + margin),
                min(HEIGHT, y1),
                min(4.0, 1.0 + tall / 130),
            )
        )


def _leaves(rng: np.random.Generator, wide: int, tall: int, kind: Kind) -> tuple[Floats, Picture]:
    """Return a crown's brightness float32 and mask uint8, both [tall, wide]."""
    shade = np.zeros((tall, wide), np.float32)
    mask = np.zeros((tall, wide), np.uint8)
    clumps = 260 if kind != "fir" else 340
    size = max(1.2, min(wide, tall) * 0.075)
    for order in range(clumps):
        across, up = _clump(rng, kind, order / clumps)
        centre = (round(wide * (0.5 + across * 0.44)), round(tall * (1 - up)))
        radius = max(1, round(size * rng.uniform(0.6, 1.35)))
        light = 0.55 + 0.62 * up + 0.22 * -across + rng.normal(0, 0.13)
        cv2.circle(shade, centre, radius, float(max(0.25, light)), -1)
        cv2.circle(mask, centre, radius, 255, -1)
    speck = rng.normal(0, 0.2, (tall // 2 + 1, wide // 2 + 1)).astype(np.float32)
    shade *= 1 + cv2.resize(speck, (wide, tall), interpolation=cv2.INTER_LINEAR)
    if min(wide, tall) > 40:
        holes = cv2.resize(rng.random((tall // 4 + 1, wide // 4 + 1)).astype(np.float32), (wide, tall))
        mask[holes > 0.90] = 0
    return shade, mask


def _clump(rng: np.random.Generator, kind: Kind, share: float) -> tuple[float, float]:
    """Return where a clump of leaves sits: -1..1 across, 0..1 up; from the far ones to the near ones."""
    if kind == "fir":
        up = share
        layer = 1 - (up * 7 % 1) * 0.28
        return float(rng.uniform(-1, 1)) * (1 - up) * layer, up * 0.96 + 0.02
    radius = np.sqrt(rng.random()) * (0.98 - 0.35 * share)
    angle = rng.uniform(0, 2 * np.pi)
    across, up = float(radius * np.cos(angle)), float(0.5 + 0.47 * radius * np.sin(angle))
    if kind == "bush":
        up = min(0.98, abs(up - 0.2) * 1.2)
    return across, up


def hedge(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], height_m: float) -> None:
    """Paint a hedge from point to point (x, z)."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    pieces = max(2, round(length / (height_m * 0.9)))
    spots = [
        (start[0] + (end[0] - start[0]) * k / pieces, start[1] + (end[1] - start[1]) * k / pieces)
        for k in range(pieces + 1)
    ]
    for x, z in sorted(spots, key=lambda spot: -spot[1]):
        foliage(canvas, (x, 0, z), (height_m * 1.7, height_m), "bush")
    cast(canvas, np.array([(x, y, z) for x, z in (start, end) for y in (0, height_m)], np.float32))


def backdrop(canvas: Canvas, height_m: float = 9.0, away_m: float = 95.0) -> None:
    """Paint a far row of trees along the horizon."""
    for x in np.arange(-90, 91, 4.5):
        spot = float(x + canvas.rng.uniform(-2, 2))
        tall = height_m * canvas.rng.uniform(0.6, 1.2)
        foliage(canvas, (spot, 0, away_m + canvas.rng.uniform(-8, 8)), (tall * 1.1, tall), "broad")
