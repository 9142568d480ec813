# SPDX-License-Identifier: Apache-2.0
"""A condition counts once it has lasted, and until it has been gone for a while."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Confirming:
    """True from ``after_s`` of lasting until ``until_s`` of absence; times are media times in seconds.

    A look that misses the condition begins the wait anew, but for single ones: a third of the looks
    may miss it.
    """

    after_s: float
    until_s: float
    is_confirmed: bool = False
    _since_s: float | None = None
    _last_s: float = 0.0
    _held_s: float = 0.0
    _missed_s: float = 0.0

    def see(self, *, holds: bool, at_s: float) -> bool:
        """Take one look; return whether the condition is confirmed now."""
        passed = 0.0 if self._since_s is None else min(max(at_s - self._last_s, 0.0), 2.0)
        self._last_s = at_s
        if self._since_s is None:
            self._since_s = at_s if holds else None
            return self.is_confirmed
        self._held_s, self._missed_s = (
            (self._held_s + passed, 0.0 if passed else self._missed_s)
            if holds
            else (self._held_s, self._missed_s + passed)
        )
        if holds and self._held_s >= self.after_s:
            self.is_confirmed = True
        if self._missed_s > (self.until_s if self.is_confirmed else self.after_s / 3):
            self.restart()
        return self.is_confirmed

    def restart(self) -> None:
        """Begin anew, unconfirmed."""
        self.is_confirmed = False
        self._since_s, self._held_s, self._missed_s = None, 0.0, 0.0
