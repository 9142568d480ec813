# SPDX-License-Identifier: Apache-2.0
"""Chance programmes: the same for the same seed, within their bounds."""

from __future__ import annotations

import pytest

from hearthwatch.village import VIEWS, day_programme, standing_programme
from hearthwatch.village.programme import Station, whereabouts


@pytest.mark.parametrize("view", VIEWS)
def test_a_day_is_the_same_for_the_same_seed(view: str) -> None:
    """Days are data: equal for equal seeds, different for different ones."""
    assert day_programme(view, 7) == day_programme(view, 7)
    assert day_programme(view, 7) != day_programme(view, 8)


def test_stations_are_in_order_of_time() -> None:
    """Nobody goes back in time."""
    for person in day_programme("square", 1).timetable("square").people:
        seconds = [each.at_s for each in person.stations]
        assert seconds == sorted(seconds)


def test_nobody_comes_where_the_density_is_nought() -> None:
    """A density of 0 gives an empty day with weather."""
    assert day_programme("square", 1, people_density=0).timetable("square").people == ()


def test_whereabouts_follow_the_stations() -> None:
    """Between stations one walks; at two alike one stays; outside of them one is away."""
    stations = (Station(0, 0, 10), Station(10, 13, 10), Station(20, 13, 10))
    half = whereabouts(stations, 5)
    still = whereabouts(stations, 15)
    assert half is not None
    assert still is not None
    assert (half.x, half.is_moving, half.gone_m) == (6.5, True, 6.5)
    assert (still.x, still.is_moving) == (13, False)
    assert whereabouts(stations, 21) is None


def test_an_emptied_programme_keeps_its_light() -> None:
    """Commissioning sees the same hour and weather, with nobody there."""
    programme = standing_programme("barn", 2)
    bare = programme.emptied().timetable("barn")
    assert bare.people == ()
    assert bare.weather == programme.timetable("barn").weather
    assert bare.starts_at_s == programme.timetable("barn").starts_at_s
