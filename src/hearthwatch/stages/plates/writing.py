# SPDX-License-Identifier: Apache-2.0
"""Finds what may be writing in a picture: signs, number plates, notices. It reads nothing.

Writing is three or more marks of a like height, side by side on a line, closer than they are high, and
not the same over and over again at a distance, as windows are.
"""

from __future__ import annotations

from itertools import pairwise

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

#: Marks from this height on (in pixels) have a shape to compare; two are the same thing over again where
#: they correlate by more than this. Only two in a row, or farther apart (in heights) than letters: panes
#: of a window, windows of a house.
_SHAPELY, _ALIKE, _FAR = 10, 0.8, 0.4

Boxes = npt.NDArray[np.int64]
Mark = npt.NDArray[np.int64]


class TextGuard:
    """Holds back the cells that may hold writing, and those beside them."""

    reason = CellReason.TEXT

    def cells(self, picture: Plane) -> Mask:
        """Return the cells that lines of marks touch, bool [45, 80]."""
        height, width = picture.shape
        found = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
        for side in (picture, np.asarray(255 - picture, np.uint8)):
            for left, top, right, bottom in _written(side, _marks(side)):
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


def _written(picture: Plane, marks: Boxes) -> Boxes:
    """Return the marks that stand in rows of several."""
    marks = marks[np.argsort(marks[:, 0], kind="stable")]
    row = np.arange(len(marks))
    for each in range(len(marks)):
        row[_right_of(marks, each)] = row[each]
    rows = [marks[row == first] for first in np.unique(row)]
    kept = [members for members in rows if len(members) >= _FEWEST_MARKS and _is_line(picture, members)]
    return np.concatenate([np.empty((0, 4), np.int64), *kept])


def _is_line(picture: Plane, members: Boxes) -> bool:
    """Whether marks in a row are many enough, not one repeated, and not all as thin as boards or bars."""
    # Marks found twice, at two block sizes, are one.
    _, once = np.unique(members[:, 0] // 3, return_index=True)
    wide, high = members[once, 2] - members[once, 0], members[once, 3] - members[once, 1]
    if len(once) < _FEWEST_MARKS or float(np.mean(wide / high)) < _WIDTH:
        return False
    apart = _apart(members)
    gap = 0.0 if len(apart) < _FEWEST_MARKS else _FAR
    repeats = sum(_repeats(picture, left, right, gap) for left, right in pairwise(apart))
    return not repeats or len(apart) - repeats >= _FEWEST_MARKS


def _repeats(picture: Plane, left: Mark, right: Mark, gap: float) -> bool:
    """Whether a mark is the one before it over again, so many heights off: windows in a wall, panes."""
    height = min(left[3] - left[1], right[3] - right[1])
    if height < _SHAPELY or right[0] - left[2] < gap * height:
        return False
    return float((_shape(picture, left) * _shape(picture, right)).sum()) > _ALIKE


def _shape(picture: Plane, mark: Mark) -> npt.NDArray[np.float32]:
    """Return what a mark looks like, whatever its size and light: float32 [16, 12], of length 1."""
    left, top, right, bottom = mark
    inside = picture[top:bottom, left:right].astype(np.float32)
    small = cv2.resize(inside, (12, 16), interpolation=cv2.INTER_AREA)
    small -= small.mean()
    return np.asarray(small / (np.linalg.norm(small) + np.float32(1e-6)), np.float32)


def _apart(members: Boxes) -> Boxes:
    """Return marks side by side, from the left: of those that were found twice, the narrower."""
    kept: list[Mark] = []
    for mark in members[np.argsort(members[:, 2] - members[:, 0], kind="stable")]:
        shared = [min(mark[2], each[2]) - max(mark[0], each[0]) for each in kept]
        if all(2 * part <= each[2] - each[0] for part, each in zip(shared, kept, strict=True)):
            kept.append(mark)
    return np.array(sorted(kept, key=lambda each: int(each[0])), np.int64)


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
