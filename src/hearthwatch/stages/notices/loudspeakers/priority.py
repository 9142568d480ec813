# SPDX-License-Identifier: Apache-2.0
"""What goes before what on a loudspeaker, what is repeated, and what quiet hours silence. Pure."""

from __future__ import annotations

from enum import IntEnum

from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message

_ALARMS = {Cause.FIRST, Cause.AGAIN, Cause.ESCALATED}


class Priority(IntEnum):
    """The higher interrupts the lower, mid-word."""

    TEST = 1
    DRILL = 2
    NOTICE = 3
    ALL_CLEAR = 4
    WORDS = 5
    WARNING = 6
    DANGER = 7


def priority_of(message: Message) -> Priority:
    """Return a message's priority. A drill is a drill, whatever it plays at."""
    if message.cause in {Cause.TEST, Cause.HEARTBEAT}:
        return Priority.TEST
    if message.drill:
        return Priority.DRILL
    if message.cause is Cause.WORDS:
        return Priority.WORDS
    if message.cause is Cause.ENDED:
        return Priority.ALL_CLEAR
    return {
        Severity.NOTICE: Priority.NOTICE,
        Severity.WARNING: Priority.WARNING,
        Severity.DANGER: Priority.DANGER,
    }[message.severity]


def is_repeated(message: Message) -> bool:
    """Whether it is said until somebody answers: alarms of warnings and dangers, and drills of them.

    A digest belongs to no one incident for which somebody could answer: the next one takes its place.
    """
    return message.cause in _ALARMS and message.severity >= Severity.WARNING


def is_silenced(message: Message) -> bool:
    """Whether quiet hours silence it: tests, drills and what is no more than a notice. Danger never is.

    Who was woken by an alarm is also told that it is over; what an operator confirms is said.
    """
    if message.cause in {Cause.TEST, Cause.HEARTBEAT} or message.drill:
        return True
    return message.severity is Severity.NOTICE
