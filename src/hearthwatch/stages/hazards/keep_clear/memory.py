# SPDX-License-Identifier: Apache-2.0
"""The empty place as it is remembered in one kind of light: learned, followed, mended where it was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from .difference import CellMask, Field, Look, Slopes, WholeChange, other
from .light import coloured_part

#: How fast the memory follows light, in seconds, where nothing stands and nothing stirs; and how often.
_FOLLOW_S, _STEP_S = 600.0, 4.0
#: What was there while the memory was made, and is gone, leaves fewer edges than it had: this part at most.
_GHOST = 0.35
#: So long a ghost, or the absence of what was presumed, is seen before it is believed; how often one looks.
_SURE_S, _MEND_S = 8.0, 1.5


@dataclass(slots=True, eq=False)
class Memory:
    """See the module. ``place`` is the part of the view with the zones, ``view`` all of it, by cells.

    ``presumed``: bool [rows, columns], where something already stood while the memory was made: there it
    is the empty place that must look other.
    """

    place: Look
    view: Look
    presumed: CellMask
    #: Which part of the view has colour, 0..1.
    coloured: float
    _doubt_s: Field
    _behind_s: float = 0.0
    _unmended_s: float = 0.0
    _slopes: Slopes | None = None

    @classmethod
    def of(cls, looks: Sequence[tuple[Look, Look]], presumed: CellMask) -> Memory:
        """Return the median of several looks at the place and at the view."""
        places, views = zip(*looks, strict=True)
        view = _median(views)
        doubt_s = np.zeros(presumed.shape, np.float32)
        return cls(_median(places), view, presumed.copy(), coloured_part(view), doubt_s)

    def standing(self, now: Look, whole: WholeChange, still: CellMask, passed_s: float) -> CellMask:
        """Return where something stands, bool [rows, columns]. ``still``: where nothing stirs now."""
        if self._slopes is None:
            self._slopes = Slopes.of(self.place.grey)
        slopes = Slopes.of(now.grey), self._slopes
        differs = other(now, self.place, whole, slopes)
        self._unmended_s += passed_s
        if self._unmended_s >= _MEND_S:
            if differs.any() or self.presumed.any():
                self._mend(now, whole, differs & still, slopes)
            self._unmended_s = 0.0
        return np.asarray(differs ^ self.presumed)

    def follow(self, now: Look, view: Look, where: CellMask, passed_s: float) -> None:
        """Follow the light where nothing stands and nothing stirs, a step each few seconds."""
        self._behind_s += passed_s
        if self._behind_s < _STEP_S:
            return
        rate, self._behind_s = np.float32(min(self._behind_s / _FOLLOW_S, 0.1)), 0.0
        for memory, plane in zip(_planes(self.place), _planes(now), strict=True):
            part = _spread(where, memory) * rate
            np.add(memory, part * (plane - memory), out=memory)
        self._slopes = None
        for memory, plane in zip(_planes(self.view), _planes(view), strict=True):
            np.add(memory, rate * (plane - memory), out=memory)

    def correct(self, where: CellMask, truth: Look) -> None:
        """Take what is known of the empty place instead of what was seen of it."""
        for memory, plane in zip(_planes(self.place), _planes(truth), strict=True):
            np.copyto(memory, plane, where=_spread(where, memory) > 0)
        self.presumed &= ~where
        self._slopes = None

    def _mend(self, now: Look, whole: WholeChange, differs: CellMask, slopes: tuple[Slopes, Slopes]) -> None:
        """Learn where what stood when the memory was made has gone."""
        gone = _mostly(self.presumed, differs) | _ghosts(slopes, whole, differs)
        self._doubt_s = np.where(gone, self._doubt_s + np.float32(self._unmended_s), 0).astype(np.float32)
        sure = self._doubt_s >= _SURE_S
        if sure.any():
            self.correct(sure, now)
            self._doubt_s[sure] = 0


def _ghosts(slopes: tuple[Slopes, Slopes], whole: WholeChange, differs: CellMask) -> CellMask:
    """Return patches whose rim has far fewer edges than it had: what stood there has gone."""
    found = np.zeros(differs.shape, np.bool_)
    count, patches = cv2.connectedComponents(differs.astype(np.uint8), connectivity=8)
    if count < 2:
        return found
    there, before = slopes[0].energy, slopes[1].energy * np.float32(whole.gain**2)
    around = np.ones((3, 3), np.uint8)
    for number in range(1, count):
        patch = (patches == number).astype(np.uint8)
        rim = cv2.dilate(patch, around) > cv2.erode(patch, around, borderValue=1)
        if there[rim].sum() < _GHOST * before[rim].sum():
            found |= patch > 0
    return found


def _mostly(patches: CellMask, where: CellMask) -> CellMask:
    """Return those patches of a mask of which half lies ``where``: they are one thing, and it is gone."""
    found = np.zeros(patches.shape, np.bool_)
    count, numbers = cv2.connectedComponents(patches.astype(np.uint8), connectivity=8)
    for number in range(1, count):
        patch = numbers == number
        if where[patch].mean() >= 0.5:
            found |= patch
    return found


def _planes(look: Look) -> tuple[Field, Field, Field]:
    return look.grey, look.u, look.v


def _median(looks: Sequence[Look]) -> Look:
    planes = zip(*(_planes(look) for look in looks), strict=True)
    return Look(*(np.median(np.stack(plane), axis=0).astype(np.float32) for plane in planes))


def _spread(where: CellMask, plane: Field) -> Field:
    """Return 1 at each pixel of the cells of a mask, else 0, of a plane's size."""
    size = (plane.shape[1], plane.shape[0])
    return np.asarray(cv2.resize(where.astype(np.float32), size, interpolation=cv2.INTER_NEAREST), np.float32)
