# SPDX-License-Identifier: Apache-2.0
"""What one loudspeaker says next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.groups import is_for
from hearthwatch.stages.notices.loudspeakers.priority import Priority, is_silenced, priority_of
from hearthwatch.stages.notices.loudspeakers.queue import Announcement, AnnouncementQueue
from hearthwatch.stages.notices.loudspeakers.quiet import QuietHours
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker, with_no_camera_left_out

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SENT = Receipt(DeliveryState.SENT)


def message(
    name: str = "m",
    cause: Cause = Cause.FIRST,
    severity: Severity = Severity.DANGER,
    incident: int | None = 1,
) -> Message:
    """Return a message that is worth saying for half an hour."""
    number = None if incident is None else IncidentId(incident)
    expires = NOW + timedelta(minutes=30)
    return Message(MessageName(name), cause, severity, NOW, expires, {"en": Words("t", "b")}, incident=number)


FIRE = message("fire")
SMOKE = message("smoke", severity=Severity.WARNING, incident=2)
WORDS = message("words", Cause.WORDS, Severity.WARNING, None)
OVER = message("over", Cause.ENDED, incident=3)
NOTICE = message("notice", severity=Severity.NOTICE, incident=4)
DRILL = replace(message("drill", incident=5), drill=True)
TEST = message("test", Cause.TEST, Severity.NOTICE, None)
BEAT = message("beat", Cause.HEARTBEAT, Severity.NOTICE, None)
IN_ORDER = (FIRE, SMOKE, WORDS, OVER, NOTICE, DRILL, TEST)


def queue(*messages: Message) -> AnnouncementQueue:
    """Return a queue with messages of one moment, 20 s between repeats."""
    made = AnnouncementQueue(20.0)
    for each in messages:
        made.add(each, NOW, 100.0)
    return made


def next_of(made: AnnouncementQueue, now: float = 100.0, *, quiet: bool = False) -> Announcement:
    """Return what is to be played."""
    upcoming = made.next(now, quiet=quiet)
    assert upcoming is not None
    return upcoming


def named(made: AnnouncementQueue, now: float = 100.0, *, quiet: bool = False) -> str:
    """Return the name of what is to be played, "" for nothing."""
    upcoming = made.next(now, quiet=quiet)
    return "" if upcoming is None else upcoming.message.name


@given(st.permutations(IN_ORDER))
def test_the_gravest_goes_first(order: list[Message]) -> None:
    """In whatever order they come: danger, warning, words, all clear, notice, then exercises and tests."""
    assert [priority_of(each) for each in IN_ORDER] == sorted(Priority, reverse=True)
    made = queue(*order)
    heard = []
    for _ in order:
        upcoming = made.next(100.0, quiet=False)
        if upcoming is None:
            break
        heard.append(upcoming.message.name)
        made.played(upcoming, SENT, 100.0)
    # Exercises and tests wait until the fire and the smoke are answered for.
    assert heard == ["fire", "smoke", "words", "over", "notice"]


def test_exercises_and_tests_wait_for_the_answer() -> None:
    """While a real alarm stands there is no word of an exercise, also not in its pauses."""
    made = queue(FIRE, DRILL, TEST)
    made.played(next_of(made), SENT, 105.0)
    assert named(made, 106.0) == ""
    made.settle(IncidentId(1))
    assert named(made, 106.0) == "drill"


@pytest.mark.parametrize("lower", IN_ORDER[1:])
def test_a_fire_interrupts_all_that_is_less(lower: Message) -> None:
    """Whatever is being said stops for a danger."""
    made = queue(lower)
    current = next_of(made)
    assert not made.interrupts(current, 100.0, quiet=False)
    made.add(FIRE, NOW, 101.0)
    assert made.interrupts(current, 101.0, quiet=False)
    assert named(made, 101.0) == "fire"


@pytest.mark.parametrize("other", IN_ORDER)
def test_nothing_interrupts_the_first_call_of_a_fire(other: Message) -> None:
    """The first saying of a danger is heard to its end."""
    made = queue(FIRE)
    current = next_of(made)
    made.add(replace(other, name=MessageName("other"), incident=IncidentId(9)), NOW, 101.0)
    assert not made.interrupts(current, 101.0, quiet=False)


def test_a_new_fire_interrupts_the_repeat_of_an_old_one() -> None:
    """What nobody has heard goes before what everybody has; a repeat interrupts nothing."""
    made = queue(FIRE, WORDS)
    made.played(next_of(made), SENT, 105.0)
    words = next_of(made, 110.0)
    assert not made.interrupts(words, 130.0, quiet=False)
    repeat = next_of(made, 130.0)
    assert repeat.message.name == "fire"
    made.add(message("fire-2", incident=8), NOW, 131.0)
    assert made.interrupts(repeat, 131.0, quiet=False)


def test_what_was_interrupted_is_said_again() -> None:
    """After the graver one is settled, what is still of worth is played from its begin."""
    made = queue(WORDS)
    made.add(FIRE, NOW, 101.0)
    made.played(next_of(made, 101.0), SENT, 110.0)
    assert named(made, 111.0) == "words"


def test_alarms_repeat_until_settled() -> None:
    """After the pause it is due again; an answer ends it; the end is still told."""
    made = queue(FIRE)
    fire = next_of(made)
    made.played(fire, SENT, 110.0)
    assert [named(made, at) for at in (111.0, 129.9, 130.0)] == ["", "", "fire"]
    assert made.wait_s(111.0, quiet=False) == pytest.approx(19.0)
    made.add(message("end", Cause.ENDED), NOW, 131.0)
    assert made.settle(IncidentId(1)) == ()
    made.played(next_of(made, 131.0), SENT, 132.0)
    assert made.waiting == ()


def test_an_incident_has_one_voice() -> None:
    """A newer message of an incident takes the older one's place; what is older is stale."""
    made = queue(FIRE)
    worse = replace(message("worse", Cause.ESCALATED), at=NOW + timedelta(seconds=5))
    _, replaced = made.add(worse, NOW, 101.0)
    assert [each.message.name for each in replaced] == ["fire"]
    assert made.is_stale(FIRE)
    assert not made.is_stale(SMOKE)


