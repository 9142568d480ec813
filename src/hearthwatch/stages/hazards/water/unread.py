# SPDX-License-Identifier: Apache-2.0
"""How long a zone's water could not be read, and whether that is to be told: for each zone one."""

from __future__ import annotations

from hearthwatch.model.gauge import Flaw, WaterReading
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, Observation

#: A boat, a gust of rain, a glare are shorter than this.
TOLD_AFTER_S = 60.0
#: A reading that is older is not said any more.
FRESH_S = 10.0


class Unread:
    """See the module. Times are media time in seconds."""

    def __init__(self) -> None:
        """Begin with nothing tried."""
        self._flaw: Flaw | None = None
        self._begun_s = 0.0
        self._read_s: float | None = None

    def read(self, at_s: float) -> None:
        """Note that it could be read."""
        self._flaw, self._read_s = None, at_s

    def miss(self, flaw: Flaw, at_s: float) -> None:
        """Note why it could not."""
        if self._flaw is None:
            self._begun_s = at_s if self._read_s is None else self._read_s
        self._flaw = flaw

    def is_fresh(self, at_s: float) -> bool:
        """Whether the last reading may still be said."""
        return self._read_s is not None and at_s - self._read_s <= FRESH_S

    def flaw(self, at_s: float) -> Flaw | None:
        """Return why nothing fresh can be said; None where something can."""
        return None if self.is_fresh(at_s) else self._flaw

    def sighting(self, place: CellRect, number: int, at_s: float) -> tuple[Observation, ...]:
        """Return that the zone of a number cannot be read, once that has lasted."""
        if self._flaw is None or at_s - self._begun_s < TOLD_AFTER_S:
            return ()
        reading = WaterReading(flaw=self._flaw)
        return (Observation(Hazard.DEGRADED, place, 1.0, at_s, zone=number, water=reading),)
