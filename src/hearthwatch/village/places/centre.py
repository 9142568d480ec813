# SPDX-License-Identifier: Apache-2.0
"""Streets and yards: square, fire lane, car park, bakery, chapel, school yard."""

from __future__ import annotations

import numpy as np

from hearthwatch.village.canvas import Canvas
from hearthwatch.village.greenery import backdrop, hedge, tree
from hearthwatch.village.ground import (
    ASPHALT,
    COBBLE,
    GRASS,
    PAVING,
    area,
    areas,
    disc,
    everywhere,
    joints,
    strip,
)
from hearthwatch.village.skins import Look
from hearthwatch.village.solids import Block, Facade, box, house

from .furniture import bench, bin_, car, fence, lamp_post, noticeboard, posts

_RED_TILES = Look("tiles", (62, 78, 142))
_SLATE = Look("slate", (104, 96, 90))
_BROWN_TILES = Look("tiles", (60, 76, 110))


def square(canvas: Canvas) -> None:
    """Paint the market square with its fountain."""
    canvas.cover(everywhere(), COBBLE, 0.10, 0.5)
    joints(canvas, everywhere(), 0.5)
    canvas.cover(disc(canvas, 1.5, 21, 4.2), PAVING, 0.07, 0.5)
    backdrop(canvas, 10, 90)
    _house(canvas, Block(-16.5, 42, 9, 8, 6.2), (208, 222, 228), Look("tiles", (58, 76, 150)), 4)
    _house(canvas, Block(-6.2, 44, 8.4, 8, 5.4), (160, 196, 226), _BROWN_TILES, 3)
    _house(canvas, Block(4.2, 45, 9.2, 8, 6.6), (196, 206, 204), _SLATE, 4)
    _house(canvas, Block(14.8, 43, 8.4, 8, 5.8), (150, 178, 212), _RED_TILES, 3)
    _house(canvas, Block(-21, 24, 8, 12, 6.0, 90), (188, 214, 206), _BROWN_TILES, 4)
    _house(canvas, Block(23, 28, 12, 8, 5.6, -80), (214, 214, 210), _RED_TILES, 4)
    tree(canvas, -9.5, 31, 7.5)
    tree(canvas, 11.5, 30, 7)
    box(
        canvas,
        Block(1.5, 21, 3.6, 3.6, 0.6, 45),
        Look("stone", (160, 168, 172)),
        Look("plain", (120, 108, 84)),
    )
    box(canvas, Block(1.5, 21, 0.6, 0.6, 2.1, 45), Look("stone", (168, 174, 178)))
    bench(canvas, -6.5, 19.5, 20)
    bench(canvas, 8.3, 18, -25)
    for x, z in ((-11, 24), (9.5, 25), (-7.5, 12.5)):
        lamp_post(canvas, x, z)
    bin_(canvas, -4.2, 18.4)


def fire_lane(canvas: Canvas) -> None:
    """Paint the lane beside the village hall that must stay clear."""
    canvas.cover(everywhere(), GRASS, 0.14, 0.4)
    lane = area(canvas, [(-60, 9.8), (60, 9.8), (60, 16.2), (-60, 16.2)])
    canvas.cover(lane, ASPHALT, 0.06, 0.3)
    canvas.cover(area(canvas, [(-60, 16.2), (60, 16.2), (60, 20.2), (-60, 20.2)]), PAVING, 0.07, 0.5)
    joints(canvas, area(canvas, [(-60, 16.2), (60, 16.2), (60, 20.2), (-60, 20.2)]), 0.6)
    _hatching(canvas)
    backdrop(canvas, 10, 80)
    front = Look("brick", (92, 118, 168), (2, 6), ((0.5, 2.4, 2.5),), (46, 46, 120))
    house(canvas, Block(-2, 26, 22, 10, 5.4), Facade(front, Look("brick", (92, 118, 168)), _SLATE, 3.0))
    house(canvas, Block(19, 29, 9, 9, 4.2), Facade(Look("plaster", (206, 214, 216), (1, 3)), roof=_RED_TILES))
    tree(canvas, -18.5, 25, 8.5)
    tree(canvas, -25, 33, 9)
    tree(canvas, 27, 24, 7)
    box(canvas, Block(8.2, 19.8, 0.7, 0.5, 1.3), Look("plain", (40, 40, 190)))
    lamp_post(canvas, -12.5, 18.4)
    lamp_post(canvas, 11.5, 18.4)
    hedge(canvas, (-13, 8.2), (-6.5, 8.2), 0.8)
    posts(canvas, [(x, 16.4) for x in (-9, -6, -3, 3, 6, 9)])