def test_a_digest_takes_the_place_of_the_last() -> None:
    """One digest at a time, said once."""
    made = queue(message("d1", Cause.DIGEST, incident=None), message("d2", Cause.DIGEST, incident=None))
    assert [each.message.name for each in made.waiting] == ["d2"]
    made.played(next_of(made), SENT, 105.0)
    assert made.waiting == ()


def test_what_is_not_worth_saying_goes() -> None:
    """At its expiry a message is taken out, repeated or not, and not a moment before."""
    made = queue(FIRE)
    assert made.expire(100.0 + 1799) == ()
    assert [each.message.name for each in made.expire(100.0 + 1800)] == ["fire"]
    assert made.wait_s(2000.0, quiet=False) is None


def test_quiet_hours_silence_what_is_no_danger() -> None:
    """Tests, exercises, signs of life and notices are held; alarms, their ends and own words are not."""
    silenced = [each.name for each in (*IN_ORDER, BEAT) if is_silenced(each)]
    assert silenced == ["notice", "drill", "test", "beat"]
    assert named(queue(NOTICE, DRILL, TEST), quiet=True) == ""
    assert named(queue(NOTICE, FIRE), quiet=True) == "fire"


@given(st.sampled_from([Cause.FIRST, Cause.AGAIN, Cause.ESCALATED, Cause.ENDED, Cause.DIGEST]), st.booleans())
def test_quiet_hours_never_silence_danger(cause: Cause, quiet: bool) -> None:
    """A real danger is always the next to be played, however quiet it is to be."""
    made = queue(TEST, DRILL, WORDS)
    made.add(message("danger", cause, incident=7), NOW, 100.0)
    made.settle(IncidentId(99))
    heard = {named(made, quiet=quiet)}
    if cause is Cause.ENDED:
        made.played(next_of(made, quiet=quiet), SENT, 100.0)
        heard.add(named(made, quiet=quiet))
    assert "danger" in heard


_BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("at", "quiet", "rest_h"),
    [
        (datetime(2026, 5, 1, 21, 59, tzinfo=_BERLIN), False, 0),
        (datetime(2026, 5, 1, 22, 0, tzinfo=_BERLIN), True, 8),
        (datetime(2026, 5, 2, 5, 59, 59, tzinfo=_BERLIN), True, 1 / 3600),
        (datetime(2026, 5, 2, 6, 0, tzinfo=_BERLIN), False, 0),
        (datetime(2026, 5, 1, 20, 30, tzinfo=UTC), True, 7.5),
        # The night in which clocks go back is an hour longer, that in which they go on an hour shorter.
        (datetime(2026, 10, 24, 22, 0, tzinfo=_BERLIN), True, 9),
        (datetime(2026, 3, 28, 22, 0, tzinfo=_BERLIN), True, 7),
    ],
)
def test_quiet_hours_are_by_the_clock_on_the_wall(at: datetime, quiet: bool, rest_h: float) -> None:
    """They reach over midnight, in the place's own time, on nights of any length."""
    hours = QuietHours(time(22), time(6), _BERLIN)
    assert hours.is_quiet(at) is quiet
    assert hours.rest_s(at) == pytest.approx(rest_h * 3600)


