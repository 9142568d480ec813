# SPDX-License-Identifier: Apache-2.0
"""Things with flat sides: houses, boxes, rooms, tents. Sizes in metres go in, a canvas gets painted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from .canvas import ROUND, Canvas
from .lens import HEIGHT, WIDTH, Floats, Picture
from .skins import Colour, Look

_WALL = Look()
_ROOF = Look("tiles", (70, 85, 140))


@dataclass(frozen=True, slots=True)
class Block:
    """An upright box: middle of its base, size, turn to the left in degrees, height of its base."""

    x: float
    z: float
    width: float
    depth: float
    height: float
    turn_deg: float = 0.0
    base: float = 0.0

    def corners(self, height: float, grow: float = 0.0) -> Floats:
        """Return its four corners at a height: front left, front right, back right, back left."""
        wide, deep = self.width / 2 + grow, self.depth / 2 + grow
        plan = np.array([[-wide, -deep], [wide, -deep], [wide, deep], [-wide, deep]])
        turn = math.radians(self.turn_deg)
        spin = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
        turned = plan @ spin + (self.x, self.z)
        return np.stack([turned[:, 0], np.full(4, height), turned[:, 1]], axis=1).astype(np.float32)


def box(canvas: Canvas, block: Block, look: Look, top: Look | None = None) -> None:
    """Paint a box; ``top`` is the look of its lid, else that of its sides."""
    low, high = block.corners(block.base), block.corners(block.base + block.height)
    _sides(canvas, low, high, (look, look, look, look))
    canvas.surface(high[[3, 2, 1, 0]], top or look)
    cast(canvas, np.vstack([low, high]))
    if block.base < 0.3:
        ground_contact(canvas, block)


@dataclass(frozen=True, slots=True)
class Facade:
    """How a house looks: front, sides, roof; and the roof's height in metres."""

    front: Look = _WALL
    flank: Look = _WALL
    roof: Look = _ROOF
    roof_m: float = 2.2
    #: The ridge runs from front to back, so that the gable looks at the camera.
    gable_front: bool = False


def house(canvas: Canvas, block: Block, facade: Facade) -> None:
    """Paint a house with a gable roof; `Block.height` is that of its eaves."""
    low, high = block.corners(block.base), block.corners(block.base + block.height)
    _sides(canvas, low, high, (facade.front, facade.flank, facade.flank, facade.flank))
    eaves, ridge = _roof_lines(block, facade)
    turn = 1 if facade.gable_front else 0
    for side in (0, 2):
        slope = np.array([ridge[0], ridge[1], eaves[(1 + turn + side) % 4], eaves[(turn + side) % 4]])
        if side == 2:
            slope = np.array([ridge[1], ridge[0], eaves[(3 + turn) % 4], eaves[(2 + turn) % 4]])
        canvas.surface(slope.astype(np.float32), facade.roof)
        _gable(canvas, high, (1 + turn + side) % 4, (ridge[1] if side == 0 else ridge[0], facade))
    cast(canvas, np.vstack([low, eaves, ridge]))
    ground_contact(canvas, block)


def _gable(canvas: Canvas, high: Floats, first: int, rest: tuple[Floats, Facade]) -> None:
    tip, facade = rest
    left, right = high[first], high[(first + 1) % 4]
    peak = (left + right) / 2
    peak[1] = tip[1] - 0.05
    lift = np.array([0, peak[1] - left[1], 0], np.float32)
    look = facade.front if facade.gable_front and first == 0 else facade.flank
    plain = Look(look.material, look.colour, (1, 1) if lift[1] > 2.4 else (0, 0))
    corners = np.array([left + lift, right + lift, right, left], np.float32)
    canvas.surface(corners, plain, np.array([peak, right, left], np.float32))


def _roof_lines(block: Block, facade: Facade) -> tuple[Floats, Floats]:
    """Return the eaves [4, 3] and the ridge [2, 3]; the roof juts out by 0.3 m."""
    eaves = block.corners(block.base + block.height - 0.12, 0.3)
    top = block.base + block.height + facade.roof_m
    order = [1, 2, 3, 0] if facade.gable_front else [0, 1, 2, 3]
    first = (eaves[order[0]] + eaves[order[3]]) / 2
    second = (eaves[order[1]] + eaves[order[2]]) / 2
    ridge = np.array([first, second], np.float32)
    ridge[:, 1] = top
    return eaves, ridge


