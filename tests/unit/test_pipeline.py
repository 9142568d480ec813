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
from hearthwatch.orders import WatchOrder
from hearthwatch.pipeline import CameraView
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.stages.scene.painting import painted
from hearthwatch.testing.village import VillageCamera
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
