# SPDX-License-Identifier: Apache-2.0
"""Whether a view's zones still lie where they were drawn: a camera that was moved makes them void.

Loudly: *moved* is a hazard of its own, and its words name the zones that are not used any more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hearthwatch.model.hazard import Hazard, Observation

#: How long a view must be where it was before its zones are used again: as long as *moved* takes to be told.
BACK_S = 10.0


class ZonesInUse:
    """See the module. One for each view."""

    def __init__(self) -> None:
        """Begin in use."""
        self._moved_s = -math.inf

    def see(self, seen: Sequence[Observation], at_s: float, *, has_moved: bool) -> bool:
        """Take the camera's health; ``has_moved``: against its plate. Return whether zones are used."""
        if has_moved or any(each.hazard is Hazard.MOVED for each in seen):
            self._moved_s = at_s
        return at_s - self._moved_s > BACK_S
