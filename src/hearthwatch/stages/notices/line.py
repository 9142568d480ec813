# SPDX-License-Identifier: Apache-2.0
"""A line: a channel as the outbox has it, with how it is doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.ids import ChannelId

from .channel import Channel

#: How the names of the daily sign of life begin.
HEARTBEAT = "heartbeat-"


@dataclass(slots=True)
class Line:
    """A channel; ``tells_people``: whom a storm of messages would deafen, as it would not a machine.

    ``deadline_s``: an attempt that takes longer has failed.
    ``worked``, ``failed``: when it last took something, and when it last did not (aware, UTC); ``reason``:
    why not; ``since``: since when it is as it is; ``heartbeat``: when the last daily one was taken.
    """

    channel: Channel
    kind: str
    tells_people: bool
    deadline_s: float = 30.0
    worked: datetime | None = None
    failed: datetime | None = None
    reason: str = ""
    since: datetime | None = None
    heartbeat: datetime | None = None

    @property
    def id(self) -> ChannelId:
        """The channel's id."""
        return self.channel.id

    @property
    def is_down(self) -> bool:
        """Whether the last that is known of it is that it did not take something."""
        return self.failed is not None and (self.worked is None or self.worked < self.failed)

    def note(self, delivery: Delivery) -> None:
        """Take how a delivery stands after an attempt."""
        was_down, was_tried = self.is_down, self.since is not None
        if delivery.state in {DeliveryState.QUEUED, DeliveryState.FAILED}:
            self.failed, self.reason = delivery.changed, delivery.reason
        else:
            self.worked, self.reason = delivery.changed, ""
            if delivery.message.startswith(HEARTBEAT):
                self.heartbeat = delivery.changed
        if was_down != self.is_down or not was_tried:
            self.since = delivery.changed


def trouble(lines: Iterable[Line]) -> str:
    """Return what is to be said on the wall of all channels together; "" where one may work."""
    known = list(lines)
    if not known:
        return "No channel is configured: alarms are shown here, and told to nobody"
    if all(line.is_down for line in known):
        return "Every channel is down: alarms are shown here, and reach nobody"
    return ""
