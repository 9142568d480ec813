# SPDX-License-Identifier: Apache-2.0
"""History is what was appended, whenever it is packed; retention leaves exactly what is young enough."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId
from hearthwatch.store import Store, open_store
from hearthwatch.store.chunks import StoredMap, chunk_records, pack_chunk, to_stored, unpack_chunk
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.rows import BARN, CAMERAS, MILL, NOON, map_at, said

#: Two minutes before noon to four after.
SPAN_MS = st.integers(-120_000, 240_000)

cells = npst.arrays(np.uint8, (45, 80), elements=st.integers(0, 7), fill=st.integers(0, 7))
known = st.builds(
    lambda after, plate, hazards, cells: MapRow(
        BARN, NOON + timedelta(milliseconds=after), plate, has_picture=True, hazards=hazards, cells=cells
    ),
    st.integers(0, 59_999), st.integers(0, 2**32 - 1), st.integers(0, 4095), cells,
)  # fmt: skip
blind = st.builds(
    lambda after, hazards: MapRow(
        BARN, NOON + timedelta(milliseconds=after), 0, has_picture=False, hazards=hazards,
        cells=np.zeros((45, 80), np.uint8),
    ),
    st.integers(0, 59_999), st.integers(0, 4095),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Append:
    """Append maps at these times, in ms around noon, in this order."""

    camera: CameraId
    after_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Compact:
    """Pack as if it were this time."""

    after_ms: int


@dataclass(frozen=True, slots=True)
class Reopen:
    """Close and open again."""


acts = st.lists(
    st.builds(Append, st.sampled_from((BARN, MILL)), st.lists(SPAN_MS, max_size=6).map(tuple))
    | st.builds(Compact, SPAN_MS)
    | st.just(Reopen()),
    max_size=8,
)


def run(folder: Path, planned: list[Append | Compact | Reopen]) -> tuple[Store, list[MapRow]]:
    """Do all acts; return the store, open, and what was appended."""
    store, appended = open_store(folder, FakeClock()), list[MapRow]()
    store.save_cameras(CAMERAS)
    for act in planned:
        match act:
            case Append(camera, times):
                rows = [
                    map_at(timedelta(milliseconds=ms), camera, len(appended) + k)
                    for k, ms in enumerate(times)
                ]
                store.append_maps(rows)
                appended += rows
            case Compact(after_ms):
                store.compact(NOON + timedelta(milliseconds=after_ms))
            case Reopen():
                store.close()
                store = open_store(folder, FakeClock())
    return store, appended


def expected(
    appended: list[MapRow], camera: CameraId, start: datetime, end: datetime
) -> list[tuple[object, ...]]:
    """Return a camera's rows by time, those of one moment in the order of their coming."""
    rows = [row for row in appended if row.camera == camera and start <= row.at < end]
    return [said(row) for row in sorted(rows, key=lambda row: row.at)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(planned=acts, start=SPAN_MS, length=st.integers(0, 400_000))
def test_history_is_what_was_appended(
    planned: list[Append | Compact | Reopen], start: int, length: int
) -> None:
    """Whatever is appended, packed and reopened in whatever order, history is the same, and sound."""
    begin = NOON + timedelta(milliseconds=start)
    end = begin + timedelta(milliseconds=length)
    with tempfile.TemporaryDirectory() as place:
        store, appended = run(Path(place), planned)
        with store:
            for camera in (BARN, MILL):
                found = [said(row) for row in store.history(camera, begin, end)]
                assert found == expected(appended, camera, begin, end)
                times = sorted(row.at for row in appended if row.camera == camera)
                assert store.history_extent(camera) == ((times[0], times[-1]) if times else None)
            assert [finding for finding in store.check() if finding.severity == "error"] == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(planned=acts, now=SPAN_MS)
def test_nothing_too_old_stays_and_nothing_young_goes(
    planned: list[Append | Compact | Reopen], now: int
) -> None:
    """After erasing, all that is older than its time is gone and nothing younger by a minute is."""
    cut = NOON + timedelta(milliseconds=now)
    with tempfile.TemporaryDirectory() as place:
        store, appended = run(Path(place), planned)
        with store:
            store.erase(cut + timedelta(hours=1), keep=timedelta(hours=1))
            end = NOON + timedelta(days=1)
            for camera in (BARN, MILL):
                found = [said(row) for row in store.history(camera, NOON - timedelta(days=1), end)]
                allowed = expected(appended, camera, cut, end)
                required = expected(appended, camera, cut + timedelta(minutes=1), end)
                # A minute that is packed goes as a whole; what came late for it and is unpacked may stay.
                rest = iter(allowed)
                assert all(row in rest for row in found)
                assert found[len(found) - len(required) :] == required


@given(rows=st.lists(known | blind, min_size=1, max_size=8))
def test_a_chunk_comes_back_as_it_was_packed(rows: list[MapRow]) -> None:
    """Packing a minute and unpacking it gives the same maps."""
    minute = int(NOON.timestamp()) // 60
    maps = sorted((to_stored(row) for row in rows), key=lambda stored: stored.at_ms)
    assert list(unpack_chunk(minute, len(maps), pack_chunk(minute, maps))) == maps


@given(rows=st.lists(known, min_size=1, max_size=3), cut=st.integers(0, 60), flip=st.integers(0, 2**16))
def test_a_chunk_that_was_harmed_is_never_taken(rows: list[MapRow], cut: int, flip: int) -> None:
    """A chunk that is cut short or has a bit turned is refused, or unchanged in what it says."""
    minute = int(NOON.timestamp()) // 60
    maps = sorted((to_stored(row) for row in rows), key=lambda stored: stored.at_ms)
    whole = pack_chunk(minute, maps)
    harmed = bytearray(whole[: len(whole) - cut])
    if harmed:
        harmed[flip // 8 % len(harmed)] ^= 1 << flip % 8
    assert unpacked(minute, len(maps), bytes(harmed)) in (None, maps)


def unpacked(minute: int, count: int, body: bytes) -> list[StoredMap] | None:
    """Return the maps of a chunk, None where it is refused."""
    try:
        chunk_records(count, body)
        return list(unpack_chunk(minute, count, body))
    except ValueError:
        return None
