# SPDX-License-Identifier: Apache-2.0
"""The outbox at work: messages in, kept; a worker for each channel says them, tries again, notes what came.

What is handed over with `take` is said whether or not it could be kept. A channel that is slow, down or
faulty delays no other. docs/design/outbox.md.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from hearthwatch.delivering import DeliveringLine, LineFigures
from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import Incident, Notice
from hearthwatch.model.message import Earlier, Message
from hearthwatch.model.post import Post
from hearthwatch.stages.notices.attempts import given_up
from hearthwatch.stages.notices.line import Line, trouble
from hearthwatch.stages.notices.storm import Storm
from hearthwatch.store import Store

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

#: How often what could not be written is tried again.
_AGAIN_S = 2.0
#: How often it is seen whether a digest is due.
_DIGEST_S = 1.0
#: How often it is seen whether the day's sign of life is due, and from which hour (the machine's own) on.
_BEAT_S, HEARTBEAT_HOUR = 60.0, 9

Key = tuple[MessageName, ChannelId, str]


class Keeper(Protocol):
    """What keeps: the archive."""

    async def call(self, use: Callable[[Store], _T]) -> _T:
        """Return ``use(store)``. Raises StorageError."""
        ...


class Composer(Protocol):
    """What makes messages: words in all languages, whom, until when."""

    def of_notice(self, notice: Notice, incident: Incident, earlier: Sequence[Earlier]) -> Message:
        """Return what a notice says on channels."""
        ...

    def digest(self, messages: Sequence[Message], at: datetime) -> Message:
        """Return one message for many."""
        ...

    def test(self, channel: ChannelId, name: str, at: datetime) -> Message:
        """Return what is said to try a channel, whose id and name are given."""
        ...

    def heartbeat(self, channel: ChannelId, name: str, at: datetime) -> Message:
        """Return the day's sign of life for a channel; its name is one a day and channel."""
        ...


