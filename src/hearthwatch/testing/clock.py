# SPDX-License-Identifier: Apache-2.0
"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Both clocks of `hearthwatch.model.clock.Clock`, moved together by `advance`."""

    def __init__(self, now: datetime = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)) -> None:
        """Begin at ``now``, with the monotonic clock at 1,000 s."""
        self._now = now
        self._monotonic_s = 1000.0

    def monotonic(self) -> float:
        """Return the monotonic seconds."""
        return self._monotonic_s

    def now(self) -> datetime:
        """Return the wall time."""
        return self._now

    def advance(self, by_s: float) -> None:
        """Let time pass."""
        self._now += timedelta(seconds=by_s)
        self._monotonic_s += by_s
