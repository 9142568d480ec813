# SPDX-License-Identifier: Apache-2.0
"""The empty place as it is remembered, and where something stands in it: one `Ground` a view.

It is learned from the first steady half minute, in colour and in infrared apart, and follows slowly
where nothing is other; where something stands it is frozen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.raw import WorkPicture

from .difference import CellMask, Field, Look, other

#: How fast the two running means follow: what differs between them is on its way.
_FAST_S, _SLOW_S = 3.0, 10.0
#: Pictures whose median is the first memory of the empty place, and how far they lie apart.
_LEARNED, _LEARN_S = 20, 1.0
#: How fast the memory follows light.
_FOLLOW_S = 600.0
#: Means that differ by more than this, of 255 over a cell, are of something on its way.
_MOVING = 5.0
#: When this part of the view is other at once, the light has changed its kind, and nothing has come.
_ALL_AT_ONCE = 0.6
#: How long nothing is judged after that.
HOLD_S = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where something stands: bool [45, 80], and whether that can be told at all now."""

    cells: CellMask
    is_known: bool


class Ground:
    """See the module."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._fast: Look | None = None
        self._slow: Field | None = None
        self._at_s = -math.inf
        self._held_until_s = -math.inf
        self._has_colour = True
        self._empty: dict[bool, Look] = {}
        self._learning: list[Look] = []
        self._learned_s = -math.inf
        self._nothing = np.zeros((45, 80), np.bool_)

    def see(self, work: WorkPicture, frozen: CellMask) -> Standing:
        """Take a picture; ``frozen``: cells whose memory must stay as it is."""
        now = Look(*(np.asarray(plane, np.float32) for plane in (work.grey, work.u, work.v)))
        self._mean(now, work.media_time_s)
        self._follow_light(now, work.media_time_s)
        at_s = work.media_time_s
        empty = self._empty.get(self._has_colour)
        if empty is None:
            self._learn(now, at_s)
            return Standing(self._nothing, is_known=False)
        if at_s < self._held_until_s or self._fast is None or self._slow is None:
            return Standing(self._nothing, is_known=False)
        there = other(self._fast, empty)
        if there.mean() > _ALL_AT_ONCE:
            # Fog, a lamp, a new exposure: the place is learned anew, unless something is known to stand.
            self._held_until_s = at_s + HOLD_S
            if not frozen.any():
                del self._empty[self._has_colour]
            return Standing(self._nothing, is_known=False)
        moving = _cells(np.abs(self._fast.grey - self._slow)) > _MOVING
        self._follow(empty, ~(there | frozen | moving))
        return Standing(there & ~moving, is_known=True)

    def rest(self) -> None:
        """Forget what is not the empty place: pictures of another view are on their way."""
        self._fast, self._slow, self._learning = None, None, []

    def _mean(self, now: Look, at_s: float) -> None:
        passed, self._at_s = at_s - self._at_s, at_s
        if self._fast is None or self._slow is None or not 0 <= passed < 10:
            self._fast, self._slow = Look(now.grey.copy(), now.u.copy(), now.v.copy()), now.grey.copy()
            return
        fast, slow = (np.float32(1 - math.exp(-passed / length)) for length in (_FAST_S, _SLOW_S))
        for mean, plane in ((self._fast.grey, now.grey), (self._fast.u, now.u), (self._fast.v, now.v)):
            np.add(mean, fast * (plane - mean), out=mean)
        self._slow += slow * (now.grey - self._slow)

    def _follow_light(self, now: Look, at_s: float) -> None:
        colour = np.maximum(np.abs(now.u - 128), np.abs(now.v - 128))
        has_colour = bool(np.quantile(colour[::2, ::2], 0.98) > 3)
        if has_colour != self._has_colour:
            self._has_colour, self._held_until_s = has_colour, at_s + HOLD_S
            self._fast, self._slow, self._learning = None, None, []

    def _learn(self, now: Look, at_s: float) -> None:
        if at_s < self._learned_s + _LEARN_S:
            return
        self._learned_s = at_s
        self._learning.append(now)
        if len(self._learning) >= _LEARNED:
            planes = zip(*((each.grey, each.u, each.v) for each in self._learning), strict=True)
            grey, u, v = (np.median(np.stack(plane), axis=0).astype(np.float32) for plane in planes)
            self._empty[self._has_colour] = Look(grey, u, v)
            self._learning = []

    def _follow(self, empty: Look, where: CellMask) -> None:
        assert_fast = self._fast
        if assert_fast is None:
            return
        rate = np.float32(0.5 / _FOLLOW_S)
        for memory, mean in (
            (empty.grey, assert_fast.grey),
            (empty.u, assert_fast.u),
            (empty.v, assert_fast.v),
        ):
            height, width = memory.shape
            part = cv2.resize(where.astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
            np.add(memory, rate * part * (mean - memory), out=memory)


def _cells(field: Field) -> Field:
    return np.asarray(cv2.resize(field, (80, 45), interpolation=cv2.INTER_AREA), np.float32)
