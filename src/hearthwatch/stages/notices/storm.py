# SPDX-License-Identifier: Apache-2.0
"""Many incidents in a short time: what people are told one by one, and what is gathered into a digest.

Pure, time passed in. Machines get every message; people get a digest and how grave the gravest is.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message

#: More messages than this within a minute are a storm: the next ones are gathered.
AT_ONCE = 5
WITHIN = timedelta(seconds=60)
#: A digest is told so soon after the first message that it gathers.
_DIGEST_S = 15.0
#: Of these each is worth being told by itself at any time: somebody is at the other end.
_NEVER_GATHERED = {Cause.WORDS, Cause.TEST, Cause.HEARTBEAT, Cause.DIGEST}


@dataclass(slots=True)
class Storm:
    """Counts what people were told lately, drills and the real apart, and gathers what is too much."""

    _told: deque[Message] = field(default_factory=deque)
    _gathered: list[Message] = field(default_factory=list)
    _due_s: float | None = None

    def gathers(self, message: Message, now_s: float) -> bool:
        """Take a message; return whether it is gathered instead of told by itself. ``now_s``: monotonic."""
        if message.cause in _NEVER_GATHERED:
            return False
        while self._told and message.at - self._told[0].at > WITHIN:
            self._told.popleft()
        is_end = message.cause is Cause.ENDED
        if len(self._told) < AT_ONCE or (not is_end and self._is_graver(message)):
            # That something is over is no new alarm; in the midst of a storm it is gathered all the same.
            if not is_end:
                self._told.append(message)
            return False
        self._gathered.append(message)
        if self._due_s is None:
            self._due_s = now_s + _DIGEST_S
        return True

    def digest(self, now_s: float) -> tuple[Message, ...]:
        """Return what has been gathered, once it is time to tell it; nothing before."""
        if self._due_s is None or now_s < self._due_s:
            return ()
        gathered, self._gathered, self._due_s = tuple(self._gathered), [], None
        return gathered

    def _is_graver(self, message: Message) -> bool:
        """Whether nothing as grave was told or gathered in this storm: that is told by itself, at once."""
        before = [*self._told, *self._gathered]
        return message.severity > max(
            (each.severity for each in before if not each.drill), default=Severity.NOTICE
        )
