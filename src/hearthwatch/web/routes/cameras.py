# SPDX-License-Identifier: Apache-2.0
"""GET /api/cameras: the roster, and GET /api/plates/{id}.png: the plates that were approved."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from hearthwatch.model.access import Visitor
from hearthwatch.model.ids import PlateId
from hearthwatch.web.gate import visitor_of
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import RosterCamera, RosterPlate, WebService

#: A plate never changes: another picture of the place is another plate.
_FOR_EVER = "private, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class PlateShape:
    """A commissioned plate: ``light`` is day, dusk, lamps or infrared; sizes in pixels."""

    id: int
    light: str
    width: int
    height: int
    known_share: float
    url: str


@dataclass(frozen=True, slots=True)
class CameraShape:
    """A camera: ``number`` is what tile messages call it; ``fault`` is null where there is none.

    ``watching`` is watching, degraded or blind; ``why``, a sentence, is null while it is watching.
    """

    number: int
    id: str
    name: str
    connection: str
    fault: str | None
    watching: str
    why: str | None
    plates: list[PlateShape]


@dataclass(frozen=True, slots=True)
class RosterShape:
    """The answer of GET /api/cameras."""

    version: str
    cameras: list[CameraShape]


def router(service: WebService) -> APIRouter:
    """Return the routes of the roster and its plates."""
    routes = APIRouter(prefix="/api")

    @routes.get("/cameras")
    async def cameras(request: Request, response: Response) -> RosterShape:
        """Return the cameras of one's places with their commissioned plates."""
        response.headers["Cache-Control"] = "no-store"
        return RosterShape(
            service.version, [_camera(camera) for camera in seen_by(visitor_of(request), service)]
        )

    @routes.get(
        "/plates/{plate}.png", response_class=Response, responses={200: {"content": {"image/png": {}}}}
    )
    async def plate_png(plate: Annotated[int, Path(ge=1, le=0xFFFFFFFF)]) -> Response:
        """Return an approved plate, alpha 0 where it is not admitted; never a candidate."""
        picture = await service.plate_picture(PlateId(plate))
        if picture is None or not picture.may_be_shown:
            raise ProblemError(HTTPStatus.NOT_FOUND, "There is no commissioned plate of this id.")
        return Response(picture.png, media_type="image/png", headers={"Cache-Control": _FOR_EVER})

    return routes


def seen_by(visitor: Visitor, service: WebService) -> list[RosterCamera]:
    """Return the cameras whose places somebody may see."""
    return [camera for camera in service.roster() if visitor.sees(camera.id)]


def _camera(camera: RosterCamera) -> CameraShape:
    return CameraShape(
        camera.number,
        camera.id,
        camera.name,
        camera.connection.value,
        None if camera.fault is None else camera.fault.value,
        camera.watching.state.value,
        camera.watching.why or None,
        [_plate(plate) for plate in camera.plates],
    )


def _plate(plate: RosterPlate) -> PlateShape:
    url = f"/api/plates/{plate.id}.png"
    return PlateShape(plate.id, plate.light.name.lower(), plate.width, plate.height, plate.known_share, url)
