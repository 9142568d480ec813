# SPDX-License-Identifier: Apache-2.0
"""The history of maps: appended by the second, packed by the minute, erased by age and by size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, groupby
from operator import itemgetter

from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId

from .chunks import (
    MINUTE_MS,
    PackingError,
    StoredMap,
    milliseconds,
    moment,
    pack_chunk,
    pack_tail,
    to_row,
    to_stored,
    unpack_chunk,
    unpack_tail,
)
from .database import Database, Row, SqlValue, damaged

#: Minutes of one transaction of erasing: few, so that its log finds room on a disk that is full.
_ERASED_AT_ONCE = 10
#: Free pages that may stay in the file: the next minutes go there. 256 pages of 4 KiB are 1 MiB.
_SLACK_PAGES = 256
#: A map of a plate may come seconds after the plate was retired.
_PLATE_GRACE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: everything before ``before`` (None: nothing), and how much that was."""

    before: datetime | None
    maps: int
    plates: int
    freed_bytes: int


def append(database: Database, rows: Sequence[MapRow]) -> None:
    """Add maps to the tail, all or none; they are on the disk when this returns."""
    values = [_tail_values(row.camera, to_stored(row)) for row in rows]
    with database.transaction():
        database.change_many("append_map", values)


def compact(database: Database, now: datetime) -> int:
    """Pack the maps of every minute but the running one; return how many maps were packed.

    The minute after the running one is left alone too: the clock may have been read before the
    maps were. Minutes beyond it are of a clock that was set back.
    """
    start = milliseconds(now) // MINUTE_MS * MINUTE_MS
    end = start + 2 * MINUTE_MS
    packed = 0
    with database.transaction():
        tail = database.rows("finished_tail", start=start, end=end)
        for (camera, minute), rows in groupby(tail, itemgetter(0, 1)):
            maps = [_of_tail(database, row[2:]) for row in rows]
            body = pack_chunk(minute, maps)
            database.add("add_chunk", camera=camera, minute=minute, maps=len(maps), body=body)
            packed += len(maps)
        database.change("delete_finished_tail", start=start, end=end)
    return packed


def history(database: Database, camera: CameraId, start: datetime, end: datetime) -> Iterator[MapRow]:
    """Yield a camera's maps from ``start`` up to, not including, ``end`` in order of time.

    Reads a minute at a time, each in one state of the database. Raises StorageError on damage.
    """
    first_ms, end_ms = milliseconds(start), milliseconds(end)
    last = (end_ms - 1) // MINUTE_MS
    for (minute,) in database.rows("minutes", camera=camera, first=first_ms // MINUTE_MS, last=last):
        for stored in _minute(database, camera, minute):
            if first_ms <= stored.at_ms < end_ms:
                yield _row(database, camera, stored)


def history_extent(database: Database, camera: CameraId) -> tuple[datetime, datetime] | None:
    """Return the moments of a camera's first and last map; None where there is none."""
    first, last = database.row("history_extent", camera=camera) or (None, None)
    if first is None:
        return None
    return (
        moment(_minute(database, camera, first)[0].at_ms),
        moment(_minute(database, camera, last)[-1].at_ms),
    )


def erase(database: Database, now: datetime, keep: timedelta, keep_bytes: int | None) -> Erased:
    """Erase maps older than ``keep``, then the oldest minutes until ``keep_bytes`` suffice.

    Whole minutes, all cameras alike, and never the last two; retired plates go with the last map
    that can name them. Returns when the file has shrunk.
    """
    # What waits in the log takes its place first, so that the log begins anew for what follows.
    database.rows("checkpoint")
    used_before = used_bytes(database)
    cut = milliseconds(now - keep)
    with database.transaction():
        tail = database.change("erase_tail", before=cut)
        plates = database.change("erase_plates", before=milliseconds(now - keep - _PLATE_GRACE))
    # A minute that is older in part goes as a whole: nothing older than `keep` may stay.
    minute, maps = _erase_by_age(database, -(-cut // MINUTE_MS))
    if keep_bytes is not None:
        by_size, more = _erase_to_size(database, keep_bytes)
        minute, maps = by_size or minute, maps + more
    if maps + tail + plates == 0:
        return Erased(None, 0, 0, 0)
    _shrink(database)
    before = moment(max(cut, (minute or 0) * MINUTE_MS))
    return Erased(before, maps + tail, plates, max(0, used_before - used_bytes(database)))


def used_bytes(database: Database) -> int:
    """Return the bytes of the database that are in use, its log not counted."""
    pages, free, size = database.row("space") or (0, 0, 0)
    return int((pages - free) * size)


def _minute(database: Database, camera: CameraId, minute: int) -> list[StoredMap]:
    with database.transaction("begin_reading"):
        chunks = database.rows("chunks_of_minute", camera=camera, minute=minute)
        tail = database.rows("tail_of_minute", camera=camera, minute=minute)
    try:
        maps = [stored for chunk in chunks for stored in unpack_chunk(*chunk)]
    except PackingError as error:
        raise damaged(database.folder, f"{camera}: {error}") from error
    maps += [_of_tail(database, row) for row in tail]
    # Stable: maps of one millisecond stay in the order of their coming.
    return sorted(maps, key=lambda stored: stored.at_ms)


def _row(database: Database, camera: CameraId, stored: StoredMap) -> MapRow:
    try:
        return to_row(camera, stored)
    except PackingError as error:
        raise damaged(database.folder, f"{camera}: {error}") from error


def _of_tail(database: Database, row: Row) -> StoredMap:
    at_ms, plate, has_picture, hazards, cells = row
    try:
        return StoredMap(at_ms, plate, bool(has_picture), hazards, unpack_tail(cells))
    except PackingError as error:
        raise damaged(database.folder, str(error)) from error


def _tail_values(camera: CameraId, stored: StoredMap) -> dict[str, SqlValue]:
    return {
        "camera": camera,
        "at": stored.at_ms,
        "plate": stored.plate,
        "has_picture": stored.has_picture,
        "hazards": stored.hazards,
        "cells": pack_tail(stored.packed),
    }


def _erase_by_age(database: Database, before: int) -> tuple[int | None, int]:
    """Erase the minutes before this one. Returns the first minute that stays, and the maps erased."""
    erased, reached = 0, None
    while (oldest := (database.row("oldest_minute") or (None,))[0]) is not None and oldest < before:
        reached = min(before, oldest + _ERASED_AT_ONCE)
        erased += _erase_minutes(database, reached)
    return reached, erased


def _erase_to_size(database: Database, keep_bytes: int) -> tuple[int | None, int]:
    """Erase the oldest minutes until what is used fits. Returns as `_erase_by_age`."""
    erased, reached = 0, None
    while (excess := used_bytes(database) - keep_bytes) > 0:
        oldest = database.rows("oldest_minutes")
        if not oldest:
            break
        sums = accumulate(size for _, size in oldest)
        enough = (minute for (minute, _), total in zip(oldest, sums, strict=True) if total >= excess)
        reached = next(enough, oldest[-1][0]) + 1
        erased += _erase_minutes(database, reached)
    return reached, erased


def _erase_minutes(database: Database, before: int) -> int:
    with database.transaction():
        (maps,) = database.row("maps_before_minute", minute=before) or (0,)
        database.change("erase_chunks", minute=before)
    return int(maps)


def _shrink(database: Database) -> None:
    _, free, _ = database.row("space") or (0, 0, 0)
    if free > _SLACK_PAGES:
        database.run_to_end("return_space")
    database.rows("checkpoint")
