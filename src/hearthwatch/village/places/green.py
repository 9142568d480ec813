# SPDX-License-Identifier: Apache-2.0
"""Grass and trees: barn, playground, orchard, campsite."""

from __future__ import annotations

import numpy as np

from hearthwatch.village.canvas import Canvas
from hearthwatch.village.greenery import backdrop, foliage, hedge, tree
from hearthwatch.village.ground import EARTH, GRASS, GRAVEL, MEADOW, SAND, area, disc, everywhere, strip
from hearthwatch.village.skins import Look
from hearthwatch.village.solids import Block, Facade, bar, box, house

from .furniture import bench, bin_, fence, lamp_post


def barn(canvas: Canvas) -> None:
    """Paint the barn with its yard."""
    canvas.cover(everywhere(), GRASS, 0.16, 0.4)
    canvas.cover(area(canvas, [(-60, 46), (60, 46), (140, 140), (-140, 140)]), (110, 176, 196), 0.08, 2.0)
    canvas.cover(strip(canvas, [(4, 0), (1.5, 10), (-2, 19), (-3, 24)], 5.5, 0.5), EARTH, 0.10, 0.4)
    canvas.cover(disc(canvas, -2, 19, 6.5, 0.8), EARTH, 0.10, 0.4)
    backdrop(canvas, 9, 95)
    front = Look("planks", (62, 84, 118), (0, 0), ((0.5, 3.4, 3.4),), (44, 58, 82))
    house(
        canvas,
        Block(-5.5, 29, 12, 13, 5.0, 14),
        Facade(
            front, Look("planks", (62, 84, 118), (1, 3)), Look("tiles", (72, 84, 126)), 3.8, gable_front=True
        ),
    )
    house(
        canvas,
        Block(11, 33, 9, 6, 2.8, -8),
        Facade(
            Look("planks", (92, 112, 132), (1, 2)),
            Look("planks", (92, 112, 132)),
            Look("metal", (120, 118, 116)),
            1.4,
        ),
    )
    tree(canvas, 21, 38, 9)
    tree(canvas, -22, 36, 10)
    tree(canvas, 17.5, 26, 6)
    for x, z, size in ((4.2, 23.5, 1.2), (5.5, 23.7, 1.2), (4.9, 24.0, 1.2)):
        box(canvas, Block(x, z, size, size, size * 0.9, 8), Look("plain", (98, 168, 190)))
    box(canvas, Block(4.9, 23.9, 1.2, 1.2, 1.08, -6, 1.08), Look("plain", (98, 168, 190)))
    box(
        canvas,
        Block(3.9, 16.3, 1.5, 1.1, 0.35, 15),
        Look("planks", (70, 96, 120)),
        Look("shelves", (80, 110, 130)),
    )
    fence(canvas, (7.5, 12.5), (20, 17.5), 1.2)
    fence(canvas, (-20, 19), (-13, 22), 1.2)
    lamp_post(canvas, -11.5, 23, 4.2, 6)


def playground(canvas: Canvas) -> None:
    """Paint the playground: swings, slide, sandpit."""
    canvas.cover(everywhere(), GRASS, 0.14, 0.35)
    canvas.cover(strip(canvas, [(-40, 9), (-6, 9.5), (8, 10.5), (40, 9)], 2.2, 0.12), GRAVEL, 0.07, 0.3)
    canvas.cover(disc(canvas, -5.5, 19, 4.4, 0.2), SAND, 0.06, 0.4)
    canvas.cover(disc(canvas, 6.5, 20, 4.4, 0.3), (86, 110, 136), 0.10, 0.3)
    backdrop(canvas, 11, 80)
    house(
        canvas,
        Block(-19, 41, 10, 8, 4.8),
        Facade(Look("plaster", (190, 208, 214), (2, 4)), roof=Look("tiles", (62, 78, 146))),
    )
    hedge(canvas, (-24, 31), (24, 31), 1.6)
    for x, z, tall in ((-15, 28, 7.5), (15.5, 27, 8), (22, 24, 7), (3, 33, 8)):
        tree(canvas, x, z, tall)
    _swings(canvas, 6.5, 20)
    _slide(canvas, -1.2, 22.5)
    _rim(canvas, -5.5, 19)
    bench(canvas, -10.5, 15.5, 30)
    bench(canvas, 1.2, 12.6, 0)
    bin_(canvas, 2.9, 12.8)
    lamp_post(canvas, 11.8, 12.8)


def orchard(canvas: Canvas) -> None:
    """Paint rows of apple trees in a meadow."""
    canvas.cover(everywhere(), MEADOW, 0.16, 0.4)
    for row in (-9, -3, 3, 9):
        canvas.cover(strip(canvas, [(row, 0), (row * 1.02, 60)], 1.6, 0.3), GRASS, 0.15, 0.3)
    canvas.cover(strip(canvas, [(0, 0), (0, 70)], 1.5, 0.25), (92, 122, 140), 0.10, 0.3)
    backdrop(canvas, 9, 95)
    for z in (52, 45, 38, 31, 24.5, 18.5):
        for x in (-21, -15, -9, -3.6, 3.6, 9, 15, 21):
            if abs(x) > 3.7 or z > 20:
                tree(
                    canvas,
                    x + canvas.rng.uniform(-0.4, 0.4),
                    z + canvas.rng.uniform(-0.5, 0.5),
                    3.6 + canvas.rng.uniform(-0.3, 0.5),
                )
    box(
        canvas,
        Block(-5.3, 13.5, 1.1, 0.8, 0.55, 10),
        Look("planks", (88, 124, 156)),
        Look("shelves", (50, 70, 160)),
    )
    box(
        canvas,
        Block(5.6, 12.4, 1.1, 0.8, 0.55, -14),
        Look("planks", (88, 124, 156)),
        Look("shelves", (50, 70, 160)),
    )
    bar(canvas, (4.2, 0, 16.4), (4.9, 2.6, 17.2), 0.07, (104, 134, 158))
    bar(canvas, (4.8, 0, 16.2), (5.3, 2.6, 17.2), 0.07, (104, 134, 158))


