# SPDX-License-Identifier: Apache-2.0
"""How a view usually looks: learned from the first steady while, then followed slowly while healthy.

One for pictures with colour and one for infrared, as a camera has two such states. A camera that is
moving about never becomes familiar, so nothing is said of it that needs a reference.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from .view import HEIGHT, WIDTH, Field, Slopes, View, contrast, layout_correlation, slopes

#: Views, one a second, whose median is the first reference: people who pass are not in it.
LEARN_VIEWS = 30
#: That many of them must be laid out like it, or the oldest are dropped and learning goes on.
STEADY, STEADY_SHARE, _DROPPED = 0.85, 0.6, 10
#: Part by which a healthy view moves the reference: ten minutes.
RATE = 1 / 600
#: An edge of the background: this steep at least, of 255 a pixel.
EDGE = 3.0
#: With fewer background edges than this nothing can be told from them.
FEWEST_EDGES = 150
#: A background edge is gone when less than this part of its steepness is left.
_GONE = 0.3
#: A block has lost its contrast when less than this part of it is left.
_COLLAPSED = 0.35


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a view compares with its reference.

    Parts, 0..1: ``edges_gone`` of the background's edges do not rise as they did, ``flattened`` do not
    rise at all; ``collapsed`` of the contrasty blocks have lost it. ``sharpness``: fine against coarse
    edges, 1 = as usual. ``layout``: -1..1. ``shift``: part of the width, NaN where there is no clear
    one. ``brightness``: ratio of the medians.
    """

    edges_gone: float
    flattened: float
    collapsed: float
    sharpness: float
    layout: float
    shift: float
    brightness: float


class Familiar:
    """The usual look of one view in one light."""

    def __init__(self) -> None:
        """Begin with nothing learned."""
        self._views: list[Field] = []
        self._small: Field | None = None
        self._contrast = np.zeros((1, 1), np.float32)
        self._window = np.asarray(cv2.createHanningWindow((WIDTH, HEIGHT), cv2.CV_32F))

    @property
    def is_learned(self) -> bool:
        """Whether there is a reference."""
        return self._small is not None

    def learn(self, now: View) -> None:
        """Take a healthy view, at most one a second."""
        if self._small is None:
            self._views.append(now.small)
            if len(self._views) >= LEARN_VIEWS:
                self._settle()
            return
        self._small += np.float32(RATE) * (now.small - self._small)
        self._contrast += np.float32(RATE) * (now.contrast - self._contrast)

    def forget_unfinished(self) -> None:
        """Drop views of which no reference has been made yet."""
        self._views.clear()

    def _settle(self) -> None:
        middle = np.median(np.stack(self._views), axis=0).astype(np.float32)
        alike = [layout_correlation(each, middle) > STEADY for each in self._views]
        if sum(alike) < STEADY_SHARE * len(alike):
            del self._views[:_DROPPED]
            return
        self._small, self._contrast = middle, contrast(middle)
        self._views.clear()

    def compare(self, now: View) -> Likeness | None:
        """Return how a view compares; None where there is too little to compare with."""
        if self._small is None:
            return None
        usual = slopes(self._small)
        background = usual.steep > EDGE
        if np.count_nonzero(background) < FEWEST_EDGES:
            return None
        gain = float(np.clip((now.middle + 4) / (float(np.median(self._small)) + 4), 0.1, 4))
        kept = _GONE * min(max(gain, 0.5), 1.0)
        left = _left(now.slopes, usual)[background]
        contrasty = self._contrast > 0.04
        lost = now.contrast[contrasty] < _COLLAPSED * self._contrast[contrasty]
        return Likeness(
            edges_gone=float((left < kept).mean()),
            flattened=float((now.slopes.steep[background] < kept * usual.steep[background]).mean()),
            collapsed=float(lost.mean()) if lost.size >= 40 else 0.0,
            sharpness=_fineness(now.small, background) / max(_fineness(self._small, background), 1e-3),
            layout=layout_correlation(now.small, self._small),
            shift=self._shift(now.slopes.steep, usual.steep),
            brightness=gain,
        )

    def _shift(self, now: Field, usual: Field) -> float:
        (x, y), peak = cv2.phaseCorrelate(usual, now, self._window)
        return math.hypot(x, y) / WIDTH if peak > 0.15 else math.nan


def _left(now: Slopes, usual: Slopes) -> Field:
    """Return how much of each usual slope is left, in its own direction: 1 = all, 0 or less = none."""
    along = now.across * usual.across + now.down * usual.down
    return np.asarray(along / np.maximum(usual.steep**2, 1e-3))


def _fineness(small: Field, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    """Return how much of the edges is fine: light changes both alike, focus one."""
    coarse = cv2.GaussianBlur(small, (7, 7), 1.5)
    fine = np.abs(small - coarse)[where].mean()
    return float(fine / (slopes(np.asarray(coarse)).steep[where].mean() + 0.2))
