# SPDX-License-Identifier: Apache-2.0
"""The desk at work: hazards are kept and then said; a store that fails silences nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from hearthwatch.alarms import Alarms, LogTeller
from hearthwatch.archive import Archive
from hearthwatch.model.errors import StorageError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import IncidentState, Notice, PersonsAct
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.store import Store, open_for_steward
from hearthwatch.testing.clock import FakeClock

BARN = CameraId("barn")
FLAMES = HazardEvent("opened", Hazard.FLAME, 1.0, CellRect(1, 1, 5, 5), 0.9, "flames seen")
T = TypeVar("T")


@dataclass
class Ear:
    """Hears notices."""

    heard: list[str] = field(default_factory=list)

    async def tell(self, notice: Notice) -> None:
        """Hear one."""
        self.heard.append(notice.text)


class FullDisk:
    """Stands before an archive: while it is full nothing can be kept."""

    def __init__(self, archive: Archive) -> None:
        """Begin with room."""
        self._archive = archive
        self.is_full = False

    async def call(self, use: Callable[[Store], T]) -> T:
        """Refuse, or let through."""
        if self.is_full:
            raise StorageError("The disk is full")
        return await self._archive.call(use)


def archive_of(folder: Path, clock: FakeClock) -> Archive:
    """Return an archive of one camera, not yet open."""
    return Archive(folder, clock, keep=timedelta(hours=1), keep_bytes=None)


async def enrolled(archive: Archive) -> None:
    """Make the camera known."""
    await archive.call(lambda store: store.save_cameras([(BARN, "Barn")]))


def alarms_of(keeper: FullDisk | Archive, clock: FakeClock, ear: Ear) -> Alarms:
    """Return alarms that are heard."""
    return Alarms(keeper, clock, names={BARN: "Barn"}, policy=Policy(), tellers=(ear,))


def test_what_a_full_disk_refuses_is_said_at_once_and_kept_later(tmp_path: Path) -> None:
    """While nothing can be kept the notice is said all the same; with room again all of it is kept."""

    async def story() -> tuple[list[str], int, list[IncidentState], int]:
        clock, ear = FakeClock(), Ear()
        async with archive_of(tmp_path, clock) as archive:
            await enrolled(archive)
            disk = FullDisk(archive)
            alarms = alarms_of(disk, clock, ear)
            desk = await alarms.resume()
            disk.is_full = True
            alarms.take(BARN, FLAMES)
            await alarms.step(desk)
            kept = await archive.call(lambda store: store.incidents())
            disk.is_full = False
            await alarms.step(desk)
            later = await archive.call(lambda store: store.incidents())
            untold = await archive.call(lambda store: store.notices(untold_alone=True))
        return ear.heard, len(kept), [each.state for each in later], len(untold)

    assert asyncio.run(story()) == (["Fire at Barn. Flames seen."], 0, [IncidentState.NOTIFIED], 0)


def test_a_person_beside_the_service_is_obeyed_and_answered(tmp_path: Path) -> None:
    """A wish written by another process is done with the next step; what cannot be done is answered too."""

    async def story() -> tuple[str | None, str | None, IncidentState]:
        clock, ear = FakeClock(), Ear()
        async with archive_of(tmp_path, clock) as archive:
            await enrolled(archive)
            alarms = alarms_of(archive, clock, ear)
            desk = await alarms.resume()
            alarms.take(BARN, FLAMES)
            await alarms.step(desk)
            with open_for_steward(tmp_path, clock) as steward:
                first = steward.wish(IncidentId(1), PersonsAct.ACKNOWLEDGE, "Ada")
                second = steward.wish(IncidentId(9), PersonsAct.RESOLVE, "Ada")
                await alarms.step(desk)
                return steward.answer(first), steward.answer(second), steward.incident(IncidentId(1)).state

    assert asyncio.run(story()) == ("", "There is no open incident 9", IncidentState.ACKNOWLEDGED)


def test_an_exercise_is_begun_and_told_as_one(tmp_path: Path) -> None:
    """A wish for an exercise is told at once, as a drill; at a camera that is not there, answered so."""

    async def story() -> tuple[list[str], str | None, str | None]:
        clock, ear = FakeClock(), Ear()
        async with archive_of(tmp_path, clock) as archive:
            await enrolled(archive)
            alarms = alarms_of(archive, clock, ear)
            desk = await alarms.resume()
            with open_for_steward(tmp_path, clock) as steward:
                first = steward.wish_drill(BARN, "Ada")
                second = steward.wish_drill(CameraId("bran"), "Ada")
                await alarms.step(desk)
                return ear.heard, steward.answer(first), steward.answer(second)

    assert asyncio.run(story()) == (
        ["DRILL, no danger: Fire at Barn. An exercise that Ada began."],
        "",
        "There is no camera 'bran'",
    )


def test_what_was_kept_and_not_said_is_said_by_the_next_start(tmp_path: Path) -> None:
    """A service that ends between keeping and saying leaves the notice to the next one."""

    async def story() -> list[str]:
        clock, ear = FakeClock(), Ear()
        async with archive_of(tmp_path, clock) as archive:
            await enrolled(archive)
            deaf = Alarms(archive, clock, names={BARN: "Barn"}, policy=Policy(), tellers=(_Dies(),))
            desk = await deaf.resume()
            deaf.take(BARN, FLAMES)
            with pytest.raises(asyncio.CancelledError):
                await deaf.step(desk)
        async with archive_of(tmp_path, clock) as archive:
            await alarms_of(archive, clock, ear).resume()
        return ear.heard

    assert asyncio.run(story()) == ["Fire at Barn. Flames seen."]


class _Dies:
    """Ends the service instead of saying anything."""

    async def tell(self, notice: Notice) -> None:
        """End it."""
        raise asyncio.CancelledError(notice.text)


def test_the_log_says_who_is_told_what(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """The log's line has the incident, whom it concerns and the notice's words."""

    async def story() -> None:
        clock = FakeClock()
        async with archive_of(tmp_path, clock) as archive:
            await enrolled(archive)
            alarms = Alarms(archive, clock, names={BARN: "Barn"}, policy=Policy(), tellers=(LogTeller(),))
            alarms.take(BARN, FLAMES)
            await alarms.step(await alarms.resume())

    with caplog.at_level(logging.WARNING):
        asyncio.run(story())
    assert "incident 1, to operators: Fire at Barn. Flames seen." in caplog.messages


def test_what_is_reported_stays_until_a_person_ends_it_and_raises_no_bar(tmp_path: Path) -> None:
    """A reported blocked way is told, is still there after a restart, and raises no bar."""

    async def story() -> tuple[list[str], list[IncidentState], int]:
        clock, ear = FakeClock(), Ear()
        async with archive_of(tmp_path, clock) as archive:
            await enrolled(archive)
            alarms = alarms_of(archive, clock, ear)
            desk = await alarms.resume()
            alarms.report(BARN, Hazard.BLOCKED, "a resident reports it", "resident")
            await alarms.step(desk)
        states = []
        async with archive_of(tmp_path, clock) as archive:
            alarms = alarms_of(archive, clock, ear)
            desk = await alarms.resume()
            clock.advance(3600)
            await alarms.step(desk)
            states += [each.state for each in await archive.call(lambda store: store.incidents())]
            await archive.call(lambda store: store.wish(IncidentId(1), PersonsAct.NOT_A_HAZARD, "Ada"))
            await alarms.step(desk)
            states += [each.state for each in await archive.call(lambda store: store.incidents())]
            bars = await archive.call(lambda store: store.bars())
        return ear.heard[:1], states, len(bars)

    assert asyncio.run(story()) == (
        ["Blocked way at Barn. A resident reports it."],
        [IncidentState.NOTIFIED, IncidentState.FALSE_ALARM],
        0,
    )
