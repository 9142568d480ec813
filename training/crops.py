# SPDX-License-Identifier: Apache-2.0
"""From pictures to crops with labels: where to cut, and what may be said of what is in the cut."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from network import SIDE
from pictures import FLAME, OTHER, SMOKE, Picture

#: A label's three values beside 0 and 1: unknown is given no weight.
UNKNOWN = -1.0
#: Of a crop, the least that a flame and that a plume must cover to count: 5 x 5 and 19 x 19 of 96 x 96.
LEAST = {FLAME: 0.003, SMOKE: 0.04}
_HAZARDS = (FLAME, SMOKE)

Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of a picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float


def labels(picture: Picture, window: Window) -> npt.NDArray[np.float32]:
    """Return float32 [2], flame and smoke: 1 in the window, 0 not, -1 not to be told from the boxes."""
    return np.array([_label(picture, window, kind) for kind in _HAZARDS], np.float32)


def _label(picture: Picture, window: Window, kind: int) -> float:
    boxes = picture.of(kind)
    if not len(boxes):
        # Smoke is not labelled wherever there is some: beside flames its absence says nothing.
        return UNKNOWN if kind == SMOKE and len(picture.of(FLAME)) else 0.0
    across = np.minimum(boxes[:, 2], window.right) - np.maximum(boxes[:, 0], window.left)
    down = np.minimum(boxes[:, 3], window.bottom) - np.maximum(boxes[:, 1], window.top)
    seen = np.maximum(across, 0) * np.maximum(down, 0)
    area = (window.right - window.left) * (window.bottom - window.top)
    whole = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    is_telling = (seen / np.maximum(whole, 1) > 0.4) | (seen / area > 0.15)
    if (is_telling & (seen / area >= LEAST[kind])).any():
        return 1.0
    if seen.sum() == 0:
        return UNKNOWN if kind == SMOKE and len(picture.of(FLAME)) else 0.0
    return UNKNOWN


def around(
    box: npt.NDArray[np.float32], scale: float, shift: tuple[float, float], picture: Picture
) -> Window:
    """Return a window ``scale`` times the box's longer side, moved by parts of itself, inside the picture."""
    side = scale * max(box[2] - box[0], box[3] - box[1], 20)
    x = (box[0] + box[2]) / 2 + shift[0] * side
    y = (box[1] + box[3]) / 2 + shift[1] * side
    return inside(x, y, side, side, picture)


def inside(x: float, y: float, width: float, height: float, picture: Picture) -> Window:
    """Return the window about a centre, made smaller and moved until it lies in the picture."""
    full_height, full_width = picture.bgr.shape[:2]
    width, height = min(width, full_width), min(height, full_height)
    left = min(max(x - width / 2, 0), full_width - width)
    top = min(max(y - height / 2, 0), full_height - height)
    return Window(left, top, left + width, top + height)


def cut(picture: Picture, window: Window, side: int = SIDE) -> npt.NDArray[np.uint8]:
    """Return the window's pixels as uint8 [side, side, 3]."""
    left, top = int(window.left), int(window.top)
    part = picture.bgr[top : max(int(window.bottom), top + 4), left : max(int(window.right), left + 4)]
    way = cv2.INTER_AREA if part.shape[1] > side else cv2.INTER_LINEAR
    return cv2.resize(part, (side, side), interpolation=way)


def drawn_window(picture: Picture, kind: int | None, chance: Generator) -> Window:
    """Draw a window: about a box of ``kind`` where there is one, anywhere otherwise."""
    boxes = picture.of(kind) if kind is not None else np.empty((0, 4), np.float32)
    if len(boxes):
        box = boxes[chance.integers(len(boxes))]
        # Look-alikes from as far as flames, or the network learns that what is far is a flame.
        scale = float(np.exp(chance.uniform(np.log(1.0), np.log(2.5 if kind == SMOKE else 4.5))))
        window = around(box, scale, (chance.uniform(-0.3, 0.3), chance.uniform(-0.3, 0.3)), picture)
        return _stretched(window, picture, chance)
    height, width = picture.bgr.shape[:2]
    side = float(np.exp(chance.uniform(np.log(0.15), 0))) * min(height, width)
    return _stretched(
        inside(chance.uniform(0, width), chance.uniform(0, height), side, side, picture), picture, chance
    )


def _stretched(window: Window, picture: Picture, chance: Generator) -> Window:
    # Many of the pictures were stretched to a square: the network must not rely on proportions.
    aspect = float(np.exp(chance.uniform(-0.45, 0.45))) ** 0.5
    x, y = (window.left + window.right) / 2, (window.top + window.bottom) / 2
    width, height = (window.right - window.left) * aspect, (window.bottom - window.top) / aspect
    return inside(x, y, width, height, picture)


def measured_windows(picture: Picture, chance: Generator) -> list[Window]:
    """Return the windows that the network is measured on: boxes at 1.5 and 3 times, and random ones."""
    found = []
    for kind, scales in ((FLAME, (1.5, 3.0)), (SMOKE, (1.5,)), (OTHER, (1.5, 3.0))):
        boxes = picture.of(kind)[:3]  # more of a picture of candles would be the same candle
        found += [around(box, scale, (0, 0), picture) for box in boxes for scale in scales]
    return found + [drawn_window(picture, None, chance) for _ in range(3 if picture.is_fire_free else 1)]
