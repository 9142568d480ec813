# SPDX-License-Identifier: Apache-2.0
"""kill -9 at any moment: everything that was acknowledged is there, and the store is sound.

Run as a program, this file is the writer that gets killed: seconds of maps of four cameras, as fast
as the disk takes them, packed and erased every minute; each second is acknowledged on stdout.
"""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId
from hearthwatch.store import Store, open_store
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import NOON, map_at, said

KILLS = 24
IDS = [CameraId(name) for name in ("barn", "jetty", "mill", "square")]
KEEP = timedelta(minutes=30)


def maps_of_second(second: int) -> list[MapRow]:
    """Return what four cameras say in one second; the same for the same second."""
    return [
        map_at(timedelta(seconds=second, milliseconds=500 * half), camera, second * 7 + half)
        for half in (0, 1)
        for camera in IDS
    ]


def write(store: Store, second: int) -> None:
    """Append seconds for ever, from this one on."""
    while True:
        store.append_maps(maps_of_second(second))
        sys.stdout.write(f"{second}\n")
        sys.stdout.flush()
        second += 1
        if second % 60 == 0:
            now = NOON + timedelta(seconds=second)
            store.compact(now)
            store.erase(now, keep=KEEP)


def next_second(store: Store) -> int:
    """Return the second after the newest that is stored; each second is whole or not there."""
    extent = store.history_extent(IDS[0])
    return 0 if extent is None else int((extent[1] - NOON).total_seconds()) + 1


def killed_writer(folder: Path, acknowledged: int, delay_s: float) -> list[int]:
    """Run a writer, kill it some time after so many acknowledgements, and return all that it gave."""
    command = [sys.executable, __file__, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(acknowledged)]
        try:
            writer.wait(delay_s)
        except subprocess.TimeoutExpired:
            writer.kill()
        lines += writer.stdout.readlines()
    assert writer.returncode == -9, "the writer was ended by nothing but the kill"
    return [int(line) for line in lines if line.endswith("\n")]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    """After each of many kills the store is sound, has every acknowledged second and at most one more."""
    chance = random.Random(20260131)
    for _ in range(KILLS):
        said_to_be_there = killed_writer(tmp_path, chance.randrange(1, 130), chance.uniform(0, 0.02))
        with open_store(tmp_path, FakeClock()) as store:
            assert store.check() == ()
            newest = next_second(store) - 1
            assert said_to_be_there[-1] <= newest <= said_to_be_there[-1] + 1
            for camera in IDS:
                assert kept(store, camera) == owed(store, camera, newest)


def kept(store: Store, camera: CameraId) -> list[tuple[object, ...]]:
    """Return all that the store says of a camera."""
    return [said(row) for row in store.history(camera, NOON, NOON + timedelta(days=1))]


def owed(store: Store, camera: CameraId, newest: int) -> list[tuple[object, ...]]:
    """Return what it must say: all seconds up to the newest, from one that its time allows to be oldest."""
    extent = store.history_extent(camera)
    assert extent is not None
    oldest = int((extent[0] - NOON).total_seconds())
    assert oldest <= max(0, newest + 1 - KEEP.total_seconds() + 60)
    seconds = [maps_of_second(second) for second in range(oldest, newest + 1)]
    return [said(row) for rows in seconds for row in rows if row.camera == camera]


if __name__ == "__main__":
    with open_store(Path(sys.argv[1]), FakeClock()) as opened:
        opened.save_cameras([(each, each) for each in IDS])
        write(opened, next_second(opened))
