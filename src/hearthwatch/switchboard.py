# SPDX-License-Identifier: Apache-2.0
"""Every channel that the configuration names, built and connected: sections in, lines of the outbox out.

What cannot work is refused here, before anything is told to anybody. A channel's kind says how the outbox
treats it: whether it tells people, and how long an attempt may take.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hearthwatch import __version__
from hearthwatch.config.config import Config
from hearthwatch.model.clock import Clock
from hearthwatch.model.ids import CameraId, ChannelId
from hearthwatch.stages.notices.channel import Channel
from hearthwatch.stages.notices.line import Line
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.loudspeakers.configured import AnnouncementParts, announcements
from hearthwatch.stages.notices.loudspeakers.drivers import driver_of, hosts_of
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker, with_no_camera_left_out
from hearthwatch.stages.notices.machines.configured import Machines, Sections, Surroundings, machines
from hearthwatch.stages.notices.machines.reach import guarded_client

_log = logging.getLogger(__name__)

#: An announcement waits for graver ones and is then spoken in every language.
_LOUDSPEAKER_S = 300.0
#: How long the service of a hundred may take: it may be a gateway that is called one after the other.
_SLOW_S = 60.0


@dataclass(frozen=True, slots=True)
class Around:
    """What the rest of the program lends. ``random``: 0..1; ``folder``: for prepared speech and keys.

    ``on_key``: told when somebody presses a loudspeaker's key for an incident.
    """

    clock: Clock
    random: Callable[[], float]
    folder: Path
    on_key: Callable[[ChannelId, str], None]


@dataclass(frozen=True, slots=True)
class Switchboard:
    """All lines, and the parts behind them that do more than take messages."""

    lines: tuple[Line, ...]
    speech: AnnouncementParts
    loudspeakers: tuple[LoudspeakerChannel, ...]
    machines: Machines
    names: Mapping[CameraId, str]

    async def prepare(self) -> None:
        """Speak in advance what alarms will need; an alarm does not wait for it."""
        if not self.loudspeakers:
            return
        names = [each.name for each in self.loudspeakers]
        done = await self.speech.prepare(names)
        for fault in done.faults:
            _log.error("speech: %s", fault)
        _log.info("speech: %d sentences are ready, %d of them new", done.ready, done.spoken)

    async def aclose(self) -> None:
        """Close what was opened."""
        await self.speech.prepared.close()
        await self.machines.aclose()


async def switchboard(config: Config, around: Around) -> Switchboard:
    """Return everything. Must run in the event loop. Raises UsageError and StorageError."""
    names = {camera.camera: camera.shown_name for camera in config.cameras}
    speech, faults = await announcements(
        config.announcements, config.cameras, around.folder / "speech", base=config.notices.link
    )
    if config.loudspeakers:
        for fault in faults:
            _log.error("announcements: %s", fault)
    speakers = _loudspeakers(config, around, speech)
    sections = Sections(config.notices, config.mqtt, config.cap, config.webhooks, config.relays)
    found = machines(sections, Surroundings(around.clock, around.random, __version__, frozenset(names)))
    lines = [Line(each, "loudspeaker", tells_people=True, deadline_s=_LOUDSPEAKER_S) for each in speakers]
    lines += [_machine_line(each) for each in found.channels]
    return Switchboard(tuple(lines), speech, speakers, found, names)


def _loudspeakers(
    config: Config, around: Around, speech: AnnouncementParts
) -> tuple[LoudspeakerChannel, ...]:
    if not config.loudspeakers:
        return ()
    client = guarded_client([*config.notices.allowed_hosts, *hosts_of(config.loudspeakers)])
    of_places = _cameras_of(config)
    plain = [
        Loudspeaker(
            section.channel,
            section.shown_name,
            frozenset(camera for place in section.places for camera in of_places.get(place, ())),
            section.groups,
            section.languages,
            section.volume,
        )
        for section in config.loudspeakers
    ]
    served = with_no_camera_left_out(plain, [camera.camera for camera in config.cameras])
    return tuple(
        LoudspeakerChannel(
            loudspeaker,
            driver_of(section, around.clock, client, _key_of(around, section.channel)),
            speech.speaking,
            clock=around.clock,
            rules=speech.rules,
        )
        for loudspeaker, section in zip(served, config.loudspeakers, strict=True)
    )


def _key_of(around: Around, channel: ChannelId) -> Callable[[str], None]:
    return lambda key: around.on_key(channel, key)


def _cameras_of(config: Config) -> Mapping[str, Sequence[CameraId]]:
    """Return the cameras that each word of a loudspeaker's places means: an id, a name, a common place."""
    found: dict[str, list[CameraId]] = {}
    for camera in config.cameras:
        for word in {camera.id, camera.shown_name, camera.place}:
            found.setdefault(word, []).append(camera.camera)
    return found


def _machine_line(channel: Channel) -> Line:
    kind = channel.id.partition("-")[0]
    return Line(channel, kind, tells_people=False, deadline_s=_SLOW_S if kind == "webhook" else 30.0)
