# SPDX-License-Identifier: Apache-2.0
"""One channel at work: its deliveries in, the gravest first; each attempt's outcome out.

A line holds what waits for its channel alone, so that nothing of it can delay another channel.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message
from hearthwatch.stages.notices.attempts import begun, done, given_up, refused
from hearthwatch.stages.notices.line import Line

_log = logging.getLogger(__name__)

#: Attempts of one channel at a time, and as many again that only danger may use: an alarm never waits for
#: reminders that hang.
AT_ONCE = 8
#: A channel whose standing work failed begins it anew after so long.
_AGAIN_S = 5.0
#: What a service that ended left is tried within this, whatever the clock says meanwhile.
_SOON_S = 60.0
#: Finished deliveries that are remembered, for `newest`.
_REMEMBERED = 2000

Key = tuple[MessageName, str]
#: Takes a delivery that has changed; returns what to wait for until that is written.
Note = Callable[[Delivery], "Awaitable[None] | None"]


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A channel's figures: how many deliveries ended how since the start, how many wait, and for how long."""

    id: ChannelId
    deliveries: Mapping[DeliveryState, int]
    queued: int
    oldest_queued_s: float | None
    is_up: bool


@dataclass(slots=True)
class _Waiting:
    message: Message
    delivery: Delivery
    due_s: float


