# SPDX-License-Identifier: Apache-2.0
"""A spot: one place of the view that may burn or smoke, followed until it does or does not.

Its window stays where it is, so that what passes through leaves it again: cars and people are no
spot for long.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from .cells import Behaviour
from .settings import Demand, Weights
from .window import Window

#: Chances further out say no more: the network is never that sure.
_SUREST = 4.0
#: Looks kept: more than the longest window at five a second.
_KEPT = 80
#: Evidence kept is at most so many times what an alarm needs, and an alarm lasts until half is left.
_CEILING, _HYSTERESIS = 1.6, 0.5
#: Seconds after which a spot's extent is what later ones are compared with.
_SETTLED_S = 2.0
#: How long a smaller window is tried, and how long none is tried after one has disappointed.
_TRIED_S, _STAY_S = 1.2, 5.0
#: An alarm opens only while it is still seen: the mean chance of so many seconds must be so high.
_NOW_S, _STILL_SEEN = 1.2, 0.4
#: What stirs more in step than this is a lamp, a beacon, a sign: that much log-odds against it. Marked
#: fires' incoherence lies above 0.35.
_UNEVEN, _IN_STEP = 0.3, 2.0
#: Seconds between two looks: of one that is new or gathers evidence, of one that has gathered it for long
#: or is alarmed, of others.
#: What is weighed after a look counts for the time since the last, at most `_WEIGHED_S`.
LOOK_S, SLOW_S, IDLE_S, _WEIGHED_S = 0.38, 0.78, 1.18, 1.4
#: How long one is new. Parts of a window are tried while its mean chance is so high.
_NEW_S, _LONG_S, _PROMISING, _PARTS = 2.5, 15.0, 0.5, 1
#: Log-odds of one look beyond which more adds nothing, for and against.
_FOR, _AGAINST = 2.5, 2.5


@dataclass(frozen=True, slots=True)
class Look:
    """What the network said of a spot at a media time."""

    at_s: float
    chance: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What is weighed: of the last seconds of one spot."""

    mean_logit: float
    votes: float
    behaviour: Behaviour
    growth: float
    seconds: float


@dataclass(slots=True)
class Spot:
    """One place. ``column``: 0 flame, 1 smoke, as in the network's answer."""

    column: int
    window: Window
    born_s: float
    looks: deque[Look] = field(default_factory=lambda: deque(maxlen=_KEPT))
    evidence: float = 0.0
    is_confirmed: bool = False
    extent_before: float | None = None
    due_s: float = -math.inf
    #: What was weighed last, and the log-odds that came of it.
    figures: Figures | None = None
    odds: float = -math.inf
    #: The window before the last move, how surely it showed it, and since when this one is watched.
    _before: tuple[Window, float, float] | None = None
    _stays_until_s: float = -math.inf
    _weighed_s: float | None = None

    def pace_s(self, now_s: float) -> float:
        """Return how long until the next look: where nothing is about to happen, longer."""
        age_s = now_s - self.born_s
        if self.is_confirmed or (self.evidence > 0 and age_s > _LONG_S):
            return SLOW_S
        return LOOK_S if self.evidence > 0 or age_s < _NEW_S else IDLE_S

    def is_promising(self, now_s: float) -> bool:
        """Whether a part of the window is worth a look as well: not after a single look."""
        is_turn = len(self.looks) % _PARTS == 0
        return is_turn and not self.is_confirmed and self.mean(_NEW_S, now_s) >= _PROMISING

    def try_part(self, window: Window, chance: float, now_s: float) -> None:
        """Move to a part of the window that shows it at least as surely."""
        usual = self.mean(_TRIED_S, now_s)
        if now_s >= self._stays_until_s and self._before is None and chance >= max(usual + 0.02, 0.6):
            self._before = (self.window, usual, now_s)
            self.window, self.extent_before = window, None

    def _go_back_if_worse(self, now_s: float) -> None:
        """Of several parts the luckiest was chosen: when further looks disappoint, go back and stay."""
        if self._before is None or now_s - self._before[2] < _TRIED_S:
            return
        window, usual, since = self._before
        self._before = None
        if self.mean(now_s - since, now_s) < usual - 0.05:
            self.window, self.extent_before = window, None
            self._stays_until_s = now_s + _STAY_S

    def look(self, chance: float, at_s: float) -> None:
        """Take what the network said."""
        self.looks.append(Look(at_s, chance))
        self._go_back_if_worse(at_s)

    def mean(self, last_s: float, now_s: float) -> float:
        """Return the mean chance of the last seconds."""
        recent = [each.chance for each in self.looks if now_s - each.at_s <= last_s]
        return sum(recent) / len(recent) if recent else 0.0

    def figured(self, weights: Weights, behaviour: Behaviour, now_s: float) -> Figures:
        """Return what is to be weighed now."""
        recent = [each.chance for each in self.looks if now_s - each.at_s <= weights.window_s]
        logits = [max(-_SUREST, min(_SUREST, _logit(chance))) for chance in recent]
        if self.extent_before is None and now_s - self.born_s >= _SETTLED_S:
            self.extent_before = behaviour.extent
        before = behaviour.extent if self.extent_before is None else self.extent_before
        return Figures(
            mean_logit=sum(logits) / max(len(logits), 1),
            votes=sum(chance > 0.5 for chance in recent) / max(len(recent), 1),
            behaviour=behaviour,
            growth=math.log((behaviour.extent + 3) / (before + 3)),
            seconds=now_s - self.born_s,
        )

    def weigh(self, figures: Figures, demand: Demand, bar: float, now_s: float) -> None:
        """Add what the last moment says to the evidence. ``bar``: log-odds that this place is used to."""
        passed = 0.0 if self._weighed_s is None else min(max(now_s - self._weighed_s, 0.0), _WEIGHED_S)
        self._weighed_s, self.figures = now_s, figures
        self.odds = log_odds(figures, demand.weights)
        change = passed * max(-_AGAINST, min(_FOR, self.odds + demand.bias - bar))
        self.evidence = min(max(self.evidence + change, 0.0), _CEILING * demand.evidence)
        needed = demand.evidence * (_HYSTERESIS if self.is_confirmed else 1.0)
        is_seen = self.is_confirmed or self.mean(_NOW_S, now_s) >= _STILL_SEEN
        self.is_confirmed = is_seen and self.evidence >= needed and figures.seconds >= demand.least_s


def log_odds(figures: Figures, weights: Weights) -> float:
    """Return the log-odds that a spot is what it may be."""
    seen = figures.behaviour
    return (
        weights.offset
        + weights.mean_logit * figures.mean_logit
        + weights.votes * figures.votes
        + weights.flicker * math.log1p(max(seen.flicker, 0.0))
        + weights.incoherence * (1 - seen.coherence)
        + weights.steadiness * seen.steadiness
        + weights.growth * figures.growth
        - _IN_STEP * max(0.0, 1 - (1 - seen.coherence) / _UNEVEN)
    )


def _logit(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))
