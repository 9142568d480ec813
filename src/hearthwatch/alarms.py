# SPDX-License-Identifier: Apache-2.0
"""The desk of incidents at work: cameras' hazards in; incidents kept, then notices said.

Keeping comes before saying. Where the store cannot be written notices are said all the same, and what
could not be kept is tried again: an alarm is worth more than its record.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, TypeVar

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import HearthwatchError, StorageError, UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Incident, IncidentState, Notice
from hearthwatch.model.incident_changes import Changes
from hearthwatch.model.post import Post
from hearthwatch.model.scene import Light
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.desk import IncidentDesk, Kept
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.incidents.sighting import Moment, Sighting
from hearthwatch.store import DrillWish, Store, Wish

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

#: How often time passes for the desk, and how soon a person's act is taken.
TICK_S = 1.0


class Keeper(Protocol):
    """What keeps: the archive."""

    async def call(self, use: Callable[[Store], _T]) -> _T:
        """Return ``use(store)``. Raises StorageError."""
        ...


class Teller(Protocol):
    """What says notices on one kind of channel. Never raises: what could not be said is its own to tell."""

    async def tell(self, notice: Notice) -> None:
        """Say a notice. May be asked twice for one of the same incident and number, after a crash."""
        ...


class LogTeller:
    """Says notices in the service's log: the channel that is always there."""

    async def tell(self, notice: Notice) -> None:
        """Write a line."""
        level = logging.INFO if notice.drill else logging.WARNING
        _log.log(level, "incident %s, to %s: %s", notice.incident, notice.whom, notice.text)


class Office(Protocol):
    """What brings notices to channels: the outbox."""

    def posts_of(
        self, notices: Sequence[Notice], incidents: Mapping[IncidentId, Incident]
    ) -> tuple[Post, ...]:
        """Return what channels are given of new notices."""
        ...

    def take(self, posts: Sequence[Post]) -> None:
        """Say these, now."""
        ...

    def kept_late(self, posts: Sequence[Post]) -> None:
        """Learn that these could be kept only now."""
        ...

    def settle(self, incident: IncidentId, *, is_over: bool) -> None:
        """Learn that somebody answered for an incident, or that it is over."""
        ...


class NoOffice:
    """No channel at all: the log and the wall say everything."""

    def posts_of(
        self, notices: Sequence[Notice], incidents: Mapping[IncidentId, Incident]
    ) -> tuple[Post, ...]:
        """Return nothing."""
        del notices, incidents
        return ()

    def take(self, posts: Sequence[Post]) -> None:
        """Do nothing."""

    def kept_late(self, posts: Sequence[Post]) -> None:
        """Do nothing."""

    def settle(self, incident: IncidentId, *, is_over: bool) -> None:
        """Do nothing."""


