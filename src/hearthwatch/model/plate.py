# SPDX-License-Identifier: Apache-2.0
"""The plate: a commissioned still picture of the empty place, the only picture ever published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from .geometry import GRID_COLUMNS, GRID_ROWS
from .ids import CameraId, PlateId
from .scene import Light

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


class CellReason(StrEnum):
    """Why a cell of a candidate is admitted or not."""

    ADMITTED = "admitted"
    TOO_FEW = "too few samples"
    NO_MAJORITY = "no appearance holds the share"
    NOT_RECURRING = "not seen in enough separate stretches of time"
    MOTION = "something moves here"
    VETO = "a detector found what may be a person"
    TEXT = "may hold writing; a steward can clear it"
    MASKED = "a static privacy mask lies here"
    STRUCK = "a steward struck it out"


_TEXT = tuple(CellReason).index(CellReason.TEXT)


@dataclass(frozen=True, slots=True, eq=False)
class PlateCandidate:
    """What the admitter proposes.

    ``pixels`` is uint8 [height, width, 3], BGR; ``admitted`` is bool [45, 80]. Pixels of cells that
    are not admitted are 0: what is shown of a candidate cannot hold what it does not admit.
    ``reasons`` is uint8 [45, 80], indices into ``tuple(CellReason)``. ``samples`` counts the samples it
    rests on. ``held_back``, shaped as ``pixels``, has the pixels of `held` cells alone and 0 elsewhere:
    they passed every rule but the text guard, and nobody sees them before a steward clears them.
    """

    light: Light
    pixels: Pixels
    admitted: Mask
    reasons: npt.NDArray[np.uint8]
    samples: int
    held_back: Pixels | None = None

    def __post_init__(self) -> None:
        """Refuse shapes that do not fit (ValueError)."""
        grid = (GRID_ROWS, GRID_COLUMNS)
        if self.admitted.shape != grid or self.reasons.shape != grid or self.pixels.ndim != 3:
            message = "a candidate is pixels [height, width, 3] with masks over the grid"
            raise ValueError(message)
        if self.held_back is not None and self.held_back.shape != self.pixels.shape:
            message = "what is held back is of the size of what is shown"
            raise ValueError(message)

    @property
    def held(self) -> Mask:
        """The cells whose pixels are held back until a steward clears them, bool [45, 80]."""
        if self.held_back is None:
            return np.zeros(self.reasons.shape, np.bool_)
        return np.asarray(self.reasons == _TEXT)

    @property
    def known_share(self) -> float:
        """Part of the view that is admitted, 0..1."""
        return float(self.admitted.mean())


class PlateState(StrEnum):
    """Where a plate is in its life."""

    CANDIDATE = "candidate"
    COMMISSIONED = "commissioned"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """A stored plate. ``pixels`` and ``admitted`` as in `PlateCandidate`."""

    id: PlateId
    camera: CameraId
    light: Light
    state: PlateState
    pixels: Pixels
    admitted: Mask
    created: datetime
    approved: datetime | None

    def as_pixels(self) -> PlatePixels:
        """Return what comparing and rendering need of it."""
        return PlatePixels(self.id, self.light, self.pixels, self.admitted)


@dataclass(frozen=True, slots=True, eq=False)
class PlatePixels:
    """What comparing and rendering need of a plate: its id, pixels and mask, as in `PlateCandidate`."""

    id: PlateId
    light: Light
    pixels: Pixels
    admitted: Mask
