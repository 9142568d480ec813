# SPDX-License-Identifier: Apache-2.0
"""What was seen in each cell of one view in one light: the few appearances it took, when, how often.

Only the pixels of the leading appearance are kept; of the others, means over blocks alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import Plane, RawFrame

from .blocks import COLOUR_SIDE, SIDE, Blocks, FrameGrid, Means, over_blocks, worst
from .light_step import light_step, undo
from .presets import AdmissionPreset

#: Appearances kept for each cell.
KEPT = 4
#: A block may differ by this much from an appearance and still be it (of 255, brightness and colour).
LIMIT_Y = 18.0
LIMIT_UV = 10.0
_GRID = (GRID_ROWS, GRID_COLUMNS)
_NONE = -1


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """The numbers of a body of evidence, without pixels.

    ``tally`` is uint16 [slices, KEPT, 45, 80]: in how many samples of each slice of time each
    appearance was seen, oldest first. ``samples`` is int [slices], all samples of each slice.
    ``begun`` holds the media time of each slice's start. ``lead`` is int8 [45, 80], -1 = none.
    """

    tally: npt.NDArray[np.uint16]
    samples: npt.NDArray[np.int64]
    begun: npt.NDArray[np.float64]
    lead: npt.NDArray[np.int8]
    pixel_updates: npt.NDArray[np.int32]


class Evidence:
    """Grows with each sample. Frames must all be of the size of ``grid``."""

    def __init__(self, grid: FrameGrid, preset: AdmissionPreset) -> None:
        """Begin with nothing."""
        width, height = grid.size
        half = ((height + 1) // 2, (width + 1) // 2)
        self._grid = grid
        self._slice_s = preset.window_s / preset.slices
        self._known_y = np.zeros((KEPT, GRID_ROWS * SIDE, GRID_COLUMNS * SIDE), np.float32)
        self._known_uv = np.zeros((KEPT, 2, GRID_ROWS * COLOUR_SIDE, GRID_COLUMNS * COLOUR_SIDE), np.float32)
        self._tally = np.zeros((preset.slices, KEPT, *_GRID), np.uint16)
        self._count = np.zeros((KEPT, *_GRID), np.int32)
        self._samples = np.zeros(preset.slices, np.int64)
        self._slice = np.full(preset.slices, _NONE, np.int64)
        self._lead = np.full(_GRID, _NONE, np.int8)
        self._updates = np.zeros(_GRID, np.int32)
        self._planes = (np.zeros((height, width), np.uint8), np.zeros(half, np.uint8), np.zeros(half, np.uint8))

    def add(self, frame: RawFrame, visible: Mask) -> None:
        """Take a sample, of which only the ``visible`` cells count; the others count as not seen."""
        at = self._slice_at(frame.media_time_s)
        self._samples[at] += 1
        sample = self._grid.blocks(frame)
        sample = undo(sample, light_step(sample, self._leading(), visible & (self._lead != _NONE)))
        seen = self._match(sample, visible)
        seen = self._remember_new(sample, visible & (seen == _NONE), seen)
        for kept in range(KEPT):
            self._tally[at, kept] += seen == kept
            self._count[kept] += seen == kept
        self._settle_lead(frame, seen)

    def record(self) -> Record:
        """Return the numbers so far, slices in order of time."""
        order = np.argsort(self._slice, kind="stable")
        order = order[self._slice[order] != _NONE]
        return Record(
            self._tally[order],
            self._samples[order],
            self._slice[order] * self._slice_s,
            self._lead.copy(),
            self._updates.copy(),
        )

    def planes(self) -> tuple[Plane, Plane, Plane]:
        """Return Y, U and V of the leading appearances, each value for one pixel of the frame."""
        y, u, v = self._planes
        return y.copy(), self._grid.colour.serve(u), self._grid.colour.serve(v)

    def _slice_at(self, media_time_s: float) -> int:
        """Return the row of the slice that a time lies in; one too old gives way."""
        number = int(media_time_s // self._slice_s)
        at = number % len(self._slice)
        if self._slice[at] != number:
            self._count -= self._tally[at]
            self._tally[at] = 0
            self._samples[at] = 0
            self._slice[at] = number
            stale = self._slice <= number - len(self._slice)
            for old in np.flatnonzero(stale & (self._slice != _NONE)):
                self._count -= self._tally[old]
                self._tally[old] = 0
                self._samples[old] = 0
                self._slice[old] = _NONE
        return at

    def _leading(self) -> Blocks:
        y, uv = self._known_y[0].copy(), self._known_uv[0].copy()
        for kept in range(1, KEPT):
            led = self._lead == kept
            if led.any():
                np.copyto(y, self._known_y[kept], where=over_blocks(led, SIDE))
                np.copyto(uv, self._known_uv[kept], where=over_blocks(led, COLOUR_SIDE))
        return Blocks(y, uv)

    def _match(self, sample: Blocks, visible: Mask) -> npt.NDArray[np.int8]:
        """Return which appearance each cell shows, -1 for none, and let it follow the sample."""
        best = np.full(_GRID, 1.0, np.float32)
        seen = np.full(_GRID, _NONE, np.int8)
        for kept in range(KEPT):
            off = self._off(sample, kept)
            nearer = visible & (self._count[kept] > 0) & (off < best)
            best[nearer] = off[nearer]
            seen[nearer] = kept
        for kept in range(KEPT):
            self._follow(sample, kept, seen == kept)
        return seen

    def _off(self, sample: Blocks, kept: int) -> Means:
        """Return how far each cell is from an appearance, in limits: 1 is just not it."""
        y = worst(np.abs(sample.y - self._known_y[kept]), SIDE) / LIMIT_Y
        uv = np.abs(sample.uv - self._known_uv[kept]).max(axis=0)
        return np.maximum(y, worst(uv, COLOUR_SIDE) / LIMIT_UV)

    def _follow(self, sample: Blocks, kept: int, cells: Mask) -> None:
        """Move an appearance's means towards what was seen: a mean over its last 16 or so."""
        rate = np.where(cells, 1.0 / np.minimum(self._count[kept] + 1, 16), 0.0).astype(np.float32)
        self._known_y[kept] += over_blocks(rate, SIDE) * (sample.y - self._known_y[kept])
        self._known_uv[kept] += over_blocks(rate, COLOUR_SIDE) * (sample.uv - self._known_uv[kept])

    def _remember_new(self, sample: Blocks, cells: Mask, seen: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
        """Put what was never seen in place of the appearance seen least; return what is seen now."""
        rank = np.where(np.arange(KEPT)[:, None, None] == self._lead, np.iinfo(np.int32).max, self._count)
        least = np.argmin(rank, axis=0).astype(np.int8)
        for kept in range(KEPT):
            here = cells & (least == kept)
            if here.any():
                np.copyto(self._known_y[kept], sample.y, where=over_blocks(here, SIDE))
                np.copyto(self._known_uv[kept], sample.uv, where=over_blocks(here, COLOUR_SIDE))
                self._tally[:, kept, here] = 0
                self._count[kept, here] = 0
        return np.where(cells, least, seen)

    def _settle_lead(self, frame: RawFrame, seen: npt.NDArray[np.int8]) -> None:
        """Let the pixels follow the leading appearance; where another leads now, begin them anew."""
        leader = np.where(self._count.max(axis=0) > 0, self._count.argmax(axis=0), _NONE).astype(np.int8)
        # The new leader must have led and be in view, so that its pixels can be had.
        changed = (leader != self._lead) & (seen == leader) & (leader != _NONE)
        same = (seen == self._lead) & (seen != _NONE) & ~changed
        self._lead[changed] = leader[changed]
        self._updates[changed] = 1
        self._updates[same] += 1
        for grid, kept, new in zip(self._grids(), self._planes, (frame.y, frame.u, frame.v), strict=True):
            if changed.any():
                np.copyto(kept, new, where=grid.spread(changed))
            _approach(kept, new, grid.spread(same))

    def _grids(self):  # type: ignore[no-untyped-def]
        return self._grid.bright, self._grid.colour, self._grid.colour


def _approach(kept: Plane, new: Plane, where: Mask) -> None:
    """Move each value one step towards the new one: in the long run, to the middle of all seen."""
    kept += ((new > kept) & where).view(np.uint8)
    kept -= ((new < kept) & where).view(np.uint8)
