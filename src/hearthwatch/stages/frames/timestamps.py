# SPDX-License-Identifier: Apache-2.0
"""The media axis: a camera's timestamps in, media times that never go back out.

Cameras restart their clocks, jump, repeat themselves and leave timestamps out. A jump, back or by
more than `JUMP_S` forward, is closed by the time that passed until the frame came.
"""

from __future__ import annotations

#: No camera worth the name leaves more than this between two frames.
JUMP_S = 5.0
#: Slower streams (a picture a minute) are no jump: this many of their own intervals are.
_JUMP_INTERVALS = 10.0
#: A time-lapse shows its step with its second frame: until then, anything up to this is believed.
_LONGEST_STEP_S = 3600.0
_USUAL_INTERVAL_S = 1 / 15


class MediaAxis:
    """The axis of a file, or of anything read faster or slower than it was filmed. It begins at 0."""

    def __init__(self) -> None:
        """Begin before the first frame."""
        self._last_pts_s: float | None = None
        self._last_s: float | None = None
        self._interval_s: float | None = None

    def place(self, pts_s: float | None, arrived_s: float) -> float:
        """Return the media time of the next frame, in order of showing. ``pts_s`` None: it had none.

        ``arrived_s`` is not used: how fast a file is read says nothing of its time; a jump is closed
        by the interval that was usual before it.
        """
        del arrived_s
        if self._last_s is None:
            self._last_s, self._last_pts_s = 0.0, pts_s
            return 0.0
        step_s = self._interval_s or _USUAL_INTERVAL_S
        if pts_s is not None and self._last_pts_s is not None:
            passed_s = pts_s - self._last_pts_s
            if 0 < passed_s <= self._longest_step_s():
                step_s = self._interval_s = passed_s
        self._last_pts_s = pts_s
        self._last_s += step_s
        return self._last_s

    def _longest_step_s(self) -> float:
        """Return the longest step that is no jump."""
        if self._interval_s is None:
            return _LONGEST_STEP_S
        return max(JUMP_S, _JUMP_INTERVALS * self._interval_s)


class LiveAxis:
    """The axis of a live camera, laid on the machine's monotonic clock.

    A frame's time is when it would have arrived over the quickest way seen so far: never after it
    arrived, at most `JUMP_S` before, free of the network's jitter, and past any time that an earlier
    connection has given.
    """

    def __init__(self) -> None:
        """Begin before the first frame."""
        self._last_pts_s: float | None = None
        self._last_arrived_s = 0.0
        self._last_s: float | None = None
        self._offset_s = 0.0

    def place(self, pts_s: float | None, arrived_s: float) -> float:
        """Return the media time of the next frame, in order of showing. ``pts_s`` None: it had none."""
        if self._last_s is None:
            time_s = arrived_s
        elif pts_s is None or self._last_pts_s is None or not 0 < pts_s - self._last_pts_s <= JUMP_S:
            time_s = self._last_s + max(0.0, arrived_s - self._last_arrived_s)
        else:
            time_s = max(pts_s + self._offset_s, arrived_s - JUMP_S)
        # Ahead of its arrival: the camera's clock runs fast, or an earlier way was the longer.
        time_s = min(time_s, arrived_s)
        if pts_s is not None:
            self._offset_s = time_s - pts_s
        self._last_pts_s, self._last_arrived_s = pts_s, arrived_s
        self._last_s = time_s if self._last_s is None else max(time_s, self._last_s)
        return self._last_s
