# SPDX-License-Identifier: Apache-2.0
"""What one loudspeaker says next: messages in, the one to play now out. Pure; time is passed in.

The graver goes first, and the first saying of any before the repeats of its like. In the pauses of what is
repeated the others have their turn, but for exercises and tests: these wait until no real alarm stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hearthwatch.model.delivery import Receipt
from hearthwatch.model.ids import IncidentId
from hearthwatch.model.message import Cause, Message

from .priority import Priority, is_repeated, is_silenced, priority_of


@dataclass(slots=True, eq=False)
class Announcement:
    """A message on one loudspeaker. Times are monotonic seconds.

    ``due``: when it may be played next; ``plays``: how often it was, whole; ``receipt``: of the first time.
    """

    message: Message
    priority: Priority
    arrived: float
    expires: float
    due: float
    plays: int = 0
    receipt: Receipt | None = None

    @property
    def rank(self) -> tuple[Priority, bool]:
        """The higher goes first and interrupts the lower."""
        return (self.priority, self.plays == 0)


@dataclass(slots=True)
class AnnouncementQueue:
    """The announcements of one loudspeaker. ``pause_s``: between two plays of what is repeated."""

    pause_s: float
    _waiting: list[Announcement] = field(default_factory=list)

    @property
    def waiting(self) -> Sequence[Announcement]:
        """What is to be said, now or later."""
        return tuple(self._waiting)

    def find(self, message: Message) -> Announcement | None:
        """Return the announcement of a message that is here already."""
        return next((each for each in self._waiting if each.message.name == message.name), None)

    def is_stale(self, message: Message) -> bool:
        """Whether a later message of its incident is here: what comes late says nothing any more."""
        return any(
            message.incident is not None and each.message.incident == message.incident
            and each.message.at > message.at
            for each in self._waiting
        )  # fmt: skip

    def add(
        self, message: Message, wall: datetime, now: float
    ) -> tuple[Announcement, tuple[Announcement, ...]]:
        """Take a message; return its announcement and those of the same incident whose place it takes."""
        replaced = tuple(each for each in self._waiting if _is_replaced(each.message, message))
        for each in replaced:
            self._waiting.remove(each)
        expires = now + (message.expires - wall).total_seconds()
        made = Announcement(message, priority_of(message), now, expires, now)
        self._waiting.append(made)
        return made, replaced

    def next(self, now: float, *, quiet: bool) -> Announcement | None:
        """Return what is to be played now, None for nothing."""
        ready = [each for each in self._waiting if each.due <= now and not self._is_held(each, quiet)]
        return max(ready, key=lambda each: (*each.rank, -each.due), default=None)

    def wait_s(self, now: float, *, quiet: bool) -> float | None:
        """Return after how long something may be due that is not now; None: only news can change anything."""
        times = [each.due for each in self._waiting if not self._is_held(each, quiet) and each.due > now]
        times += [each.expires for each in self._waiting if each.expires > now]
        return min(times) - now if times else None

    def interrupts(self, current: Announcement, now: float, *, quiet: bool) -> bool:
        """Whether what is being played must stop: something graver is due, or it has been taken out."""
        if current not in self._waiting or self._is_held(current, quiet):
            return True
        upcoming = self.next(now, quiet=quiet)
        # A repeat can wait for the end of what somebody hears for the first time.
        return upcoming is not None and upcoming.plays == 0 and upcoming.rank > current.rank

    def played(self, announcement: Announcement, receipt: Receipt, now: float) -> None:
        """Note that it was played whole; it stays where it is repeated."""
        announcement.plays += 1
        announcement.receipt = announcement.receipt or receipt
        announcement.due = now + self.pause_s
        if not is_repeated(announcement.message):
            self.remove(announcement)

    def put_off(self, announcement: Announcement, now: float) -> None:
        """Note that a repeat of it failed: it is tried again after the pause."""
        announcement.due = now + self.pause_s

    def remove(self, announcement: Announcement) -> None:
        """Take it out, where it is still here."""
        if announcement in self._waiting:
            self._waiting.remove(announcement)

    def settle(self, incident: IncidentId) -> tuple[Announcement, ...]:
        """Take out what calls for an answer in an incident; that it is over is still said."""
        return self._take_out(
            [each for each in self._waiting
             if each.message.incident == incident and each.message.cause is not Cause.ENDED]
        )  # fmt: skip

    def expire(self, now: float) -> tuple[Announcement, ...]:
        """Take out what is not worth saying any more."""
        return self._take_out([each for each in self._waiting if each.expires <= now])

    def _take_out(self, gone: Sequence[Announcement]) -> tuple[Announcement, ...]:
        for each in gone:
            self._waiting.remove(each)
        return tuple(gone)

    def _is_held(self, each: Announcement, quiet: bool) -> bool:
        if quiet and is_silenced(each.message):
            return True
        # "There is no danger" must not be heard between two calls of fire.
        return each.priority <= Priority.DRILL and any(
            other.priority >= Priority.WARNING and is_repeated(other.message) for other in self._waiting
        )


def _is_replaced(old: Message, new: Message) -> bool:
    if old.name == new.name:
        return True
    if old.cause is Cause.DIGEST and new.cause is Cause.DIGEST:
        return old.drill == new.drill
    return new.incident is not None and old.incident == new.incident
