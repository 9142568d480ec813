# SPDX-License-Identifier: Apache-2.0
"""Which addresses on the network, and which URLs, may be sent to: pure decisions.

A webhook's URL is typed by somebody; the service that calls it stands inside the village's network. Without
these rules a URL could make it talk to the router's pages or to its own (server-side request forgery;
OWASP's cheat sheet of that name).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Beyond what `ipaddress` calls not global, which differs between releases of Python.
_CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8",  # RFC 1122: this network
        "100.64.0.0/10",  # RFC 6598: carriers' NAT
        "192.0.0.0/24",  # RFC 6890
        "192.88.99.0/24",  # RFC 7526: 6to4 relays, given up
        "198.18.0.0/15",  # RFC 2544: benchmarks
        "240.0.0.0/4",  # RFC 1112: reserved, and broadcast
        "64:ff9b:1::/48",  # RFC 8215: local translation
        "100::/64",  # RFC 6666: discard
        "fec0::/10",  # RFC 3879: site-local, given up
    )
)
#: RFC 6052: the IPv4 address stands in the last 32 bits.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: WHATWG URL, "ends in a number": such a host is an IPv4 address, however it is written.
_NUMERIC_END = re.compile(r"(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$", re.IGNORECASE)
_NAME = re.compile(r"(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_-]{1,63}\.?")
_LONGEST_URL = 2000


def is_public(address: Address) -> bool:
    """Return whether an address is one of the Internet at large.

    Not: loopback, private, link-local, multicast, reserved, carriers' NAT; nor an IPv6 address that holds
    such an IPv4 address (mapped, 6to4, Teredo, NAT64).
    """
    held = _held(address)
    if held is not None:
        return all(is_public(each) for each in held)
    is_closed = any(address in network for network in _CLOSED if network.version == address.version)
    return address.is_global and not (address.is_multicast or address.is_reserved or is_closed)


def _held(address: Address) -> tuple[ipaddress.IPv4Address, ...] | None:
    """Return the IPv4 addresses that an IPv6 address only wraps, None where it wraps none."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in _NAT64 or int(address) >> 32 == 0:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return None


def literal(host: str) -> Address | None:
    """Return the address that a host is written as, in its one proper form; None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def require_url(text: str, allowed_hosts: Collection[str] = ()) -> str:
    """Return ``text`` where it is a URL that may be sent to, as far as that shows without a look-up.

    Raises ValueError with a sentence that holds no more of the URL than its host: paths and queries of
    webhooks are secrets. What a name resolves to is judged when it is connected to (`reach`).
    """
    if len(text) > _LONGEST_URL or any(ord(letter) <= 32 or ord(letter) == 127 for letter in text):
        raise ValueError(f"an address without spaces, of at most {_LONGEST_URL} letters, is wanted")
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("this is no address, such as https://example.org/hook") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise ValueError("an address begins with https:// or http:// and a host")
    if "@" in parts.netloc or "\\" in text:
        raise ValueError("an address holds no user and no password: there is a file for secrets")
    _require_host(host, allowed_hosts)
    return text


def _require_host(host: str, allowed_hosts: Collection[str]) -> None:
    address = literal(host)
    if is_allowed(host, allowed_hosts):
        return
    if address is None and (_NUMERIC_END.search(host) or not _NAME.fullmatch(_ascii(host))):
        raise ValueError(f"{host[:80]!r} is no host's name, and no address in its usual form")
    is_local = host.rstrip(".").endswith(("localhost", ".local", ".internal", ".home.arpa"))
    if is_local or (address is not None and not is_public(address)):
        raise ValueError(
            f"{host[:80]} is this machine or in a private network; name it in allowed_hosts of [notices] "
            "if that is meant"
        )


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


def is_allowed(host: str, allowed_hosts: Collection[str]) -> bool:
    """Return whether a host is named as an exception: the very name, or the very address."""
    wanted = _plain(host)
    return any(_plain(each) == wanted for each in allowed_hosts)


def _plain(host: str) -> str:
    address = literal(host)
    return str(address) if address is not None else host.lower().rstrip(".")
