# SPDX-License-Identifier: Apache-2.0
"""What the pages of plates need of the rest, as values and one port; `hearthwatch.commissioning` provides it.

Nothing here has a pixel that is held back: there is no way to ask for one. Whatever raises UsageError
raises it with words for whoever asked. ``by`` of a `Decision` is a name that somebody typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask
from hearthwatch.model.plate_line import PlateAct, PlateLine


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, and on which revision of a plate."""

    by: str
    revision: str


@dataclass(frozen=True, slots=True, eq=False)
class Against:
    """How a plate differs from ``plate``, which is shown of its view and light, in numbers of cells.

    ``newly``, ``gone``, ``differing``: which cells would be visible and are not now, are visible now and
    would not be, look otherwise; each bool [45, 80].
    """

    plate: PlateId
    newly_visible: int
    no_more_visible: int
    otherwise: int
    the_same: int
    newly: Mask
    gone: Mask
    differing: Mask


@dataclass(frozen=True, slots=True, eq=False)
class PlateFile:
    """All that is said of a plate but its picture.

    ``revision``: another word as soon as its state or its cells are others. ``reasons``: uint8 [45, 80],
    indices into ``tuple(CellReason)``; ``held``: rectangles around what is held back, and ``held_cells``,
    bool [45, 80], those cells.
    """

    line: PlateLine
    revision: str
    samples: int
    reasons: npt.NDArray[np.uint8]
    held: tuple[CellRect, ...]
    held_cells: Mask
    against: Against | None
    acts: tuple[PlateAct, ...]


class Commissioning(Protocol):
    """Plates, and what stewards do to them. Cells are bool [45, 80]."""

    async def plates(self) -> Sequence[PlateLine]:
        """Return all plates."""
        ...

    async def plate(self, plate: PlateId) -> PlateFile | None:
        """Return one, or None where there is none of this number."""
        ...

    async def candidate_png(self, plate: PlateId) -> bytes | None:
        """Return a candidate as it would be seen, alpha 0 elsewhere; None for whatever is no candidate."""
        ...

    async def strike(self, plate: PlateId, cells: Mask, decision: Decision) -> int:
        """Erase cells from a candidate; return how many. Raises UsageError."""
        ...

    async def clear(self, plate: PlateId, cells: Mask, decision: Decision) -> int:
        """Let cells that are held back into a candidate; return how many. Raises UsageError."""
        ...

    async def approve(self, plate: PlateId, decision: Decision) -> int:
        """Approve a candidate; return how many more people must. With the last it is shown at once.

        Raises UsageError: also where this person has approved it already.
        """
        ...

    async def retire(self, plate: PlateId, decision: Decision) -> None:
        """Take a plate or candidate out of use for ever. Raises UsageError."""
        ...
