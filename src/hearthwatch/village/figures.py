# SPDX-License-Identifier: Apache-2.0
"""People as drawn figures: clothes, pose and place go in, a patch and its shadow come out.

They are figures so that hiding can be tried on something; nothing about them is anybody's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .lens import Floats, Lens, Picture
from .patch import Patch
from .programme import Clothes, Person, Whereabouts, whereabouts
from .skins import Colour

#: Drawn this much larger, then made small: smooth edges.
_OVER = 2
_FIX = 4
#: How much nearer than its feet a figure counts, so that the ground does not hide its shoes.
_LEAN_M = 0.45
#: A shadow's outline: how far along it, and how wide there.
_FALLEN = ((0, 0.5), (0.55, 1.0), (0.9, 0.7), (1.0, 0.0), (0.9, -0.7), (0.55, -1.0), (0, -0.5))


@dataclass(frozen=True, slots=True)
class Figure:
    """One person at one moment: where, and how their limbs are. ``swing`` is the phase of a step."""

    clothes: Clothes
    at: Whereabouts
    swing: float
    sway: float
    seed: int


def figure_at(person: Person, moment_s: float, seed: int) -> Figure | None:
    """Return a person's figure at a moment, or None where they are away."""
    at = whereabouts(person.stations, moment_s)
    if at is None:
        return None
    stride = 0.42 * person.clothes.height_m
    sway = math.sin(moment_s * 0.9 + seed) + 0.5 * math.sin(moment_s * 0.37 + 2.1 * seed)
    return Figure(person.clothes, at, at.gone_m / stride * math.pi if at.is_moving else 0.0, sway, seed)


def draw(figure: Figure, lens: Lens, light: Floats) -> Patch | None:
    """Return the figure under a light (three BGR factors), or None where it cannot be seen."""
    tall = figure.clothes.height_m
    column, foot, depth = lens.spot(figure.at.x, 0, figure.at.z)
    if depth < 2.0:
        return None
    _, head, _ = lens.spot(figure.at.x, tall, figure.at.z)
    scale = (foot - head) / tall
    if scale < 4 or not -300 < column < 1580:
        return None
    half, height = math.ceil(0.62 * scale), math.ceil((tall + 0.12) * scale)
    board = np.zeros(((height + 6) * _OVER, 2 * half * _OVER, 4), np.uint8)
    left, top = math.floor(column) - half, math.floor(foot) - height
    pen = _Pen(board, (column - left) * _OVER, (foot - top) * _OVER, scale * _OVER, light)
    _body(pen, figure)
    small = cv2.resize(board, (2 * half, height + 6), interpolation=cv2.INTER_AREA)
    return Patch(left, top, np.asarray(small, np.uint8), 1 / max(0.5, depth - _LEAN_M))


def shadow(figure: Figure, lens: Lens, sun_way: tuple[float, float, float]) -> Patch | None:
    """Return the figure's shadow on the ground as a patch whose alpha is how dark; None without."""
    if sun_way[1] < 0.05:
        return None
    x, z, tall = (
        figure.at.x,
        figure.at.z,
        figure.clothes.height_m * (0.72 if figure.at.pose == "sit" else 1.0),
    )
    reach = min(3.2, tall / sun_way[1] * math.hypot(sun_way[0], sun_way[2]))
    flat = max(1e-6, math.hypot(sun_way[0], sun_way[2]))
    way = (-sun_way[0] / flat, -sun_way[2] / flat)
    side = (way[1] * 0.2, -way[0] * 0.2)
    points = [
        (x + side[0] * wide + way[0] * reach * far, 0.0, z + side[1] * wide + way[1] * reach * far)
        for far, wide in _FALLEN
    ]
    outline = lens.outline(np.array(points, np.float32))
    if len(outline) == 0:
        return None
    low = np.floor(outline.min(axis=0)).astype(int) - 3
    high = np.ceil(outline.max(axis=0)).astype(int) + 4
    size = high - low
    if size.max() > 900 or size.min() < 2:
        return None
    alpha = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(alpha, [np.round((outline - low) * 8).astype(np.int32)], 255, cv2.LINE_AA, 3)
    alpha = np.asarray(cv2.blur(alpha, (3, 3)), np.uint8)
    depth = lens.spot(x, 0, z)[2]
    bgra = cv2.merge([np.zeros_like(alpha)] * 3 + [alpha])
    return Patch(int(low[0]), int(low[1]), np.asarray(bgra, np.uint8), 1 / max(0.5, depth - reach - 0.5))


