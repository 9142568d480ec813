# SPDX-License-Identifier: Apache-2.0
"""GET /api/cameras/{id}/history and /history/extent: what was shown of a camera, as tile messages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import Field

from hearthwatch.model.health import ConnectionState
from hearthwatch.model.history import MapRow
from hearthwatch.stages.publishing.wire import tile_message
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import RosterCamera, WebService

LONGEST = timedelta(minutes=15)
#: Encoded in one go; about a millisecond, so that live tiles are not held up.
_ROWS_AT_ONCE = 60
_OCTETS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class ExtentShape:
    """From when to when there is history, RFC 3339 in UTC; both null where there is none."""

    begin: Annotated[str | None, Field(serialization_alias="from")]
    end: Annotated[str | None, Field(serialization_alias="to")]


def router(service: WebService) -> APIRouter:
    """Return the routes of history."""
    routes = APIRouter(prefix="/api/cameras/{camera}/history")

    @routes.get("", response_class=Response, responses={200: {"content": {_OCTETS: {}}}})
    async def history(
        camera: str, begin: Annotated[str, Query(alias="from")], end: Annotated[str, Query(alias="to")]
    ) -> Response:
        """Return the tile messages with ``from <= time < to``, at most 15 minutes of them."""
        known = _known(service, camera)
        begin_at, end_at = span(begin, end)
        rows = await service.history(known.id, begin_at, end_at)
        return StreamingResponse(
            _messages(known.number, rows), media_type=_OCTETS, headers={"Cache-Control": "no-store"}
        )

    @routes.get("/extent")
    async def extent(camera: str, response: Response) -> ExtentShape:
        """Return from when to when there is history."""
        response.headers["Cache-Control"] = "no-store"
        found = await service.history_extent(_known(service, camera).id)
        if found is None:
            return ExtentShape(None, None)
        return ExtentShape(written(found.begin), written(found.end))

    return routes


def span(begin: str, end: str) -> tuple[datetime, datetime]:
    """Return both moments; ProblemError where one is none, or they are the wrong way or too far apart."""
    begin_at, end_at = moment("from", begin), moment("to", end)
    if not timedelta(0) <= end_at - begin_at <= LONGEST:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "'to' must be at most 15 minutes after 'from'.")
    return begin_at, end_at


def moment(name: str, text: str) -> datetime:
    """Return an RFC 3339 moment as aware UTC; ProblemError, which names the parameter, where it is none."""
    try:
        # An unescaped plus sign in a query arrives as a blank.
        at = datetime.fromisoformat(text.replace(" ", "+"))
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ProblemError(
        HTTPStatus.BAD_REQUEST, f"'{name}' must be a moment with its zone, as in 2026-01-31T18:30:00Z."
    )


def written(at: datetime) -> str:
    """Return a moment as RFC 3339 in UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _known(service: WebService, camera: str) -> RosterCamera:
    for known in service.roster():
        if known.id == camera:
            return known
    raise ProblemError(HTTPStatus.NOT_FOUND, "There is no camera of this id.")


async def _messages(number: int, rows: Sequence[MapRow]) -> AsyncIterator[bytes]:
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[first : first + _ROWS_AT_ONCE]
        yield b"".join(_message(number, first + k, row) for k, row in enumerate(some))


def _message(number: int, sequence: int, row: MapRow) -> bytes:
    """Return a row as a tile. The store keeps no connection and no age: a picture was a live one."""
    connection = ConnectionState.STREAMING if row.has_picture else ConnectionState.WAITING
    return tile_message(row, number, sequence, connection, 0.0 if row.has_picture else None).encode()
