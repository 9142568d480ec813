# SPDX-License-Identifier: Apache-2.0
"""What lists and records say of plates, without any picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .ids import CameraId, PlateId
from .plate import PlateState
from .scene import Light


@dataclass(frozen=True, slots=True)
class PlateAct:
    """What a steward did: ``act`` is cleared, struck, approved or retired; ``cells``, to how many."""

    at: datetime
    act: str
    by: str
    cells: int


@dataclass(frozen=True, slots=True)
class PlateLine:
    """A plate without its picture; sizes in pixels, times aware.

    ``admitted``, ``held``: how many cells may be seen, and are held back as what may be writing.
    ``needed``: how many people must approve it; ``approved_by``: who has, of a candidate alone.
    """

    id: PlateId
    camera: CameraId
    light: Light
    state: PlateState
    width: int
    height: int
    admitted: int
    held: int
    created: datetime
    approved: datetime | None
    needed: int
    approved_by: tuple[str, ...] = ()
