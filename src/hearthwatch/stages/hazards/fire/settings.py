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


FLAME = Weights(5.0, -4.22, 0.82, 0.0, 0.85, 0.95, 0.75, 0.0)
SMOKE = Weights(10.0, -4.25, 0.89, 0.36, 0.40, 1.23, 1.54, 0.0)

DEMANDS: dict[Sensitivity, tuple[Demand, Demand]] = {
    "low": (Demand(FLAME, 10.0, 7.0, -0.3), Demand(SMOKE, 18.0, 12.0, -0.4)),
    "normal": (Demand(FLAME, 5.0, 3.5, 0.2), Demand(SMOKE, 9.0, 6.0, 0.0)),
    "high": (Demand(FLAME, 4.0, 2.5, 0.8), Demand(SMOKE, 7.0, 4.0, 0.6)),
}
