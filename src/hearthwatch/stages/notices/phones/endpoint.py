# SPDX-License-Identifier: Apache-2.0
"""Checks what a browser gives us: an address that we shall POST to, and keys. Text in, bytes out.

A stranger may send us any address, so it must be https, at a public name's usual port, unless the
configuration allows the host. Where a name leads is checked again when we connect.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

LONGEST_ENDPOINT = 2048
POINT_BYTES, AUTH_BYTES = 65, 16
_HTTPS = 443
_PLAIN = re.compile(r"[\x21-\x7e]+")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
#: RFC 6761, RFC 6762 and RFC 8375, and what home routers and clusters use: none is the internet's.
_LOCAL = {
    "localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "arpa", "test",
    "invalid", "example", "onion", "localdomain",
}  # fmt: skip


def check_endpoint(text: str, allowed: Collection[str] = ()) -> str:
    """Return a push service's address as it is. ``allowed``: hosts that need not be public.

    Raises ValueError with what is wrong.
    """
    if not 0 < len(text) <= LONGEST_ENDPOINT or not _PLAIN.fullmatch(text):
        raise ValueError(f"endpoint: an address of at most {LONGEST_ENDPOINT} plain letters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise ValueError("endpoint: no address") from None
    host = (parts.hostname or "").lower()
    if parts.scheme != "https" or not host or set("@[") & set(parts.netloc) or set("#\\") & set(text):
        raise ValueError("endpoint: an https address, without a login")
    if host in {each.lower() for each in allowed}:
        return text
    if port not in {None, _HTTPS} or not is_public_name(host):
        raise ValueError("endpoint: a push service on the internet, at the usual port")
    return text


def is_public_name(host: str) -> bool:
    """Whether a host in lower case is a name that can be one of the internet; no address is."""
    labels = host.removesuffix(".").split(".")
    # Browsers and resolvers read "2130706433" and "0x7f.1" as addresses: a last label of a name begins
    # with a letter and is no number (WHATWG URL, "ends in a number").
    last = labels[-1]
    if len(labels) < 2 or last in _LOCAL or not last[:1].isalpha():
        return False
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def check_point(text: str) -> bytes:
    """Return a browser's public key, 65 bytes that are a point of P-256. Raises ValueError."""
    point = _decoded(text, POINT_BYTES, "p256dh")
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise ValueError("p256dh: no point of the curve P-256") from None
    return point


def check_auth(text: str) -> bytes:
    """Return a browser's secret, 16 bytes. Raises ValueError."""
    return _decoded(text, AUTH_BYTES, "auth")


def _decoded(text: str, length: int, key: str) -> bytes:
    words = f"{key}: {length} bytes in URL-safe base64"
    if len(text) > 2 * length + 4 or not re.fullmatch(r"[A-Za-z0-9_-]+=*", text):
        raise ValueError(words)
    bare = text.rstrip("=")
    try:
        found = base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        raise ValueError(words) from None
    if len(found) != length:
        raise ValueError(words)
    return found
