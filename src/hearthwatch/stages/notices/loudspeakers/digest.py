# SPDX-License-Identifier: Apache-2.0
"""Digest authentication: a peer's challenge in, the header that proves the password out.

RFC 7616, and RFC 2617 where a challenge names no ``qop``; as SIP (RFC 3261, section 22) and RTSP use it.
MD5 is the protocol's choice, not ours: SHA-256 is preferred where it is offered. Basic authentication
(RFC 7617) only where it is the sole offer and the caller allows it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hearthwatch.config.values import Secret

_FIELD = re.compile(r'([A-Za-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_HASHES: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Who we are to a peer."""

    user: str
    password: Secret


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a peer asks for. ``is_stale``: the password was right and the nonce too old."""

    algorithm: str
    realm: str
    nonce: str
    opaque: str | None
    has_qop: bool
    is_stale: bool


def challenge_of(headers: Sequence[str]) -> Challenge | None:
    """Return the best digest challenge of several headers, None where none can be answered."""
    found = [made for header in headers if (made := _challenge(header)) is not None]
    # The strongest first; of two alike the peer's first.
    return min(
        found, key=lambda each: list(_HASHES).index(each.algorithm.removesuffix("-sess")), default=None
    )


def offers_basic(headers: Sequence[str]) -> bool:
    """Whether basic authentication is among what a peer asks for."""
    return any(header.lower().startswith("basic") for header in headers)


def basic(account: Account) -> str:
    """Return the value of an Authorization header that shows the password to whoever reads it."""
    pair = f"{account.user}:{account.password.reveal()}".encode()
    return f"Basic {base64.b64encode(pair).decode('ascii')}"


def answer(challenge: Challenge, account: Account, method: str, uri: str, *, ours: str = "") -> str:
    """Return the value of an Authorization or Proxy-Authorization header for one request.

    ``ours``: our own nonce; without it, one at random.
    """
    digest = _HASHES[challenge.algorithm.removesuffix("-sess")]
    ours = ours or secrets.token_hex(8)
    secret = digest(f"{account.user}:{challenge.realm}:{account.password.reveal()}".encode())
    if challenge.algorithm.endswith("-sess"):
        secret = digest(f"{secret}:{challenge.nonce}:{ours}".encode())
    request = digest(f"{method}:{uri}".encode())
    middle = f"{challenge.nonce}:00000001:{ours}:auth" if challenge.has_qop else challenge.nonce
    fields = [
        f'username="{_quoted(account.user)}"', f'realm="{_quoted(challenge.realm)}"',
        f'nonce="{_quoted(challenge.nonce)}"', f'uri="{uri}"',
        f'response="{digest(f"{secret}:{middle}:{request}".encode())}"',
        f"algorithm={challenge.algorithm}",
    ]  # fmt: skip
    if challenge.has_qop:
        fields += ["qop=auth", "nc=00000001"]
    if challenge.has_qop or challenge.algorithm.endswith("-sess"):
        fields.append(f'cnonce="{ours}"')
    if challenge.opaque is not None:
        fields.append(f'opaque="{_quoted(challenge.opaque)}"')
    return f"Digest {', '.join(fields)}"


def _challenge(header: str) -> Challenge | None:
    scheme, _, rest = header.strip().partition(" ")
    if scheme.lower() != "digest":
        return None
    fields = {
        match[1].lower(): match[3] if match[2] is None else re.sub(r"\\(.)", r"\1", match[2])
        for match in _FIELD.finditer(rest)
    }
    given = fields.get("algorithm", "MD5").strip('"')
    known = [name + end for name in _HASHES for end in ("", "-sess")]
    algorithm = next((name for name in known if name.lower() == given.lower()), None)
    qops = [each.strip().lower() for each in fields["qop"].split(",")] if "qop" in fields else []
    if algorithm is None or "nonce" not in fields or (qops and "auth" not in qops):
        return None
    is_stale = fields.get("stale", "").lower() == "true"
    return Challenge(
        algorithm, fields.get("realm", ""), fields["nonce"], fields.get("opaque"), bool(qops), is_stale
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
