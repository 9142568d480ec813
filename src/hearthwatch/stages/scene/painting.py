# SPDX-License-Identifier: Apache-2.0
"""The scene map and the hazards sighted in, the map that is reported out."""

from __future__ import annotations

from collections.abc import Sequence

from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.plate import Mask
from hearthwatch.model.scene import CellState, SceneMap

_PAINTED = {
    Hazard.FLAME: CellState.FLAME,
    Hazard.SMOKE: CellState.SMOKE,
    Hazard.WATER: CellState.WATER,
    Hazard.BLOCKED: CellState.BLOCKED,
}


def painted(scene: SceneMap, seen: Sequence[Observation], media_time_s: float, masked: Mask) -> SceneMap:
    """Return the map with the hazards that were seen painted over it, also where it is unknown.

    What is masked is unknown, whatever the rest says.
    """
    cells = scene.cells.copy()
    for observation in seen:
        state = _PAINTED.get(observation.hazard)
        if state is not None and observation.cells is not None:
            place = observation.cells
            cells[place.top : place.bottom, place.left : place.right] = state
    cells[masked] = CellState.UNKNOWN
    return SceneMap(cells, media_time_s)
