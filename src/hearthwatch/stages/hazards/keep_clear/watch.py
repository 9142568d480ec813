# SPDX-License-Identifier: Apache-2.0
"""Zones to be kept clear: work pictures in, observations of blocked zones out.

What passes through never blocks. Nothing is said of what it is that stands there.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone
from hearthwatch.model.zone_cells import inner_cells

from .difference import CellMask, Field
from .ground import Ground

#: Looks a second of media time.
_INTERVAL_S = 0.5
#: A way is clear again when so little of what blocked it is left for so long.
_LEFT, _CLEAR_S = 0.4, 10.0
#: A cell that shows the empty place loses its time so many times as fast as it gained it.
_FORGETS = 2.0
#: Seconds between two observations of a blocked zone.
_TELL_S = 1.0


class ZoneState:
    """How long something has stood in each cell of one zone."""

    def __init__(self, zone: Zone, number: int, unjudged: Mask) -> None:
        """Begin clear."""
        self.zone, self.number = zone, number
        self.cells = inner_cells(zone) & ~unjudged
        self._stood_s: Field = np.zeros((GRID_ROWS, GRID_COLUMNS), np.float32)
        self._clear_since_s: float | None = None
        self.is_blocked = False

    @property
    def occupied(self) -> CellMask:
        """Where something stands, or has until lately: bool [45, 80]."""
        return np.asarray(self._stood_s > 1.0)

    @property
    def stood_s(self) -> float:
        """How long it has stood there, of the cell where it stood longest."""
        return float(self._stood_s.max())

    def see(self, there: CellMask, passed_s: float, at_s: float) -> None:
        """Take where something stands; ``passed_s`` since the last time that this was known."""
        here = there & self.cells
        change = np.where(here, passed_s, -_FORGETS * passed_s).astype(np.float32)
        # It forgets at most the time of a short stay at once, so that a blocked way needs its time to clear.
        self._stood_s = np.clip(self._stood_s + change, 0, MOST_STOOD_S).astype(np.float32)
        part = here.sum() / self.cells.sum()
        lasting = (self._stood_s >= self.zone.after_s) & here
        if lasting.sum() >= max(self.zone.covers * self.cells.sum(), 1):
            self.is_blocked = True
        if self.is_blocked:
            self._clear(part < _LEFT * self.zone.covers, at_s)

    def _clear(self, is_clear: bool, at_s: float) -> None:
        if not is_clear:
            self._clear_since_s = None
            return
        since = self._clear_since_s = at_s if self._clear_since_s is None else self._clear_since_s
        if at_s - since >= _CLEAR_S:
            self.is_blocked, self._clear_since_s = False, None
            self._stood_s[:] = 0

    def rect(self) -> CellRect:
        """Return the rectangle of what stands in it; of the zone where that cannot be told."""
        where = self.occupied & self.cells
        rows, columns = np.nonzero(where if where.any() else self.cells)
        return CellRect(int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1)


#: Longer than this need not be counted.
MOST_STOOD_S = 4 * 3600.0


class KeepClear:
    """All keep-clear zones of one view."""

    def __init__(self, zones: Sequence[Zone], unjudged: Mask) -> None:
        """Take the view's zones, and where nothing is judged, bool [45, 80]; without any nothing is done."""
        self.states = [
            ZoneState(zone, number, unjudged)
            for number, zone in enumerate(zones, start=1)
            if zone.kind == "keep-clear"
        ]
        self._ground = Ground()
        self._due_s = -math.inf
        self._known_s: float | None = None

    def observe(self, _frame: RawFrame, work: WorkPicture, _light: Light) -> None:
        """Take a picture; it is looked at twice a second."""
        at_s = work.media_time_s
        if not self.states or at_s < self._due_s:
            return
        self._due_s = at_s + _INTERVAL_S * (1 - 1e-6)
        frozen = np.logical_or.reduce([state.occupied for state in self.states])
        standing = self._ground.see(work, frozen)
        if standing.is_known:
            passed = 0.0 if self._known_s is None else min(at_s - self._known_s, 2.0)
            for state in self.states:
                state.see(standing.cells, passed, at_s)
        self._known_s = at_s if standing.is_known else None

    def rest(self) -> None:
        """Take no picture: nothing is known, and what was blocked is held to be so still."""
        self._known_s = None
        self._ground.rest()

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Take what the empty place looks like."""

    def sightings(self, media_time_s: float) -> tuple[Observation, ...]:
        """Return an observation of each zone that is blocked, until it has been seen to be clear."""
        return tuple(
            Observation(Hazard.BLOCKED, state.rect(), 0.9, media_time_s, zone=state.number)
            for state in self.states
            if state.is_blocked
        )
