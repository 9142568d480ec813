# SPDX-License-Identifier: Apache-2.0
"""Refuses requests whose body is larger than anything that our pages send."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Problem, problem_response

LARGEST_BYTES = 16 * 1024


class BoundedBodies:
    """The middleware. What is not read is not counted: memory holds at most what is allowed."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before ``app``."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what says that it is too large; count what says nothing, and stop it on its way."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _announced(Headers(scope=scope)) > LARGEST_BYTES:
            status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            await problem_response(Problem(status, status.phrase))(scope, receive, send)
            return
        await self._app(scope, _counted(receive), send)


def _announced(headers: Headers) -> int:
    text = headers.get("content-length", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else LARGEST_BYTES + 1


def _counted(receive: Receive) -> Receive:
    so_far = 0

    async def counted() -> Message:
        nonlocal so_far
        message = await receive()
        if message["type"] == "http.request":
            so_far += len(message.get("body", b""))
            if so_far > LARGEST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return counted