class Outbox:
    """See the module. All calls belong to the loop's thread."""

    def __init__(
        self,
        keeper: Keeper,
        clock: Clock,
        lines: Sequence[Line],
        composer: Composer,
        chance: Callable[[], float],
        heartbeat_hour: int = HEARTBEAT_HOUR,
    ) -> None:
        """Wire; `run` begins. ``chance`` returns 0..1, for the jitter of attempts.

        ``heartbeat_hour``: from when on the day's sign of life is said, 24 for never.
        """
        self._heartbeat_hour = heartbeat_hour
        self._keeper = keeper
        self._clock = clock
        self._composer = composer
        self._chance = chance
        self._working: dict[ChannelId, DeliveringLine] = {}
        self._tasks: dict[ChannelId, asyncio.Task[None]] = {}
        self._is_running = False
        self._storm, self._drills = Storm(), Storm()
        self._earlier: dict[IncidentId, list[Earlier]] = {}
        self._unkept: dict[Key, Delivery] = {}
        self._posts: list[Post] = []
        self._news = asyncio.Event()
        #: Done with the next writing, whatever came of it.
        self._written: asyncio.Future[None] | None = None
        self._awaited: dict[Key, asyncio.Future[Delivery]] = {}
        self._is_faulty = False
        for line in lines:
            self.connect(line)

    def use(self, lines: Sequence[Line], composer: Composer) -> None:
        """Use these channels and no others from now on; what waits for one that stays goes on waiting."""
        self._composer = composer
        for channel in set(self._working) - {line.id for line in lines}:
            self.disconnect(channel)
        for line in lines:
            self.connect(line)

    def connect(self, line: Line) -> None:
        """Use a channel from now on; it takes the place, and the deliveries, of another of its id."""
        former, task = self._working.pop(line.id, None), self._tasks.pop(line.id, None)
        if task is not None:
            task.cancel()
        made = self._working[line.id] = DeliveringLine(line, self._clock, self._chance, self._note)
        if former is not None:
            made.inherit(former)
        if self._is_running:
            self._begin(line.id)

    def disconnect(self, channel: ChannelId) -> None:
        """Use a channel no more; what waits for it is given up."""
        working, task = self._working.pop(channel, None), self._tasks.pop(channel, None)
        if task is not None:
            task.cancel()
        if working is not None:
            for delivery in working.left():
                self._note(_gone(delivery, self._clock.now()))

    @property
    def lines(self) -> tuple[Line, ...]:
        """The channels, as they are doing."""
        return tuple(each.line for each in self._working.values())

    def trouble(self) -> str:
        """Return what the wall must say of all channels together; "" where one may work."""
        return trouble(self.lines)

    def figures(self) -> tuple[LineFigures, ...]:
        """Return of each channel what Prometheus is told."""
        return tuple(each.figures() for each in self._working.values())

    def queued(self) -> Mapping[ChannelId, tuple[int, datetime | None]]:
        """Return of each channel how many deliveries wait, and from when the oldest message is."""
        return {channel: each.waiting() for channel, each in self._working.items()}

    def posts_of(
        self, notices: Sequence[Notice], incidents: Mapping[IncidentId, Incident]
    ) -> tuple[Post, ...]:
        """Return what channels are given of new notices. Keep it with them, then `take` it."""
        return tuple(self._post_of(notice, incidents[notice.incident]) for notice in notices)

    def take(self, posts: Iterable[Post]) -> None:
        """Say these, now."""
        for post in posts:
            for delivery in post.deliveries:
                if (line := self._working.get(delivery.channel)) is not None:
                    line.take(post.message, delivery)
                else:
                    self._note(_gone(delivery, self._clock.now()))

    def kept_late(self, posts: Iterable[Post]) -> None:
        """Learn that these were kept only now: what came of them meanwhile is noted anew."""
        for post in posts:
            for delivery in post.deliveries:
                line = self._working.get(delivery.channel)
                newest = None if line is None else line.newest(post.message.name, delivery.recipient)
                if newest is not None:
                    self._note(newest)

    def settle(self, incident: IncidentId, *, is_over: bool) -> None:
        """Learn that somebody answered for an incident, or that it is over: nothing of it is repeated."""
        for line in self._working.values():
            line.settle(incident, is_over=is_over)
        if is_over:
            self._earlier.pop(incident, None)

    def say(self, message: Message, only: Collection[ChannelId] | None = None) -> Post:
        """Keep and say a message that is of no notice, on all channels or on some."""
        post = self._addressed(message, only)
        self._posts.append(post)
        self.take((post,))
        self._news.set()
        return post

    async def try_channel(self, channel: ChannelId) -> Delivery:
        """Say a test on a channel, and return what came of the first attempt. Raises UsageError."""
        if channel not in self._working:
            raise UsageError(f"There is no channel {channel}")
        name = self._working[channel].line.channel.name
        post = self._addressed(self._composer.test(channel, name, self._clock.now()), (channel,))
        if not post.deliveries:
            raise UsageError(f"Channel {channel} has nobody to tell", do="Name somebody in its settings")
        first = post.deliveries[0]
        coming = self._awaited.setdefault(_key(first), asyncio.get_running_loop().create_future())
        self._posts.append(post)
        self.take((post,))
        self._news.set()
        return await coming

    async def run(self) -> None:
        """Go on where the last service ended, until cancelled."""
        await self._resume()
        self._is_running = True
        for channel in self._working:
            self._begin(channel)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._flush_for_ever())
                group.create_task(self._digest_for_ever())
                group.create_task(self._beat_for_ever())
        finally:
            tasks = list(self._tasks.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._flush()

    def _begin(self, channel: ChannelId) -> None:
        self._tasks[channel] = asyncio.create_task(self._working[channel].run())

    def _post_of(self, notice: Notice, incident: Incident) -> Post:
        earlier = self._earlier.setdefault(incident.id, [])
        message = self._composer.of_notice(notice, incident, tuple(earlier))
        earlier.append(Earlier(message.name, message.at))
        storm = self._drills if message.drill else self._storm
        is_gathered = storm.gathers(message, self._clock.monotonic())
        return self._addressed(message, None, but_people=is_gathered)

    def _addressed(
        self, message: Message, only: Collection[ChannelId] | None, *, but_people: bool = False
    ) -> Post:
        now = self._clock.now()
        return Post(
            message,
            tuple(
                Delivery(message.name, channel, recipient, DeliveryState.QUEUED, 0, now, "", now)
                for channel, each in self._working.items()
                if (only is None or channel in only) and not (but_people and each.line.tells_people)
                for recipient in each.recipients(message)
            ),
        )

    async def _resume(self) -> None:
        def left(
            store: Store,
        ) -> tuple[tuple[Post, ...], tuple[Delivery, ...], dict[IncidentId, list[Earlier]]]:
            earlier = {
                incident.id: [Earlier(each.name, each.at) for each in store.messages(incident.id)]
                for incident in store.incidents(open_alone=True)
            }
            return store.queued_posts(), store.latest_deliveries(), earlier

        try:
            posts, latest, earlier = await self._keeper.call(left)
        except StorageError as error:
            _log.error("what was left to be told cannot be read: %s", error.line())
            return
        for incident, messages in earlier.items():
            new = self._earlier.get(incident, [])
            known = {each.name for each in new}
            self._earlier[incident] = [each for each in messages if each.name not in known] + new
        for delivery in latest:
            if (line := self._working.get(delivery.channel)) is not None:
                line.line.note(delivery)
        self.take(posts)

    def _note(self, delivery: Delivery) -> Awaitable[None] | None:
        """Take how a delivery stands now, from a worker; return what to wait for before the next attempt.

        So no more attempts than a worker makes at a time are ever repeated after kill -9. While nothing can
        be written there is nothing to wait for.
        """
        self._unkept[_key(delivery)] = delivery
        self._news.set()
        if delivery.attempts and (waiting := self._awaited.pop(_key(delivery), None)) and not waiting.done():
            waiting.set_result(delivery)
        if self._is_faulty:
            return None
        if self._written is None:
            self._written = asyncio.get_running_loop().create_future()
        return asyncio.shield(self._written)

    async def _flush_for_ever(self) -> None:
        while True:
            await self._news.wait()
            if self._is_faulty:
                await asyncio.sleep(_AGAIN_S)
            self._news.clear()
            await self._flush()

    async def _flush(self) -> None:
        written, self._written = self._written, None
        posts, self._posts = self._posts, []
        unkept, self._unkept = self._unkept, {}
        try:
            await self._keeper.call(lambda store: store.keep_messages(posts, tuple(unkept.values())))
        except StorageError as error:
            self._posts, self._unkept = posts + self._posts, unkept | self._unkept
            if not self._is_faulty:
                _log.error("deliveries are made but not kept: %s", error.line())
            self._is_faulty = True
            self._news.set()
        else:
            self._is_faulty = False
        finally:
            if written is not None and not written.done():
                written.set_result(None)

    async def _beat_for_ever(self) -> None:
        """Once a day, from an hour on at which people are up, say a sign of life on every channel."""
        while True:
            now = self._clock.now()
            if now.astimezone().hour >= self._heartbeat_hour:
                beats = {
                    line.id: self._composer.heartbeat(line.id, line.channel.name, now) for line in self.lines
                }
                await self._beat(beats)
            await asyncio.sleep(_BEAT_S)

    async def _beat(self, beats: Mapping[ChannelId, Message]) -> None:
        names = [each.name for each in beats.values()]
        try:
            said = await self._keeper.call(lambda store: store.known_messages(names))
        except StorageError:
            return  # told by who keeps; without it nobody knows what was said today
        for channel, beat in beats.items():
            if beat.name not in said:
                self.say(beat, (channel,))

    async def _digest_for_ever(self) -> None:
        while True:
            await asyncio.sleep(_DIGEST_S)
            for storm in (self._storm, self._drills):
                if gathered := storm.digest(self._clock.monotonic()):
                    digest = self._composer.digest(gathered, self._clock.now())
                    post = self._addressed(digest, None)
                    people = {line.id for line in self.lines if line.tells_people}
                    told = tuple(each for each in post.deliveries if each.channel in people)
                    self._posts.append(Post(digest, told))
                    self.take((Post(digest, told),))
                    self._news.set()


def _key(delivery: Delivery) -> Key:
    return delivery.message, delivery.channel, delivery.recipient


def _gone(delivery: Delivery, now: datetime) -> Delivery:
    return given_up(delivery, "The channel is not configured any more.", now)
