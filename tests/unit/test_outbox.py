# SPDX-License-Identifier: Apache-2.0
"""The outbox: what is handed over is said, tried again, noted; no channel delays or doubles another's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import PersonsAct
from hearthwatch.model.message import Cause
from hearthwatch.outbox import Outbox
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.desk import IncidentDesk
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.notices import attempts
from hearthwatch.stages.notices.line import Line
from hearthwatch.testing.channels import (
    FakeChannel,
    Flapping,
    PlainComposer,
    down,
    garbage,
    refuses,
    slow,
    works,
)

CAMERAS = [CameraId(f"camera-{number}") for number in range(250)]
FLAMES = HazardEvent("opened", Hazard.FLAME, 1.0, CellRect(1, 1, 5, 5), 0.9, "flames seen")


@dataclass
class House:
    """An archive, alarms and an outbox with channels, at work."""

    archive: Archive
    alarms: Alarms
    outbox: Outbox
    desk: IncidentDesk

    async def burn(self, numbers: Sequence[int]) -> None:
        """Let fires begin at cameras."""
        for number in numbers:
            self.alarms.take(CAMERAS[number], FLAMES)
        await self.alarms.step(self.desk)

    async def deliveries(self, message: str) -> dict[str, Delivery]:
        """Return by channel what is kept of a message's deliveries."""
        name = MessageName(message)
        found = await self.archive.call(lambda store: store.deliveries(name))
        return {each.channel: each for each in found}


class Opened:
    """Opens a house for a while."""

    def __init__(
        self, folder: Path, *channels: FakeChannel, people: Sequence[str] = (), hour: int = 24
    ) -> None:
        """Take where, and the channels; ``people``: which tell people; ``hour``: of the heartbeat."""
        self._hour = hour
        self._archive = Archive(folder, SystemClock(), keep=timedelta(hours=1), keep_bytes=None)
        self._lines = [Line(each, "fake", each.id in people, deadline_s=20.0) for each in channels]

    async def __aenter__(self) -> House:
        archive = await self._archive.__aenter__()
        await archive.call(lambda store: store.save_cameras([(each, each) for each in CAMERAS]))
        clock = SystemClock()
        outbox = Outbox(archive, clock, self._lines, PlainComposer(), lambda: 0.5, self._hour)
        alarms = Alarms(archive, clock, names={}, policy=Policy(), tellers=(), office=outbox)
        self._task = asyncio.create_task(outbox.run())
        return House(archive, alarms, outbox, await alarms.resume())

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0.3)
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._archive.__aexit__()


async def until(holds: Any, within_s: float = 10.0) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(within_s):
        while not holds():  # noqa: ASYNC110 - of channels that are fakes
            await asyncio.sleep(0.02)


def test_a_fire_is_told_on_each_channel_once_and_noted(tmp_path: Path) -> None:
    """One incident, two channels: each has the message once, and the store says that they took it."""

    async def story() -> tuple[list[str], list[str], set[DeliveryState]]:
        one, two = FakeChannel("one"), FakeChannel("two")
        async with Opened(tmp_path, one, two) as house:
            await house.burn([0])
            await until(lambda: one.taken and two.taken)
            await asyncio.sleep(0.3)
            kept = await house.deliveries("incident-1-1")
        return one.order, two.order, {each.state for each in kept.values()}

    assert asyncio.run(story()) == (["incident-1-1"], ["incident-1-1"], {DeliveryState.ACCEPTED})


