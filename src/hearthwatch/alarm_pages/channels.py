# SPDX-License-Identifier: Apache-2.0
"""Channels for the pages: how each is doing, what was said on them, and a test of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hearthwatch.archive import Archive
from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.ids import ChannelId
from hearthwatch.model.message import Message
from hearthwatch.outbox import Outbox
from hearthwatch.stages.notices.line import Line
from hearthwatch.store import Store
from hearthwatch.web.alarm_values import ChannelStanding, ChannelState, Fate, Said, Trial

#: Whose recipients' ids are keys: whoever knows one can end the subscription.
_NAMELESS = {"push": "a phone"}
_WORDS = {
    DeliveryState.QUEUED: "It did not get there, and is tried again.",
    DeliveryState.SENT: "It was sent. Nothing says whether it arrived.",
    DeliveryState.ACCEPTED: "The other side has it.",
    DeliveryState.HEARD: "It was heard.",
    DeliveryState.FAILED: "It did not get there.",
}


class ChannelPages:
    """See the module."""

    def __init__(self, archive: Archive, outbox: Outbox) -> None:
        """Take who knows."""
        self._archive = archive
        self._outbox = outbox

    def channels(self) -> Sequence[ChannelStanding]:
        """Return all, in the order of the configuration."""
        return [standing(line) for line in self._outbox.lines]

    async def said(self, last: int) -> Sequence[Said]:
        """Return the ``last`` messages, newest first."""

        def read(store: Store) -> Sequence[Said]:
            lines = self._outbox.lines
            return [said_of(each, store.deliveries(each.name), lines) for each in store.newest_messages(last)]

        return await self._archive.call(read)

    async def test(self, channel: ChannelId, by: str) -> Trial:
        """Say a test on one channel and wait for what comes of it."""
        del by  # everybody may
        delivery = await self._outbox.try_channel(channel)
        words = f"{_WORDS[delivery.state]} {delivery.reason}".strip()
        return Trial(delivery.state, words)


def standing(line: Line) -> ChannelStanding:
    """Return a channel as the pages know it."""
    state = ChannelState.WORKING
    if line.worked is None and line.failed is None:
        state = ChannelState.UNTRIED
    elif line.is_down:
        state = ChannelState.FAILING
    return ChannelStanding(
        line.id,
        line.kind,
        line.channel.name,
        state,
        line.since,
        line.reason,
        line.worked,
        line.heartbeat,
    )


def said_of(message: Message, deliveries: Iterable[Delivery], lines: Sequence[Line]) -> Said:
    """Return a message with the fate of each delivery; recipients by a label that tells nothing secret."""
    known = {line.id: line for line in lines}
    fates = []
    for each in deliveries:
        line = known.get(each.channel)
        kind = "" if line is None else line.kind
        name = each.channel if line is None else line.channel.name
        fates.append(Fate(each, name, _NAMELESS.get(kind, each.recipient) if each.recipient else ""))
    return Said(message, tuple(fates))
