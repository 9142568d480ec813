# SPDX-License-Identifier: Apache-2.0
"""Keys pressed on a telephone or a horn: packets or requests in, keys out, each press once.

RFC 4733 (telephone-event in RTP, sent several times for safety) and the two bodies that SIP INFO carries
for it (application/dtmf-relay and application/dtmf), which no standard fixes and many devices send.
"""

from __future__ import annotations

import re

from .rtp import RtpPacket

KEYS = "0123456789*#ABCD"


class KeyEvents:
    """Reads the events of one call: a press is told when it begins, and its repetitions are not."""

    def __init__(self, payload_type: int) -> None:
        """Take the payload type that was agreed on."""
        self._payload_type = payload_type
        self._last: tuple[int, int] | None = None

    def take(self, packet: RtpPacket) -> str | None:
        """Return the key of a packet that begins a press, None for all else."""
        if packet.payload_type != self._payload_type or len(packet.payload) < 4:
            return None
        # All packets of one press bear the timestamp of its beginning (RFC 4733, section 2.5.1.2).
        press = (packet.source, packet.timestamp)
        if press == self._last or packet.payload[0] >= len(KEYS):
            return None
        self._last = press
        return KEYS[packet.payload[0]]


def key_of_info(content_type: str, body: bytes) -> str | None:
    """Return the key of an INFO request's body, None where it holds none."""
    text = body.decode("ascii", "replace").strip()
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/dtmf-relay":
        match = re.search(r"(?mi)^\s*signal\s*=\s*(\S+)", text)
        text = match[1] if match else ""
    elif kind != "application/dtmf":
        return None
    if text.isdecimal() and 10 <= int(text) < len(KEYS):  # some write the event's number
        return KEYS[int(text)]
    return text.upper() if len(text) == 1 and text.upper() in KEYS else None
