# SPDX-License-Identifier: Apache-2.0
"""Deliveries: what became of a message on one channel, for one who is told by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .ids import ChannelId, MessageName


class DeliveryState(StrEnum):
    """How far a delivery is known to be. What is not known is never claimed."""

    #: Kept; to be tried, or tried again.
    QUEUED = "queued"
    #: Handed over, and nothing says whether it arrived: a multicast, a sound card.
    SENT = "sent"
    #: The peer said that it has it: a broker, a mail server, a push service.
    ACCEPTED = "accepted"
    #: A person or a device said that it was heard or seen.
    HEARD = "heard"
    #: Given up, for the reason that stands beside it.
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        """Whether it is not tried any more."""
        return self is not DeliveryState.QUEUED


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a channel knows after saying a message, in ``words`` for a person.

    ``handle``: the peer's own name for it.
    """

    state: DeliveryState
    words: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on one channel for one recipient ("" where a channel tells everybody at once).

    ``attempts``: how often it was tried; ``due``: when it is tried next, None once it is final; ``reason``:
    why it is as it is, for a person; ``changed``: when it became so. Times are aware, UTC.
    """

    message: MessageName
    channel: ChannelId
    recipient: str
    state: DeliveryState
    attempts: int
    due: datetime | None
    reason: str
    changed: datetime
    handle: str = ""
