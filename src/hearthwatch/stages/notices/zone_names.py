# SPDX-License-Identifier: Apache-2.0
"""What a hazard's place is called within a view: by the zone it was judged in, or that lies around. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.incident import Place
from hearthwatch.model.polygon import area, contains
from hearthwatch.model.zone import Zone

#: Which hazards are told under a zone's name, by the zone's kind.
HAZARDS_OF_ZONES: dict[str, tuple[Hazard, ...]] = {
    "watch": (Hazard.FLAME, Hazard.SMOKE),
    "keep-clear": (Hazard.BLOCKED,),
    "staff": (Hazard.WATER,),
    "dry": (Hazard.WATER,),
}


def zone_name(place: Place, zones: Sequence[Zone]) -> str:
    """Return the name of a place's own zone, or of the smallest `watch` zone around it; "" for none."""
    if place.zone or place.cells is None or place.hazard not in HAZARDS_OF_ZONES["watch"]:
        return place.zone
    box = place.cells.box()
    middle = (box.x + box.width / 2, box.y + box.height / 2)
    around = [zone for zone in zones if zone.kind == "watch" and contains(zone.corners, middle)]
    return min(around, key=lambda zone: area(zone.corners)).name if around else ""
