# SPDX-License-Identifier: Apache-2.0
"""The headers that every answer bears: nothing from elsewhere runs in our pages or embeds them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
)

#: RFC 6797; for a year, and only for this very host.
HOLD_TO_TLS = ("strict-transport-security", "max-age=31536000")

SECURITY_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "content-security-policy": "; ".join(_POLICY),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
    }
)
