# SPDX-License-Identifier: Apache-2.0
"""Incidents as rows: kept as a whole with each step, read back, erased long after their end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import (
    Entry,
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    PersonsAct,
    Place,
    Severity,
)
from hearthwatch.model.incident_changes import Bar, Changes
from hearthwatch.model.scene import Light

from . import messages, outside
from .chunks import MINUTE_MS, milliseconds, moment
from .database import Database, Row, SqlValue, damaged

#: Maps are kept from so long before an incident to so long after.
AROUND = timedelta(seconds=60)
_DRILL = "drill"


@dataclass(frozen=True, slots=True)
class RaisedBar:
    """A place that a person called no hazard: whose, which, where, when (aware, UTC), and who said so."""

    camera: CameraId
    hazard: Hazard
    cells: CellRect | None
    light: Light
    at: datetime
    by: str
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done to an incident."""

    id: int
    incident: IncidentId
    act: PersonsAct
    by: str


@dataclass(frozen=True, slots=True)
class DrillWish:
    """An exercise that somebody wants begun at a camera."""

    id: int
    camera: CameraId
    by: str


def keep(database: Database, changes: Changes) -> None:
    """Write all that changed, or nothing."""
    with database.transaction():
        for incident in changes.incidents:
            _keep_incident(database, incident)
        for entry in changes.entries:
            database.add(
                "add_entry",
                incident=entry.incident, at=milliseconds(entry.at), what=entry.what, by=entry.by,
            )  # fmt: skip
        for notice in changes.notices:
            database.add("add_notice", **_notice_values(notice))
        for told in changes.told:
            database.change("note_told", incident=told.incident, number=told.number, at=milliseconds(told.at))
        for bar in changes.bars:
            database.add("add_bar", **_bar_values(bar))
        messages.add(database, changes.posts)


def incidents(database: Database, *, open_alone: bool, since: datetime | None) -> tuple[Incident, ...]:
    """Return incidents, oldest first: all, those that are not over, or those that ended ``since``."""
    after = None if since is None else milliseconds(since)
    rows = database.rows("incidents", open_alone=open_alone, since=after)
    return tuple(_incident(database, row) for row in rows)


def incident_of(database: Database, incident: IncidentId) -> Incident:
    """Return one incident. Raises UsageError where there is none."""
    row = database.row("incident", incident=incident)
    if row is None:
        raise UsageError(f"There is no incident {incident}", do="`hearthwatch incident list` lists them")
    return _incident(database, row)


def last_id(database: Database) -> int:
    """Return the highest number that an incident ever had; 0 before the first."""
    (last,) = database.row("last_incident") or (0,)
    return int(last)


def entries(database: Database, incident: IncidentId) -> tuple[Entry, ...]:
    """Return an incident's record, in order."""
    rows = database.rows("entries", incident=incident)
    return tuple(Entry(incident, moment(at), what, by) for at, what, by in rows)


def notices(database: Database, incident: IncidentId | None, *, untold_alone: bool) -> tuple[Notice, ...]:
    """Return the notices of an incident or of all; all, or those alone that nobody has been told."""
    rows = database.rows("notices", incident=incident, untold_alone=untold_alone)
    return tuple(
        Notice(
            IncidentId(number_of), number, NoticeReason(reason), Severity(severity), whom, text, moment(at),
            bool(drill), None if told is None else moment(told),
        )
        for number_of, number, reason, severity, whom, text, at, drill, told in rows
    )  # fmt: skip


def bars(database: Database) -> tuple[RaisedBar, ...]:
    """Return the places that people called no hazards, oldest first."""
    return tuple(
        RaisedBar(
            CameraId(camera), Hazard(hazard), _rect(cells), Light(light), moment(at), by, IncidentId(incident)
        )
        for camera, hazard, cells, light, at, by, incident in database.rows("bars")
    )


def wish(database: Database, incident: IncidentId, act: PersonsAct, by: str, now: datetime) -> int:
    """Ask the service for something; return the wish's number."""
    return _add_wish(database, incident=incident, camera=None, act=act.value, by=by, at=milliseconds(now))


def wish_drill(database: Database, camera: CameraId, by: str, now: datetime) -> int:
    """Ask the service for an exercise; return the wish's number."""
    return _add_wish(database, incident=None, camera=camera, act=_DRILL, by=by, at=milliseconds(now))


def _add_wish(database: Database, **values: SqlValue) -> int:
    with database.transaction():
        return database.add("add_wish", **values)


