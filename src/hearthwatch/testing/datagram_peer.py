# SPDX-License-Identifier: Apache-2.0
"""A UDP peer that answers each datagram as a function has it: for garbage, silence and going away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast


class DatagramPeer(asyncio.DatagramProtocol):
    """Listens on 127.0.0.1. ``answers``: what is sent back for a datagram; ``came``: all that came."""

    def __init__(self, answers: Callable[[bytes], list[bytes]]) -> None:
        """Take how to answer."""
        self.came: list[bytes] = []
        self.port = 0
        self._answers = answers
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._transport = cast(asyncio.DatagramTransport, transport)
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answer."""
        self.came.append(data)
        for each in self._answers(data):
            if self._transport is not None:
                self._transport.sendto(each, addr)

    def go_away(self) -> None:
        """Close the port: the machine refuses from now on."""
        if self._transport is not None:
            self._transport.close()


@asynccontextmanager
async def datagram_peer(answers: Callable[[bytes], list[bytes]]) -> AsyncIterator[DatagramPeer]:
    """Run a peer while the block runs."""
    peer = DatagramPeer(answers)
    await asyncio.get_running_loop().create_datagram_endpoint(lambda: peer, local_addr=("127.0.0.1", 0))
    try:
        yield peer
    finally:
        peer.go_away()
        await asyncio.sleep(0)
