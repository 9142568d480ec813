# SPDX-License-Identifier: Apache-2.0
"""One event is one incident: grouping, telling, ladder, escalation, people's acts, restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import IncidentKind, IncidentState, NoticeReason, PersonsAct, Severity
from hearthwatch.stages.incidents.policy import Policy, Rung
from hearthwatch.stages.incidents.sighting import Sighting
from hearthwatch.testing.incident_day import BARN, FAR, HERE, SQUARE, Day


def test_a_fire_is_told_at_once_and_names_its_place() -> None:
    """The first sighting of flame gives an incident that is told to the first rung, with place and why."""
    day = Day()
    day.see()
    assert day.state == IncidentState.NOTIFIED
    assert (day.only.kind, day.only.severity) == (IncidentKind.FIRE, Severity.DANGER)
    assert [notice.text for notice in day.notices] == ["Fire at Barn. Flame seen."]
    assert day.said() == [("first", "operators")]


def test_a_thousand_sightings_of_four_cameras_are_one_incident() -> None:
    """One fire seen by four cameras of a place, a thousand times, is one incident and one first notice."""
    cameras = [CameraId(f"camera-{number}") for number in range(4)]
    day = Day(Policy(places=dict.fromkeys(cameras, "yard")))
    for number in range(1000):
        day.at_s += 0.25
        day.see(cameras[number % 4], Hazard.SMOKE if number % 7 == 0 else Hazard.FLAME)
    assert len(day.incidents) == 1
    assert [notice.reason for notice in day.notices].count(NoticeReason.FIRST) == 1
    assert set(day.only.cameras) == set(cameras)


def test_smoke_then_flame_is_one_incident_that_grows_worse() -> None:
    """Flame where smoke was makes the same incident graver, and that is told."""
    day = Day()
    day.see(hazard=Hazard.SMOKE)
    day.wait(20)
    day.see(hazard=Hazard.FLAME)
    assert day.only.severity is Severity.DANGER
    assert [notice.text for notice in day.notices] == [
        "Smoke at Barn. Smoke seen.",
        "Worse now: Fire at Barn. Flame seen.",
    ]


def test_places_far_apart_are_two_events() -> None:
    """Fires at the two ends of a view, or of cameras of different places, are incidents of their own."""
    day = Day()
    day.see(cells=HERE)
    day.see(cells=FAR)
    day.see(camera=SQUARE, cells=HERE)
    assert len(day.incidents) == 3


def test_who_does_not_answer_is_told_again_and_so_are_others() -> None:
    """Unanswered, a fire is told after 5 minutes, after 30, then every 25 minutes; answered, no more."""
    day = Day()
    day.see()
    day.wait(3600 * 1.5)
    assert day.said() == [
        ("first", "operators"),
        ("again", "operators and stewards"),
        ("again", "everybody"),
        ("again", "everybody"),
        ("again", "everybody"),
    ]
    day.act(PersonsAct.ACKNOWLEDGE)
    day.wait(7200)
    assert len(day.notices) == 5


def test_an_answered_fire_that_grows_is_told_as_though_new() -> None:
    """Acknowledged, nothing is said until the fire covers three times as much; then the ladder begins."""
    day = Day()
    day.see()
    day.act(PersonsAct.ACKNOWLEDGE)
    day.wait(100)
    day.see(cells=CellRect(10, 10, 15, 17))
    assert day.state.value == "acknowledged"
    day.see(cells=CellRect(6, 6, 16, 20))
    assert day.state.value == "notified"
    day.wait(301)
    assert day.said()[1:] == [("escalated", "operators"), ("again", "operators and stewards")]


def test_a_short_drop_of_a_camera_is_not_told() -> None:
    """A camera that is lost for 20 s and comes back gives a record and no notice."""
    day = Day()
    day.see(hazard=Hazard.LOST, cells=None)
    day.wait(20)
    day.see(hazard=Hazard.LOST, cells=None, over=True)
    day.wait(60)
    assert day.state == IncidentState.RESOLVED
    assert day.notices == []


def test_a_camera_that_goes_and_comes_back_is_told_both() -> None:
    """A camera that stays away is told after its time, and its return is told too, without any act."""
    day = Day()
    day.see(hazard=Hazard.LOST, cells=None)
    day.wait(120)
    day.see(hazard=Hazard.LOST, cells=None, over=True)
    day.wait(30)
    assert day.state == IncidentState.RESOLVED
    assert [notice.text for notice in day.notices] == [
        "Camera in trouble at Barn. Lost seen.",
        "Over: Camera in trouble at Barn. It is not seen any more.",
    ]


def test_a_fire_out_of_sight_goes_on_until_somebody_answers() -> None:
    """An unanswered fire that is not seen any more is told on, for a day; answered, it ends in 5 minutes."""
    day = Day()
    day.see()
    day.see(over=True)
    day.wait(3600)
    assert day.state.value == "notified"
    day.act(PersonsAct.ACKNOWLEDGE)
    day.wait(1)
    assert day.state.value == "resolved"
    other = Day()
    other.see()
    other.see(over=True)
    other.wait(86_500, step=50)
    assert other.state == IncidentState.RESOLVED


def test_not_a_hazard_is_over_and_stays_over_until_it_grows() -> None:
    """What a person dismissed is not told again while it goes on as it was; grown threefold it is new."""
    day = Day()
    day.see()
    day.act(PersonsAct.NOT_A_HAZARD)
    assert day.state == IncidentState.FALSE_ALARM
    assert [bar.place.cells for changes in day.changes for bar in changes.bars] == [HERE]
    day.wait(60)
    day.see()
    assert len(day.incidents) == 1
    day.see(cells=CellRect(4, 4, 20, 20))
    assert len(day.incidents) == 2


def test_who_reports_a_fire_that_was_ended_is_heard() -> None:
    """A person's report is told each time, also of what was just resolved or dismissed; a camera's is not."""
    day = Day()
    for times, act in enumerate((PersonsAct.RESOLVE, PersonsAct.NOT_A_HAZARD), 1):
        day.report()
        day.act(act, times)
        day.wait(5)
        day.report()
        assert len(day.incidents) == times + 1
        assert day.incidents[IncidentId(times + 1)].state is IncidentState.NOTIFIED
    day.see()
    day.act(PersonsAct.NOT_A_HAZARD, 3)
    day.see()
    assert len(day.incidents) == 3


def test_a_dismissed_place_that_was_quiet_is_new_when_it_burns_again() -> None:
    """Once a dismissed sighting has ended, the next one there is another event."""
    day = Day()
    day.see()
    day.act(PersonsAct.NOT_A_HAZARD)
    day.see(over=True)
    day.see()
    assert len(day.incidents) == 2


def test_a_real_fire_never_joins_a_drill() -> None:
    """While an exercise runs, a sighting of flame is an incident of its own, and is not told as a drill."""
    day = Day()
    day.desk.drill(BARN, "Ada", day.now)
    day.keep()
    day.see()
    assert [notice.text for notice in day.notices] == [
        "DRILL, no danger: Fire at Barn. An exercise that Ada began.",
        "Fire at Barn. Flame seen.",
    ]
    assert [notice.drill for notice in day.notices] == [True, False]


def test_an_exercise_goes_up_the_ladder_and_ends_once_answered() -> None:
    """Unanswered it is told again to more people; answered it ends by itself; dismissed it raises no bar."""
    day = Day()
    day.desk.drill(BARN, "Ada", day.now)
    day.keep()
    day.wait(301)
    assert day.said() == [("first", "operators"), ("again", "operators and stewards")]
    day.act(PersonsAct.ACKNOWLEDGE)
    day.wait(301)
    assert day.state is IncidentState.RESOLVED
    day.desk.drill(BARN, "Ada", day.now)
    day.keep()
    day.desk.act(PersonsAct.NOT_A_HAZARD, IncidentId(2), "Ada", day.now)
    assert day.desk.drain().bars == ()


def test_a_restart_tells_nothing_twice() -> None:
    """After a restart the same fire joins its incident, is not told as new, and its waits go on."""
    day = Day()
    day.see()
    day.wait(200)
    day.restart()
    day.see()
    assert len(day.incidents) == 1
    day.wait(101)
    assert day.said() == [("first", "operators"), ("again", "operators and stewards")]


@pytest.mark.parametrize("step_s", [-86_400.0, 86_400.0])
def test_a_clock_step_silences_nothing(step_s: float) -> None:
    """A clock set back or forward by a day, while running and over a restart, delays no notice."""
    day = Day()
    day.see()
    day.wall_s = step_s
    day.wait(301)
    assert len(day.notices) == 2
    day.restart()
    day.wait(1501)
    assert len(day.notices) >= 3


def test_acts_on_what_is_not_open_are_refused() -> None:
    """An unknown or ended incident, or an act that its state does not know, is a clear error."""
    day = Day()
    with pytest.raises(UsageError, match="no open incident 7"):
        day.act(PersonsAct.ACKNOWLEDGE, 7)
    day.see()
    day.act(PersonsAct.ACKNOWLEDGE)
    with pytest.raises(UsageError, match="Incident 1 is acknowledged: that cannot be done now"):
        day.act(PersonsAct.ACKNOWLEDGE)


@pytest.mark.parametrize("steps", [(), (5.0,), (0.0, 60.0, 60.0)])
def test_a_ladder_that_does_not_rise_is_refused(steps: Sequence[float]) -> None:
    """A ladder must begin at once and rise."""
    with pytest.raises(UsageError, match="must begin at 0 and rise"):
        Policy(ladder=tuple(Rung(step, "operators") for step in steps))


def test_changes_that_could_not_be_kept_join_the_next() -> None:
    """Of two unkept changes of an incident the later stands, and no notice or line is lost."""
    day = Day(tells=False)
    day.desk.take(Sighting(BARN, Hazard.FLAME, HERE, 0.9, "flame seen"), day.now)
    first = day.desk.drain()
    day.desk.act(PersonsAct.ACKNOWLEDGE, IncidentId(1), "Ada", day.now)
    both = first.then(day.desk.drain())
    assert [each.state for each in both.incidents] == [IncidentState.ACKNOWLEDGED]
    assert len(both.notices) == 1
    assert [entry.what for entry in both.entries] == [
        "suspected: flame seen",
        "confirmed: seen long enough",
        "acknowledged: acknowledged",
    ]
    assert replace(both.incidents[0], by="") != both.incidents[0]


def blockage(zone: str, why: str = "it has been blocked", *, is_over: bool = False) -> Sighting:
    """Return a sighting of a blocked zone at one place of the barn's view."""
    return Sighting(BARN, Hazard.BLOCKED, HERE, 0.9, why, is_over, zone=zone)


def test_zones_beside_each_other_are_events_of_their_own() -> None:
    """Two blocked zones of one view are two incidents, and each is over by itself."""
    day = Day()
    for sighting in (blockage("lane"), blockage("gate"), blockage("lane", is_over=True)):
        day.desk.take(sighting, day.now)
        day.keep()
    assert len(day.incidents) == 2
    day.wait(15)
    assert [each.places[0].zone for each in day.desk.open] == ["gate"]


def test_a_notice_says_how_long_a_way_has_been_blocked_by_now() -> None:
    """What is told again says the last that was seen of it, and not what was said first."""
    day = Day()
    for why in ("the lane has been blocked for 2 minutes", "the lane has been blocked for 7 minutes"):
        day.desk.take(blockage("the lane", why), day.now)
        day.keep()
        day.wait(301)
    assert [notice.text for notice in day.notices] == [
        "Blocked way at Barn. The lane has been blocked for 2 minutes.",
        "Still unanswered: Blocked way at Barn. The lane has been blocked for 2 minutes.",
    ]
    day.wait(1600)
    assert day.notices[-1].text.endswith("The lane has been blocked for 7 minutes.")
