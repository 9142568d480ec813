# SPDX-License-Identifier: Apache-2.0
"""What every channel is to the outbox: it says a message to a recipient and knows how far it got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from hearthwatch.model.delivery import Receipt
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.message import Message


class Channel(Protocol):
    """A way to tell people or machines. All calls belong to the loop's thread; none blocks it.

    The outbox keeps what is to be said, tries again, and sees to it that a slow channel delays no other:
    a channel itself neither stores nor repeats, but for loudspeakers, which speak until somebody answers.
    """

    @property
    def id(self) -> ChannelId:
        """Its id, from the configuration."""
        ...

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    def recipients(self, message: Message) -> Sequence[str]:
        """Return whom it would tell this message: ids that last, ``("",)`` for all at once, or nobody."""
        ...

    async def run(self) -> None:
        """Keep what stands open between messages, for ever; a channel that keeps nothing only waits."""
        ...

    async def deliver(self, message: Message, recipient: str) -> Receipt:
        """Say it. Raises PeerError; may be asked again for the same message after a crash."""
        ...

    def settled(self, incident: IncidentId) -> None:
        """Learn that somebody answered for an incident or that it is over: nothing of it is repeated."""
        ...