def car_park(canvas: Canvas) -> None:
    """Paint the car park by the village hall."""
    canvas.cover(everywhere(), GRASS, 0.13, 0.5)
    canvas.cover(area(canvas, [(-24, 4), (24, 4), (26, 40), (-26, 40)]), ASPHALT, 0.07, 0.3)
    bays = [[(x - 0.07, 25), (x + 0.07, 25), (x + 0.07, 30.5), (x - 0.07, 30.5)] for x in range(-16, 17, 4)]
    bays += [
        [(x - 0.07, 11.5), (x + 0.07, 11.5), (x + 0.07, 16.5), (x - 0.07, 16.5)] for x in range(-12, 13, 4)
    ]
    canvas.cover(areas(canvas, bays), (205, 208, 208), 0.05)
    backdrop(canvas, 9, 85)
    _house(canvas, Block(-15, 47, 14, 9, 5.0), (176, 200, 214), _RED_TILES, 5)
    _house(canvas, Block(10, 49, 12, 9, 4.4), (206, 214, 214), _SLATE, 4)
    hedge(canvas, (-24, 41), (24, 41), 1.3)
    tree(canvas, 25, 37, 8)
    tree(canvas, -26, 34, 9)
    for x, colour in (
        (-14, (60, 52, 48)),
        (-6, (150, 148, 150)),
        (2, (60, 62, 140)),
        (10, (92, 74, 58)),
        (14, (188, 190, 190)),
    ):
        car(canvas, x, 28, colour)
    car(canvas, -10, 14.2, (72, 84, 60))
    for x, z in ((-9, 21.5), (9, 21.5), (0, 39), (-19, 33)):
        lamp_post(canvas, x, z, 5.5, 9.0)


def bakery(canvas: Canvas) -> None:
    """Paint the shop front of the bakery on its street."""
    canvas.cover(everywhere(), COBBLE, 0.08, 0.4)
    joints(canvas, everywhere(), 0.42, depth=0.16)
    pavement = area(canvas, [(-60, 13.2), (60, 13.2), (60, 40), (-60, 40)])
    canvas.cover(pavement, PAVING, 0.06, 0.5)
    joints(canvas, pavement, 0.7)
    backdrop(canvas, 9, 80)
    shop = Look("plaster", (178, 214, 232), (2, 4), ((0.36, 1.3, 2.3),), (60, 80, 58))
    house(
        canvas, Block(-2.5, 22, 11, 9, 5.6), Facade(shop, Look("plaster", (170, 206, 224)), _RED_TILES, 2.6)
    )
    _house(canvas, Block(-15.4, 22.5, 12, 9, 6.4), (196, 200, 206), _SLATE, 5)
    _house(canvas, Block(10.4, 22, 12, 9, 5.0), (156, 186, 206), _BROWN_TILES, 4)
    _house(canvas, Block(23.4, 23, 12, 9, 6.2), (206, 220, 214), _RED_TILES, 5)
    box(
        canvas,
        Block(-0.5, 17.1, 4.8, 1.0, 0.16, 0, 2.75),
        Look("planks", (52, 60, 150)),
        Look("planks", (60, 68, 170)),
    )
    box(
        canvas,
        Block(1.4, 16.6, 1.8, 0.7, 0.8),
        Look("planks", (86, 122, 160)),
        Look("shelves", (110, 140, 170)),
    )
    bench(canvas, -5.6, 16.4, 0)
    lamp_post(canvas, -8.5, 13.8)
    lamp_post(canvas, 6.2, 13.8)
    tree(canvas, 13.6, 14.6, 4.5)
    bin_(canvas, 5.2, 14.6)


