# SPDX-License-Identifier: Apache-2.0
"""Subscriptions to web push: what a browser gives us to reach it by, and what is wanted on it.

A subscription says how a browser can be reached and nothing of whose browser it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hearthwatch.model.errors import UsageError

from .choice import Choice

#: A village has fewer phones; whoever makes up more is stopped here.
MOST_SUBSCRIPTIONS = 5000


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser's address at its push service.

    ``id``: unguessable, known to the browser alone. ``endpoint``: where to POST (RFC 8030). ``p256dh``: its
    public key, 65 bytes, an uncompressed point of P-256; ``auth``: its secret, 16 bytes (RFC 8291 section
    3.2). ``language``: BCP 47.
    """

    id: str
    endpoint: str
    p256dh: bytes
    auth: bytes
    choice: Choice
    language: str

    def __repr__(self) -> str:
        """Return it without its secrets: whoever knows them can write to the phone."""
        return f"Subscription({self.id[:4]}..., {self.language})"


class Subscriptions(Protocol):
    """What keeps subscriptions."""

    def list(self) -> Sequence[Subscription]:
        """Return all of them, from memory."""
        ...

    async def add(self, subscription: Subscription) -> None:
        """Keep one; another of the same endpoint is replaced. Raises UsageError where there are too many."""
        ...

    async def remove(self, id_: str) -> bool:
        """Forget one; return whether it was there."""
        ...


class MemorySubscriptions:
    """Subscriptions that last as long as the program."""

    def __init__(self, most: int = MOST_SUBSCRIPTIONS) -> None:
        """Begin with none."""
        self._kept: dict[str, Subscription] = {}
        self._most = most

    def list(self) -> Sequence[Subscription]:
        """Return all of them."""
        return tuple(self._kept.values())

    async def add(self, subscription: Subscription) -> None:
        """Keep one in place of any other of its endpoint."""
        others = {name: kept for name, kept in self._kept.items() if kept.endpoint != subscription.endpoint}
        if len(others) >= self._most:
            raise UsageError(
                f"There are {self._most} subscriptions, and no more are taken",
                do="Tell the steward; phones that are gone make room",
            )
        self._kept = others | {subscription.id: subscription}

    async def remove(self, id_: str) -> bool:
        """Forget one."""
        return self._kept.pop(id_, None) is not None
