# SPDX-License-Identifier: Apache-2.0
"""An incident: what was judged to need attention, from its opening to its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .geometry import Box
from .hazard import Hazard
from .ids import CameraId, IncidentId


@dataclass(frozen=True, slots=True)
class Incident:
    """One event at one camera.

    ``opened`` and ``closed`` are aware, UTC; ``closed`` is None while it lasts. ``box`` is None where
    it concerns the whole view. ``score`` is 0..1; ``why`` is one sentence for a person.
    """

    id: IncidentId
    camera: CameraId
    hazard: Hazard
    opened: datetime
    closed: datetime | None
    box: Box | None
    score: float
    why: str
