# SPDX-License-Identifier: Apache-2.0
"""What holds for incidents whatever happens in whatever order, over restarts and steps of the clock."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.incident import NoticeReason, PersonsAct
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.testing.incident_day import BARN, FAR, HERE, MILL, SQUARE, Day

_SEEN = st.tuples(
    st.just("see"),
    st.sampled_from([BARN, SQUARE, MILL]),
    st.sampled_from([Hazard.FLAME, Hazard.SMOKE, Hazard.BLOCKED, Hazard.LOST, Hazard.DEGRADED]),
    st.sampled_from([HERE, FAR, None]),
    st.booleans(),
)
_WAIT = st.tuples(st.just("wait"), st.sampled_from([1.0, 40.0, 400.0, 4000.0]))
_ACT = st.tuples(st.just("act"), st.sampled_from(list(PersonsAct)), st.integers(1, 4))
_RESTART = st.tuples(st.just("restart"))
_STEP = st.tuples(st.just("step"), st.sampled_from([-90_000.0, -30.0, 30.0, 90_000.0]))
HAPPENINGS = st.lists(st.one_of(_SEEN, _SEEN, _WAIT, _ACT, _RESTART, _STEP), max_size=40)


def lived(happenings: Sequence[tuple[object, ...]]) -> Day:
    """Return a day in which all this happened."""
    day = Day(Policy(places={BARN: "yard", SQUARE: "yard"}))
    for happening in happenings:
        match happening:
            case ("see", camera, hazard, cells, over):
                day.see(camera, hazard, cells, over=over)  # type: ignore[arg-type]
            case ("wait", float(seconds)):
                day.wait(seconds, step=seconds / 8)
            case ("act", act, number):
                with contextlib.suppress(UsageError):  # there is none, or it is over
                    day.act(act, number)  # type: ignore[arg-type]
            case ("restart",):
                day.restart()
            case ("step", float(seconds)):
                day.wall_s += seconds
            case _:
                raise AssertionError(happening)
    return day


@settings(max_examples=150, deadline=None)
@given(HAPPENINGS)
def test_each_incident_is_told_first_once_and_last_once(happenings: Sequence[tuple[object, ...]]) -> None:
    """No incident has two first notices or two ends; nothing comes before its first or after its end."""
    day = lived(happenings)
    for number in day.incidents:
        told = [notice.reason for notice in day.notices if notice.incident == number]
        count = Counter(told)
        assert count[NoticeReason.FIRST] <= 1
        assert count[NoticeReason.ENDED] <= 1
        assert not told or told[0] is NoticeReason.FIRST
        assert NoticeReason.ENDED not in told[:-1]
    names = [(notice.incident, notice.number) for notice in day.notices]
    assert len(names) == len(set(names))


@settings(max_examples=100, deadline=None)
@given(HAPPENINGS)
def test_every_incident_ends_once_its_hazard_is_gone(happenings: Sequence[tuple[object, ...]]) -> None:
    """When nothing is seen any more every incident ends within a day, whether or not anybody answers."""
    day = lived(happenings)
    for incident in list(day.desk.open):
        for place in incident.places:
            day.see(place.camera, place.hazard, place.cells, over=True)
    day.wait(87_000, step=100)
    assert all(incident.state.is_over for incident in day.incidents.values())
    assert not day.desk.open


@settings(max_examples=100, deadline=None)
@given(HAPPENINGS)
def test_what_burns_now_is_told(happenings: Sequence[tuple[object, ...]]) -> None:
    """A flame that no open or set-aside incident shows is told at once, whatever went before."""
    day = lived(happenings)
    before = len(day.notices)
    day.wait(4000, step=100)  # what was set aside has become news again
    for incident in list(day.desk.open):
        day.act(PersonsAct.RESOLVE, incident.id)
    day.wait(4000, step=100)
    before = len(day.notices)
    day.see(MILL, Hazard.FLAME, HERE)
    assert [notice.reason for notice in day.notices[before:]] == [NoticeReason.FIRST]
