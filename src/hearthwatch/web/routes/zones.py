# SPDX-License-Identifier: Apache-2.0
"""Zones of a camera: those in use, and a check of those that a steward draws. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import Field

from hearthwatch.model.ids import CameraId
from hearthwatch.model.zone import KINDS, LEAST_AFTER_S, MOST_AFTER_S, MOST_ZONES, Zone
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import WebService
from hearthwatch.web.zone_check import AskedZone, ZoneCheck, ZonesInUse, checked

from .forms import Form
from .incidents import names_of

CameraName = Annotated[str, Path(min_length=1, max_length=63)]
#: A little more than may be drawn, so that too many are told in words and not as a body that is none.
_CORNERS = 120
_Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
#: A list and not a pair, which would be an array of fixed places in the schema.
_Corner = Annotated[list[_Number], Field(min_length=2, max_length=2)]


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone in use: corners in parts of the picture; ``drawn`` is a day or null."""

    name: str
    kind: str
    corners: list[list[float]]
    after_s: float
    drawn: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ZonesShape:
    """The answer of GET /api/zones/{camera}; ``shortest_s``, ``longest_s``: of a keep-clear zone."""

    camera: str
    name: str
    kinds: list[str]
    shortest_s: float
    longest_s: float
    zones: list[ZoneShape]


@dataclass(frozen=True, slots=True)
class ZoneFlawShape:
    """What is wrong with the zone of a number, from 0."""

    number: int
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class ZoneCheckShape:
    """The answer of POST /api/zones/{camera}/check: flaws, or the text for the configuration file."""

    flaws: list[ZoneFlawShape]
    text: str
    replaced: list[str]
    warning: str


class ZoneForm(Form):
    """A zone as it is drawn so far."""

    name: Annotated[str, Field(max_length=200)]
    kind: Annotated[str, Field(max_length=20)]
    corners: Annotated[list[_Corner], Field(max_length=_CORNERS)]
    after_s: Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)] = 120.0
    drawn: date | None = None


class ZonesForm(Form):
    """All that are drawn and not in use yet."""

    zones: Annotated[list[ZoneForm], Field(min_length=1, max_length=MOST_ZONES + 1)]


def router(service: WebService, used: Callable[[CameraId], ZonesInUse | None]) -> APIRouter:
    """Return the routes of zones; ``used``: those of a camera, None where there is no such camera."""
    routes = APIRouter(prefix="/api/zones", route_class=BoundedRoute)

    @routes.get("/{camera}")
    async def zones(camera: CameraName, response: Response) -> ZonesShape:
        """Return the zones of a camera that are in use."""
        response.headers["Cache-Control"] = "no-store"
        found = _known(used, camera)
        name = names_of(service).get(camera, camera)
        shapes = [_zone(zone) for zone in found.zones]
        return ZonesShape(camera, name, list(KINDS), LEAST_AFTER_S, MOST_AFTER_S, shapes)

    @routes.post("/{camera}/check")
    async def check(camera: CameraName, form: ZonesForm) -> ZoneCheckShape:
        """Say what is wrong with drawn zones, or how the configuration file has them."""
        return _check(checked([_asked(zone) for zone in form.zones], _known(used, camera)))

    return routes


def _known(used: Callable[[CameraId], ZonesInUse | None], camera: str) -> ZonesInUse:
    found = used(CameraId(camera))
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "There is no camera of this id.")
    return found


def _asked(form: ZoneForm) -> AskedZone:
    return AskedZone(form.name, form.kind, tuple((x, y) for x, y in form.corners), form.after_s, form.drawn)


def _zone(zone: Zone) -> ZoneShape:
    drawn = None if zone.drawn is None else zone.drawn.isoformat()
    return ZoneShape(
        zone.name, zone.kind, [list(corner) for corner in zone.corners], zone.after_s, drawn, zone.version
    )


def _check(check: ZoneCheck) -> ZoneCheckShape:
    flaws = [ZoneFlawShape(each.number, each.key, each.words) for each in check.flaws]
    return ZoneCheckShape(flaws, check.text, list(check.replaced), check.warning)
