# SPDX-License-Identifier: Apache-2.0
"""An RTSP client for sending: requests out and answers in on one connection, RTP among them (RFC 2326).

Sections 10.12 (interleaved data), D.1.2 (authentication, as HTTP's). Whatever a peer streams is dropped.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from hearthwatch.model.errors import PeerError

from .digest import Account, answer, basic, challenge_of, offers_basic
from .text_message import LONGEST, RTSP, Request, Response, length_of, parse_message

#: Sound that the peer has not taken: a second of it means that it takes none.
_MOST_WAITING = 8_000
_AGENT = "Hearthwatch"


@dataclass(frozen=True, slots=True)
class RtspPeer:
    """Whom we talk to: ``name`` in errors, ``patience_s`` for each answer."""

    name: str
    host: str
    port: int
    account: Account | None = None
    patience_s: float = 8.0


class RtspConnection:
    """See the module. `open` it, and `close` it always."""

    def __init__(self, peer: RtspPeer) -> None:
        """Take whom to connect to."""
        self._peer = peer
        self._sequence = 0
        self._authenticate: tuple[str, ...] = ()
        self._waiting: dict[str, asyncio.Future[Response]] = {}
        self._failure: PeerError | None = None
        self._reading: asyncio.Task[None] | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def open(self) -> None:
        """Connect. Raises PeerError."""
        peer = self._peer
        try:
            async with asyncio.timeout(peer.patience_s):
                reader, self._writer = await asyncio.open_connection(peer.host, peer.port, limit=LONGEST)
        except TimeoutError:
            raise PeerError(f"{peer.name} does not answer", do="Check that it is on and reachable") from None
        except OSError as error:
            raise PeerError(f"no way to {peer.name}: {error.strerror or 'no such name'}") from None
        out = self._writer.get_extra_info("socket")
        # What waits here when an announcement is stopped would still be heard; and a camera whose power
        # has failed is to be known before the system's quarter of an hour.
        out.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _MOST_WAITING)
        out.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, round(peer.patience_s * 1000))
        self._reading = asyncio.get_running_loop().create_task(self._read(reader))

    async def request(self, method: str, url: str, *headers: tuple[str, str]) -> Response:
        """Return the answer to a request, whatever its status; the password is proved where it is asked for.

        Raises PeerError where none comes in time, or the password is not taken.
        """
        response = await self._exchange(method, url, headers)
        if response.status == 401 and self._may_try(response):
            self._authenticate = self._challenges(response)
            response = await self._exchange(method, url, headers)
        if response.status == 401:
            raise PeerError(
                f"{self._peer.name} does not take the password",
                do="Check user and password_file",
                transient=False,
            )
        return response

    def send(self, channel: int, packet: bytes) -> None:
        """Send RTP among the requests. Raises PeerError where the peer has gone, or takes nothing more."""
        if self._failure is not None:
            raise self._failure
        writer = self._open_writer()
        if writer.transport.get_write_buffer_size() > _MOST_WAITING:
            raise PeerError(f"{self._peer.name} takes no more sound")
        writer.write(struct.pack(">cBH", b"$", channel, len(packet)) + packet)

    async def close(self) -> None:
        """Break the connection off."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._writer is not None:
            self._writer.transport.abort()
            with suppress(OSError):
                await self._writer.wait_closed()

    async def _exchange(self, method: str, url: str, headers: Sequence[tuple[str, str]]) -> Response:
        if self._failure is not None:
            raise self._failure
        self._sequence += 1
        name = str(self._sequence)
        given = (("CSeq", name), ("User-Agent", _AGENT), *self._proof(method, url), *headers)
        self._waiting[name] = asyncio.get_running_loop().create_future()
        self._open_writer().write(Request(tuple(given), b"", method, url, RTSP).packed())
        try:
            async with asyncio.timeout(self._peer.patience_s):
                return await self._waiting[name]
        except TimeoutError:
            raise PeerError(
                f"{self._peer.name} does not answer", do="Check that it is on and reachable"
            ) from None
        finally:
            self._waiting.pop(name, None)

    def _proof(self, method: str, url: str) -> tuple[tuple[str, str], ...]:
        account, asked = self._peer.account, self._authenticate
        if account is None or not asked:
            return ()
        challenge = challenge_of(asked)
        proof = basic(account) if challenge is None else answer(challenge, account, method, url)
        return (("Authorization", proof),)

    def _may_try(self, response: Response) -> bool:
        """Whether another try makes sense: none was made yet, or the nonce alone was too old."""
        challenge = challenge_of(response.all("WWW-Authenticate"))
        return not self._authenticate or (challenge is not None and challenge.is_stale)

    def _challenges(self, response: Response) -> tuple[str, ...]:
        asked = response.all("WWW-Authenticate")
        if self._peer.account is None:
            raise PeerError(
                f"{self._peer.name} asks for a password", do="Set user and password_file", transient=False
            )
        if challenge_of(asked) is None and not offers_basic(asked):
            raise PeerError(
                f"{self._peer.name} asks for a password in a way that is not known here", transient=False
            )
        return asked

    async def _read(self, reader: asyncio.StreamReader) -> None:
        """Give answers to whom they are for, until the peer goes or says what is no RTSP."""
        try:
            while True:
                await self._take_one(reader)
        except (asyncio.IncompleteReadError, OSError):
            self._fail(PeerError(f"{self._peer.name} broke the connection off"))
        except (ValueError, asyncio.LimitOverrunError):
            self._fail(
                PeerError(f"{self._peer.name} answers what is no RTSP", do="Check the address and the port")
            )

    async def _take_one(self, reader: asyncio.StreamReader) -> None:
        begin = await reader.readexactly(1)
        if begin == b"$":
            _, length = struct.unpack(">BH", await reader.readexactly(3))
            await reader.readexactly(length)
            return
        if begin not in b"R\r\nOGSA":  # what an answer or a request of the peer's may begin with
            raise ValueError("no RTSP")
        head = begin + await reader.readuntil(b"\r\n\r\n")
        message = parse_message(head)
        body = await reader.readexactly(length_of(message.headers))
        if isinstance(message, Request):
            return
        waiting = self._waiting.get(message.first("CSeq"))
        if waiting is not None and not waiting.done():
            waiting.set_result(Response(message.headers, body, message.status, message.reason, RTSP))

    def _fail(self, error: PeerError) -> None:
        self._failure = error
        for each in self._waiting.values():
            if not each.done():
                each.set_exception(error)

    def _open_writer(self) -> asyncio.StreamWriter:
        if self._writer is None:
            raise RuntimeError("the connection is not open")
        return self._writer


def control_address(control: str, response: Response, asked: str) -> str:
    """Return the address of one medium, from what its description says (RFC 2326, appendix C.1.1)."""
    base = response.first("Content-Base") or response.first("Content-Location") or asked
    if not control or control == "*":
        return base
    if re.match(r"rtsps?://", control, re.IGNORECASE):
        return control
    return f"{base.rstrip('/')}/{control.lstrip('/')}"
