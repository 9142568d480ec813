# SPDX-License-Identifier: Apache-2.0
"""Incidents: the list, one with its record and notices, what people do to it, and exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Entry, Incident, PersonsAct, Place
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.alarm_values import IncidentFile
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.gate import signed
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import WebService

from .deliveries import Language, MessageShape, message_shape
from .forms import ByForm, ByName, Form, asked, stamp

#: What the store can number.
Number = Annotated[int, Path(ge=1, le=2**53 - 1)]
#: Gravest first; the hazards of cameras last, as they stand in the alphabet.
_GRAVITY = tuple(Hazard)


@dataclass(frozen=True, slots=True)
class PlaceShape:
    """Where a hazard is or was seen; ``zone`` is "" where it concerns none that somebody drew."""

    camera: str
    name: str
    hazard: str
    zone: str
    seen: str | None
    is_open: bool


@dataclass(frozen=True, slots=True)
class IncidentShape:
    """An incident, the gravest hazard first; ``where`` is what people call the places."""

    id: int
    kind: str
    state: str
    severity: str
    drill: bool
    opened: str | None
    closed: str | None
    why: str
    by: str
    hazards: list[str]
    where: list[str]
    is_seen: bool


@dataclass(frozen=True, slots=True)
class EntryShape:
    """A line of the record; ``by`` is "" where the machine did it."""

    at: str | None
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class IncidentsShape:
    """The answer of GET /api/incidents: open ones first, the newest first among each."""

    incidents: list[IncidentShape]


@dataclass(frozen=True, slots=True)
class IncidentFileShape:
    """The answer of GET /api/incidents/{incident}."""

    incident: IncidentShape
    places: list[PlaceShape]
    record: list[EntryShape]
    messages: list[MessageShape]


@dataclass(frozen=True, slots=True)
class DrillShape:
    """The answer of POST /api/drills: the exercise's number."""

    incident: int


class DrillForm(Form):
    """The exercise that somebody wants."""

    camera: Annotated[str, Field(min_length=1, max_length=63)]
    by: ByName


def router(service: WebService, alarms: AlarmService) -> APIRouter:
    """Return the routes of incidents."""
    routes = APIRouter(prefix="/api", route_class=BoundedRoute)

    @routes.get("/incidents")
    async def incidents(response: Response, last: Annotated[int, Query(ge=0, le=200)] = 20) -> IncidentsShape:
        """Return the open incidents and the last that ended."""
        response.headers["Cache-Control"] = "no-store"
        found = sorted(await alarms.incidents.incidents(last), key=lambda each: each.id, reverse=True)
        found.sort(key=lambda each: each.state.is_over)
        return IncidentsShape([incident_shape(each, names_of(service)) for each in found])

    @routes.get("/incidents/{incident}")
    async def incident(incident: Number, response: Response, language: Language = "en") -> IncidentFileShape:
        """Return one with its places, its record, and each message with its deliveries."""
        response.headers["Cache-Control"] = "no-store"
        return _file(await known(alarms, IncidentId(incident)), names_of(service), language)

    _add_acts(routes, service, alarms)

    @routes.post("/drills", status_code=HTTPStatus.CREATED)
    async def drill(form: DrillForm, request: Request) -> DrillShape:
        """Begin an exercise, marked as one everywhere."""
        if form.camera not in names_of(service):
            raise ProblemError(HTTPStatus.NOT_FOUND, "There is no camera of this id.")
        by = signed(request, form.by)
        return DrillShape(await asked(alarms.incidents.drill(CameraId(form.camera), by)))

    return routes


def _add_acts(routes: APIRouter, service: WebService, alarms: AlarmService) -> None:
    async def done(incident: int, act: PersonsAct, by: str) -> IncidentShape:
        await known(alarms, IncidentId(incident))
        await asked(alarms.incidents.act(IncidentId(incident), act, by))
        return incident_shape((await known(alarms, IncidentId(incident))).incident, names_of(service))

    @routes.post("/incidents/{incident}/acknowledge")
    async def acknowledge(incident: Number, form: ByForm, request: Request) -> IncidentShape:
        """Say that somebody answers for it: it is not told again."""
        return await done(incident, PersonsAct.ACKNOWLEDGE, signed(request, form.by))

    @routes.post("/incidents/{incident}/resolve")
    async def resolve(incident: Number, form: ByForm, request: Request) -> IncidentShape:
        """End it."""
        return await done(incident, PersonsAct.RESOLVE, signed(request, form.by))

    @routes.post("/incidents/{incident}/not-a-hazard")
    async def not_a_hazard(incident: Number, form: ByForm, request: Request) -> IncidentShape:
        """End it as a false alarm; more is asked for at its place from now on."""
        return await done(incident, PersonsAct.NOT_A_HAZARD, signed(request, form.by))


async def known(alarms: AlarmService, incident: IncidentId) -> IncidentFile:
    """Return an incident; ProblemError 404 where there is none."""
    found = await alarms.incidents.incident(incident)
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "There is no incident of this number.")
    return found


def names_of(service: WebService) -> Mapping[str, str]:
    """Return what people call each camera."""
    return {camera.id: camera.name for camera in service.roster()}


def incident_shape(incident: Incident, names: Mapping[str, str]) -> IncidentShape:
    """Return an incident as the pages get it."""
    hazards = sorted({place.hazard for place in incident.places}, key=_GRAVITY.index)
    return IncidentShape(
        incident.id,
        incident.kind.value,
        incident.state.value,
        incident.severity.name.lower(),
        incident.drill,
        stamp(incident.opened),
        stamp(incident.closed),
        incident.why,
        incident.by,
        [hazard.value for hazard in hazards],
        list(dict.fromkeys(_where(place, names) for place in incident.places)),
        incident.is_seen,
    )


def _where(place: Place, names: Mapping[str, str]) -> str:
    name = names.get(place.camera, place.camera)
    return f"{name}, {place.zone}" if place.zone else name


def _file(found: IncidentFile, names: Mapping[str, str], language: str) -> IncidentFileShape:
    return IncidentFileShape(
        incident_shape(found.incident, names),
        [_place(place, names) for place in found.incident.places],
        [_entry(entry) for entry in found.record],
        [message_shape(said, language) for said in found.said],
    )


def _place(place: Place, names: Mapping[str, str]) -> PlaceShape:
    name = names.get(place.camera, place.camera)
    return PlaceShape(place.camera, name, place.hazard.value, place.zone, stamp(place.seen), place.is_open)


def _entry(entry: Entry) -> EntryShape:
    return EntryShape(stamp(entry.at), entry.what, entry.by)
