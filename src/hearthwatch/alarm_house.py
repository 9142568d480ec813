# SPDX-License-Identifier: Apache-2.0
"""Alarms with everything that belongs to them: the desk, the outbox, all channels, what comes in, the pages.

Built within the running service; `works` are run as its tasks.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hearthwatch.alarm_pages.announcements import AnnouncementPages
from hearthwatch.alarm_pages.channels import ChannelPages, standing
from hearthwatch.alarm_pages.incidents import IncidentPages
from hearthwatch.alarm_pages.settings import KINDS, effective, of_the_file
from hearthwatch.alarms import Alarms, LogTeller
from hearthwatch.archive import Archive
from hearthwatch.composition import Composition
from hearthwatch.config.config import Config
from hearthwatch.config.kept_channels import KeptChannel, KeptChannels
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import HearthwatchError, StorageError
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId
from hearthwatch.model.inbound import InboundReport
from hearthwatch.model.incident import IncidentState, PersonsAct
from hearthwatch.model.message import Message
from hearthwatch.monthly_test import MonthlyTest
from hearthwatch.outbox import Outbox
from hearthwatch.plate_pictures import PlatePictures
from hearthwatch.reports import Reports
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.notices.answer_links import SignedLinks
from hearthwatch.stages.notices.answer_token import AnswerKey
from hearthwatch.stages.notices.inbound.configured import WeatherParts
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.machines.metrics import delivery_lines
from hearthwatch.stages.notices.machines.states import CameraWord, LoudspeakerWord
from hearthwatch.store import Store
from hearthwatch.subscriptions import KeptSubscriptions
from hearthwatch.switchboard import Around, Switchboard, switchboard
from hearthwatch.web.alarm_hub import AlarmHub
from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.alarm_values import Alarm
from hearthwatch.web.routes.inbound import WarningsDesk
from hearthwatch.web.server import Beside
from hearthwatch.web.service import RosterCamera

_log = logging.getLogger(__name__)

#: How often walls and brokers are told how things are, where nothing told them sooner.
_FOLLOW_S = 0.25
_SECRET_BYTES = 64


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pages of alarms ask; an `AlarmService`."""

    clock: Clock
    hub: AlarmHub
    incidents: IncidentPages
    answers: AnswerKey
    channels: ChannelPages
    settings: KeptChannels
    announcements: AnnouncementPages


