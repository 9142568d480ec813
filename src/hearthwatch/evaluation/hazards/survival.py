# SPDX-License-Identifier: Apache-2.0
"""Times to alarm over all incidents, also those that were missed: Kaplan and Meier's estimate.

A clip that ends without an alarm says only that the alarm would have come later. An average over the
alarms alone would make a cautious detector look quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """One incident: seconds until its alarm, or until its clip ended without one."""

    seconds: float
    is_alarm: bool


def alarmed(waitings: Sequence[Waiting]) -> list[tuple[float, float]]:
    """Return the steps of the part alarmed by then: (seconds, part), in order of time."""
    steps, waiting, left = [], len(waitings), 1.0
    for moment in sorted({each.seconds for each in waitings}):
        now = [each for each in waitings if each.seconds == moment]
        alarms = sum(each.is_alarm for each in now)
        if alarms:
            left *= 1 - alarms / waiting
            steps.append((moment, 1 - left))
        waiting -= len(now)
    return steps


def part_by(steps: Sequence[tuple[float, float]], seconds: float) -> float:
    """Return the part alarmed by a moment."""
    return max((part for moment, part in steps if moment <= seconds), default=0.0)


def time_of(steps: Sequence[tuple[float, float]], part: float) -> float | None:
    """Return when a part is alarmed, None where the clips end before."""
    return next((moment for moment, reached in steps if reached >= part - 1e-9), None)