def _sides(canvas: Canvas, low: Floats, high: Floats, looks: tuple[Look, Look, Look, Look]) -> None:
    for side in range(4):
        after = (side + 1) % 4
        canvas.surface(np.array([high[side], high[after], low[after], low[side]], np.float32), looks[side])


def cast(canvas: Canvas, points: Floats) -> None:
    """Let a convex body of points [n, 3] cast a shadow on the ground."""
    canvas.casters.append(points.astype(np.float32))


def ground_contact(canvas: Canvas, block: Block) -> None:
    """Darken the ground where a body stands on it."""
    outline = canvas.lens.outline(block.corners(0.0, 0.25))
    if len(outline):
        patch = np.zeros((HEIGHT, WIDTH), np.uint8)
        cv2.fillPoly(patch, [np.round(outline).astype(np.int32)], 255)
        np.maximum(canvas.contact, patch, out=canvas.contact)


def room(canvas: Canvas, size: tuple[float, float, float], wall: Look, back: Look, ceiling: Look) -> None:
    """Paint a room around the camera: ``size`` is width, height, and where its back wall stands."""
    width, height, far = size
    half = width / 2
    end = [[-half, height, far], [half, height, far], [half, 0, far], [-half, 0, far]]
    canvas.is_indoors = True
    canvas.surface(np.array(end, np.float32), back, indoors=True)
    steps = np.linspace(1.2, far, 9)
    for near, away in pairwise(steps):
        left = [[-half, height, near], [-half, height, away], [-half, 0, away], [-half, 0, near]]
        right = [[half, height, away], [half, height, near], [half, 0, near], [half, 0, away]]
        over = [[-half, height, near], [half, height, near], [half, height, away], [-half, height, away]]
        for corner, look in ((left, wall), (right, wall), (over, ceiling)):
            canvas.surface(np.array(corner, np.float32), look, indoors=True)


def bar(
    canvas: Canvas,
    start: tuple[float, float, float],
    end: tuple[float, float, float],
    thick_m: float,
    colour: Colour,
) -> None:
    """Paint a straight round bar between two points."""
    pixels, depth = canvas.lens.project(np.array([start, end], np.float32))
    if depth.min() < 0.8:
        return
    thick = max(1, round(thick_m * canvas.lens.focal_px / float(depth.mean())))
    left, top = np.floor(pixels.min(axis=0) - thick - 1).astype(int)
    right, bottom = np.ceil(pixels.max(axis=0) + thick + 2).astype(int)
    left, top, right, bottom = max(0, left), max(0, top), min(WIDTH, right), min(HEIGHT, bottom)
    if right <= left or bottom <= top:
        return
    mask = np.zeros((bottom - top, right - left), np.uint8)
    first, last = np.round((pixels - (left, top)) * 8).astype(int)
    cv2.line(mask, first.tolist(), last.tolist(), 255, thick, cv2.LINE_8, 3)
    nearness = float(1 / max(0.5, depth.min() - 0.05))
    here = (slice(top, bottom), slice(left, right))
    visible = (mask > 0) & (nearness > canvas.nearness[here])
    bgr = _rounded(mask, colour, thick)
    canvas.put(here, visible, bgr, ROUND, nearness)
    lifted = np.array([start, end], np.float32)
    cast(canvas, np.vstack([lifted, lifted + np.array([thick_m, 0, 0], np.float32)]))


def _rounded(mask: Picture, colour: Colour, thick: int) -> Picture:
    """Return the bar's colour, lighter on its left."""
    bgr = np.empty((*mask.shape, 3), np.uint8)
    bgr[:] = colour
    if thick > 3:
        light = cv2.blur(mask, (max(3, thick // 2 * 2 + 1),) * 2).astype(np.int16)
        slope = np.zeros_like(light)
        slope[:, 2:-2] = light[:, 4:] - light[:, :-4]
        bgr[:] = np.clip(bgr + np.clip(slope, -60, 60)[:, :, None] * 0.8, 0, 255).astype(np.uint8)
    return bgr