def test_chaos_loses_nothing_and_delays_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """200 incidents while channels are down, slow, flapping, senseless: a working one has each once."""
    monkeypatch.setattr(attempts, "WAITS_S", (0.1, 0.2))

    async def story() -> tuple[dict[str, FakeChannel], dict[str, Delivery], float, House]:
        channels = {
            "works": FakeChannel("works"), "down": FakeChannel("down", down),
            "slow": FakeChannel("slow", slow), "flapping": FakeChannel("flapping", Flapping()),
            "garbage": FakeChannel("garbage", garbage), "refuses": FakeChannel("refuses", refuses),
        }  # fmt: skip
        clock = SystemClock()
        async with Opened(tmp_path, *channels.values()) as house:
            begun = clock.monotonic()
            await house.burn(range(200))
            await until(lambda: len(channels["works"].taken) == 200)
            working_s = clock.monotonic() - begun
            await until(lambda: len(channels["flapping"].taken) == 200, 20.0)
            await until(lambda: len(channels["refuses"].asked) == 200)
            # It comes back: nothing of what it missed is lost.
            channels["down"].conduct = works
            await until(lambda: len(channels["down"].taken) == 200, 20.0)
            await asyncio.sleep(0.5)
            kept = await house.deliveries("incident-200-1")
        return channels, kept, working_s, house

    channels, kept, working_s, _ = asyncio.run(story())
    for name in ("works", "flapping", "down"):
        assert set(channels[name].taken.values()) == {1}, name
        assert len(channels[name].taken) == 200, name
    assert set(channels["refuses"].asked.values()) == {1}, "what is refused for good is not tried again"
    assert {name: each.state for name, each in kept.items()} == {
        "works": DeliveryState.ACCEPTED,
        "down": DeliveryState.ACCEPTED,
        "flapping": DeliveryState.ACCEPTED,
        "slow": DeliveryState.QUEUED,
        "garbage": DeliveryState.QUEUED,
        "refuses": DeliveryState.FAILED,
    }
    assert kept["refuses"].reason == "The peer's certificate is not to be trusted. Mend it."
    assert kept["garbage"].reason == "The channel failed, by a fault of ours. See the log, and report it."
    assert working_s < 5.0


def test_what_was_left_is_said_by_the_next_start(tmp_path: Path) -> None:
    """A channel that was down until the end has its message after a restart, and the others not again."""

    async def story() -> tuple[list[str], list[str]]:
        async with Opened(tmp_path, FakeChannel("one"), FakeChannel("two", down)) as house:
            await house.burn([0])
            await asyncio.sleep(0.5)
        one, two = FakeChannel("one"), FakeChannel("two")
        async with Opened(tmp_path, one, two):
            await until(lambda: two.taken)
        return one.order, two.order

    assert asyncio.run(story()) == ([], ["incident-1-1"])


def test_a_storm_is_a_digest_for_people_and_everything_for_machines(tmp_path: Path) -> None:
    """Of fifty incidents at once people have five, and a digest of the rest; a machine has all."""

    async def story() -> tuple[int, list[str], list[int]]:
        people, machine = FakeChannel("phone"), FakeChannel("broker")
        async with Opened(tmp_path, people, machine, people=["phone"]) as house:
            await house.burn(range(50))
            await until(lambda: any("digest" in each for each in people.order), 25.0)
            await until(lambda: len(machine.taken) == 50)
            await asyncio.sleep(0.5)
            latest = await house.archive.call(lambda store: store.messages(None))
        words = [each.texts["en"].body for each in latest if each.cause is Cause.DIGEST]
        assert words == ["45 incidents, the gravest: danger"]
        return len(machine.order), people.order[:5], [len(people.order)]

    machine, first, all_of_people = asyncio.run(story())
    assert machine == 50
    assert first == [f"incident-{number}-1" for number in range(1, 6)]
    assert all_of_people == [6]


def test_an_answer_stops_reminders_and_tells_the_channels(tmp_path: Path) -> None:
    """Once somebody has answered for an incident each channel is told so, and what waits is not said."""

    async def story() -> tuple[list[IncidentId], DeliveryState, str]:
        one, two = FakeChannel("one"), FakeChannel("two", down)
        async with Opened(tmp_path, one, two) as house:
            await house.burn([0])
            await until(lambda: one.taken)
            await house.archive.call(lambda store: store.wish(IncidentId(1), PersonsAct.RESOLVE, "Ada"))
            await house.alarms.step(house.desk)
            await asyncio.sleep(0.5)
            kept = (await house.deliveries("incident-1-1"))["two"]
        return one.settled_ones, kept.state, kept.reason

    assert asyncio.run(story()) == (
        [IncidentId(1)], DeliveryState.FAILED, "It was over before it could be said.",
    )  # fmt: skip


