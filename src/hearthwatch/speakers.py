# SPDX-License-Identifier: Apache-2.0
"""Loudspeakers of the configuration: sections in, channels with their speech out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from hearthwatch.config.config import Config
from hearthwatch.config.loudspeakers import Loudspeaker as Section
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import CameraId, ChannelId
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.loudspeakers.configured import AnnouncementParts, announcements
from hearthwatch.stages.notices.loudspeakers.drivers import driver_of, hosts_of
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker, with_no_camera_left_out
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.stages.notices.phrases import load_phrases

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SpeakerParts:
    """The loudspeakers' channels, and what they speak with."""

    channels: tuple[LoudspeakerChannel, ...]
    speech: AnnouncementParts
    client: httpx.AsyncClient

    async def prepare(self) -> None:
        """Speak in advance what alarms will need; an alarm does not wait for it."""
        done = await self.speech.prepare([each.name for each in self.channels])
        for fault in done.faults:
            _log.error("speech: %s", fault)
        _log.info("speech: %d sentences are ready, %d of them new", done.ready, done.spoken)

    async def aclose(self) -> None:
        """Close what was opened."""
        await self.speech.prepared.close()
        await self.client.aclose()


async def speaker_parts(
    config: Config,
    names: Mapping[CameraId, str],
    clock: Clock,
    folder: Path,
    on_key: Callable[[ChannelId, str], None],
) -> tuple[SpeakerParts | None, Composer]:
    """Return the loudspeakers, None where there are none, and what makes messages for all channels.

    ``names``: what people call cameras, and places that are reported and that no camera sees. Raises
    UsageError: a place that there is not, a password that cannot be read.
    """
    if not config.loudspeakers:
        return None, _composer(config, names)
    speech, faults = await announcements(
        config.announcements, config.cameras, folder, base=config.notices.link
    )
    for fault in faults:
        _log.error("announcements: %s", fault)
    # Horns by HTTP stand in one's own network, and are allowed by being named as loudspeakers.
    client = guarded_client([*config.notices.allowed_hosts, *hosts_of(config.loudspeakers)])
    served = with_no_camera_left_out(_loudspeakers(config), [camera.camera for camera in config.cameras])
    channels = tuple(
        LoudspeakerChannel(
            loudspeaker,
            driver_of(section, clock, client, _key_of(on_key, section.channel)),
            speech.speaking,
            clock=clock,
            rules=speech.rules,
        )
        for loudspeaker, section in zip(served, config.loudspeakers, strict=True)
    )
    return SpeakerParts(channels, speech, client), replace(speech.composer, names=names)


def _composer(config: Config, names: Mapping[CameraId, str]) -> Composer:
    """Return what makes messages where nothing is spoken: no voice is asked for."""
    section = config.announcements
    return Composer(
        load_phrases(section.languages, section.texts),
        names,
        config.notices.link,
        {camera.camera: [each.zone for each in camera.zones] for camera in config.cameras},
    )


def _loudspeakers(config: Config) -> Sequence[Loudspeaker]:
    meant = _cameras_of(config)
    return [
        Loudspeaker(
            section.channel,
            section.shown_name,
            frozenset(camera for place in section.places for camera in _meant(section, place, meant)),
            section.groups,
            section.languages,
            section.volume,
        )
        for section in config.loudspeakers
    ]


def _meant(section: Section, place: str, meant: Mapping[str, Sequence[CameraId]]) -> Sequence[CameraId]:
    if place not in meant:
        raise UsageError(
            f"[[loudspeaker]] {section.id}: places: there is no camera or place {place[:63]!r}",
            do=f"There are {', '.join(sorted(filter(None, meant)))}" if meant else "Name cameras first",
        )
    return meant[place]


def _cameras_of(config: Config) -> Mapping[str, Sequence[CameraId]]:
    """Return the cameras that a loudspeaker's places mean: by an id, a name, or a common place."""
    found: dict[str, list[CameraId]] = {}
    for camera in config.cameras:
        for word in {camera.id, camera.shown_name, camera.place} - {""}:
            found.setdefault(word, []).append(camera.camera)
    return found


def _key_of(on_key: Callable[[ChannelId, str], None], channel: ChannelId) -> Callable[[str], None]:
    return lambda key: on_key(channel, key)