class _Pen:
    """Draws in metres from the feet upwards onto a board of premultiplied BGRA."""

    def __init__(self, board: Picture, x: float, y: float, scale: float, light: Floats) -> None:
        self._board, self._x, self._y, self._scale = board, x, y, scale
        self._light = (float(light[0]), float(light[1]), float(light[2]))

    def limb(
        self, start: tuple[float, float], end: tuple[float, float], thick: float, colour: Colour
    ) -> None:
        width = max(2, round(thick * self._scale))
        cv2.line(
            self._board, self._at(start), self._at(end), self._lit(colour, 0.86), width, cv2.LINE_AA, _FIX
        )
        if width > 5:
            nudge = (-0.12 * thick, 0.0)
            first, last = (start[0] + nudge[0], start[1]), (end[0] + nudge[0], end[1])
            cv2.line(
                self._board,
                self._at(first),
                self._at(last),
                self._lit(colour, 1.08),
                max(2, round(width * 0.55)),
                cv2.LINE_AA,
                _FIX,
            )

    def shape(self, points: list[tuple[float, float]], colour: Colour, tone: float = 1.0) -> None:
        outline = np.array([self._at(point) for point in points], np.int32)
        cv2.fillPoly(self._board, [outline], self._lit(colour, tone), cv2.LINE_AA, _FIX)

    def ball(self, centre: tuple[float, float], size: tuple[float, float], colour: Colour) -> None:
        axes = (max(1, round(size[0] * self._scale * 16)), max(1, round(size[1] * self._scale * 16)))
        cv2.ellipse(
            self._board, self._at(centre), axes, 0, 0, 360, self._lit(colour, 1.0), -1, cv2.LINE_AA, _FIX
        )

    def _at(self, point: tuple[float, float]) -> tuple[int, int]:
        return round((self._x + point[0] * self._scale) * 16), round((self._y - point[1] * self._scale) * 16)

    def _lit(self, colour: Colour, tone: float) -> tuple[float, float, float, float]:
        blue, green, red = self._light
        return (
            min(255.0, colour[0] * blue * tone),
            min(255.0, colour[1] * green * tone),
            min(255.0, colour[2] * red * tone),
            255.0,
        )


def _body(pen: _Pen, figure: Figure) -> None:
    """Draw from the far limbs to the near ones."""
    tall = figure.clothes.height_m
    sits = figure.at.pose == "sit" and not figure.at.is_moving
    aside = figure.at.way[0] if figure.at.is_moving else 0.25 * math.sin(figure.seed)
    hip = (0.012 * figure.sway, 0.5 if sits else 0.52 * tall)
    lean = 0.05 * aside if figure.at.is_moving else 0.02 * figure.sway
    neck = (hip[0] + lean, hip[1] + (0.30 * tall))
    steps = math.sin(figure.swing)
    _arm(pen, figure, (neck, aside, -steps), -1)
    for side in (-1, 1):
        if sits:
            _seated_leg(pen, figure, hip, side)
        else:
            _leg(pen, figure, (hip, aside, steps * side), side)
    _torso(pen, figure, hip, neck)
    _arm(pen, figure, (neck, aside, steps), 1)
    _head(pen, figure, neck, aside)


def _leg(pen: _Pen, figure: Figure, motion: tuple[tuple[float, float], float, float], side: int) -> None:
    hip, aside, step = motion
    tall = figure.clothes.height_m
    spread = 0.055 * tall * side * (1 - 0.6 * abs(aside))
    reach, lift = 0.2 * tall * step * aside, max(0.0, step) * 0.05 * tall * (1 if figure.at.is_moving else 0)
    foot = (spread * 0.9 + reach, 0.035 * tall + lift)
    knee = ((hip[0] + spread + foot[0]) / 2 + 0.035 * tall * aside * abs(step), 0.275 * tall + lift * 0.6)
    tone = figure.clothes.bottom
    pen.limb(knee, foot, 0.062 * tall, tone)
    pen.limb((hip[0] + spread, hip[1]), knee, 0.082 * tall, tone)
    toe = (foot[0] + 0.055 * tall * (aside if abs(aside) > 0.3 else 0.25 * side), foot[1] - 0.012 * tall)
    pen.limb(foot, toe, 0.05 * tall, (34, 38, 44))


def _seated_leg(pen: _Pen, figure: Figure, hip: tuple[float, float], side: int) -> None:
    tall = figure.clothes.height_m
    knee, foot = (
        (hip[0] + 0.075 * tall * side, hip[1] - 0.055 * tall),
        (hip[0] + 0.08 * tall * side, 0.04 * tall),
    )
    pen.limb((hip[0] + 0.05 * side * tall, hip[1]), knee, 0.1 * tall, figure.clothes.bottom)
    pen.limb(knee, foot, 0.07 * tall, figure.clothes.bottom)
    pen.limb(foot, (foot[0] + 0.02 * side, foot[1] - 0.02 * tall), 0.055 * tall, (34, 38, 44))


