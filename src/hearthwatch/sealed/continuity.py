# SPDX-License-Identifier: Apache-2.0
"""What one report may say after the one before it: the receiver's own account of one watcher.

`messages` judges each message by itself; this is about their order and number. Pure: no clock.
"""

from __future__ import annotations

from collections.abc import Iterable

from .messages import BrokenSealError, Report

#: Two reports a second are due. What waited while this process was busy may come at once, so the
#: account begins with as many as the socket can hold; what goes beyond it is not our code speaking.
REPORTS_A_SECOND = 2.5
REPORTS_AHEAD = 64
#: A watcher looks at five frames a second; a file read fast may give more between two reports.
_MOST_FRAMES = 1000
#: Media time keeps to the machine's clock: by so many seconds it may be ahead of what passed.
_AHEAD_S = 60.0


class Continuity:
    """Takes the reports of one watcher in turn and refuses the first that cannot be its next."""

    def __init__(self) -> None:
        """Begin before the first report."""
        self._plates = {0}
        self._heard = 0
        self._begun_s: float | None = None
        self._media_time_s: float | None = None
        self._moved_s = 0.0
        self._frames = 0

    def allow_plates(self, plates: Iterable[int]) -> None:
        """Let reports name these plates, besides those that they could name before."""
        self._plates |= set(plates)

    def take(self, report: Report, now: float | None) -> Report:
        """Return a report that may follow the last one. Raises `BrokenSealError` for any other.

        ``now``: monotonic seconds; None where a file is read as fast as it goes, and so its reports are.
        """
        self._require(report.sequence == self._heard & 0xFFFFFFFF, "a report out of turn")
        self._heard += 1
        self._require(report.figures.plate_id in self._plates, "a plate that it was not given")
        self._require(
            0 <= report.frames_seen - self._frames <= _MOST_FRAMES, "a number of frames that is none"
        )
        self._frames = report.frames_seen
        if now is not None:
            self._keep_time(now)
        self._keep_media_time(report.scene.media_time_s, now)
        return report

    def _keep_time(self, now: float) -> None:
        self._begun_s = now if self._begun_s is None else self._begun_s
        due = REPORTS_AHEAD + REPORTS_A_SECOND * (now - self._begun_s)
        self._require(self._heard <= due, "more reports than are due")

    def _keep_media_time(self, media_time_s: float, now: float | None) -> None:
        before, self._media_time_s = self._media_time_s, media_time_s
        if before is None:
            self._moved_s = now or 0.0
            return
        self._require(media_time_s >= before, "a time that goes back")
        if now is not None and media_time_s > before:
            # The first picture lays media time on the clock, from nothing.
            passed_s = now - self._moved_s
            self._require(before == 0 or media_time_s - before <= passed_s + _AHEAD_S, "a time ahead of time")
            self._moved_s = now

    @staticmethod
    def _require(holds: bool, what: str) -> None:
        if not holds:
            raise BrokenSealError(what)
