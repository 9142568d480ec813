# SPDX-License-Identifier: Apache-2.0
"""A push service with browsers behind it: real HTTPS that checks each push and decrypts it.

In other moods it does what push services do on bad days.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from hearthwatch.model.clock import Clock, SystemClock

from .certificates import Certificates
from .web_push import Browser, PushRefusedError, check_authorization

_URGENCIES = {"very-low", "low", "normal", "high"}
_SLOW_S = 30.0


class Mood(StrEnum):
    """How the service answers."""

    OK = "201"
    ACCEPTED = "202"
    GONE = "410"
    NOT_FOUND = "404"
    TOO_LARGE = "413"
    BUSY = "429"
    BUSY_UNTIL = "429 with a date"
    ERROR = "500"
    REDIRECT = "307"
    #: It takes the push and does not answer for half a minute.
    SLOW = "slow"
    #: What comes back is no HTTP.
    GARBAGE = "garbage"
    #: A 201 whose body never ends.
    ENDLESS = "endless"
    #: It ends the connection without a word.
    HANGS_UP = "hangs up"


@dataclass(frozen=True, slots=True)
class Pushed:
    """A push that arrived and was in order: its headers, names in lower case, and what it said."""

    at_s: float
    headers: Mapping[str, str]
    text: bytes


@dataclass(slots=True)
class PushService:
    """A running service. ``pushed``: what arrived; ``refused``: why others did not."""

    clock: Clock = field(default_factory=SystemClock)
    mood: Mood = Mood.OK
    retry_after: str = "17"
    browsers: dict[str, Browser] = field(default_factory=dict)
    pushed: list[Pushed] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    address: str = ""
    _answering: set[asyncio.Task[None]] = field(default_factory=set)

    def subscribe(self) -> tuple[str, Browser]:
        """Return the endpoint and the keys of a new browser."""
        path = f"/push/{len(self.browsers)}"
        self.browsers[path] = Browser()
        return self.address + path, self.browsers[path]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it ends."""
        if task := asyncio.current_task():
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        try:
            while line := await reader.readline():
                path = line.decode("latin-1").split(" ")[1]
                headers = await _headers(reader)
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                if not await self._reply(writer, self._status(path, headers, body)):
                    return
        except (ConnectionError, asyncio.IncompleteReadError, IndexError, ssl.SSLError):
            pass
        except asyncio.CancelledError:
            writer.transport.abort()  # by `close`: the task ends here, and its end is no fault
        finally:
            writer.close()

    async def close(self) -> None:
        """End all connections."""
        answering = tuple(self._answering)
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering)

    def _status(self, path: str, headers: Mapping[str, str], body: bytes) -> int:
        if self.mood not in {Mood.OK, Mood.ACCEPTED, Mood.ENDLESS}:
            return 0
        try:
            self.pushed.append(self._checked(path, headers, body))
        except PushRefusedError as error:
            self.refused.append(str(error))
            return 400
        return 202 if self.mood is Mood.ACCEPTED else 201

    def _checked(self, path: str, headers: Mapping[str, str], body: bytes) -> Pushed:
        """Return a push that is in order (RFC 8030 section 5). Raises PushRefusedError."""
        check_authorization(headers.get("authorization", ""), self.address, self.clock.now().timestamp())
        if headers.get("content-encoding") != "aes128gcm":
            raise PushRefusedError("no aes128gcm")
        if not headers.get("ttl", "").isdigit() or headers.get("urgency") not in _URGENCIES:
            raise PushRefusedError("no TTL, or no such urgency")
        topic = headers.get("topic", "")
        if len(topic) > 32 or not topic.replace("-", "").replace("_", "").isalnum() or not topic.isascii():
            raise PushRefusedError("no topic of 32 letters")
        if path not in self.browsers:
            raise PushRefusedError("no such subscription")
        return Pushed(self.clock.monotonic(), headers, self.browsers[path].decrypt(body))

    async def _reply(self, writer: asyncio.StreamWriter, status: int) -> bool:
        """Answer in the mood of now; return whether the connection goes on."""
        extra = ""
        if self.mood is Mood.HANGS_UP:
            return False
        if self.mood is Mood.GARBAGE:
            writer.write(b"\x15\x03\x01 we speak something else\r\n\r\n")
            await writer.drain()
            return False
        if self.mood is Mood.SLOW:
            await asyncio.sleep(_SLOW_S)
            return False
        if self.mood in {Mood.BUSY, Mood.BUSY_UNTIL}:
            extra = f"Retry-After: {self.retry_after}\r\n"
        if self.mood is Mood.REDIRECT:
            extra = f"Location: {self.address}/elsewhere\r\n"
        if self.mood is Mood.ENDLESS:
            writer.write(b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n")
            while True:
                writer.write(b"400\r\n" + b"x" * 1024 + b"\r\n")
                await writer.drain()
        if status in {201, 202}:
            extra += f"Location: {self.address}/message/{len(self.pushed)}\r\n"
        code = status or int(self.mood.value[:3])
        writer.write(f"HTTP/1.1 {code} -\r\nContent-Length: 0\r\n{extra}\r\n".encode())
        await writer.drain()
        return True


@asynccontextmanager
async def push_service(certificates: Certificates) -> AsyncIterator[PushService]:
    """Run one at a free port of localhost until left. A client must trust the certificates' authority."""
    service = PushService()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.server, certificates.key)
    server = await asyncio.start_server(service.answer, "127.0.0.1", 0, ssl=context)
    service.address = f"https://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        yield service
    finally:
        server.close()
        await service.close()


async def _headers(reader: asyncio.StreamReader) -> dict[str, str]:
    headers: dict[str, str] = {}
    while line := (await reader.readline()).decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers
