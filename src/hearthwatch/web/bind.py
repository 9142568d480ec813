# SPDX-License-Identifier: Apache-2.0
"""Where the pages are served: an address from the configuration, checked, as a listening socket.

Others than this machine are served only where people sign in and nothing crosses the network in the clear.
Everything else is a UsageError.
"""

from __future__ import annotations

import errno
import socket

from hearthwatch.config.web import Web
from hearthwatch.model.errors import UsageError

from .addresses import is_loopback

DEFAULT_ADDRESS = "127.0.0.1:8480"
_BACKLOG = 128
#: Per connection. What lies in the kernel's buffer of a slow client cannot be replaced by something
#: newer; this much is about two seconds of 16 cameras, where the default is over a minute.
_SEND_BUFFER_BYTES = 64 * 1024


def check_address(text: str) -> tuple[str, int]:
    """Return host and port of ``HOST:PORT``; the host is a loopback address. Raises UsageError."""
    host, port = parts_of(text)
    if not is_loopback(host):
        raise UsageError(
            f"cannot serve at {text!r}: without accounts the pages are for this machine alone",
            do=f"Use a loopback address, e.g. {DEFAULT_ADDRESS}",
        )
    return host, port


def check_web(web: Web) -> tuple[str, int]:
    """Return host and port to listen at. Raises UsageError where the section must not be served like that."""
    host, port = parts_of(web.address)
    if is_loopback(host):
        return host, port
    for is_there, why, what in (
        (web.accounts == "required", "without accounts the pages are for this machine alone", "accounts"),
        (web.certificate, "passwords would cross the network in the clear", "certificate and key"),
        (web.names, "it is not said by which names browsers will reach it", "names"),
    ):
        if not is_there:
            raise UsageError(
                f"cannot serve at {web.address!r}: {why}",
                do=f"Set {what} in [web], or use a loopback address, e.g. {DEFAULT_ADDRESS}",
            )
    return host, port


def parts_of(text: str) -> tuple[str, int]:
    """Return host, without brackets, and port of ``HOST:PORT``. Raises UsageError."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isascii() or not port.isdigit() or int(port) > 0xFFFF:
        raise UsageError(f"{text!r} is no address to serve at", do=f"Write HOST:PORT, e.g. {DEFAULT_ADDRESS}")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    return ("127.0.0.1" if bare.lower() == "localhost" else bare), int(port)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at a checked address; port 0 takes any free one.

    Raises UsageError where the port is taken or may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise _refused(host, port, error) from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        listener.bind((host, port))
        # Listening now and not later makes a second service fail here, not after it has begun.
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise _refused(host, port, error) from error
    listener.settimeout(0)  # the loop's way: never block
    return listener


def _refused(host: str, port: int, error: OSError) -> UsageError:
    other = "Choose another port"
    match error.errno:
        case errno.EADDRINUSE:
            return UsageError(
                f"port {port} of {host} is in use by another program", do=f"{other}, or end that program"
            )
        case errno.EACCES:
            return UsageError(f"port {port} may not be used by this account", do=f"{other}, from 1024 up")
        case _:
            return UsageError(f"cannot listen at {host}, port {port}: {error.strerror}", do=other)
