# SPDX-License-Identifier: Apache-2.0
"""What places are called in the words of hazards, and that zones are judged apart."""

from __future__ import annotations

import pytest

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Evidence, Hazard, Observation
from hearthwatch.model.zone import Zone
from hearthwatch.stages.hazards.named import spoken_time
from hearthwatch.stages.hazards.opening import QUIET_S, HazardEvent, HazardStates
from hearthwatch.stages.hazards.zones_in_use import BACK_S, ZonesInUse

LANE = Zone("the fire lane behind the mill", ((0, 0.5), (0.5, 0.5), (0.5, 1), (0, 1)))
GATE = Zone("the gate", ((0.6, 0.5), (1, 0.5), (1, 1)))
YARD = Zone("the mill yard", ((0, 0), (0.5, 0), (0.5, 0.5), (0, 0.5)), "watch")
ZONES = (LANE, GATE, YARD)
HERE = CellRect(25, 5, 30, 15)


def blocked(at_s: float, zone: int = 1) -> Observation:
    """Return a sighting of a blocked zone."""
    return Observation(Hazard.BLOCKED, HERE, 0.9, at_s, zone=zone)


def test_a_blocked_way_is_told_by_its_name_and_for_how_long() -> None:
    """The words name the zone and grow with the time, never faster than every ten seconds."""
    states = HazardStates(zones=ZONES)
    told: list[HazardEvent] = []
    for number in range(240):
        told += states.step([blocked(number / 2)], number / 2)
    assert [(event.kind, event.media_time_s, event.why) for event in told] == [
        ("opened", 0.0, "the fire lane behind the mill has been blocked for 2 minutes"),
        ("updated", 60.0, "the fire lane behind the mill has been blocked for 3 minutes"),
    ]
    assert {event.zone for event in told} == {LANE.name}


def test_two_zones_open_and_close_apart() -> None:
    """Each blocked zone is a hazard of its own."""
    states = HazardStates(zones=ZONES)
    assert [event.zone for event in states.step([blocked(0), blocked(0, 2)], 0)] == [LANE.name, GATE.name]
    (event,) = states.step([blocked(QUIET_S + 1, 2)], QUIET_S + 1)
    assert (event.kind, event.zone) == ("closed", LANE.name)
    assert states.hazards == {Hazard.BLOCKED}


def test_a_way_that_cannot_be_seen_is_not_told_clear() -> None:
    """While the camera's health is in doubt a blocked way stays open; flame, which may be over, does not."""
    states = HazardStates(zones=ZONES)
    states.step([blocked(0), Observation(Hazard.FLAME, HERE, 0.9, 0)], 0)
    for number in range(1, 60):
        states.step([Observation(Hazard.LOST, None, 1.0, number)], number)
    assert states.hazards == {Hazard.BLOCKED, Hazard.LOST}
    states.step([], 59 + QUIET_S + 1)
    states.step([], 59 + 2 * QUIET_S + 2)
    assert states.hazards == frozenset()


def test_flames_are_told_by_the_name_of_their_place() -> None:
    """Flame and smoke in a zone that is watched name it; elsewhere they name the part of the view alone."""
    evidence = Evidence(5, 1, 3, 0.2, 0.5, 1)
    states = HazardStates(zones=ZONES)
    (named,) = states.step([Observation(Hazard.FLAME, CellRect(5, 5, 10, 15), 0.9, 0, evidence)], 0)
    (nameless,) = states.step([Observation(Hazard.SMOKE, CellRect(5, 60, 10, 65), 0.9, 0, evidence)], 0)
    assert named.why.startswith("flames seen in the mill yard at the top left: ")
    assert nameless.why.startswith("smoke seen at the top right: ")
    assert (named.zone, nameless.zone) == ("", "")


def test_a_moved_camera_names_the_zones_that_are_void() -> None:
    """The words of *moved* say which zones are not used any more."""
    (event,) = HazardStates(zones=(LANE, GATE)).step([Observation(Hazard.MOVED, None, 0.9, 0)], 0)
    assert event.why == (
        "the view is not where it was; its zones no longer match it and are not used: "
        "the fire lane behind the mill (keep-clear), the gate (keep-clear)"
    )


def test_a_number_without_a_zone_is_told_without_a_name() -> None:
    """A sighting of a zone that there is not is still told."""
    (event,) = HazardStates(zones=ZONES).step([blocked(0, 9)], 0)
    assert (event.why, event.zone) == ("something stands in a zone to be kept clear", "")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (30, "30 seconds"),
        (119, "90 seconds"),
        (120, "2 minutes"),
        (599, "9 minutes"),
        (1799, "25 minutes"),
        (3600, "1 hour"),
        (9000, "2 hours"),
    ],
)
def test_a_time_is_never_told_longer_than_it_was(seconds: float, words: str) -> None:
    """Times are rounded down to what one says."""
    assert spoken_time(seconds) == words


def test_zones_are_used_again_when_the_view_has_been_back() -> None:
    """A moved view, by its edges or by its plate, uses no zone until ten seconds after it was back."""
    zones, moved = ZonesInUse(), [Observation(Hazard.MOVED, None, 0.9, 0)]
    assert zones.see([], 0, has_moved=False)
    assert not zones.see(moved, 1, has_moved=False)
    assert not zones.see([], 1 + BACK_S, has_moved=False)
    assert zones.see([], 1.1 + BACK_S, has_moved=False)
    assert not zones.see([], 20, has_moved=True)
