# SPDX-License-Identifier: Apache-2.0
"""Gathers what was shown and hands it out once a second, to be committed to the store.

In: `MapRow`s as they are published. Out: the same rows in the same order. It neither blocks nor
grows without bound: where the store cannot take rows, the oldest are dropped and counted.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from hearthwatch.model.clock import Clock
from hearthwatch.model.history import MapRow

#: So that kill -9 loses at most two seconds: this one and the commit under way.
INTERVAL_S = 1.0
#: A minute of 64 cameras; the rows are then about 30 MB.
CAPACITY = 60 * 2 * 64


@dataclass(frozen=True, slots=True)
class HistoryStatistics:
    """How many rows wait, and how many were dropped since the start because the store lagged."""

    waiting: int
    dropped: int


class HistoryBuffer:
    """Rows between publishing and storing. All calls belong to one thread."""

    def __init__(self, clock: Clock, *, interval_s: float = INTERVAL_S, capacity: int = CAPACITY) -> None:
        """Begin empty; the first rows are due ``interval_s`` from now."""
        self._clock = clock
        self._interval_s = interval_s
        self._rows: deque[MapRow] = deque()
        self._capacity = capacity
        self._dropped = 0
        self._due_s = clock.monotonic() + interval_s

    def add(self, row: MapRow) -> None:
        """Keep a row until it is handed out."""
        self._rows.append(row)
        self._drop_oldest()

    def take_due(self) -> tuple[MapRow, ...]:
        """Return all rows where the interval has passed since the last time, else none."""
        now = self._clock.monotonic()
        if now < self._due_s:
            return ()
        self._due_s = now + self._interval_s
        return self.take_all()

    def take_all(self) -> tuple[MapRow, ...]:
        """Return all rows now, oldest first: for the end of the service."""
        rows = tuple(self._rows)
        self._rows.clear()
        return rows

    def put_back(self, rows: Sequence[MapRow]) -> None:
        """Take rows again, before all others, that the store did not accept."""
        self._rows.extendleft(reversed(rows))
        self._drop_oldest()

    def statistics(self) -> HistoryStatistics:
        """Return the figures."""
        return HistoryStatistics(len(self._rows), self._dropped)

    def _drop_oldest(self) -> None:
        while len(self._rows) > self._capacity:
            self._rows.popleft()
            self._dropped += 1
