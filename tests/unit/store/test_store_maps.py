# SPDX-License-Identifier: Apache-2.0
"""Maps: appended, packed, read back, erased by age and by size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.model.errors import BugError, StorageError
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId
from hearthwatch.store import NamedCamera, Store, open_store
from hearthwatch.store.database import DATABASE_NAME
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, MILL, NOON, map_at, maps_of, said

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield a store that knows two cameras."""
    with open_store(tmp_path / "data", FakeClock()) as opened:
        opened.save_cameras(CAMERAS)
        yield opened


def kept(store: Store, camera: CameraId = BARN) -> list[tuple[object, ...]]:
    """Return all that the store says of a camera around noon."""
    return [said(row) for row in store.history(camera, NOON - 100 * HOUR, NOON + 100 * HOUR)]


def chunks(store: Store) -> int:
    """Return how many minutes are packed."""
    return int((store._database.row("chunk_count") or (0,))[0])


def test_what_is_appended_is_read_back(store: Store) -> None:
    """Maps come back as they were, before and after they are packed."""
    rows = maps_of(3)
    store.append_maps(rows)
    before = kept(store)
    assert store.compact(NOON + 3 * MINUTE) == 12
    assert (before, kept(store), chunks(store)) == ([said(row) for row in rows], before, 3)


def test_the_running_minute_is_not_packed(store: Store) -> None:
    """Maps of the minute that runs, and of the next, stay in the tail."""
    store.append_maps(maps_of(4))
    assert (store.compact(NOON + 2 * MINUTE), chunks(store)) == (8, 2)


def test_a_clock_that_was_set_back_loses_nothing(store: Store) -> None:
    """A minute that comes twice is kept twice, in order of time."""
    store.append_maps(maps_of(2))
    store.compact(NOON + 2 * MINUTE)
    again = [map_at(timedelta(seconds=7 + 15 * k), seed=50 + k) for k in range(4)]
    store.append_maps(again)
    store.compact(NOON + 2 * MINUTE)
    expected = sorted([*maps_of(2), *again], key=lambda row: row.at)
    assert kept(store) == [said(row) for row in expected]


def test_maps_of_a_clock_that_ran_ahead_are_packed_too(store: Store) -> None:
    """The tail does not keep for ever what is stamped with a day that is yet to come."""
    store.append_maps(maps_of(1, first=600))
    assert (store.compact(NOON), len(kept(store))) == (4, 4)


def test_the_ends_of_a_question_are_its_begin_and_not_its_end(store: Store) -> None:
    """A map at the begin is told, one at the end is not, also within a minute."""
    rows = maps_of(3)
    store.append_maps(rows)
    store.compact(NOON + 2 * MINUTE)
    asked = store.history(BARN, rows[1].at, rows[9].at)
    assert [said(row) for row in asked] == [said(row) for row in rows[1:9]]
    assert list(store.history(BARN, rows[1].at, rows[1].at)) == []


def test_cameras_do_not_mix(store: Store) -> None:
    """Each camera's history is its own; one without maps, or unknown, has none."""
    store.append_maps(maps_of(2))
    store.compact(NOON + HOUR)
    unknown = CameraId("nowhere")
    assert (kept(store, MILL), kept(store, unknown)) == ([], [])
    assert (store.history_extent(MILL), store.history_extent(unknown)) == (None, None)


def test_the_extent_is_from_the_first_map_to_the_last(store: Store) -> None:
    """The extent holds across what is packed and what is not."""
    rows = maps_of(3)
    store.append_maps(rows)
    assert store.history_extent(BARN) == (rows[0].at, rows[-1].at)
    store.compact(NOON + 2 * MINUTE)
    assert store.history_extent(BARN) == (rows[0].at, rows[-1].at)


def test_times_are_cut_to_milliseconds(store: Store) -> None:
    """A stored time is never later than what it stamps."""
    store.append_maps([map_at(timedelta(microseconds=1999))])
    assert [row.at for row in store.history(BARN, NOON, NOON + HOUR)] == [NOON + timedelta(milliseconds=1)]


def test_maps_come_back_read_only(store: Store) -> None:
    """What was shown cannot be changed by who reads it."""
    store.append_maps(maps_of(1))
    row = next(store.history(BARN, NOON, NOON + HOUR))
    assert not row.cells.flags.writeable


@pytest.mark.parametrize(
    "wrong",
    [
        replace(map_at(HOUR), cells=np.full((45, 80), 8, np.uint8)),
        replace(map_at(HOUR), cells=np.zeros((40, 80), np.uint8)),
        replace(map_at(HOUR), has_picture=False),
        replace(map_at(HOUR), hazards=1 << 12),
        replace(map_at(HOUR), plate=-1),
        replace(map_at(HOUR), at=datetime(1969, 1, 1, tzinfo=UTC)),
        replace(map_at(HOUR), camera=CameraId("nowhere")),
    ],
    ids=["alphabet", "shape", "known without picture", "hazards", "plate", "time", "camera"],
)
def test_a_map_that_cannot_be_is_refused_with_all_its_second(store: Store, wrong: MapRow) -> None:
    """One wrong map is a bug of ours, and none of its transaction is stored."""
    with pytest.raises(BugError):
        store.append_maps([map_at(timedelta()), wrong])
    assert kept(store) == []


