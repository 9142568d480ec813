# SPDX-License-Identifier: Apache-2.0
"""Every channel that the configuration names, built and connected: sections in, lines of the outbox out.

What cannot work is refused here, before anything is told to anybody. A channel's kind says how the outbox
treats it: whether it tells people, and how long an attempt may take.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from hearthwatch import __version__
from hearthwatch.config.config import Config
from hearthwatch.model.clock import Clock
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId
from hearthwatch.model.inbound import InboundReport
from hearthwatch.model.message import Message
from hearthwatch.speakers import SpeakerParts, speaker_parts
from hearthwatch.stages.notices.answer_links import SignedLinks
from hearthwatch.stages.notices.channel import Channel
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.inbound.configured import WeatherParts, call_points, listen, weather
from hearthwatch.stages.notices.line import Line
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.machines.configured import Machines, Sections, Surroundings, machines
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.stages.notices.machines.relay import RelayChannel
from hearthwatch.stages.notices.phones.configured import PhoneParts, Phones, PhoneSections, phones
from hearthwatch.stages.notices.phones.picture import Pictures
from hearthwatch.stages.notices.phones.subscriptions import Subscriptions

_log = logging.getLogger(__name__)

#: An announcement waits for graver ones and is then spoken in every language.
_LOUDSPEAKER_S = 300.0
#: A gateway of messages may call one after the other.
_SERVICE_S = 60.0
_MINUTE_S = 60.0
_PEOPLE = {"loudspeaker", "push", "mail", "service"}


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the program lends. ``random``: 0..1; ``folder``: for prepared speech and keys.

    ``names``: what people call cameras; ``on_key``: told when somebody presses a loudspeaker's key.
    """

    clock: Clock
    random: Callable[[], float]
    folder: Path
    names: Mapping[CameraId, str]
    on_key: Callable[[ChannelId, str], None]
    answers: SignedLinks
    subscriptions: Subscriptions
    pictures: Pictures


@dataclass(frozen=True, slots=True)
class Switchboard:
    """All lines, and the parts behind them that do more than take messages."""

    lines: tuple[Line, ...]
    composer: Composer
    speakers: SpeakerParts | None
    machines: Machines
    phones: Phones
    client: httpx.AsyncClient
    weather: WeatherParts | None
    clock: Clock

    @property
    def loudspeakers(self) -> tuple[LoudspeakerChannel, ...]:
        """The loudspeakers, in the order of the configuration."""
        return () if self.speakers is None else self.speakers.channels

    async def run(self) -> None:
        """Do what belongs to it besides its lines: speak in advance, read the weather's feed."""
        async with asyncio.TaskGroup() as group:
            if self.speakers is not None:
                group.create_task(self.speakers.prepare())
            if self.weather is not None and self.weather.feed is not None:
                group.create_task(self.weather.feed.run())
            elif self.weather is not None:
                group.create_task(_pass_time(self.weather, self.clock))
            group.create_task(asyncio.Event().wait())

    def resume(self, message: Message) -> None:
        """Go on with what nobody has answered for, after a start."""
        for line in self.lines:
            channel = line.channel
            if isinstance(channel, LoudspeakerChannel | RelayChannel) and channel.recipients(message):
                channel.resume(message)

    async def aclose(self) -> None:
        """Close what was opened."""
        if self.speakers is not None:
            await self.speakers.aclose()
        if self.weather is not None:
            await self.weather.aclose()
        await self.machines.aclose()
        await self.client.aclose()


async def switchboard(
    config: Config,
    around: Around,
    report: Callable[[InboundReport], None],
    acknowledge: Callable[[IncidentId, str], None],
) -> Switchboard:
    """Return everything. Must run in the event loop. Raises UsageError and StorageError.

    ``report`` takes what comes from outside, ``acknowledge`` who answers by a broker.
    """
    speakers, composer = await speaker_parts(
        config, around.names, around.clock, around.folder / "speech", around.on_key
    )
    sections = Sections(config.notices, config.mqtt, config.cap, config.webhooks, config.relays)
    surroundings = Surroundings(around.clock, around.random, __version__, frozenset(around.names))
    found = machines(sections, surroundings)
    points = call_points(config.call_points, around.names, around.clock, report)
    listen(found.link, found.topics, config.mqtt, points=points, acknowledge=acknowledge)
    client = guarded_client([*config.notices.allowed_hosts, *config.push.allowed_hosts])
    told = phones(
        PhoneSections(config.contacts, config.mail, config.push, config.cameras),
        PhoneParts(
            around.clock,
            client,
            around.folder,
            around.subscriptions,
            answers=around.answers,
            pictures=around.pictures,
            languages=config.announcements.languages,
        ),
    )
    channels: tuple[Channel, ...] = (
        *(() if speakers is None else speakers.channels),
        *told.channels,
        *found.channels,
    )
    return Switchboard(
        tuple(_line(each) for each in channels),
        composer,
        speakers,
        found,
        told,
        client,
        weather(config.weather, config.notices, around.clock, report),
        around.clock,
    )


async def _pass_time(weather: WeatherParts, clock: Clock) -> None:
    """Let warnings that are sent to us expire; those of a feed do so whenever it is read."""
    while True:
        await asyncio.sleep(_MINUTE_S)
        weather.warnings.pass_time(clock.now())


def _line(channel: Channel) -> Line:
    is_loudspeaker = isinstance(channel, LoudspeakerChannel)
    kind = "loudspeaker" if is_loudspeaker else _kind(channel.id)
    deadline_s = _LOUDSPEAKER_S if is_loudspeaker else _SERVICE_S
    return Line(channel, kind, kind in _PEOPLE, deadline_s)


def _kind(channel: ChannelId) -> str:
    """Return what a channel is, by how its id is made: ``webhook-ID``, ``cap-feed``, ``CONTACT-service``."""
    return "service" if channel.endswith("-service") else channel.partition("-")[0]
