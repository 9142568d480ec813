# SPDX-License-Identifier: Apache-2.0
"""What somebody wants to be told. Pure: a choice, a message and a moment in; yes or no out.

A choice says which places and hazards, how grave and at what hours. It says nothing of whose it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.hours import Hours
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message
from hearthwatch.stages.notices.groups import is_for

#: What is said to try the way to somebody, and not because anything happened.
_CHECKS = {Cause.TEST, Cause.HEARTBEAT}


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted; empty means all.

    ``places``: ids of cameras, or what people call them or a zone. ``hazards``: kinds of incident. ``hours``:
    None is the whole day. ``exercises``: whether drills, tests and the daily sign of life come too.
    ``groups``: which rungs of the ladder mean this one.
    """

    places: tuple[str, ...] = ()
    hazards: tuple[IncidentKind, ...] = ()
    least: Severity = Severity.NOTICE
    hours: Hours | None = None
    exercises: bool = False
    groups: tuple[str, ...] = ()


def wants(choice: Choice, message: Message, now: datetime) -> bool:
    """Whether a message is wanted. ``now`` is aware, in the zone whose hours the choice means.

    Nothing of a place that was not chosen comes. Danger at a chosen one always comes, whatever hazards and
    hours were chosen: who asked for water alone is told that the mill burns. A drill is no danger.
    """
    if not is_for(message.whom, choice.groups) or not _is_there(choice, message):
        return False
    if (message.drill or message.cause in _CHECKS) and not choice.exercises:
        return False
    if _is_danger(message):
        return True
    # Who presses "send a test" in the evening wants to see it come.
    in_time = choice.hours is None or choice.hours.hold(now.time()) or message.cause is Cause.TEST
    return in_time and _is_such(choice, message) and (message.severity >= choice.least or _is_check(message))


def _is_danger(message: Message) -> bool:
    return message.severity is Severity.DANGER and not message.drill and not _is_check(message)


def _is_check(message: Message) -> bool:
    return message.cause in _CHECKS


def _is_there(choice: Choice, message: Message) -> bool:
    """Whether it is of a chosen place; what is of no place is of all."""
    chosen = {_plain(each) for each in choice.places}
    named = {_plain(each) for each in message.cameras}
    for place in message.places:
        # "Mill stream, the weir" is the weir, and it is at Mill stream.
        named |= {_plain(each) for each in (place, *place.split(","))}
    return not chosen or not named or bool(chosen & named)


def _is_such(choice: Choice, message: Message) -> bool:
    kinds = {IncidentKind.of(each) for each in message.hazards}
    if message.kind is not None:
        kinds.add(message.kind)
    return not choice.hazards or not kinds or bool(kinds & set(choice.hazards))


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
