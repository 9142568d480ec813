# SPDX-License-Identifier: Apache-2.0
"""Errors as application/problem+json (RFC 9457), from one table, without anything of our insides.

In: whatever a route raises. Out: status, a short title and, where a person can do something, a detail
that we wrote ourselves. The text of an unforeseen error never leaves: it may hold a path or a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from hearthwatch.model.errors import BugError, CameraError, HearthwatchError, StorageError, UsageError

from .headers import SECURITY_HEADERS

MEDIA_TYPE = "application/problem+json"


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """The members of RFC 9457 that we use; ``type`` is always about:blank, so it is left out."""

    status: int
    title: str
    detail: str = ""


class ProblemError(Exception):
    """Raised by a route that has an answer of its own."""

    def __init__(
        self, status: HTTPStatus, detail: str = "", *, headers: Mapping[str, str] | None = None
    ) -> None:
        """Take the status and a detail that a person can use."""
        super().__init__(detail)
        self.problem = Problem(status, status.phrase, detail)
        self.headers = headers


#: Error -> status and detail, the nearest base class first.
TABLE: tuple[tuple[type[Exception], HTTPStatus, str], ...] = (
    (UsageError, HTTPStatus.BAD_REQUEST, ""),
    (CameraError, HTTPStatus.BAD_GATEWAY, "A camera or another peer failed."),
    (StorageError, HTTPStatus.SERVICE_UNAVAILABLE, "The store cannot be read at the moment."),
    (BugError, HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault of ours; the service's log has more."),
    (HearthwatchError, HTTPStatus.INTERNAL_SERVER_ERROR, "The service's log has more."),
    (RequestValidationError, HTTPStatus.BAD_REQUEST, "The request's path, query or body cannot be read."),
    (Exception, HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault of ours; the service's log has more."),
)


def problem_of(error: Exception) -> Problem:
    """Return what is said of an error."""
    if isinstance(error, ProblemError):
        return error.problem
    if isinstance(error, HTTPException):
        return Problem(error.status_code, HTTPStatus(error.status_code).phrase)
    status, detail = next((status, detail) for kind, status, detail in TABLE if isinstance(error, kind))
    return Problem(status, status.phrase, detail)


def problem_response(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as a response, never to be cached."""
    return Response(
        msgspec.json.encode(problem),
        problem.status,
        headers={**(headers or {}), "Cache-Control": "no-store"},
        media_type=MEDIA_TYPE,
    )


def add_problems(app: FastAPI) -> None:
    """Answer every error that a route raises with its problem."""
    for kind in (ProblemError, HTTPException, RequestValidationError, HearthwatchError):
        app.add_exception_handler(kind, _answer)
    # This one runs outside of all middleware, so it brings the security headers itself.
    app.add_exception_handler(Exception, _answer_unforeseen)


async def _answer(_request: Request, error: Exception) -> Response:
    more = error.headers if isinstance(error, HTTPException | ProblemError) else None
    return problem_response(problem_of(error), more)


async def _answer_unforeseen(_request: Request, error: Exception) -> Response:
    return problem_response(problem_of(error), SECURITY_HEADERS)
