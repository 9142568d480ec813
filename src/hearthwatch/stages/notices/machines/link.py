# SPDX-License-Identifier: Apache-2.0
"""The connection to an MQTT broker, kept for ever: publish in, messages of subscribed topics out.

MQTT 5 (OASIS, 2019) or 3.1.1. The last will makes ``PREFIX/status`` "offline", retained, where we vanish;
it is "online" while we are connected, and "offline" by ourselves where we end in order. QoS 1 throughout:
a publish returns when the broker has acknowledged it (PUBACK).
"""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiomqtt
from aiomqtt import ProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import PeerError

_log = logging.getLogger(__name__)

#: Back-off between attempts, in seconds: doubling, each time between half of it and the whole.
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 60.0
#: A connection that stood so long was a good one: the back-off begins anew.
_STEADY_S = 30.0
#: How long the broker may be silent, and how long a handshake may block a thread, in seconds.
_KEEPALIVE_S = 15
_QUEUE = 1000
#: MQTT 5, 2.4, and 3.1.1, 3.2.2.3: refusals that a person must mend; we try on, in case that somebody does.
_LOGIN = {"Not authorized", "Bad user name or password", "Bad authentication method"}
_TOPIC_BYTES = 65_535


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of a subscribed topic; ``retained``: the broker had kept it from before."""

    topic: str
    payload: bytes
    retained: bool = False


#: What is done with a message.
Take = Callable[[Incoming], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """Where a broker is, and how it is spoken to. ``context``: None for a connection in the clear."""

    host: str
    port: int
    context: ssl.SSLContext | None = None
    user: str = ""
    password: Secret | None = None
    version: ProtocolVersion = ProtocolVersion.V5
    client_id: str = "hearthwatch"
    prefix: str = "hearthwatch"
    #: How long the broker is waited for, in seconds.
    answer_s: float = 10.0

    @property
    def status_topic(self) -> str:
        """Where "online" or "offline" stands."""
        return f"{self.prefix}/status"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic filter, and what is done with what comes by it."""

    topics: str
    take: Take


class _Client(aiomqtt.Client):
    """aiomqtt with two more cares.

    By MQTT 5 a broker may refuse in a PUBACK (3.4.2.1), which aiomqtt takes for a success; and a connection
    that fails is closed at once, rather than when paho notices that its keepalive has passed.
    """

    def __init__(self, host: str, port: int, **options: Any) -> None:
        super().__init__(host, port, **options)
        self._refusals: dict[int, str] = {}

    async def __aenter__(self) -> Self:
        try:
            return await super().__aenter__()
        except BaseException:
            self._client.disconnect()
            raise

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, tb: TracebackType | None
    ) -> None:
        try:
            await super().__aexit__(exc_type, exc, tb)
        finally:
            self._client.disconnect()

    def _on_publish(
        self, client: Any, userdata: Any, mid: int, reason_code: ReasonCode, properties: Properties
    ) -> None:
        if reason_code.is_failure:
            self._refusals[mid] = str(reason_code)
        super()._on_publish(client, userdata, mid, reason_code, properties)

    @contextmanager
    def _pending_call(self, mid: int, value: Any, pending_dict: dict[int, Any]) -> Iterator[None]:
        with super()._pending_call(mid, value, pending_dict):
            yield
        if (reason := self._refusals.pop(mid, "")) and pending_dict is self._pending_publishes:
            raise _RefusedError(reason)


class _RefusedError(Exception):
    """The broker says why it does not take a message."""


