# SPDX-License-Identifier: Apache-2.0
"""Where the water stands on an upright strip of a staff: five profiles vote, and may disagree.

Above the water a staff has its own colours and marks; below it, water or a dimmer image of the staff.
So each profile is parted in two where two plain distributions, of mean and spread, explain it best
(Gaussian change point, Hinkley 1970), in brightness and both colours, by day and in infrared alike. It is
parted with its marks, without them, and without coloured ones alone, and all three count: a mark is no
waterline. Water mirrors as much of the staff as stands above it, so where a mirror image ends is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.gauge import Flaw

from .strip import COLUMNS, Field

Sums = npt.NDArray[np.float64]

PROFILES = 5
#: Columns at either side that may show what is beside the staff.
_MARGIN = 2
#: Part of the strip at either end in which no waterline is looked for: two distributions need rows.
_END = 0.06
#: What noise alone spreads, squared, of 255: less spread than this explains nothing better. And what a staff
#: spreads that shines through the water, a part of all that the strip spreads.
_NOISE, _SHINES_THROUGH = np.array([2.0, 0.5, 0.5]), 0.02
#: The longest mark, a part of the strip.
_MARK = 0.07
#: Mean gain of log-likelihood a row and plane below which there is no waterline: with the marks, white
#: noise has 0.07 at most; without them, the village's dry staff has 0.30, and whatever was read right has
#: 0.34 or more.
_FAINT, _PLAIN_FAINT = 0.12, 0.33
#: With and without marks, the place may differ by this part of the strip.
_SAME = 0.2
#: A mirror image ends twice as far down as the water's edge, give or take this part of the strip.
_MIRRORED = 0.04
#: and shows the staff's marks turned over: how well, at least.
_LIKE_MIRROR = 0.15
#: Profiles agree within this part of the strip, or so many rows; so many of the five must.
_NEAR, _NEAR_ROWS, _LEAST = 0.02, 2.5, 3
#: Marks that stand out of the noise: their deviation in brightness, of 255; that of the lower half against
#: the upper; and how much less they differ from row to row than noise does.
_SEEN, _ALIKE, _SMOOTH = 6.0, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Waterline:
    """A line across a strip: ``row`` counts from its top, float; ``quality`` 0..1, the part that agrees."""

    row: float
    quality: float


@dataclass(frozen=True, slots=True, eq=False)
class _Parting:
    """How well each row parts a strip, gains float64 [splits, 5].

    ``raw``: with its marks; ``marked``: with them, and with all but coloured ones; ``plain``: without any.
    """

    first: int
    rows: int
    longest: int
    raw: Sums
    marked: Sums
    plain: Sums

    @property
    def split(self) -> int:
        """The split that all profiles together gain most by."""
        return int((self.marked + self.plain).sum(axis=1).argmax())

    @property
    def row(self) -> int:
        """The row above which it lies."""
        return self.first + self.split

    @property
    def is_faint(self) -> bool:
        """Whether it gains too little with the marks, or without them."""
        size = self.rows * PROFILES * 3
        return self._gained(self.raw) < _FAINT * size or self.is_plain

    @property
    def is_plain(self) -> bool:
        """Whether nothing but marks can be told apart."""
        return self._gained(self.plain) < _PLAIN_FAINT * self.rows * PROFILES * 3

    def agreeing(self, whole: int) -> float:
        """Return the part of the profiles that say so, 0 where too few do; ``whole``: the strip's rows."""
        apart = abs(int(self.marked.sum(axis=1).argmax()) - int(self.plain.sum(axis=1).argmax()))
        begin = max(self.split - self.longest, 0)
        near = (self.marked + self.plain)[begin : self.split + self.longest + 1]
        votes = begin + near.argmax(axis=0)
        agree = np.abs(votes - self.split) <= max(_NEAR * whole, _NEAR_ROWS)
        return float(agree.mean()) if apart <= _SAME * whole and agree.sum() >= _LEAST else 0.0

    def _gained(self, gain: Sums) -> float:
        return float(gain[self.split].sum())


def waterline(found: Field) -> Waterline | Flaw:
    """Return the waterline of a strip float32 [rows, 25, 3], its end where the staff is dry, or why none."""
    profiles = _profiles(found)
    count = len(profiles)
    parting = _parted(profiles, count)
    if parting.is_faint:
        return Waterline(float(count), 1.0) if parting.is_plain and _is_dry(profiles) else Flaw.FAINT
    parting = _above_mirror(profiles, parting)
    quality = parting.agreeing(count)
    return Waterline(float(parting.row), quality) if quality else Flaw.UNSURE


