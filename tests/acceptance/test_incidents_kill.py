# SPDX-License-Identifier: Apache-2.0
"""kill -9 in a storm of incidents: none is lost, none is doubled, and no notice is left unsaid.

Run as a program, this file is the service that gets killed: fires begin one after another at cameras of
their own, the last few of them burn at any time, and each is said on stdout once it is kept.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import Notice, NoticeReason
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.store import open_store
from hearthwatch.testing.clock import FakeClock

KILLS = 200
CAMERAS = [CameraId(f"camera-{number}") for number in range(3000)]
#: So many fires burn at a time.
BURNING = 6


class Said:
    """Says notices on stdout, as a channel that knows each by its name."""

    async def tell(self, notice: Notice) -> None:
        """Write the notice's name."""
        sys.stdout.write(f"told {notice.incident} {notice.number}\n")
        sys.stdout.flush()


def seen(number: int, kind: str) -> HazardEvent:
    """Return what the camera of a fire says of it."""
    assert kind in {"opened", "closed"}
    word = "opened" if kind == "opened" else "closed"
    return HazardEvent(word, Hazard.FLAME, 0.0, None, 0.9, f"fire {number}")  # type: ignore[arg-type]


async def storm(folder: Path) -> None:
    """Be the service: go on with the fires that burn, and begin more, for ever."""
    clock = FakeClock()
    async with Archive(folder, clock, keep=timedelta(hours=1), keep_bytes=None) as archive:
        await archive.call(lambda store: store.save_cameras([(each, each) for each in CAMERAS]))
        number = await archive.call(lambda store: store.last_incident_id())
        alarms = Alarms(archive, clock, names={}, policy=Policy(), tellers=(Said(),))
        desk = await alarms.resume()
        for burning in range(max(0, number - BURNING), number):
            alarms.take(CAMERAS[burning], seen(burning, "opened"))
        while True:
            alarms.take(CAMERAS[number], seen(number, "opened"))
            if number >= BURNING:
                alarms.take(CAMERAS[number - BURNING], seen(number - BURNING, "closed"))
            await alarms.step(desk)
            sys.stdout.write(f"kept {number}\n")
            sys.stdout.flush()
            number += 1
            clock.advance(1.0)


def killed_service(folder: Path, lines: int, delay_s: float) -> list[str]:
    """Run the service, kill it some time after so many lines, and return all that it said."""
    with subprocess.Popen(
        [sys.executable, __file__, str(folder)], stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None
        said = [service.stdout.readline() for _ in range(lines)]
        try:
            service.wait(delay_s)
        except subprocess.TimeoutExpired:
            service.kill()
        said += service.stdout.readlines()
    assert service.returncode == -9, "it was ended by nothing but the kill"
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_incident_is_lost_or_doubled_by_kill_9(tmp_path: Path) -> None:
    """After 200 kills each fire that was kept is one incident with one first notice, and all were said."""
    chance = random.Random(20260131)
    kept: set[int] = set()
    told: Counter[str] = Counter()
    for _ in range(KILLS):
        for line in killed_service(tmp_path, chance.randrange(1, 14), chance.uniform(0, 0.03)):
            word, rest = line.split(" ", 1)
            if word == "kept":
                kept.add(int(rest))
            else:
                told[rest] += 1
    with open_store(tmp_path, FakeClock()) as store:
        assert store.check() == ()
        incidents, notices = store.incidents(), store.notices()
    fires = [int(incident.why.removeprefix("fire ")) for incident in incidents]
    assert fires == list(range(len(fires))), "one incident for each fire, in their order"
    assert kept <= set(fires)
    firsts = Counter(notice.incident for notice in notices if notice.reason is NoticeReason.FIRST)
    assert set(firsts.values()) == {1}
    assert len(firsts) == len(incidents)
    unsaid = {f"{notice.incident} {notice.number}" for notice in notices} - set(told)
    last = {f"{incident.id} 1" for incident in incidents[-1:]}
    assert unsaid <= last, "only what the last kill cut off is not said yet"
    again = sum(count - 1 for count in told.values())
    print(f"{len(incidents)} incidents, {len(notices)} notices, {again} said again by their name")  # noqa: T201
    assert again <= KILLS, "at most the one that each kill cut off is said again"


if __name__ == "__main__":
    asyncio.run(storm(Path(sys.argv[1])))
