# SPDX-License-Identifier: Apache-2.0
"""Whom a request comes from: the other end of the connection, or whom a proxy that we trust names.

A header can be written by anybody, so it is believed only of proxies that the configuration lists
(ZoneMinder believed all of them).
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import Scope

from hearthwatch.config.values import Secret


@dataclass(frozen=True, slots=True)
class Peers:
    """``proxies``: addresses of proxies; ``names``: what browsers may call this service, lower case.

    ``figures_token``: by which a program reads figures without signing in; None: by nothing.
    """

    proxies: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    figures_token: Secret | None = None

    def address(self, scope: Scope) -> str:
        """Return the client's address: the last in X-Forwarded-For that is none of our proxies'."""
        peer = _peer(scope)
        if peer not in self.proxies:
            return peer
        told = Headers(scope=scope).get("x-forwarded-for", "").split(",")
        for each in (part.strip() for part in reversed(told)):
            if not _is_address(each):
                break
            if each not in self.proxies:
                return each
        return peer

    def is_secure(self, scope: Scope) -> bool:
        """Whether the client's connection is encrypted, by us or by a proxy of ours."""
        if scope["scheme"] in {"https", "wss"}:
            return True
        return _peer(scope) in self.proxies and Headers(scope=scope).get("x-forwarded-proto") == "https"


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