def _parted(profiles: Field, whole: int) -> _Parting:
    """Part a strip, or the upper part of one of ``whole`` rows."""
    first, longest = max(int(whole * _END), 4), _odd(_MARK * whole)
    plain = _without_marks(profiles, longest)
    with_marks, without = _gain(profiles, first), _gain(plain, first)
    raw = with_marks.sum(axis=2)
    marked = raw + with_marks[:, :, 0] + without[:, :, 1:].sum(axis=2)
    return _Parting(first, len(profiles), longest, raw, marked, without.sum(axis=2))


def _above_mirror(profiles: Field, found: _Parting) -> _Parting:
    """Return the water's edge where what was found is the end of the staff's mirror image."""
    whole = len(profiles)
    if found.row <= 3 * found.first:
        return found
    upper = _parted(profiles[: found.row], whole)
    ends_there = abs(found.row - 2 * upper.row) <= _MIRRORED * whole
    if not ends_there or upper.is_faint or not upper.agreeing(whole):
        return found
    return upper if _mirrored(profiles[:, :, 0], upper.row) > _LIKE_MIRROR else found


def _mirrored(grey: Field, row: int) -> float:
    """Return how the rows below one correlate with those above it turned over, -1..1."""
    length = min(row, len(grey) - row)
    above, below = grey[row - length : row][::-1], grey[row : row + length]
    above, below = above - above.mean(axis=0), below - below.mean(axis=0)
    size = float(np.sqrt(np.square(above).sum() * np.square(below).sum()))
    return float((above * below).sum()) / max(size, 1e-6)


def _profiles(found: Field) -> Field:
    """Return five means side by side, float32 [rows, 5, 3]."""
    width = (COLUMNS - 2 * _MARGIN) // PROFILES
    inner = found[:, _MARGIN : _MARGIN + PROFILES * width]
    return np.asarray(inner.reshape(len(found), PROFILES, width, 3).mean(2), np.float32)


def _odd(rows: float) -> int:
    return 2 * max(round(rows / 2), 1) + 1


def _without_marks(profiles: Field, longest: int) -> Field:
    """Return the profiles without dark or bright runs of up to ``longest`` rows; steps stay."""
    flat = profiles.reshape(len(profiles), -1)
    column = np.ones((longest, 1), np.uint8)
    filled = cv2.morphologyEx(flat, cv2.MORPH_CLOSE, column)
    level = cv2.morphologyEx(filled, cv2.MORPH_OPEN, column)
    return np.asarray(level, np.float32).reshape(profiles.shape)


def _gain(profiles: Field, first: int) -> Sums:
    """Return how much better two distributions explain each plane than one, float64 [splits, profiles, 3].

    Split k lies before row ``first + k``; the gain is that of the log-likelihood, twice.
    """
    count = len(profiles)
    sums = np.cumsum(profiles, axis=0, dtype=np.float64)
    squares = np.cumsum(np.square(profiles, dtype=np.float64), axis=0)
    above = np.arange(first, count - first, dtype=np.float64)[:, None, None]
    here = slice(first - 1, count - first - 1)
    whole = _spread(sums[-1:], squares[-1:], np.full((1, 1, 1), float(count)))
    upper = _spread(sums[here], squares[here], above)
    lower = _spread(sums[-1:] - sums[here], squares[-1:] - squares[here], count - above)
    floor = np.maximum(_NOISE, _SHINES_THROUGH * whole)
    # Single precision is ample for a logarithm, and twice as quick.
    whole, upper, lower = (np.log((each + floor).astype(np.float32)) for each in (whole, upper, lower))
    return np.asarray(count * whole - above * upper - (count - above) * lower)


def _spread(sums: Sums, squares: Sums, count: Sums) -> Sums:
    return np.asarray(np.maximum(squares / count - np.square(sums / count), 0))


def _is_dry(profiles: Field) -> bool:
    """Whether the staff's marks go on to its foot: then the water has not come to it."""
    grey = profiles[:, :, 0]
    half = len(grey) // 2
    upper, lower = float(grey[:half].std()), float(grey[half:].std())
    from_row_to_row = float(np.square(np.diff(grey, axis=0)).mean()) / max(2 * float(grey.var()), 1e-6)
    return min(upper, lower) > _SEEN and lower > _ALIKE * upper and from_row_to_row < _SMOOTH
