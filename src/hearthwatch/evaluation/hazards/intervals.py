# SPDX-License-Identifier: Apache-2.0
"""What so many trials allow to be claimed: exact intervals, by bisection on the distributions themselves."""

from __future__ import annotations

import math
from collections.abc import Callable

#: Halvings: far below what is printed.
_HALVINGS = 60


def recall_interval(found: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the two-sided Clopper-Pearson interval of ``found`` out of ``of``."""
    tail = (1 - confidence) / 2
    if of == 0:
        return 0.0, 1.0
    low = 0.0 if found == 0 else _root(lambda p: 1 - _at_most(found - 1, of, p) - tail)
    high = 1.0 if found == of else _root(lambda p: tail - _at_most(found, of, p))
    return low, high


def most_events(seen: int, confidence: float = 0.95) -> float:
    """Return the one-sided upper bound of a Poisson mean of which ``seen`` were seen."""
    # At the bound, so few would come with a chance of 1 - confidence; it lies below seen + 12 sqrt(seen + 1).
    scale = seen + 12 * math.sqrt(seen + 1)
    return scale * _root(lambda part: (1 - confidence) - _poisson_at_most(seen, part * scale))


def _root(rising: Callable[[float], float]) -> float:
    """Return where a function that rises over 0..1 passes zero."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _at_most(k: int, n: int, p: float) -> float:
    return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k + 1))


def _poisson_at_most(k: int, mean: float) -> float:
    if mean <= 0:
        return 1.0
    return sum(math.exp(i * math.log(mean) - mean - math.lgamma(i + 1)) for i in range(k + 1))
