# SPDX-License-Identifier: Apache-2.0
"""Where the water stands on an upright strip of a staff: five profiles vote, and may disagree.

Above the water a staff has its own colours and marks; below it, water or a dimmer image of the staff.
So each profile is parted in two where two plain distributions, of mean and spread, explain it best
(Gaussian change point, Hinkley 1970), in brightness and both colours, by day and in infrared alike. With
the staff's marks and without them the same place must come out: a coloured mark is no waterline.
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
_SAME = 0.1
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


def waterline(found: Field) -> Waterline | Flaw:
    """Return the waterline of a strip float32 [rows, 25, 3], its end where the staff is dry, or why none."""
    profiles = _profiles(found)
    first, longest = max(int(len(found) * _END), 4), _odd(_MARK * len(found))
    marked, plain = (_gain(each, first) for each in (profiles, _without_marks(profiles, longest)))
    gain = marked + plain
    row = int(gain.sum(axis=1).argmax())
    size = len(found) * PROFILES * 3
    if marked[row].sum() < _FAINT * size or plain[row].sum() < _PLAIN_FAINT * size:
        return Waterline(float(len(found)), 1.0) if _is_dry(profiles) else Flaw.FAINT
    apart = abs(int(marked.sum(axis=1).argmax()) - int(plain.sum(axis=1).argmax()))
    begin = max(row - longest, 0)
    votes = begin + gain[begin : row + longest + 1].argmax(axis=0)
    agreeing = np.abs(votes - row) <= max(_NEAR * len(found), _NEAR_ROWS)
    if apart > _SAME * len(found) or agreeing.sum() < _LEAST:
        return Flaw.UNSURE
    return Waterline(float(first + row), float(agreeing.mean()))


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
    """Return how much better two distributions explain each profile than one, float64 [splits, profiles].

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
    whole, upper, lower = (np.log(each + floor) for each in (whole, upper, lower))
    return np.asarray((count * whole - above * upper - (count - above) * lower).sum(axis=2))


def _spread(sums: Sums, squares: Sums, count: Sums) -> Sums:
    return np.asarray(np.maximum(squares / count - np.square(sums / count), 0))


def _is_dry(profiles: Field) -> bool:
    """Whether the staff's marks go on to its foot: then the water has not come to it."""
    grey = profiles[:, :, 0]
    half = len(grey) // 2
    upper, lower = float(grey[:half].std()), float(grey[half:].std())
    from_row_to_row = float(np.square(np.diff(grey, axis=0)).mean()) / max(2 * float(grey.var()), 1e-6)
    return min(upper, lower) > _SEEN and lower > _ALIKE * upper and from_row_to_row < _SMOOTH
