# SPDX-License-Identifier: Apache-2.0
"""Maps and plate candidates to try a store with: made by rule, the same every time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId
from hearthwatch.model.plate import CellReason, Mask, PlateCandidate
from hearthwatch.model.scene import Light

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
BARN = CameraId("barn")
MILL = CameraId("mill")
CAMERAS = [(BARN, "The barn"), (MILL, "The mill stream")]


def map_at(after: timedelta, camera: CameraId = BARN, seed: int = 0) -> MapRow:
    """Return a map ``after`` noon: clear, with one rectangle that depends on the seed."""
    cells = np.ones((45, 80), np.uint8)
    row, column = seed % 20 * 2, seed % 37 * 2
    cells[row : row + 4, column : column + 4] = 2
    return MapRow(camera, NOON + after, 1 + seed % 3, has_picture=True, hazards=seed % 4096, cells=cells)


def maps_of(minutes: int, camera: CameraId = BARN, first: int = 0) -> list[MapRow]:
    """Return four maps a minute, beginning with the ``first`` minute after noon."""
    return [
        map_at(timedelta(minutes=first + k // 4, seconds=k % 4 * 15), camera, k) for k in range(4 * minutes)
    ]


def same(left: MapRow, right: MapRow) -> bool:
    """Whether two rows are equal in everything."""
    return said(left) == said(right)


def said(row: MapRow) -> tuple[object, ...]:
    """Return all that a row says, as something to compare."""
    return row.camera, row.at, row.plate, row.has_picture, row.hazards, row.cells.tobytes()


def candidate(
    *, light: Light = Light.DAY, width: int = 171, height: int = 97, admitted: Mask | None = None
) -> PlateCandidate:
    """Return a candidate of an odd size with pixels everywhere, also where it may not have any."""
    pixels = np.random.default_rng(width).integers(1, 256, (height, width, 3), dtype=np.uint8)
    if admitted is None:
        admitted = np.ones((45, 80), np.bool_)
        admitted[:10] = False
    reasons = np.where(admitted, 0, list(CellReason).index(CellReason.MOTION)).astype(np.uint8)
    return PlateCandidate(light, pixels, admitted, reasons, 12)


def candidate_with_text(
    written: CellRect = CellRect(20, 30, 23, 36),  # noqa: B008 - a frozen value
) -> PlateCandidate:
    """Return a candidate that admits all but its ten upper rows and what may be writing, held back."""
    plain = candidate()
    held = np.zeros(plain.admitted.shape, np.bool_)
    held[written.top : written.bottom, written.left : written.right] = True
    reasons = np.where(held, list(CellReason).index(CellReason.TEXT), plain.reasons).astype(np.uint8)
    return PlateCandidate(plain.light, plain.pixels, plain.admitted & ~held, reasons, 12, plain.pixels)
