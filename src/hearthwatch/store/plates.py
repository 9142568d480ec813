# SPDX-License-Identifier: Apache-2.0
"""Plates, kept and read. What is not admitted is stored as zeros."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import numpy.typing as npt

from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import Plate, PlateCandidate, PlateState
from hearthwatch.model.scene import Light

from .chunks import milliseconds, moment
from .database import Database, Row, damaged
from .pictures import (
    PictureError,
    from_png,
    mask_from_bytes,
    mask_to_bytes,
    only_admitted,
    reasons_from_bytes,
    to_png,
    with_alpha,
)


def add_candidate(
    database: Database, candidate: PlateCandidate, camera: CameraId, now: datetime, approvals: int
) -> PlateId:
    """Add a candidate; of those of the same view and light the two newest stay, and those begun on."""
    height, width = candidate.pixels.shape[:2]
    with database.transaction():
        plate = database.add(
            "add_plate",
            camera=camera,
            light=int(candidate.light),
            width=width,
            height=height,
            png=to_png(only_admitted(candidate.pixels, candidate.admitted)),
            admitted=mask_to_bytes(candidate.admitted),
            reasons=candidate.reasons.astype(np.uint8).tobytes(),
            samples=candidate.samples,
            created=milliseconds(now),
            approvals=approvals,
        )
        if candidate.held_back is not None:
            held = to_png(only_admitted(candidate.held_back, candidate.held))
            database.change("set_held", plate=plate, png=held)
        database.change("drop_old_candidates", camera=camera, light=int(candidate.light))
    return PlateId(plate)


def read_plate(database: Database, plate: PlateId) -> Plate:
    """Return a plate. Raises UsageError where there is none, StorageError where it is damaged."""
    row = database.row("plate", plate=plate)
    if row is None:
        raise _no_plate(plate)
    return _plate(database, row)


def plates(database: Database, camera: CameraId | None, state: PlateState | None) -> tuple[Plate, ...]:
    """Return plates by id, of one camera or all, in one state or all."""
    rows = database.rows("plates", camera=camera, state=state)
    return tuple(_plate(database, row) for row in rows)


def commissioned_ids(database: Database) -> tuple[PlateId, ...]:
    """Return the ids of the plates that are shown, without reading a picture."""
    return tuple(PlateId(plate) for (plate,) in database.rows("commissioned"))


def candidate(database: Database, plate: PlateId) -> PlateCandidate:
    """Return what was proposed, and why, also of a plate that is a candidate no more.

    Raises UsageError where there is none.
    """
    whole, row = read_plate(database, plate), database.row("plate_evidence", plate=plate)
    if row is None:
        raise _no_plate(plate)
    held = database.row("held", plate=plate)
    height, width = whole.pixels.shape[:2]
    try:
        held_back = None if held is None else from_png(held[0], width, height)
    except PictureError as error:
        raise damaged(database.folder, f"plate {plate}: {error}") from error
    reasons = _reasons(database, plate, row[0])
    return PlateCandidate(whole.light, whole.pixels, whole.admitted, reasons, row[1], held_back)


def newest(database: Database, camera: CameraId) -> datetime | None:
    """Return when the newest plate of a camera was proposed; None where there is none."""
    (created,) = database.row("newest_plate", camera=camera) or (None,)
    return None if created is None else moment(created)


def plate_png(database: Database, plate: PlateId) -> bytes:
    """Return a plate as PNG with alpha 0 where it is unknown. Raises UsageError where there is none."""
    whole = read_plate(database, plate)
    return to_png(with_alpha(whole.pixels, whole.admitted))


def _plate(database: Database, row: Row) -> Plate:
    plate, camera, light, state, width, height, png, admitted, created, approved = row
    try:
        return Plate(
            PlateId(plate),
            CameraId(camera),
            Light(light),
            PlateState(state),
            from_png(png, width, height),
            mask_from_bytes(admitted),
            moment(created),
            None if approved is None else moment(approved),
        )
    except PictureError as error:
        raise damaged(database.folder, f"plate {plate}: {error}") from error


def _reasons(database: Database, plate: PlateId, packed: bytes) -> npt.NDArray[np.uint8]:
    try:
        return reasons_from_bytes(packed)
    except PictureError as error:
        raise damaged(database.folder, f"plate {plate}: {error}") from error


def _no_plate(plate: PlateId) -> UsageError:
    return UsageError(f"There is no plate {plate}", do="See `hearthwatch plate list`")