def test_trying_a_channel_says_what_came_of_it(tmp_path: Path) -> None:
    """The result of a test is that of its first attempt, in words; an unknown channel is refused."""

    async def story() -> tuple[DeliveryState, DeliveryState, str, str]:
        async with Opened(tmp_path, FakeChannel("one"), FakeChannel("two", down)) as house:
            one = await house.outbox.try_channel(ChannelId("one"))
            two = await house.outbox.try_channel(ChannelId("two"))
            with pytest.raises(UsageError, match="There is no channel three") as refused:
                await house.outbox.try_channel(ChannelId("three"))
        return one.state, two.state, two.reason, refused.value.what

    assert asyncio.run(story()) == (
        DeliveryState.ACCEPTED,
        DeliveryState.QUEUED,
        "The peer is away. Wait.",
        "There is no channel three",
    )


def test_the_wall_is_told_when_nobody_can_be_told(tmp_path: Path) -> None:
    """Without any channel, and with every channel down, the wall says so; one that works is enough."""

    async def story() -> tuple[str, str, str]:
        async with Opened(tmp_path / "none") as house:
            none = house.outbox.trouble()
        one, two = FakeChannel("one", down), FakeChannel("two", down)
        async with Opened(tmp_path / "down", one, two) as house:
            await house.burn([0])
            await until(house.outbox.trouble)
            every = house.outbox.trouble()
            one.conduct = works
            await until(lambda: not house.outbox.trouble())
            again = house.outbox.trouble()
        return none, every, again

    for folder in ("none", "down"):
        (tmp_path / folder).mkdir()
    assert asyncio.run(story()) == (
        "No channel is configured: alarms are shown here, and told to nobody",
        "Every channel is down: alarms are shown here, and reach nobody",
        "",
    )


def test_a_channel_comes_and_goes_while_others_work(tmp_path: Path) -> None:
    """One that is connected later tells what comes then; what waits for one that goes is given up."""

    async def story() -> tuple[list[str], DeliveryState, str]:
        one, two = FakeChannel("one", down), FakeChannel("two")
        async with Opened(tmp_path, one) as house:
            await house.burn([0])
            await until(lambda: one.asked)
            house.outbox.connect(Line(two, "fake", tells_people=False))
            house.outbox.disconnect(one.id)
            await house.burn([1])
            await until(lambda: two.taken)
            await asyncio.sleep(0.3)
            gone = (await house.deliveries("incident-1-1"))["one"]
        return two.order, gone.state, gone.reason

    assert asyncio.run(story()) == (
        ["incident-2-1"], DeliveryState.FAILED, "The channel is not configured any more.",
    )  # fmt: skip


def test_every_channel_has_a_sign_of_life_once_a_day(tmp_path: Path) -> None:
    """It is said on each channel after a start, not again after another, and noted as one."""

    async def story() -> tuple[list[str], list[str], bool]:
        one, two, again = FakeChannel("one"), FakeChannel("two"), FakeChannel("one")
        async with Opened(tmp_path, one, two, hour=0) as house:
            await until(lambda: one.taken and two.taken)
            has_beaten = all(line.heartbeat is not None for line in house.outbox.lines)
        async with Opened(tmp_path, again, hour=0):
            await asyncio.sleep(0.5)
        return [each.rsplit("-", 1)[0] for each in one.order + two.order], again.order, has_beaten

    assert asyncio.run(story()) == (["heartbeat-one", "heartbeat-two"], [], True)
