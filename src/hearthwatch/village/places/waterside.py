# SPDX-License-Identifier: Apache-2.0
"""By the water: mill stream, jetty, bridge, harbour."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from hearthwatch.village.canvas import Canvas, grain
from hearthwatch.village.greenery import backdrop, foliage, tree
from hearthwatch.village.ground import (
    ASPHALT,
    CONCRETE,
    GRASS,
    GRAVEL,
    PAVING,
    area,
    areas,
    everywhere,
    joints,
    pool,
    strip,
)
from hearthwatch.village.skins import Look
from hearthwatch.village.solids import Block, Facade, bar, box, house

from .furniture import bench, boat, fence, lamp_post, posts

_STREAM = [(-3.0, 0.0), (-2.0, 12.0), (1.0, 24.0), (3.0, 40.0), (2.0, 70.0)]


def mill_stream(canvas: Canvas) -> None:
    """Paint the mill with its stream and the staff that shows the water's height."""
    canvas.cover(everywhere(), GRASS, 0.15, 0.4)
    canvas.cover(strip(canvas, [(9, 0), (8.5, 14), (9, 26), (11, 60)], 2.4, 0.2), GRAVEL, 0.08, 0.3)
    canvas.cover(strip(canvas, _STREAM, 7.6, 0.25), (96, 122, 132), 0.13, 0.3)
    bed = strip(canvas, _STREAM, 5.4, 0.12)
    pool(canvas, bed)
    backdrop(canvas, 11, 85)
    front = Look("stone", (150, 166, 176), (2, 3), ((0.72, 1.2, 2.2),), (60, 84, 100))
    house(
        canvas,
        Block(-11.5, 32, 11, 9, 5.6, -6),
        Facade(front, Look("stone", (150, 166, 176), (2, 2)), Look("slate", (100, 92, 88)), 3.4),
    )
    _wheel(canvas, -4.6, 30.5)
    for x, z, tall in ((15.5, 30, 9), (-19, 24, 8), (19, 44, 10), (8, 50, 9)):
        tree(canvas, x, z, tall)
    for x, z in ((5.8, 20), (6.5, 26), (-6.8, 17)):
        foliage(canvas, (x, 0, z), (2.0, 1.0), "bush")
    box(canvas, Block(2.55, 17.0, 0.34, 0.06, 1.7, 0, 0.0), Look("plain", (225, 228, 228)))
    _marks(canvas, 2.55, 16.96)
    bench(canvas, 7.2, 15.5, -30)
    lamp_post(canvas, 10.6, 20)
    fence(canvas, (5.4, 10.5), (5.4, 15.0), 1.0)
    _bank(canvas)


def jetty(canvas: Canvas) -> None:
    """Paint a jetty that runs out into the lake."""
    pool(canvas, everywhere(), (118, 108, 82))
    canvas.cover(area(canvas, [(-60, 0), (60, 0), (60, 7.6), (-60, 8.6)]), (120, 146, 160), 0.11, 0.4)
    canvas.water[canvas.z < 8.1] = 0
    far = area(canvas, [(-200, 118), (200, 110), (300, 900), (-300, 900)])
    canvas.cover(far, (80, 112, 96), 0.05)
    canvas.water[far > 0.5] = 0
    backdrop(canvas, 11, 122)
    planks = Look("planks", (104, 134, 156))
    for z in range(37, 7, -2):
        box(canvas, Block(0.6, z, 2.4, 2, 0.12, 0, 0.35), planks, planks)
    for z in range(37, 7, -5):
        for side in (-0.75, 1.95):
            bar(canvas, (side, 0, z), (side, 1.15, z), 0.2, (66, 88, 104))
    box(canvas, Block(0.6, 39.5, 5.4, 3.4, 0.12, 0, 0.35), planks, planks)
    house(
        canvas,
        Block(2.2, 40.2, 1.9, 1.6, 1.9, 0, 0.45),
        Facade(
            Look("planks", (76, 104, 132), doors=((0.5, 0.8, 1.7),)),
            Look("planks", (76, 104, 132)),
            Look("tiles", (66, 80, 120)),
            0.8,
        ),
    )
    boat(canvas, -3.4, 22, (150, 110, 60), 4)
    boat(canvas, 4.9, 27, (60, 62, 150), -5)
    boat(canvas, -4.0, 34, (210, 212, 212), 3)
    for x in (-9, -7.4, -10.2, 9.6, 11, 12.2):
        foliage(canvas, (x, 0, 9.4), (1.1, 1.3), "bush")
    lamp_post(canvas, -3.2, 7.4, 3.4)
    bench(canvas, 5.2, 7.0, -8)


