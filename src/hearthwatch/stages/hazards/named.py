# SPDX-License-Identifier: Apache-2.0
"""Zones in, words out: what an observation's place is called, and how long it has lasted."""

from __future__ import annotations

from collections.abc import Sequence

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Observation
from hearthwatch.model.polygon import area, contains
from hearthwatch.model.zone import Zone


class NamedPlaces:
    """What the places of one view are called by whoever drew its zones."""

    def __init__(self, zones: Sequence[Zone] = ()) -> None:
        """Take the zones in their order, by which observations number them."""
        self._zones = tuple(zones)

    def zone_of(self, observation: Observation) -> Zone | None:
        """Return the zone that an observation concerns; None where it names none of them."""
        number = observation.zone
        return self._zones[number - 1] if 0 < number <= len(self._zones) else None

    def within(self, cells: CellRect | None) -> str:
        """Return " in" and the smallest `watch` zone in which a rectangle's middle lies; "" for none."""
        if cells is None:
            return ""
        box = cells.box()
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        around = [zone for zone in self._zones if zone.kind == "watch" and contains(zone.corners, middle)]
        if not around:
            return ""
        return f" in {min(around, key=lambda zone: area(zone.corners)).name}"

    def unused(self) -> str:
        """Return what is to be said of the zones where the view is not where it was; "" without any."""
        if not self._zones:
            return ""
        names = ", ".join(f"{zone.name} ({zone.kind})" for zone in self._zones)
        return f"; its zones no longer match it and are not used: {names}"


def spoken_time(seconds: float) -> str:
    """Return a length of time as one says it, never longer than it was: ``4 minutes``."""
    minutes = int(seconds // 60)
    if minutes < 2:
        return f"{int(seconds // 30) * 30} seconds"
    if minutes < 60:
        return f"{minutes if minutes < 10 else minutes // 5 * 5} minutes"
    hours = minutes // 60
    return f"{hours} hour{'s' if hours > 1 else ''}"
