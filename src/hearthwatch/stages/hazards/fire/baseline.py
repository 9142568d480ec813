# SPDX-License-Identifier: Apache-2.0
"""What each part of a view is used to, by light: a sunset window, a red door, a lamp.

It can raise the bar that a place must pass, never to silence: the bar is capped, it falls again, and
what was alarmed does not raise it. hazards.md, section 3.4.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.scene import Light

#: The most that a place can be used to, in log-odds: the weight of a chance of 0.82 alone. A flame that
#: the network is sure of, and that flickers, passes it.
CAP = 1.5
#: How fast it rises while something almost alarms, and falls while nothing does: an hour, a day.
_UP_S, _DOWN_S = 3600.0, 86400.0


class Baseline:
    """The bars of one view. Light by light, flame and smoke apart."""

    def __init__(self) -> None:
        """Begin with none."""
        shape = (len(Light), 2, GRID_ROWS, GRID_COLUMNS)
        self._bars: npt.NDArray[np.float32] = np.zeros(shape, np.float32)
        self._raised = self._bars.copy()
        self._at_s: float | None = None

    def bar(self, column: int, place: CellRect, light: Light) -> float:
        """Return the bar, 0..`CAP` log-odds, of a place: the mean of its cells."""
        part = (light, column, slice(place.top, place.bottom), slice(place.left, place.right))
        return float(np.maximum(self._bars[part], self._raised[part]).mean())

    def raise_at(self, places: Sequence[tuple[int, CellRect, Light]]) -> None:
        """Hold the bar at its cap where people called something no hazard: all such places there are."""
        self._raised[:] = 0
        for column, place, light in places:
            self._raised[light, column, place.top : place.bottom, place.left : place.right] = CAP

    def learn(self, odds: list[tuple[int, CellRect, float]], light: Light, now_s: float) -> None:
        """Take the log-odds of unconfirmed spots at a media time; everything else falls a little."""
        passed = 0.0 if self._at_s is None else min(max(now_s - self._at_s, 0.0), 5.0)
        self._at_s = now_s
        self._bars[light] *= np.float32(1 - passed / _DOWN_S)
        if not odds:
            return
        for column, place, value in odds:
            bars = self._bars[light, column, place.top : place.bottom, place.left : place.right]
            target = np.float32(min(max(value, 0.0), CAP))
            bars += np.float32(passed / _UP_S) * CAP * (bars < target)
        np.clip(self._bars[light], 0, CAP, out=self._bars[light])
