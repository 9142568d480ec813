# SPDX-License-Identifier: Apache-2.0
"""Which frames are looked at: media times in, yes or no out. Five a second are enough."""

from __future__ import annotations

import math

#: A frame this part of an interval early is taken: arrival over a network is never quite even.
_EARLY = 0.1


class Sampler:
    """Keeps to a rate on average, whatever the camera's own rate is, and takes no frame twice."""

    def __init__(self, rate_hz: float = 5.0) -> None:
        """Take the rate; infinity takes every frame."""
        self._interval_s = 1.0 / rate_hz
        self._due_s = -math.inf

    def wants(self, media_time_s: float) -> bool:
        """Return whether to take the frame of this media time. Call it once for each, in order."""
        if media_time_s < self._due_s - _EARLY * self._interval_s:
            return False
        late_s = media_time_s - self._due_s
        # Later by more than an interval (the first frame, a gap): begin a new rhythm.
        begin_s = media_time_s if late_s > self._interval_s else self._due_s
        self._due_s = begin_s + self._interval_s
        return True
