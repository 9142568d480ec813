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

_GOLDEN = 0.618
#: Windows a turn that are looked at when due; further ones only when they are so far behind.
_STEADY, _FAR_BEHIND = 2, 2.5


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
    Ring(1, 1, 1.0, 1.0, 5.0),
    Ring(4, 2, 0.36, 0.64, 8.0),
    Ring(7, 4, 0.19, 0.34, 15.0),
    Ring(12, 7, 0.11, 0.195, 45.0),
)
#: How much sooner than its turn a window with full heat comes.
_HOTTER = 10.0
#: Heat that shows nothing, chances below `_NOTHING`, counts for less each time, for a twentieth at least,
#: and for all of it again after so many seconds: trees sway all day.
_NOTHING, _USED_TO, _LEAST, _AFRESH_S = 0.3, 0.5, 0.05, 240.0


class Rotation:
    """The order of looking at one view."""

    def __init__(self, masked: Mask) -> None:
        """Lay out the windows; those mostly in ``masked``, bool [45, 80], are never looked at."""
        laid = [(window, ring.turn_s, at) for ring in RINGS for window, at in _laid_out(ring)]
        laid = [each for each in laid if not _is_hidden(each[0], masked)]
        self._windows = [window for window, _, _ in laid]
        self._turn = np.array([turn for _, turn, _ in laid], np.float32)
        # Begin as though in the middle of a turn, the windows of each size due one after another.
        self._looked = -self._turn * np.array([at for _, _, at in laid], np.float32)
        self._places = np.array(
            [(c.top, c.left, c.bottom, c.right) for c in (w.cells() for w in self._windows)], np.intp
        ).reshape(-1, 4)
        self._number = {window: number for number, window in enumerate(self._windows)}
        #: What heat counted for when a window was last looked at, 0..1.
        self._trust = np.ones(len(laid), np.float32)
        self._begun: float | None = None

    def next(self, count: int, heat: Field, now_s: float) -> list[Window]:
        """Return the windows that are due at a media time, the ``count`` most overdue at most."""
        if not self._windows:
            return []
        self._begun = now_s if self._begun is None else self._begun
        now = now_s - self._begun
        waited = now - self._looked
        trust = np.minimum(self._trust + waited / np.float32(_AFRESH_S), 1)
        overdue = waited / self._turn * (1 + _HOTTER * trust * self._hottest(heat))
        due = np.flatnonzero(overdue >= 1)
        due = due[np.argsort(-overdue[due], kind="stable")[:count]]
        # These bear any heat for long; only what is far behind, or newly hot, brings more.
        chosen = due[(overdue[due] >= _FAR_BEHIND) | (np.arange(len(due)) < _STEADY)]
        self._looked[chosen], self._trust[chosen] = now, trust[chosen]
        return [self._windows[number] for number in chosen]

    def found(self, window: Window, chance: float) -> None:
        """Take the higher of the chances that one of the windows showed."""
        number = self._number[window]
        self._trust[number] = 1 if chance >= _NOTHING else max(_USED_TO * self._trust[number], _LEAST)

    def _hottest(self, heat: Field) -> npt.NDArray[np.float32]:
        """Return the mean heat of each window, lifted for small hot parts of large ones."""
        sums = np.zeros((heat.shape[0] + 1, heat.shape[1] + 1), np.float32)
        sums[1:, 1:] = heat.cumsum(0).cumsum(1)
        top, left, bottom, right = self._places.T
        total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return np.asarray(total / np.maximum(np.sqrt((bottom - top) * (right - left)) * 2.5, 1)).clip(0, 1)


def _laid_out(ring: Ring) -> list[tuple[Window, float]]:
    lefts = np.linspace(0, 1 - ring.width, ring.columns) if ring.columns > 1 else np.zeros(1)
    tops = np.linspace(0, 1 - ring.height, ring.rows) if ring.rows > 1 else np.zeros(1)
    windows = [
        Window(float(left), float(top), float(left) + ring.width, float(top) + ring.height)
        for top in tops
        for left in lefts
    ]
    # Steps of a golden section part a turn evenly, and neighbours far: a flame is not long in none.
    return [(window, 1 - number * _GOLDEN % 1) for number, window in enumerate(windows)]


def _is_hidden(window: Window, masked: Mask) -> bool:
    place = window.cells()
    return bool(masked[place.top : place.bottom, place.left : place.right].mean() > 0.7)
