# SPDX-License-Identifier: Apache-2.0
"""What is on the screen: pages that turn, alarms that take over, and no more than is known."""

from __future__ import annotations

import asyncio

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import PersonsAct
from hearthwatch.model.scene import CellState
from hearthwatch.television.programme import CALL_S, Programme
from hearthwatch.television.screen import Screen
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.television import ShownPlaces


def screens(
    places: ShownPlaces, clock: FakeClock, *after_s: float, camera: str | None = None
) -> list[Screen]:
    """Return the screens some seconds from now, each counted from a turn of the page."""
    programme = Programme(places.sources, camera=None if camera is None else CameraId(camera))
    begin_s = clock.monotonic() // 60 * 60
    return [programme.screen(clock.now(), begin_s + each) for each in after_s]


def test_pages_turn_and_come_round() -> None:
    """Six places are two pages, four and two, each for fifteen seconds."""
    clock = FakeClock()
    places = ShownPlaces(clock, 6)
    first, same, second, again = screens(places, clock, 0, 14, 15, 30)
    assert [tile.name for tile in first.tiles] == ["Mill stream", "Barn", "Square", "Jetty"]
    assert [tile.name for tile in second.tiles] == ["Fire lane", "Playground"]
    assert (first, second.page) == (same, "Page 2 of 2")
    assert again == first


def test_a_camera_has_a_stream_of_its_own() -> None:
    """It shows that camera alone, and no alarm of another."""
    clock = FakeClock()
    places = ShownPlaces(clock)
    places.alarms.incidents.open(Hazard.FLAME, CameraId("mill-stream"))
    (screen,) = screens(places, clock, 0, camera="barn")
    assert ([tile.name for tile in screen.tiles], screen.alarm) == (["Barn"], None)


def test_what_is_three_seconds_old_is_no_picture() -> None:
    """A tile that came less than 3 s ago is shown with its age; one second more, neither plate nor map is."""
    clock = FakeClock()
    places = ShownPlaces(clock, 1)
    places.send()
    clock.advance(2.9)
    programme = Programme(places.sources)
    (tile,) = programme.screen(clock.now(), clock.monotonic()).tiles
    assert (bool(tile.packed), tile.age, tile.over) == (True, "3 s", "")
    clock.advance(0.1)
    (tile,) = programme.screen(clock.now(), clock.monotonic()).tiles
    assert (tile.packed, tile.age, tile.watch) == (b"", "", "blind")
    since = clock.now().astimezone()
    assert tile.over in {f"no picture since {since:%H}:29", f"no picture since {since:%H}:30"}


def test_what_is_unknown_is_said() -> None:
    """A camera of which nothing came, and one whose cells are all unknown, say so."""
    clock = FakeClock()
    places = ShownPlaces(clock, 2)
    places.cells[0] = places.cells[0] * 0
    places.send([0])
    (screen,) = screens(places, clock, 0)
    assert [tile.over for tile in Programme(places.sources).screen(clock.now(), clock.monotonic()).tiles] == [
        "unknown",
        "no picture yet",
    ]
    assert screen.tiles[1].packed == b""


def test_an_alarm_takes_over_until_somebody_answers() -> None:
    """Its camera's tile is alone on the screen with the hazard; once answered, the pages are back."""
    clock = FakeClock()
    places = ShownPlaces(clock)
    places.send()
    number = places.alarms.incidents.open(Hazard.SMOKE, CameraId("barn"))
    screen = Programme(places.sources).screen(clock.now(), clock.monotonic())
    assert screen.alarm is not None
    assert (screen.alarm.hazard, screen.alarm.where, screen.alarm.drill) == (Hazard.SMOKE, "Barn", False)
    assert [tile.camera for tile in screen.tiles] == ["barn"]
    asyncio.run(places.alarms.incidents.act(number, PersonsAct.ACKNOWLEDGE, "Ana"))
    answered = Programme(places.sources).screen(clock.now(), clock.monotonic())
    assert (answered.alarm, len(answered.tiles)) == (None, 4)
    assert answered.line.startswith("smoke at Barn since ")
    assert answered.line.endswith(", answered")


def test_several_alarms_have_the_screen_in_turns() -> None:
    """The gravest is first, each has five seconds, and how many others there are is said."""
    clock = FakeClock()
    places = ShownPlaces(clock)
    places.alarms.incidents.open(Hazard.SMOKE, CameraId("barn"))
    places.alarms.incidents.open(Hazard.FLAME, CameraId("square"))
    alarms = [screen.alarm for screen in screens(places, clock, 0, CALL_S)]
    assert [alarm and (alarm.hazard.value, alarm.more) for alarm in alarms] == [
        ("flame", "and 1 more"),
        ("smoke", "and 1 more"),
    ]


def test_an_exercise_never_hides_danger() -> None:
    """A drill has the screen only where nothing real calls, and is marked."""
    clock = FakeClock()
    places = ShownPlaces(clock)
    places.alarms.incidents.open(Hazard.FLAME, CameraId("jetty"), drill=True)
    (drill,) = screens(places, clock, 0)
    assert drill.alarm is not None
    assert drill.alarm.drill
    places.alarms.incidents.open(Hazard.WATER, CameraId("barn"))
    both = screens(places, clock, 0, CALL_S)
    assert [screen.alarm and screen.alarm.hazard for screen in both] == [Hazard.WATER, Hazard.WATER]


def test_a_camera_that_is_lost_takes_no_screen() -> None:
    """An incident of a camera's health is told above the tiles and leaves them where they are."""
    clock = FakeClock()
    places = ShownPlaces(clock)
    places.alarms.incidents.open(Hazard.LOST, CameraId("barn"))
    (screen,) = screens(places, clock, 0)
    assert (screen.alarm, screen.line.startswith("camera lost at Barn")) == (None, True)


def test_the_hazards_of_a_tile_are_in_words() -> None:
    """What a camera's map says stands beside its name."""
    clock = FakeClock()
    places = ShownPlaces(clock, 1)
    places.paint("mill-stream", CellState.WATER)
    places.send()
    screen = Programme(places.sources).screen(clock.now(), clock.monotonic())
    assert screen.tiles[0].hazards == (Hazard.WATER,)
