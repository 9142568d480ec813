# SPDX-License-Identifier: Apache-2.0
"""NAL units in, RTP packets out: RFC 6184 for H.264, RFC 7798 for H.265."""

from __future__ import annotations

import struct
from collections.abc import Iterator

#: An Ethernet frame less the headers of IP, UDP and RTP, and something for tunnels.
PAYLOAD_LIMIT = 1400
_FIRST, _LAST = 0x80, 0x40


def payloads(nal: bytes, codec: str, limit: int = PAYLOAD_LIMIT) -> Iterator[bytes]:
    """Yield a NAL unit as it is, or in fragments where it is larger than ``limit`` bytes."""
    if len(nal) <= limit:
        yield nal
        return
    header, kind, body = _fragment_header(nal, codec)
    step = limit - len(header) - 1
    for start in range(0, len(body), step):
        flags = (_FIRST if start == 0 else 0) | (_LAST if start + step >= len(body) else 0)
        yield header + bytes((flags | kind,)) + body[start : start + step]


def _fragment_header(nal: bytes, codec: str) -> tuple[bytes, int, bytes]:
    """Return (the header of the fragments, the NAL unit's type, its body)."""
    if codec == "h264":  # FU-A, type 28
        return bytes((nal[0] & 0xE0 | 28,)), nal[0] & 31, nal[1:]
    return bytes((nal[0] & 0x81 | 49 << 1, nal[1])), nal[0] >> 1 & 63, nal[2:]  # FU, type 49


class RtpStream:
    """Numbers and packs what one receiver gets."""

    def __init__(self, payload_type: int, source: int) -> None:
        """Take RTP's payload type and the source's number (SSRC)."""
        self._payload_type = payload_type
        self._source = source
        self._sequence = 0

    def packets(self, nals: tuple[bytes, ...], codec: str, timestamp: int) -> Iterator[bytes]:
        """Yield the packets of one picture; the last bears the marker."""
        parts = [part for nal in nals for part in payloads(nal, codec)]
        for number, part in enumerate(parts, 1):
            yield self._header(timestamp, is_last=number == len(parts)) + part

    def farewell(self) -> bytes:
        """Return an RTCP packet that says that the source ends (BYE, RFC 3550, with an empty report)."""
        report = struct.pack(">BBHI", 0x80, 201, 1, self._source)
        return report + struct.pack(">BBHI", 0x81, 203, 1, self._source)

    def _header(self, timestamp: int, *, is_last: bool) -> bytes:
        kind = self._payload_type | (0x80 if is_last else 0)
        header = struct.pack(
            ">BBHII", 0x80, kind, self._sequence & 0xFFFF, timestamp & 0xFFFFFFFF, self._source
        )
        self._sequence += 1
        return header
