# SPDX-License-Identifier: Apache-2.0
"""One camera's map at one moment, as it is stored and replayed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .hazard import Hazard
from .ids import CameraId
from .scene import Cells


@dataclass(frozen=True, slots=True, eq=False)
class MapRow:
    """What was shown of ``camera`` at ``at`` (aware, UTC): plate's id (0 = none), map, open hazards.

    ``hazards`` has a bit for each member of `Hazard` in its order, bit 0 first. ``cells`` is uint8
    [45, 80] and all unknown where ``has_picture`` is false.
    """

    camera: CameraId
    at: datetime
    plate: int
    has_picture: bool
    hazards: int
    cells: Cells


def hazard_bits(hazards: frozenset[Hazard]) -> int:
    """Return the open hazards as bits."""
    return sum(1 << bit for bit, hazard in enumerate(Hazard) if hazard in hazards)


def hazards_of(bits: int) -> frozenset[Hazard]:
    """Return the hazards of such bits; bits beyond the last hazard are a ValueError."""
    if not 0 <= bits < 1 << len(Hazard):
        message = f"{bits:#x} holds bits of no hazard"
        raise ValueError(message)
    return frozenset(hazard for bit, hazard in enumerate(Hazard) if bits & 1 << bit)
