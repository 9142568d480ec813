# SPDX-License-Identifier: Apache-2.0
"""The scene map: what is published of a view besides its plate."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from .geometry import GRID_COLUMNS, GRID_ROWS

Cells = npt.NDArray[np.uint8]


class CellState(IntEnum):
    """The whole alphabet of a scene map: eight words, three bits. docs/design/scene-map.md."""

    #: We could not tell. The first word, so that zeroed memory is never "clear".
    UNKNOWN = 0
    #: As on the plate.
    CLEAR = 1
    #: Not as on the plate.
    CHANGED = 2
    FLAME = 3
    SMOKE = 4
    WATER = 5
    #: A keep-clear zone is blocked here.
    BLOCKED = 6
    #: Always in motion here (leaves, water): shown as plate, not watched for change.
    LIVELY = 7


class Light(IntEnum):
    """The light states that have plates of their own."""

    DAY = 0
    DUSK = 1
    LAMPS = 2
    INFRARED = 3


@dataclass(frozen=True, slots=True, eq=False)
class SceneMap:
    """What the decider says of one moment.

    ``cells`` is uint8 [45, 80], read-only, each a `CellState`; ``media_time_s`` is the media time of
    the newest frame it rests on.
    """

    cells: Cells
    media_time_s: float

    def __post_init__(self) -> None:
        """Refuse a map of another shape, type or alphabet (ValueError), and freeze the cells."""
        if self.cells.shape != (GRID_ROWS, GRID_COLUMNS) or self.cells.dtype != np.uint8:
            message = f"a scene map is uint8 [{GRID_ROWS}, {GRID_COLUMNS}]"
            raise ValueError(message)
        if int(self.cells.max()) > max(CellState):
            message = "a scene map holds words of its alphabet only"
            raise ValueError(message)
        self.cells.flags.writeable = False


def unknown_cells() -> Cells:
    """Return a fresh uint8 [45, 80] of UNKNOWN."""
    return np.zeros((GRID_ROWS, GRID_COLUMNS), np.uint8)


@dataclass(frozen=True, slots=True)
class SceneFigures:
    """Numbers about a view that may leave the seal beside the map; none is about people.

    ``known_share`` and ``hidden_share`` are parts of the view, 0..1; ``shift_px`` is how far the view
    lies from its plate, in pixels of the 320 x 180 work picture, NaN where it cannot be told.
    """

    light: Light
    plate_id: int
    known_share: float
    hidden_share: float
    shift_px: float
    has_moved: bool
