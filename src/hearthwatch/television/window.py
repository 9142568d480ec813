# SPDX-License-Identifier: Apache-2.0
"""The newest segments of a stream, and its playlist by RFC 8216 (HTTP Live Streaming, version 7)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

#: Segments that the playlist names: players begin three from its end.
NAMED = 6
#: One that is named no more stays as long as a playlist that named it may be in use (RFC 8216, 6.2.2).
_KEPT = 2 * NAMED + 1


@dataclass(frozen=True, slots=True)
class Segment:
    """``at``: the moment of its first picture, aware."""

    number: int
    at: datetime
    data: bytes


class Window:
    """The segments of one run of an encoder.

    ``run`` counts the runs of a stream from 0, ``first`` is the number of its first segment, at ``begin``.
    """

    def __init__(self, start: bytes, run: int, first: int, begin: datetime, segment_s: float) -> None:
        """Begin without a segment; ``start``: what a player needs before any."""
        self.start = start
        self._run, self._next = run, first
        self._begin, self._first = begin, first
        self._segment_s = segment_s
        self._segments: deque[Segment] = deque(maxlen=_KEPT)

    @property
    def next(self) -> int:
        """The number of the next segment."""
        return self._next

    def add(self, data: bytes) -> None:
        """Take the next segment."""
        after = timedelta(seconds=self._segment_s * (self._next - self._first))
        self._segments.append(Segment(self._next, self._begin + after, data))
        self._next += 1

    def segment(self, number: int) -> bytes | None:
        """Return a segment, None where it is gone or not there yet."""
        return next((each.data for each in self._segments if each.number == number), None)

    def playlist(self) -> str:
        """Return the playlist; there must be a segment."""
        named = list(self._segments)[-NAMED:]
        head = (
            "#EXTM3U",
            "#EXT-X-VERSION:7",
            f"#EXT-X-TARGETDURATION:{round(self._segment_s)}",
            f"#EXT-X-MEDIA-SEQUENCE:{named[0].number}",
            # Each run of the encoder has a time of its own; within one there is no break.
            f"#EXT-X-DISCONTINUITY-SEQUENCE:{self._run}",
            "#EXT-X-INDEPENDENT-SEGMENTS",
            '#EXT-X-MAP:URI="init.mp4"',
            f"#EXT-X-PROGRAM-DATE-TIME:{_instant(named[0].at)}",
        )
        body = (f"#EXTINF:{self._segment_s:.3f},\nsegment/{each.number}.m4s" for each in named)
        return "\n".join((*head, *body, ""))


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC).isoformat(timespec='milliseconds').removesuffix('+00:00')}Z"
