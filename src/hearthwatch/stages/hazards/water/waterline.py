# SPDX-License-Identifier: Apache-2.0
"""Where the water stands on an upright strip of a staff: five profiles vote, and may disagree.

Above the water a staff has its own colours and marks; below it, water or a dimmer image of the staff.
So each profile is parted in two where two plain distributions, of mean and spread, explain it best
(Gaussian change point, Hinkley 1970), in brightness and both colours, by day and in infrared alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hearthwatch.model.gauge import Flaw

from .strip import COLUMNS, Field

PROFILES = 5
#: Columns at either side that may show what is beside the staff.
_MARGIN = 2
#: Part of the strip at either end in which no waterline is looked for: two distributions need rows.
_END = 0.06
#: What noise alone spreads, squared, of 255: less spread than this explains nothing better.
_NOISE = np.array([4.0, 1.0, 1.0], np.float32)
#: Mean gain of log-likelihood a row and plane, below which there is no waterline to be told: white noise
#: of 160 rows stays below 0.04, a staff in fog that a person can just read has 0.15.
_FAINT = 0.12
#: Profiles agree within this part of the strip, or so many rows.
_NEAR, _NEAR_ROWS = 0.02, 2.5
#: So many of the five must agree.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Waterline:
    """A line across a strip: ``row`` counts from its top, float; ``quality`` 0..1, the part that agrees."""

    row: float
    quality: float


def waterline(found: Field) -> Waterline | Flaw:
    """Return the waterline of a strip float32 [rows, 25, 3], or why there is none."""
    width = (COLUMNS - 2 * _MARGIN) // PROFILES
    inner = found[:, _MARGIN : _MARGIN + PROFILES * width]
    profiles = inner.reshape(len(found), PROFILES, width, 3).mean(2)
    first = max(int(len(found) * _END), 4)
    gain = _gain(profiles, first)
    together = gain.sum(axis=1)
    row = int(together.argmax())
    if together[row] / (len(found) * PROFILES * 3) < _FAINT:
        return Flaw.FAINT
    apart = np.abs(gain.argmax(axis=0) - row)
    agreeing = apart <= max(_NEAR * len(found), _NEAR_ROWS)
    if agreeing.sum() < _LEAST:
        return Flaw.UNSURE
    return Waterline(float(first + row), float(agreeing.mean()))


def _gain(profiles: Field, first: int) -> Field:
    """Return how much better two distributions explain each profile, float [splits, profiles].

    Split k lies before row ``first + k``.
    """
    count = len(profiles)
    sums = np.cumsum(profiles, axis=0, dtype=np.float64)
    squares = np.cumsum(np.square(profiles, dtype=np.float64), axis=0)
    above = np.arange(first, count - first)[:, None, None]
    below = count - above
    upper = _spread(sums[first - 1 : count - first - 1], squares[first - 1 : count - first - 1], above)
    rest = sums[-1] - sums[first - 1 : count - first - 1], squares[-1] - squares[first - 1 : count - first - 1]
    lower = _spread(*rest, below)
    whole = _spread(sums[-1:], squares[-1:], np.array([[[count]]]))
    gain = count * np.log(whole) - above * np.log(upper) - below * np.log(lower)
    return np.asarray(gain.sum(axis=2), np.float32)


def _spread(
    sums: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    squares: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    count: np.ndarray[tuple[int, ...], np.dtype[np.int64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.maximum(squares / count - np.square(sums / count), 0) + _NOISE
