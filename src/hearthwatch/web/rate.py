# SPDX-License-Identifier: Apache-2.0
"""How often something may be asked for: a bucket that fills again with time.

There are no accounts, so a bucket is for everybody together. What is refused says when to come again.
"""

from __future__ import annotations

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError


class TooOftenError(UsageError):
    """Something was asked for too often; ``after_s``: in how many seconds it may be again."""

    def __init__(self, after_s: float) -> None:
        """Take the wait."""
        super().__init__("That was asked for too often", do=f"Wait {max(1, round(after_s))} s")
        self.after_s = after_s


class RateLimit:
    """At most ``burst`` at once, and one more for each ``every_s`` that passes."""

    def __init__(self, clock: Clock, *, burst: int, every_s: float) -> None:
        """Begin full."""
        self._clock = clock
        self._burst = burst
        self._every_s = every_s
        self._left = float(burst)
        self._at_s = clock.monotonic()

    def spend(self) -> None:
        """Take one. Raises TooOftenError, and takes none, where there is none."""
        now = self._clock.monotonic()
        self._left = min(self._burst, self._left + (now - self._at_s) / self._every_s)
        self._at_s = now
        if self._left < 1:
            raise TooOftenError((1 - self._left) * self._every_s)
        self._left -= 1
