# SPDX-License-Identifier: Apache-2.0
"""Whether what we say of a view can be trusted: faults of our own stages in, health observations out.

Fails closed: whatever a stage raises opens the doubt, and only a frame that went through all of them
without a fault closes it. While it is open the caller shows nothing but *unknown*.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.scene import SceneFigures

_T = TypeVar("_T")

#: A view with plates, none of which fits for so long, is told: a plate is taken up within two or three
#: seconds, and cameras take some to settle after a change of light.
NO_PLATE_S = 10.0
#: Not while a cause has been seen within the last seconds: covered, dark and moved views fit no plate.
_KNOWN_CAUSE_S = 3.0
#: A shift that the plate shows is as sure as a comparison of edges is.
_MOVED_SCORE = 0.9


class Doubt:
    """The doubt about one view."""

    def __init__(self) -> None:
        """Begin without any."""
        self.is_open = False
        self._is_untold = False
        self._plates = 0
        self._are_plates_sound = True
        self._fitted_s = -math.inf
        self._caused_s = -math.inf

    def note(self) -> None:
        """Note a fault: nothing is known until a frame has been looked at without one."""
        self.is_open = self._is_untold = True

    def use_plates(self, count: int, *, are_sound: bool) -> None:
        """Note with how many plates the view is compared; of plates that are not sound, with none."""
        self._plates, self._are_plates_sound = count, are_sound
        self._fitted_s = -math.inf

    def begin_look(self) -> None:
        """Begin to look at a frame: without a fault at any step of it, the doubt is over."""
        self.is_open = False

    def attempt(self, step: Callable[[], _T]) -> _T | None:
        """Return what a step returns; None where it raises, which is noted and goes no further."""
        try:
            return step()
        except Exception:  # noqa: BLE001 - a fault of any kind is the same: we do not know
            self.note()
            return None

    def observations(
        self, figures: SceneFigures, media_time_s: float, *, is_blind: bool, seen: Sequence[Observation]
    ) -> tuple[Observation, ...]:
        """Return what is to be told with a report besides what was ``seen``."""
        told: list[Observation] = []
        if figures.has_moved:
            told.append(Observation(Hazard.MOVED, None, _MOVED_SCORE, media_time_s))
        if any(each.hazard.is_health and not each.zone for each in (*seen, *told)):
            self._caused_s = media_time_s
        is_degraded = self._is_untold or self.is_open or not self._are_plates_sound
        if is_degraded or (not is_blind and self._fits_no_plate(figures, media_time_s)):
            told.append(Observation(Hazard.DEGRADED, None, 1.0, media_time_s))
        self._is_untold = False
        return tuple(told)

    def _fits_no_plate(self, figures: SceneFigures, media_time_s: float) -> bool:
        is_explained = media_time_s - self._caused_s < _KNOWN_CAUSE_S
        if not self._plates or figures.plate_id or is_explained or self._fitted_s == -math.inf:
            self._fitted_s = media_time_s
        return media_time_s - self._fitted_s >= NO_PLATE_S


def sound(seen: Sequence[Observation], doubt: Doubt) -> tuple[Observation, ...]:
    """Return the observations that can be meant; one that cannot is a fault of ours."""
    kept = tuple(each for each in seen if _is_sound(each))
    if len(kept) < len(seen):
        doubt.note()
    return kept


def _is_sound(seen: Observation) -> bool:
    place = seen.cells
    is_inside = place is None or (
        0 <= place.top < place.bottom <= GRID_ROWS and 0 <= place.left < place.right <= GRID_COLUMNS
    )
    return is_inside and 0 <= seen.score <= 1 and math.isfinite(seen.media_time_s)
