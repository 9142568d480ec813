# SPDX-License-Identifier: Apache-2.0
"""Which alarms have the screen: those that nobody has answered for, each at each of its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import Incident, IncidentKind, IncidentState, Severity

_UNANSWERED = {IncidentState.CONFIRMED, IncidentState.NOTIFIED}


@dataclass(frozen=True, slots=True)
class Call:
    """One incident at one camera; ``hazard`` is its gravest there."""

    incident: Incident
    camera: CameraId
    hazard: Hazard


def calls(incidents: Sequence[Incident], camera: CameraId | None = None) -> tuple[Call, ...]:
    """Return what calls, the gravest and then the newest first; an exercise only where nothing real does.

    ``camera``: of this one alone. A camera that is lost or covered calls nobody to a screen: its tile
    and the line above say it.
    """
    unanswered = [
        each for each in incidents if each.state in _UNANSWERED and each.kind is not IncidentKind.CAMERA
    ]
    real = [each for each in unanswered if not each.drill]
    ordered = sorted(real or unanswered, key=lambda each: (-each.severity, -each.opened.timestamp()))
    found = (Call(each, where, _gravest(each, where)) for each in ordered for where in each.cameras)
    return tuple(call for call in found if camera is None or call.camera == camera)


def _gravest(incident: Incident, camera: CameraId) -> Hazard:
    # An open one before one that is over, and a hazard of the place before the camera's health.
    places = [place for place in incident.places if place.camera == camera]
    return max(
        places, key=lambda place: (place.is_open, not place.hazard.is_health, Severity.of(place.hazard))
    ).hazard