class Alarms:
    """See the module. All calls belong to the loop's thread."""

    def __init__(
        self,
        keeper: Keeper,
        clock: Clock,
        *,
        names: Mapping[CameraId, str],
        policy: Policy,
        tellers: Sequence[Teller],
        office: Office | None = None,
    ) -> None:
        """Wire; `run` begins."""
        self._office = office or NoOffice()
        self._keeper = keeper
        self._clock = clock
        self._names = names
        self._policy = policy
        self._tellers = tuple(tellers)
        self._waiting: list[Sighting] = []
        self._unkept = Changes()
        self._news = asyncio.Event()
        self._is_faulty = False
        self._desk: IncidentDesk | None = None

    def take(self, camera: CameraId, event: HazardEvent, light: Light = Light.DAY) -> None:
        """Take what a camera's hazards did."""
        is_over = event.kind == "closed"
        self._waiting.append(
            Sighting(camera, event.hazard, event.cells, event.score, event.why, is_over, light, event.zone)
        )
        self._news.set()

    def report(
        self, camera: CameraId, hazard: Hazard, why: str, source: str, *, is_over: bool = False
    ) -> None:
        """Take what somebody outside reports of a place: it stays until they, or a person, end it."""
        self._waiting.append(Sighting(camera, hazard, None, 1.0, why, is_over, source=source))
        self._news.set()

    @property
    def open(self) -> tuple[Incident, ...]:
        """The incidents that are not over, oldest first; none before `run`."""
        return () if self._desk is None else self._desk.open

    def wake(self) -> None:
        """See at once what was wished for."""
        self._news.set()

    async def run(self) -> None:
        """Go on where the last service ended, until cancelled."""
        desk = self._desk = await self.resume()
        while True:
            await self.step(desk)
            try:
                async with asyncio.timeout(TICK_S):
                    await self._news.wait()
            except TimeoutError:
                pass
            self._news.clear()

    async def step(self, desk: IncidentDesk) -> None:
        """Take what waits, let time pass, keep what changed, say what is to be said."""
        waiting, self._waiting = self._waiting, []
        for sighting in waiting:
            desk.take(sighting, self._now())
        desk.tick(self._now())
        await self._take_wishes(desk)
        while changes := desk.drain():
            await self._keep_and_say(changes, desk)
        if self._unkept:
            await self._keep(Changes())

    async def resume(self) -> IncidentDesk:
        """Return a desk that goes on where the last service ended; what it left unsaid is said."""
        now = self._now()
        since = now.wall - timedelta(seconds=self._policy.group_s)

        def kept(store: Store) -> tuple[Kept, tuple[Notice, ...]]:
            ended = [each for each in store.incidents(since=since) if each.by]
            opened = store.incidents(open_alone=True)
            return Kept(opened, ended, store.last_incident_id()), store.notices(untold_alone=True)

        left, untold = await self._keeper.call(kept)
        desk = IncidentDesk(self._policy, self._names, left, now)
        await self._say(untold, desk)
        return desk

    async def _take_wishes(self, desk: IncidentDesk) -> None:
        try:
            for wish in await self._keeper.call(lambda store: store.wishes()):
                await self._grant(desk, wish)
        except StorageError as error:
            self._tell_fault(error)

    async def _grant(self, desk: IncidentDesk, wish: Wish | DrillWish) -> None:
        try:
            if isinstance(wish, DrillWish):
                desk.drill(wish.camera, wish.by, self._now())
            else:
                desk.act(wish.act, wish.incident, wish.by, self._now())
            answer = ""
        except UsageError as error:
            answer = error.what
        # Kept first, so that nothing is lost that was answered.
        await self._keep_and_say(desk.drain(), desk)
        await self._keeper.call(lambda store: store.answer_wish(wish.id, answer))

    async def _keep_and_say(self, changes: Changes, desk: IncidentDesk) -> None:
        incidents = {each.id: each for each in changes.incidents}
        changes = replace(changes, posts=self._office.posts_of(changes.notices, incidents))
        await self._keep(changes)
        for incident in changes.incidents:
            if incident.state is IncidentState.ACKNOWLEDGED or incident.state.is_over:
                self._office.settle(incident.id, is_over=incident.state.is_over)
        self._office.take(changes.posts)
        await self._say(changes.notices, desk)

    async def _keep(self, changes: Changes) -> None:
        self._unkept = self._unkept.then(changes)
        try:
            await self._keeper.call(lambda store: store.keep_incidents(self._unkept))
        except HearthwatchError as error:
            self._tell_fault(error)
        else:
            if self._is_faulty:
                self._office.kept_late(self._unkept.posts)
            self._unkept, self._is_faulty = Changes(), False

    async def _say(self, notices: Sequence[Notice], desk: IncidentDesk) -> None:
        for notice in notices:
            await asyncio.gather(*(teller.tell(notice) for teller in self._tellers))
            desk.told(notice, self._now())

    def _tell_fault(self, error: HearthwatchError) -> None:
        if not self._is_faulty:
            _log.error("incidents are told but not kept: %s", error.line())
        self._is_faulty = True

    def _now(self) -> Moment:
        return Moment(self._clock.now(), self._clock.monotonic())
