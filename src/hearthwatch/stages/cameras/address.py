# SPDX-License-Identifier: Apache-2.0
"""A camera's address: text from the configuration in, a `CameraAddress` out.

Credentials are percent-decoded here, go to the camera alone, and are never printed.
"""

from __future__ import annotations

import difflib
import ipaddress
import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, unquote

from hearthwatch.model.errors import UsageError

Kind = Literal["rtsp", "rtsps", "file", "v4l2", "village"]

_DEFAULT_PORTS = {"rtsp": 554, "rtsps": 322}  # RFC 7826, section 4.2 and IANA
_LOCAL_SCHEMES = ("file", "v4l2", "village")
_SCHEMES = (*_DEFAULT_PORTS, *_LOCAL_SCHEMES)
#: A scheme has two letters at least; one letter before a colon is nothing that we know.
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
#: Some cameras take their password in the path (``/user=admin_password=…``): no such path is printed.
_TELLTALE = re.compile(r"pass|pwd|token|secret|auth|key|user", re.IGNORECASE)
#: FFmpeg keeps the user and password of an RTSP address, encoded, in a buffer of 128 bytes.
_LONGEST_CREDENTIALS = 127


@dataclass(frozen=True, slots=True, repr=False)
class CameraAddress:
    """Where a camera is.

    ``host`` and ``port`` (of TCP) are those of an RTSP camera, else "" and None. ``path``: an RTSP path
    with its query, a file's path, a device's path, or the name of a village view; ``query``: what
    follows the question mark of a village address. ``user`` and ``password`` are decoded.
    """

    kind: Kind
    path: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: str = ""
    query: str = ""

    @property
    def is_network(self) -> bool:
        """Whether it is reached over a network."""
        return self.kind in _DEFAULT_PORTS

    @property
    def is_numeric(self) -> bool:
        """Whether its host is an IP address, so that no name has to be looked up."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return False
        return True

    def url(self) -> str:
        """Return the RTSP address with its credentials, for FFmpeg alone. Never print it."""
        login = _encoded_login(self.user, self.password)
        return f"{self.kind}://{login}{_bracketed(self.host)}:{self.port}{self.path}"

    def __str__(self) -> str:
        """Return the address as it may be printed."""
        if not self.is_network:
            return self.path if self.kind == "file" else f"{self.kind}:{self.path}"
        login = "***@" if self.user or self.password else ""
        path, mark, _ = self.path.partition("?")
        shown = "/***" if _TELLTALE.search(path) else path + ("?***" if mark else "")
        return f"{self.kind}://{login}{_bracketed(self.host)}:{self.port}{shown}"

    def __repr__(self) -> str:
        """Return the address as it may be printed."""
        return f"CameraAddress({str(self)!r})"


def parse_address(text: str) -> CameraAddress:
    """Return the address that ``text`` is, or raise UsageError, which shows nothing of a password.

    ``rtsp://user:password@host:port/path``, ``rtsps://…``, ``v4l2:/dev/video0``, ``village:NAME``,
    ``file:PATH``; text without a scheme is a file's path.
    """
    if not text or any(ord(letter) < 32 or ord(letter) == 127 for letter in text):
        raise UsageError(
            "The camera's address is empty or holds control characters", do="Correct the address"
        )
    found = _SCHEME.match(text)
    if found is None:
        return CameraAddress("file", text)
    scheme, rest = str(found[1]).lower(), text[found.end() :]
    match scheme:
        case "rtsp" | "rtsps":
            return _network_address(scheme, rest)
        case "file" | "v4l2" | "village":
            return _local_address(scheme, rest)
        case _:
            raise _unknown(scheme)


def _unknown(scheme: str) -> UsageError:
    return UsageError(
        f'No camera is reached by "{scheme}:"',
        do=f'Did you mean "{_nearest(scheme)}:"? A file whose name begins so is written ./{scheme}:…',
    )


def _nearest(scheme: str) -> str:
    if scheme in {"http", "https"}:  # as near in letters to one as to the other
        return "rtsp" if scheme == "http" else "rtsps"
    return next(iter(difflib.get_close_matches(scheme, _SCHEMES, n=1, cutoff=0.0)))


def _local_address(scheme: Literal["file", "v4l2", "village"], rest: str) -> CameraAddress:
    path = rest[2:] if rest.startswith("///") else rest
    query = ""
    if scheme == "village":
        path, _, query = path.partition("?")
    if not path:
        raise UsageError(f'The address "{scheme}:" names nothing', do="Write what to read after the colon")
    return CameraAddress(scheme, path, query=query)


def _network_address(scheme: Literal["rtsp", "rtsps"], rest: str) -> CameraAddress:
    if not rest.startswith("//"):
        raise UsageError(f'An {scheme} address begins with "{scheme}://"', do="Add the two slashes")
    authority, slash, path = rest[2:].partition("/")
    # The last "@" parts the host from a password that holds one itself.
    login, _, place = authority.rpartition("@")
    user, _, password = login.partition(":")
    user, password = unquote(user), unquote(password)
    if len(_encoded_login(user, password)) > _LONGEST_CREDENTIALS:
        raise UsageError(
            "The user and password of an RTSP address are too long", do="Use 120 characters at most"
        )
    if any(ord(letter) < 32 for letter in user + password):
        raise UsageError("A user or password holds control characters", do="Correct the address")
    host, port = _host_and_port(scheme, place)
    return CameraAddress(scheme, slash + path, host, port, user, password)


def _host_and_port(scheme: str, place: str) -> tuple[str, int]:
    match = re.fullmatch(r"(\[[0-9A-Fa-f:.%]+\]|[^\[\]:?#@%]+)(?::([0-9]{1,5}))?", place)
    if match is None or " " in place or not 0 < int(match[2] or 1) < 65536:
        # What was taken for a host may be part of a password: it is not shown.
        raise UsageError(
            f"The host or port of an {scheme} address cannot be read",
            do='Write rtsp://user:password@host:port/path, and "/", "?", "#" in a password as %2F, %3F, %23',
        )
    return match[1].strip("[]"), int(match[2] or _DEFAULT_PORTS[scheme])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _encoded_login(user: str, password: str) -> str:
    if not user and not password:
        return ""
    return f"{quote(user, safe='')}:{quote(password, safe='')}@"
