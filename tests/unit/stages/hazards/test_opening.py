# SPDX-License-Identifier: Apache-2.0
"""Observations become hazards that open once, are told anew when they grow, and close once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.stages.hazards.opening import QUIET_S, HazardEvent, HazardStates


def smoke(at_s: float, *, score: float = 0.6, right: int = 10) -> Observation:
    """Return a sighting of smoke."""
    return Observation(Hazard.SMOKE, CellRect(0, 0, 10, right), score, at_s)


def test_a_hazard_opens_once_and_closes_when_none_is_seen() -> None:
    """Two sightings open one hazard; a quiet while closes it."""
    states = HazardStates()
    assert [event.kind for event in states.step([smoke(1), smoke(2)], 2)] == ["opened"]
    assert states.hazards == {Hazard.SMOKE}
    assert states.step([], 2 + QUIET_S) == ()
    assert [event.kind for event in states.step([], 2.1 + QUIET_S)] == ["closed"]
    assert states.hazards == frozenset()


def test_a_gap_shorter_than_the_quiet_while_changes_nothing() -> None:
    """A hazard that flickers stays open."""
    states = HazardStates()
    states.step([smoke(0)], 0)
    assert [states.step([smoke(at)], at) for at in (4.0, 8.0, 12.0)] == [(), (), ()]


def test_growth_is_told_but_not_all_the_time() -> None:
    """A place twice as large is told after ten seconds, not before."""
    states = HazardStates()
    states.step([smoke(0)], 0)
    assert states.step([smoke(4, right=20)], 4) == ()
    states.step([smoke(8, right=20)], 8)
    assert [event.kind for event in states.step([smoke(12, right=20)], 12)] == ["updated"]


def test_the_end_closes_what_is_open() -> None:
    """A file's end leaves nothing open, and says when."""
    states = HazardStates()
    states.step([smoke(0)], 0)
    (event,) = states.end(1.0)
    assert (event.kind, event.media_time_s) == ("closed", 1.0)


@given(st.lists(st.tuples(st.sampled_from(list(Hazard)), st.floats(0, 20)), max_size=30))
def test_each_hazard_opens_and_closes_in_turn(gaps: list[tuple[Hazard, float]]) -> None:
    """Whatever is seen and when, each hazard is opened and closed alternately, and closed at the end."""
    states, now = HazardStates(), 0.0
    events: list[HazardEvent] = []
    for hazard, gap in gaps:
        now += gap
        events += states.step([Observation(hazard, None, 0.5, now)], now)
    events += states.end(now)
    for hazard in Hazard:
        kinds = [event.kind for event in events if event.hazard is hazard and event.kind != "updated"]
        assert kinds == ["opened", "closed"] * (len(kinds) // 2)
