# SPDX-License-Identifier: Apache-2.0
"""The view of one camera: unknown wherever it is unsure, masked where a mask lies, never an old picture."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import CellState, Light, SceneMap, unknown_cells
from hearthwatch.model.zone import Zone
from hearthwatch.orders import WatchOrder
from hearthwatch.pipeline import CameraView, ViewParts
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.stages.scene.painting import painted
from hearthwatch.testing import scenery
from hearthwatch.testing.village import VillageCamera
from hearthwatch.testing.zone_watch import RecordingZoneWatch
from hearthwatch.village import EMPTY

EVERYTHING = np.ones((45, 80), bool)


def view(masked: CellRect | None = None) -> CameraView:
    """Return a view whose masks cover a rectangle of cells."""
    cells = np.zeros((45, 80), bool)
    if masked is not None:
        cells[masked.top : masked.bottom, masked.left : masked.right] = True
    return CameraView(WatchOrder(PRIVATE, cells, by_media_time=False))


@pytest.fixture(scope="module")
def place() -> list[RawFrame]:
    """Return two seconds of an empty workshop."""
    camera = VillageCamera("workshop", programme=EMPTY)
    return [camera.frame(index * 0.2) for index in range(10)]


@pytest.fixture(scope="module")
def plate(place: list[RawFrame]) -> PlatePixels:
    """Return a plate of the same workshop."""
    picture = VillageCamera("workshop", programme=EMPTY).view.picture(0.0)
    return PlatePixels(PlateId(4), Light.DAY, picture, EVERYTHING)


def test_without_a_plate_everything_is_unknown(place: list[RawFrame]) -> None:
    """A view that has no plate says nothing of what is there."""
    watched = view()
    for frame in place:
        watched.look(frame)
    assert int(watched.report(0, 0.1).scene.cells.max()) == CellState.UNKNOWN


def test_an_empty_place_is_clear(place: list[RawFrame], plate: PlatePixels) -> None:
    """A view like its plate is clear nearly everywhere, and says which plate it rests on."""
    watched = view()
    watched.use_plates([plate])
    for frame in place:
        watched.look(frame)
    report = watched.report(0, 0.1)
    assert (report.scene.cells == CellState.CLEAR).mean() > 0.9
    assert report.figures.plate_id == 4


@pytest.mark.parametrize("age_s", [2.1, 60.0, math.inf])
def test_a_late_frame_makes_everything_unknown(
    place: list[RawFrame], plate: PlatePixels, age_s: float
) -> None:
    """When no frame came for two seconds, what was known is known no more."""
    watched = view()
    watched.use_plates([plate])
    for frame in place:
        watched.look(frame)
    assert int(watched.report(0, age_s).scene.cells.max()) == CellState.UNKNOWN


def test_what_is_masked_is_unknown_and_has_no_influence(place: list[RawFrame], plate: PlatePixels) -> None:
    """Two views that differ under a mask alone give the same map, unknown there."""
    mask = CellRect(10, 20, 30, 60)
    maps = []
    for shade in (None, 255):
        watched = view(mask)
        watched.use_plates([plate])
        for frame in place:
            y, u, v = frame.y.copy(), frame.u.copy(), frame.v.copy()
            if shade is not None:
                y[160:480, 320:960] = shade
            watched.look(RawFrame(y, u, v, frame.media_time_s, frame.arrived_s))
        maps.append(watched.report(0, 0.1).scene.cells)
    assert (maps[0] == maps[1]).all()
    assert int(maps[0][10:30, 20:60].max()) == CellState.UNKNOWN


def test_a_hazard_is_painted_over_an_unknown_view() -> None:
    """Where flames are seen the map says so, although nothing else of the view is known."""
    seen = (Observation(Hazard.FLAME, CellRect(3, 4, 5, 8), 0.8, 1.0),)
    scene = painted(SceneMap(unknown_cells(), 1.0), seen, 1.0, ~EVERYTHING)
    assert {int(each) for each in np.unique(scene.cells)} == {CellState.UNKNOWN, CellState.FLAME}
    assert int((scene.cells == CellState.FLAME).sum()) == 8


NEAR = ((0.25, 0.2), (0.75, 0.2), (0.75, 0.7), (0.25, 0.7))


def test_a_private_zone_has_no_influence(place: list[RawFrame], plate: PlatePixels) -> None:
    """Two views that differ in a private zone alone give the same report, unknown there."""
    reports = []
    for shade in (None, 255):
        watched = CameraView(
            WatchOrder(PRIVATE, ~EVERYTHING, by_media_time=True, zones=(Zone("a window", NEAR, "private"),))
        )
        watched.use_plates([plate])
        for frame in place:
            y = frame.y.copy()
            if shade is not None:
                y[160:480, 340:940] = shade
            watched.look(RawFrame(y, frame.u, frame.v, frame.media_time_s, frame.arrived_s))
        reports.append(watched.report(0, 0.1))
    assert (reports[0].scene.cells == reports[1].scene.cells).all()
    assert (reports[0].figures, reports[0].observations) == (reports[1].figures, reports[1].observations)
    assert int(reports[0].scene.cells[9:31, 20:60].max()) == CellState.UNKNOWN


def test_what_is_ignored_is_out_of_every_hazards_sight() -> None:
    """A zone to ignore is no mask, but nothing is judged there; a private one is both."""
    order = WatchOrder(
        None,
        ~EVERYTHING,
        by_media_time=True,
        zones=(Zone("kiln", NEAR, "ignore"), Zone("a", ((0, 0), (0.1, 0), (0, 0.1)), "private")),
    )
    assert (order.unjudged & ~order.hidden).sum() == 23 * 40
    assert order.hidden[0, 0]
    assert order.unjudged[0, 0]


def zoned(watch: RecordingZoneWatch) -> CameraView:
    """Return a view with a zone to ignore and a zone watch that writes down what it is asked."""
    order = WatchOrder(None, ~EVERYTHING, by_media_time=True, zones=(Zone("kiln", NEAR, "ignore"),))
    parts = ViewParts.of(order)
    parts.zone_watches = (watch,)
    return CameraView(order, parts)


def test_a_moved_view_uses_no_zone() -> None:
    """Once a camera is told to be moved its zones rest, until the view has been back for ten seconds."""
    watch, grey = RecordingZoneWatch(), scenery.scene()
    watched, moved = zoned(watch), np.roll(grey, 24, axis=1)
    for number in range(180):
        at_s = number / 2
        shown = scenery.noisy(moved if 34 <= at_s < 56 else grey, number)
        watched.look(RawFrame(shown, *scenery.colours(), at_s, at_s))
    rested = [number / 2 for number, asked in enumerate(watch.asked) if asked == "rest"]
    assert 40 <= rested[0] <= 50
    assert 62 <= rested[-1] <= 80
    assert rested == [rested[0] + 0.5 * k for k in range(len(rested))]


def test_what_holds_in_a_zone_is_told_with_every_report_of_a_blind_view() -> None:
    """A blocked zone is told and painted although no frame has come for a minute."""
    seen = Observation(Hazard.BLOCKED, CellRect(3, 4, 5, 8), 0.9, 0.0, zone=1)
    watched = zoned(RecordingZoneWatch((seen,)))
    watched.look(RawFrame(scenery.scene(), *scenery.colours(), 1.0, 1.0))
    report = watched.report(0, 60.0)
    assert [(each.hazard, each.zone) for each in report.observations] == [(Hazard.BLOCKED, 1)]
    assert int((report.scene.cells == CellState.BLOCKED).sum()) == 8
    assert int((report.scene.cells == CellState.UNKNOWN).sum()) == 3600 - 8


def test_plates_reach_what_looks_in_zones() -> None:
    """A commissioned plate is what the empty place looks like."""
    watch = RecordingZoneWatch()
    zoned(watch).use_plates([scenery.plate(scenery.scene())])
    assert watch.plates == 1
