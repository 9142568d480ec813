# SPDX-License-Identifier: Apache-2.0
"""Water in the zones of one view: frames in, observations of water and of what cannot be read out.

Staffs are read in the full frame, dry ground in the work picture, once a second each. What has been seen
to be too much holds until it is seen to be over; while nothing can be read no level is said.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from hearthwatch.model.gauge import Flaw
from hearthwatch.model.hazard import Observation
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.raw import RawFrame, WorkPicture
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone

from .dry_state import DryState
from .ground import Ground
from .staff_state import StaffState

#: Seconds of media time between two readings.
_INTERVAL_S = 1.0


class WaterState(Protocol):
    """What is known of the water in one zone."""

    def see(self, frame: RawFrame, light: Light, ground: Ground) -> None:
        """Take a frame."""
        ...

    def miss(self, flaw: Flaw, at_s: float) -> None:
        """Note that nothing can be read, and why."""
        ...

    def sightings(self, at_s: float) -> tuple[Observation, ...]:
        """Return what is to be told."""
        ...


class WaterWatch:
    """All staffs and dry zones of one view."""

    def __init__(self, zones: Sequence[Zone], unjudged: Mask) -> None:
        """Take the view's zones, and where nothing is judged, bool [45, 80]; without any nothing is done."""
        self._states: list[WaterState] = []
        for number, zone in enumerate(zones, start=1):
            if zone.kind == "staff":
                self._states.append(StaffState(zone, number))
            elif zone.kind == "dry":
                self._states.append(DryState(zone, number, unjudged))
        self._has_dry = any(zone.kind == "dry" for zone in zones)
        self._ground = Ground()
        self._due_s = -math.inf
        self._at_s = 0.0

    def observe(self, frame: RawFrame, work: WorkPicture, light: Light) -> None:
        """Take a frame and its work picture."""
        self._at_s = work.media_time_s
        if not self._states or self._at_s < self._due_s:
            return
        self._due_s = self._at_s + _INTERVAL_S * (1 - 1e-6)
        if self._has_dry:
            self._ground.see(work)
        for state in self._states:
            state.see(frame, light, self._ground)

    def rest(self) -> None:
        """Take no picture: the view is not where the zones were drawn, and nothing is read."""
        self._ground.rest()
        for state in self._states:
            state.miss(Flaw.MOVED, self._at_s)

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Take what the empty place looks like."""

    def sightings(self, media_time_s: float) -> tuple[Observation, ...]:
        """Return water that has not been seen to be gone, and what could not be read for long."""
        return tuple(seen for state in self._states for seen in state.sightings(media_time_s))
