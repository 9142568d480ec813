# SPDX-License-Identifier: Apache-2.0
"""Our side of a real MQTT broker, wired and running, and somebody else who listens there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiomqtt

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.stages.notices.machines.home_assistant import Origin
from hearthwatch.stages.notices.machines.link import BrokerAddress, BrokerLink, tls_context
from hearthwatch.stages.notices.machines.mqtt import MqttChannel
from hearthwatch.stages.notices.machines.states import MachineStates
from hearthwatch.stages.notices.machines.topics import Topics
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.mosquitto import Mosquitto

PASSWORD = "open sesame, and none else"  # noqa: S105 - for tests
TOPICS = Topics()


def address(broker: Mosquitto, certificates: Certificates, **changes: Any) -> BrokerAddress:
    """Return how the service reaches a broker."""
    usual: dict[str, Any] = {
        "context": tls_context(str(certificates.authority)),
        "user": "hearthwatch",
        "password": Secret(PASSWORD),
    }
    return BrokerAddress("localhost", broker.port, **(usual | changes))


@dataclass
class Wired:
    """A channel that runs, with what belongs to it."""

    channel: MqttChannel
    states: MachineStates
    link: BrokerLink


@asynccontextmanager
async def running(where: BrokerAddress, topics: Topics = TOPICS) -> AsyncIterator[Wired]:
    """Run a channel; the back-off's jitter is always the shortest."""
    link = BrokerLink(where, SystemClock(), random=lambda: 0.0)
    states = MachineStates(link, topics, Origin("0.1.0"))
    channel = MqttChannel(link, states, topics)
    task = asyncio.create_task(channel.run())
    try:
        yield Wired(channel, states, link)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass
class Listener:
    """Somebody else at the broker: what it heard: topic, payload, retained, when (monotonic seconds)."""

    heard: list[tuple[str, bytes, bool, float]] = field(default_factory=list)
    client: aiomqtt.Client | None = None

    @property
    def now(self) -> dict[str, bytes]:
        """What each topic held last."""
        return {topic: payload for topic, payload, _retained, _at in self.heard}


@asynccontextmanager
async def listening(broker: Mosquitto, certificates: Certificates) -> AsyncIterator[Listener]:
    """Listen to everything."""
    listener = Listener()
    async with aiomqtt.Client(
        "localhost", broker.port, username="listener", password=PASSWORD,
        tls_context=tls_context(str(certificates.authority)),
    ) as client:  # fmt: skip
        listener.client = client
        await client.subscribe("#", qos=1)

        async def hear() -> None:
            async for each in client.messages:
                listener.heard.append(
                    (each.topic.value, bytes(each.payload), bool(each.retain), time.monotonic())
                )

        task = asyncio.create_task(hear())
        try:
            yield listener
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def until(holds: Callable[[], object], within_s: float = 15.0) -> None:
    """Wait until something holds; fail after ``within_s``."""
    end = time.monotonic() + within_s
    while not holds():
        if time.monotonic() >= end:
            raise TimeoutError("it never held")
        await asyncio.sleep(0.005)
