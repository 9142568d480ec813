# SPDX-License-Identifier: Apache-2.0
"""Incidents as rows: opened, closed, read back."""

from __future__ import annotations

import json
from datetime import datetime

from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import Box
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Incident

from .chunks import milliseconds, moment
from .database import Database, Row, damaged


def open_incident(
    database: Database, camera: CameraId, seen: Observation, now: datetime, why: str
) -> Incident:
    """Add an incident that begins now with an observation."""
    box = None if seen.cells is None else seen.cells.box()
    corners = None if box is None else [box.x, box.y, box.width, box.height]
    incident = database.add(
        "open_incident",
        camera=camera,
        hazard=seen.hazard,
        opened=milliseconds(now),
        why=json.dumps({"score": seen.score, "box": corners, "text": why}, allow_nan=False),
    )
    opened = moment(milliseconds(now))
    return Incident(IncidentId(incident), camera, seen.hazard, opened, None, box, seen.score, why)


def close_incident(database: Database, incident: IncidentId, now: datetime) -> None:
    """End an incident. Raises UsageError where none of that id is open."""
    if database.change("close_incident", incident=incident, closed=milliseconds(now)) != 1:
        raise UsageError(f"There is no open incident {incident}")


def incidents(database: Database, camera: CameraId | None, *, open_alone: bool) -> tuple[Incident, ...]:
    """Return incidents, oldest first, of one camera or all, open ones alone or all."""
    rows = database.rows("incidents", camera=camera, open_alone=open_alone)
    return tuple(_incident(database, row) for row in rows)


def _incident(database: Database, row: Row) -> Incident:
    incident, camera, hazard, opened, closed, why = row
    try:
        told = json.loads(why)
        return Incident(
            IncidentId(incident),
            CameraId(camera),
            Hazard(hazard),
            moment(opened),
            None if closed is None else moment(closed),
            None if told["box"] is None else Box(*told["box"]),
            float(told["score"]),
            str(told["text"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(database.folder, f"incident {incident}") from error
