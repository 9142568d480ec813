# SPDX-License-Identifier: Apache-2.0
"""Which windows the network looks at next: all of them in turn, those where something stirs first.

Nothing depends on the cheap figures alone: heat makes a window's turn come sooner, and none is ever
left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.plate import Mask

from .cells import Field
from .window import Window


@dataclass(frozen=True, slots=True)
class Ring:
    """Windows of one size over the whole picture; ``turn_s``: how soon all were looked at, without heat."""

    columns: int
    rows: int
    width: float
    height: float
    turn_s: float


#: Sizes in parts of a picture of 16:9, where they are near squares. The smallest shows a flame of 1.6 %
#: of the width as 14 of the crop's 96 pixels.
RINGS = (
    Ring(1, 1, 1.0, 1.0, 3.0),
    Ring(4, 2, 0.36, 0.64, 2.5),
    Ring(7, 4, 0.19, 0.34, 5.0),
    Ring(12, 7, 0.11, 0.195, 15.0),
)
#: How much sooner than its turn a window with full heat comes.
_HOTTER = 10.0


class Rotation:
    """The order of looking at one view."""

    def __init__(self, masked: Mask) -> None:
        """Lay out the windows; those mostly in ``masked``, bool [45, 80], are never looked at."""
        laid = [(window, ring.turn_s) for ring in RINGS for window in _laid_out(ring)]
        laid = [(window, turn) for window, turn in laid if not _is_hidden(window, masked)]
        self._windows = [window for window, _ in laid]
        self._turn = np.array([turn for _, turn in laid], np.float32)
        # Begin as though in the middle of a turn, the largest windows due first.
        self._looked = -self._turn * np.linspace(1.0, 0.5, len(laid), dtype=np.float32)
        self._places = np.array(
            [(c.top, c.left, c.bottom, c.right) for c in (w.cells() for w in self._windows)], np.intp
        ).reshape(-1, 4)
        self._begun: float | None = None

    def next(self, count: int, heat: Field, now_s: float) -> list[Window]:
        """Return the ``count`` windows that are most overdue at a media time."""
        if not self._windows:
            return []
        self._begun = now_s if self._begun is None else self._begun
        now = now_s - self._begun
        overdue = (now - self._looked) / self._turn * (1 + _HOTTER * self._hottest(heat))
        chosen = np.argsort(-overdue, kind="stable")[:count]
        self._looked[chosen] = now
        return [self._windows[number] for number in chosen]

    def _hottest(self, heat: Field) -> npt.NDArray[np.float32]:
        """Return the mean heat of each window, lifted for small hot parts of large ones."""
        sums = np.zeros((heat.shape[0] + 1, heat.shape[1] + 1), np.float32)
        sums[1:, 1:] = heat.cumsum(0).cumsum(1)
        top, left, bottom, right = self._places.T
        total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return np.asarray(total / np.maximum(np.sqrt((bottom - top) * (right - left)) * 2.5, 1)).clip(0, 1)


def _laid_out(ring: Ring) -> list[Window]:
    lefts = np.linspace(0, 1 - ring.width, ring.columns) if ring.columns > 1 else np.zeros(1)
    tops = np.linspace(0, 1 - ring.height, ring.rows) if ring.rows > 1 else np.zeros(1)
    return [
        Window(float(left), float(top), float(left) + ring.width, float(top) + ring.height)
        for top in tops
        for left in lefts
    ]


def _is_hidden(window: Window, masked: Mask) -> bool:
    place = window.cells()
    return bool(masked[place.top : place.bottom, place.left : place.right].mean() > 0.7)
