# SPDX-License-Identifier: Apache-2.0
"""A horn for tests that takes sound by HTTP: as an Axis device does, or as a WAV file; it can misbehave.

It keeps what it was sent, decoded, tells its status, and asks for a password where it has one.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import time
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of

from .rtp_receiver import Heard
from .rtsp_auth import Login
from .rtsp_session import Request, parse_request

#: ``mute`` answers nothing, ``garbage`` answers what is no HTTP, ``vanishing`` breaks off in the midst of
#: the sound, ``silent`` takes it and says that it does not play, ``nonsense`` has a status that is none.
Fault = Literal["", "mute", "garbage", "vanishing", "silent", "nonsense"]

_VANISHES_AT = 2_000


@dataclass(slots=True)
class HttpHorn:
    """The horn. ``status``: what it answers to sound, such as "200 OK"; ``asked``: what it was asked.

    ``answers_after_s``: how long after the sound it answers. ``counts``: its status says how
    many sounds it has played.
    """

    login: Login | None = None
    fault: Fault = ""
    status: str = "200 OK"
    headers: tuple[str, ...] = ()
    port: int = 0
    answers_after_s: float = 0.0
    counts: bool = True
    asked: list[str] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    received: int = 0
    stopped: bool = False
    _sound: bytes = b""
    _kind: str = ""
    _played: int = 0
    _until: float = 0.0
    _nonce: str = field(default_factory=lambda: os.urandom(8).hex())

    @property
    def url(self) -> str:
        """Its root; ``/play``, ``/status`` and ``/stop`` are below, and what Axis devices have."""
        return f"http://127.0.0.1:{self.port}"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[HttpHorn]:
        """Serve while the block runs."""
        serving: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if (task := asyncio.current_task()) is not None:
                serving.add(task)
            with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                await self._serve(reader, writer)
            writer.transport.abort()
            with suppress(ConnectionError, OSError):
                await writer.wait_closed()

        server = await asyncio.start_server(serve, "127.0.0.1", self.port)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for each in serving:
                each.cancel()
            await asyncio.gather(*serving, return_exceptions=True)
            await server.wait_closed()

    def heard(self) -> Heard:
        """Return the last sound that it was sent."""
        if self._kind == "audio/basic":
            return Heard(codec_of(CodecName.PCMU).decode(self._sound), 8_000)
        with wave.open(io.BytesIO(self._sound)) as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), np.int16)
            return Heard(samples, file.getframerate())

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            request = parse_request((await reader.readuntil(b"\r\n\r\n")).decode())
            self.asked.append(f"{request.method} {request.url.partition('?')[0]}")
            body = await self._body(request, reader)
            if body is None:
                return
            if self.fault == "mute":
                await asyncio.Event().wait()
            if body:
                await asyncio.sleep(self.answers_after_s)
            writer.write(
                b"\x00\xffno HTTP\r\n\r\n" if self.fault == "garbage" else self._answer(request, body)
            )
            await writer.drain()

    async def _body(self, request: Request, reader: asyncio.StreamReader) -> bytes | None:
        """Return a request's body as it comes, None where the horn breaks off in its midst."""
        length, body = int(request.headers.get("content-length", "0")), b""
        while len(body) < length:
            piece = await reader.read(min(4096, length - len(body)))
            if not piece:
                return None
            body += piece
            self.received = len(body)
            self.came.set()
            if self.fault == "vanishing" and len(body) >= _VANISHES_AT:
                return None
        return body

    def _answer(self, request: Request, body: bytes) -> bytes:
        given = request.headers.get("authorization", "")
        if self.login and not self.login.admits(given, request.method, self._nonce):
            return _said("401 Unauthorized", self.login.challenge(self._nonce))
        path = request.url.partition("?")[0]
        match request.method, path:
            case "GET", "/status":
                return _said("200 OK", body=self._state())
            case "GET", "/axis-cgi/param.cgi":
                return _said("200 OK", body="root.Properties.Audio.Audio=yes")
            case "POST", "/stop":
                self.stopped = True
                return _said("200 OK")
            case "POST", "/play" | "/axis-cgi/audio/transmit.cgi":
                self._sound, self._kind = body, request.headers.get("content-type", "")
                if self.status.startswith("2") and self.fault != "silent":
                    self._played += 1
                    self._until = time.monotonic() + self.heard().length_s
                return _said(self.status, *self.headers)
            case _:
                return _said("404 Not Found")

    def _state(self) -> str:
        if self.fault == "nonsense":
            return "<html>a page of the horn's</html>"
        state = {"playing": time.monotonic() < self._until}
        return json.dumps(state | ({"played": self._played} if self.counts else {}))


def _said(status: str, *headers: str, body: str = "") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "", body]).encode()
