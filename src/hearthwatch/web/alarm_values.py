# SPDX-License-Identifier: Apache-2.0
"""What the pages are told of incidents, messages and channels, as values. Times are aware, UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.ids import ChannelId
from hearthwatch.model.incident import Entry, Incident
from hearthwatch.model.message import Message


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one delivery. ``to``: a label for the recipient, never an address; "" for everybody."""

    delivery: Delivery
    channel_name: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A message and the fate of each of its deliveries."""

    message: Message
    fates: tuple[Fate, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """All that is known of an incident: itself, its record, and what was said of it, oldest first."""

    incident: Incident
    record: tuple[Entry, ...] = ()
    said: tuple[Said, ...] = ()


class ChannelState(StrEnum):
    """How a channel is. The values are what programs read."""

    #: The last that was tried on it got there, as far as can be known.
    WORKING = "working"
    #: The last that was tried on it did not get there.
    FAILING = "failing"
    #: Nothing was ever tried on it.
    UNTRIED = "untried"


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """A channel as it is now.

    ``kind``: what it is, such as "mail". ``since``: since when it is in its state, None where it was never
    tried. ``reason``: why it fails, for a person, without any secret. ``last_delivery``, ``last_heartbeat``:
    when one last got there.
    """

    id: ChannelId
    kind: str
    name: str
    state: ChannelState
    since: datetime | None = None
    reason: str = ""
    last_delivery: datetime | None = None
    last_heartbeat: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a test: how far it got, and that in words for a person."""

    state: DeliveryState
    words: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """What every wall shows: the incidents that are open, and the channels there are."""

    incidents: tuple[Incident, ...] = ()
    channels: tuple[ChannelStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A language that announcements can be made in: its tag (BCP 47) and its name in itself."""

    language: str
    name: str


@dataclass(frozen=True, slots=True)
class Loudspeaker:
    """A loudspeaker, or a group of them, as an operator chooses it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """An announcement as it would be made. ``text``: as it would be spoken; ``token``: confirms just this."""

    text: str
    language: str
    loudspeakers: tuple[Loudspeaker, ...]
    length_s: float
    warnings: tuple[str, ...]
    token: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class Announced:
    """A line of the log of announcements. ``words``: what became of it, for a person."""

    at: datetime
    by: str
    text: str
    language: str
    loudspeakers: tuple[str, ...]
    words: str
