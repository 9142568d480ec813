# SPDX-License-Identifier: Apache-2.0
"""What was seen in each cell of one view in one light: the few appearances it took, when, how often.

The leading appearance of a cell is its first; only its pixels are kept, of the others means over
blocks alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import RawFrame

from .blocks import BRIGHT, FIGURES, Blocks, FrameGrid
from .light_step import in_known_light
from .portrait import Portrait
from .presets import AdmissionPreset
from .slices import Slices

#: Appearances kept for each cell.
KEPT = 4
#: A block may differ by this much from an appearance and still be it (of 255, brightness and colour).
LIMIT_Y = 18.0
LIMIT_UV = 10.0
#: From this part of the limit on, it is asked whether another appearance fits better.
_DOUBT = 0.5
#: An appearance's means follow the last so many sightings.
_MEMORY = 16
_GRID = (GRID_ROWS, GRID_COLUMNS)
_FAR = 1e3
_CELLS = GRID_ROWS * GRID_COLUMNS

Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The numbers of a body of evidence, without pixels.

    ``tally`` is uint16 [slices, KEPT, 45, 80]: in how many samples of each slice of time each
    appearance was seen, oldest slice first, leading appearance first. ``samples`` is int64 [slices]:
    all samples of each slice. ``begun`` is float64 [slices]: media time of each slice's start.
    ``off`` is float32 [45, 80]: how far the leading appearance's sightings lay from it, in limits.
    """

    tally: npt.NDArray[np.uint16]
    samples: npt.NDArray[np.int64]
    begun: npt.NDArray[np.float64]
    off: npt.NDArray[np.float32]


class Evidence:
    """Grows with each sample. Frames must all be of the size of ``grid``."""

    def __init__(self, grid: FrameGrid, preset: AdmissionPreset) -> None:
        """Begin with nothing."""
        self._grid = grid
        self._slices = Slices(preset.slices, preset.window_s / preset.slices, KEPT)
        self._known = np.zeros((KEPT, FIGURES, _CELLS), np.float32)
        self._off = np.zeros(_CELLS, np.float32)
        self._scale = np.full((FIGURES, 1), 1 / LIMIT_UV, np.float32)
        self._scale[BRIGHT] = 1 / LIMIT_Y
        self.portrait = Portrait(grid)

    def add(self, frame: RawFrame, visible: Mask) -> None:
        """Take a sample, of which only the ``visible`` cells count; the others count as not seen."""
        self._slices.open(frame.media_time_s)
        count = self._slices.count
        sample = self._grid.blocks(frame)
        comparable = visible & (count[0] > 0).reshape(_GRID)
        figures = in_known_light(sample, self._known[0].reshape(FIGURES, *_GRID), comparable)
        seen = self._match(figures.reshape(FIGURES, _CELLS), visible.ravel())
        self._slices.mark(seen)
        begun = self._settle_lead(seen)
        self.portrait.follow(frame, (seen == 0).reshape(_GRID), begun.reshape(_GRID))

    def record(self) -> Record:
        """Return the numbers so far."""
        tally, samples, begun = self._slices.in_order()
        return Record(tally.reshape(-1, KEPT, *_GRID), samples, begun, self._off.reshape(_GRID).copy())

    def _match(self, figures: Blocks, visible: npt.NDArray[np.bool_]) -> npt.NDArray[np.int8]:
        """Return which appearance each cell shows, -1 for hidden, and let it follow the sample."""
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
        self._remember(figures, np.flatnonzero(visible & (seen < 0)), seen)
        return seen

    def _follow(self, figures: Blocks, seen: npt.NDArray[np.int8], off: npt.NDArray[np.float32]) -> None:
        """Move the means of what was seen towards the sample."""
        count = self._slices.count
        rate = np.where(seen == 0, 1.0 / np.minimum(count[0] + 1, _MEMORY), 0).astype(np.float32)
        self._known[0] += rate * (figures - self._known[0])
        self._off[seen == 0] += (rate * (off - self._off))[seen == 0]
        for kept in range(1, KEPT):
            at = np.flatnonzero(seen == kept)
            step = 1.0 / np.minimum(count[kept, at] + 1, _MEMORY)
            known = self._known[kept][:, at]
            self._known[kept][:, at] = known + step * (figures[:, at] - known)

    def _remember(self, figures: Blocks, at: Index, seen: npt.NDArray[np.int8]) -> None:
        """Put what was never seen in place of the appearance seen least."""
        count = self._slices.count
        least = np.where(count[0, at] == 0, 0, 1 + count[1:, at].argmin(axis=0))
        self._known[least, :, at] = figures[:, at].T
        self._slices.forget(least, at)
        seen[at] = least

    def _settle_lead(self, seen: npt.NDArray[np.int8]) -> npt.NDArray[np.bool_]:
        """Let what is in view and was seen most lead; return the cells where that is new."""
        count = self._slices.count
        at = np.flatnonzero(seen > 0)
        at = at[count[seen[at], at] > count[0, at]]
        new = seen[at]
        self._known[0][:, at], self._known[new, :, at] = self._known[new, :, at].T, self._known[0][:, at].T
        self._slices.swap(new, at)
        self._off[at] = 0
        begun = (seen == 0) & (count[0] == 1)
        begun[at] = True
        seen[at] = 0
        return begun
