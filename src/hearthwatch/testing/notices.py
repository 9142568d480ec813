# SPDX-License-Identifier: Apache-2.0
"""A message to be said, as the outbox would hand it to a channel."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message, Words

AT = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
FIRE = Message(
    name=MessageName("12-1"),
    cause=Cause.FIRST,
    severity=Severity.DANGER,
    at=AT,
    expires=AT + timedelta(hours=1),
    texts={
        "en": Words("Fire at the mill", "Fire at the mill, by the stream. Keep away and warn others."),
        "sw": Words("Moto kinuni", "Moto kinuni, kando ya kijito. Kaa mbali na waonye wengine."),
    },
    whom="operators",
    incident=IncidentId(12),
    kind=IncidentKind.FIRE,
    hazards=(Hazard.FLAME,),
    opened=AT - timedelta(seconds=4),
    cameras=(CameraId("mill"),),
    places=("The mill",),
    link="https://example.org/incident/12",
)


def message(**changes: Any) -> Message:
    """Return the message of a fire at a mill, with changes to its fields."""
    return replace(FIRE, **changes)
