# SPDX-License-Identifier: Apache-2.0
"""Figures of a whole view for the watch over a camera's health: edges, sharpness, layout, brightness.

All are taken at 160 x 90, where a sensor's noise is mostly gone.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.raw import Plane, WorkPicture

Field = npt.NDArray[np.float32]

WIDTH, HEIGHT = 160, 90
#: Blocks of 4 x 4 pixels of the small picture, each two cells wide and high, of the coarse view.
BLOCKS = (40, 22)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Slopes:
    """How the brightness rises to the right and downwards, and how steep it is: float32 [height, width]."""

    across: Field
    down: Field
    steep: Field


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class View:
    """Of one picture: ``small`` float32 [90, 160] and its slopes.

    ``coarse`` are the slopes of its blocks, float32 [22, 40]. ``bright`` is the brightness above black
    that 5 % of the view exceed, of 255; ``middle`` its median. ``has_colour``: false in infrared.
    """

    small: Field
    slopes: Slopes
    coarse: Slopes
    bright: float
    middle: float
    has_colour: bool

    def __repr__(self) -> str:
        """Say nothing of the pixels."""
        return "View()"


def view(work: WorkPicture) -> View:
    """Return the figures of a frame."""
    small = np.asarray(cv2.resize(work.grey, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.float32)
    small -= np.float32(16)
    bright, middle = _exceeded(small[::2, ::2], 0.05), _exceeded(small[::2, ::2], 0.5)
    colour = np.maximum(_off_grey(work.u), _off_grey(work.v))
    return View(
        small,
        slopes(small),
        slopes(blocks(small)),
        bright,
        middle,
        _exceeded(colour, 0.02) > 3,
    )


def _exceeded(values: npt.NDArray[np.float32] | npt.NDArray[np.int16], part: float) -> float:
    """Return the value that this part of all values exceeds."""
    place = int((1 - part) * (values.size - 1))
    return float(np.partition(values.ravel(), place)[place])


def _off_grey(plane: Plane) -> npt.NDArray[np.int16]:
    """Return how far every second pixel of a colour plane is from grey."""
    return np.abs(plane[::2, ::2].astype(np.int16) - 128)


def slopes(small: Field) -> Slopes:
    """Return how the brightness rises at each pixel, of 255 a pixel."""
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.125)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.125)
    return Slopes(np.asarray(across), np.asarray(down), np.asarray(cv2.magnitude(across, down)))


def layout_correlation(one: Field, other: Field) -> float:
    """Return how alike two small pictures are laid out, -1..1, whatever their light."""
    a, b = blocks(one), blocks(other)
    a, b = a - a.mean(), b - b.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 1 else 0.0


def blocks(small: Field) -> Field:
    """Return the means of the blocks."""
    return np.asarray(cv2.resize(small, BLOCKS, interpolation=cv2.INTER_AREA))
