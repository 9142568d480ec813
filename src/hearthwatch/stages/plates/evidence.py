# SPDX-License-Identifier: Apache-2.0
"""What was seen in each cell of one view in one light: the few appearances it took, when, how often.

The leading appearance of a cell is its first; only its pixels are kept, of the others means over
blocks alone. Vetoes take credit away but steer nothing here, so that more of them never admit more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import RawFrame

from .blocks import BRIGHT, FIGURES, Blocks, FrameGrid
from .light_step import in_known_light
from .portrait import Portrait
from .presets import AdmissionPreset
from .slices import Slices

#: Appearances kept for each cell.
KEPT = 3
#: A block may differ by this much from an appearance and still be it (of 255, brightness and colour).
LIMIT_Y = 18.0
LIMIT_UV = 10.0
#: It is quite itself, and credited, only within this many times the usual difference, but always
#: within this part of the limit.
STEADY = 3.0
LEAST_LIMIT = 0.5
#: From this part of the limit on, it is asked whether another appearance fits better.
_DOUBT = 0.5
#: Means follow the last so many sightings; the average difference, so many.
_MEMORY = 16
_LONG_MEMORY = 250
_FAR = np.float32(1e3)
_GRID = (GRID_ROWS, GRID_COLUMNS)

Index = npt.NDArray[np.intp]
Seen = npt.NDArray[np.int8]
PerCell = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The numbers of a body of evidence, without pixels; slices in order of time.

    ``lead``, ``vetoed`` and ``restless`` are int64 [slices, 45, 80]: in how many samples of each slice
    the leading appearance was seen, how many were vetoed, and in how many it was not quite itself.
    ``samples`` is int64 [slices]: all samples of each. ``begun`` is float64 [slices]: media time of
    each slice's start. ``off`` is float32 [45, 80]: how far sightings of the leading appearance lay
    from it on average, in limits; ``usual_off`` the same of the whole view. ``whole`` is bool
    [45, 80]: all pixels of the cell are of its leading appearance.
    """

    lead: npt.NDArray[np.int64]
    vetoed: npt.NDArray[np.int64]
    restless: npt.NDArray[np.int64]
    samples: npt.NDArray[np.int64]
    begun: npt.NDArray[np.float64]
    off: PerCell
    usual_off: float
    whole: Mask


