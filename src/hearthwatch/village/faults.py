# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a camera: covered, moved, out of focus. The picture changes as a whole."""

from __future__ import annotations

import math

import cv2
import numpy as np

from .lens import HEIGHT, WIDTH, Picture
from .noise import smoothstep
from .programme import Event


def spoil(picture: Picture, events: tuple[Event, ...], moment_s: float) -> Picture:
    """Return the picture as the faults of the moment leave it."""
    for event in events:
        if event.kind == "moved":
            picture = shifted(picture, event, moment_s)
        elif event.kind == "defocused":
            picture = softened(picture, event, moment_s)
        elif event.kind == "covered":
            picture = _covered(picture, event, moment_s)
    return picture


def shifted(picture: Picture, event: Event, moment_s: float) -> Picture:
    """Return a picture (or mask) turned and pushed aside."""
    share = onset(event, moment_s, 1.2)
    turn, across, down = 5.0 * share * event.size, 130 * share * event.size, 46 * share * event.size
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), turn, 1 + 0.12 * share)
    matrix[0, 2] += across
    matrix[1, 2] += down
    return np.asarray(
        cv2.warpAffine(picture, matrix, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REFLECT_101), np.uint8
    )


def softened(picture: Picture, event: Event, moment_s: float) -> Picture:
    """Return a picture (or mask) out of focus."""
    share = onset(event, moment_s, 3.0) * event.size
    factor = 1 + 11 * share
    size = (max(16, round(WIDTH / factor)), max(9, round(HEIGHT / factor)))
    small = cv2.blur(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), (3, 3))
    return np.asarray(cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR), np.uint8)


def cover_edge(event: Event, moment_s: float) -> int:
    """Return the column up to which the lens is covered."""
    return math.ceil((WIDTH + 80) * onset(event, moment_s, 1.0))


def _covered(picture: Picture, event: Event, moment_s: float) -> Picture:
    edge = min(WIDTH, cover_edge(event, moment_s))
    if edge > 0:
        cloth = np.linspace(26, 40, HEIGHT, dtype=np.float32)[:, None, None] * np.array(
            [0.9, 0.95, 1.1], np.float32
        )
        picture[:, :edge] = cloth.astype(np.uint8)
    return picture


def onset(event: Event, moment_s: float, over_s: float) -> float:
    """Return how far an event has come on, 0..1, and gone again at its end."""
    return smoothstep(0, over_s, moment_s - event.start_s) * (
        1 - smoothstep(event.end_s - over_s, event.end_s, moment_s)
    )
