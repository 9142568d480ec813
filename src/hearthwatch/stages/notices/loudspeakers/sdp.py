# SPDX-License-Identifier: Apache-2.0
"""SDP: what one side can hear and where, as SIP and RTSP describe it (RFC 4566, RFC 3264)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .codecs import Codec, codec_for_payload

Direction = Literal["sendrecv", "sendonly", "recvonly", "inactive"]

#: Keys pressed on a telephone, as packets among the sound (RFC 4733).
EVENTS = "TELEPHONE-EVENT"
_EVENTS_TYPE = 101
_MEDIA = re.compile(r"(\w+) (\d{1,5})(?:/\d+)? (\S+)((?: \S+)*)")
_RTPMAP = re.compile(r"rtpmap:(\d{1,3}) ([\w.-]+)/(\d+)(?:/(\d+))?")


@dataclass(frozen=True, slots=True)
class MediaDescription:
    """One medium. ``host`` is where it is received, "" where nothing says; ``port`` 0: it is refused.

    ``names``: the encoding of each payload type, such as "PCMU/8000", in upper case. ``control``: the
    address by which RTSP knows it.
    """

    kind: str
    port: int
    profile: str
    formats: tuple[int, ...]
    host: str = ""
    names: Mapping[int, str] = field(default_factory=dict)
    direction: Direction = "sendrecv"
    control: str = ""

    def payload_type_of(self, name: str) -> int | None:
        """Return the payload type that bears an encoding's name, such as "TELEPHONE-EVENT/8000"."""
        return next((each for each in self.formats if self.names.get(each) == name), None)


def describe(host: str, port: int, codecs: Sequence[Codec], *, direction: Direction, session: int) -> str:
    """Return an offer of sound in these codecs, the best first, and of keys where something may come back."""
    family = "IP6" if ":" in host else "IP4"
    types = [str(codec.payload_type) for codec in codecs]
    lines = [f"a=rtpmap:{codec.payload_type} {codec.encoding}/{codec.clock_hz}" for codec in codecs]
    if direction == "sendrecv":
        types.append(str(_EVENTS_TYPE))
        lines += [f"a=rtpmap:{_EVENTS_TYPE} telephone-event/8000", f"a=fmtp:{_EVENTS_TYPE} 0-15"]
    head = [
        "v=0", f"o=hearthwatch {session} {session} IN {family} {host}", "s=announcement",
        f"c=IN {family} {host}", "t=0 0", f"m=audio {port} RTP/AVP {' '.join(types)}",
    ]  # fmt: skip
    return "\r\n".join([*head, *lines, "a=ptime:20", f"a={direction}", ""])


def parse_sdp(text: str) -> tuple[MediaDescription, ...]:
    """Return the media of a description. Raises ValueError where it is none."""
    sections = re.split(r"(?m)^(?=m=)", text.replace("\r\n", "\n"))
    if not sections[0].lstrip().startswith("v=0"):
        raise ValueError("no session description")
    everywhere = sections[0].splitlines()
    return tuple(_media(section.splitlines(), everywhere) for section in sections[1:])


def chosen(media: MediaDescription, codecs: Sequence[Codec]) -> tuple[Codec, int] | None:
    """Return the first codec of a peer's that we have, and its payload type there; None: there is none."""
    for payload_type in media.formats:
        name = media.names.get(payload_type)
        if name is None:
            static = codec_for_payload(payload_type)
            if static is not None and static in codecs:
                return static, payload_type
        for codec in codecs:
            if name == f"{codec.encoding}/{codec.clock_hz}":
                return codec, payload_type
    return None


def _media(lines: Sequence[str], everywhere: Sequence[str]) -> MediaDescription:
    match = _MEDIA.fullmatch(lines[0].removeprefix("m=").strip())
    if match is None or int(match[2]) > 65_535:
        raise ValueError("no session description: a medium that is none")
    attributes = [line[2:].strip() for line in lines if line.startswith("a=")]
    names = {
        int(each[1]): f"{each[2].upper()}/{each[3]}"
        for attribute in attributes
        if (each := _RTPMAP.match(attribute))
    }
    formats = tuple(int(each) for each in match[4].split() if each.isdecimal() and int(each) < 128)
    control = next((each.removeprefix("control:") for each in attributes if each.startswith("control:")), "")
    return MediaDescription(
        match[1], int(match[2]), match[3], formats, _host(lines) or _host(everywhere), names,
        _direction(attributes) or _direction([line[2:].strip() for line in everywhere]) or "sendrecv",
        control,
    )  # fmt: skip


def _host(lines: Sequence[str]) -> str:
    for line in lines:
        if match := re.match(r"c=IN IP[46] ([^\s/]+)", line):
            return match[1]
    return ""


def _direction(attributes: Sequence[str]) -> Direction | None:
    known: tuple[Direction, ...] = ("sendrecv", "sendonly", "recvonly", "inactive")
    return next((each for each in known if each in attributes), None)
