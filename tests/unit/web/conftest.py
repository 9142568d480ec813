# SPDX-License-Identifier: Apache-2.0
"""A service of two cameras, the application over it, and a way to ask that application something."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from hearthwatch.model.health import ConnectionState, FaultCode
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import PlateState
from hearthwatch.model.scene import Light, unknown_cells
from hearthwatch.model.watching import Watching, WatchState
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import load_pages
from hearthwatch.web.server import create_app
from hearthwatch.web.service import PlatePicture, RosterCamera, RosterPlate

BEGIN = datetime(2026, 1, 31, 18, 0, tzinfo=UTC)
Ask = Callable[..., httpx.Response]


def rows() -> list[MapRow]:
    """Return a minute of the mill, of which every fourth row has no picture."""
    return [
        MapRow(
            CameraId("mill"),
            BEGIN + k * timedelta(seconds=0.5),
            3,
            has_picture=k % 4 != 0,
            hazards=0,
            cells=unknown_cells(),
        )
        for k in range(120)
    ]


@pytest.fixture
def service() -> FakeWebService:
    """Return a mill that streams, a barn that waits, and a plate in each state of its life."""
    approved = {
        1: (PlateState.CANDIDATE, None),
        2: (PlateState.RETIRED, None),
        3: (PlateState.COMMISSIONED, BEGIN),
        4: (PlateState.RETIRED, BEGIN),
        # A candidate stays one whatever else its row says.
        5: (PlateState.CANDIDATE, BEGIN),
    }
    plate = RosterPlate(PlateId(3), Light.LAMPS, 1280, 720, 0.97)
    mill = RosterCamera(
        0, CameraId("mill"), "Mill stream", ConnectionState.STREAMING, None, (plate,), 0.25, 5.0
    )
    barn = RosterCamera(
        1, CameraId("barn"), "Barn", ConnectionState.WAITING, FaultCode.UNREACHABLE,
        watching=Watching(WatchState.BLIND, "the camera cannot be reached; it is tried again"),
    )  # fmt: skip
    return FakeWebService(
        LiveHub(FakeClock(), clients=2),
        cameras=(mill, barn),
        plates={
            PlateId(n): PlatePicture(b"png %d" % n, CameraId("mill"), *state) for n, state in approved.items()
        },
        rows=rows(),
    )


@pytest.fixture
def front_end(tmp_path: Path) -> Path:
    """Return a folder as the front end's build leaves it."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Hearthwatch</title>", encoding="utf-8")
    (tmp_path / "mark.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "assets" / "index-B7x.js").write_text("'script'", encoding="utf-8")
    (tmp_path / "assets" / "notes.exe").write_text("no page", encoding="utf-8")
    return tmp_path


@pytest.fixture
def clock() -> FakeClock:
    """Return the clock that alarms go by."""
    return FakeClock()


@pytest.fixture
def alarms(clock: FakeClock) -> FakeAlarmService:
    """Return alarms without an incident and without a channel."""
    return FakeAlarmService(clock)


@pytest.fixture
def app(service: FakeWebService, front_end: Path, alarms: FakeAlarmService) -> FastAPI:
    """Return the application."""
    return create_app(service, load_pages(front_end), alarms)


@pytest.fixture
def ask(app: FastAPI) -> Ask:
    """Return a function that asks the application for a path, as a program on this machine does."""

    def asked(path: str, method: str = "GET", body: object = None, **headers: str) -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480") as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                return await client.request(method, path, headers=named, json=body)

        return asyncio.run(request())

    return asked
