# SPDX-License-Identifier: Apache-2.0
"""Routes whose requests' bodies are no larger than anything that our pages send."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

LARGEST_BYTES = 16 * 1024


class BoundedRoute(APIRoute):
    """Refuses with a 413 what says that it is too large; counts what says nothing, and stops it on its way.

    What is not read is not counted: memory holds at most what is allowed and one piece more.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        answer = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            if _announced(request.headers.get("content-length", "0")) > LARGEST_BYTES:
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return await answer(Request(request.scope, _counted(request.receive)))

        return bounded


def _announced(text: str) -> int:
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
