# SPDX-License-Identifier: Apache-2.0
"""Commissioning: plates listed, one looked at cell by cell, and what stewards decide on it.

A candidate's picture is at an address of its own and never kept by a browser. There is no address for
what is held back.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Annotated, TypeVar

import numpy as np
from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask
from hearthwatch.web.bodies import BoundedRoute
from hearthwatch.web.commissioning import Commissioning, Decision
from hearthwatch.web.gate import signed
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import WebService

from .forms import ByForm
from .incidents import names_of
from .plate_shapes import DoneShape, PlateFileShape, PlatesShape, file_shape, line_shape

Number = Annotated[int, Path(ge=1, le=0xFFFFFFFF)]
_MADE = TypeVar("_MADE")
_NONE = "There is no plate of this number: newer ones came, or a newer one was approved."
_FULL = "The store cannot be written at the moment, perhaps because its disk is full."


class DecisionForm(ByForm):
    """Who decides, and on which revision, as the plate was read."""

    revision: Annotated[str, Field(pattern=r"^(candidate|commissioned|retired)-\d{1,9}$")]


class CellsForm(DecisionForm):
    """Which cells: 450 bytes in base64, 45 rows of 80 bits, the left cell in the highest bit."""

    cells: Annotated[str, Field(min_length=600, max_length=600)]


def router(service: WebService, desk: Callable[[], Commissioning | None]) -> APIRouter:
    """Return the routes of plates; without commissioning each says that there is none."""
    routes = APIRouter(prefix="/api/plates", route_class=BoundedRoute)

    @routes.get("")
    async def plates(response: Response) -> PlatesShape:
        """Return all plates, the newest first."""
        response.headers["Cache-Control"] = "no-store"
        names = names_of(service)
        lines = sorted(await _there(desk).plates(), key=lambda line: -line.id)
        return PlatesShape([line_shape(line, names) for line in lines])

    @routes.get("/{plate}")
    async def plate(plate: Number, response: Response) -> PlateFileShape:
        """Return one with the reason of every cell, and what was done to it."""
        response.headers["Cache-Control"] = "no-store"
        found = await _there(desk).plate(PlateId(plate))
        if found is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, _NONE)
        return file_shape(found, names_of(service))

    png: dict[int | str, dict[str, object]] = {200: {"content": {"image/png": {}}}}

    @routes.get("/{plate}/candidate.png", response_class=Response, responses=png)
    async def candidate(plate: Number) -> Response:
        """Return a candidate as it would be seen, alpha 0 elsewhere."""
        picture = await _there(desk).candidate_png(PlateId(plate))
        if picture is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, "There is no candidate of this number.")
        return Response(picture, media_type="image/png", headers={"Cache-Control": "no-store"})

    _add_acts(routes, desk)
    return routes


def _add_acts(routes: APIRouter, desk: Callable[[], Commissioning | None]) -> None:
    @routes.post("/{plate}/strike")
    async def strike(plate: Number, form: CellsForm, request: Request) -> DoneShape:
        """Erase cells from a candidate."""
        act = _there(desk).strike(PlateId(plate), _cells(form.cells), _decision(form, request))
        return DoneShape(cells=await _done(act))

    @routes.post("/{plate}/clear")
    async def clear(plate: Number, form: CellsForm, request: Request) -> DoneShape:
        """Let cells that are held back into a candidate."""
        act = _there(desk).clear(PlateId(plate), _cells(form.cells), _decision(form, request))
        return DoneShape(cells=await _done(act))

    @routes.post("/{plate}/approve")
    async def approve(plate: Number, form: DecisionForm, request: Request) -> DoneShape:
        """Approve a candidate; with the last approval it is shown from then on."""
        return DoneShape(missing=await _done(_there(desk).approve(PlateId(plate), _decision(form, request))))

    @routes.post("/{plate}/retire")
    async def retire(plate: Number, form: DecisionForm, request: Request) -> DoneShape:
        """Take a plate or candidate out of use for ever."""
        await _done(_there(desk).retire(PlateId(plate), _decision(form, request)))
        return DoneShape()


async def _done(act: Awaitable[_MADE]) -> _MADE:
    """Return what comes of an act; what is refused is a 409 in its words, a store that fails a 503."""
    try:
        return await act
    except UsageError as error:
        # Without what to do at a command line.
        raise ProblemError(HTTPStatus.CONFLICT, f"{error.what}.") from None
    except StorageError:
        raise ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, _FULL) from None


def _there(desk: Callable[[], Commissioning | None]) -> Commissioning:
    found = desk()
    if found is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "Plates are not commissioned here.")
    return found


def _decision(form: DecisionForm, request: Request) -> Decision:
    return Decision(signed(request, form.by), form.revision)


def _cells(text: str) -> Mask:
    """Return bool [45, 80]; ProblemError where the text is not that."""
    try:
        packed = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        packed = b""
    if len(packed) * 8 != CELLS:
        raise ProblemError(HTTPStatus.BAD_REQUEST, "'cells' must be 450 bytes in base64.")
    return np.unpackbits(np.frombuffer(packed, np.uint8)).astype(np.bool_).reshape(GRID_ROWS, GRID_COLUMNS)