class AlarmHouse:
    """See the module. All calls belong to the loop's thread."""

    def __init__(
        self,
        config: Config,
        archive: Archive,
        clock: Clock,
        names: Mapping[CameraId, str],
        policy: Policy,
        roster: Callable[[], Sequence[RosterCamera]],
    ) -> None:
        """Take what it is made of; ``names``: what people call the cameras."""
        self._config, self._archive, self._clock = config, archive, clock
        self._folder, self._policy, self._roster = archive.folder, policy, roster
        self._names = dict(names)
        self._chance = random.SystemRandom().random
        self._acts: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()

    async def open(self) -> AlarmService:
        """Build everything; return what the pages ask. Raises UsageError, StorageError."""
        kept = KeptChannels(
            self._folder / "channels", KINDS, of_the_file(self._config), changed=self._use_channels
        )
        self._answers = AnswerKey(await asyncio.to_thread(_secret, self._folder / "answer-key"), self._clock)
        self._subscriptions = await KeptSubscriptions.read(self._archive, self._clock)
        self._board = await self._boarded_as_far_as_possible(await kept.kept())
        composition = Composition(self._board.composer)
        self.outbox = Outbox(
            self._archive,
            self._clock,
            self._board.lines,
            composition,
            self._chance,
            self._config.notices.sign_of_life,
        )
        self.alarms = Alarms(
            self._archive,
            self._clock,
            names=self._names,
            policy=self._policy,
            tellers=(LogTeller(),),
            office=self.outbox,
        )
        self.reports = Reports(self._archive, self.alarms, self._names)
        self.pages = Pages(
            self._clock,
            AlarmHub(),
            IncidentPages(self._archive, self.alarms, self.outbox),
            self._answers,
            ChannelPages(self._archive, self.outbox),
            kept,
            AnnouncementPages(
                self._archive, self.outbox, self._clock, self._speakers, lambda: self._board.composer
            ),
        )
        return self.pages

    def beside(self) -> Beside:
        """Return what the web serves beside the pages."""
        return Beside(
            lambda: self._board.phones.desk,
            lambda: self._board.machines.shelf,
            lambda: _warnings_desk(self._board.weather, self._clock),
            lambda: delivery_lines(self.outbox.figures()),
        )

    def works(self) -> Sequence[Coroutine[object, object, object]]:
        """Return what runs as long as the service does."""
        monthly = MonthlyTest(
            self._folder / "reports", self._clock, self._speakers, lambda: self._board.composer
        )
        return (self.alarms.run(), self.outbox.run(), self._follow(), self._stand(), monthly.run())

    async def aclose(self) -> None:
        """Close what was opened."""
        await self._board.aclose()

    async def _boarded(self, kept: Sequence[KeptChannel]) -> Switchboard:
        around = Around(
            self._clock,
            self._chance,
            self._folder,
            self._names,
            self._pressed,
            SignedLinks(self._answers, self._config.notices.link),
            self._subscriptions,
            PlatePictures(self._archive, self._names),
        )
        return await switchboard(effective(self._config, kept), around, self._report, self._acknowledged)

    async def _boarded_as_far_as_possible(self, kept: Sequence[KeptChannel]) -> Switchboard:
        """Leave out what was set up in the pages and cannot be used now: the others must tell people."""
        try:
            return await self._boarded(kept)
        except HearthwatchError:
            usable = [each for each in kept if each.is_from_file]
        board = await self._boarded(usable)
        left = [each for each in kept if not each.is_from_file]
        refused: dict[ChannelId, str] = {}
        while left:
            # From the first again: one may need another after it, as a contact's address a mail server.
            for channel in left:
                try:
                    larger = await self._boarded([*usable, channel])
                except HearthwatchError as error:
                    refused[channel.id] = error.line()
                else:
                    break
            else:
                break
            usable.append(channel)
            left.remove(channel)
            await board.aclose()
            board = larger
        for channel in left:
            _log.error("channel %s is left out: %s", channel.id, refused[channel.id])
        return board

    def _report(self, report: InboundReport) -> None:
        self.reports.take(report)

    async def _use_channels(self, kept: Sequence[KeptChannel]) -> None:
        """Use other channels from now on: what waits for those that stay goes on waiting."""
        board = await self._boarded(kept)
        former, self._board = self._board, board
        self.outbox.use(board.lines, Composition(board.composer))
        self._news.set()
        await former.aclose()

    def _speakers(self) -> Sequence[LoudspeakerChannel]:
        return self._board.loudspeakers

    def _pressed(self, channel: ChannelId, key: str) -> None:
        """Acknowledge what a loudspeaker is calling for: somebody pressed its key."""
        for speaker in self._speakers():
            if speaker.id == channel and speaker.calls_for is not None:
                self._acknowledged(speaker.calls_for, f"key {key} at {speaker.name}")

    def _acknowledged(self, incident: IncidentId, by: str) -> None:
        task = asyncio.create_task(self._acknowledge(incident, by))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _acknowledge(self, incident: IncidentId, by: str) -> None:
        try:
            await self.pages.incidents.act(incident, PersonsAct.ACKNOWLEDGE, by)
        except HearthwatchError as error:
            _log.warning("%s could not acknowledge incident %d: %s", by, incident, error.line())

    async def _stand(self) -> None:
        """Run what belongs to the board besides its lines, anew for each board."""
        while True:
            self._news.clear()
            work = asyncio.create_task(self._board.run())
            self._resume(self._board)
            try:
                await self._news.wait()
            finally:
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    def _resume(self, board: Switchboard) -> None:
        task = asyncio.create_task(self._go_on(board))
        self._acts.add(task)
        task.add_done_callback(self._acts.discard)

    async def _go_on(self, board: Switchboard) -> None:
        """Let loudspeakers and relays go on with what nobody has answered for."""

        def unanswered(store: Store) -> list[Message]:
            waiting = [
                store.messages(each.id)
                for each in store.incidents(open_alone=True)
                if each.state is IncidentState.NOTIFIED
            ]
            return [messages[-1] for messages in waiting if messages]

        for message in await self._archive.call(unanswered):
            board.resume(message)

    async def _follow(self) -> None:
        """Tell walls and brokers how incidents, channels and cameras are, whenever that changes."""
        while True:
            standings = tuple(standing(line) for line in self.outbox.lines)
            self.pages.hub.publish(Alarm(self.alarms.open, standings))
            if (states := self._board.machines.states) is not None:
                states.incidents(self.alarms.open)
                states.cameras([CameraWord(each.id, each.name, each.watching) for each in self._roster()])
                states.loudspeakers(
                    [
                        LoudspeakerWord(line.id, line.channel.name, not line.is_down, line.reason)
                        for line in self.outbox.lines
                        if line.kind == "loudspeaker"
                    ]
                )
            await asyncio.sleep(_FOLLOW_S)


def _warnings_desk(weather: WeatherParts | None, clock: Clock) -> WarningsDesk | None:
    if weather is None or weather.token is None:
        return None
    return WarningsDesk(weather.token, lambda alert: weather.warnings.take(alert, clock.now()))


def _secret(path: Path) -> bytes:
    """Return the secret that signs links, made once: only the service's account can read it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        pass
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(_SECRET_BYTES))
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}", do="Check the disk") from None
    return path.read_bytes()