def wishes(database: Database) -> tuple[Wish | DrillWish, ...]:
    """Return what the service is asked for and has not answered, in order."""
    return tuple(
        DrillWish(number, CameraId(camera), by)
        if act == _DRILL
        else Wish(number, IncidentId(incident), PersonsAct(act), by)
        for number, incident, camera, act, by in database.rows("wishes")
    )


def answer_wish(database: Database, number: int, answer: str) -> None:
    """Say what came of a wish; empty where it was done."""
    database.change("answer_wish", wish=number, answer=answer)


def answer(database: Database, number: int) -> str | None:
    """Return what came of a wish; None while there is no answer."""
    (found,) = database.row("answer", wish=number) or ("The service has forgotten it",)
    return None if found is None else str(found)


def erase(database: Database, before: datetime) -> None:
    """Erase incidents that ended before ``before``, with their records and what they kept."""
    with database.transaction():
        database.change("erase_incidents", before=milliseconds(before))
        database.change("erase_wishes", before=milliseconds(before))
        messages.erase(database, before)
        outside.erase_reports(database, before)


def _keep_incident(database: Database, incident: Incident) -> None:
    closed = None if incident.closed is None else milliseconds(incident.closed)
    database.add(
        "keep_incident",
        id=incident.id,
        kind=incident.kind.value,
        state=incident.state.value,
        severity=int(incident.severity),
        drill=int(incident.drill),
        opened=milliseconds(incident.opened),
        closed=closed,
        body=json.dumps(_body(incident), allow_nan=False),
    )
    around = milliseconds_of(AROUND)
    first = (milliseconds(incident.opened) - around) // MINUTE_MS
    last = None if closed is None else (closed + around) // MINUTE_MS
    for camera in incident.cameras:
        database.add("keep_incident_camera", incident=incident.id, camera=camera, first=first, last=last)


def milliseconds_of(length: timedelta) -> int:
    """Return a length of time in whole milliseconds."""
    return length // timedelta(milliseconds=1)


def _body(incident: Incident) -> Mapping[str, Any]:
    due = None if incident.due is None else milliseconds(incident.due)
    return {
        "why": incident.why,
        "by": incident.by,
        "due": due,
        "rung": incident.rung,
        "told_area": incident.told_area,
        "notices": incident.notices,
        "places": [
            {
                "camera": place.camera,
                "hazard": place.hazard.value,
                "cells": None if place.cells is None else list(asdict(place.cells).values()),
                "score": place.score,
                "seen": milliseconds(place.seen),
                "is_open": place.is_open,
                "light": int(place.light),
                "zone": place.zone,
                "source": place.source,
            }
            for place in incident.places
        ],
    }


def _incident(database: Database, row: Row) -> Incident:
    number, kind, state, severity, drill, opened, closed, body = row
    try:
        told = json.loads(body)
        return Incident(
            IncidentId(number),
            IncidentKind(kind),
            IncidentState(state),
            Severity(severity),
            moment(opened),
            tuple(_place(each) for each in told["places"]),
            str(told["why"]),
            None if closed is None else moment(closed),
            None if told["due"] is None else moment(told["due"]),
            int(told["rung"]),
            int(told["told_area"]),
            int(told["notices"]),
            str(told["by"]),
            bool(drill),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(database.folder, f"incident {number}") from error


def _place(told: Mapping[str, Any]) -> Place:
    return Place(
        CameraId(told["camera"]),
        Hazard(told["hazard"]),
        None if told["cells"] is None else CellRect(*told["cells"]),
        float(told["score"]),
        moment(told["seen"]),
        bool(told["is_open"]),
        Light(told["light"]),
        # Incidents kept before there were zones have none.
        str(told.get("zone", "")),
        str(told.get("source", "")),
    )


def _notice_values(notice: Notice) -> dict[str, SqlValue]:
    return {
        "incident": notice.incident,
        "number": notice.number,
        "reason": notice.reason.value,
        "severity": int(notice.severity),
        "whom": notice.whom,
        "text": notice.text,
        "at": milliseconds(notice.at),
        "drill": int(notice.drill),
    }


def _bar_values(bar: Bar) -> dict[str, SqlValue]:
    cells = bar.place.cells
    return {
        "incident": bar.incident.id,
        "camera": bar.place.camera,
        "hazard": bar.place.hazard.value,
        "cells": None if cells is None else json.dumps(list(asdict(cells).values())),
        "light": int(bar.place.light),
        "at": milliseconds(bar.incident.closed or bar.place.seen),
        "by": bar.incident.by,
    }


def _rect(text: str | None) -> CellRect | None:
    return None if text is None else CellRect(*json.loads(text))
