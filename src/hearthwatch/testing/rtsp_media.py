# SPDX-License-Identifier: Apache-2.0
"""A video file in, what an RTSP server sends of it out: access units, parameter sets, SDP."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.bitstream import BitStreamFilterContext
from av.packet import Packet
from av.video.stream import VideoStream

#: RTP's clock for video (RFC 6184, 7798).
CLOCK_HZ = 90_000
PAYLOAD_TYPE = 96
_FILTERS = {"h264": "h264_mp4toannexb", "hevc": "hevc_mp4toannexb"}


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One coded picture: NAL units without start codes; times in ticks of `CLOCK_HZ` from the start."""

    nals: tuple[bytes, ...]
    show_at: int
    send_at: int


@dataclass(frozen=True, slots=True)
class Media:
    """A video as it is sent. ``length`` in ticks."""

    codec: Literal["h264", "hevc"]
    units: tuple[AccessUnit, ...]
    length: int

    def sdp(self, host: str) -> str:
        """Return the session description of RFC 4566."""
        name = "H264" if self.codec == "h264" else "H265"
        lines = (
            "v=0", f"o=- 0 0 IN IP4 {host}", "s=camera", "t=0 0", "a=control:*",
            f"m=video 0 RTP/AVP {PAYLOAD_TYPE}", f"a=rtpmap:{PAYLOAD_TYPE} {name}/{CLOCK_HZ}",
            f"a=fmtp:{PAYLOAD_TYPE} {self._parameters()}", "a=control:track0", "",
        )  # fmt: skip
        return "\r\n".join(lines)

    def _parameters(self) -> str:
        if self.codec == "h264":
            sets = [self._first(7), self._first(8)]
            return (
                f"packetization-mode=1;profile-level-id={sets[0][1:4].hex()};"
                f"sprop-parameter-sets={','.join(_base64(each) for each in sets)}"
            )
        names = (("vps", 32), ("sps", 33), ("pps", 34))
        return ";".join(f"sprop-{name}={_base64(self._first(kind))}" for name, kind in names)

    def _first(self, kind: int) -> bytes:
        """Return the first NAL unit of a type."""
        return next(nal for unit in self.units for nal in unit.nals if nal_type(nal, self.codec) == kind)


def read_media(path: Path) -> Media:
    """Read a file of H.264 or H.265 into memory. Raises ValueError for another codec."""
    with av.open(path) as container:
        stream = container.streams.video[0]
        codec = stream.codec_context.codec.canonical_name
        if codec not in _FILTERS:
            raise ValueError(f"{path.name} is {codec}: this camera sends H.264 and H.265")
        frame = round(CLOCK_HZ / (stream.average_rate or stream.guessed_rate or Fraction(25)))
        context = BitStreamFilterContext(_FILTERS[codec], stream)
        units: list[AccessUnit] = []
        for packet in container.demux(stream):
            if packet.size:
                units += [_unit(filtered, len(units) * frame) for filtered in context.filter(packet)]
    return _from_zero("h264" if codec == "h264" else "hevc", units, frame)


def _unit(packet: Packet[VideoStream], default: int) -> AccessUnit:
    """Return a packet as it is sent; ``default`` ticks where it has no time of its own."""
    ticks = packet.time_base * CLOCK_HZ
    send_at = default if packet.dts is None else round(packet.dts * ticks)
    show_at = send_at if packet.pts is None else round(packet.pts * ticks)
    return AccessUnit(split_nals(bytes(packet)), show_at, send_at)


def split_nals(stream: bytes) -> tuple[bytes, ...]:
    """Split a byte stream with start codes (H.264, annex B) into NAL units."""
    nals = []
    start = stream.find(b"\0\0\1")
    while start >= 0:
        end = stream.find(b"\0\0\1", start + 3)
        # Zeros before the next start code belong to that code; a NAL unit never ends with one.
        nals.append(stream[start + 3 : end if end >= 0 else None].rstrip(b"\0"))
        start = end
    return tuple(nal for nal in nals if nal)


def nal_type(nal: bytes, codec: str) -> int:
    """Return a NAL unit's type."""
    return nal[0] & 31 if codec == "h264" else nal[0] >> 1 & 63


def _from_zero(codec: Literal["h264", "hevc"], units: list[AccessUnit], frame: int) -> Media:
    first = units[0].send_at
    moved = tuple(AccessUnit(each.nals, each.show_at - first, each.send_at - first) for each in units)
    return Media(codec, moved, moved[-1].send_at + frame)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
