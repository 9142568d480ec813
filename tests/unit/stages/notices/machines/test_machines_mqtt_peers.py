# SPDX-License-Identifier: Apache-2.0
"""Brokers that are none, or that stop in the middle: nothing hangs, nothing is called accepted."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.machines.link import BrokerAddress, BrokerLink
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import address, running, until
from hearthwatch.testing.notices import message

UNKNOWN = "it was not connected to yet"


def why_down(answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object]) -> str:
    """Return why a link is down at a peer that answers so."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)  # type: ignore[misc]
        finally:
            writer.close()

    async def scene() -> str:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, running(BrokerAddress("127.0.0.1", port, answer_s=0.5)) as wired:
            await until(lambda: wired.link.why_down != UNKNOWN)
            with pytest.raises(PeerError) as caught:
                await wired.channel.deliver(message(), "")
            assert caught.value.transient
            return wired.link.why_down

    return asyncio.run(scene())


async def garbage(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer what is no MQTT."""
    await reader.read(100)
    writer.write(os.urandom(200))
    await writer.drain()


async def silence(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Never answer."""
    while await reader.read(100):
        pass


async def hang_up(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """End the connection once something was said."""
    await reader.read(100)


async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the connection, and then nothing any more."""
    await reader.read(100)
    writer.write(b"\x20\x03\x00\x00\x00")
    await silence(reader, writer)


@pytest.mark.parametrize("answer", [garbage, silence, hang_up, half])
def test_what_is_no_broker_is_told_and_tried_again(
    answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], object],
) -> None:
    """Garbage, silence, hanging up and half a broker are each a reason in words, and no delivery waits."""
    assert why_down(answer) not in {"", UNKNOWN}


def open_now() -> int:
    """Return how many descriptors this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_peer_that_never_answers_costs_no_more_sockets_each_time() -> None:
    """After six attempts at a peer that is silent, no more is open than after one."""
    connections = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            await silence(reader, writer)
        finally:
            writer.close()

    async def scene() -> int:
        server = await asyncio.start_server(talk, "127.0.0.1", 0)
        where = BrokerAddress("127.0.0.1", server.sockets[0].getsockname()[1], answer_s=0.05)
        # Below 0: the shortest waits are shorter still.
        link = BrokerLink(where, SystemClock(), random=lambda: -0.95)
        before = open_now()
        task = asyncio.create_task(link.run())
        async with server:
            await until(lambda: connections >= 6)
            opened = open_now() - before
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        return opened

    # Of the one that is tried now: ours, theirs, and the pair that wakes paho.
    assert asyncio.run(scene()) <= 6


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_a_broker_that_stands_still_costs_its_time_and_no_more(
    broker: Mosquitto, certificates: Certificates
) -> None:
    """While a broker is stopped a delivery fails in its time; once it goes on the next is accepted."""

    async def scene() -> tuple[float, DeliveryState]:
        async with running(address(broker, certificates, answer_s=1.0)) as wired:
            await until(lambda: wired.link.is_up)
            broker.pause()
            began = time.monotonic()
            with pytest.raises(PeerError, match="does not answer"):
                await wired.channel.deliver(message(), "")
            took_s = time.monotonic() - began
            broker.go_on()
            await until(lambda: wired.link.is_up)
            return took_s, (await wired.channel.deliver(message(), "")).state

    took_s, state = asyncio.run(scene())
    assert took_s < 2
    assert state is DeliveryState.ACCEPTED
