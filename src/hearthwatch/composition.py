# SPDX-License-Identifier: Apache-2.0
"""What the outbox asks of whoever makes messages, asked of the composer of announcements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hearthwatch.model.ids import ChannelId, MessageName
from hearthwatch.model.incident import Incident, Notice
from hearthwatch.model.message import Earlier, Message
from hearthwatch.stages.notices.composing import Composer


@dataclass(frozen=True, slots=True)
class Composition:
    """Makes messages whose names are never used again, also not after the data folder was begun anew."""

    composer: Composer

    def of_notice(self, notice: Notice, incident: Incident, earlier: Sequence[Earlier]) -> Message:
        """Return what a notice says on channels."""
        message = self.composer.message_of(notice, incident)
        # A receiver that has incident 1 of another life must not take this one for it.
        name = MessageName(f"{message.name}-{incident.opened:%Y%m%d%H%M%S}")
        return replace(message, name=name, earlier=tuple(earlier))

    def digest(self, messages: Sequence[Message], at: datetime) -> Message:
        """Return one message for many."""
        return self.composer.digest_of(messages, at)

    def test(self, channel: ChannelId, name: str, at: datetime) -> Message:
        """Return what is said to try a channel."""
        return self.composer.test_message(channel, name, at)

    def heartbeat(self, channel: ChannelId, name: str, at: datetime) -> Message:
        """Return the day's sign of life for a channel."""
        return self.composer.heartbeat(channel, name, at)
