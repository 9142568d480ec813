# SPDX-License-Identifier: Apache-2.0
"""Who wants to be told what: properties, and the cases that people ask about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.hours import Hours
from hearthwatch.model.ids import CameraId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.groups import is_for
from hearthwatch.stages.notices.phones.choice import Choice, wants

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 1, 31, 3, 0, tzinfo=UTC)
Told = Callable[..., Message]

times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.tuples(times, times).filter(lambda two: two[0] != two[1]).map(lambda two: Hours(*two))
names = st.sampled_from(("mill", "barn", "square", "jetty"))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    """Draw a choice."""
    return Choice(
        places=tuple(draw(st.lists(names, max_size=3))),
        hazards=tuple(draw(st.lists(st.sampled_from(IncidentKind), max_size=3))),
        least=draw(st.sampled_from(Severity)),
        hours=draw(st.none() | hours),
        exercises=draw(st.booleans()),
    )


@st.composite
def messages(draw: st.DrawFn) -> Message:
    """Draw a message of one hazard at one or two cameras."""
    hazard = draw(st.sampled_from(Hazard))
    cameras = draw(st.lists(names, min_size=1, max_size=2, unique=True))
    return Message(
        MessageName("m"),
        draw(st.sampled_from(Cause)),
        draw(st.sampled_from(Severity)),
        NOON,
        NOON + timedelta(hours=1),
        {"en": Words("Fire", "Fire.")},
        drill=draw(st.booleans()),
        kind=IncidentKind.of(hazard),
        hazards=(hazard,),
        cameras=tuple(CameraId(each) for each in cameras),
    )


@settings(deadline=None)
@given(choices(), messages(), moments)
def test_nothing_of_a_place_that_was_not_chosen_comes(
    choice: Choice, message: Message, now: datetime
) -> None:
    """Where places were chosen, a message of others never comes, however grave."""
    if choice.places and not set(choice.places) & set(message.cameras):
        assert not wants(choice, message, now)


@settings(deadline=None)
@given(choices(), messages(), moments)
def test_danger_at_a_chosen_place_always_comes(choice: Choice, message: Message, now: datetime) -> None:
    """No hours, no hazards and no severity that were chosen keep real danger from whoever chose its place."""
    is_danger = message.severity is Severity.DANGER and not message.drill
    if is_danger and message.cause not in {Cause.TEST, Cause.HEARTBEAT}:
        reached = not choice.places or bool(set(choice.places) & set(message.cameras))
        assert wants(choice, message, now) is reached


@settings(deadline=None)
@given(choices(), messages(), moments)
def test_exercises_come_only_to_who_asked(choice: Choice, message: Message, now: datetime) -> None:
    """No drill, test or sign of life comes to one who did not ask for them."""
    if message.drill or message.cause in {Cause.TEST, Cause.HEARTBEAT}:
        assert choice.exercises or not wants(choice, message, now)


@settings(deadline=None)
@given(choices(), messages(), moments)
def test_outside_the_hours_only_danger_comes_and_tests(
    choice: Choice, message: Message, now: datetime
) -> None:
    """Outside somebody's hours nothing else disturbs."""
    if choice.hours and not choice.hours.hold(now.time()) and wants(choice, message, now):
        assert message.severity is Severity.DANGER or message.cause is Cause.TEST
        assert not message.drill or message.cause is Cause.TEST


@settings(deadline=None)
@given(hours, times)
def test_hours_and_the_rest_of_the_day_make_the_whole_day(some: Hours, at: time) -> None:
    """Each time of day is within hours or within those that begin when they end, across midnight too."""
    assert some.hold(at) != Hours(some.end, some.begin).hold(at)


@settings(deadline=None)
@given(hours)
def test_hours_are_read_as_they_are_written(some: Hours) -> None:
    """What is written can be read again."""
    assert Hours.parse(str(some)) == some


@pytest.mark.parametrize(
    ("text", "at", "within"),
    [
        ("07:00-22:00", time(7), True),
        ("07:00-22:00", time(22), False),
        ("07:00-22:00", time(6, 59), False),
        ("22:00-06:00", time(23), True),
        ("22:00-06:00", time(0), True),
        ("22:00-06:00", time(5, 59), True),
        ("22:00-06:00", time(6), False),
        ("22:00-06:00", time(12), False),
    ],
)
def test_hours_hold_from_their_beginning_to_before_their_end(text: str, at: time, within: bool) -> None:
    """Hours may go across midnight; their end is not part of them."""
    assert Hours.parse(text).hold(at) is within


@pytest.mark.parametrize(
    "text", ["", "7-22", "07:00", "07:00-24:00", "07:60-22:00", "07:00-07:00", "\u0660\u0667:00-22:00"]
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    """A sentence says how hours are written."""
    with pytest.raises(ValueError, match="hours"):
        Hours.parse(text)


@pytest.mark.parametrize(
    ("choice", "changes", "wanted"),
    [
        (Choice(places=("MILL  stream",)), {}, True),
        (Choice(places=("mill",)), {"cameras": (), "places": ()}, True),
        (Choice(places=("The weir",)), {"places": ("Mill stream, the weir",)}, True),
        (Choice(places=("mill stream",)), {"places": ("Mill stream, the weir",)}, True),
        (Choice(places=("stream",)), {"places": ("Mill stream, the weir",)}, False),
        (Choice(places=("mill",)), {"cause": Cause.DIGEST, "cameras": (), "places": ("Barn", "Mill")}, True),
        (Choice(hazards=(IncidentKind.WATER,)), {"severity": Severity.WARNING}, False),
        (Choice(hazards=(IncidentKind.FIRE,)), {"severity": Severity.WARNING, "kind": None}, True),
        (Choice(least=Severity.WARNING), {"severity": Severity.NOTICE}, False),
        (Choice(groups=("operators",)), {}, True),
        (Choice(groups=("stewards",)), {}, False),
        (Choice(groups=("stewards",)), {"whom": "everybody"}, True),
        (Choice(exercises=True), {"drill": True}, True),
        (
            Choice(exercises=True, least=Severity.DANGER),
            {"cause": Cause.HEARTBEAT, "severity": Severity.NOTICE},
            True,
        ),
    ],
)  # fmt: skip
def test_cases_that_people_ask_about(
    told: Told, choice: Choice, changes: dict[str, object], wanted: bool
) -> None:
    """Words for places, messages of no place, digests, kinds told by hazards alone, rungs and exercises."""
    assert wants(choice, told(**changes), NOON) is wanted


def test_a_test_comes_at_night_and_a_sign_of_life_does_not(told: Told) -> None:
    """Who presses the button sees it come, also outside the hours; the daily sign of life keeps to them."""
    day = Choice(exercises=True, hours=Hours.parse("07:00-22:00"))
    assert wants(day, told(cause=Cause.TEST), NIGHT)
    assert not wants(day, told(cause=Cause.HEARTBEAT), NIGHT)


@pytest.mark.parametrize(
    ("whom", "groups", "wanted"),
    [
        ("operators and stewards", ("stewards",), True),
        ("Operators, stewards", (" STEWARDS ",), True),
        ("operators", ("stewards",), False),
        ("everybody", ("stewards",), True),
        ("", ("stewards",), True),
        ("operators", (), True),
        ("islanders", ("isl", "ers"), False),
    ],
)
def test_a_rung_names_groups(whom: str, groups: tuple[str, ...], wanted: bool) -> None:
    """A rung's words are split at commas and at "and", and never within a word."""
    assert is_for(whom, groups) is wanted
