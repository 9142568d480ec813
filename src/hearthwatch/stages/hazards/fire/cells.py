# SPDX-License-Identifier: Apache-2.0
"""Cheap figures of every cell, from each work picture: what flickers, what is warm, what changed.

They say where to look first and how a place behaves in time; what it shows, the network says.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.raw import Plane, WorkPicture

Field = npt.NDArray[np.float32]

#: Pictures kept: four seconds at five a second, enough for flicker above 1 Hz (hazards.md, finding 5).
KEPT = 20
#: How fast the running means follow: two seconds.
_RATE = np.float32(0.1)
#: Brightness of 255 a picture that counts as no change: sensors' noise, averaged over a cell.
_QUIET = np.float32(0.6)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How a place behaved over the last four seconds.

    ``flicker``: mean of |second difference| of the livelier quarter of its cells, of 255, above the
    view's own median. ``coherence``: part of its changes that all its cells share, 0..1; a lamp's is
    near 1, a flame's is not. ``steadiness``: part of the seconds in which it stirred at all.
    ``warmth``: part of its cells that are warm or glaring. ``extent``: how many of its cells flicker.
    ``seconds``: how long a time that rests on.
    """

    flicker: float
    coherence: float
    steadiness: float
    warmth: float
    extent: int
    seconds: float


class CellWatch:
    """The last four seconds of one view, by cell."""

    def __init__(self) -> None:
        """Begin with none."""
        self._bright: deque[Field] = deque(maxlen=KEPT)
        self._times: deque[float] = deque(maxlen=KEPT)
        self._flicker: Field = np.zeros((GRID_ROWS, GRID_COLUMNS), np.float32)
        self._newest: WorkPicture | None = None
        self._warm: Field | None = None
        self._stir: float | None = None

    @property
    def stir(self) -> float:
        """How much the whole view changes, of 255 a picture: the median cell's running mean."""
        if self._stir is None:
            self._stir = float(np.median(self._flicker[::2, ::2]))
        return self._stir

    @property
    def warm(self) -> Field:
        """How warm or glaring each cell is, float32 [45, 80], 0..1; none before the first picture."""
        if self._newest is None:
            return np.zeros((GRID_ROWS, GRID_COLUMNS), np.float32)
        if self._warm is None:
            self._warm = _warm(self._newest, self._bright[-1])
        return self._warm

    def see(self, work: WorkPicture) -> None:
        """Take a picture, and keep it until the next; what is not asked of it is not worked out."""
        bright = _cells(work.grey)
        if len(self._bright) >= 2:
            second = np.abs(bright - 2 * self._bright[-1] + self._bright[-2])
            self._flicker += _RATE * (second - self._flicker)
        self._newest, self._warm, self._stir = work, None, None
        self._bright.append(bright)
        self._times.append(work.media_time_s)

    def heat(self) -> Field:
        """Return where to look first, float32 [45, 80], 0..1: flicker above the view's own, and warmth."""
        lively = np.clip((self._flicker - 1.5 * self.stir - _QUIET) / 6, 0, 1)
        return np.asarray(0.7 * lively + self.warm * (0.03 + 0.3 * lively), np.float32)

    def behaviour(self, place: CellRect) -> Behaviour:
        """Return how a place behaved."""
        rows, columns = slice(place.top, place.bottom), slice(place.left, place.right)
        history = np.stack([each[rows, columns] for each in self._bright]).reshape(len(self._bright), -1)
        seconds = self._times[-1] - self._times[0]
        extent = int((self._flicker[rows, columns] > 1.5 * self.stir + _QUIET).sum())
        warmth = float(self.warm[rows, columns].mean())
        if len(history) < 4:
            return Behaviour(0.0, 1.0, 0.0, warmth, extent, seconds)
        second = history[2:] - 2 * history[1:-1] + history[:-2]
        level = np.abs(second).mean(0)
        lively = level >= np.partition(level, len(level) * 3 // 4)[len(level) * 3 // 4]
        flicker = float(level[lively].mean()) - self.stir
        step = np.diff(history[:, lively], axis=0)
        stirred = np.abs(step).max(1) > 4 * _QUIET
        return Behaviour(flicker, _shared(step), float(stirred.mean()), warmth, extent, seconds)


def _shared(step: Field) -> float:
    """Return the part of the changes, [times, cells], that is one pattern in time common to all cells."""
    step = step - step.mean(0)
    total = float((step * step).sum())
    if total < 1.0 or step.shape[1] < 3:
        return 1.0
    # The largest eigenvalue of the small side's products is the strongest common pattern's share.
    products = step @ step.T if step.shape[0] <= step.shape[1] else step.T @ step
    return float(np.linalg.eigvalsh(products)[-1]) / total


def _warm(work: WorkPicture, bright: Field) -> Field:
    """Return where there is more red than blue by a margin, or so much light that no colour is left."""
    red, blue = _cells(work.v) - 128, _cells(work.u) - 128
    warm = np.clip((red - blue - 8) / 24, 0, 1) * (bright > 60) + (bright > 228)
    return np.asarray(np.minimum(warm, 1), np.float32)


def _cells(plane: Plane) -> Field:
    small = cv2.resize(plane, (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)
