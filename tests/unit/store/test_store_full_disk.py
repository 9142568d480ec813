# SPDX-License-Identifier: Apache-2.0
"""A disk that is really full: nothing acknowledged is lost, erasing still works, and it goes on after.

Run as a program, this file does the work in a folder that is given to it, on a disk of 24 MiB where
this machine lets us mount one, and otherwise under a limit to the size of files.
"""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.model.errors import StorageError
from hearthwatch.model.history import MapRow
from hearthwatch.store import Store, open_store
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, NOON, said

MOUNT = 'mount -t tmpfs -o size=24m hearthwatch-test "$0" && exec "$@"'
MINUTE = timedelta(minutes=1)


def can_mount(folder: Path) -> bool:
    """Whether this machine lets us have a small disk of our own, for our processes' eyes only."""
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, str(folder), "true"]
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


def work_in(folder: Path) -> tuple[str, ...]:
    """Return the command that fills a disk."""
    if can_mount(folder):
        prefix = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT, str(folder))
        return (*prefix, sys.executable, __file__, str(folder), "disk")
    return (sys.executable, __file__, str(folder), "limit")


def test_a_full_disk_is_told_survived_and_left_behind(tmp_path: Path) -> None:
    """The first failure is one line; all that was acknowledged stays; erasing makes room again."""
    done = subprocess.run(work_in(tmp_path), capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("The disk that holds ")
    assert lines[1:] == ["kept all", "erased", "goes on", "sound"]


@pytest.mark.slow
def test_a_limit_to_files_is_told_and_survived(tmp_path: Path) -> None:
    """The same where it is not the disk but a limit that ends our writing."""
    command = (sys.executable, __file__, str(tmp_path), "limit")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("The disk that holds ")
    assert lines[1:] == ["kept all", "erased", "goes on", "sound"]


def minutes() -> Iterator[list[MapRow]]:
    """Yield minutes of maps that cannot be made small."""
    random = np.random.default_rng(3)
    at = NOON
    while True:
        cells = random.integers(0, 8, (10, 45, 80), dtype=np.uint8)
        yield [
            MapRow(BARN, at + k * MINUTE / 10, 1, has_picture=True, hazards=0, cells=each)
            for k, each in enumerate(cells)
        ]
        at += MINUTE


def fill(store: Store, coming: Iterator[list[MapRow]]) -> tuple[list[MapRow], StorageError]:
    """Append until the disk is full; return what was acknowledged, and how it ended."""
    acknowledged: list[MapRow] = []
    for rows in coming:
        try:
            store.append_maps(rows)
            acknowledged += rows
            store.compact(rows[-1].at)
        except StorageError as error:
            return acknowledged, error
    raise AssertionError


def kept(store: Store) -> list[tuple[object, ...]]:
    """Return all that the store says."""
    return [said(row) for row in store.history(BARN, NOON, NOON + timedelta(days=30))]


def work(folder: Path) -> Iterator[str]:
    """Fill the disk, look, erase, go on, look again; yield what was found."""
    coming = minutes()
    with open_store(folder / "data", FakeClock()) as store:
        store.save_cameras(CAMERAS)
        acknowledged, error = fill(store, coming)
        yield error.line()
        yield "kept all" if kept(store) == [said(row) for row in acknowledged] else "lost something"
        if error.line().endswith("Look at the disk."):  # the limit to files: somebody lifts it
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        erased = store.erase(acknowledged[-1].at, keep=60 * MINUTE)
        yield "erased" if erased.maps > 0 else "nothing to erase"
        store.append_maps(more := next(coming))
        yield "goes on" if kept(store)[-1] == said(more[-1]) else "does not go on"
    with open_store(folder / "data", FakeClock()) as store:
        store.compact(more[0].at + 5 * MINUTE)
        yield "sound" if store.check() == () else "unsound"


if __name__ == "__main__":
    if sys.argv[2] == "limit":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (8 << 20, resource.RLIM_INFINITY))
    for line in work(Path(sys.argv[1])):
        sys.stdout.write(line + "\n")
