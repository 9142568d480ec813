# SPDX-License-Identifier: Apache-2.0
"""How much evidence an alarm needs: three named settings, and what is weighed how.

The weights are fitted by `training/weigh.py` on places that the network of their fold has not seen;
docs/models/flame-smoke.md has the price of each setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sensitivity = Literal["low", "normal", "high"]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of one hazard: what each figure of a place adds to the log-odds that it is one.

    ``mean_logit`` is of the network's chances over the last ``window_s``; the others are those of
    `Behaviour`, flicker as ln(1 + flicker).
    """

    window_s: float
    offset: float
    mean_logit: float
    votes: float
    flicker: float
    incoherence: float
    steadiness: float
    growth: float


@dataclass(frozen=True, slots=True)
class Demand:
    """What one hazard must show: ``evidence`` in log-odds times seconds, over ``least_s`` at least."""

    weights: Weights
    evidence: float
    least_s: float
    #: Added to the log-odds: negative asks for more.
    bias: float


FLAME = Weights(5.0, -2.6, 1.0, 1.5, 0.8, 1.2, 0.5, 0.2)
SMOKE = Weights(10.0, -3.4, 1.1, 1.5, 0.5, 1.2, 0.5, 0.5)

DEMANDS: dict[Sensitivity, tuple[Demand, Demand]] = {
    "low": (Demand(FLAME, 14.0, 7.0, -1.0), Demand(SMOKE, 28.0, 14.0, -1.0)),
    "normal": (Demand(FLAME, 7.0, 3.5, 0.0), Demand(SMOKE, 14.0, 7.0, 0.0)),
    "high": (Demand(FLAME, 5.0, 2.5, 1.0), Demand(SMOKE, 10.0, 5.0, 1.0)),
}
