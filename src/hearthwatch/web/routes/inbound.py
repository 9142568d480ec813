# SPDX-License-Identifier: Apache-2.0
"""POST /api/inbound/hazard, a resident's "I see a hazard"; POST /api/inbound/cap, a weather warning.

Neither takes a word about anybody: the first takes two words of lists, the second what a weather service
signs for with its token.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Protocol

import msgspec
from fastapi import APIRouter, Request, Response

from hearthwatch.config.values import Secret
from hearthwatch.stages.notices.inbound.cap_reading import LARGEST, NoAlertError, ReceivedAlert, read_alert
from hearthwatch.stages.notices.inbound.residents import TooManyReportsError
from hearthwatch.web.problems import Problem, ProblemError, problem_response

_LARGEST_REPORT = 512


class ResidentsDesk(Protocol):
    """Takes what residents report."""

    def take(self, hazard: str, place: str, address: str) -> None:
        """Take a report. Raises UsageError, TooManyReportsError."""
        ...


@dataclass(frozen=True, slots=True)
class WarningsDesk:
    """Takes weather warnings of whoever has the token; ``take`` gets each that is an alert."""

    token: Secret
    take: Callable[[ReceivedAlert], None]


class _Report(msgspec.Struct, forbid_unknown_fields=True):
    hazard: Annotated[str, msgspec.Meta(max_length=20)]
    place: Annotated[str, msgspec.Meta(max_length=63)]


def router(residents: ResidentsDesk | None, warnings: WarningsDesk | None) -> APIRouter:
    """Return the routes of those that there are."""
    routes = APIRouter()
    if residents is not None:
        _add_residents(routes, residents)
    if warnings is not None:
        _add_warnings(routes, warnings)
    return routes


def _add_residents(routes: APIRouter, residents: ResidentsDesk) -> None:
    @routes.post("/api/inbound/hazard", status_code=HTTPStatus.ACCEPTED, response_class=Response)
    async def hazard(request: Request) -> Response:
        """Take ``{"hazard": "flame", "place": "mill"}``: words of the lists that the page offers."""
        try:
            report = msgspec.json.decode(await _body(request, _LARGEST_REPORT), type=_Report)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise ProblemError(
                HTTPStatus.BAD_REQUEST, "A report is a hazard and a place, and nothing else."
            ) from None
        address = request.client.host if request.client else ""
        try:
            residents.take(report.hazard, report.place, address)
        except TooManyReportsError as error:
            problem = Problem(
                HTTPStatus.TOO_MANY_REQUESTS, "Too many reports", "Try again later, or call for help."
            )
            return problem_response(problem, {"Retry-After": f"{error.after_s:.0f}"})
        return Response(status_code=HTTPStatus.ACCEPTED, headers={"Cache-Control": "no-store"})


def _add_warnings(routes: APIRouter, warnings: WarningsDesk) -> None:
    @routes.post("/api/inbound/cap", status_code=HTTPStatus.ACCEPTED, response_class=Response)
    async def cap(request: Request) -> Response:
        """Take an alert by CAP 1.2, with ``Authorization: Bearer TOKEN`` (RFC 6750)."""
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {warnings.token.reveal()}".encode()):
            problem = Problem(HTTPStatus.UNAUTHORIZED, "Unauthorized", "The token is missing or wrong.")
            # RFC 9110, 11.6.1: a 401 says by what one is let in.
            return problem_response(problem, {"WWW-Authenticate": "Bearer"})
        try:
            alert = read_alert(await _body(request, LARGEST))
        except NoAlertError as error:
            raise ProblemError(HTTPStatus.BAD_REQUEST, f"This is no alert of CAP 1.2: {error}.") from None
        warnings.take(alert)
        return Response(status_code=HTTPStatus.ACCEPTED, headers={"Cache-Control": "no-store"})


async def _body(request: Request, most_bytes: int) -> bytes:
    """Return a request's body. Raises ProblemError as soon as it is longer than it may be."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)