def campsite(canvas: Canvas) -> None:
    """Paint a meadow with tents."""
    canvas.cover(everywhere(), GRASS, 0.15, 0.4)
    canvas.cover(
        strip(canvas, [(10, 0), (7, 10), (2, 17), (-4, 24), (-12, 30)], 2.0, 0.25), (112, 136, 150), 0.09, 0.3
    )
    canvas.cover(disc(canvas, 4.2, 20, 1.5, 0.15), (78, 84, 90), 0.12, 0.2)
    backdrop(canvas, 12, 70)
    for fir in range(-24, 28, 7):
        tree(
            canvas,
            fir + canvas.rng.uniform(-1.5, 1.5),
            40 + canvas.rng.uniform(-3, 3),
            9 + canvas.rng.uniform(-1.5, 2),
            "fir",
        )
    tree(canvas, -15, 26, 8)
    tree(canvas, 19, 27, 8.5, "fir")
    tents = (
        (-7.5, 26, (56, 122, 200), 20),
        (9.5, 29, (150, 110, 60), -15),
        (-6.5, 16.5, (80, 140, 70), 35),
        (14.5, 22, (70, 80, 190), -30),
        (0.5, 31, (170, 190, 200), 5),
    )
    for x, z, colour, turn in tents:
        _tent(canvas, Block(x, z, 2.4, 3.4, 0.25, turn), colour)
    for angle in np.linspace(0, 2 * np.pi, 9)[:-1]:
        box(
            canvas,
            Block(4.2 + 0.75 * float(np.cos(angle)), 20 + 0.75 * float(np.sin(angle)), 0.28, 0.25, 0.2, 30),
            Look("stone", (120, 124, 126)),
        )
    for seat, turn in ((2.2, 80), (6.2, -80)):
        box(canvas, Block(seat, 20, 1.5, 0.35, 0.38, turn), Look("planks", (62, 88, 110)))
    box(canvas, Block(-1.8, 22.5, 1.8, 0.8, 0.1, 12, 0.68), Look("planks", (96, 128, 150)))
    for leg in (-2.5, -1.1):
        bar(canvas, (leg, 0, 22.5), (leg, 0.68, 22.5), 0.09, (80, 100, 120))
    foliage(canvas, (-12, 0, 13), (2.2, 1.1), "bush")
    lamp_post(canvas, 11.2, 17.5, 3.0, 4.5)


def _tent(canvas: Canvas, block: Block, colour: tuple[int, int, int]) -> None:
    cloth = Look("plain", colour)
    dark = (round(colour[0] * 0.8), round(colour[1] * 0.8), round(colour[2] * 0.8))
    front = Look("plain", dark, doors=((0.5, 0.8, 0.2),), door_colour=(40, 44, 50), frame=dark)
    house(canvas, block, Facade(front, cloth, cloth, 1.35, gable_front=True))


def _swings(canvas: Canvas, x: float, z: float) -> None:
    blue = (150, 90, 40)
    for side in (-2.4, 2.4):
        bar(canvas, (x + side, 0, z - 0.9), (x + side, 2.3, z), 0.1, blue)
        bar(canvas, (x + side, 0, z + 0.9), (x + side, 2.3, z), 0.1, blue)
    bar(canvas, (x - 2.4, 2.3, z), (x + 2.4, 2.3, z), 0.1, blue)
    for seat in (-1.1, 1.1):
        for side in (-0.22, 0.22):
            bar(canvas, (x + seat + side, 2.3, z), (x + seat + side, 0.5, z), 0.03, (120, 120, 120))
        box(canvas, Block(x + seat, z, 0.5, 0.22, 0.05, 0, 0.45), Look("plain", (40, 40, 44)))


def _slide(canvas: Canvas, x: float, z: float) -> None:
    for side in (-0.4, 0.4):
        bar(canvas, (x + side, 0, z), (x + side, 2.3, z), 0.09, (50, 60, 190))
    box(canvas, Block(x, z + 0.3, 0.9, 0.8, 0.08, 0, 1.5), Look("planks", (60, 150, 200)))
    chute = [[x - 0.35, 1.5, z], [x + 0.35, 1.5, z], [x + 0.35, 0.2, z - 2.9], [x - 0.35, 0.2, z - 2.9]]
    canvas.surface(np.array(chute, np.float32), Look("plain", (196, 196, 192)))
    for side in (-0.38, 0.38):
        bar(canvas, (x + side, 1.65, z), (x + side, 0.35, z - 2.9), 0.09, (50, 60, 190))


def _rim(canvas: Canvas, x: float, z: float) -> None:
    for angle in np.linspace(0, 2 * np.pi, 25)[:-1]:
        box(
            canvas,
            Block(
                x + 4.3 * float(np.cos(angle)),
                z + 4.3 * float(np.sin(angle)),
                0.9,
                0.2,
                0.25,
                90 - float(np.degrees(angle)),
            ),
            Look("planks", (84, 118, 150)),
        )
