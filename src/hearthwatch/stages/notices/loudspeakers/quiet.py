# SPDX-License-Identifier: Apache-2.0
"""Quiet hours by the clock on the wall, over midnight where their end is earlier than their begin. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``begin`` until before ``end``; equal ones are none. ``zone``: None for the machine's own."""

    begin: time = time(0)
    end: time = time(0)
    zone: tzinfo | None = None

    def is_quiet(self, at: datetime) -> bool:
        """Whether ``at`` (aware) lies in them."""
        clock = at.astimezone(self.zone).time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def rest_s(self, at: datetime) -> float:
        """Return the seconds until they end, 0 where it is not quiet."""
        if not self.is_quiet(at):
            return 0.0
        local = at.astimezone(self.zone).replace(tzinfo=None)
        end = datetime.combine(local.date(), self.end)
        if end <= local:
            end += timedelta(days=1)
        # As instants: a night in which the clocks change is longer or shorter.
        instant = end.astimezone() if self.zone is None else end.replace(tzinfo=self.zone)
        return max(0.0, (instant.astimezone(UTC) - at.astimezone(UTC)).total_seconds())
