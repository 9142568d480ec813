# SPDX-License-Identifier: Apache-2.0
"""Under a roof: workshop and greenhouse."""

from __future__ import annotations

from hearthwatch.village.canvas import Canvas, Lamp
from hearthwatch.village.greenery import foliage
from hearthwatch.village.ground import CONCRETE, EARTH, area, everywhere, joints, strip
from hearthwatch.village.skins import Look
from hearthwatch.village.solids import Block, bar, box, room

_STEEL = Look("metal", (130, 126, 120))


def workshop(canvas: Canvas) -> None:
    """Paint a joiner's workshop."""
    canvas.cover(everywhere(), CONCRETE, 0.07, 0.4)
    canvas.cover(strip(canvas, [(0, 0), (0, 16)], 2.6), (140, 146, 142), 0.05)
    for side in (-1.3, 1.3):
        canvas.cover(strip(canvas, [(side, 0), (side, 16)], 0.1), (70, 190, 220), 0.03)
    wall = Look("brick", (150, 164, 176))
    room(
        canvas,
        (11, 4.2, 15),
        wall,
        Look("brick", (156, 170, 182), (1, 4), ((0.5, 2.0, 2.4),), (120, 92, 56)),
        Look("planks", (120, 140, 154)),
    )
    for x in (-4.6, 4.6):
        for z in (12.4, 9.0):
            _workbench(canvas, x, z)
    box(canvas, Block(-3.9, 14.6, 2.2, 0.4, 2.1, 0, 0), Look("shelves", (100, 120, 140)))
    box(canvas, Block(3.6, 14.6, 2.4, 0.4, 2.1, 0, 0), Look("shelves", (92, 112, 134)))
    box(canvas, Block(2.4, 11.4, 0.9, 0.8, 1.2, 10), Look("metal", (110, 130, 60)), _STEEL)
    box(canvas, Block(2.4, 11.4, 0.4, 0.4, 0.7, 10, 1.2), Look("metal", (110, 130, 60)))
    box(
        canvas,
        Block(-2.5, 7.2, 1.0, 1.0, 0.5, 20),
        Look("planks", (84, 118, 146)),
        Look("shelves", (100, 130, 150)),
    )
    box(canvas, Block(2.9, 7.0, 0.6, 0.55, 0.8, 8), Look("metal", (60, 62, 140)), Look("plain", (36, 38, 40)))
    for z in (6, 10, 14):
        box(canvas, Block(0, z, 0.25, 1.6, 0.08, 0, 3.6), Look("plain", (240, 244, 244)))
        canvas.lamps.append(Lamp(0, 3.2, z, 4.5))


def greenhouse(canvas: Canvas) -> None:
    """Paint a glasshouse with rows of tomatoes."""
    canvas.cover(everywhere(), EARTH, 0.10, 0.3)
    path = area(canvas, [(-1.0, 0), (1.0, 0), (1.0, 30), (-1.0, 30)])
    canvas.cover(path, (166, 172, 174), 0.06, 0.4)
    joints(canvas, path, 0.6)
    glass = Look("panes", (206, 206, 180))
    room(
        canvas,
        (9, 3.6, 24),
        glass,
        Look("panes", (208, 206, 184), (0, 0), ((0.5, 1.6, 2.2),), (190, 196, 190)),
        Look("panes", (224, 220, 198)),
    )
    for z in range(23, 4, -3):
        for x in (-4.4, 4.4):
            bar(canvas, (x, 0, z), (x, 3.6, z), 0.09, (200, 205, 205))
        bar(canvas, (-4.4, 3.55, z), (4.4, 3.55, z), 0.09, (196, 202, 202))
    for away in range(225, 55, -11):
        for x in (-3.6, -2.2, 2.2, 3.6):
            foliage(canvas, (x, 0.1, away / 10), (0.95, 1.25 + 0.3 * float(canvas.rng.random())), "broad")
    for edge in (-1.5, 1.5):
        for z in range(22, 5, -4):
            box(canvas, Block(edge, z, 0.4, 3.9, 0.18), Look("planks", (90, 118, 140)))
    box(
        canvas,
        Block(-2.2, 5.2, 0.9, 0.6, 0.75, 6),
        Look("planks", (86, 120, 146)),
        Look("shelves", (90, 120, 150)),
    )
    box(canvas, Block(2.0, 5.6, 0.45, 0.45, 0.5, 20), Look("metal", (130, 100, 60)))
    for z in (8, 16):
        canvas.lamps.append(Lamp(0, 3.0, z, 4.5))


def _workbench(canvas: Canvas, x: float, z: float) -> None:
    box(canvas, Block(x, z, 1.1, 2.6, 0.1, 0, 0.8), Look("planks", (104, 138, 164)))
    for side in (-0.4, 0.4):
        for along in (-1.1, 1.1):
            box(canvas, Block(x + side, z + along, 0.12, 0.12, 0.8), Look("planks", (90, 120, 146)))
    box(canvas, Block(x, z + 0.4, 0.5, 0.4, 0.3, 15, 0.9), Look("metal", (120, 104, 60)))
    box(canvas, Block(x - 0.2, z - 0.7, 0.3, 0.5, 0.15, -20, 0.9), Look("planks", (80, 120, 170)))
