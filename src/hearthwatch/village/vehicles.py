# SPDX-License-Identifier: Apache-2.0
"""Vehicles from the side: kind, colour and place go in, a patch comes out."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from .lens import Floats, Lens, Picture
from .patch import Patch
from .programme import Vehicle, VehicleKind, Whereabouts
from .skins import Colour

_PER_METRE = 80
#: Length and height in metres.
_SIZES: dict[VehicleKind, tuple[float, float]] = {"car": (4.3, 1.5), "van": (5.4, 2.4), "tractor": (3.9, 2.7)}
_BODIES: dict[VehicleKind, list[tuple[float, float]]] = {
    "car": [
        (0, 0.35),
        (0, 0.8),
        (0.55, 0.92),
        (1.25, 1.46),
        (2.75, 1.5),
        (3.45, 0.98),
        (4.2, 0.82),
        (4.3, 0.35),
    ],
    "van": [(0, 0.38), (0, 2.2), (0.2, 2.4), (3.9, 2.4), (4.55, 1.4), (5.3, 1.15), (5.4, 0.38)],
    "tractor": [(0.5, 0.8), (0.5, 1.4), (2.1, 1.4), (2.2, 1.6), (3.7, 1.45), (3.8, 0.7)],
}
_PANES: dict[VehicleKind, list[list[tuple[float, float]]]] = {
    "car": [
        [(0.95, 0.95), (1.4, 1.36), (2.0, 1.39), (2.0, 0.95)],
        [(2.1, 0.95), (2.1, 1.39), (2.65, 1.4), (3.2, 0.97)],
    ],
    "van": [[(3.3, 1.4), (3.3, 2.15), (3.85, 2.15), (4.35, 1.4)]],
    "tractor": [[(0.6, 1.45), (0.75, 2.55), (1.8, 2.55), (2.05, 1.45)]],
}
_WHEELS: dict[VehicleKind, list[tuple[float, float]]] = {
    "car": [(0.85, 0.34), (3.4, 0.34)],
    "van": [(1.0, 0.38), (4.4, 0.38)],
    "tractor": [(0.95, 0.85), (3.2, 0.5)],
}


def sprite(kind: VehicleKind, colour: Colour) -> Picture:
    """Return a vehicle that drives to the right as premultiplied BGRA, 80 pixels a metre."""
    length, height = _SIZES[kind]
    board = np.zeros(
        (math.ceil((height + 0.1) * _PER_METRE), math.ceil(length * _PER_METRE) + 8, 4), np.uint8
    )

    def at(points: list[tuple[float, float]]) -> list[npt.NDArray[np.int32]]:
        pixels = [(4 + x * _PER_METRE, board.shape[0] - 2 - y * _PER_METRE) for x, y in points]
        return [np.round(np.array(pixels)).astype(np.int32)]

    if kind == "tractor":
        cv2.fillPoly(
            board, at([(0.5, 1.4), (0.65, 2.7), (1.95, 2.7), (2.15, 1.4)]), (*colour, 255), cv2.LINE_AA
        )
    cv2.fillPoly(board, at(_BODIES[kind]), (*colour, 255), cv2.LINE_AA)
    _shade(board)
    for pane in _PANES[kind]:
        cv2.fillPoly(board, at(pane), (92, 80, 66, 255), cv2.LINE_AA)
    dark = (round(colour[0] * 0.6), round(colour[1] * 0.6), round(colour[2] * 0.6), 255)
    seams = {"car": [1.1, 2.05, 3.2], "van": [1.9, 3.2, 4.4], "tractor": [2.2]}[kind]
    for seam in seams:
        cv2.polylines(
            board,
            at([(seam, 0.45), (seam, height * 0.58)]),
            isClosed=False,
            color=dark,
            thickness=2,
            lineType=cv2.LINE_AA,
        )
    cv2.fillPoly(
        board,
        at([(length - 0.16, 0.62), (length - 0.02, 0.62), (length - 0.02, 0.8), (length - 0.2, 0.8)]),
        (230, 240, 240, 255),
    )
    cv2.fillPoly(board, at([(0.0, 0.62), (0.1, 0.62), (0.1, 0.9), (0.0, 0.9)]), (40, 40, 200, 255))
    for x, radius in _WHEELS[kind]:
        centre = at([(x, radius)])[0][0].tolist()
        cv2.circle(board, centre, round(radius * _PER_METRE), (30, 29, 28, 255), -1, cv2.LINE_AA)
        cv2.circle(board, centre, round(radius * 0.58 * _PER_METRE), (150, 152, 152, 255), -1, cv2.LINE_AA)
        cv2.circle(board, centre, round(radius * 0.2 * _PER_METRE), (80, 80, 80, 255), -1, cv2.LINE_AA)
    return board


def _shade(board: Picture) -> None:
    """Make the body lighter above and darker below."""
    tone = np.interp(np.linspace(0, 1, board.shape[0]), [0, 0.25, 0.5, 0.62, 1], [1.18, 1.1, 1.0, 0.9, 0.62])
    board[:, :, :3] = np.clip(board[:, :, :3] * tone[:, None, None], 0, 255).astype(np.uint8)


def draw(vehicle: Vehicle, at: Whereabouts, art: Picture, lens: Lens, light: Floats) -> Patch | None:
    """Return the vehicle under a light (three BGR factors), or None where it cannot be seen."""
    length, height = _SIZES[vehicle.kind]
    column, foot, depth = lens.spot(at.x, 0, at.z)
    if depth < 3:
        return None
    scale = (foot - lens.spot(at.x, height, at.z)[1]) / height
    wide, tall = round((length + 0.1) * scale), round((height + 0.1) * scale)
    left, top = round(column - wide / 2), round(foot - tall + 0.08 * scale)
    if wide < 4 or left > 1280 or left + wide < 0:
        return None
    small = cv2.resize(art, (wide, tall), interpolation=cv2.INTER_AREA)
    if _heads_left(vehicle, at):
        small = cv2.flip(small, 1)
    lit = cv2.multiply(small, np.array([light[0], light[1], light[2], 1.0], np.float64))
    return Patch(left, top, np.asarray(lit, np.uint8), 1 / max(0.5, depth - 1.2))


def ground_shadow(patch: Patch) -> Patch | None:
    """Return the dark under a vehicle, as a patch whose alpha is how dark."""
    height, width = patch.bgra.shape[:2]
    flat = max(6, round(width * 0.10))
    alpha = np.zeros((flat, width + flat), np.uint8)
    cv2.ellipse(alpha, ((width + flat) // 2, flat // 2), (width // 2, flat // 2 - 2), 0, 0, 360, 220, -1)
    blurred = cv2.blur(alpha, (max(3, flat // 5), max(3, flat // 5)))
    bgra = cv2.merge([np.zeros_like(alpha)] * 3 + [blurred])
    top = patch.top + height - round(flat * 0.72)
    return Patch(patch.left - flat // 2, top, np.asarray(bgra, np.uint8), patch.nearness * 1.2).clipped()


def _heads_left(vehicle: Vehicle, at: Whereabouts) -> bool:
    """Whether it drives, or last drove, to the left."""
    if at.is_moving:
        return at.way[0] < 0
    return vehicle.stations[0].x > at.x
