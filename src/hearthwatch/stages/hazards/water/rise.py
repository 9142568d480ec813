# SPDX-License-Identifier: Apache-2.0
"""Readings of one staff in order of time: the level now, how fast it rises, and whether either is too much.

One reading is never an alarm: each level is the median of five readings, and three such in a row must agree.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

#: Readings whose median is the level; and levels in a row that begin or end an alarm.
_MEDIAN, _IN_A_ROW = 5, 3
#: Rise is that of the last minute, where it says something, else of the last ten.
_SHORT_S, _LONG_S = 60.0, 600.0
#: Levels kept for it lie so far apart at least.
_APART_S = 2.0
#: A rise below this part of the scale within its time may be waves, rain or a pixel.
_LEAST_RISE = 0.02
#: An alarm ends this part of the scale below where it began, and at half the rise.
_BELOW, _SLOWER = 0.02, 0.5


@dataclass(slots=True)
class _InARow:
    """True from three times in a row over a limit until three times in a row under a lower one."""

    is_on: bool = False
    _others: int = 0

    def see(self, *, is_over: bool, is_under: bool) -> None:
        changes = is_under if self.is_on else is_over
        self._others = self._others + 1 if changes else 0
        if self._others >= _IN_A_ROW:
            self.is_on, self._others = not self.is_on, 0


class Rise:
    """See the module. Levels are parts of the drawn scale, times media time in seconds."""

    def __init__(self, level_limit: float | None, rise_limit: float | None) -> None:
        """Take the level, and the rise in parts of the scale an hour, that are too much; None for neither."""
        self._limits = (level_limit, rise_limit)
        self._readings: deque[float] = deque(maxlen=_MEDIAN)
        self._levels: deque[tuple[float, float]] = deque(maxlen=int(_LONG_S / _APART_S))
        self._high, self._fast = _InARow(), _InARow()
        self.level: float | None = None

    @property
    def is_too_much(self) -> bool:
        """Whether the level or the rise has been over its limit three times in a row, and is not over."""
        return self._high.is_on or self._fast.is_on

    def add(self, part: float, at_s: float) -> None:
        """Take a reading."""
        self._readings.append(part)
        if len(self._readings) < _IN_A_ROW:
            return
        self.level = float(np.median(self._readings))
        if not self._levels or at_s - self._levels[-1][0] >= _APART_S:
            self._levels.append((at_s, self.level))
        level_limit, rise_limit = self._limits
        if level_limit is not None:
            self._high.see(is_over=self.level >= level_limit, is_under=self.level < level_limit - _BELOW)
        if rise_limit is not None:
            rise = self.rise()
            self._fast.see(is_over=rise >= rise_limit, is_under=rise < rise_limit * _SLOWER)

    def rise(self) -> float:
        """Return parts of the scale an hour, above 0 upwards, 0 where it is too little to be told."""
        short = self._slope(_SHORT_S)
        return short or self._slope(_LONG_S)

    def _slope(self, seconds: float) -> float:
        """Return the slope of the last so many seconds, least squares; 0 for what may be nothing."""
        if not self._levels:
            return 0.0
        now = self._levels[-1][0]
        times, levels = np.array([each for each in self._levels if now - each[0] <= seconds]).T
        if len(times) < 2 * _IN_A_ROW:
            return 0.0
        away = times - times.mean()
        slope = float((away * levels).sum() / (away * away).sum())
        return slope * 3600 if abs(slope) * (times[-1] - times[0]) >= _LEAST_RISE else 0.0
