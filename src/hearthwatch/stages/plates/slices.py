# SPDX-License-Identifier: Apache-2.0
"""How often each appearance was seen in each slice of a sliding window of time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import CELLS

Index = npt.NDArray[np.intp]
CellMask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.uint8]


class Slices:
    """Tallies over ``slices`` slices of ``slice_s`` seconds of media time, for ``kept`` appearances."""

    def __init__(self, slices: int, slice_s: float, kept: int) -> None:
        """Begin with nothing counted."""
        self._slice_s = slice_s
        self._tally = np.zeros((slices, kept, CELLS), np.uint8)
        self._samples = np.zeros(slices, np.int64)
        self._number = np.full(slices, -1, np.int64)
        self._at = 0
        #: uint8 [slices, CELLS]: samples that are not credited, because of a veto or of unrest.
        self.vetoed = np.zeros((slices, CELLS), np.uint8)
        self.restless = np.zeros((slices, CELLS), np.uint8)
        #: int32 [kept, CELLS]: the sums over the window.
        self.count = np.zeros((kept, CELLS), np.int32)

    @property
    def lead(self) -> Counts:
        """The tally of the first appearance, uint8 [slices, CELLS]."""
        return self._tally[:, 0]

    def open(self, media_time_s: float) -> None:
        """Begin a sample; slices that have left the window are forgotten."""
        number = int(media_time_s // self._slice_s)
        self._at = number % len(self._number)
        gone = (self._number >= 0) & (self._number <= number - len(self._number))
        for old in np.flatnonzero(gone):
            self.count -= self._tally[old]
            self._tally[old] = 0
            self.vetoed[old] = 0
            self.restless[old] = 0
            self._samples[old] = 0
            self._number[old] = -1
        self._number[self._at] = number
        self._samples[self._at] += 1

    def mark(self, seen: npt.NDArray[np.int8], vetoed: CellMask, restless: CellMask) -> None:
        """Count what each cell shows in the open sample, -1 for nothing, and what is not credited."""
        # A slice holds 255 samples at most (presets.py); more, from a clock gone wrong, do not count.
        if self._samples[self._at] > np.iinfo(np.uint8).max:
            return
        self.vetoed[self._at] += vetoed
        self.restless[self._at] += restless & ~vetoed
        for kept in range(len(self.count)):
            here = seen == kept
            self._tally[self._at, kept] += here
            self.count[kept] += here

    def forget(self, kept: Index, at: Index) -> None:
        """Forget appearance ``kept[i]`` of cell ``at[i]``."""
        self._tally[:, kept, at] = 0
        self.count[kept, at] = 0

    def swap(self, kept: npt.NDArray[np.int8], at: Index) -> None:
        """Let appearance ``kept[i]`` of cell ``at[i]`` and its first change places."""
        for table in (self._tally.transpose(1, 2, 0), self.count):
            first, other = table[0, at].copy(), table[kept, at].copy()
            table[0, at], table[kept, at] = other, first

    def in_order(self) -> tuple[Index, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """Return which slices hold samples, in order of time, with their samples and beginnings."""
        order = np.argsort(self._number, kind="stable")
        order = order[self._number[order] >= 0]
        return order, self._samples[order], (self._number[order] * self._slice_s).astype(np.float64)
