# SPDX-License-Identifier: Apache-2.0
"""The live socket over a real server at a loopback port."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from hearthwatch.model.health import ConnectionState
from hearthwatch.model.ids import PlateId
from hearthwatch.model.scene import unknown_cells
from hearthwatch.stages.publishing.wire import ROSTER_CHANGED, TileMessage
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.bind import listen
from hearthwatch.web.serve import CLIENT_MESSAGE_BYTES, serve

Scene = Callable[[str], Awaitable[None]]


def tile(camera: int, sequence: int = 0) -> bytes:
    """Return a camera's tile."""
    return TileMessage(
        camera,
        sequence,
        datetime(2026, 1, 31, tzinfo=UTC),
        PlateId(0),
        has_picture=True,
        connection=ConnectionState.STREAMING,
        hazards=0,
        frame_age_s=0.1,
        cells=unknown_cells(),
    ).encode()


def play(app: FastAPI, scene: Scene) -> None:
    """Serve the application while a scene plays, which is given the socket's address."""

    async def served() -> None:
        listener = listen("127.0.0.1", 0)
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}/api/live"
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(app, listener, stop))
        try:
            await scene(url)
        finally:
            stop.set()
            await serving

    asyncio.run(asyncio.wait_for(served(), 20))


async def closed_with(client: ClientConnection) -> int:
    """Return the code with which the server closes a connection."""
    try:
        while True:
            await client.recv()
    except ConnectionClosed as closed:
        return 0 if closed.rcvd is None else closed.rcvd.code


def test_tiles_arrive_at_once_and_as_they_are_published(app: FastAPI, service: FakeWebService) -> None:
    """On joining the current tile of every camera comes, then what is published, then notices."""
    service.hub.publish(0, tile(0))
    service.hub.publish(1, tile(1))

    async def scene(url: str) -> None:
        async with connect(url) as client:
            assert [await client.recv(), await client.recv()] == [tile(0), tile(1)]
            service.hub.publish(1, tile(1, 7))
            assert await client.recv() == tile(1, 7)
            service.hub.announce_roster()
            assert await client.recv() == ROSTER_CHANGED

    play(app, scene)


def test_whoever_leaves_makes_room(app: FastAPI, service: FakeWebService) -> None:
    """With two allowed the third is told to come again later; after one has left there is room."""
    service.hub.publish(0, tile(0))

    async def scene(url: str) -> None:
        async with connect(url) as first, connect(url) as second:
            assert [await first.recv(), await second.recv()] == [tile(0)] * 2
            async with connect(url) as third:
                assert await closed_with(third) == 1013
            await first.close()
            async with connect(url) as fourth:
                assert await fourth.recv() == tile(0)

    play(app, scene)
    assert service.hub.statistics().clients == 0


def test_what_clients_say_is_ignored_unless_it_is_large(app: FastAPI, service: FakeWebService) -> None:
    """Small messages change nothing; one of more than a kilobyte ends the connection."""
    service.hub.publish(0, tile(0))

    async def scene(url: str) -> None:
        async with connect(url) as client:
            assert await client.recv() == tile(0)
            await client.send("hello")
            await client.send(b"\x00" * CLIENT_MESSAGE_BYTES)
            service.hub.publish(0, tile(0, 1))
            assert await client.recv() == tile(0, 1)
            await client.send(b"\x00" * (CLIENT_MESSAGE_BYTES + 1))
            assert await closed_with(client) == 1009

    play(app, scene)


def test_a_client_that_does_not_read_holds_nobody_up(app: FastAPI, service: FakeWebService) -> None:
    """While one client reads nothing, another gets every tile, and the first one's share is skipped."""
    service.hub.publish(0, tile(0))

    async def scene(url: str) -> None:
        async with connect(url, max_queue=1) as stuck, connect(url) as reading:
            assert [await stuck.recv(), await reading.recv()] == [tile(0)] * 2
            for sequence in range(2000):
                service.hub.publish(0, tile(0, sequence))
                assert await reading.recv() == tile(0, sequence)
            assert service.hub.statistics().skipped > 0
            stuck.transport.abort()

    play(app, scene)


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_sites_socket_is_not_opened(app: FastAPI, headers: dict[str, str]) -> None:
    """A page of another origin is refused before the socket opens."""

    async def scene(url: str) -> None:
        with pytest.raises(InvalidStatus) as refused:
            await connect(url, additional_headers=headers)
        assert refused.value.response.status_code == 403

    play(app, scene)


def test_the_end_of_the_service_ends_its_sockets(app: FastAPI) -> None:
    """When told to stop, the server says so to those who watch, and leaves signals as they were."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)

    async def served() -> None:
        listener = listen("127.0.0.1", 0)
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}/api/live"
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(app, listener, stop))
        async with connect(url) as client:
            during = signal.getsignal(signal.SIGTERM)
            stop.set()
            assert await closed_with(client) == 1012
        await serving
        assert listener.fileno() == -1
        assert during == before[1]

    asyncio.run(asyncio.wait_for(served(), 20))
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


def test_a_cancelled_server_ends_in_order(app: FastAPI) -> None:
    """Cancelling the task closes the port and leaves no task behind."""

    async def served() -> None:
        before = asyncio.all_tasks()
        listener = listen("127.0.0.1", 0)
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}/api/live"
        serving = asyncio.create_task(serve(app, listener, asyncio.Event()))
        async with connect(url) as client:
            serving.cancel()
            assert await closed_with(client) == 1012
        with pytest.raises(asyncio.CancelledError):
            await serving
        assert asyncio.all_tasks() == before
        assert listener.fileno() == -1

    asyncio.run(asyncio.wait_for(served(), 20))


def test_cancelling_a_server_that_is_ending_does_not_hurry_it(app: FastAPI) -> None:
    """A cancellation during the orderly end waits for that end and leaves no task behind."""

    async def served() -> None:
        before = asyncio.all_tasks()
        listener = listen("127.0.0.1", 0)
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}/api/live"
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(app, listener, stop))
        async with connect(url) as client:
            stop.set()
            assert await closed_with(client) == 1012
            serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving
        assert asyncio.all_tasks() == before

    asyncio.run(asyncio.wait_for(served(), 20))
