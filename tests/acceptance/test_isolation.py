# SPDX-License-Identifier: Apache-2.0
"""One camera's failure, on whichever side of the seal, is no other camera's."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from hearthwatch.app import NamedOrder, Service
from hearthwatch.archive import Archive
from hearthwatch.commands.orders import PRELOAD, camera_order
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.ids import CameraId
from hearthwatch.sealed.spawn import Nursery
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.store import Store
from hearthwatch.supervisor import CameraOrder, SealedMains
from hearthwatch.testing.hostile_processes import (
    HostileReader,
    HostileWatcher,
    ReadTrick,
    Turning,
    WatchTrick,
)
from hearthwatch.testing.rows import candidate


def honest(name: str, telltale: socket.socket) -> CameraOrder:
    """Return a camera that needs none."""
    turning = Turning(0, telltale)
    mains = SealedMains(HostileReader(ReadTrick.NONE, turning), HostileWatcher(WatchTrick.NONE, turning))
    return replace(camera_order(parse_address("rtsp://127.0.0.1/none")), id=CameraId(name), mains=mains)


def failing() -> NoReturn:
    """Be a bug on our own side of the seal."""
    raise RuntimeError("a fault of ours")


def named(order: CameraOrder) -> NamedOrder:
    """Return an order that asks for a candidate at once."""
    return NamedOrder(order, order.id, 0.0, 3600.0)


async def run(service: Service, seconds: float) -> None:
    """Run a service for so long."""
    stop = asyncio.Event()
    with socket.create_server(("127.0.0.1", 0)) as sock:
        running = asyncio.create_task(service.run(sock, stop))
        await asyncio.wait([running], timeout=seconds)
        assert not running.done()
        stop.set()
        await running


@pytest.mark.timeout(60)
def test_a_supervisor_that_fails_stops_no_other_camera(tmp_path: Path) -> None:
    """A bug in one camera's supervisor is told as degraded; the other streams and the service runs on."""
    clock = SystemClock()

    async def both() -> tuple[ConnectionState, set[Hazard]]:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            bad = replace(honest("bad", theirs), inlet=failing)
            async with Archive(tmp_path, clock, keep=timedelta(hours=1), keep_bytes=None) as archive:
                service = Service(
                    [named(bad), named(honest("good", theirs))],
                    archive=archive, clock=clock, nursery=Nursery(PRELOAD),
                )  # fmt: skip
                await run(service, 8.0)
                incidents = await archive.call(lambda store: store.incidents())
        states = {camera.id: camera.connection for camera in service.roster()}
        return states[CameraId("good")], {
            place.hazard for each in incidents for place in each.places if place.camera == "bad"
        }

    state, hazards = asyncio.run(both())
    assert state is ConnectionState.STREAMING
    assert Hazard.DEGRADED in hazards


@pytest.mark.timeout(60)
def test_a_restart_of_the_service_brings_no_candidate_sooner(tmp_path: Path) -> None:
    """What was proposed less than an hour before is waited for, whoever restarts what."""
    clock = SystemClock()

    async def waits() -> list[float]:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            order = named(honest("barn", theirs))
            async with Archive(tmp_path, clock, keep=timedelta(hours=1), keep_bytes=None) as archive:
                service = Service([order], archive=archive, clock=clock, nursery=Nursery(PRELOAD))

                def add(store: Store) -> None:
                    store.save_cameras([(CameraId("barn"), "The barn")])
                    store.add_candidate(candidate(), CameraId("barn"))

                before = await archive.call(service._until_due_s(order))
                await archive.call(add)
                return [before, await archive.call(service._until_due_s(order))]

    before, after = asyncio.run(waits())
    assert before == 0.0
    assert 3590 < after <= 3600