def test_cameras_keep_their_numbers(store: Store) -> None:
    """A camera that goes and comes back, or is renamed, has the number that it had."""
    jetty = CameraId("jetty")
    store.save_cameras([(jetty, "Jetty")])
    known = store.save_cameras([(MILL, "Mill"), (jetty, "Jetty")])
    expected = [(0, BARN, "The barn"), (1, MILL, "Mill"), (2, jetty, "Jetty")]
    assert known == tuple(NamedCamera(*each) for each in expected)


def test_the_numbers_come_to_an_end(store: Store) -> None:
    """The 65,537th camera is refused, and none of those that came with it is kept."""
    many = [(CameraId(f"camera-{k}"), "") for k in range(65_534)]
    assert store.save_cameras(many)[-1].number == 65_535
    with pytest.raises(StorageError, match="65536 numbers"):
        store.save_cameras([(BARN, "Renamed"), (CameraId("one-more"), "")])
    assert store.cameras()[0].name == "The barn"


def test_nothing_older_than_its_time_stays(store: Store) -> None:
    """Erasing by age takes whole minutes, packed or not, of all cameras alike."""
    for camera in (BARN, MILL):
        store.append_maps(maps_of(10, camera))
    store.compact(NOON + 8 * MINUTE)
    erased = store.erase(NOON + HOUR + 5 * MINUTE + timedelta(seconds=1), keep=HOUR)
    rows = list(store.history(BARN, NOON, NOON + HOUR)) + list(store.history(MILL, NOON, NOON + HOUR))
    assert (erased.maps, erased.before) == (48, NOON + 6 * MINUTE)
    assert (len(rows), min(row.at for row in rows)) == (32, NOON + 6 * MINUTE)


def test_the_tail_is_erased_by_age_too(store: Store) -> None:
    """Maps that were never packed are erased when their time has come."""
    store.append_maps(maps_of(2))
    erased = store.erase(NOON + HOUR + timedelta(seconds=30), keep=HOUR)
    assert (erased.maps, len(kept(store))) == (2, 6)


def test_erasing_long_history_goes_in_steps_and_takes_all(store: Store) -> None:
    """A service that was off for days erases everything that is too old at once."""
    store.append_maps(maps_of(150))
    store.compact(NOON + 5 * HOUR)
    assert (store.erase(NOON + 100 * HOUR).maps, kept(store)) == (600, [])


def test_nothing_to_erase_is_told_as_nothing(store: Store) -> None:
    """Without anything too old nothing is erased."""
    store.append_maps(maps_of(2))
    erased = store.erase(NOON + HOUR)
    assert (erased.before, erased.maps, erased.plates, erased.freed_bytes) == (None, 0, 0, 0)


def noisy(minutes: int) -> list[MapRow]:
    """Return maps that cannot be made small, of both cameras."""
    random = np.random.default_rng(5)
    return [
        replace(row, cells=random.integers(0, 8, (45, 80), dtype=np.uint8))
        for camera in (BARN, MILL)
        for row in maps_of(minutes, camera)
    ]


def test_erasing_by_size_takes_the_oldest_minutes_and_shrinks_the_file(store: Store, tmp_path: Path) -> None:
    """Above its size the store loses its oldest minutes, all cameras alike, and the file is smaller."""
    store.append_maps(noisy(200))
    store.compact(NOON + 5 * HOUR)
    file = tmp_path / "data" / DATABASE_NAME
    store._database.rows("checkpoint")
    before = file.stat().st_size
    erased = store.erase(NOON + 5 * HOUR, keep_bytes=800_000)
    extents = {store.history_extent(camera) for camera in (BARN, MILL)}
    assert erased.maps > 0
    assert len(extents) == 1
    assert [extent[0] for extent in extents if extent is not None] == [erased.before]
    assert 600_000 < file.stat().st_size <= 800_000 + 256 * 4096 < before
    assert erased.freed_bytes > 1_000_000


def test_a_size_that_cannot_be_reached_leaves_the_running_minutes(store: Store) -> None:
    """With a size below what an empty store takes, the tail stays and erasing comes to its end."""
    store.append_maps(maps_of(4))
    store.compact(NOON + 2 * MINUTE)
    store.erase(NOON + 2 * MINUTE, keep_bytes=1)
    assert len(kept(store)) == 8


def test_erased_maps_are_nowhere_in_the_files(tmp_path: Path) -> None:
    """After erasing and closing, no byte of an erased chunk is left in the folder."""
    with open_store(tmp_path, FakeClock()) as store:
        store.save_cameras(CAMERAS)
        store.append_maps(noisy(2))
        store.compact(NOON + HOUR)
        bodies = [body[100:164] for *_, body in store._database.rows("all_chunks")]
        store.erase(NOON + 100 * HOUR)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [body for body in bodies if body in left] == []
