# SPDX-License-Identifier: Apache-2.0
"""Whether a camera can be trusted: work pictures in, observations of its health out.

Frozen and dark need nothing to compare with; covered, defocused and moved are judged against how the
view usually looks, and so not before half a minute of a steady view. Brightness alone is never
tampering. Rules and times: docs/design/decider.md.
"""

from __future__ import annotations

import math

from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.raw import WorkPicture

from .confirming import Confirming
from .familiar import Familiar
from .judging import Verdict, is_usual, judged, nothing
from .repeating import Repeating
from .stillness import Stillness
from .view import View, view

#: Seconds between two looks at the whole view; frozen is looked at with every picture.
INTERVAL_S = 1.0
#: Brightness above black, of 255, that 95 % of a dark view stay below, and from which it is no more dark.
_DARK, _LIT = 12.0, 20.0
#: A picture that stirs more than this is no frozen one that was encoded anew.
_ALIVE = 1.0


class HealthWatch:
    """The health of one camera."""

    def __init__(self, *, repeats: bool = False) -> None:
        """Begin with nothing learned and nothing wrong.

        ``repeats``: the source is one that plays its pictures again by design, as a looped file does.
        """
        self._familiar = {True: Familiar(), False: Familiar()}
        self._states = {
            Hazard.FROZEN: Confirming(10.0, 2.0),
            Hazard.DARK: Confirming(10.0, 5.0),
            Hazard.COVERED: Confirming(7.0, 3.0),
            Hazard.DEFOCUSED: Confirming(20.0, 5.0),
            Hazard.MOVED: Confirming(10.0, 5.0),
            Hazard.DEGRADED: Confirming(120.0, 5.0),
        }
        self._stillness = Stillness()
        self._repeating = None if repeats else Repeating()
        self._due = -math.inf
        self._dark = False
        self._can_judge = False

    @property
    def can_judge(self) -> bool:
        """Whether it can be told of the latest view that it is covered, defocused or moved."""
        return self._can_judge

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
        if self._repeating is not None and self._repeating.is_suspicious(work.grey):
            return Verdict(Hazard.FROZEN, holds=True, score=1.0)
        if self._stillness.stir > _ALIVE:
            self._states[Hazard.FROZEN].restart()
        return Verdict(Hazard.FROZEN, stands, 1.0 if self._stillness.stir == 0 else 0.9)

    def _verdicts(self, now: View) -> list[Verdict]:
        self._dark = now.bright < (_LIT if self._dark else _DARK)
        own, other = self._familiar[now.has_colour], self._familiar[not now.has_colour]
        likeness = own.compare(now)
        is_own = likeness is not None
        if likeness is None:
            likeness = other.compare(now)  # covered or sprayed cameras have no colour either
        found = nothing()
        if likeness is not None and not self._dark:
            found = judged(likeness, own.displacement(now, likeness) if is_own else None)
        if any(each.holds for each in found):
            own.forget_unfinished()
        elif not self._dark and (not is_own or likeness is None or is_usual(likeness)):
            own.learn(now)
        self._can_judge = own.is_learned
        unsure = not self._dark and not any(each.holds for each in found) and not self._can_judge
        return [
            Verdict(Hazard.DARK, self._dark, 1.0),
            Verdict(Hazard.DEGRADED, unsure, 1.0),
            *found,
        ]
