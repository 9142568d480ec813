# SPDX-License-Identifier: Apache-2.0
"""One zone that should be dry, over time: which of its marks water has reached. Never a level, never cm.

Water comes over the marks in their order and covers what lies before them; what covers a part of the
ground alone, or begins in its middle, is something that stands or lies there.
"""

from __future__ import annotations

import numpy as np

from hearthwatch.model.gauge import Flaw, WaterReading
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone
from hearthwatch.model.zone_cells import inner_cells

from .ground import Ground
from .unread import Unread

#: Part of the ground before a mark that must have lost its dry look, and at which it is dry again.
_COVERED, _DRY = 0.6, 0.3
#: Looks in a row that must agree.
_IN_A_ROW = 3
#: The dry look follows only in a zone of which less than this is other: water that comes is not dry ground.
_STEADY = 0.1


class DryState:
    """See the module."""

    def __init__(self, zone: Zone, number: int, unjudged: Mask) -> None:
        """Take a zone that should be dry, its number in the view, and where nothing is judged."""
        self._number = number
        self._cells = inner_cells(zone) & ~unjudged
        self._bands = bands(zone, self._cells)
        self._unread = Unread()
        self._reached = 0
        self._votes: list[int] = []
        self._share = 0.0
        self._shares: list[float] = []
        self._lost: Mask = np.zeros_like(self._cells)

    def see(self, frame: RawFrame, _light: Light, ground: Ground) -> None:
        """Take what of the ground has lost its dry look."""
        if ground.lost is None:
            self.miss(Flaw.CHANGED, frame.media_time_s)
            return
        self._unread.read(frame.media_time_s)
        self._lost = ground.lost & self._cells
        self._share = float(self._lost.sum() / max(self._cells.sum(), 1))
        self._vote()
        if self._share < _STEADY and not self._reached:
            ground.follow(self._cells & ~self._lost)

    def miss(self, flaw: Flaw, at_s: float) -> None:
        """Note that nothing can be told, and why."""
        self._unread.miss(flaw, at_s)

    def sightings(self, at_s: float) -> tuple[Observation, ...]:
        """Return the mark that water has reached, and that this cannot be told once that has lasted."""
        place = _rect(self._cells)
        unread = self._unread.sighting(place, self._number, at_s)
        if not self._reached:
            return unread
        reading = WaterReading(mark=self._reached, flaw=self._unread.flaw(at_s))
        wet = _rect(self._lost if self._lost.any() else self._cells)
        score = float(np.mean(self._shares[: self._reached]))
        seen = Observation(Hazard.WATER, wet, score, at_s, zone=self._number, water=reading)
        return (seen, *unread)

    def _vote(self) -> None:
        """Count the marks, in order, before which all is covered; a mark is left where it is dry again."""
        shares = self._shares = [
            float((self._lost & band).sum() / max(band.sum(), 1)) for band in self._bands
        ]
        limits = [_DRY if number < self._reached else _COVERED for number in range(len(shares))]
        over = [share >= limit for share, limit in zip(shares, limits, strict=True)]
        self._votes = [*self._votes[1 - _IN_A_ROW :], over.index(False) if False in over else len(over)]
        if len(self._votes) == _IN_A_ROW and len(set(self._votes)) == 1:
            self._reached = self._votes[0]


def bands(zone: Zone, cells: Mask) -> list[Mask]:
    """Return the ground up to the first mark, between it and the second, and so on, bool [45, 80] each.

    Without two marks there is no direction, and all of the zone is before the only one.
    """
    marks = [(x * GRID_COLUMNS, y * GRID_ROWS) for x, y in zone.marks]
    if len(marks) < 2:
        return [cells]
    way = np.subtract(marks[-1], marks[0])
    rows, columns = np.mgrid[0:GRID_ROWS, 0:GRID_COLUMNS] + 0.5
    along = columns * way[0] + rows * way[1]
    ends = [x * way[0] + y * way[1] for x, y in marks]
    begins = [-np.inf, *ends[:-1]]
    found = [cells & (along > begin) & (along <= end) for begin, end in zip(begins, ends, strict=True)]
    return [band for band in found if band.any()]


def _rect(cells: Mask) -> CellRect:
    rows, columns = np.nonzero(cells)
    if not len(rows):
        return CellRect(0, 0, GRID_ROWS, GRID_COLUMNS)
    return CellRect(int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1)
