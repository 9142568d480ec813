# SPDX-License-Identifier: Apache-2.0
"""Whether what is stored is sound: a database in, findings out, none where all is well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.ids import CameraId, PlateId

from .chunks import MINUTE_MS, PackingError, StoredMap, chunk_records, to_row, unpack_tail
from .database import Database, unsoundness
from .pictures import only_admitted
from .plates import candidate

#: A minute is packed when the next has begun and the packer has come by.
_TAIL_MS = 2 * MINUTE_MS

Progress = Callable[[int, int], None]


class Severity(StrEnum):
    """How bad a finding is."""

    #: Something is lost, or is there that must not be.
    ERROR = "error"
    #: Nothing is lost, but somebody should look.
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, as one line."""

    severity: Severity
    text: str


def check(database: Database, progress: Progress) -> tuple[Finding, ...]:
    """Look at everything. ``progress`` is called with (minutes looked at, all minutes).

    A damaged page is a finding, not an error; nothing after it is looked at.
    """
    findings: list[Finding] = []
    try:
        findings += [_error(f"The database file: {line}") for line in unsoundness(database)]
        if findings:
            return tuple(findings)
        findings += _references(database)
        findings += _tail(database)
        findings += _plates(database)
        findings += _chunks(database, progress)
    except StorageError as error:
        findings.append(_error(error.what))
    return tuple(findings)


def _references(database: Database) -> Iterator[Finding]:
    for table, row, parent, _ in database.rows("foreign_key_check"):
        yield _error(f"Row {row} of {table} points at no {parent}")


def _tail(database: Database) -> Iterator[Finding]:
    newest = oldest = None
    for row, camera, at_ms, plate, has_picture, hazards, cells in database.each("all_tail"):
        newest, oldest = max(newest or at_ms, at_ms), min(oldest or at_ms, at_ms)
        try:
            to_row(CameraId(camera), StoredMap(at_ms, plate, bool(has_picture), hazards, unpack_tail(cells)))
        except PackingError as error:
            yield _error(f"Map {row} of {camera}: {error}")
    # Against the newest, not against now: a service that was stopped packs when it is started again.
    if newest is not None and oldest is not None and newest - oldest > _TAIL_MS + MINUTE_MS:
        yield Finding(Severity.WARNING, "Maps of minutes that ended long ago are not yet packed")


def _chunks(database: Database, progress: Progress) -> Iterator[Finding]:
    total = (database.row("chunk_count") or (0,))[0]
    for done, (chunk, camera, count, body) in enumerate(database.each("all_chunks"), start=1):
        try:
            chunk_records(count, body)
        except PackingError as error:
            yield _error(f"Minute {chunk} of {camera}: {error}")
        progress(done, total)


def _plates(database: Database) -> Iterator[Finding]:
    for (plate,) in database.rows("plate_ids"):
        try:
            shown = candidate(database, PlateId(plate))
        except (StorageError, UsageError) as error:  # the latter: its camera is gone
            yield _error(error.what)
            continue
        if not np.array_equal(shown.pixels, only_admitted(shown.pixels, shown.admitted)):
            yield _error(f"Plate {plate} holds pixels of cells that are not admitted")
        held = shown.held_back
        if held is not None and not np.array_equal(held, only_admitted(held, shown.held)):
            yield _error(f"Candidate {plate} holds back pixels of cells that are not held back")


def _error(text: str) -> Finding:
    return Finding(Severity.ERROR, text)
