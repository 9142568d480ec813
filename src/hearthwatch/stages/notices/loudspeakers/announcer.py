# SPDX-License-Identifier: Apache-2.0
"""A loudspeaker as a channel: the gravest first, interrupting for it, repeating until somebody answers.

Each has a queue and a driver of its own, so that one that is slow or dead delays no other. It keeps nothing:
what it repeats ends with the program, and `LoudspeakerChannel.resume` begins it again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import HearthwatchError, PeerError
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.message import Cause, Message

from .driver import Driver
from .priority import Priority, is_silenced
from .queue import Announcement, AnnouncementQueue
from .quiet import QuietHours
from .served import Loudspeaker
from .speaking import Speaking, Spoken

_log = logging.getLogger(__name__)

#: A driver that has not ended so long after its sound should have is given up.
_OVERTIME_S = 15.0
#: How often what no news tells is looked at: the end of quiet hours.
_LOOK_S = 30.0
#: The day's sign of life is a soft tone: it tries the loudspeaker, and tells people nothing.
_SIGN_OF_LIFE = 0.2


@dataclass(frozen=True, slots=True)
class Rules:
    """How all loudspeakers speak: from the section ``[announcements]``."""

    languages: tuple[str, ...]
    pause_s: float = 20.0
    danger_volume: float = 1.0
    quiet: QuietHours = field(default_factory=QuietHours)


#: Told when a message's first sample has left: the message, and seconds since it came in.
Began = Callable[[Message, float], None]


class LoudspeakerChannel:
    """See the module. All calls belong to the loop's thread.

    ``deliver`` must be called for a graver message while it still waits for another: that is how a fire
    interrupts an exercise.
    """

    def __init__(
        self,
        loudspeaker: Loudspeaker,
        driver: Driver,
        speaking: Speaking,
        *,
        clock: Clock,
        rules: Rules,
        on_began: Began | None = None,
    ) -> None:
        """Wire; nothing is played before `run`."""
        self._loudspeaker = loudspeaker
        self._driver = driver
        self._speaking = speaking
        self._clock = clock
        self._rules = rules
        self._on_began = on_began
        self._queue = AnnouncementQueue(rules.pause_s)
        self._answers: dict[MessageName, asyncio.Future[Receipt]] = {}
        self._begun: set[MessageName] = set()
        self._news = asyncio.Event()
        self._spoken_of: IncidentId | None = None

    @property
    def id(self) -> ChannelId:
        """Its id, from the configuration."""
        return self._loudspeaker.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self._loudspeaker.name

    @property
    def calls_for(self) -> IncidentId | None:
        """The incident of which it speaks now, or spoke last: whoever presses its key answers for that."""
        return self._spoken_of

    def recipients(self, message: Message) -> Sequence[str]:
        """Return ``("",)`` for what it is to say, nobody for the rest."""
        return ("",) if self._loudspeaker.serves(message) else ()

    async def deliver(self, message: Message, recipient: str) -> Receipt:  # noqa: ARG002 - one for all
        """Say it; return after the first time with the driver's receipt. It is repeated by itself.

        Raises PeerError. Given up while it waits for its turn, it is said no more.
        """
        known = self._queue.find(message)
        if known is not None and known.receipt is not None:
            return known.receipt
        if known is None:
            self._require_worth(message)
            self._take(message)
        # Where somebody asks twice, both wait for the same.
        answer = self._answers.setdefault(message.name, asyncio.get_running_loop().create_future())
        try:
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            self._withdraw(message)
            raise

    def resume(self, message: Message) -> None:
        """Go on repeating what was said before the program ended, and nobody has answered for."""
        if self._queue.find(message) is None:
            self._take(message).plays = 1

    def settled(self, incident: IncidentId) -> None:
        """Stop at once what calls for an answer in an incident, mid-word."""
        for each in self._queue.settle(incident):
            self._dismiss(each, "somebody had answered")
        self._news.set()

    def stop(self) -> None:
        """Stop everything at once; what is repeated is repeated no more."""
        self._stop(self._queue.waiting)

    def stop_but_danger(self) -> int:
        """Stop all that is no danger; return how many announcements those were."""
        stopped = [each for each in self._queue.waiting if each.priority is not Priority.DANGER]
        self._stop(stopped)
        return len(stopped)

    def _stop(self, announcements: Sequence[Announcement]) -> None:
        for each in announcements:
            self._queue.remove(each)
            self._dismiss(each, "it was stopped by hand")
        self._news.set()

    async def run(self) -> None:
        """Play what is due, for ever."""
        while True:
            self._news.clear()
            for each in self._queue.expire(self._now()):
                self._dismiss(each, "it was no longer worth saying")
            upcoming = self._queue.next(self._now(), quiet=self._is_quiet())
            if upcoming is not None:
                await self._play(upcoming)
                continue
            rest = self._queue.wait_s(self._now(), quiet=self._is_quiet())
            await self._news_within(_LOOK_S if rest is None else min(rest, _LOOK_S))

    def _take(self, message: Message) -> Announcement:
        made, replaced = self._queue.add(message, self._clock.now(), self._now())
        for each in replaced:
            self._dismiss(each, "a newer message of it took its place")
        self._news.set()
        return made

    def _require_worth(self, message: Message) -> None:
        now = self._clock.now()
        rest_s = self._rules.quiet.rest_s(now)
        if self._queue.is_stale(message):
            raise PeerError("Not played: a newer message of it is here", transient=False)
        if message.expires <= now:
            raise PeerError("Not played: it is no longer worth saying", transient=False)
        if rest_s and is_silenced(message):
            later = (message.expires - now).total_seconds() > rest_s
            words = f"Not played: quiet hours until {self._rules.quiet.end:%H:%M}"
            raise PeerError(words, transient=later, after_s=rest_s if later else None)

    async def _play(self, announcement: Announcement) -> None:
        """Play one to its end, or until something graver comes or it is taken out."""
        task = asyncio.create_task(self._perform(announcement))
        news: asyncio.Task[bool] | None = None
        try:
            while not task.done():
                news = asyncio.create_task(self._news.wait())
                await asyncio.wait({task, news}, return_when=asyncio.FIRST_COMPLETED)
                news.cancel()
                self._news.clear()
                if self._queue.interrupts(announcement, self._now(), quiet=self._is_quiet()):
                    break
        finally:
            for each in filter(None, (task, news)):
                each.cancel()
            # Its being cancelled is its own; ours goes through.
            await asyncio.wait({task})
        self._news.set()

    async def _perform(self, announcement: Announcement) -> None:
        self._spoken_of = announcement.message.incident
        languages = self._loudspeaker.languages or self._rules.languages
        try:
            spoken = await self._speaking.sound_of(announcement.message, languages)
            receipt = await self._driven(announcement, spoken)
        except HearthwatchError as error:
            self._failed(announcement, error)
        # A driver's fault of its own kind must not silence the loudspeaker for good.
        except Exception as error:  # noqa: BLE001
            _log.exception("loudspeaker %s failed", self.id)
            self._failed(announcement, PeerError(f"The loudspeaker failed: {type(error).__name__}"))
        else:
            if spoken.missing:
                receipt = Receipt(
                    receipt.state, f"{receipt.words} ({spoken.missing})".strip(), receipt.handle
                )
            self._queue.played(announcement, receipt, self._now())
            self._answer(announcement, receipt)

    async def _driven(self, announcement: Announcement, spoken: Spoken) -> Receipt:
        volume = self._loudspeaker.volume
        if announcement.priority is Priority.DANGER:
            volume = max(volume, self._rules.danger_volume)
        elif announcement.message.cause is Cause.HEARTBEAT:
            volume = min(volume, _SIGN_OF_LIFE)
        try:
            async with asyncio.timeout(spoken.sound.length_s + _OVERTIME_S):
                return await self._driver.play(spoken.sound, volume, lambda: self._has_begun(announcement))
        except TimeoutError:
            raise PeerError("The loudspeaker did not end") from None

    def _has_begun(self, announcement: Announcement) -> None:
        name = announcement.message.name
        if name in self._begun or announcement.plays:
            return
        self._begun.add(name)
        if self._on_began is not None:
            self._on_began(announcement.message, self._now() - announcement.arrived)

    def _failed(self, announcement: Announcement, error: HearthwatchError) -> None:
        """Give the first time's failure to the outbox, which tries again; go on with what is repeated."""
        if announcement.plays:
            _log.error("loudspeaker %s: a repeat failed: %s", self.id, error.line())
            self._queue.put_off(announcement, self._now())
            return
        self._queue.remove(announcement)
        self._answer(announcement, error)

    def _dismiss(self, announcement: Announcement, why: str) -> None:
        """Answer for what is said no more, by what is known: begun and cut short, or never begun."""
        if announcement.message.name in self._begun:
            self._answer(announcement, Receipt(DeliveryState.SENT, f"begun, and cut short: {why}"))
        else:
            self._answer(announcement, PeerError(f"Not played: {why}", transient=False))

    def _answer(self, announcement: Announcement, answer: Receipt | HearthwatchError) -> None:
        name = announcement.message.name
        self._begun.discard(name)
        future = self._answers.pop(name, None)
        if future is None or future.done():
            return
        if isinstance(answer, Receipt):
            future.set_result(answer)
        else:
            future.set_exception(answer)

    def _withdraw(self, message: Message) -> None:
        """Take out what nobody waits for any more, unless it has been said whole."""
        announcement = self._queue.find(message)
        future = self._answers.get(message.name)
        if announcement is not None and not announcement.plays and future is not None and not future.done():
            self._queue.remove(announcement)
            self._answer(announcement, PeerError("Not played: its turn did not come in time"))
            # Mostly nobody else waits for it.
            future.exception()
            self._news.set()

    async def _news_within(self, wait_s: float) -> None:
        try:
            async with asyncio.timeout(max(wait_s, 0.0)):
                await self._news.wait()
        except TimeoutError:
            pass

    def _is_quiet(self) -> bool:
        return self._rules.quiet.is_quiet(self._clock.now())

    def _now(self) -> float:
        return self._clock.monotonic()
