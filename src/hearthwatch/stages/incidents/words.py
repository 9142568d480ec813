# SPDX-License-Identifier: Apache-2.0
"""What a notice says: the hazard, the place, why. Never anything about anybody."""

from __future__ import annotations

from collections.abc import Mapping

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import Incident, IncidentKind, IncidentState, NoticeReason

_TITLES = {
    IncidentKind.FIRE: "Fire",
    IncidentKind.WATER: "Rising water",
    IncidentKind.BLOCKED: "Blocked way",
    IncidentKind.CAMERA: "Camera in trouble",
}
_BEFORE = {
    NoticeReason.FIRST: "",
    NoticeReason.AGAIN: "Still unanswered: ",
    NoticeReason.ESCALATED: "Worse now: ",
    NoticeReason.ENDED: "Over: ",
}


def title(incident: Incident, names: Mapping[CameraId, str]) -> str:
    """Return what it is and where, such as ``Smoke at Barn and Square``."""
    hazards = {place.hazard for place in incident.places}
    what = "Smoke" if hazards == {Hazard.SMOKE} else _TITLES[incident.kind]
    where = " and ".join(names.get(camera, camera) for camera in incident.cameras)
    return f"{what} at {where}"


def notice_text(incident: Incident, reason: NoticeReason, names: Mapping[CameraId, str]) -> str:
    """Return one or two sentences for a notice."""
    drill = "DRILL, no danger: " if incident.drill else ""
    said = f"{drill}{_BEFORE[reason]}{title(incident, names)}"
    if reason is not NoticeReason.ENDED:
        return f"{said}. {incident.why[:1].upper()}{incident.why[1:]}."
    if incident.state is IncidentState.FALSE_ALARM:
        return f"{said}. {incident.by} says that it is no hazard."
    if incident.by and incident.is_seen:
        return f"{said}. {incident.by} has closed it; it is still seen."
    return f"{said}. It is not seen any more."