def _torso(pen: _Pen, figure: Figure, hip: tuple[float, float], neck: tuple[float, float]) -> None:
    tall, aside = figure.clothes.height_m, abs(figure.at.way[0]) if figure.at.is_moving else 0.2
    wide, waist = tall * (0.125 - 0.035 * aside), tall * (0.092 - 0.02 * aside)
    hem = hip[1] - (0.2 * tall if figure.clothes.has_coat and figure.at.pose == "stand" else 0.03 * tall)
    flare = waist * (1.2 if figure.clothes.has_coat else 1.0)
    right = [
        (neck[0] + wide * 0.5, neck[1] + 0.012 * tall),
        (neck[0] + wide, neck[1] - 0.03 * tall),
        (hip[0] + waist, hip[1] + 0.06 * tall),
        (hip[0] + flare, hem),
    ]
    left = [
        (hip[0] - flare, hem),
        (hip[0] - waist, hip[1] + 0.06 * tall),
        (neck[0] - wide, neck[1] - 0.03 * tall),
        (neck[0] - wide * 0.5, neck[1] + 0.012 * tall),
    ]
    outline = right + left
    pen.shape(outline, figure.clothes.top, 0.88)
    lit = [(x - 0.01 * tall if x > neck[0] else x + 0.006 * tall, y) for x, y in outline]
    shade = [(x if x <= neck[0] else neck[0] + (x - neck[0]) * 0.35, y) for x, y in lit]
    pen.shape(shade, figure.clothes.top, 1.06)


def _arm(pen: _Pen, figure: Figure, motion: tuple[tuple[float, float], float, float], side: int) -> None:
    neck, aside, step = motion
    tall = figure.clothes.height_m
    shoulder = (neck[0] + side * tall * (0.115 - 0.07 * abs(aside)), neck[1] - 0.035 * tall)
    swing = 0.13 * tall * step * aside if figure.at.is_moving else 0.012 * figure.sway * side
    if figure.at.pose == "sit" and not figure.at.is_moving:
        elbow = (shoulder[0] + side * 0.02 * tall, shoulder[1] - 0.15 * tall)
        hand = (neck[0] + side * 0.05 * tall, shoulder[1] - 0.24 * tall)
    else:
        elbow = (shoulder[0] + swing * 0.5 + side * 0.012 * tall, shoulder[1] - 0.165 * tall)
        hand = (shoulder[0] + swing * 1.1 + 0.02 * aside, shoulder[1] - 0.31 * tall + abs(swing) * 0.2)
    pen.limb(elbow, hand, 0.043 * tall, figure.clothes.top)
    pen.limb(shoulder, elbow, 0.055 * tall, figure.clothes.top)
    pen.ball(hand, (0.024 * tall, 0.028 * tall), figure.clothes.skin)
    if side > 0 and figure.clothes.has_bag:
        pen.shape(
            [
                (hand[0] + dx * tall, hand[1] + dy * tall)
                for dx, dy in ((-0.06, -0.02), (0.06, -0.02), (0.075, -0.17), (-0.075, -0.17))
            ],
            (60, 90, 130),
        )


def _head(pen: _Pen, figure: Figure, neck: tuple[float, float], aside: float) -> None:
    tall = figure.clothes.height_m
    size = 0.062 * tall + 0.012
    turn = 0.012 * math.sin(figure.sway * 1.3) if not figure.at.is_moving else 0.0
    centre = (neck[0] + 0.02 * aside + turn, neck[1] + 0.095 * tall)
    pen.limb(neck, centre, 0.05 * tall, figure.clothes.skin)
    pen.ball(
        (centre[0] - 0.008 * aside, centre[1] + 0.012 * tall), (size * 0.98, size * 1.2), figure.clothes.hair
    )
    goes_away = figure.at.is_moving and figure.at.way[1] > 0.6
    if not goes_away:
        pen.ball(
            (centre[0] + 0.016 * aside * tall + turn, centre[1] - 0.008 * tall),
            (size * 0.8, size * 1.02),
            figure.clothes.skin,
        )
    if figure.clothes.has_hat:
        pen.shape(
            [
                (centre[0] + dx * size, centre[1] + dy * size)
                for dx, dy in (
                    (-1.3, 0.5),
                    (1.3, 0.5),
                    (0.95, 0.75),
                    (0.8, 1.45),
                    (-0.8, 1.45),
                    (-0.95, 0.75),
                )
            ],
            (70, 80, 96),
        )
