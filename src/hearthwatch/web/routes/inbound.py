# SPDX-License-Identifier: Apache-2.0
"""POST /api/inbound/cap: a weather warning, of whoever has the token."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request, Response

from hearthwatch.config.values import Secret
from hearthwatch.stages.notices.inbound.cap_reading import LARGEST, NoAlertError, ReceivedAlert, read_alert
from hearthwatch.web.problems import Problem, ProblemError, problem_response


@dataclass(frozen=True, slots=True)
class WarningsDesk:
    """Takes weather warnings of whoever has the token; ``take`` gets each that is an alert."""

    token: Secret
    take: Callable[[ReceivedAlert], None]


def router(warnings: Callable[[], WarningsDesk | None]) -> APIRouter:
    """Return the route of warnings; without a desk it says that there is none."""
    routes = APIRouter()

    @routes.post("/api/inbound/cap", status_code=HTTPStatus.ACCEPTED, response_class=Response)
    async def cap(request: Request) -> Response:
        """Take an alert by CAP 1.2, with ``Authorization: Bearer TOKEN`` (RFC 6750)."""
        desk = warnings()
        if desk is None:
            raise ProblemError(
                HTTPStatus.NOT_FOUND, "Warnings are not taken here: [weather] token_file is not set."
            )
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {desk.token.reveal()}".encode()):
            problem = Problem(HTTPStatus.UNAUTHORIZED, "Unauthorized", "The token is missing or wrong.")
            # RFC 9110, 11.6.1: a 401 says by what one is let in.
            return problem_response(problem, {"WWW-Authenticate": "Bearer"})
        try:
            alert = read_alert(await _body(request, LARGEST))
        except NoAlertError as error:
            raise ProblemError(HTTPStatus.BAD_REQUEST, f"This is no alert of CAP 1.2: {error}.") from None
        desk.take(alert)
        return Response(status_code=HTTPStatus.ACCEPTED, headers={"Cache-Control": "no-store"})

    return routes


async def _body(request: Request, most_bytes: int) -> bytes:
    """Return a request's body. Raises ProblemError as soon as it is longer than it may be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)
