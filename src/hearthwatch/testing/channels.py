# SPDX-License-Identifier: Apache-2.0
"""A channel that works, or fails in the ways that real ones do; and a composer of plain messages."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import Incident, Notice, Severity
from hearthwatch.model.message import Cause, Earlier, Message, Words

#: What a channel does with a message: returns, raises, or takes its time.
Conduct = Callable[[Message], "Receipt | float"]


def works(_: Message) -> Receipt:
    """Take it."""
    return Receipt(DeliveryState.ACCEPTED, "taken")


def down(_: Message) -> Receipt:
    """Be away: trying again may help."""
    raise PeerError("The peer is away", do="Wait")


def refuses(_: Message) -> Receipt:
    """Refuse for good, as a peer whose certificate is wrong."""
    raise PeerError("The peer's certificate is not to be trusted", do="Mend it", transient=False)


def garbage(_: Message) -> Receipt:
    """Answer what no code expected."""
    raise KeyError("an answer that makes no sense")


def slow(_: Message) -> float:
    """Take half a minute."""
    return 30.0


@dataclass(slots=True)
class Flapping:
    """Works and fails in turns."""

    count: int = 0

    def __call__(self, message: Message) -> Receipt:
        """Take every second one."""
        self.count += 1
        return works(message) if self.count % 2 == 0 else down(message)


@dataclass
class FakeChannel:
    """See the module. ``taken``: how often each message was taken, by name; ``times`` when, monotonic."""

    number: str
    conduct: Conduct = works
    told: tuple[str, ...] = ("",)
    taken: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    settled_ones: list[IncidentId] = field(default_factory=list)
    order: list[str] = field(default_factory=list)

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return ChannelId(self.number)

    @property
    def name(self) -> str:
        """What people call it."""
        return f"Channel {self.number}"

    def recipients(self, message: Message) -> Sequence[str]:
        """Return whom it was told to tell."""
        del message
        return self.told

    async def run(self) -> None:
        """Keep nothing open."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:
        """Do as it does."""
        key = f"{message.name} {recipient}".strip()
        self.asked[key] += 1
        found = self.conduct(message)
        if isinstance(found, float):
            await asyncio.sleep(found)
            found = works(message)
        self.taken[key] += 1
        self.order.append(key)
        return found

    def settled(self, incident: IncidentId) -> None:
        """Note it."""
        self.settled_ones.append(incident)


class PlainComposer:
    """Makes messages in English of one sentence."""

    def __init__(self, lasts: timedelta = timedelta(hours=1)) -> None:
        """Take how long a message is worth saying."""
        self._lasts = lasts

    def of_notice(self, notice: Notice, incident: Incident, earlier: Sequence[Earlier]) -> Message:
        """Return what a notice says."""
        return Message(
            MessageName(f"incident-{notice.incident}-{notice.number}"),
            Cause(notice.reason.value),
            notice.severity,
            notice.at,
            notice.at + self._lasts,
            {"en": Words(notice.text, notice.text)},
            whom=notice.whom,
            drill=notice.drill,
            incident=notice.incident,
            kind=incident.kind,
            hazards=tuple(dict.fromkeys(place.hazard for place in incident.places)),
            opened=incident.opened,
            cameras=incident.cameras,
            earlier=tuple(earlier),
        )

    def digest(self, messages: Sequence[Message], at: datetime) -> Message:
        """Return how many there are, and how grave the gravest is."""
        gravest = max((each.severity for each in messages), default=Severity.NOTICE)
        text = f"{len(messages)} incidents, the gravest: {gravest.name.lower()}"
        name = MessageName(f"digest-{at:%Y%m%d%H%M%S%f}")
        return Message(name, Cause.DIGEST, gravest, at, at + self._lasts, {"en": Words(text, text)})

    def test(self, channel: ChannelId, name: str, at: datetime) -> Message:
        """Return a test."""
        return self._plain(f"test-{channel}-{at:%Y%m%d%H%M%S%f}", Cause.TEST, f"A test of {name}.", at)

    def heartbeat(self, channel: ChannelId, name: str, at: datetime) -> Message:
        """Return a sign of life."""
        return self._plain(f"heartbeat-{channel}-{at:%Y%m%d}", Cause.HEARTBEAT, f"{name} works.", at)

    def _plain(self, name: str, cause: Cause, text: str, at: datetime) -> Message:
        words = {"en": Words(text, text)}
        return Message(MessageName(name), cause, Severity.NOTICE, at, at + self._lasts, words)
