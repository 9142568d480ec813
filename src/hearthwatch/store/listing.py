# SPDX-License-Identifier: Apache-2.0
"""Plates as a list has them: nothing of it needs a picture, so that a long list holds nobody up."""

from __future__ import annotations

import numpy as np

from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import CellReason, PlateState
from hearthwatch.model.plate_line import PlateLine
from hearthwatch.model.scene import Light

from .chunks import moment
from .database import Database, Row
from .deciding import approvals

_ADMITTED, _TEXT = (tuple(CellReason).index(reason) for reason in (CellReason.ADMITTED, CellReason.TEXT))


def plate_lines(database: Database) -> tuple[PlateLine, ...]:
    """Return all plates by id."""
    return tuple(_line(database, row) for row in database.rows("plate_lines"))


def _line(database: Database, row: Row) -> PlateLine:
    plate, camera, light, state, width, height, packed, created, approved, needed, has_held = row
    reasons = np.frombuffer(packed, np.uint8)
    is_candidate = state == PlateState.CANDIDATE
    return PlateLine(
        PlateId(plate),
        CameraId(camera),
        Light(light),
        PlateState(state),
        width,
        height,
        int((reasons == _ADMITTED).sum()),
        int((reasons == _TEXT).sum()) if has_held else 0,
        moment(created),
        None if approved is None else moment(approved),
        needed,
        approvals(database, PlateId(plate))[1] if is_candidate else (),
    )
