# SPDX-License-Identifier: Apache-2.0
"""SIP over UDP: requests out, sent again until answered; answers and the peer's own requests in.

RFC 3261, sections 17 (client transactions) and 18. The socket is connected to whom we call: datagrams of
others never arrive, and a machine that refuses is known at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.text_message import Request, Response, parse_message

from .dialog import branch_of


@dataclass(frozen=True, slots=True)
class Timers:
    """RFC 3261's, and how patient a call is, in seconds.

    ``t1``: the first wait before a request is sent again, doubled each time; ``t2``: the longest of an
    exchange that is no INVITE. ``silent``: without any answer; ``ringing``: until somebody answers;
    ``farewell``: for the answer to the end of a call.
    """

    t1: float = 0.5
    t2: float = 4.0
    silent: float = 8.0
    ringing: float = 20.0
    farewell: float = 4.0


class Transaction:
    """One request and its answers. `end` it always."""

    def __init__(self, wire: SipWire, request: Request, timers: Timers) -> None:
        """Send the request, and again until it is answered."""
        self.request = request
        #: Sent again whenever an answer comes again: the peer has not seen it.
        self.acknowledgement: Request | None = None
        self._wire = wire
        self._timers = timers
        self._answers: asyncio.Queue[Response | PeerError] = asyncio.Queue()
        self._status = 0
        self._resending = asyncio.get_running_loop().create_task(self._resend())

    async def answer(self) -> Response:
        """Return the next answer, of whatever status. Raises PeerError where the machine refuses."""
        found = await self._answers.get()
        if isinstance(found, PeerError):
            raise found
        return found

    def take(self, response: Response) -> None:
        """Take an answer that has arrived."""
        if self._status >= 200:
            if self.acknowledgement is not None:
                self._wire.send(self.acknowledgement)
            return
        self._status = response.status
        self._answers.put_nowait(response)

    def fail(self, error: PeerError) -> None:
        """Take that the peer cannot be reached."""
        self._answers.put_nowait(error)

    def end(self) -> None:
        """Send nothing again, take nothing more."""
        self._resending.cancel()
        self._wire.forget(self)

    async def _resend(self) -> None:
        self._wire.send(self.request)
        wait = self._timers.t1
        while True:
            await asyncio.sleep(wait)
            # An INVITE is quiet once it is known to have arrived; others go on, slowly, until the end.
            if self._status >= 200 or (self._status and self.request.method == "INVITE"):
                return
            self._wire.send(self.request)
            wait = wait * 2 if self.request.method == "INVITE" else min(wait * 2, self._timers.t2)


class SipWire(asyncio.DatagramProtocol):
    """The socket of one call. `open` it, and `close` it always.

    ``on_request`` is given what the peer asks. ``garbage`` counts datagrams that were no SIP.
    """

    def __init__(self, peer: str, timers: Timers) -> None:
        """Take what the peer is called in errors."""
        self.on_request: Callable[[Request], None] = lambda _: None
        self.on_failure: Callable[[PeerError], None] = lambda _: None
        self.garbage = 0
        self._peer = peer
        self._timers = timers
        self._transactions: dict[tuple[str, str], Transaction] = {}
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self, host: str, port: int) -> None:
        """Connect the socket. Raises PeerError where there is no such name or no way there."""
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._timers.silent):  # for the name to be found
                await loop.create_datagram_endpoint(lambda: self, remote_addr=(host, port))
        except OSError as error:
            raise PeerError(f"no way to {self._peer}: {error.strerror or 'no such name'}") from None

    @property
    def local(self) -> tuple[str, int]:
        """The address and port that we send from."""
        return self._address("sockname")

    @property
    def remote(self) -> tuple[str, int]:
        """The address and port that we send to."""
        return self._address("peername")

    def begin(self, request: Request) -> Transaction:
        """Send a request, again and again until it is answered or ended."""
        made = Transaction(self, request, self._timers)
        self._transactions[branch_of(request), request.method] = made
        return made

    def forget(self, transaction: Transaction) -> None:
        """Take no more answers to a request."""
        self._transactions.pop((branch_of(transaction.request), transaction.request.method), None)

    async def exchange(self, request: Request, within_s: float) -> Response | None:
        """Return the final answer to a request that is no INVITE, None where none comes in time.

        Raises PeerError where the machine refuses.
        """
        transaction = self.begin(request)
        try:
            async with asyncio.timeout(within_s):
                while True:
                    if (found := await transaction.answer()).status >= 200:
                        return found
        except TimeoutError:
            return None
        finally:
            transaction.end()

    def send(self, message: Request | Response) -> None:
        """Send one message now."""
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(message.packed())

    def close(self) -> None:
        """Let the socket go."""
        for each in tuple(self._transactions.values()):
            each.end()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:  # noqa: ARG002 - it is connected
        """Give a message to whom it is for; what is none is counted and dropped."""
        if not data.strip(b"\r\n\0"):
            return  # some peers keep their way open with empty lines
        with suppress(ValueError):
            self._give(parse_message(data))
            return
        self.garbage += 1

    def error_received(self, exc: Exception) -> None:
        """Learn that the peer's machine, or one on the way, refuses."""
        why = getattr(exc, "strerror", None) or "unreachable"
        error = PeerError(f"{self._peer} refuses: {why}")
        for each in tuple(self._transactions.values()):
            each.fail(error)
        self.on_failure(error)

    def _give(self, message: Request | Response) -> None:
        if isinstance(message, Request):
            self.on_request(message)
            return
        method = message.first("CSeq").rpartition(" ")[2]
        transaction = self._transactions.get((branch_of(message), method))
        if transaction is not None:
            transaction.take(message)

    def _address(self, which: str) -> tuple[str, int]:
        if self._transport is None:
            raise RuntimeError("the socket is not open")
        host, port = self._transport.get_extra_info(which)[:2]
        return host, port
