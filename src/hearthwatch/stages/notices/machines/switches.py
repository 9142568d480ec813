# SPDX-License-Identifier: Apache-2.0
"""What switches a relay: by HTTP as Shelly and Tasmota have it, by plain HTTP, or by an MQTT topic.

Where the device can, it is told to switch off by itself after a while: a siren must fall silent where we die.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

import httpx

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import PeerError

from .exchange import Request, exchange
from .link import BrokerLink


class Switch(Protocol):
    """A relay's driver."""

    async def set(self, *, is_on: bool, for_s: float) -> None:
        """Switch. ``for_s``: after which an "on" should end by itself, in seconds. Raises PeerError."""
        ...


@dataclass(frozen=True, slots=True)
class ShellySwitch:
    """Shelly, second generation and later: JSON by POST to /rpc/Switch.Set, with ``toggle_after``.

    Its password goes by Digest with SHA-256 for the user admin (Shelly API documentation, "Authentication").
    """

    name: str
    url: str
    client: httpx.AsyncClient
    clock: Clock
    output: int = 0
    password: Secret | None = None

    async def set(self, *, is_on: bool, for_s: float) -> None:
        """Switch."""
        order: dict[str, object] = {"id": self.output, "on": is_on}
        if is_on:
            order["toggle_after"] = math.ceil(for_s)
        request = Request(
            self.name,
            "POST",
            f"{self.url.rstrip('/')}/rpc/Switch.Set",
            json.dumps(order, separators=(",", ":")).encode(),
            {"Content-Type": "application/json"},
            httpx.DigestAuth("admin", self.password.reveal()) if self.password else None,
        )
        await exchange(self.client, request, self.clock.now())


@dataclass(frozen=True, slots=True)
class TasmotaSwitch:
    """Tasmota: a command by GET to /cm, with PulseTime, after which its relay falls off by itself.

    Tasmota takes a user and a password in the address alone (its documentation, "Commands", web requests).
    """

    name: str
    url: str
    client: httpx.AsyncClient
    clock: Clock
    output: int = 0
    password: Secret | None = None

    async def set(self, *, is_on: bool, for_s: float) -> None:
        """Switch."""
        relay = self.output + 1
        # PulseTime: from 112 on whole seconds, 100 added; 64,900 is the most.
        pulse = min(max(math.ceil(for_s), 12) + 100, 64_900)
        command = f"Backlog PulseTime{relay} {pulse}; Power{relay} On" if is_on else f"Power{relay} Off"
        login = f"user=admin&password={quote(self.password.reveal(), safe='')}&" if self.password else ""
        url = f"{self.url.rstrip('/')}/cm?{login}cmnd={quote(command)}"
        answer = await exchange(self.client, Request(self.name, "GET", url), self.clock.now())
        if b'"WARNING"' in answer.body:
            raise PeerError(
                f"{self.name} refused the password", do="Check its password_file", transient=False
            )


@dataclass(frozen=True, slots=True)
class HttpSwitch:
    """Two fixed requests. It has no watchdog of its own: the device must have one, or we must not die."""

    client: httpx.AsyncClient
    clock: Clock
    on: Request
    off: Request

    async def set(self, *, is_on: bool, for_s: float) -> None:  # noqa: ARG002 - it knows no time
        """Switch."""
        await exchange(self.client, self.on if is_on else self.off, self.clock.now())


@dataclass(frozen=True, slots=True)
class MqttSwitch:
    """Two fixed payloads at a topic, not retained: a broker that comes back must not sound a siren."""

    link: BrokerLink
    topic: str
    on: str
    off: str

    async def set(self, *, is_on: bool, for_s: float) -> None:  # noqa: ARG002 - it knows no time
        """Switch."""
        await self.link.publish(self.topic, (self.on if is_on else self.off).encode())
