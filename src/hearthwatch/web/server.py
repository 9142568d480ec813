# SPDX-License-Identifier: Apache-2.0
"""Puts the web together: routes, problems and the guard before them all.

In: the running service and the built front end. Out: an ASGI application, which `serve` runs.
"""

from __future__ import annotations

from fastapi import FastAPI

from .guard import Guard
from .pages import Pages, load_pages
from .problems import add_problems
from .push_desk import PushDesk
from .routes import cameras, figures, front, history, live, push
from .service import WebService


def create_app(
    service: WebService, pages: Pages | None = None, *, push_desk: PushDesk | None = None
) -> FastAPI:
    """Return the application; without ``pages`` it reads the front end that is beside this package."""
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
    app.include_router(push.router(push_desk))
    app.include_router(front.router(load_pages() if pages is None else pages))
    return app
