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
from .ground import Ground, Standing

#: Seconds of media time between two looks.
_INTERVAL_S = 0.5
#: A way is clear again when less than this part of what blocks it is left for so long.
_LEFT, _CLEAR_S = 0.4, 10.0
#: A cell that shows the empty place loses its time so many times as fast as it gained it.
_FORGETS = 2.0
#: What stands shorter than this may be a trace of what has passed.
_BRIEF_S = 3.0
#: Between two looks that follow each other; more is a time of which nothing is known.
_LONGEST_LOOK_S = 2.0
#: Cells around the zones that are looked at too.
_MARGIN = 8
#: Which evidence lasts so long is sure; that it is in the way is the zone's to say.
_SCORE = 0.9


class ZoneState:
    """How long something has stood in each cell of one zone."""

    def __init__(self, zone: Zone, number: int, cells: CellMask) -> None:
        """Begin clear. ``cells``: bool [rows, columns], those of the zone within the ground's place."""
        self.zone, self.number, self.cells = zone, number, cells
        self._stood_s: Field = np.zeros(cells.shape, np.float32)
        self._clear_s = 0.0
        self.is_blocked = False

    @property
    def lasting(self) -> CellMask:
        """Where something has stood for half of its time at least: bool [rows, columns]."""
        return np.asarray(self._stood_s >= self.zone.after_s / 2)

    @property
    def occupied(self) -> CellMask:
        """Where something stands, or has until lately: bool [rows, columns]."""
        return np.asarray(self._stood_s > _BRIEF_S)

    def see(self, standing: Standing, passed_s: float) -> None:
        """Take where something stands; ``passed_s`` since the last time that this was known."""
        here = standing.cells & self.cells
        gone = ~standing.cells & standing.still
        brief_s = min(passed_s, _LONGEST_LOOK_S)
        # What passes in front of it hides it and takes nothing away.
        change = np.where(here & standing.still, brief_s, np.where(gone, -_FORGETS * brief_s, 0))
        self._stood_s = np.clip(self._stood_s + change, 0, self.zone.after_s + _CLEAR_S).astype(np.float32)
        lasting = here & standing.still & (self._stood_s >= self.zone.after_s)
        if lasting.sum() >= self._least:
            self.is_blocked = True
        if self.is_blocked:
            left = here & standing.still & self.occupied
            self._clear(is_clear=left.sum() < _LEFT * self._least, passed_s=brief_s)

    @property
    def _least(self) -> float:
        """How many cells block it."""
        return max(self.zone.covers * float(self.cells.sum()), 1.0)

    def _clear(self, *, is_clear: bool, passed_s: float) -> None:
        # What stirs for a moment does not begin the wait anew.
        self._clear_s = max(self._clear_s + (passed_s if is_clear else -_FORGETS * passed_s), 0.0)
        if self._clear_s >= _CLEAR_S:
            self.is_blocked, self._clear_s = False, 0.0
            self._stood_s[:] = 0

    def rect(self, place: CellRect) -> CellRect:
        """Return the rectangle of what stands in it; of the zone where that cannot be told."""
        where = self.occupied & self.cells
        rows, columns = np.nonzero(where if where.any() else self.cells)
        top, left = place.top + int(rows.min()), place.left + int(columns.min())
        return CellRect(top, left, place.top + int(rows.max()) + 1, place.left + int(columns.max()) + 1)


class KeepClear:
    """All keep-clear zones of one view."""

    def __init__(self, zones: Sequence[Zone], unjudged: Mask) -> None:
        """Take the view's zones, and where nothing is judged, bool [45, 80]; without any nothing is done."""
        drawn = [
            (zone, number, inner_cells(zone) & ~unjudged)
            for number, zone in enumerate(zones, start=1)
            if zone.kind == "keep-clear"
        ]
        drawn = [each for each in drawn if each[2].any()]
        self._place = _around([cells for _, _, cells in drawn])
        rows, columns = slice(self._place.top, self._place.bottom), slice(self._place.left, self._place.right)
        self.states = [ZoneState(zone, number, cells[rows, columns]) for zone, number, cells in drawn]
        self._ground = Ground(self._place, unjudged)
        self._due_s = -math.inf
        self._known_s: float | None = None

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> None:  # noqa: ARG002 - see ZoneWatch
        """Take a picture; it is looked at twice a second."""
        at_s = work.media_time_s
        if not self.states or at_s < self._due_s:
            return
        self._due_s = at_s + _INTERVAL_S * (1 - 1e-6)
        occupied = np.logical_or.reduce([state.occupied for state in self.states])
        lasting = np.logical_or.reduce([state.lasting for state in self.states])
        standing = self._ground.see(work, occupied, lasting)
        if standing.is_known:
            passed = 0.0 if self._known_s is None else at_s - self._known_s
            for state in self.states:
                state.see(standing, passed)
            self._known_s = at_s

    def rest(self) -> None:
        """Take no picture: nothing is known, and what was blocked is held to be so still."""
        self._ground.rest()

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Take what the empty place looks like."""
        if self.states:
            self._ground.use_plates(plates)

    def sightings(self, media_time_s: float) -> tuple[Observation, ...]:
        """Return an observation of each zone that is blocked, until it has been seen to be clear."""
        return tuple(
            Observation(Hazard.BLOCKED, state.rect(self._place), _SCORE, media_time_s, zone=state.number)
            for state in self.states
            if state.is_blocked
        )


def _around(masks: Sequence[Mask]) -> CellRect:
    """Return the rectangle of cells that holds all masks and a margin, in which shadows are seen whole."""
    if not masks:
        return CellRect(0, 0, GRID_ROWS, GRID_COLUMNS)
    rows, columns = np.nonzero(np.logical_or.reduce(masks))
    top, left = max(int(rows.min()) - _MARGIN, 0), max(int(columns.min()) - _MARGIN, 0)
    bottom = min(int(rows.max()) + 1 + _MARGIN, GRID_ROWS)
    return CellRect(top, left, bottom, min(int(columns.max()) + 1 + _MARGIN, GRID_COLUMNS))
