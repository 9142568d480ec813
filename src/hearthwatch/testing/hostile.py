# SPDX-License-Identifier: Apache-2.0
"""A camera that attacks who reads it: an RTSP server, each of whose tricks breaks the protocol its way.

A reader must come to an end with a fault, within its own time limits and without growing.
"""

from __future__ import annotations

import asyncio
import random
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

from .rtsp_loop import LoopThread, stop_listening

_SDP = (
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
    "a=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=control:track0\r\n"
)
#: Baseline, level 6.2, 65,520 x 65,520 pixels: 4095 macroblocks a side.
_VAST_SPS = bytes.fromhex("6742003ef801000400100007f0")
_PAUSE_S = 0.002


class Trick(StrEnum):
    """What it does wrong."""

    ENDLESS_HEADERS = "endless headers"
    ENDLESS_LINE = "a header line without end"
    SLOW_DRIP = "a byte now and then"
    OTHER_PROTOCOL = "answers HTTP"
    NOISE = "answers noise"
    HUGE_LENGTH = "announces a body of two gigabytes"
    NEGATIVE_LENGTH = "announces a body of negative length"
    LARGE_SDP = "a description of 40 megabytes"
    MANY_TRACKS = "a description of 5,000 tracks"
    REDIRECT_FOR_EVER = "redirects to itself"
    RTP_NOISE = "noise instead of pictures"
    RTP_WRONG_LENGTHS = "packets that end before or after their length"
    NAL_NOISE = "NAL units of noise"
    FRAGMENTS_WITHOUT_START = "fragments that never begin or end"
    AGGREGATE_LIES = "aggregates whose sizes lie"
    VAST_PICTURE = "parameter sets of a picture of gigabytes"


class HostileCamera:
    """The server; one trick for all connections."""

    def __init__(self, trick: Trick) -> None:
        """Take the trick."""
        self.trick = trick
        self.port = 0
        self._chance = random.Random(7)  # noqa: S311 - noise, the same in each run
        self._writers: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        """The address."""
        return f"rtsp://127.0.0.1:{self.port}/cam"

    @contextmanager
    def running(self) -> Iterator[HostileCamera]:
        """Serve from a thread of its own while the block runs."""
        with LoopThread() as loop:
            server = loop.call(self._start())
            try:
                yield self
            finally:
                loop.call(self._stop(server))

    async def _start(self) -> asyncio.Server:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _stop(self, server: asyncio.Server) -> None:
        await stop_listening(server)
        for writer in self._writers:
            writer.transport.abort()
        while self._writers:  # noqa: ASYNC110 - each notices at its next write
            await asyncio.sleep(_PAUSE_S)
        await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while True:
                    request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                    await self._answer(request, writer)
        finally:
            writer.transport.abort()
            self._writers.discard(writer)

    async def _answer(self, request: str, writer: asyncio.StreamWriter) -> None:
        method = request.split(" ", 1)[0]
        number = next(
            (line[5:].strip() for line in request.split("\r\n") if line.lower().startswith("cseq:")), "0"
        )
        head = f"RTSP/1.0 200 OK\r\nCSeq: {number}\r\n".encode()
        if self.trick in _AT_ONCE:
            await self._misbehave_at_once(head, writer)
        elif method == "DESCRIBE":
            await self._describe(head, number, writer)
        elif method == "SETUP":
            writer.write(head + b"Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n")
        elif method == "PLAY":
            writer.write(head + b"Session: 1\r\n\r\n")
            await self._play(writer)
        else:
            writer.write(head + b"\r\n")
        await writer.drain()

    async def _misbehave_at_once(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        if self.trick is Trick.OTHER_PROTOCOL:
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return
        writer.write(head if self.trick is not Trick.NOISE else b"")
        number = 0
        while True:
            number += 1
            writer.write(self._piece(number))
            await writer.drain()
            await asyncio.sleep(0.1 if self.trick is Trick.SLOW_DRIP else _PAUSE_S)

    def _piece(self, number: int) -> bytes:
        match self.trick:
            case Trick.ENDLESS_HEADERS:
                return f"X-{number}: {'y' * 900}\r\n".encode() * 16
            case Trick.ENDLESS_LINE:
                return b"z" * 65536
            case Trick.SLOW_DRIP:
                return b"X"
            case _:
                return self._chance.randbytes(4096)

    async def _describe(self, head: bytes, number: str, writer: asyncio.StreamWriter) -> None:
        sdp = _SDP.encode()
        typed = head + b"Content-Type: application/sdp\r\n"
        match self.trick:
            case Trick.REDIRECT_FOR_EVER:
                writer.write(f"RTSP/1.0 302 Moved\r\nCSeq: {number}\r\nLocation: {self.url}\r\n\r\n".encode())
            case Trick.HUGE_LENGTH:
                writer.write(typed + b"Content-Length: 2147483000\r\n\r\n" + sdp)
            case Trick.NEGATIVE_LENGTH:
                writer.write(typed + b"Content-Length: -1\r\n\r\n" + sdp)
            case Trick.LARGE_SDP:
                body = sdp + b"a=x:" + b"y" * 1000 + b"\r\n"
                body += (b"a=x:" + b"y" * 1000 + b"\r\n") * 40_000
                writer.write(typed + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
            case Trick.MANY_TRACKS:
                track = sdp[sdp.index(b"m=") :]
                body = sdp + track * 5_000
                writer.write(typed + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
            case _:
                writer.write(typed + f"Content-Length: {len(sdp)}\r\n\r\n".encode() + sdp)

    async def _play(self, writer: asyncio.StreamWriter) -> None:
        number = 0
        while True:
            number += 1
            writer.write(self._packet(number))
            await writer.drain()
            await asyncio.sleep(_PAUSE_S)

    def _packet(self, number: int) -> bytes:
        noise = self._chance.randbytes(900)
        header = struct.pack(">BBHII", 0x80, 96 | 0x80, number & 0xFFFF, number * 3000 & 0xFFFFFFFF, 7)
        match self.trick:
            case Trick.RTP_NOISE:
                return _interleaved(noise)
            case Trick.RTP_WRONG_LENGTHS:
                return _interleaved(header + noise, lie=self._chance.choice((-700, 300, 20_000)))
            case Trick.FRAGMENTS_WITHOUT_START:
                return _interleaved(header + bytes((0x7C, 0x05)) + noise)
            case Trick.AGGREGATE_LIES:
                return _interleaved(header + b"\x78\xff\xff" + noise)
            case Trick.VAST_PICTURE:
                nals = (_VAST_SPS, bytes.fromhex("68ce3c80"), b"\x65\x88" + noise)
                return b"".join(_interleaved(header + nal) for nal in nals)
            case _:
                kind = self._chance.choice((1, 5, 6, 7, 8))
                return _interleaved(header + bytes((0x60 | kind,)) + noise)


def _interleaved(packet: bytes, lie: int = 0) -> bytes:
    return struct.pack(">BBH", 0x24, 0, max(0, len(packet) + lie)) + packet


_AT_ONCE = frozenset(
    {
        Trick.ENDLESS_HEADERS,
        Trick.ENDLESS_LINE,
        Trick.SLOW_DRIP,
        Trick.OTHER_PROTOCOL,
        Trick.NOISE,
    }
)