class BrokerLink:
    """See the module. ``run`` connects; until then, and between connections, `publish` fails at once."""

    def __init__(self, address: BrokerAddress, clock: Clock, *, random: Callable[[], float]) -> None:
        """Take where to connect to; ``random`` gives 0..1, for the jitter."""
        self._address = address
        self._clock = clock
        self._random = random
        self._client: _Client | None = None
        self._subscriptions: list[Subscription] = []
        self._connected: list[Callable[[], Awaitable[None]]] = []
        self._why = "it was not connected to yet"
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_up(self) -> bool:
        """Whether the broker can be published to now."""
        return self._client is not None

    @property
    def why_down(self) -> str:
        """Why it is not up, in words; "" while it is."""
        return "" if self.is_up else self._why

    def subscribe(self, topics: str, take: Take) -> None:
        """Take what comes by a topic filter, from the next connection on."""
        self._subscriptions.append(Subscription(topics, take))

    def on_connected(self, do: Callable[[], Awaitable[None]]) -> None:
        """Do something at each connection, before anything that comes in is taken. It must not fail."""
        self._connected.append(do)

    async def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Publish, and return once the broker has it. Raises PeerError; final where the broker refuses it."""
        client = self._client
        if client is None:
            raise PeerError(f"The MQTT broker cannot be reached: {self._why}")
        # A task of its own: where the connection breaks, it is ended rather than left to its time-out.
        task = asyncio.create_task(client.publish(topic, payload, qos=1, retain=retain))
        self._under_way.add(task)
        try:
            await asyncio.wait({task})
            if task.cancelled():
                raise PeerError("The connection to the MQTT broker broke before it had acknowledged")
            task.result()
        except _RefusedError as error:
            raise PeerError(
                f"The MQTT broker refused {topic}: {error}", do="Check the user's rights there"
            ) from None
        except aiomqtt.MqttError as error:
            raise PeerError(f"The MQTT broker did not take it: {_words(error)}") from None
        finally:
            task.cancel()
            self._under_way.discard(task)

    async def run(self) -> None:
        """Connect, and connect again, until cancelled."""
        wait_s = _FIRST_WAIT_S
        while True:
            began_s = self._clock.monotonic()
            await self._connection()
            if self._clock.monotonic() - began_s >= _STEADY_S:
                wait_s = _FIRST_WAIT_S
            await asyncio.sleep(wait_s * (1 + self._random()) / 2)
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)

    async def _connection(self) -> None:
        """Hold one connection to its end, and tell its beginning and end in the log, once each."""
        was_why = self._why
        try:
            async with self._new_client() as client:
                await self._serve(client)
        except (aiomqtt.MqttError, OSError) as error:
            self._why = _words(error)
        finally:
            self._client = None
        if self._why != was_why:
            _log.warning("the MQTT broker is not connected: %s", self._why)

    async def _serve(self, client: _Client) -> None:
        for each in self._subscriptions:
            await self._subscribe(client, each.topics)
        await client.publish(self._address.status_topic, b"online", qos=1, retain=True)
        self._client, self._why = client, ""
        _log.info("the MQTT broker is connected")
        greeting = asyncio.create_task(self._greet())
        try:
            async for message in client.messages:
                await self._hand_on(message)
        except asyncio.CancelledError:
            # In order: nobody need wait for the will.
            with suppress(aiomqtt.MqttError):
                await client.publish(self._address.status_topic, b"offline", qos=1, retain=True, timeout=1.0)
            raise
        finally:
            self._client = None
            for task in (greeting, *self._under_way):
                task.cancel()

    async def _subscribe(self, client: _Client, topics: str) -> None:
        codes = await client.subscribe(topics, qos=1)
        # 128 and above is a failure, by 3.1.1 (3.9.3) as by 5.
        if any((code if isinstance(code, int) else code.value) >= 128 for code in codes):
            _log.warning("the MQTT broker does not let us listen to %s", topics)

    async def _greet(self) -> None:
        for do in self._connected:
            await do()

    async def _hand_on(self, message: aiomqtt.Message) -> None:
        for each in self._subscriptions:
            if message.topic.matches(each.topics):
                await self._take(
                    each, Incoming(message.topic.value, bytes(message.payload), bool(message.retain))
                )

    async def _take(self, subscription: Subscription, message: Incoming) -> None:
        """Hand a message on. What anybody may send must not end the connection that alarms go out by."""
        try:
            await subscription.take(message)
        except Exception:  # noqa: BLE001 - anybody's message, and our own fault
            _log.exception("a message of %s could not be taken", subscription.topics)

    def _new_client(self) -> _Client:
        address = self._address
        is_five = address.version is ProtocolVersion.V5
        return _Client(
            address.host,
            address.port,
            identifier=address.client_id,
            username=address.user or None,
            password=address.password.reveal() if address.password else None,
            protocol=address.version,
            clean_session=None if is_five else True,
            tls_context=address.context,
            keepalive=_KEEPALIVE_S,
            timeout=address.answer_s,
            max_queued_incoming_messages=_QUEUE,
            will=aiomqtt.Will(address.status_topic, b"offline", qos=1, retain=True),
        )


class _ClosingSocket(ssl.SSLSocket):
    """paho leaves the socket open where a handshake fails; a broker that is refused for days costs many."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


def _words(error: Exception) -> str:
    """Return why, without what a password or an address might stand in."""
    text = str(error)
    if any(each.lower() in text.lower() for each in _LOGIN):
        return "it refuses the user or the password"
    if "certificate verify failed" in text.lower():
        return "its certificate is not trusted"
    if "timed out" in text:
        return "it does not answer as a broker does"
    if "SSL" in text or "TLS" in text:
        return "it does not speak TLS as we do"
    return text[:120].strip() or type(error).__name__


def is_topic(text: str) -> bool:
    """Return whether ``text`` is a topic that can be published to (MQTT 5, 4.7)."""
    is_plain = all(ord(letter) >= 32 and not 127 <= ord(letter) <= 159 for letter in text)
    return bool(text) and is_plain and set("+#").isdisjoint(text) and len(text.encode()) <= _TOPIC_BYTES


def tls_context(ca_file: str) -> ssl.SSLContext:
    """Return what TLS trusts: the authorities of a file alone, or without one the system's.

    Raises OSError (ssl.SSLError is one) where the file cannot be used.
    """
    context = ssl.create_default_context(cafile=ca_file or None)
    context.sslsocket_class = _ClosingSocket
    return context