def bridge(canvas: Canvas) -> None:
    """Paint the road over the stone bridge."""
    canvas.cover(everywhere(), GRASS, 0.15, 0.4)
    river = area(canvas, [(-80, 21), (80, 25), (80, 37), (-80, 33)])
    pool(canvas, river)
    canvas.cover(area(canvas, [(-3.6, 0), (3.6, 0), (3.6, 75), (-3.6, 75)]), ASPHALT, 0.06, 0.3)
    road = area(canvas, [(-5.1, 0), (5.1, 0), (5.1, 75), (-5.1, 75)])
    canvas.water[road > 0.3] = 0
    canvas.cover(road - area(canvas, [(-3.6, 0), (3.6, 0), (3.6, 75), (-3.6, 75)]), PAVING, 0.06, 0.4)
    dashes = [[(-0.07, z), (0.07, z), (0.07, z + 2.4), (-0.07, z + 2.4)] for z in range(4, 74, 5)]
    canvas.cover(areas(canvas, dashes), (214, 216, 216), 0.03)
    backdrop(canvas, 11, 90)
    house(
        canvas,
        Block(-14, 52, 10, 8, 5.6, 10),
        Facade(Look("plaster", (186, 206, 220), (2, 4)), roof=Look("tiles", (62, 78, 146))),
    )
    house(
        canvas,
        Block(14, 55, 10, 8, 5.0, -10),
        Facade(Look("stone", (170, 182, 190), (2, 4)), roof=Look("slate", (98, 92, 90))),
    )
    for x, z, tall in ((-22, 44, 9), (24, 46, 9), (-15, 19, 6.5), (17, 20.5, 6)):
        tree(canvas, x, z, tall)
    stone = Look("stone", (160, 170, 178))
    for side in (-5.3, 5.3):
        for z in range(37, 18, -3):
            box(canvas, Block(side, z, 0.5, 3.0, 1.0), stone)
    for side in (-5.0, 5.0):
        for z in (16, 41):
            lamp_post(canvas, side, z)
    for bush in (-12, -9.5, 9, 12.5):
        foliage(canvas, (bush, 0, 20.6 + bush / 20), (1.8, 0.9), "bush")


def harbour(canvas: Canvas) -> None:
    """Paint the quay with boats and sheds."""
    pool(canvas, everywhere(), (124, 108, 78))
    quay = area(canvas, [(-60, 0), (60, 0), (60, 15.5), (-60, 15.5)])
    canvas.cover(quay, CONCRETE, 0.07, 0.4)
    joints(canvas, quay, 1.6, depth=0.12)
    canvas.water[canvas.z < 15.5] = 0
    mole = area(canvas, [(-200, 62), (30, 62), (30, 66), (-200, 66)])
    canvas.cover(mole, (140, 146, 150), 0.08)
    canvas.water[mole > 0.5] = 0
    canvas.cover(area(canvas, [(-400, 160), (400, 150), (400, 900), (-400, 900)]), (98, 116, 104), 0.04)
    backdrop(canvas, 9, 165)
    house(
        canvas,
        Block(27, 66, 3, 3, 9),
        Facade(
            Look("plaster", (224, 226, 226), (3, 1)),
            Look("plaster", (224, 226, 226)),
            Look("plain", (50, 50, 170)),
            2.0,
        ),
    )
    for x, z, colour, turn in (
        (-15, 21, (150, 104, 52), 8),
        (-8.5, 20.5, (210, 214, 214), 3),
        (-1.5, 21.5, (52, 56, 156), -4),
        (7, 21, (84, 120, 60), 5),
        (14.5, 22, (196, 160, 90), -6),
    ):
        boat(canvas, x, z, colour, turn)
    box(canvas, Block(0, 15.45, 120, 0.35, 0.14), Look("stone", (150, 156, 160)))
    house(
        canvas,
        Block(-17, 14, 7, 5, 3.2, 80),
        Facade(
            Look("planks", (110, 92, 60), (1, 2)),
            Look("planks", (110, 92, 60), (1, 2), ((0.5, 1.6, 2.2),)),
            Look("metal", (120, 116, 112)),
            1.6,
        ),
    )
    posts(canvas, [(x, 15.0) for x in range(-12, 16, 4)])
    for x, z in ((9.5, 12.2), (10.6, 12.6), (10.0, 11.6)):
        box(
            canvas,
            Block(x, z, 0.9, 0.7, 0.6, x * 20),
            Look("planks", (82, 118, 150)),
            Look("shelves", (110, 130, 140)),
        )
    bench(canvas, 3.2, 11.4, 0)
    for x in (-7, 7.4):
        lamp_post(canvas, x, 14.2, 4.4, 6)


