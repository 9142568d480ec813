# SPDX-License-Identifier: Apache-2.0
"""Whether a camera plays a recording in a loop: small grey pictures in, a claim out.

A sensor's noise makes every picture a new one, so a run of pictures that were all there before, in the same
order, to the last bit, is a recording. One that is encoded anew with noise of its own is not found.
"""

from __future__ import annotations

import zlib
from collections import deque

from hearthwatch.model.raw import Plane

#: Pictures that are remembered: a quarter of an hour at five a second. A loop whose length is no multiple of
#: the time between two looks comes back to the same pictures after some rounds only (five at 25 a second).
_REMEMBERED = 4500
#: So many pictures in a row must have been there before, and so many of them differ from each other: a still
#: picture again and again is for `Stillness` to tell.
_RUN, _DIFFERENT = 15, 5


class Repeating:
    """Which of one camera's pictures were there before."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: deque[int] = deque(maxlen=_REMEMBERED)
        self._last: dict[int, int] = {}
        self._number = 0
        self._lag = 0
        self._run = 0
        self._different: set[int] = set()

    def is_suspicious(self, grey: Plane) -> bool:
        """Take a picture; return whether it goes on with a run that was there before."""
        mark = zlib.crc32(grey.tobytes())
        if self._before(self._lag) != mark:
            self._lag, self._run, self._different = (
                self._number - self._last.get(mark, self._number),
                0,
                set(),
            )
        if self._lag:
            self._run += 1
            self._different.add(mark)
        self._remember(mark)
        return self._run >= _RUN and len(self._different) >= _DIFFERENT

    def _before(self, lag: int) -> int | None:
        return self._seen[-lag] if 0 < lag <= len(self._seen) else None

    def _remember(self, mark: int) -> None:
        if len(self._seen) == _REMEMBERED and self._last.get(self._seen[0]) == self._number - _REMEMBERED:
            del self._last[self._seen[0]]
        self._seen.append(mark)
        self._last[mark] = self._number
        self._number += 1
