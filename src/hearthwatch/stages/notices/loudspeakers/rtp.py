# SPDX-License-Identifier: Apache-2.0
"""RTP: frames of a codec in, packets out at their time; and packets read (RFC 3550, RFC 3551).

Packets leave by a monotonic clock: number n leaves at the start plus n times 20 ms, so that a late one
delays none that follows and nothing drifts. Where this machine stood still for longer than a horn's buffer
lasts, the rest is said later: a pause is heard, and no word is lost in a burst of packets.
"""

from __future__ import annotations

import asyncio
import secrets
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hearthwatch.model.clock import Clock

from .codecs import FRAME_S, Codec

_VERSION = 2
#: As much as a horn's buffer usually holds, in seconds.
_MOST_LATE_S = 0.1
_HEADER = struct.Struct(">BBHII")


@dataclass(frozen=True, slots=True)
class RtpPacket:
    """One packet. ``sequence`` is 16 bits wide, ``timestamp`` and ``source`` (the SSRC) 32."""

    payload_type: int
    sequence: int
    timestamp: int
    source: int
    payload: bytes
    marker: bool = False

    def packed(self) -> bytes:
        """Return it as it travels (RFC 3550, section 5.1)."""
        kind = self.payload_type | (128 if self.marker else 0)
        return _HEADER.pack(_VERSION << 6, kind, self.sequence, self.timestamp, self.source) + self.payload


def parse_rtp(data: bytes) -> RtpPacket:
    """Return the packet of a datagram. Raises ValueError where it is none."""
    if len(data) < _HEADER.size or data[0] >> 6 != _VERSION:
        raise ValueError("no RTP packet of version 2")
    first, kind, sequence, timestamp, source = _HEADER.unpack_from(data)
    start = _HEADER.size + 4 * (first & 15)
    if first & 16:  # a header extension: its length stands in its second half, in words of 4 bytes
        if len(data) < start + 4:
            raise ValueError("an RTP packet that ends in its header")
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    end = len(data) - (data[-1] if first & 32 else 0)
    if start > end:
        raise ValueError("an RTP packet that ends in its header")
    return RtpPacket(kind & 127, sequence, timestamp, source, data[start:end], bool(kind & 128))


class RtpSender:
    """One stream of packets: sequence, timestamp and source begin at random (RFC 3550, section 5.1)."""

    def __init__(
        self, codec: Codec, send: Callable[[bytes], None], *, payload_type: int | None = None
    ) -> None:
        """Take where packets go. ``payload_type``: where it is not the codec's own."""
        self._codec = codec
        self._send = send
        self._payload_type = codec.payload_type if payload_type is None else payload_type
        self._sequence = secrets.randbits(16)
        self._timestamp = secrets.randbits(32)
        self.source = secrets.randbits(32)
        self.sent = 0

    def send(self, frame: bytes) -> None:
        """Send one frame now; the first bears the marker (RFC 3551, section 4.1: a talk spurt begins)."""
        sequence, timestamp = self._sequence, self._timestamp
        packet = RtpPacket(self._payload_type, sequence, timestamp, self.source, frame, marker=self.sent == 0)
        self._send(packet.packed())
        self._sequence = (sequence + 1) & 0xFFFF
        self._timestamp = (timestamp + self._codec.frame_ticks) & 0xFFFF_FFFF
        self.sent += 1


async def paced(
    frames: Iterable[bytes], send: Callable[[bytes], None], clock: Clock, *, began: Callable[[], None]
) -> None:
    """Send each frame at its time and come back when the last has been heard out; ``began`` after the first.

    Cancelled, it sends nothing more.
    """
    start = clock.monotonic()
    for number, frame in enumerate(frames, start=1):
        send(frame)
        if number == 1:
            began()
        wait_s = start + number * FRAME_S - clock.monotonic()
        if wait_s < -_MOST_LATE_S:
            start -= wait_s
        await asyncio.sleep(max(0.0, wait_s))
