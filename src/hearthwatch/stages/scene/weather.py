# SPDX-License-Identifier: Apache-2.0
"""What moves between two looks, and whether it is weather: many small things all over the view."""

from __future__ import annotations

import cv2
import numpy as np

from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import Plane

from .measures import Field, over_cells, surroundings

#: So many separate things that move at once are rain, snow or swaying, not people; fewer end it.
MANY, FEW = 25.0, 12.0
#: Part by which one look moves their running number: up in two seconds, down in ten.
_UP, _DOWN = 0.1, 0.02


class Weather:
    """Whether it rains or snows, by the number of things that move at one look."""

    def __init__(self) -> None:
        """Begin with none."""
        self.is_on = False
        self._things = 0.0

    def see(self, moving: Mask) -> None:
        """Take the cells in which something moves at this look."""
        things = cv2.connectedComponents(moving.astype(np.uint8), connectivity=8)[0] - 1
        self._things += (_UP if things > self._things else _DOWN) * (things - self._things)
        self.is_on = self._things > (FEW if self.is_on else MANY)


def stirring(now: Plane, before: Plane) -> Field:
    """Return by how much each cell's pixels differ between two pictures, of 255, root of the mean square.

    What a whole neighbourhood has in common is left out: it is the light.
    """
    difference = np.asarray(cv2.subtract(now, before, dtype=cv2.CV_32F), np.float32)
    mean = over_cells(difference)
    common = surroundings(mean, 7)
    return np.sqrt(np.maximum(over_cells(difference * difference) - 2 * common * mean + common**2, 0))


def middle_of_three(one: Plane, two: Plane, three: Plane) -> Plane:
    """Return the median of three pictures, pixel by pixel."""
    low, high = cv2.min(one, two), cv2.max(one, two)
    return np.asarray(cv2.max(low, cv2.min(high, three)))
