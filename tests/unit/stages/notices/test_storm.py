# SPDX-License-Identifier: Apache-2.0
"""A storm of messages: what people are told one by one, and what is gathered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hearthwatch.model.ids import MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.storm import Storm

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def message(number: int, severity: Severity = Severity.WARNING, cause: Cause = Cause.FIRST) -> Message:
    """Return a message, made a second after the one before."""
    at = NOON + timedelta(seconds=number)
    words = {"en": Words("t", "b")}
    return Message(MessageName(f"m-{number}"), cause, severity, at, at + timedelta(hours=1), words)


def test_five_in_a_minute_are_told_and_the_next_are_gathered() -> None:
    """The sixth message within a minute of five others is gathered, and told 15 s later with the seventh."""
    storm = Storm()
    assert [storm.gathers(message(number), number) for number in range(7)] == [False] * 5 + [True] * 2
    assert storm.digest(5 + 14) == ()
    assert [each.name for each in storm.digest(5 + 15)] == ["m-5", "m-6"]
    assert storm.digest(100) == ()


def test_what_is_graver_than_all_before_is_told_at_once() -> None:
    """A fire in a storm of warnings is told by itself; a second one, after it, is gathered."""
    storm = Storm()
    for number in range(8):
        storm.gathers(message(number), number)
    assert not storm.gathers(message(8, Severity.DANGER), 8)
    assert storm.gathers(message(9, Severity.DANGER), 9)


def test_a_slow_trickle_is_no_storm() -> None:
    """A message every quarter of a minute is told each time, for ever."""
    storm = Storm()
    assert not any(storm.gathers(message(15 * number), 15 * number) for number in range(100))


def test_that_alarms_are_over_makes_no_storm() -> None:
    """Ends are told however many they are, and gathered only where alarms are."""
    storm = Storm()
    assert not any(storm.gathers(message(number, cause=Cause.ENDED), number) for number in range(20))
    for number in range(20, 25):
        assert not storm.gathers(message(number), number)
    assert storm.gathers(message(25, cause=Cause.ENDED), 25)


def test_what_a_person_says_or_tries_is_never_gathered() -> None:
    """Operators' words, tests and heartbeats are told in any storm."""
    storm = Storm()
    for number in range(20):
        storm.gathers(message(number), number)
    for cause in (Cause.WORDS, Cause.TEST, Cause.HEARTBEAT):
        assert not storm.gathers(message(20, cause=cause), 20)
