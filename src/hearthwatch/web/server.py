# SPDX-License-Identifier: Apache-2.0
"""Puts the web together: routes, problems and the guard before them all.

In: the running service and the built front end. Out: an ASGI application, which `serve` runs.
"""

from __future__ import annotations

from fastapi import APIRouter, FastAPI

from .alarm_service import AlarmService
from .guard import Guard
from .pages import Pages, load_pages
from .problems import add_problems
from .routes import (
    alarms_live,
    announcements,
    answers,
    cameras,
    channels,
    deliveries,
    figures,
    front,
    history,
    incidents,
    live,
    reports,
    settings,
)
from .service import WebService


def create_app(
    service: WebService, pages: Pages | None = None, alarms: AlarmService | None = None
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
    for part in (cameras, history, live, figures):
        app.include_router(part.router(service))
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
