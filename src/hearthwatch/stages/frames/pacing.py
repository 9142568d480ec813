# SPDX-License-Identifier: Apache-2.0
"""Holds a file back to the pace at which it was filmed: media times in, waiting."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hearthwatch.model.clock import Clock

Wait = Callable[[float], object]

#: Later than this we have fallen behind for good: catching up would only be a rush.
_GIVE_UP_S = 1.0


class Pacer:
    """Waits until the moment of each frame, counted from the first."""

    def __init__(self, clock: Clock, wait: Wait | None = None) -> None:
        """``wait`` takes seconds and comes back after them."""
        self._clock = clock
        self._wait = wait or threading.Event().wait
        self._begun_s: float | None = None

    def hold(self, media_time_s: float) -> None:
        """Come back when the frame of this media time is due; at once where it is late."""
        now = self._clock.monotonic()
        if self._begun_s is None or now - (self._begun_s + media_time_s) > _GIVE_UP_S:
            self._begun_s = now - media_time_s
        early_s = self._begun_s + media_time_s - now
        if early_s > 0:
            self._wait(early_s)
