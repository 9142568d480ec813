# SPDX-License-Identifier: Apache-2.0
"""Finds what may be writing in a picture: signs, number plates, notices. It reads nothing.

Writing is three or more marks of a like height, side by side on a line, closer than they are high.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import CellReason, Mask
from hearthwatch.model.raw import Plane

#: Lower marks (in pixels) cannot be read; higher ones (in parts of the picture) are no notice.
_LOWEST, _HIGHEST = 6, 1 / 8
#: Neighbours: heights within this factor (small letters beside capitals), gap and shift of the feet
#: within these parts of the height.
_LIKE_HEIGHT, _GAP, _SHIFT = 1.6, 1.0, 0.15
_FEWEST_MARKS = 3
#: Marks differ from their ground by at least this much brightness.
_CONTRAST = 40
_MOST_MARKS = 6000
#: Letters are on average this wide, in heights; boards and bars are narrower.
_WIDTH = 0.45

Boxes = npt.NDArray[np.int64]


class TextGuard:
    """Holds back the cells that may hold writing, and those beside them."""

    reason = CellReason.TEXT

    def cells(self, picture: Plane) -> Mask:
        """Return the cells that lines of marks touch, bool [45, 80]."""
        height, width = picture.shape
        found = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
        for side in (picture, np.asarray(255 - picture, np.uint8)):
            for left, top, right, bottom in _written(_marks(side)):
                rows = slice(top * GRID_ROWS // height, (bottom - 1) * GRID_ROWS // height + 1)
                space = (bottom - top) // 2
                start, end = max(0, left - space), min(width, right + space)
                found[rows, start * GRID_COLUMNS // width : (end - 1) * GRID_COLUMNS // width + 1] = True
        return found


def _marks(picture: Plane) -> Boxes:
    """Return boxes (left, top, right, bottom) of marks that are darker than their ground, int [n, 4]."""
    found = [np.empty((0, 4), np.int64)]
    for block in (15, 41):
        dark = cv2.adaptiveThreshold(
            picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _CONTRAST / 2
        )
        _, _, figures, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
        left, top, wide, high, area = figures[1:].T.astype(np.int64)
        mark = (
            (high >= _LOWEST)
            & (high <= _HIGHEST * len(picture))
            & (wide <= 1.6 * high)
            & (wide >= 0.1 * high)
        )
        mark &= (area >= 0.15 * wide * high) & (area <= 0.95 * wide * high) | (wide < 0.35 * high)
        found.append(np.stack([left, top, left + wide, top + high], axis=1)[mark][:_MOST_MARKS])
    return np.concatenate(found)


def _written(marks: Boxes) -> Boxes:
    """Return the marks that stand in rows of several."""
    marks = marks[np.argsort(marks[:, 0], kind="stable")]
    row = np.arange(len(marks))
    for each in range(len(marks)):
        row[_right_of(marks, each)] = row[each]
    kept = [marks[row == first] for first in np.unique(row)]
    return np.concatenate([np.empty((0, 4), np.int64), *(members for members in kept if _is_line(members))])


def _is_line(members: Boxes) -> bool:
    """Whether marks in a row are many enough, and not all as thin as boards or bars."""
    # Marks found twice, at two block sizes, are one.
    _, once = np.unique(members[:, 0] // 3, return_index=True)
    wide, high = members[once, 2] - members[once, 0], members[once, 3] - members[once, 1]
    return len(once) >= _FEWEST_MARKS and float(np.mean(wide / high)) >= _WIDTH


def _right_of(marks: Boxes, each: int) -> npt.NDArray[np.intp]:
    """Return the marks that could be the next letter of the same line."""
    left, top, right, bottom = marks[each]
    height = bottom - top
    end = int(np.searchsorted(marks[:, 0], right + _GAP * height))
    later = marks[each + 1 : end]
    heights = later[:, 3] - later[:, 1]
    like = (heights <= _LIKE_HEIGHT * height) & (heights * _LIKE_HEIGHT >= height)
    like &= np.abs(later[:, 3] - bottom) <= _SHIFT * height
    like &= later[:, 0] > left + 1
    return each + 1 + np.flatnonzero(like)
