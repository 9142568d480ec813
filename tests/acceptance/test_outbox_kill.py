# SPDX-License-Identifier: Apache-2.0
"""kill -9 while 200 and more incidents are told: every message reaches each channel, known by its name.

Run as a program, this file is the service that gets killed: fires begin one after another, and three
channels tell of them: one that works, one that flaps, one that is down until the end.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.delivering import AT_ONCE
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.message import Message
from hearthwatch.outbox import Outbox
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.notices.line import Line
from hearthwatch.store import open_store
from hearthwatch.testing.channels import FakeChannel, Flapping, PlainComposer, down, works

KILLS = 200
CAMERAS = [CameraId(f"camera-{number}") for number in range(3000)]
FLAMES = HazardEvent("opened", Hazard.FLAME, 0.0, CellRect(1, 1, 5, 5), 0.9, "flames seen")


def telling(name: str, conduct: Callable[[Message], Receipt | float]) -> FakeChannel:
    """Return a channel that says on stdout what it took."""

    def tell(message: Message) -> Receipt | float:
        found = conduct(message)
        sys.stdout.write(f"{name} {message.name}\n")
        sys.stdout.flush()
        return found

    return FakeChannel(name, tell)


async def service(folder: Path, *, is_last: bool) -> None:
    """Be the service: go on, and let more fires begin; at last let all channels work, and begin none."""
    clock = SystemClock()
    channels = (
        telling("works", works),
        telling("flaps", works if is_last else Flapping()),
        telling("late", works if is_last else down),
    )
    async with Archive(folder, clock, keep=timedelta(hours=1), keep_bytes=None) as archive:
        await archive.call(lambda store: store.save_cameras([(each, each) for each in CAMERAS]))
        number = await archive.call(lambda store: store.last_incident_id())
        lines = [Line(each, "fake", tells_people=False) for each in channels]
        outbox = Outbox(archive, clock, lines, PlainComposer(), lambda: 0.5, 24)
        alarms = Alarms(archive, clock, names={}, policy=Policy(), tellers=(), office=outbox)
        task = asyncio.create_task(outbox.run())
        desk = await alarms.resume()
        while not is_last:
            alarms.take(CAMERAS[number], FLAMES)
            await alarms.step(desk)
            sys.stdout.write(f"kept {number}\n")
            sys.stdout.flush()
            number += 1
            await asyncio.sleep(0.005)
        await asyncio.sleep(1.0)
        async with asyncio.timeout(60):
            while any(waiting for waiting, _ in outbox.queued().values()):  # noqa: ASYNC110 - of the outbox
                await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def run(folder: Path, *, kill_after: tuple[int, float] | None) -> list[str]:
    """Run the service, kill it some time after so many lines, or let it end; return what it said."""
    command = [sys.executable, __file__, str(folder), "last" if kill_after is None else "next"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = []
        if kill_after is not None:
            said = [running.stdout.readline() for _ in range(kill_after[0])]
            try:
                running.wait(kill_after[1])
            except subprocess.TimeoutExpired:
                running.kill()
        said += running.stdout.readlines()
    assert running.returncode == (0 if kill_after is None else -9)
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_message_is_lost_by_kill_9(tmp_path: Path) -> None:
    """After 200 kills each message was taken by each channel, and what was taken twice has one name."""
    chance = random.Random(20260131)
    said: Counter[str] = Counter()
    for _ in range(KILLS):
        said.update(run(tmp_path, kill_after=(chance.randrange(1, 14), chance.uniform(0, 0.03))))
    said.update(run(tmp_path, kill_after=None))
    with open_store(tmp_path, SystemClock()) as store:
        assert store.check() == ()
        incidents = store.incidents()
        messages = [each for incident in incidents for each in store.messages(incident.id)]
        states = {
            (each.channel, each.state) for message in messages for each in store.deliveries(message.name)
        }
    kept = {int(line.split()[1]) for line in said if line.startswith("kept ")}
    assert len(kept) >= 200
    assert len(incidents) >= len(kept)
    assert {each.incident for each in messages} == {each.id for each in incidents}
    for channel in ("works", "flaps", "late"):
        taken = {line.split()[1] for line in said if line.startswith(f"{channel} ")}
        assert taken == {each.name for each in messages}, channel
    assert states == {(channel, DeliveryState.ACCEPTED) for channel in ("works", "flaps", "late")}
    again = sum(count - 1 for line, count in said.items() if line.startswith("works "))
    print(f"{len(messages)} messages, {again} taken again by their name")  # noqa: T201
    # At most the attempts of one channel at a time, whose outcome was not written when the kill came.
    assert again <= 2 * AT_ONCE * KILLS
    assert max(count for line, count in said.items() if line.startswith("works ")) <= 5


if __name__ == "__main__":
    asyncio.run(service(Path(sys.argv[1]), is_last=sys.argv[2] == "last"))
