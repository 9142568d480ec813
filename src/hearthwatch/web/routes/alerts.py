# SPDX-License-Identifier: Apache-2.0
"""GET /feeds/alerts.atom and /feeds/alerts/{name}: alerts by CAP for other systems, cacheable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Protocol

from fastapi import APIRouter, Request, Response

from hearthwatch.web.problems import ProblemError


class FedDocument(Protocol):
    """A document as it is served; ``etag`` with its quotation marks."""

    @property
    def body(self) -> bytes:
        """Return its bytes."""
        ...

    @property
    def etag(self) -> str:
        """Return what it is known by."""
        ...

    @property
    def kind(self) -> str:
        """Return its media type."""
        ...


class AlertSource(Protocol):
    """Where alerts are had from; calls may read a disk."""

    def feed(self) -> FedDocument:
        """Return the Atom feed."""
        ...

    def alert(self, name: str) -> FedDocument | None:
        """Return an alert's document by the name that the feed gives it, or None."""
        ...


#: A feed may be read from a cache for so long; an alert never changes.
_FEED_S, _ALERT_S = 10, 86_400


def router(source: Callable[[], AlertSource | None]) -> APIRouter:
    """Return the routes of alerts; without a source each says that there is none."""
    routes = APIRouter()
    feeds: dict[int | str, dict[str, object]] = {200: {"content": {"application/atom+xml": {}}}}
    documents: dict[int | str, dict[str, object]] = {200: {"content": {"application/cap+xml": {}}}}

    @routes.get("/feeds/alerts.atom", response_class=Response, responses=feeds)
    async def feed(request: Request) -> Response:
        """Return the alerts as an Atom feed (RFC 4287), newest first."""
        return _sent(await asyncio.to_thread(_there(source()).feed), request, _FEED_S)

    @routes.get("/feeds/alerts/{name}", response_class=Response, responses=documents)
    async def alert(name: str, request: Request) -> Response:
        """Return an alert (CAP 1.2) by the name that the feed gives it."""
        document = await asyncio.to_thread(_there(source()).alert, name)
        if document is None:
            raise ProblemError(HTTPStatus.NOT_FOUND)
        return _sent(document, request, _ALERT_S)

    return routes


def _there(source: AlertSource | None) -> AlertSource:
    if source is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "No alerts are kept here: [cap] folder is not set.")
    return source


def _sent(document: FedDocument, request: Request, fresh_s: int) -> Response:
    headers = {"Cache-Control": f"max-age={fresh_s}", "ETag": document.etag}
    if _matches(request.headers.get("if-none-match", ""), document.etag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(document.body, headers={**headers, "Content-Type": document.kind})


def _matches(asked: str, etag: str) -> bool:
    """Whether If-None-Match names an entity (RFC 9110, 13.1.2: weak comparison)."""
    known = [each.strip().removeprefix("W/") for each in asked.split(",")]
    return etag in known or known == ["*"]
