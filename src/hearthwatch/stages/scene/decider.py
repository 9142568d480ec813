# SPDX-License-Identifier: Apache-2.0
"""The decider: work pictures in, five a second; the scene map out, asked for twice a second.

Whatever is late, broken, unsure or moved is unknown: a cell is clear only where the newest look
proved it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np

from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.raw import Plane, WorkPicture
from hearthwatch.model.scene import CellState, Light, SceneFigures, SceneMap, unknown_cells

from .choice import Choice
from .comparison import Comparison
from .lively import Liveliness
from .measures import Field, Reference, fits_work_size, measure, middle, reference
from .rectangles import as_rectangles, coarse, spread
from .steadiness import Steadiness
from .weather import Weather, middle_of_three, stirring

#: Seconds for which a block stays changed after the last look at which it was.
HOLD_S = 1.0
#: From this score on one look is enough; below it, two of three looks must agree.
SURE = 1.6
#: Times its usual flicker by which a cell must differ from the look before to count as moving.
MOVING = 4.0
#: A swaying camera moves an edge by this part of a work pixel from look to look.
SWAY = 0.5
#: Seconds between two looks from which noise and drift are learned.
LEARN_S = 1.0
#: Two looks further apart than this, in seconds, are not compared with each other.
LONGEST_GAP_S = 1.0


class Decider:
    """Compares a view with its plates. Without plates everything is unknown."""

    def __init__(self, plates: Sequence[PlatePixels]) -> None:
        """Make the plates ready. Raises ValueError where one is not a plate."""
        self._steadiness = Steadiness()
        self._media_time_s = 0.0
        #: Whether something was wrong with the newest look, and it is unknown for that.
        self.has_failed = False
        self.replace_plates(plates)

    def replace_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Compare with these from now on; everything is unknown until the next look."""
        self._choice = Choice([reference(plate) for plate in plates])
        self._lively = Liveliness()
        self._weather = Weather()
        self._steadiness = Steadiness()
        self._last: Reference | None = None
        self.blind()

    def blind(self) -> None:
        """Make everything unknown until frames come again."""
        self._plate: Reference | None = None
        self._sure = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
        self._recent: tuple[Mask, ...] = ()
        self._greys: tuple[Plane, ...] = ()
        self._greys_s = self._learn_due = -math.inf
        self._held_until = np.full(coarse(self._sure).shape, -math.inf)
        self._steadiness.restart()
        self._choice.let_go()

    def look(self, work: WorkPicture) -> None:
        """Take a frame. Whatever is wrong with it makes the view unknown; nothing is raised for it."""
        self.has_failed = not fits_work_size(work) or not math.isfinite(work.media_time_s)
        if self.has_failed:
            self.blind()
            return
        try:
            self._look(work)
        except (cv2.error, ArithmeticError, ValueError, IndexError):
            self.has_failed = True
            self.blind()

    def scene_map(self) -> SceneMap:
        """Return the map of now: changed parts as held, snapped rectangles, the rest as last seen."""
        cells = unknown_cells()
        if self._plate is None or self._steadiness.has_moved:
            return SceneMap(cells, self._media_time_s)
        cells[self._sure & self._plate.admitted] = CellState.CLEAR
        cells[self._lively.cells & (cells == CellState.CLEAR)] = CellState.LIVELY
        held = (self._held_until >= self._media_time_s).astype(np.uint8)
        cells[spread(as_rectangles(held)) & self._sure & self._plate.admitted] = CellState.CHANGED
        return SceneMap(cells, self._media_time_s)

    @property
    def light(self) -> Light:
        """The light that the view is in, as the newest look had it."""
        return self._choice.light

    @property
    def has_moved(self) -> bool:
        """Whether the view is not where its plate has it."""
        return self._steadiness.has_moved

    def figures(self) -> SceneFigures:
        """Return the figures of the map of now."""
        cells = self.scene_map().cells
        plate = self._plate
        return SceneFigures(
            light=self._choice.light,
            plate_id=0 if plate is None else int(plate.plate.id),
            known_share=float(np.count_nonzero(cells)) / CELLS,
            hidden_share=float(np.count_nonzero(cells == CellState.CHANGED)) / CELLS,
            shift_px=self._steadiness.shift_px,
            has_moved=self._steadiness.has_moved,
        )

    def _look(self, work: WorkPicture) -> None:
        media_time_s = self._media_time_s = work.media_time_s
        if self._last is None and self._choice.is_waiting(media_time_s):
            self._plate = None
            self._sure[:] = False
            return  # there is nothing to compare with before the choice looks again
        grey, flicker = self._steadied(work)
        frame = measure(grey, work)
        found = self._choice.compare(frame, media_time_s)
        plate = self._choice.plate
        if (plate and plate.plate) is not (self._plate and self._plate.plate):
            self._begin()
        self._plate = plate
        if self._last is not None:
            self._steadiness.look(frame, self._last, found, media_time_s)
        if plate is None or found is None:
            self._sure[:] = False
            return
        changed = self._changed(found.score, flicker, plate)
        self._sure = np.isfinite(found.score)
        self._lively.see(changed)
        shown = changed & ~(self._lively.cells & self._lively.fleeting)
        self._held_until[coarse(shown & plate.admitted) > 0] = media_time_s + HOLD_S
        self._learn(found, flicker, changed)

    def _moving(self, flicker: Field, plate: Reference) -> Field:
        """Return how far each cell's flicker is beyond the usual; above 1 something moves there.

        Nothing does in rain or snow, which would move everywhere.
        """
        usual = MOVING * self._choice.noise.grain + SWAY * plate.edge + 2 * middle(flicker)
        beyond = flicker / usual
        self._weather.see(beyond > 1)
        return np.zeros_like(beyond) if self._weather.is_on else np.minimum(beyond, SURE)

    def _steadied(self, work: WorkPicture) -> tuple[Plane, Field | None]:
        """Return the grey picture freed of what is there for one look only, such as rain or snow.

        With it, how much each cell's pixels differ from the look before, of 255.
        """
        if not 0 < work.media_time_s - self._greys_s <= LONGEST_GAP_S:
            self._greys = ()
        before, self._greys = self._greys, (*self._greys, work.grey.copy())[-2:]
        self._greys_s = work.media_time_s
        if not before:
            return work.grey, None
        flicker = stirring(work.grey, before[-1])
        if len(before) < 2:
            return work.grey, flicker
        return middle_of_three(work.grey, *before), flicker

    def _begin(self) -> None:
        """Begin with another plate, or with none; the last one is still asked where the view lies."""
        if self._choice.plate is not None:
            self._last = self._choice.drift.plate
        self._recent = ()
        self._held_until[:] = -math.inf
        self._steadiness.restart()

    def _changed(self, score: Field, flicker: Field | None, plate: Reference) -> Mask:
        """Return the cells that differ: surely at this look, or at two of the last three."""
        if flicker is not None:
            score = np.maximum(score, self._moving(flicker, plate))
        now = score > 1
        strong = (score > SURE) | (cv2.boxFilter(now.astype(np.float32), -1, (3, 3)) > 0.4)
        again = np.zeros_like(now)
        for before in self._recent:
            again |= now & before
        self._recent = (*self._recent, now)[-2:]
        return np.asarray(now & (strong | again))

    def _learn(self, found: Comparison, flicker: Field | None, changed: Mask) -> None:
        if self._media_time_s < self._learn_due:
            return
        self._learn_due = self._media_time_s + LEARN_S
        quiet = ~changed & (found.score < 1)
        if not self._weather.is_on and not self._steadiness.has_moved:
            held = spread((self._held_until >= self._media_time_s).astype(np.uint8))
            self._choice.drift.follow(found, held, self._media_time_s)
        self._choice.noise.learn(quiet, found.residual)
        if flicker is not None:
            self._choice.noise.learn_grain(quiet, flicker)
