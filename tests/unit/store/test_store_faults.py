# SPDX-License-Identifier: Apache-2.0
"""Damage, full disks, folders that cannot be used, and what `check` finds: each as one clear line."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.model.errors import BugError, StorageError
from hearthwatch.store import Finding, Severity, Store, open_for_reading, open_for_steward, open_store
from hearthwatch.store.chunks import pack_tail
from hearthwatch.store.database import DATABASE_NAME
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, NOON, candidate, map_at, maps_of, said

MINUTE = timedelta(minutes=1)

OPEN = """
import os, sys
from pathlib import Path
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import StorageError
from hearthwatch.store import open_store
if os.geteuid() == 0:
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]), SystemClock())
except StorageError as error:
    print(error.line())
"""


def fill(store: Store, minutes: int = 20) -> None:
    """Store maps, packed and not, a plate and an incident's camera."""
    store.save_cameras(CAMERAS)
    store.append_maps(maps_of(minutes))
    store.compact(NOON + (minutes - 1) * MINUTE)
    store.add_candidate(candidate(), BARN)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a closed store."""
    with open_store(tmp_path / "data", FakeClock()) as store:
        fill(store)
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    """Yield an open store with something in it."""
    with open_store(folder, FakeClock()) as opened:
        yield opened


def failure(folder: Path) -> str:
    """Return the line with which opening fails."""
    with pytest.raises(StorageError) as caught:
        open_store(folder, FakeClock())
    return caught.value.line()


def overwrite_the_middle(file: Path) -> None:
    """Put rubbish over the third and later pages."""
    with file.open("r+b") as database:
        database.seek(2 * 4096)
        database.write(os.urandom(6 * 4096))


def cut_in_half(file: Path) -> None:
    """Lose the end of the file."""
    os.truncate(file, file.stat().st_size // 2)


def cut_in_the_header(file: Path) -> None:
    """Leave less than the first page."""
    os.truncate(file, 60)


def write_text(file: Path) -> None:
    """Put a letter in its place."""
    file.write_text("Dear neighbours,\n" * 1000, encoding="utf-8")


@pytest.mark.parametrize("damage", [overwrite_the_middle, cut_in_half, cut_in_the_header, write_text])
def test_a_damaged_database_is_told_in_one_line(folder: Path, damage: Callable[[Path], None]) -> None:
    """Damage is found at opening, told as one line with what to do, and nothing is written over it."""
    file = folder / DATABASE_NAME
    damage(file)
    before = file.read_bytes()
    line = failure(folder)
    assert line.startswith(f"The database in {folder} is damaged (")
    assert line.endswith("to start anew.")
    assert "\n" not in line
    assert file.read_bytes() == before
    assert failure(folder) == line, "the folder is let go of"


def test_check_tells_damage_as_a_finding(folder: Path) -> None:
    """What cannot be opened for writing can still be looked at, and says that it is damaged."""
    overwrite_the_middle(folder / DATABASE_NAME)
    try:
        with open_for_reading(folder) as reading:
            findings = reading.check()
    except StorageError as error:
        findings = (Finding(Severity.ERROR, error.line()),)
    assert {finding.severity for finding in findings} == {Severity.ERROR}


def test_a_second_opener_is_told_who_has_the_folder(store: Store, folder: Path) -> None:
    """One process writes a folder; the second is told which, and the first goes on."""
    assert failure(folder).startswith(f"Another hearthwatch uses this data folder (pid {os.getpid()})")
    store.append_maps([map_at(MINUTE)])


def test_the_folder_is_free_again_after_closing(folder: Path) -> None:
    """A folder that was closed can be opened again at once."""
    for _ in range(2):
        open_store(folder, FakeClock()).close()


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    """A folder that is made, and every file in it, is nobody else's to read."""
    with open_store(tmp_path / "new" / "data", FakeClock()) as store:
        store.save_cameras(CAMERAS)
        modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "new" / "data").iterdir()}
    assert (tmp_path / "new" / "data").stat().st_mode & 0o777 == 0o700
    assert set(modes.values()) == {0o600}
    assert set(modes) == {DATABASE_NAME, f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm", "lock", "reserve"}


def test_a_folder_below_a_file_is_told(tmp_path: Path) -> None:
    """A data folder that cannot be made is a storage error with one line."""
    (tmp_path / "file").touch()
    line = failure(tmp_path / "file" / "data")
    assert line.startswith(f"The data folder {tmp_path}/file/data cannot be used (Not a directory)")


def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    """Without leave to write there is one clear line, not a traceback."""
    place = Path(tempfile.mkdtemp())  # below /tmp itself, where another account may look
    try:
        with open_store(place / "data", FakeClock()) as store:
            fill(store, 2)
        for path in (place / "data").iterdir():
            path.chmod(0o444)
        (place / "data").chmod(0o555)
        place.chmod(0o755)
        done = subprocess.run(
            [sys.executable, "-c", OPEN, str(place / "data")], capture_output=True, text=True, check=True
        )
    finally:
        (place / "data").chmod(0o700)
        shutil.rmtree(place)
    assert done.stdout.startswith(f"The data folder {place}/data cannot be used (Permission denied)")
    assert done.stderr == ""


def test_reading_needs_a_database(tmp_path: Path) -> None:
    """To read where there is nothing, or nothing yet, is told, and makes nothing."""
    for opener in (open_for_reading, lambda folder: open_for_steward(folder, FakeClock())):
        with pytest.raises(StorageError, match="There is no database in"):
            opener(tmp_path)
    (tmp_path / DATABASE_NAME).touch()
    with pytest.raises(StorageError, match="is empty"):
        open_for_reading(tmp_path)
    with pytest.raises(StorageError, match="Not a directory"):
        open_for_reading(tmp_path / DATABASE_NAME)


def test_a_reader_looks_on_while_the_service_writes(store: Store, folder: Path) -> None:
    """`check` works beside a running service, sees what is committed, and can change nothing."""
    with open_for_reading(folder) as reading:
        before = reading.history_extent(BARN)
        store.append_maps([map_at(20 * MINUTE)])
        assert reading.check() == ()
        assert reading.history_extent(BARN) != before == (NOON, NOON + 19 * MINUTE + timedelta(seconds=45))
        with pytest.raises(StorageError, match="cannot be written"):
            reading._database.change("erase_chunks", minute=2**40)
        assert store.erase(NOON + 100 * 60 * MINUTE).maps > 0
        assert list(reading.history(BARN, NOON, NOON + 100 * MINUTE)) == []


def test_a_full_disk_loses_nothing_and_passes(store: Store) -> None:
    """While the disk is full every append says so; what was acknowledged stays, and then it goes on."""
    pages = store._database._connection.execute("PRAGMA page_count").fetchone()[0]
    store._database._connection.execute(f"PRAGMA max_page_count = {pages}")
    acknowledged = [said(row) for row in store.history(BARN, NOON, NOON + 100 * MINUTE)]
    waiting = []
    for minute in range(20, 200):
        try:
            store.append_maps(maps_of(10, first=minute * 10))
            acknowledged += [said(row) for row in maps_of(10, first=minute * 10)]
        except StorageError:
            waiting += maps_of(10, first=minute * 10)
            break
    assert waiting, "it became full"
    with pytest.raises(StorageError, match="is full"):
        store.append_maps(waiting)
    assert store.check()[1:] == ()
    store._database._connection.execute("PRAGMA max_page_count = 1000000")
    store.append_maps(waiting)
    kept = [said(row) for row in store.history(BARN, NOON, NOON + 10_000 * MINUTE)]
    assert kept == acknowledged + [said(row) for row in waiting]


def test_another_thread_is_refused(store: Store) -> None:
    """The store belongs to the thread that opened it, and says so."""
    caught: list[BaseException] = []

    def use() -> None:
        try:
            store.cameras()
        except BugError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert ["thread" in str(error) for error in caught] == [True]


SPOILERS = {
    "a chunk": ("UPDATE map_chunk SET body = substr(body, 1, 40) WHERE id = 3", "Minute 3 of barn: "),
    "a count": ("UPDATE map_chunk SET maps = 5 WHERE id = 2", "Minute 2 of barn: maps of the wrong size"),
    "a camera": (
        "PRAGMA foreign_keys = OFF; DELETE FROM camera WHERE id = 'barn'",
        "of map_chunk points at no",
    ),
    "the tail": (
        "UPDATE map_tail SET cells = x'00' WHERE id = (SELECT max(id) FROM map_tail)",
        "of barn: maps of the wrong",
    ),
    "hazards": ("UPDATE map_tail SET hazards = 65535", "hazards that are none"),
    "a png": ("UPDATE plate SET png = x'89504e47'", "plate 1: a picture that cannot be read"),
    "no png": ("UPDATE plate SET png = x''", "plate 1: no picture"),
    "reasons": (
        "UPDATE plate SET reasons = CAST(zeroblob(3599) || x'ff' AS BLOB)",
        "plate 1: reasons that are none",
    ),
    "admission": ("UPDATE plate SET admitted = zeroblob(450)", "holds pixels of cells that are not admitted"),
}


@pytest.mark.parametrize("spoiled", SPOILERS)
def test_check_finds_what_is_spoiled(folder: Path, spoiled: str) -> None:
    """Each thing that must hold in the store is looked at."""
    statements, expected = SPOILERS[spoiled]
    connection = sqlite3.connect(folder / DATABASE_NAME)
    connection.executescript(f"PRAGMA ignore_check_constraints = ON; {statements};")
    connection.close()
    with open_for_reading(folder) as reading:
        findings = reading.check()
    assert [finding.severity for finding in findings if expected in finding.text] != []


def test_check_finds_words_outside_the_alphabet(store: Store) -> None:
    """A map with a code from 8 to 15 is an error, and is not given out."""
    body = pack_tail(b"\x18" * 1800)
    store._database._connection.execute("UPDATE map_tail SET cells = ?", (body,))
    assert {finding.text.split(": ")[1] for finding in store.check()} == {
        "a map with words outside its alphabet"
    }
    with pytest.raises(StorageError, match="outside its alphabet"):
        list(store.history(BARN, NOON, NOON + 100 * MINUTE))


def test_check_warns_of_a_tail_that_nobody_packs(store: Store) -> None:
    """Maps of long finished minutes in the tail are a warning: nothing is lost."""
    store.append_maps(maps_of(5, first=30))
    assert [finding.severity for finding in store.check()] == [Severity.WARNING]
    store.compact(NOON + 60 * MINUTE)
    assert store.check() == ()


def test_check_says_how_far_it_is(store: Store) -> None:
    """Progress counts the packed minutes up to their number."""
    steps: list[tuple[int, int]] = []
    store.check(lambda done, total: steps.append((done, total)))
    assert steps == [(k, 19) for k in range(1, 20)]
