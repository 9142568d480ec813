# SPDX-License-Identifier: Apache-2.0
"""One connection of the RTSP camera: requests in, answers and RTP out (RFC 2326)."""

from __future__ import annotations

import asyncio
import os
import random
import re
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from .rtsp_auth import Login
from .rtsp_media import CLOCK_HZ, PAYLOAD_TYPE, AccessUnit, Media
from .rtsp_payload import RtpStream

_STALL_POLL_S = 0.02
_METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER"
_SOURCE = 0x48574341
#: Interleaved channels, and of two UDP ports the first and the second.
_MEDIA, _REPORTS = 0, 1


class FaultsView(Protocol):
    """What a session asks of the camera's faults."""

    is_mute: bool
    is_stalled: bool
    drop_share: float
    jump_s: float


class Camera(Protocol):
    """What a session asks of its camera."""

    media: Media
    login: Login | None
    loops: bool
    played: int
    chance: random.Random

    @property
    def faults(self) -> FaultsView:
        """How it misbehaves."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """An RTSP request; header names in lower case."""

    method: str
    url: str
    headers: dict[str, str]


def parse_request(text: str) -> Request:
    """Return the request of these lines. Raises ValueError where it is none."""
    first, *lines = text.split("\r\n")
    method, url, _ = first.split(" ", 2)
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return Request(method, url, {name.lower(): value.strip() for name, value in pairs})


class Session:
    """One client, from its connection to its end."""

    def __init__(self, camera: Camera, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the connection."""
        self._camera = camera
        self._media = camera.media
        self._reader = reader
        self._writer = writer
        self._nonce = os.urandom(8).hex()
        self._name = os.urandom(4).hex()
        self._stream = RtpStream(PAYLOAD_TYPE, _SOURCE)
        self._send: Callable[[bytes, int], None] = self._send_interleaved
        self._datagrams: tuple[socket.socket, socket.socket] | None = None
        self._playing: asyncio.Task[None] | None = None
        self.over = asyncio.Event()

    async def run(self) -> None:
        """Serve until the client goes."""
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, ValueError):
                await self._answer_all()
        finally:
            if self._playing is not None:
                self._playing.cancel()
                await asyncio.gather(self._playing, return_exceptions=True)
            for each in self._datagrams or ():
                each.close()
            with suppress(ConnectionError, OSError):
                self._writer.close()
                await self._writer.wait_closed()
            self.over.set()

    def abort(self) -> None:
        """Break the connection off."""
        self._writer.transport.abort()

    def say_bye(self) -> None:
        """End the stream cleanly, and keep the connection."""
        if self._playing is not None:
            self._playing.cancel()
            self._send(self._stream.farewell(), _REPORTS)

    async def _answer_all(self) -> None:
        while True:
            begin = await self._reader.readexactly(1)
            if begin == b"$":  # the client's own report, over the same connection
                (length,) = struct.unpack(">xH", await self._reader.readexactly(3))
                await self._reader.readexactly(length)
                continue
            text = begin + await self._reader.readuntil(b"\r\n\r\n")
            if self._camera.faults.is_mute:
                continue
            request = parse_request(text.decode("utf-8", "replace"))
            self._answer(request)
            await self._writer.drain()
            if request.method == "TEARDOWN":
                return

    def _answer(self, request: Request) -> None:
        login = self._camera.login
        given = request.headers.get("authorization", "")
        if login and request.method != "OPTIONS" and not login.admits(given, request.method, self._nonce):
            self._say(request, "401 Unauthorized", login.challenge(self._nonce))
            return
        match request.method:
            case "OPTIONS":
                self._say(
                    request, "200 OK", "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER"
                )
            case "DESCRIBE":
                base = f"Content-Base: {request.url}/"
                body = self._media.sdp("127.0.0.1")
                self._say(request, "200 OK", "Content-Type: application/sdp", base, body=body)
            case "SETUP":
                self._set_up(request)
            case "PLAY":
                self._say(request, "200 OK", f"Session: {self._name}")
                self._camera.played += 1
                self._playing = asyncio.get_running_loop().create_task(self._play())
            case _:
                self._say(request, "200 OK")

    def _set_up(self, request: Request) -> None:
        asked = request.headers.get("transport", "")
        ports = re.search(r"client_port=(\d+)-(\d+)", asked)
        if "interleaved" in asked:
            transport = "RTP/AVP/TCP;unicast;interleaved=0-1"
        elif ports is not None:
            transport = self._open_datagrams(int(ports[1]), int(ports[2]))
        else:
            self._say(request, "461 Unsupported Transport")
            return
        self._say(request, "200 OK", f"Session: {self._name};timeout=60", f"Transport: {transport}")

    def _open_datagrams(self, media_port: int, report_port: int) -> str:
        client = self._writer.get_extra_info("peername")[0]
        made = []
        for port in (media_port, report_port):
            each = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            each.bind(("127.0.0.1", 0))
            each.connect((client, port))
            each.settimeout(0)
            made.append(each)
        self._datagrams = (made[0], made[1])
        self._send = self._send_datagram
        ours = "-".join(str(each.getsockname()[1]) for each in made)
        return f"RTP/AVP;unicast;client_port={media_port}-{report_port};server_port={ours}"

    def _say(self, request: Request, status: str, *headers: str, body: str = "") -> None:
        lines = [f"RTSP/1.0 {status}", f"CSeq: {request.headers.get('cseq', '0')}", *headers]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        self._writer.write("\r\n".join([*lines, "", body]).encode())

    async def _play(self) -> None:
        loop = asyncio.get_running_loop()
        begun, passes = loop.time(), 0
        while passes == 0 or self._camera.loops:
            start = passes * self._media.length
            for unit in self._media.units:
                await asyncio.sleep(max(0.0, begun + (start + unit.send_at) / CLOCK_HZ - loop.time()))
                begun += await self._stalled_for()
                self._send_unit(unit, start)
                await self._writer.drain()
            passes += 1
        self._send(self._stream.farewell(), _REPORTS)

    async def _stalled_for(self) -> float:
        """Come back when the camera sends again; return the seconds that it did not."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while self._camera.faults.is_stalled:  # noqa: ASYNC110 - set from any thread, as a plain value
            await asyncio.sleep(_STALL_POLL_S)
        return loop.time() - begun

    def _send_unit(self, unit: AccessUnit, start: int) -> None:
        faults = self._camera.faults
        timestamp = start + unit.show_at + round(faults.jump_s * CLOCK_HZ)
        for packet in self._stream.packets(unit.nals, self._media.codec, timestamp):
            if self._camera.chance.random() >= faults.drop_share:
                self._send(packet, _MEDIA)

    def _send_interleaved(self, packet: bytes, channel: int) -> None:
        self._writer.write(struct.pack(">BBH", 0x24, channel, len(packet)) + packet)

    def _send_datagram(self, packet: bytes, channel: int) -> None:
        if self._datagrams is not None:
            # Nobody listens yet, or the receiver's buffer is full: it is lost, as on a network.
            with suppress(ConnectionError, BlockingIOError):
                self._datagrams[channel].send(packet)
