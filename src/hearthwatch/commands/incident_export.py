# SPDX-License-Identifier: Apache-2.0
"""One incident as a value for JSON: everything that is kept of it, plates and maps included.

Its pictures are plates, its maps words of cells: nothing here ever was a live picture.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from hearthwatch import __version__
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.scene import Cells, CellState
from hearthwatch.store import AROUND, Reading

#: A letter a word of the alphabet, in its order.
LETTERS = "?.#fswb~"


def exported(store: Reading, number: IncidentId, now: datetime) -> dict[str, Any]:
    """Return all that is kept of an incident. Raises UsageError where there is none."""
    incident = store.incident(number)
    start, end = incident.opened - AROUND, (incident.closed or now) + AROUND
    maps = {camera: list(_maps(store, camera, start, end)) for camera in incident.cameras}
    return {
        "format": "hearthwatch-incident-1",
        "program": __version__,
        "exported": now,
        "incident": incident,
        "record": store.entries(number),
        "notices": store.notices(number),
        "alphabet": {letter: state.name.lower() for letter, state in zip(LETTERS, CellState, strict=True)},
        "plates": [
            {
                "plate": plate.id,
                "camera": plate.camera,
                "light": plate.light.name.lower(),
                "png": base64.b64encode(store.plate_png(plate.id)).decode("ascii"),
            }
            for plate in store.plates()
            if any(plate.id == shown["plate"] for shown in maps.get(plate.camera, ()))
        ],
        "maps": maps,
    }


def _maps(store: Reading, camera: CameraId, start: datetime, end: datetime) -> Iterator[dict[str, Any]]:
    """Yield each map that differs from the one before: 45 rows of 80 letters."""
    before: tuple[int, bool, str] | None = None
    for row in store.history(camera, start, end):
        rows = _rows(row.cells)
        now = (row.plate, row.has_picture, "".join(rows))
        if now != before:
            yield {"at": row.at, "plate": row.plate, "has_picture": row.has_picture, "rows": rows}
        before = now


def _rows(cells: Cells) -> list[str]:
    return ["".join(LETTERS[word] for word in row) for row in cells.tolist()]
