# SPDX-License-Identifier: Apache-2.0
"""Which cells are always in motion (leaves, water, rain): learned from how often they flicker.

A flicker is a change that is over within two looks. What stays changed is never lively, and no more
than a fixed part of the view can be.
"""

from __future__ import annotations

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask

#: Looks that a flicker may last; a change that lasts longer is shown, in a lively cell too.
SHORT_LOOKS = 3
#: Flickers a look from which a cell becomes lively (12 a minute), and below which it is no more.
BEGIN, END = 0.04, 0.02
#: At most this part of the view is lively.
LARGEST_SHARE = 0.25
#: Part by which one look moves the rate: about a minute.
_RATE = 1 / 300


class Liveliness:
    """The flicker of each cell over the last minutes."""

    def __init__(self) -> None:
        """Begin with no cell lively."""
        self._run = np.zeros((GRID_ROWS, GRID_COLUMNS), np.uint16)
        self._rate = np.zeros((GRID_ROWS, GRID_COLUMNS), np.float32)
        self.cells: Mask = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)

    @property
    def fleeting(self) -> Mask:
        """Where what is changed now has not lasted longer than a flicker."""
        return np.asarray(self._run <= SHORT_LOOKS)

    def see(self, changed: Mask) -> None:
        """Take which cells differ at this look."""
        over = ~changed & (self._run > 0)
        flicker = over & (self._run <= SHORT_LOOKS)
        self._rate += _RATE * (flicker - self._rate)
        self._run = np.where(changed, np.minimum(self._run + 1, 1000), 0).astype(np.uint16)
        self._rate[self._run > 20 * SHORT_LOOKS] *= np.float32(0.99)
        lively = self._rate > np.where(self.cells, END, BEGIN)
        most = int(LARGEST_SHARE * lively.size)
        if int(lively.sum()) > most:
            lively &= self._rate > np.partition(self._rate, -most, axis=None)[-most]
        self.cells = lively
