# SPDX-License-Identifier: Apache-2.0
"""GET /api/push/key, POST /api/push/subscriptions and DELETE /api/push/subscriptions/{id}."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from hearthwatch.model.errors import UsageError
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.push_desk import PushDesk

MOST_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class PushKeyShape:
    """``key``: for PushManager.subscribe(); ``languages``: in which messages come."""

    key: str
    languages: list[str]


@dataclass(frozen=True, slots=True)
class SubscribedShape:
    """``id``: by which the subscription can be ended; nobody else knows it."""

    id: str


def router(desk: Callable[[], PushDesk | None]) -> APIRouter:
    """Return the routes of web push; without a desk each says that there is none."""
    routes = APIRouter(prefix="/api/push")

    @routes.get("/key")
    async def key(response: Response) -> PushKeyShape:
        """Return what a browser needs to subscribe."""
        response.headers["Cache-Control"] = "no-store"
        there = _there(desk())
        return PushKeyShape(there.key, list(there.languages))

    @routes.post("/subscriptions", status_code=HTTPStatus.CREATED)
    async def subscribe(request: Request, response: Response) -> SubscribedShape:
        """Keep a subscription; another of the same browser is replaced."""
        response.headers["Cache-Control"] = "no-store"
        there = _there(desk())
        body = await _body(request)
        try:
            return SubscribedShape(await there.subscribe(body))
        except UsageError as error:
            raise ProblemError(HTTPStatus.BAD_REQUEST, error.line()) from None

    @routes.delete("/subscriptions/{subscription}", status_code=HTTPStatus.NO_CONTENT)
    async def unsubscribe(subscription: Annotated[str, Path(max_length=64)]) -> None:
        """End a subscription."""
        if not await _there(desk()).unsubscribe(subscription):
            raise ProblemError(HTTPStatus.NOT_FOUND, "There is no such subscription.")

    return routes


def _there(desk: PushDesk | None) -> PushDesk:
    if desk is None:
        raise ProblemError(
            HTTPStatus.NOT_FOUND, "Messages to phones are not switched on here: [push] contact is not set."
        )
    return desk


async def _body(request: Request) -> bytes:
    """Return a body of JSON, of which no more is ever read than is allowed."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise ProblemError(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A subscription has at most {MOST_BYTES} bytes."
            )
    return body
