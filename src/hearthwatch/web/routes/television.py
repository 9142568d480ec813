# SPDX-License-Identifier: Apache-2.0
"""GET /tv/stream.m3u8 and what belongs to it: plate and map for set-top boxes and players, by HLS.

Some players ask by HEAD first what it is that they are to play.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from hearthwatch.model.ids import CameraId
from hearthwatch.web.gate import stream_of
from hearthwatch.web.problems import ProblemError
from hearthwatch.web.service import WebService
from hearthwatch.web.television import OffAirError, Television

_PLAYLIST = "application/vnd.apple.mpegurl"
_LIST = "audio/x-mpegurl; charset=utf-8"
_NOT_KEPT = {"Cache-Control": "no-store"}
#: Numbers are never used again.
_KEPT = {"Cache-Control": "private, max-age=60, immutable"}
_AGAIN = {"Retry-After": "5"}

_Source = Callable[[], Television | None]
_Number = Annotated[int, Path(ge=0, le=2**53)]


def router(service: WebService, source: _Source) -> APIRouter:
    """Return the routes of the television; without a source each says that there is none."""
    routes = APIRouter(prefix="/tv")

    @routes.head("/list.m3u", include_in_schema=False)
    @routes.get("/list.m3u", response_class=Response, responses=_gives("audio/x-mpegurl"))
    async def streams(request: Request) -> Response:
        """Return the list of all streams, with whole addresses."""
        _there(source())
        cameras = ((each.name, f"camera/{each.id}/") for each in service.roster())
        lines = (_entry(request, name, place) for name, place in (("Hearthwatch", ""), *cameras))
        return Response("\n".join(("#EXTM3U", *lines, "")), headers=_NOT_KEPT | {"Content-Type": _LIST})

    _add_whole(routes, source)
    _add_cameras(routes, source)
    return routes


def _add_whole(routes: APIRouter, source: _Source) -> None:
    """Add the routes of the stream of the whole place."""

    @routes.head("/stream.m3u8", include_in_schema=False)
    @routes.get("/stream.m3u8", response_class=Response, responses=_gives(_PLAYLIST))
    async def playlist() -> Response:
        """Return the playlist of the whole place; the first to ask begins the stream."""
        return await _playlist(source, None)

    @routes.head("/init.mp4", include_in_schema=False)
    @routes.get("/init.mp4", response_class=Response, responses=_gives("video/mp4"))
    async def start() -> Response:
        """Return what a player needs before any segment."""
        return _video(_there(source()).start(None), _NOT_KEPT)

    @routes.head("/segment/{number}.m4s", include_in_schema=False)
    @routes.get("/segment/{number}.m4s", response_class=Response, responses=_gives("video/mp4"))
    async def segment(number: _Number) -> Response:
        """Return two seconds of the stream."""
        return _video(_there(source()).segment(None, number), _KEPT)


def _add_cameras(routes: APIRouter, source: _Source) -> None:
    """Add the routes of the streams of single cameras."""

    @routes.head("/camera/{camera}/stream.m3u8", include_in_schema=False)
    @routes.get("/camera/{camera}/stream.m3u8", response_class=Response, responses=_gives(_PLAYLIST))
    async def playlist_of(camera: str) -> Response:
        """Return the playlist of one camera; the first to ask begins the stream."""
        return await _playlist(source, CameraId(camera))

    @routes.head("/camera/{camera}/init.mp4", include_in_schema=False)
    @routes.get("/camera/{camera}/init.mp4", response_class=Response, responses=_gives("video/mp4"))
    async def start_of(camera: str) -> Response:
        """Return what a player of one camera needs before any segment."""
        return _video(_there(source()).start(CameraId(camera)), _NOT_KEPT)

    @routes.head("/camera/{camera}/segment/{number}.m4s", include_in_schema=False)
    @routes.get(
        "/camera/{camera}/segment/{number}.m4s", response_class=Response, responses=_gives("video/mp4")
    )
    async def segment_of(camera: str, number: _Number) -> Response:
        """Return two seconds of one camera's stream."""
        return _video(_there(source()).segment(CameraId(camera), number), _KEPT)


async def _playlist(source: _Source, camera: CameraId | None) -> Response:
    try:
        text = await _there(source()).playlist(camera)
    except OffAirError:
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE, "The stream cannot be made at the moment.", headers=_AGAIN
        ) from None
    if text is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "There is no such camera.")
    return Response(text, headers=_NOT_KEPT | {"Content-Type": _PLAYLIST})


def _video(data: bytes | None, headers: dict[str, str]) -> Response:
    if data is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "This part of the stream is gone, or not there yet.")
    return Response(data, headers=headers | {"Content-Type": "video/mp4"})


def _there(source: Television | None) -> Television:
    if source is None:
        raise ProblemError(HTTPStatus.NOT_FOUND, "There is no television here.")
    return source


def _entry(request: Request, name: str, place: str) -> str:
    # A line of its own each: a name may hold no line's end.
    return f"#EXTINF:-1,{' '.join(name.split())}\n{request.base_url}tv{stream_of(request)}/{place}stream.m3u8"


def _gives(kind: str) -> dict[int | str, dict[str, object]]:
    return {200: {"content": {kind: {}}}}
