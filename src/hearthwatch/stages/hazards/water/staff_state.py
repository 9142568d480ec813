# SPDX-License-Identifier: Apache-2.0
"""One staff over time: frames in; too high or rising too fast, or for long unreadable, out."""

from __future__ import annotations

import numpy as np

from hearthwatch.model.gauge import Flaw, WaterReading
from hearthwatch.model.geometry import GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.staff import staff_of
from hearthwatch.model.zone import Zone
from hearthwatch.model.zone_cells import touched_cells

from .ground import Ground
from .rise import Rise
from .staff import StaffReader
from .unread import Unread

#: Where nobody said what is too much: a rise of this part of the staff an hour.
_USUAL_RISE = 0.25


class StaffState:
    """See the module."""

    def __init__(self, zone: Zone, number: int) -> None:
        """Take a zone that is a staff, and its number in the view."""
        self._number = number
        self._staff = staff_of(zone)
        self._reader = StaffReader(self._staff)
        self._rise = Rise(*_limits(zone))
        self._unread = Unread()
        rows, columns = np.nonzero(touched_cells(zone))
        self._cells = CellRect(
            int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1
        )
        self._quality = 0.0

    def see(self, frame: RawFrame, light: Light, _ground: Ground) -> None:
        """Read a frame."""
        found = self._reader.read(frame, light)
        if isinstance(found, Flaw):
            self.miss(found, frame.media_time_s)
            return
        self._quality = found.quality
        self._rise.add(found.part, frame.media_time_s)
        self._unread.read(frame.media_time_s)

    def miss(self, flaw: Flaw, at_s: float) -> None:
        """Note that nothing can be read, and why."""
        self._unread.miss(flaw, at_s)

    def sightings(self, at_s: float) -> tuple[Observation, ...]:
        """Return the water while it is too much, and that it cannot be read once that has lasted."""
        unread = self._unread.sighting(self._cells, self._number, at_s)
        if not self._rise.is_too_much:
            return unread
        reading = WaterReading(flaw=self._unread.flaw(at_s))
        if self._unread.is_fresh(at_s):
            reading = WaterReading(self._rise.level, self._rise.rise())
        score = self._quality
        return (
            Observation(Hazard.WATER, self._wet(), score, at_s, zone=self._number, water=reading),
            *unread,
        )

    def _wet(self) -> CellRect:
        """Return the staff's cells that are under water, at least its lowest."""
        level = self._rise.level or 0.0
        y = self._staff.foot[1] + level * (self._staff.top[1] - self._staff.foot[1])
        top = min(max(int(y * GRID_ROWS), self._cells.top), self._cells.bottom - 1)
        return CellRect(top, self._cells.left, self._cells.bottom, self._cells.right)


def _limits(zone: Zone) -> tuple[float | None, float | None]:
    """Return the level and the rise that are too much, in parts of the drawn scale and those an hour."""
    gauge, staff = zone.gauge, staff_of(zone)
    if gauge is None or (gauge.alarm_level is None and gauge.alarm_rise is None):
        return None, _USUAL_RISE
    level = None if gauge.alarm_level is None else staff.part(gauge.alarm_level)
    whole = staff.reading(1) - staff.reading(0)
    return level, None if gauge.alarm_rise is None else gauge.alarm_rise / whole
