# SPDX-License-Identifier: Apache-2.0
"""The few maps of an incident that a report shows: before, at its opening, at its height, at its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.incident import Incident
from hearthwatch.model.scene import Cells, CellState
from hearthwatch.store import AROUND, Reading

_HAZARDS = (CellState.FLAME, CellState.SMOKE, CellState.WATER, CellState.BLOCKED)


@dataclass(frozen=True, slots=True)
class Moment:
    """One map: what the moment is called, when it was (aware, UTC), its plate and cells uint8 [45, 80]."""

    name: str
    at: datetime
    plate: PlateId
    cells: Cells


def moments(store: Reading, incident: Incident, camera: CameraId, now: datetime) -> tuple[Moment, ...]:
    """Return the moments of one camera in order of time, each map once; empty where none is kept."""
    end = (incident.closed or now) + AROUND
    chosen = _chosen(store.history(camera, incident.opened - AROUND, end), incident)
    found: dict[datetime, Moment] = {}
    for name, row in chosen.items():
        found.setdefault(row.at, Moment(name, row.at, PlateId(row.plate), row.cells))
    return tuple(sorted(found.values(), key=lambda each: each.at))


def _chosen(rows: Iterable[MapRow], incident: Incident) -> dict[str, MapRow]:
    """Return the map of each moment; reads the history once, and keeps no more than these."""
    chosen: dict[str, MapRow] = {}
    most = 0
    for row in rows:
        chosen.setdefault("Before", row)
        if row.at >= incident.opened:
            chosen.setdefault("At its opening", row)
        size = int(np.isin(row.cells, _HAZARDS).sum())
        if size > most:
            most, chosen["At its height"] = size, row
        chosen["Last"] = row
    return chosen
