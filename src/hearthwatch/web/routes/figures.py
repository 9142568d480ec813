# SPDX-License-Identifier: Apache-2.0
"""GET /api/health and GET /metrics: how the service and its cameras are. Nothing about people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from fastapi import APIRouter, Response

from hearthwatch.model.health import ConnectionState
from hearthwatch.model.watching import WatchState
from hearthwatch.web.service import RosterCamera, WebService

#: Prometheus' text format, version 0.0.4.
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class CamerasShape:
    """How many cameras are in each state of their connection."""

    connecting: int
    streaming: int
    stalled: int
    waiting: int
    ended: int


@dataclass(frozen=True, slots=True)
class HealthShape:
    """The answer of GET /api/health; ``service`` is "ok" whenever there is an answer."""

    service: str
    version: str
    cameras: CamerasShape


def router(service: WebService, more: Callable[[], Iterable[str]]) -> APIRouter:
    """Return the routes of health and metrics; ``more``: lines of metrics that other parts have."""
    routes = APIRouter()

    @routes.get("/api/health")
    async def health(response: Response) -> HealthShape:
        """Return that the service answers, and its cameras by the state of their connection."""
        response.headers["Cache-Control"] = "no-store"
        states = Counter(camera.connection for camera in service.roster())
        return HealthShape(
            "ok", service.version, CamerasShape(**{state.value: states[state] for state in ConnectionState})
        )

    @routes.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
    async def metrics() -> Response:
        """Return figures of the service and of each camera for Prometheus."""
        text = "".join(f"{line}\n" for line in (*metric_lines(service), *more()))
        return Response(text, headers={"Content-Type": _METRICS, "Cache-Control": "no-store"})

    return routes


def metric_lines(service: WebService) -> Iterator[str]:
    """Yield the lines of Prometheus' text format."""
    hub = service.hub.statistics()
    yield from _metric("build_info", "gauge", "The program's version.")
    yield f'hearthwatch_build_info{{version="{service.version}"}} 1'
    for name, kind, what, value in (
        ("live_clients", "gauge", "Browsers that watch now.", hub.clients),
        ("live_tiles_published_total", "counter", "Tiles made since the start.", hub.published),
        ("live_tiles_handed_out_total", "counter", "Tiles handed to clients.", hub.handed_out),
        ("live_tiles_skipped_total", "counter", "Tiles that slow clients skipped.", hub.skipped),
    ):
        yield from _metric(name, kind, what)
        yield f"hearthwatch_{name} {value}"
    yield from _camera_lines(tuple(service.roster()))


def _camera_lines(cameras: tuple[RosterCamera, ...]) -> Iterator[str]:
    yield from _metric("camera_frame_age_seconds", "gauge", "Age of a camera's newest frame.")
    for camera in cameras:
        if camera.frame_age_s is not None:
            yield f'hearthwatch_camera_frame_age_seconds{{camera="{camera.id}"}} {camera.frame_age_s:.3f}'
    yield from _metric("camera_looks_per_second", "gauge", "Frames of a camera analysed per second.")
    for camera in cameras:
        yield f'hearthwatch_camera_looks_per_second{{camera="{camera.id}"}} {camera.looks_per_s:.3f}'
    yield from _metric("camera_connection", "gauge", "1 at the state that a camera's connection is in.")
    for camera in cameras:
        for state in ConnectionState:
            labels = f'camera="{camera.id}",state="{state}"'
            yield f"hearthwatch_camera_connection{{{labels}}} {int(camera.connection is state)}"
    yield from _metric("camera_watching", "gauge", "1 at how well a camera guards its place.")
    for camera in cameras:
        for watch in WatchState:
            labels = f'camera="{camera.id}",state="{watch}"'
            yield f"hearthwatch_camera_watching{{{labels}}} {int(camera.watching.state is watch)}"


def _metric(name: str, kind: str, what: str) -> Iterator[str]:
    yield f"# HELP hearthwatch_{name} {what}"
    yield f"# TYPE hearthwatch_{name} {kind}"
