# SPDX-License-Identifier: Apache-2.0
"""Secrets that we hand out: random, long, and kept here as hashes only.

A session's or an invitation's token is 256 random bits, so a plain SHA-256 is enough to keep it by: there is
nothing to guess. A device's token says that an account was signed in there before (OWASP, "Device cookies"):
with it somebody's own phone can sign in while strangers' attempts at that account are slowed down.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

_BYTES = 32


def fresh_token() -> str:
    """Return a new secret, 256 bits in base64url."""
    return secrets.token_urlsafe(_BYTES)


def key_of(token: str) -> str:
    """Return what a token is kept by, hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def device_token(secret: str, account: str) -> str:
    """Return a token for a device on which an account has signed in."""
    told = f"{account}.{secrets.token_urlsafe(12)}"
    return f"{told}.{_seal(secret, told)}"


def device_of(secret: str, token: str | None, account: str) -> str | None:
    """Return the device's name where a token is ours and of this account, else None."""
    told, _, seal = (token or "").rpartition(".")
    # As bytes: what a stranger sends need not be ASCII.
    is_ours = hmac.compare_digest(_seal(secret, told).encode(), seal.encode("utf-8", "replace"))
    if not is_ours or not told.startswith(f"{account}."):
        return None
    return told


def _seal(secret: str, told: str) -> str:
    return hmac.new(secret.encode(), told.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
