# SPDX-License-Identifier: Apache-2.0
"""OpenCV's detector of people (histograms of gradients, built in), used to hide more and for nothing else.

It finds about half of the people in a crowd, and posts that are none; so it is one rule among
several, and nothing rests on it alone. `HogVeto` looks at samples, `HogGuard` at the candidate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import CellReason, Mask
from hearthwatch.model.raw import Plane, RawFrame

#: Pictures are looked at with so many lines: people of a fifth of the height and more are found.
_LINES = 540
#: Each size looked for is this much larger than the last.
_STEP = 1.08
#: A box is wider and higher than the body in it, by these parts on each side (the detector's
#: training windows of 64 x 128 pixels have a margin of 16 all round; half of it is kept as our own).
_BESIDE, _ABOVE = 0.2, 0.08


def _detector() -> Any:
    detector = cv2.HOGDescriptor()
    detector.setSVMDetector(np.asarray(cv2.HOGDescriptor.getDefaultPeopleDetector(), np.float32))
    return detector


@dataclass(frozen=True, slots=True)
class _People:
    """The detector at one threshold; ``agreeing``: how many boxes must agree beyond the first."""

    threshold: float
    agreeing: int
    detector: Any = field(default_factory=_detector)

    def find(self, picture: Plane) -> Mask:
        """Return the cells of what may be people, bool [45, 80]."""
        width = max(64, round(picture.shape[1] * _LINES / picture.shape[0]))
        small = cv2.resize(picture, (width, _LINES), interpolation=cv2.INTER_AREA)
        boxes, _ = self.detector.detectMultiScale(
            small,
            hitThreshold=self.threshold,
            winStride=(8, 8),
            padding=(16, 16),
            scale=_STEP,
            groupThreshold=self.agreeing,
        )
        found = np.zeros((GRID_ROWS, GRID_COLUMNS), np.bool_)
        for left, top, wide, high in boxes:
            rows = _reach((top + _ABOVE * high) / _LINES, high * (1 - 2 * _ABOVE) / _LINES, GRID_ROWS)
            columns = _reach((left + _BESIDE * wide) / width, wide * (1 - 2 * _BESIDE) / width, GRID_COLUMNS)
            found[rows, columns] = True
        return found


class HogVeto:
    """Vetoes cells of samples in which somebody may be. The detector's own threshold, 0."""

    def __init__(self) -> None:
        """Load the detector, which is part of OpenCV."""
        self._people = _People(threshold=0.0, agreeing=2)

    def cells(self, frame: RawFrame) -> Mask:
        """Return the cells of what may be people, bool [45, 80]."""
        return self._people.find(frame.y)


class HogGuard:
    """Holds back cells of a candidate in which somebody may be; a single detection is enough."""

    reason = CellReason.VETO

    def __init__(self) -> None:
        """Load the detector, which is part of OpenCV."""
        self._people = _People(threshold=0.3, agreeing=0)

    def cells(self, picture: Plane) -> Mask:
        """Return the cells of what may be people, bool [45, 80]."""
        return self._people.find(picture)


def _reach(start: float, length: float, count: int) -> slice:
    """Return the cells that a stretch from ``start``, in parts of the picture, touches."""
    return slice(max(0, int(start * count)), max(0, -int(-(start + length) * count // 1)))
