# SPDX-License-Identifier: Apache-2.0
"""What each pixel of a place looks like when nobody is there: what the truth of a plate is told from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .series import Bools, Moment, Picture

#: So many moments are kept at most; the middle of so many is steady, and they fit into memory.
KEPT = 80
#: A pixel is another than the place's when it differs by this much (of 255) and by so many times its noise.
DIFFERS = 20
NOISES = 6.0
#: What this part of person-free moments look like (within `LIKE`) is the place's, whatever its middle.
SEEN_PART = 0.02
LIKE = 10
_ROWS_AT_ONCE = 32
#: From the middle distance to a normal distribution's deviation.
_DEVIATION = np.float32(1.4826)


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """``middle`` uint8 [h, w, 3]; ``noise`` float32 [h, w]; ``ever`` bool [h, w]: somebody is there at times.

    ``known`` bool [h, w]: seen at all without anybody. ``samples`` uint8 [n, h, w, 3] with ``free``
    bool [n, h, w]: where each of them is person-free.
    """

    middle: Picture
    noise: npt.NDArray[np.float32]
    known: Bools
    ever: Bools
    samples: Picture
    free: Bools

    def shows_person(self, picture: Picture) -> Bools:
        """Return the pixels of a still picture [h, w, 3] that come from a person, bool [h, w].

        One does when somebody is there at times and it looks like nothing that the place is without
        them, or when the place was never seen without them.
        """
        strange = self.differs(picture) & (self._seen_part(picture) < SEEN_PART)
        return np.asarray(self.ever & (strange | ~self.known))

    def differs(self, picture: Picture, here: tuple[slice, slice] = (slice(None), slice(None))) -> Bools:
        """Return the pixels that are not as the place usually is, of a part of it."""
        off = np.abs(picture.astype(np.int16) - self.middle[here]).max(axis=2)
        return np.asarray(off > np.maximum(DIFFERS, NOISES * self.noise[here]))

    def _seen_part(self, picture: Picture) -> npt.NDArray[np.float64]:
        part = np.zeros(self.known.shape)
        for top in range(0, len(part), _ROWS_AT_ONCE):
            rows = slice(top, top + _ROWS_AT_ONCE)
            off = np.abs(self.samples[:, rows].astype(np.int16) - picture[rows]).max(axis=3)
            free = self.free[:, rows]
            part[rows] = ((off <= LIKE) & free).sum(axis=0) / np.maximum(1, free.sum(axis=0))
        return part


def place_of(seen: Iterable[Moment], moments: int, empty: Iterable[Picture] = ()) -> Place:
    """Return the place of ``moments`` annotated frames, or of pictures of it ``empty``, if there are any."""
    step = max(1, moments // KEPT)
    ever: Bools | None = None
    kept: list[tuple[Picture, Bools]] = []
    bare = list(empty)
    for number, moment in enumerate(seen):
        ever = moment.people.copy() if ever is None else ever | moment.people
        if not bare and number % step == 0:
            kept.append((moment.picture, ~(moment.people | moment.unsure)))
    if ever is None:
        raise ValueError("a place needs an annotated frame")
    kept = [(picture, np.ones(ever.shape, np.bool_)) for picture in bare] or kept
    samples, free = np.array([each[0] for each in kept]), np.array([each[1] for each in kept])
    middle, noise = _middles(samples, free)
    return Place(middle, noise, np.asarray(free.any(axis=0)), ever, samples, free)


def _middles(samples: Picture, free: Bools) -> tuple[Picture, npt.NDArray[np.float32]]:
    """Return the middle of the free samples of each pixel, and their usual distance from it."""
    middle = np.zeros(samples.shape[1:], np.uint8)
    noise = np.zeros(samples.shape[1:3], np.float32)
    for top in range(0, len(middle), _ROWS_AT_ONCE):
        rows = slice(top, top + _ROWS_AT_ONCE)
        here, there = samples[:, rows], free[:, rows]
        middle[rows] = _middle(here, there[..., None])
        off = np.abs(here.astype(np.int16) - middle[rows]).max(axis=3).astype(np.uint8)
        noise[rows] = _DEVIATION * _middle(off, there)
    return middle, noise


def _middle(values: Picture, free: Bools) -> Picture:
    """Return the median along the first axis of what is free; 0 where nothing is."""
    # What is not free goes to the end of the row, beyond the middle of the rest.
    row = np.sort(np.where(free, values, np.uint8(255)), axis=0)
    count = np.broadcast_to(free.sum(axis=0), row.shape[1:])
    middle = np.take_along_axis(row, np.maximum(0, (count - 1) // 2)[None], axis=0)[0]
    return np.where(count > 0, middle, np.uint8(0))
