# SPDX-License-Identifier: Apache-2.0
"""Puts the web together: routes, problems and the guard before them all.

In: the running service and the built front end. Out: an ASGI application, which `serve` runs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI

from hearthwatch.model.ids import CameraId, IncidentId, PlateId

from .access.service import Access
from .alarm_service import AlarmService
from .commissioning import Commissioning
from .gate import CamerasOf, Gate
from .guard import Guard
from .pages import Pages, load_pages
from .peers import Peers
from .problems import add_problems
from .push_desk import PushDesk
from .routes import (
    accounts,
    alarms_live,
    alerts,
    announcements,
    answers,
    cameras,
    channels,
    deliveries,
    figures,
    front,
    history,
    inbound,
    incidents,
    live,
    plates,
    push,
    reports,
    session,
    settings,
    television,
    zones,
)
from .routes.alerts import AlertSource
from .routes.inbound import WarningsDesk
from .schema import describe
from .service import WebService
from .television import Television
from .zone_check import ZonesInUse

#: Digits of the largest number that the store can give.
_LONGEST_NUMBER = 15


def _no_figures() -> Iterable[str]:
    return ()


def _nothing() -> None:
    return None


def _no_zones(_camera: CameraId) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Beside:
    """What other parts serve beside the pages; each may be missing.

    ``push``: where browsers subscribe; ``alerts``: the feed by CAP; ``warnings``: who takes weather
    warnings; ``figures``: more lines for Prometheus; ``plates``, ``zones``: what stewards ask;
    ``television``: streams for players. Each is asked for with each request: what is set up while the
    service runs holds at once.
    """

    push: Callable[[], PushDesk | None] = _nothing
    alerts: Callable[[], AlertSource | None] = _nothing
    warnings: Callable[[], WarningsDesk | None] = _nothing
    figures: Callable[[], Iterable[str]] = _no_figures
    plates: Callable[[], Commissioning | None] = _nothing
    zones: Callable[[CameraId], ZonesInUse | None] = _no_zones

    television: Callable[[], Television | None] = _nothing


@dataclass(frozen=True, slots=True)
class Door:
    """Who is let in, and from where: accounts (None: whoever is at this machine), proxies and names."""

    access: Access | None = None
    peers: Peers = Peers()  # noqa: RUF009 - a frozen value


def create_app(
    service: WebService,
    pages: Pages | None = None,
    alarms: AlarmService | None = None,
    beside: Beside = Beside(),
    door: Door = Door(),
) -> FastAPI:
    """Return the application; without ``pages`` it reads the front end that is beside this package.

    Without ``alarms`` there are no routes of incidents, channels and announcements.
    """
    # No pages of documentation: those would load scripts from elsewhere.
    app = FastAPI(
        title="Hearthwatch",
        version=service.version,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    roll = None if door.access is None else door.access.roll
    app.add_middleware(Gate, roll, door.peers, cameras_of(service, alarms))
    # Added last, it stands first.
    app.add_middleware(Guard, door.peers)
    add_problems(app)
    for part in (cameras, history, live):
        app.include_router(part.router(service))
    for router in access_routers(service, door):
        app.include_router(router)
    for router in routers_beside(service, beside):
        app.include_router(router)
    for router in () if alarms is None else alarm_routers(service, alarms):
        app.include_router(router)
    app.include_router(front.router(load_pages() if pages is None else pages))
    return app


def alarm_routers(service: WebService, alarms: AlarmService) -> tuple[APIRouter, ...]:
    """Return the routes of alarms; the settings' come before a channel's, whose name could be theirs."""
    return (
        *(part.router(service, alarms) for part in (incidents, answers, alarms_live, reports)),
        *(part.router(alarms) for part in (deliveries, settings, channels, announcements)),
    )


def access_routers(service: WebService, door: Door) -> tuple[APIRouter, ...]:
    """Return the routes of accounts."""
    return session.router(door.access, door.peers), accounts.router(door.access, service, door.peers)


def cameras_of(service: WebService, alarms: AlarmService | None) -> CamerasOf:
    """Return what tells the cameras that an object of a path belongs to."""

    async def found(kind: str, name: str) -> Collection[CameraId] | None:
        if kind == "camera":
            return [CameraId(name)]
        if not name.isascii() or not name.isdecimal() or len(name) > _LONGEST_NUMBER:
            return None
        if kind == "plate":
            picture = await service.plate_picture(PlateId(int(name)))
            return None if picture is None else [picture.camera]
        incident = None if alarms is None else await alarms.incidents.incident(IncidentId(int(name)))
        return None if incident is None else [place.camera for place in incident.incident.places]

    return found


def routers_beside(service: WebService, beside: Beside) -> tuple[APIRouter, ...]:
    """Return the routes of what other parts serve."""
    return (
        figures.router(service, beside.figures),
        push.router(beside.push),
        alerts.router(beside.alerts),
        inbound.router(beside.warnings),
        plates.router(service, beside.plates),
        zones.router(service, beside.zones),
        television.router(service, beside.television),
    )
