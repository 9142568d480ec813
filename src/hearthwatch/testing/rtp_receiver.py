# SPDX-License-Identifier: Apache-2.0
"""A horn for tests: receives RTP, decodes it, and tells its length, its tone and what was lost."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self, cast

import numpy as np
from numpy.typing import NDArray

from hearthwatch.stages.notices.loudspeakers.codecs import codec_for_payload
from hearthwatch.stages.notices.loudspeakers.rtp import RtpPacket, parse_rtp

from .tone import strongest_hz

#: A packet is late when it comes this long after its time, as a horn's buffer of two packets has it.
LATE_S = 0.04


@dataclass(frozen=True, slots=True)
class Heard:
    """What a horn played. Frequencies in Hz, times in seconds.

    ``loudness``: the root of the mean square, full scale 1. ``interval_p50_s``, ``interval_p99_s``:
    between the arrivals of packets. ``lost`` and ``late`` count packets.
    """

    samples: NDArray[np.int16]
    rate_hz: int
    lost: int = 0
    late: int = 0
    interval_p50_s: float = 0.0
    interval_p99_s: float = 0.0

    @property
    def length_s(self) -> float:
        """How long it lasted."""
        return len(self.samples) / self.rate_hz

    @property
    def tone_hz(self) -> float:
        """The strongest frequency, 0 where nothing was heard."""
        return strongest_hz(self.samples, self.rate_hz)

    @property
    def loudness(self) -> float:
        """How loud it was."""
        if not len(self.samples):
            return 0.0
        return float(np.sqrt(np.mean((self.samples / 32768.0) ** 2)))


@dataclass(slots=True)
class Arrival:
    """A packet and when it came, in monotonic seconds."""

    at: float
    packet: RtpPacket


def heard(arrivals: Sequence[Arrival]) -> Heard:
    """Return what packets of one stream held, decoded; what was lost is left out of the sound."""
    codec = codec_for_payload(arrivals[0].packet.payload_type) if arrivals else None
    if codec is None:
        return Heard(np.zeros(0, np.int16), 8_000)
    first = arrivals[0].packet
    order = sorted(arrivals, key=lambda each: each.packet.sequence - first.sequence & 0xFFFF)
    spans = [each.packet.timestamp - first.timestamp & 0xFFFF_FFFF for each in order]
    late = sum(
        each.at - arrivals[0].at - span / codec.clock_hz > LATE_S
        for each, span in zip(order, spans, strict=True)
    )
    steps = np.diff([each.at for each in arrivals]) if len(arrivals) > 1 else np.zeros(1)
    return Heard(
        codec.decode(b"".join(each.packet.payload for each in order)),
        codec.rate_hz,
        spans[-1] // codec.frame_ticks + 1 - len(order),
        late,
        float(np.percentile(steps, 50)),
        float(np.percentile(steps, 99)),
    )


@dataclass(slots=True, eq=False)
class RtpReceiver(asyncio.DatagramProtocol):
    """Listens on a port of its own, or on a multicast group's; `heard` tells what came so far."""

    arrivals: list[Arrival] = field(default_factory=list)
    garbage: int = 0
    port: int = 0
    group: str = ""
    came: asyncio.Event = field(default_factory=asyncio.Event)
    _transport: asyncio.DatagramTransport | None = None
    _sender: tuple[str, int] | None = None

    @classmethod
    async def listening(cls, port: int = 0, group: str = "", host: str = "127.0.0.1") -> Self:
        """Return a receiver on the loopback interface, alone or in a group of IPv4."""
        out = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM)
        out.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        out.bind((group or host, port))
        if group:
            member = struct.pack("4s4s", socket.inet_aton(group), socket.inet_aton("127.0.0.1"))
            out.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        made = cls(group=group)
        await asyncio.get_running_loop().create_datagram_endpoint(lambda: made, sock=out)
        made.port = out.getsockname()[1]
        return made

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the socket."""
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Keep a packet."""
        try:
            self.arrivals.append(Arrival(time.monotonic(), parse_rtp(data)))
        except ValueError:
            self.garbage += 1
        self._sender = addr
        self.came.set()

    async def until(self, packets: int, within_s: float = 5.0) -> None:
        """Wait until so many packets have come. Raises TimeoutError."""
        async with asyncio.timeout(within_s):
            while len(self.arrivals) < packets:
                self.came.clear()
                await self.came.wait()

    def send_back(self, data: bytes) -> None:
        """Send to whom the last packet came from, as a horn with keys does."""
        if self._transport is not None and self._sender is not None:
            self._transport.sendto(data, self._sender)

    async def close(self) -> None:
        """Listen no more."""
        if self._transport is not None:
            self._transport.close()
            await asyncio.sleep(0)

    def heard(self) -> Heard:
        """Return what came so far, decoded; what was lost is left out of the sound."""
        return heard(self.arrivals)