def _wheel(canvas: Canvas, x: float, z: float) -> None:
    """Stand the mill wheel against the wall."""
    wood = (60, 84, 104)
    spokes = [(1.9 * float(np.cos(a)), 1.9 * float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 13)[:-1]]
    for (y0, z0), (y1, z1) in zip(spokes, spokes[1:] + spokes[:1], strict=True):
        bar(canvas, (x, 2 + y0, z + z0), (x, 2 + y1, z + z1), 0.16, wood)
        bar(canvas, (x + 0.5, 2 + y0, z + z0), (x + 0.5, 2 + y1, z + z1), 0.16, wood)
        bar(canvas, (x + 0.25, 2, z), (x + 0.25, 2 + y0, z + z0), 0.11, wood)
        bar(canvas, (x, 2 + y0, z + z0), (x + 0.5, 2 + y0, z + z0), 0.14, wood)


def _marks(canvas: Canvas, x: float, z: float) -> None:
    """Mark the staff: a black bar each 0.1 m, a red one each half metre."""
    for tenth in range(1, 17):
        colour = (40, 40, 200) if tenth % 5 == 0 else (30, 30, 30)
        wide = 0.34 if tenth % 5 == 0 else 0.18
        side = -0.08 if tenth % 2 and tenth % 5 else 0.0
        if tenth % 5:
            side = 0.08 if tenth % 2 else -0.08
        box(canvas, Block(x + side, z, wide, 0.01, 0.05, 0, tenth / 10), Look("plain", colour))


def _bank(canvas: Canvas) -> None:
    """Let the ground rise away from the stream, and the staff and all that stands by height."""
    away = np.full_like(canvas.x, 1e6)
    for (x0, z0), (x1, z1) in pairwise(_STREAM):
        share = np.clip((canvas.z - z0) / (z1 - z0), 0, 1)
        here = np.abs(canvas.x - (x0 + (x1 - x0) * share))
        inside = (canvas.z >= z0) & (canvas.z <= z1)
        away = np.where(inside, np.minimum(away, here), away)
    canvas.rise = np.where(
        canvas.side == 0, np.clip((away - 2.6 + 0.1 * grain(canvas, 1.5)) * 0.5, 0.0, 9), canvas.rise
    ).astype(np.float32)
    column, row, depth = canvas.lens.spot(2.55, 0.0, 17.0)
    scale = canvas.lens.focal_px / depth
    left, right = round(column - 0.26 * scale), round(column + 0.26 * scale)
    rows = np.arange(canvas.rise.shape[0], dtype=np.float32)[:, None]
    upright = np.clip((row - rows) / scale, 0, 99)
    staff = canvas.rise[:, left:right]
    standing = canvas.side[:, left:right] != 0
    canvas.rise[:, left:right] = np.where(standing & (upright < 1.8), upright, staff)
