# SPDX-License-Identifier: Apache-2.0
"""Puts the web together: routes, problems and the guard before them all.

In: the running service and the built front end. Out: an ASGI application, which `serve` runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI

from .alarm_service import AlarmService
from .guard import Guard
from .pages import Pages, load_pages
from .problems import add_problems
from .push_desk import PushDesk
from .routes import (
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
    push,
    reports,
    settings,
    television,
)
from .routes.alerts import AlertSource
from .routes.inbound import WarningsDesk
from .service import WebService
from .television import Television


def _no_figures() -> Iterable[str]:
    return ()


def _nothing() -> None:
    return None


@dataclass(frozen=True, slots=True)
class Beside:
    """What other parts serve beside the pages; each may be missing.

    ``push``: where browsers subscribe; ``alerts``: the feed by CAP; ``warnings``: who takes weather
    warnings; ``figures``: more lines for Prometheus; ``television``: streams for players. Each is asked for
    with each request: what is set up while the service runs holds at once.
    """

    push: Callable[[], PushDesk | None] = _nothing
    alerts: Callable[[], AlertSource | None] = _nothing
    warnings: Callable[[], WarningsDesk | None] = _nothing
    figures: Callable[[], Iterable[str]] = _no_figures
    television: Callable[[], Television | None] = _nothing


def create_app(
    service: WebService,
    pages: Pages | None = None,
    alarms: AlarmService | None = None,
    beside: Beside = Beside(),
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
    app.add_middleware(Guard)
    add_problems(app)
    for part in (cameras, history, live):
        app.include_router(part.router(service))
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


def routers_beside(service: WebService, beside: Beside) -> tuple[APIRouter, ...]:
    """Return the routes of what other parts serve."""
    return (
        figures.router(service, beside.figures),
        push.router(beside.push),
        alerts.router(beside.alerts),
        inbound.router(beside.warnings),
        television.router(service, beside.television),
    )
