# SPDX-License-Identifier: Apache-2.0
"""Basic and digest authentication as a camera does it (RFC 7617, RFC 2617)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Literal

_REALM = "camera"


@dataclass(frozen=True, slots=True)
class Login:
    """Who may see the stream, and how it is asked for."""

    user: str
    password: str
    scheme: Literal["basic", "digest"] = "digest"

    def challenge(self, nonce: str) -> str:
        """Return the header that asks for it."""
        if self.scheme == "basic":
            return f'WWW-Authenticate: Basic realm="{_REALM}"'
        return f'WWW-Authenticate: Digest realm="{_REALM}", nonce="{nonce}"'

    def admits(self, authorization: str, method: str, nonce: str) -> bool:
        """Whether a request's Authorization header proves the password."""
        if self.scheme == "basic":
            return hmac.compare_digest(authorization, f"Basic {_base64(f'{self.user}:{self.password}')}")
        fields: dict[str, str] = dict(re.findall(r'(\w+)="([^"]*)"', authorization))
        secret = _md5(f"{self.user}:{_REALM}:{self.password}")
        request = _md5(f"{method}:{fields.get('uri', '')}")
        return hmac.compare_digest(fields.get("response", ""), _md5(f"{secret}:{nonce}:{request}"))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()  # the protocol's choice