def test_no_quiet_hours() -> None:
    """Equal hours are none; those within a day are themselves."""
    assert not QuietHours().is_quiet(NOW)
    assert QuietHours(time(13), time(15), UTC).rest_s(NOW + timedelta(hours=2)) == 3600


def loudspeaker(*cameras: str, groups: tuple[str, ...] = ()) -> Loudspeaker:
    """Return a loudspeaker that serves cameras' places."""
    return Loudspeaker(ChannelId("horn"), "Horn", frozenset(map(CameraId, cameras)), groups)


@pytest.mark.parametrize(
    ("cameras", "kind", "whom", "is_said"),
    [
        (("mill",), IncidentKind.FIRE, "", True),
        (("mill", "barn"), IncidentKind.FIRE, "operators and stewards", True),
        (("barn",), IncidentKind.FIRE, "", False),
        ((), None, "", True),
        (("mill",), IncidentKind.CAMERA, "", False),
        (("mill",), IncidentKind.FIRE, "operators", False),
    ],
)
def test_a_loudspeaker_serves_its_places_and_groups(
    cameras: tuple[str, ...], kind: IncidentKind | None, whom: str, is_said: bool
) -> None:
    """It speaks of its own places, to its groups, and of no camera's trouble."""
    said = replace(FIRE, cameras=tuple(map(CameraId, cameras)), kind=kind, whom=whom, hazards=(Hazard.FLAME,))
    assert loudspeaker("mill", groups=("Stewards",)).serves(said) is is_said


def test_no_camera_is_left_without_a_loudspeaker() -> None:
    """A place that no loudspeaker serves is said by all; with one for all places nothing changes."""
    cameras = [CameraId("mill"), CameraId("barn"), CameraId("lane")]
    made = with_no_camera_left_out([loudspeaker("mill"), loudspeaker("barn")], cameras)
    assert [sorted(each.cameras) for each in made] == [["lane", "mill"], ["barn", "lane"]]
    same = (loudspeaker("mill"), loudspeaker())
    assert with_no_camera_left_out(same, cameras) == same


@pytest.mark.parametrize(
    ("whom", "groups", "is_named"),
    [
        ("operators", (), True),
        ("", ("stewards",), True),
        ("everybody", ("stewards",), True),
        ("Operators and Stewards", ("stewards",), True),
        ("operators, stewards", ("STEWARDS",), True),
        ("operators", ("stewards",), False),
        ("bandleaders", ("leaders",), False),
    ],
)
def test_a_rung_names_groups(whom: str, groups: tuple[str, ...], is_named: bool) -> None:
    """A rung's words are groups between commas and "and"; everybody is all."""
    assert is_for(whom, groups) is is_named


causes = st.sampled_from([Cause.FIRST, Cause.AGAIN, Cause.ESCALATED, Cause.ENDED, Cause.WORDS, Cause.TEST])
arrivals = st.builds(
    lambda cause, severity, incident, drill: replace(
        message("", cause, severity, None if cause in {Cause.WORDS, Cause.TEST} else incident), drill=drill
    ),
    causes, st.sampled_from(Severity), st.integers(0, 3), st.booleans(),
)  # fmt: skip


@given(st.lists(st.one_of(arrivals, st.integers(0, 3), st.none()), max_size=40))
def test_whatever_comes_the_order_holds(events: list[Message | int | None]) -> None:
    """Arrivals, answers and plays in any order: nothing graver waits, no exercise is said beside an alarm."""
    made = AnnouncementQueue(20.0)
    now = 100.0
    for number, event in enumerate(events):
        now += 1.0
        if isinstance(event, Message):
            made.add(replace(event, name=MessageName(f"m{number}")), NOW, now)
        elif event is not None:
            made.settle(IncidentId(event))
        upcoming = made.next(now, quiet=False)
        if upcoming is None:
            continue
        alarms = [
            each for each in made.waiting
            if each.priority >= Priority.WARNING and each.message.cause not in {Cause.WORDS, Cause.DIGEST}
        ]  # fmt: skip
        assert upcoming.priority > Priority.DRILL or not alarms
        assert all(each.rank <= upcoming.rank for each in alarms if each.due <= now)
        if event is None:
            made.played(upcoming, SENT, now)
    assert len({each.message.incident for each in made.waiting if each.message.incident is not None}) == sum(
        each.message.incident is not None for each in made.waiting
    )
