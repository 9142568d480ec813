# SPDX-License-Identifier: Apache-2.0
"""How much each cell differs from its plate while nothing has changed: learned slowly, within bounds.

The bounds are what keep a person from being learned away: no cell's noise can grow so far that a
person of middling contrast disappears in it, however long they stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask

from .measures import Field, middle

#: Lowest and highest noise that a cell may have, of 255.
LEVEL_BOUNDS = (1.0, 3.5)
STRUCTURE_BOUNDS = (1.2, 4.0)
COLOUR_BOUNDS = (1.0, 2.5)
GRAIN_BOUNDS = (0.5, 12.0)
#: Part by which one look moves an estimate, at one a second: half a minute.
RATE = 0.033
#: The difference between two looks, times this, is the standard deviation of each.
GRAIN_OF_FLICKER = 0.707


@dataclass(frozen=True, slots=True, eq=False)
class Residual:
    """What the light leaves unexplained of each cell, or limits of it; float32 [45, 80], of 255.

    ``level`` is of the cell's brightness, ``structure`` the standard deviation within it, ``colour``
    the larger of the two colour planes.
    """

    level: Field
    structure: Field
    colour: Field


class Noise:
    """``level``, ``structure``, ``colour`` and ``grain`` are float32 [45, 80], of 255."""

    def __init__(self) -> None:
        """Begin in the middle of the bounds."""
        self.level = _fresh(1.8)
        self.structure = _fresh(2.2)
        self.colour = _fresh(1.5)
        self.grain = self._own_grain = _fresh(1.0)

    def learn(self, quiet: Mask, left: Residual) -> None:
        """Take the residuals of cells that are as on the plate (``quiet``)."""
        self.level = _moved(self.level, np.float32(1.25) * np.abs(left.level), quiet, LEVEL_BOUNDS)
        self.structure = _moved(self.structure, left.structure, quiet, STRUCTURE_BOUNDS)
        self.colour = _moved(self.colour, np.float32(1.25) * left.colour, quiet, COLOUR_BOUNDS)

    def learn_grain(self, quiet: Mask, flicker: Field) -> None:
        """Take how much each cell's pixels differ from one look to the next.

        What all cells have in common (a sensor's noise, which grows when it gets dark) counts at once.
        """
        common = np.float32(GRAIN_OF_FLICKER * middle(flicker))
        own = _moved(self._own_grain, np.float32(GRAIN_OF_FLICKER) * flicker, quiet, GRAIN_BOUNDS)
        self._own_grain = own
        self.grain = np.asarray(np.clip(np.maximum(own, common), *GRAIN_BOUNDS), np.float32)


def _fresh(value: float) -> Field:
    return np.full((GRID_ROWS, GRID_COLUMNS), value, np.float32)


def _moved(old: Field, seen: Field, quiet: Mask, bounds: tuple[float, float]) -> Field:
    step = np.where(quiet, RATE * (seen - old), 0)
    return np.asarray(np.clip(old + step, *bounds), np.float32)
