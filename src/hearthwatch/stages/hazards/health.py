# SPDX-License-Identifier: Apache-2.0
"""Whether a camera can be trusted: work pictures in, observations of its health out.

Frozen and dark need nothing to compare with; covered, defocused and moved are judged against how the
view usually looks, and so not before half a minute of a steady view. Brightness alone is never
tampering. Rules and times: docs/design/decider.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.raw import WorkPicture

from .confirming import Confirming
from .familiar import Familiar, Likeness
from .stillness import Stillness
from .view import View, view

#: Seconds between two looks at the whole view; frozen is looked at with every picture.
INTERVAL_S = 1.0
#: Brightness above black, of 255, that 95 % of a dark view stay below, and from which it is no more dark.
_DARK, _LIT = 12.0, 20.0
#: A picture that stirs more than this is no frozen one that was encoded anew.
_ALIVE = 1.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One hazard at one look: whether its rule holds, and how surely, 0..1."""

    hazard: Hazard
    holds: bool
    score: float


class HealthWatch:
    """The health of one camera."""

    def __init__(self) -> None:
        """Begin with nothing learned and nothing wrong."""
        self._familiar = {True: Familiar(), False: Familiar()}
        self._states = {
            Hazard.FROZEN: Confirming(10.0, 2.0),
            Hazard.DARK: Confirming(10.0, 5.0),
            Hazard.COVERED: Confirming(7.0, 3.0),
            Hazard.DEFOCUSED: Confirming(20.0, 5.0),
            Hazard.MOVED: Confirming(10.0, 5.0),
        }
        self._stillness = Stillness()
        self._due = -math.inf
        self._dark = False

    def observe(self, work: WorkPicture) -> tuple[Observation, ...]:
        """Take a picture; return one observation, at most one a second each, of all that is wrong now."""
        at = work.media_time_s
        frozen = self._frozen(work)
        is_frozen = self._states[Hazard.FROZEN].see(holds=frozen.holds, at_s=at)
        if not at >= self._due:
            return ()
        self._due = at + INTERVAL_S * (1 - 1e-6)
        confirmed = [frozen] if is_frozen else []
        # A frozen picture tells nothing about the view, good or bad.
        if not is_frozen:
            confirmed += [
                each
                for each in self._verdicts(view(work))
                if self._states[each.hazard].see(holds=each.holds, at_s=at)
            ]
        return tuple(Observation(each.hazard, None, each.score, at) for each in confirmed)

    def _frozen(self, work: WorkPicture) -> Verdict:
        stands = self._stillness.is_suspicious(work.grey, work.media_time_s)
        if self._stillness.stir > _ALIVE:
            self._states[Hazard.FROZEN].restart()
        return Verdict(Hazard.FROZEN, stands, 1.0 if self._stillness.stir == 0 else 0.9)

    def _verdicts(self, now: View) -> list[Verdict]:
        self._dark = now.bright < (_LIT if self._dark else _DARK)
        dark = Verdict(Hazard.DARK, self._dark, 1.0)
        own, other = self._familiar[now.has_colour], self._familiar[not now.has_colour]
        likeness = own.compare(now)
        is_own = likeness is not None
        if likeness is None and not own.is_learned:
            likeness = other.compare(now)  # covered or sprayed cameras have no colour either
        found = _nothing() if likeness is None else judged(likeness, is_dark=self._dark, is_own=is_own)
        if any(each.holds for each in found):
            own.forget_unfinished()
        elif not self._dark and (not is_own or likeness is None or likeness.layout > 0.7):
            own.learn(now)
        return [dark, *found]


def judged(likeness: Likeness, *, is_dark: bool, is_own: bool) -> list[Verdict]:
    """Return which of the rules hold that compare with the usual view.

    ``is_own`` is false where that is the view of the other light (colour, infrared), whose layout may
    well be another.
    """
    # Infrared turns edges about, so against the other light only edges that are flat are gone.
    gone = likeness.edges_gone > 0.7 if is_own else likeness.flattened > 0.6
    covered = gone and likeness.collapsed > 0.6 and not is_dark
    blurred = likeness.sharpness < 0.55 and likeness.layout > 0.75 and not covered and not is_dark
    shifted = likeness.shift > 0.02
    # Another picture, as rich in edges, in a comparable light: the camera looks elsewhere.
    elsewhere = likeness.layout < 0.35 and likeness.collapsed < 0.4 and 0.4 < likeness.brightness < 2.5
    moved = is_own and (shifted or elsewhere) and not covered and not blurred and not is_dark
    return [
        Verdict(Hazard.COVERED, covered, likeness.edges_gone),
        Verdict(Hazard.DEFOCUSED, blurred, min(1.0, 1 - likeness.sharpness)),
        Verdict(Hazard.MOVED, moved, 0.9 if shifted else 0.7),
    ]


def _nothing() -> list[Verdict]:
    return [Verdict(each, holds=False, score=0) for each in (Hazard.COVERED, Hazard.DEFOCUSED, Hazard.MOVED)]