class Evidence:
    """Grows with each sample. Frames must all be of the size of ``grid``."""

    def __init__(self, grid: FrameGrid, preset: AdmissionPreset) -> None:
        """Begin with nothing."""
        self._grid = grid
        self._slices = Slices(preset.slices, preset.window_s / preset.slices, KEPT)
        self._known = np.zeros((KEPT, FIGURES, CELLS), np.float32)
        self._off = np.zeros(CELLS, np.float32)
        self._limit = 1.0
        self._scale = np.full((FIGURES, 1), 1 / LIMIT_UV, np.float32)
        self._scale[BRIGHT] = 1 / LIMIT_Y
        self.portrait = Portrait(grid)

    def add(self, frame: RawFrame, visible: Mask, vetoed: Mask) -> None:
        """Take a sample.

        What is not ``visible`` has no influence; what is ``vetoed`` is not credited and gives no
        pixels. Both count as samples in which the leading appearance was not seen.
        """
        self._slices.open(frame.media_time_s)
        sample = self._grid.blocks(frame)
        comparable = visible & (self._slices.count[0] > 0).reshape(_GRID)
        figures = in_known_light(sample, self._known[0].reshape(FIGURES, *_GRID), comparable)
        seen, off = self._match(figures.reshape(FIGURES, CELLS), visible.ravel())
        restless = (seen == 0) & (off >= self._limit)
        self._slices.mark(seen, vetoed.ravel(), restless)
        begun = self._settle_lead(seen).reshape(_GRID)
        calm = (seen == 0) & ~restless
        self.portrait.follow(frame, calm.reshape(_GRID) & ~vetoed, begun)

    def record(self) -> Record:
        """Return the numbers so far."""
        order, samples, begun = self._slices.in_order()
        led = self._slices.count[0] > 0
        tables = (self._slices.lead, self._slices.vetoed, self._slices.restless)
        lead, vetoed, restless = (table[order].reshape(-1, *_GRID).astype(np.int64) for table in tables)
        return Record(
            lead,
            vetoed,
            restless,
            samples,
            begun,
            self._off.reshape(_GRID).copy(),
            float(np.median(self._off[led])) if led.any() else 0.0,
            self.portrait.whole(),
        )

    def _match(self, figures: Blocks, visible: npt.NDArray[np.bool_]) -> tuple[Seen, PerCell]:
        """Return which appearance each cell shows, -1 where hidden, and how far it is from the first."""
        count = self._slices.count
        off = np.abs((figures - self._known[0]) * self._scale).max(axis=0)
        off[count[0] == 0] = _FAR
        best, seen = off.copy(), np.where(off < 1, 0, -1).astype(np.int8)
        doubtful = np.flatnonzero(visible & (off > _DOUBT))
        for kept in range(1, KEPT):
            known = doubtful[count[kept, doubtful] > 0]
            other = np.abs((figures[:, known] - self._known[kept][:, known]) * self._scale).max(axis=0)
            nearer = other < np.minimum(best[known], 1)
            best[known[nearer]], seen[known[nearer]] = other[nearer], kept
        seen[~visible] = -1
        self._follow(figures, seen, off)
        self._settle_limit(off, visible & (count[0] > 1))
        new = np.flatnonzero(visible & (seen < 0))
        self._remember(figures, new, seen)
        off[new] = 0
        return seen, off

    def _follow(self, figures: Blocks, seen: Seen, off: PerCell) -> None:
        """Move the means of what was seen towards the sample."""
        count = self._slices.count
        led = seen == 0
        rate = np.where(led, 1 / np.minimum(count[0] + 1, _MEMORY), 0).astype(np.float32)
        self._known[0] += rate * (figures - self._known[0])
        slow = 1 / np.clip(count[0][led], 1, _LONG_MEMORY)
        self._off[led] += (slow * (off[led] - self._off[led])).astype(np.float32)
        for kept in range(1, KEPT):
            at = np.flatnonzero(seen == kept)
            step = 1 / np.minimum(count[kept, at] + 1, _MEMORY)
            known = self._known[kept][:, at]
            self._known[kept][:, at] = known + step * (figures[:, at] - known)

    def _settle_limit(self, off: PerCell, usual: npt.NDArray[np.bool_]) -> None:
        """Let the limit follow what is usual in this view: most cells, most of the time."""
        if usual.any():
            wanted = min(max(STEADY * float(np.median(off[usual])), LEAST_LIMIT), 1.0)
            self._limit += (wanted - self._limit) / _MEMORY

    def _remember(self, figures: Blocks, at: Index, seen: Seen) -> None:
        """Put what was never seen in place of the appearance seen least, but never of the leading one."""
        count = self._slices.count
        least = np.where(count[0, at] == 0, 0, 1 + count[1:, at].argmin(axis=0))
        self._known[least, :, at] = figures[:, at].T
        self._slices.forget(least, at)
        seen[at] = least

    def _settle_lead(self, seen: Seen) -> npt.NDArray[np.bool_]:
        """Let what is in view and was seen most lead; return the cells where that is new."""
        count = self._slices.count
        begun = np.asarray((seen == 0) & (count[0] == 1))
        at = np.flatnonzero(seen > 0)
        at = at[count[seen[at], at] > count[0, at]]
        new = seen[at]
        first, other = self._known[0][:, at].T.copy(), self._known[new, :, at]
        self._known[new, :, at], self._known[0][:, at] = first, other.T
        self._slices.swap(new, at)
        self._off[at] = 0
        begun[at] = True
        seen[at] = 0
        return begun
