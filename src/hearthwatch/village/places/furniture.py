# SPDX-License-Identifier: Apache-2.0
"""Small things that stand about: lamps, benches, bins, fences, parked cars, boats."""

from __future__ import annotations

import math

from hearthwatch.village.canvas import Canvas, Lamp
from hearthwatch.village.skins import Colour, Look
from hearthwatch.village.solids import Block, bar, box

_IRON: Colour = (58, 56, 54)
_WOOD = Look("planks", (70, 108, 146))


def lamp_post(canvas: Canvas, x: float, z: float, height_m: float = 4.0, reach_m: float = 5.0) -> None:
    """Stand a street lamp."""
    bar(canvas, (x, 0, z), (x, height_m, z), 0.11, _IRON)
    bar(canvas, (x, height_m, z), (x + 0.5, height_m + 0.1, z), 0.09, _IRON)
    box(canvas, Block(x + 0.5, z, 0.4, 0.3, 0.16, 0, height_m), Look("plain", (180, 200, 205)))
    _shine(canvas, (x + 0.5, height_m + 0.05, z))
    canvas.lamps.append(Lamp(x + 0.5, height_m - 0.2, z - 0.2, reach_m))


def _shine(canvas: Canvas, spot: tuple[float, float, float]) -> None:
    """Let the lamp's glass shine when lamps are on."""
    column, row, depth = canvas.lens.spot(*spot)
    radius = max(2, round(0.22 * canvas.lens.focal_px / depth))
    top, left = max(0, round(row) - radius // 2), max(0, round(column) - radius)
    canvas.glow[top : top + radius, left : left + 2 * radius] = 255


def bench(canvas: Canvas, x: float, z: float, turn_deg: float = 0.0) -> None:
    """Stand a bench with a back; its seat is 0.45 m high."""
    turn = math.radians(turn_deg)
    box(
        canvas,
        Block(x + 0.25 * math.sin(turn), z + 0.25 * math.cos(turn), 1.7, 0.08, 0.5, turn_deg, 0.4),
        _WOOD,
    )
    box(canvas, Block(x, z, 1.7, 0.5, 0.09, turn_deg, 0.36), _WOOD)
    for side in (-0.7, 0.7):
        box(
            canvas,
            Block(x + side * math.cos(turn), z - side * math.sin(turn), 0.08, 0.4, 0.36, turn_deg),
            Look("plain", _IRON),
        )


def bin_(canvas: Canvas, x: float, z: float, height_m: float = 0.9) -> None:
    """Stand a litter bin."""
    box(
        canvas, Block(x, z, 0.55, 0.5, height_m, 12), Look("metal", (74, 92, 62)), Look("plain", (34, 36, 36))
    )


def fence(
    canvas: Canvas, start: tuple[float, float], end: tuple[float, float], height_m: float = 1.0
) -> None:
    """Stand a post-and-rail fence."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    pieces = max(1, round(length / 2))
    for k in range(pieces + 1):
        x, z = start[0] + (end[0] - start[0]) * k / pieces, start[1] + (end[1] - start[1]) * k / pieces
        bar(canvas, (x, 0, z), (x, height_m, z), 0.1, (86, 110, 128))
    for share in (0.45, 0.9):
        for k in range(pieces):
            first = (
                start[0] + (end[0] - start[0]) * k / pieces,
                height_m * share,
                start[1] + (end[1] - start[1]) * k / pieces,
            )
            last = (
                start[0] + (end[0] - start[0]) * (k + 1) / pieces,
                height_m * share,
                start[1] + (end[1] - start[1]) * (k + 1) / pieces,
            )
            bar(canvas, first, last, 0.07, (96, 120, 138))


def posts(canvas: Canvas, spots: list[tuple[float, float]]) -> None:
    """Stand low bollards."""
    for x, z in spots:
        bar(canvas, (x, 0, z), (x, 0.8, z), 0.14, (64, 64, 150))


def noticeboard(canvas: Canvas, x: float, z: float) -> None:
    """Stand a board on two posts."""
    for side in (-0.9, 0.9):
        bar(canvas, (x + side, 0, z), (x + side, 2.0, z), 0.1, (70, 90, 110))
    box(canvas, Block(x, z, 1.9, 0.08, 1.1, 0, 0.9), Look("plain", (160, 190, 200)))


def car(canvas: Canvas, x: float, z: float, colour: Colour, turn_deg: float = 0.0) -> None:
    """Stand a parked car, nose towards the camera."""
    body = Look("plain", colour)
    for side in (-0.78, 0.78):
        for along in (-1.3, 1.3):
            box(canvas, Block(x + side, z + along, 0.22, 0.62, 0.6, turn_deg), Look("plain", (34, 33, 33)))
    box(canvas, Block(x, z, 1.75, 4.2, 0.6, turn_deg, 0.3), body)
    box(canvas, Block(x, z + 0.35, 1.55, 2.3, 0.55, turn_deg, 0.9), Look("plain", (72, 66, 60)), body)
    for side in (-0.62, 0.62):
        box(canvas, Block(x + side, z - 2.1, 0.3, 0.06, 0.16, turn_deg, 0.6), Look("plain", (215, 220, 220)))
    box(canvas, Block(x, z - 2.11, 0.8, 0.04, 0.13, turn_deg, 0.42), Look("plain", (40, 40, 40)))


def boat(canvas: Canvas, x: float, z: float, colour: Colour, turn_deg: float = 0.0) -> None:
    """Moor a small boat with a cabin and a mast."""
    box(
        canvas,
        Block(x, z, 1.6, 4.6, 0.65, turn_deg, 0.0),
        Look("planks", colour),
        Look("planks", (120, 150, 172)),
    )
    box(canvas, Block(x, z + 0.6, 1.1, 1.5, 0.8, turn_deg, 0.65), Look("plain", (222, 224, 224)))
    bar(canvas, (x, 0.6, z - 0.4), (x, 5.2, z - 0.4), 0.08, (150, 168, 178))
