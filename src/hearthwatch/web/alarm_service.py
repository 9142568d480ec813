# SPDX-License-Identifier: Apache-2.0
"""What the pages of alarms need of the rest, as ports; `hearthwatch.app` provides them.

Whatever raises UsageError here raises it with words for whoever asked: the page shows them. ``by`` is a
name that somebody typed; it is written down and gives no right to anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from hearthwatch.config.kept_channels import KeptChannel, Wanted
from hearthwatch.model.clock import Clock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId
from hearthwatch.model.incident import Incident, PersonsAct
from hearthwatch.stages.notices.answer_token import Answer

from .alarm_hub import AlarmHub
from .alarm_values import (
    Announced,
    ChannelStanding,
    IncidentFile,
    Loudspeaker,
    Preview,
    Said,
    Trial,
    Voice,
)


class IncidentPort(Protocol):
    """Incidents, and what people do to them."""

    async def incidents(self, last: int) -> Sequence[Incident]:
        """Return the open ones and the ``last`` that ended, in any order."""
        ...

    async def incident(self, incident: IncidentId) -> IncidentFile | None:
        """Return one, or None where there is none of this number."""
        ...

    async def act(self, incident: IncidentId, act: PersonsAct, by: str) -> None:
        """Do it, and return when it is done. Raises UsageError where it cannot be done now."""
        ...

    async def drill(self, camera: CameraId, by: str) -> IncidentId:
        """Begin an exercise. Raises UsageError where there is no such camera."""
        ...

    async def report(self, hazard: Hazard, camera: CameraId) -> IncidentId:
        """Take a resident's "I see a hazard": opens or raises an incident. Raises UsageError."""
        ...


class AnswerPort(Protocol):
    """What reads the tokens of links; `answer_token.AnswerKey` is one."""

    def read(self, token: str) -> Answer | None:
        """Return what a token says, None where it is forged, damaged or expired."""
        ...


class ChannelPort(Protocol):
    """Channels as they are, and what was lately said on them."""

    def channels(self) -> Sequence[ChannelStanding]:
        """Return all, in the order of the configuration."""
        ...

    async def said(self, last: int) -> Sequence[Said]:
        """Return the ``last`` messages, newest first: of incidents, heartbeats, tests, announcements."""
        ...

    async def test(self, channel: ChannelId, by: str) -> Trial:
        """Say a test on one channel and wait for what comes of it; a failure is a result, no error."""
        ...


class SettingsPort(Protocol):
    """Settings of channels that the page may change; `hearthwatch.config.kept_channels` keeps them."""

    def kinds(self) -> Mapping[str, type[Struct]]:
        """Return the struct of each kind of channel, by the kind's name."""
        ...

    async def kept(self) -> Sequence[KeptChannel]:
        """Return all channels' settings, of the file and of the page."""
        ...

    async def add(self, channel: ChannelId, wanted: Wanted) -> None:
        """Keep a new channel and begin it. Raises UsageError."""
        ...

    async def change(self, channel: ChannelId, wanted: Wanted) -> None:
        """Change one; a secret that is not sent stays. Raises UsageError: also for one of the file."""
        ...

    async def remove(self, channel: ChannelId) -> None:
        """End a channel and forget its settings and secrets. Raises UsageError."""
        ...


class AnnouncementPort(Protocol):
    """Words that operators have spoken: shown back first, spoken only once confirmed."""

    def voices(self) -> Sequence[Voice]:
        """Return the languages there are."""
        ...

    def loudspeakers(self) -> Sequence[Loudspeaker]:
        """Return where can be spoken."""
        ...

    async def preview(self, text: str, language: str, loudspeakers: Collection[str], by: str) -> Preview:
        """Return what would be spoken; ``loudspeakers``: ids of `loudspeakers`, empty: all.

        Raises UsageError.
        """
        ...

    async def speak(self, token: str, by: str) -> Announced:
        """Have a preview spoken, once. Raises UsageError: the token is unknown, used or too old."""
        ...

    async def stop(self, by: str) -> int:
        """Silence what is being said and what waits, but for danger; return how many there were."""
        ...

    async def log(self, last: int) -> Sequence[Announced]:
        """Return the ``last`` announcements, newest first."""
        ...


class AlarmService(Protocol):
    """All of it; a frozen dataclass of these members will do."""

    @property
    def clock(self) -> Clock:
        """Return what tells time."""
        ...

    @property
    def hub(self) -> AlarmHub:
        """Return what walls follow; the service publishes to it whenever an incident or channel changes."""
        ...

    @property
    def incidents(self) -> IncidentPort:
        """Return the incidents."""
        ...

    @property
    def answers(self) -> AnswerPort:
        """Return what reads tokens."""
        ...

    @property
    def channels(self) -> ChannelPort:
        """Return the channels."""
        ...

    @property
    def settings(self) -> SettingsPort:
        """Return the settings."""
        ...

    @property
    def announcements(self) -> AnnouncementPort:
        """Return the announcements."""
        ...
