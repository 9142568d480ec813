# SPDX-License-Identifier: Apache-2.0
"""A view's pictures: the same for the same second, in any order, in any light."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.village import DEMO, EMPTY, VIEWS, View, day_programme, standing_programme
from hearthwatch.village.programme import Event, GainStep, Programme, Timetable, Weather


def test_there_are_sixteen_views_of_different_names() -> None:
    """The wall has sixteen tiles, each with a timetable in the demo."""
    assert len(set(VIEWS)) == 16
    assert {each.view for each in DEMO.timetables} == set(VIEWS)


@pytest.mark.parametrize("name", VIEWS)
def test_each_view_gives_a_picture(name: str, demo_view: Callable[[str], View]) -> None:
    """Every view gives a full picture that is neither black nor flat."""
    picture = demo_view(name).picture(5.0)
    assert picture.shape == (720, 1280, 3)
    assert picture.dtype == np.uint8
    assert picture.std() > 10


def test_a_picture_depends_on_its_second_alone() -> None:
    """The order of asking and another instance change no byte."""
    first, second = View("barn"), View("barn")
    later, earlier = first.picture(61.2), first.picture(3.0)
    assert np.array_equal(second.picture(3.0), earlier)
    assert np.array_equal(second.picture(61.2), later)
    assert np.array_equal(first.picture(61.2), later)


def test_seeds_give_different_places() -> None:
    """Another seed gives other trees and clouds."""
    assert not np.array_equal(View("orchard", 1, EMPTY).picture(0), View("orchard", 2, EMPTY).picture(0))


def test_an_unknown_view_is_refused() -> None:
    """A name that is no view is a usage error that names the views."""
    with pytest.raises(UsageError, match="no view 'moon'"):
        View("moon")


def test_the_sun_and_the_lamps_change_a_day() -> None:
    """Noon is brighter than a lamp-lit evening, and an infrared night has no colour."""
    noon = View("barn", 1, day_programme("barn", 3, starts_at_s=43_200, hours=1)).picture(0)
    night = View("barn", 1, day_programme("barn", 3, starts_at_s=82_800, hours=1)).picture(0)
    square = View("square", 1, day_programme("square", 3, starts_at_s=82_800, hours=1)).picture(0)
    assert noon.mean() > 1.5 * night.mean()
    assert int(np.ptp(night.astype(np.int16), axis=2).max()) == 0
    assert int(np.ptp(square.astype(np.int16), axis=2).max()) > 50


def test_a_gain_step_scales_the_picture() -> None:
    """A step of the camera's exposure by 0.6 is seen in the whole picture."""
    weather = Weather(gains=(GainStep(10, 0.6),))
    view = View("chapel", 1, Programme("step", (Timetable("chapel", weather=weather),)))
    assert view.picture(12).mean() == pytest.approx(0.6 * view.picture(9).mean(), rel=0.08)


def test_a_frozen_camera_repeats_its_picture() -> None:
    """While frozen all pictures are one, byte for byte; after it they move again."""
    view = View("harbour", 1, Programme("f", (Timetable("harbour", events=(Event("frozen", 5, 10),)),)))
    held = view.picture(5.0)
    assert np.array_equal(view.picture(9.8), held)
    assert not np.array_equal(view.picture(10.0), held)


@pytest.mark.parametrize(("kind", "least"), [("covered", 25.0), ("moved", 12.0), ("defocused", 3.0)])
def test_camera_faults_change_the_whole_picture(kind: str, least: float) -> None:
    """A covered, turned or defocused camera gives a very different picture."""
    event = Event(kind, 5, 30)  # type: ignore[arg-type]  # the parameter's values are kinds
    spoilt = View("square", 1, Programme("f", (Timetable("square", events=(event,)),)))
    sound = View("square", 1, Programme("f", (Timetable("square"),)))
    change = np.abs(spoilt.picture(15).astype(np.int16) - sound.picture(15))
    assert change.mean() > least


def test_the_programme_repeats() -> None:
    """People and events begin again after the period."""
    view = View("fire-lane")
    assert view.active(view.programme.moment(100)) == view.active(view.programme.moment(700))


def test_standing_people_are_there_from_the_first_picture() -> None:
    """Each one stands at second 0, and one of them for the whole stay."""
    programme = standing_programme("square", 4, people=3, stay_s=900)
    people = programme.timetable("square").people
    assert len(people) == 3
    assert all(each.stations[0].at_s == 0 for each in people)
    assert max(each.stations[-2].at_s for each in people) >= 900