def chapel(canvas: Canvas) -> None:
    """Paint the chapel behind its churchyard wall."""
    canvas.cover(everywhere(), GRASS, 0.15, 0.4)
    canvas.cover(
        strip(canvas, [(-3, 0), (-1.5, 10), (1.5, 20), (1.5, 29)], 2.4, 0.12), (140, 156, 168), 0.08, 0.3
    )
    backdrop(canvas, 12, 90)
    wall = Look("stone", (158, 168, 174))
    nave = Look("stone", (164, 174, 182), (1, 4))
    house(canvas, Block(6.8, 36, 15, 8, 5.2), Facade(nave, wall, _SLATE, 4.0))
    front = Look("stone", (166, 176, 184), (3, 1), ((0.5, 1.5, 2.6),), (40, 60, 84))
    house(canvas, Block(1.5, 33, 4.6, 4.6, 10.5), Facade(front, wall, _SLATE, 3.6, gable_front=True))
    tree(canvas, -10, 34, 11, "poplar")
    tree(canvas, -13, 33, 12, "poplar")
    tree(canvas, -19, 30, 9)
    tree(canvas, 20, 30, 10)
    for x, z in ((-5, 26), (-7.5, 24), (-4.6, 21), (-8.4, 20), (7.5, 24), (10, 22.5), (7, 20), (12, 25.5)):
        box(
            canvas,
            Block(x, z, 0.7, 0.22, 0.9 + 0.08 * (x % 3), 4 * (z % 5) - 8),
            Look("plain", (140, 146, 146)),
        )
    for left in (-26, -19, -12):
        box(canvas, Block(left + 3.5, 15.5, 7, 0.5, 1.0), wall)
    for left in (5, 12, 19):
        box(canvas, Block(left + 3.5, 15.5, 7, 0.5, 1.0), wall)
    lamp_post(canvas, 3.4, 18.5, 3.2)
    lamp_post(canvas, -3.6, 12.5, 3.2)
    bench(canvas, 5.0, 18.0, -10)


def school_yard(canvas: Canvas) -> None:
    """Paint the yard before the school."""
    canvas.cover(everywhere(), (112, 112, 110), 0.06, 0.4)
    canvas.cover(disc(canvas, 0, 17, 3.1) - disc(canvas, 0, 17, 2.95), (215, 216, 216), 0.03)
    court = area(canvas, [(-9, 9), (9, 9), (9, 25), (-9, 25)]) - area(
        canvas, [(-8.88, 9.12), (8.88, 9.12), (8.88, 24.88), (-8.88, 24.88)]
    )
    middle = area(canvas, [(-9, 16.94), (9, 16.94), (9, 17.06), (-9, 17.06)])
    canvas.cover(np.maximum(court, middle), (210, 214, 216), 0.03)
    canvas.cover(area(canvas, [(-60, 29), (60, 29), (60, 120), (-60, 120)]), PAVING, 0.06, 0.5)
    backdrop(canvas, 11, 85)
    front = Look("brick", (84, 108, 160), (2, 9), ((0.5, 2.2, 2.5),), (110, 90, 50))
    house(canvas, Block(-1, 38, 30, 10, 6.4), Facade(front, Look("brick", (84, 108, 160)), _RED_TILES, 3.2))
    tree(canvas, -15, 28, 8)
    tree(canvas, 14.5, 27, 7.5)
    tree(canvas, 24, 35, 9)
    tree(canvas, -25, 33, 9)
    bench(canvas, -12.2, 21, 70)
    bench(canvas, 12, 20, -70)
    fence(canvas, (-13, 9.0), (-13, 18.0), 1.1)
    bin_(canvas, 6.8, 13.2, 0.95)
    noticeboard(canvas, 9.8, 29.5)
    lamp_post(canvas, -11, 27)
    lamp_post(canvas, 11, 26)


def _house(canvas: Canvas, block: Block, colour: tuple[int, int, int], roof: Look, columns: int) -> None:
    """Paint a plain house of two floors with a door."""
    rows = 2 if block.height > 4.6 else 1
    door = ((0.5 + 0.5 / columns * (columns % 2 - 1) + 0.5 / columns, 1.1, 2.15),)
    front = Look("plaster", colour, (rows, columns), door, (56, 76 + int(colour[0]) % 40, 90))
    flank = Look("plaster", colour, (rows, 2))
    house(canvas, block, Facade(front, flank, roof, 2.2 + block.depth * 0.08))


def _hatching(canvas: Canvas) -> None:
    """Paint the yellow hatching of the keep-clear zone."""
    inside = area(canvas, [(-8.5, 10.4), (6.5, 10.4), (6.5, 15.6), (-8.5, 15.6)])
    yellow = (70, 190, 220)
    stripes = [strip(canvas, [(k * 1.5, 10.4), (k * 1.5 + 4.2, 15.6)], 0.16) for k in range(-8, 6)]
    canvas.cover(np.maximum.reduce(stripes) * inside, yellow, 0.05)
    for line in (
        [(-8.5, 10.4), (6.5, 10.4)],
        [(-8.5, 15.6), (6.5, 15.6)],
        [(-8.5, 10.4), (-8.5, 15.6)],
        [(6.5, 10.4), (6.5, 15.6)],
    ):
        canvas.cover(strip(canvas, line, 0.18), yellow, 0.05)
