# SPDX-License-Identifier: Apache-2.0
"""A veto by OpenCV's detector of people: histograms of gradients, trained by its authors, no file needed.

It finds about half of the people in a crowd, and posts that are none; so it is one veto among the
rules, at a low threshold, and nothing rests on it alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import RawFrame

#: Pictures are looked at with so many lines: people of a fifth of the height and more are found.
_LINES = 540
#: The detector's own default is 0; below, whole walls are people. Each size is 1.08 of the last.
_THRESHOLD = 0.0
_STEP = 1.08


def _detector() -> cv2.HOGDescriptor:
    detector = cv2.HOGDescriptor()
    detector.setSVMDetector(cv2.HOGDescriptor.getDefaultPeopleDetector())
    return detector


@dataclass(frozen=True, slots=True)
class HogVeto:
    """Vetoes the cells that a box around what may be a person touches."""

    lines: int = _LINES
    threshold: float = _THRESHOLD
    _detector: cv2.HOGDescriptor = field(default_factory=_detector)

    def cells(self, frame: RawFrame) -> Mask:
        """Return the cells of every box, bool [45, 80]; single detections are enough."""
        width = max(64, round(frame.width * self.lines / frame.height))
        picture = cv2.resize(frame.y, (width, self.lines), interpolation=cv2.INTER_AREA)
        boxes, _ = self._detector.detectMultiScale(
            picture, hitThreshold=self.threshold, winStride=(8, 8), padding=(16, 16), scale=_STEP, groupThreshold=0
        )
        found = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
        for left, top, wide, high in boxes:
            rows = _reach(top / self.lines, high / self.lines, GRID_ROWS)
            found[rows, _reach(left / width, wide / width, GRID_COLUMNS)] = True
        return found


def _reach(start: float, length: float, count: int) -> slice:
    """Return the cells that a stretch from ``start``, in parts of the picture, touches."""
    return slice(max(0, int(start * count)), max(0, -int(-(start + length) * count // 1)))
