# SPDX-License-Identifier: Apache-2.0
"""POST /api/reports: a resident's "I see a hazard": which, and where. There is no field for words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import Field

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.gate import visitor_of
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.rate import RateLimit, TooOftenError
from hearthwatch.web.service import WebService

from .cameras import seen_by
from .forms import Form, asked, too_often

#: A village's worth of people who see the same fire, and then one every ten seconds.
_REPORTS, _REPORT_EVERY_S = 6, 10.0


class SeenHazard(StrEnum):
    """What a person can see: the hazards of places."""

    FLAME = "flame"
    SMOKE = "smoke"
    WATER = "water"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ReportedShape:
    """The answer: the incident that was opened, or that this belongs to."""

    incident: int


class ReportForm(Form):
    """What is seen, at which camera's place."""

    hazard: SeenHazard
    camera: Annotated[str, Field(min_length=1, max_length=63)]


def router(service: WebService, alarms: AlarmService) -> APIRouter:
    """Return the route of reports."""
    routes = APIRouter(prefix="/api", route_class=BoundedRoute)
    limit = RateLimit(alarms.clock, burst=_REPORTS, every_s=_REPORT_EVERY_S)

    @routes.post("/reports", status_code=HTTPStatus.CREATED)
    async def report(form: ReportForm, request: Request) -> ReportedShape:
        """Open an incident, or raise the one that there is."""
        if form.camera not in {camera.id for camera in seen_by(visitor_of(request), service)}:
            raise ProblemError(HTTPStatus.NOT_FOUND, "There is no camera of this id.")
        try:
            limit.spend()
        except TooOftenError as error:
            raise too_often(error) from None
        seen = Hazard(form.hazard.value)
        return ReportedShape(await asked(alarms.incidents.report(seen, CameraId(form.camera))))

    return routes
