# SPDX-License-Identifier: Apache-2.0
"""Browsers that asked to be told, from the store: read once, kept in memory, each change written first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import msgspec

from hearthwatch.archive import Archive
from hearthwatch.model.clock import Clock
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions, Subscription
from hearthwatch.store.outside import KeptSubscription


class KeptSubscriptions:
    """See the module; made by `read`."""

    def __init__(self, archive: Archive, clock: Clock) -> None:
        """Begin with none."""
        self._archive, self._clock = archive, clock
        self._memory = MemorySubscriptions()

    @classmethod
    async def read(cls, archive: Archive, clock: Clock) -> Self:
        """Return what the store has; what a later version cannot read is left out."""
        made = cls(archive, clock)
        for row in await archive.call(lambda store: store.subscriptions()):
            try:
                await made._memory.add(msgspec.json.decode(row.body, type=Subscription))
            except msgspec.MsgspecError:
                continue
        return made

    def list(self) -> Sequence[Subscription]:
        """Return all of them, from memory."""
        return self._memory.list()

    async def add(self, subscription: Subscription) -> None:
        """Keep one; another of the same endpoint is replaced. Raises UsageError, StorageError."""
        await self._memory.add(subscription)
        row = KeptSubscription(
            subscription.id,
            subscription.endpoint,
            self._clock.now(),
            msgspec.json.encode(subscription).decode(),
        )
        await self._archive.call(lambda store: store.keep_subscription(row))

    async def remove(self, id_: str) -> bool:
        """Forget one; return whether it was there."""
        await self._archive.call(lambda store: store.remove_subscription(id_))
        return await self._memory.remove(id_)