class DeliveringLine:
    """See the module. ``note`` is called with each delivery whenever it changes."""

    def __init__(self, line: Line, clock: Clock, chance: Callable[[], float], note: Note) -> None:
        """Wire; `run` begins."""
        self.line = line
        self._clock = clock
        self._chance = chance
        self._note = note
        self._queue: dict[Key, _Waiting] = {}
        self._trying: dict[Key, asyncio.Task[None]] = {}
        self._ended: dict[Key, Delivery] = {}
        self._counted: Counter[DeliveryState] = Counter()
        self._news = asyncio.Event()

    def recipients(self, message: Message) -> Sequence[str]:
        """Return whom the channel tells a message; a channel that fails at that tells all it has."""
        try:
            return self.line.channel.recipients(message)
        except Exception:  # noqa: BLE001 - a fault of one channel silences no other
            _log.exception("channel %s could not say whom it tells", self.line.id)
            return ("",)

    def take(self, message: Message, delivery: Delivery) -> None:
        """Take a delivery to be made; one that is here already stays."""
        key = (message.name, delivery.recipient)
        if key in self._queue or key in self._ended:
            return
        late_s = (delivery.due - self._clock.now()).total_seconds() if delivery.due else 0.0
        due_s = self._clock.monotonic() + min(max(late_s, 0.0), _SOON_S)
        self._queue[key] = _Waiting(message, delivery, due_s)
        self._news.set()

    def newest(self, message: MessageName, recipient: str) -> Delivery | None:
        """Return how a delivery stands; None where it is not known here."""
        key = (message, recipient)
        return self._queue[key].delivery if key in self._queue else self._ended.get(key)

    def waiting(self) -> tuple[int, datetime | None]:
        """Return how many deliveries wait, and from when the oldest message is."""
        return len(self._queue), min((each.message.at for each in self._queue.values()), default=None)

    def inherit(self, former: DeliveringLine) -> None:
        """Take over what another left: its deliveries, and how its channel was doing."""
        self._queue, self._ended = dict(former._queue), dict(former._ended)
        self._counted = Counter(former._counted)
        self.line.worked, self.line.failed = former.line.worked, former.line.failed
        self.line.since, self.line.heartbeat = former.line.since, former.line.heartbeat
        self.line.reason = former.line.reason

    def left(self) -> tuple[Delivery, ...]:
        """Return the deliveries that wait."""
        return tuple(each.delivery for each in self._queue.values())

    def figures(self) -> LineFigures:
        """Return its figures."""
        count, oldest = self.waiting()
        age_s = None if oldest is None else max(0.0, (self._clock.now() - oldest).total_seconds())
        return LineFigures(self.line.id, dict(self._counted), count, age_s, not self.line.is_down)

    def settle(self, incident: IncidentId, *, is_over: bool) -> None:
        """Learn that an incident is answered for or over."""
        self.line.channel.settled(incident)
        stale = {Cause.AGAIN} if not is_over else {Cause.FIRST, Cause.AGAIN, Cause.ESCALATED}
        for key, each in list(self._queue.items()):
            if each.message.incident == incident and each.message.cause in stale and key not in self._trying:
                words = "It was over" if is_over else "Somebody had answered"
                self._end(
                    key, given_up(each.delivery, f"{words} before it could be said.", self._clock.now())
                )

    async def run(self) -> None:
        """Deliver until cancelled."""
        standing = asyncio.create_task(self._stand())
        try:
            while True:
                self._news.clear()
                self._start_due()
                try:
                    async with asyncio.timeout(self._until_due_s()):
                        await self._news.wait()
                except TimeoutError:
                    pass
        finally:
            tasks = [standing, *self._trying.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _start_due(self) -> None:
        now_s = self._clock.monotonic()
        due = [key for key, each in self._queue.items() if each.due_s <= now_s and key not in self._trying]
        due.sort(key=lambda key: (-self._queue[key].message.severity, self._queue[key].message.at))
        for key in due:
            is_danger = self._queue[key].message.severity is Severity.DANGER
            if len(self._trying) < (2 * AT_ONCE if is_danger else AT_ONCE):
                self._trying[key] = asyncio.create_task(self._try(key))

    def _until_due_s(self) -> float | None:
        if len(self._trying) >= 2 * AT_ONCE:
            return None
        due = [each.due_s for key, each in self._queue.items() if key not in self._trying]
        is_full = len(self._trying) >= AT_ONCE
        if not due or (is_full and min(due) <= self._clock.monotonic()):
            return None  # the next that ends says so
        return max(0.0, min(due) - self._clock.monotonic())

    async def _try(self, key: Key) -> None:
        waiting = self._queue[key]
        waiting.delivery = begun(waiting.delivery)
        try:
            after = await self._attempt(waiting.message, waiting.delivery)
            self.line.note(after)
            if not after.state.is_final:
                due = after.due or self._clock.now()
                waiting.delivery = after
                waiting.due_s = self._clock.monotonic() + max(0.0, (due - after.changed).total_seconds())
            written = self._end(key, after) if after.state.is_final else self._note(after)
            if written is not None:
                await written
        finally:
            self._trying.pop(key, None)
            self._news.set()

    async def _attempt(self, message: Message, delivery: Delivery) -> Delivery:
        if self._clock.now() >= message.expires:
            return given_up(delivery, "It was not worth saying any more.", self._clock.now())
        try:
            async with asyncio.timeout(self.line.deadline_s):
                receipt = await self.line.channel.deliver(message, delivery.recipient)
        except TimeoutError:
            error = PeerError(f"{self.line.channel.name} gave no answer within {self.line.deadline_s:.0f} s")
        except PeerError as failed:
            error = failed
        except Exception:  # noqa: BLE001 - a fault of one channel silences no other
            _log.exception("channel %s failed", self.line.id)
            error = PeerError("The channel failed, by a fault of ours", do="See the log, and report it")
        else:
            return done(delivery, receipt, self._clock.now())
        return refused(delivery, error, message, self._clock.now(), self._chance)

    def _end(self, key: Key, delivery: Delivery) -> Awaitable[None] | None:
        self._queue.pop(key, None)
        self._counted[delivery.state] += 1
        self._ended[key] = delivery
        if len(self._ended) > _REMEMBERED:
            del self._ended[next(iter(self._ended))]
        return self._note(delivery)

    async def _stand(self) -> None:
        while True:
            try:
                await self.line.channel.run()
            except Exception:  # noqa: BLE001 - a fault of one channel silences no other
                _log.exception("channel %s: its connection failed; it is begun again", self.line.id)
            await asyncio.sleep(_AGAIN_S)
