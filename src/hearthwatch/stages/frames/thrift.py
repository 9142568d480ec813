# SPDX-License-Identifier: Apache-2.0
"""Whether pictures that no other picture refers to need to be decoded: media times in, yes or no out.

Where a stream has such pictures (B frames) and enough others for the sampling, leaving them out
saves up to a third of the decoding and changes no bit of the rest.
"""

from __future__ import annotations

#: How long a stream is watched in full before anything is left out.
_WATCHED_FRAMES = 30
#: What is left must come at least this much more often than is sampled.
_MARGIN = 0.75
#: So many packets without a picture are no B frames: what comes may no longer be what it was.
_BARREN_PACKETS = 30


class Thrift:
    """Decides for one decoder. It tries once, and takes it back for good where too little is left."""

    def __init__(self, rate_hz: float) -> None:
        """Take the rate that sampling needs."""
        self._longest_s = _MARGIN / rate_hz
        self._seen = 0
        self._last_s: float | None = None
        self._barren = 0
        self._is_off = False
        self.skips = False

    def note(self, media_time_s: float) -> bool:
        """Take a decoded frame's media time; return whether `skips` has changed with it."""
        interval_s = 0.0 if self._last_s is None else media_time_s - self._last_s
        self._last_s = media_time_s
        self._seen += 1
        self._barren = 0
        before = self.skips
        if interval_s > self._longest_s:
            self._is_off, self.skips = True, False
        elif not self._is_off and self._seen == _WATCHED_FRAMES:
            self.skips = True
        return before != self.skips

    def note_barren(self) -> bool:
        """Take a packet that gave no picture; return whether `skips` has changed with it."""
        self._barren += 1
        if not self.skips or self._barren < _BARREN_PACKETS:
            return False
        self._is_off, self.skips = True, False
        return True
