# SPDX-License-Identifier: Apache-2.0
"""Requests and answers as SIP and RTSP write them: bytes in, messages out, and back.

RFC 3261, section 7, and RFC 2326, sections 6 and 7: both are lines of text, headers and a body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: The protocols' names, as the first line bears them.
SIP, RTSP = "SIP/2.0", "RTSP/1.0"
#: More than any horn needs, and as much as one datagram holds.
LONGEST = 65_535

#: SIP's short names of headers (RFC 3261, section 7.3.3), which some horns use.
_SHORT = {
    "v": "via", "f": "from", "t": "to", "i": "call-id", "m": "contact", "l": "content-length",
    "c": "content-type", "s": "subject", "k": "supported", "e": "content-encoding",
}  # fmt: skip
#: Headers in which a comma parts values that might as well stand on lines of their own.
_LISTS = {"via", "route", "record-route", "contact"}
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Message:
    """What requests and answers share. ``headers`` in their order, names as written."""

    headers: Pairs
    body: bytes = b""

    def all(self, name: str) -> tuple[str, ...]:
        """Return the values of every header of a name, whatever its case; lists are taken apart."""
        wanted = name.lower()
        values = [value for each, value in self.headers if _SHORT.get(each.lower(), each.lower()) == wanted]
        if wanted in _LISTS:
            values = [part for value in values for part in _parts(value)]
        return tuple(values)

    def first(self, name: str) -> str:
        """Return the first value of a header, "" where there is none."""
        return next(iter(self.all(name)), "")

    def _packed(self, first: str) -> bytes:
        lines = [first, *(f"{name}: {value}" for name, value in self.headers)]
        lines.append(f"Content-Length: {len(self.body)}")
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header with a line break")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True, slots=True)
class Request(_Message):
    """What one side asks of the other."""

    method: str = ""
    uri: str = ""
    protocol: str = SIP

    def packed(self) -> bytes:
        """Return it as it travels; the body's length is added. ValueError: a header has a line break."""
        return self._packed(f"{self.method} {self.uri} {self.protocol}")


@dataclass(frozen=True, slots=True)
class Response(_Message):
    """What is answered. ``status``: 100..699."""

    status: int = 0
    reason: str = ""
    protocol: str = SIP

    def packed(self) -> bytes:
        """Return it as it travels; the body's length is added. ValueError: a header has a line break."""
        return self._packed(f"{self.protocol} {self.status} {self.reason}")


def parse_message(data: bytes) -> Request | Response:
    """Return the message of a datagram, or of a head and its body. Raises ValueError where it is none."""
    head, gap, body = data.partition(b"\r\n\r\n")
    if not gap or len(data) > LONGEST:
        raise ValueError("no message: its head has no end")
    # A line that begins with a blank goes on with the one before.
    first, *lines = re.sub(r"\r\n[ \t]+", " ", head.decode("utf-8", "replace")).lstrip("\r\n").split("\r\n")
    pairs: list[tuple[str, str]] = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name.strip() or any(letter in line for letter in "\r\n\0"):
            raise ValueError("no message: a header that is none")
        pairs.append((name.strip(), value.strip()))
    headers = tuple(pairs)
    body = body[: _length(headers, len(body))]
    if answered := re.fullmatch(rf"({SIP}|{RTSP}) ([1-6][0-9][0-9])(?: (.*))?", first):
        return Response(headers, body, int(answered[2]), answered[3] or "", answered[1])
    if asked := re.fullmatch(rf"([A-Z_]+) (\S+) ({SIP}|{RTSP})", first):
        return Request(headers, body, asked[1], asked[2], asked[3])
    raise ValueError("no message: its first line is none of SIP's or RTSP's")


def _parts(value: str) -> list[str]:
    """Return the values of a list; what stands in quotation marks or angle brackets may hold commas."""
    parts, start, end = [], 0, ""
    for at, letter in enumerate(value):
        if end:
            end = "" if letter == end else end
        elif letter in '"<':
            end = ">" if letter == "<" else '"'
        elif letter == ",":
            parts.append(value[start:at].strip())
            start = at + 1
    return [*parts, value[start:].strip()]


def length_of(headers: Pairs) -> int:
    """Return the length of the body that headers announce, 0 where they say nothing. Raises ValueError."""
    return _length(headers, 0)


def _length(headers: Pairs, default: int) -> int:
    for name, value in headers:
        if name.lower() in {"content-length", "l"}:
            if not value.isascii() or not value.isdecimal() or int(value) > LONGEST:
                raise ValueError("no message: a length that is none")
            return int(value)
    return default
