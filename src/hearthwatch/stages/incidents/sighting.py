# SPDX-License-Identifier: Apache-2.0
"""What the desk takes: sightings of hazards and what people do; and whether two belong to one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import Incident, IncidentKind, Place
from hearthwatch.model.scene import Light

from .policy import Policy

#: Rectangles no further apart than this, in cells, are one place: an eighth of the view's width.
_NEAR = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """Now: ``wall`` (aware, UTC) for stamping, ``monotonic_s`` for waiting, which no clock step moves."""

    wall: datetime
    monotonic_s: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """A hazard of one camera is seen, or (``is_over``) is not seen any more. The rest as in `Place`."""

    camera: CameraId
    hazard: Hazard
    cells: CellRect | None
    score: float
    why: str
    is_over: bool = False
    light: Light = Light.DAY
    zone: str = ""
    source: str = ""

    def place(self, seen: datetime) -> Place:
        """Return where it is."""
        return Place(
            self.camera,
            self.hazard,
            self.cells,
            self.score,
            seen,
            is_open=not self.is_over,
            light=self.light,
            zone=self.zone,
            source=self.source,
        )


def belongs(sighting: Sighting, incident: Incident, policy: Policy) -> bool:
    """Whether a sighting is of an incident's event, by kind and place."""
    if incident.drill or IncidentKind.of(sighting.hazard) is not incident.kind:
        return False
    if incident.kind is IncidentKind.CAMERA:
        return sighting.camera in incident.cameras
    return any(_at(sighting, place, policy) for place in incident.places)


def _at(sighting: Sighting, place: Place, policy: Policy) -> bool:
    if sighting.camera != place.camera:
        return policy.same_place(sighting.camera, place.camera)
    if sighting.zone or place.zone:
        # Somebody drew them apart: each way is cleared by itself.
        return sighting.zone == place.zone
    return are_near(sighting.cells, place.cells)


def are_near(one: CellRect | None, other: CellRect | None) -> bool:
    """Whether two rectangles of one view are one place; a whole view is near everything."""
    if one is None or other is None:
        return True
    across = max(one.left, other.left) - min(one.right, other.right)
    down = max(one.top, other.top) - min(one.bottom, other.bottom)
    return max(across, down) <= _NEAR
