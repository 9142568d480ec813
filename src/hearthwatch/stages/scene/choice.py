# SPDX-License-Identifier: Apache-2.0
"""Which of a view's plates a frame belongs to, by what it shows; none where none fits."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from hearthwatch.model.scene import Light

from .comparison import Comparison, compare
from .drift import Drift
from .measures import Measures, Reference, is_colourful
from .noise import Noise

#: Part of the textured view that must correlate with a plate for it to be taken up, and to be kept.
TAKE, KEEP = 0.55, 0.35
#: Other plates are tried where less than this part of the view is clear; one must clear this much more ...
GOOD, BETTER = 0.96, 0.03
#: ... at this many comparisons in a row, so long apart.
LOOKS, INTERVAL_S = 3, 2.0
#: Looks in a row that must not fit before a plate is let go.
PATIENCE = 5
#: Brightness (of 255, half of the view darker) of day and of dusk; a margin keeps it from flipping.
_DAY, _DUSK, _MARGIN = 75.0, 45.0, 5.0


class Choice:
    """The plates of one view, and the one in use. Each plate has a noise of its own."""

    def __init__(self, plates: Sequence[Reference]) -> None:
        """Begin with none in use."""
        self._drifts = tuple(Drift(plate) for plate in plates)
        self._noise = tuple(Noise() for _ in plates)
        self._used: int | None = None
        self._rival: int | None = None
        self._rivalled = 0
        self._misfits = 0
        self._due = -math.inf
        self.guess = Light.DAY

    @property
    def plate(self) -> Reference | None:
        """The plate in use, as it looks by now."""
        return None if self._used is None else self._drifts[self._used].now

    @property
    def drift(self) -> Drift:
        """How the view of the plate in use has changed; only where there is one."""
        return self._drifts[self._used or 0]

    @property
    def noise(self) -> Noise:
        """The noise of the plate in use; only where there is one."""
        return self._noise[self._used or 0]

    @property
    def light(self) -> Light:
        """The light of the plate in use; without one, as the picture looks."""
        return self.guess if self.plate is None else self.plate.plate.light

    def is_waiting(self, media_time_s: float) -> bool:
        """Whether no plate is in use and none is looked for yet."""
        return self._used is None and media_time_s < self._due

    def let_go(self) -> None:
        """Use no plate until one fits again."""
        self._used = self._rival = None
        self._rivalled = self._misfits = 0
        self._due = -math.inf

    def compare(self, frame: Measures, media_time_s: float) -> Comparison | None:
        """Return the comparison with the plate that fits; None where none does."""
        is_time = media_time_s >= self._due
        if is_time:
            self._due = media_time_s + INTERVAL_S
            self.guess = guessed_light(frame, self.guess)
        if self._used is not None:
            found = compare(frame, self._drifts[self._used].now, self._noise[self._used])
            self._misfits = 0 if found.agreement >= KEEP else self._misfits + 1
            if self._misfits < PATIENCE and not (is_time and self._should_change(frame, found.clear)):
                return found if found.agreement >= KEEP else None
            self._used = None
        elif not is_time:
            return None
        return self._take(frame)

    def _take(self, frame: Measures) -> Comparison | None:
        self._misfits = self._rivalled = 0
        scored = [(each, self._compared(each, frame)) for each in self._candidates(frame)]
        fitting = [(found.clear, each) for each, found in scored if found.agreement >= TAKE]
        if not fitting:
            return None
        self._used = max(fitting)[1]
        for index, drift in enumerate(self._drifts):
            if index != self._used:
                drift.restart()
        return dict(scored)[self._used]

    def _should_change(self, frame: Measures, clear: float) -> bool:
        """Whether another plate has left more of the view clear for long enough."""
        candidates = self._candidates(frame)
        if self._used not in candidates:
            self._rivalled += 1
            return self._rivalled >= LOOKS
        rivals = [] if clear > GOOD else [each for each in candidates if each != self._used]
        found = [self._compared(each, frame) for each in rivals]
        best = max((each.clear for each in found if each.agreement >= TAKE), default=0.0)
        self._rivalled = self._rivalled + 1 if best > clear + BETTER else 0
        return self._rivalled >= LOOKS

    def _compared(self, index: int, frame: Measures) -> Comparison:
        return compare(frame, self._drifts[index].now, self._noise[index])

    def _candidates(self, frame: Measures) -> list[int]:
        """Plates that a frame with or without colour can belong to."""
        colourful = is_colourful(frame, np.ones(frame.u.shape, bool))
        return [
            index
            for index, plate in enumerate(each.plate for each in self._drifts)
            if colourful == plate.colourful or (colourful and plate.plate.light != Light.INFRARED)
        ]


def guessed_light(frame: Measures, before: Light) -> Light:
    """Return the light that a frame looks like, leaning to what it was."""
    if not is_colourful(frame, np.ones(frame.u.shape, bool)):
        return Light.INFRARED
    middle = float(np.median(frame.mean))
    day = _DAY + (-_MARGIN if before == Light.DAY else _MARGIN)
    dusk = _DUSK + (_MARGIN if before == Light.LAMPS else -_MARGIN)
    if middle >= day:
        return Light.DAY
    return Light.DUSK if middle >= dusk else Light.LAMPS
