# SPDX-License-Identifier: Apache-2.0
"""A camera with a loudspeaker for tests: RTSP with ONVIF's audio back-channel; it decodes what it hears.

RTP over the same connection, digest or basic authentication; it can misbehave. As real ones do, it
describes a loudspeaker to those alone who ask for it by ``Require``.
"""

from __future__ import annotations

import asyncio
import os
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.rtp import parse_rtp

from .rtp_receiver import Arrival, Heard, heard
from .rtsp_auth import Login
from .rtsp_session import Request, parse_request

_REQUIRED = "www.onvif.org/ver20/backchannel"
_CHANNEL = 2

#: ``mute`` answers nothing, ``garbage`` answers what is no RTSP, ``unsupported`` knows no back-channel and
#: says so, ``deaf`` describes none, ``strange`` hears a codec that nobody has, ``vanishing`` breaks off
#: after a few packets, ``stuck`` reads nothing more once it plays.
Fault = Literal["", "mute", "garbage", "unsupported", "deaf", "strange", "vanishing", "stuck"]


@dataclass(slots=True)
class BackchannelCamera:
    """The camera. ``asked``: the methods that were asked of it, in order."""

    login: Login | None = None
    codec: CodecName = CodecName.PCMU
    fault: Fault = ""
    port: int = 0
    asked: list[str] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    _nonce: str = field(default_factory=lambda: os.urandom(8).hex())

    @property
    def url(self) -> str:
        """Its address, without credentials."""
        return f"rtsp://127.0.0.1:{self.port}/live"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[BackchannelCamera]:
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

        server = await asyncio.start_server(serve, "127.0.0.1", self.port, limit=2**12)
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
        """Return what it heard so far."""
        return heard(self.arrivals)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            begin = await reader.readexactly(1)
            if begin == b"$":
                _, length = struct.unpack(">BH", await reader.readexactly(3))
                self._hear(await reader.readexactly(length))
                if self.fault == "vanishing" and len(self.arrivals) >= 10:
                    return
                continue
            text = (begin + await reader.readuntil(b"\r\n\r\n")).decode()
            if self.fault == "mute":
                continue
            request = parse_request(text)
            self.asked.append(request.method)
            writer.write(b"\x00\xffno RTSP\n\n" if self.fault == "garbage" else self._answer(request))
            await writer.drain()
            if request.method == "PLAY" and self.fault == "stuck":
                await asyncio.Event().wait()

    def _hear(self, packet: bytes) -> None:
        self.arrivals.append(Arrival(time.monotonic(), parse_rtp(packet)))
        self.came.set()

    def _answer(self, request: Request) -> bytes:
        given = request.headers.get("authorization", "")
        if self.login and not self.login.admits(given, request.method, self._nonce):
            return _said(request, "401 Unauthorized", self.login.challenge(self._nonce))
        asks = _REQUIRED in request.headers.get("require", "")
        if asks and self.fault == "unsupported":
            return _said(request, "551 Option not supported", f"Unsupported: {_REQUIRED}")
        session = "Session: 1f2e;timeout=60"
        match request.method:
            case "DESCRIBE":
                base = f"Content-Base: {request.url}/"
                return _said(
                    request, "200 OK", "Content-Type: application/sdp", base, body=self._described(asks)
                )
            case "SETUP" if request.url == f"{self.url}/backchannel" and asks:
                transport = f"Transport: RTP/AVP/TCP;unicast;interleaved={_CHANNEL}-{_CHANNEL + 1}"
                return _said(request, "200 OK", session, transport)
            case "PLAY" | "TEARDOWN" | "OPTIONS" if request.headers.get("session") == "1f2e":
                return _said(request, "200 OK", session)
            case _:
                return _said(request, "455 Method Not Valid in This State")

    def _described(self, asks: bool) -> str:
        """Return the description: of the picture and the microphone always, of the loudspeaker if asked."""
        codec = codec_of(self.codec)
        lines = [
            "v=0", "o=- 0 0 IN IP4 127.0.0.1", "s=camera", "t=0 0", "a=control:*",
            "m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", "a=control:video", "a=recvonly",
            "m=audio 0 RTP/AVP 0", "a=rtpmap:0 PCMU/8000", "a=control:microphone", "a=recvonly",
        ]  # fmt: skip
        if asks and self.fault != "deaf":
            kind = (
                "97 OPUS/48000" if self.fault == "strange" else f"{codec.payload_type} {codec.encoding}/8000"
            )
            lines += [
                f"m=audio 0 RTP/AVP {kind.partition(' ')[0]}", f"a=rtpmap:{kind}", "a=control:backchannel",
                "a=sendonly",
            ]  # fmt: skip
        return "\r\n".join([*lines, ""])


def _said(request: Request, status: str, *headers: str, body: str = "") -> bytes:
    lines = [f"RTSP/1.0 {status}", f"CSeq: {request.headers.get('cseq', '0')}", *headers]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", body]).encode()
