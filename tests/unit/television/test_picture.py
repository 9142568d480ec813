# SPDX-License-Identifier: Apache-2.0
"""The picture is a function of words, cells and plates: what the publisher renders, and nothing else."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from hearthwatch.model.geometry import cell_edges
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.plate import Pixels, PlatePixels
from hearthwatch.model.scene import Cells, CellState
from hearthwatch.stages.publishing.render import render
from hearthwatch.stages.publishing.wire import pack_cells
from hearthwatch.television import screen as values
from hearthwatch.television.layout import TileBox, alarm_box, tile_boxes
from hearthwatch.television.picture import Painter
from hearthwatch.television.plates import bytes_of
from hearthwatch.television.screen import AlarmView, Screen, Show, TileView
from hearthwatch.testing.places import Place, plate_of

PLATE = plate_of(Place(640, 360), 7)
#: A colour that no plate here has, nor any word of the alphabet.
CANARY = (255, 0, 255)


def cells(state: CellState = CellState.CLEAR) -> Cells:
    """Return a map, clear but for a rectangle of a state."""
    made = np.ones((45, 80), np.uint8)
    made[10:30, 20:50] = state
    return made


def painted(tile: TileView, *plates: PlatePixels, places: int = 4) -> Pixels:
    """Return the picture of a screen whose first tile is this one."""
    return Painter().paint(Show(Screen((tile,), places, "14:02:31"), tuple(map(bytes_of, plates))))


def within(picture: Pixels, box: TileBox) -> Pixels:
    """Return what lies in a tile's picture, BGR."""
    where = box.picture
    return picture[where.top : where.bottom, where.left : where.right, ::-1]


@pytest.mark.parametrize("places", [1, 4, 9])
@pytest.mark.parametrize("state", list(CellState))
def test_a_tile_is_what_the_publisher_renders(places: int, state: CellState) -> None:
    """Bit for bit, in each layout and for each word of the alphabet."""
    box = tile_boxes(places)[0]
    picture = painted(TileView("mill", "Mill", 7, pack_cells(cells(state))), PLATE, places=places)
    expected = render(PLATE, cells(state), (box.picture.width, box.picture.height))
    assert (within(picture, box) == expected).all()


def test_pixels_that_a_plate_does_not_admit_are_nowhere() -> None:
    """A canary in the cells of a plate that are not admitted is in no pixel of the screen."""
    pixels, admitted = PLATE.pixels.copy(), PLATE.admitted.copy()
    rows, columns = cell_edges(360, 45), cell_edges(640, 80)
    admitted[5:20, 5:40] = False
    pixels[rows[5] : rows[20], columns[5] : columns[40]] = CANARY[::-1]
    plate = dataclasses.replace(PLATE, pixels=pixels, admitted=admitted)
    for state in CellState:
        picture = painted(TileView("mill", "Mill", 7, pack_cells(cells(state))), plate)
        assert not (picture == CANARY).all(axis=2).any()


def test_without_a_picture_nothing_of_the_plate_is_shown() -> None:
    """A tile that may show nothing is all unknown, though its plate is known to the painter."""
    box = tile_boxes(4)[0]
    picture = painted(TileView("mill", "Mill", 7, over=""), PLATE)
    unknown = render(None, cells() * 0, (box.picture.width, box.picture.height))
    assert (within(picture, box) == unknown).all()


def test_a_plate_that_left_the_screen_is_forgotten() -> None:
    """The painter keeps the plates of the last screen alone; without one, clear cells are unknown."""
    painter = Painter()
    shown, gone = (
        Screen((TileView("mill", "Mill", number, pack_cells(cells())),), 4, "") for number in (7, 8)
    )
    painter.paint(Show(shown, (bytes_of(PLATE),)))
    painter.paint(Show(gone))
    box = tile_boxes(4)[0]
    expected = render(None, cells(), (box.picture.width, box.picture.height))
    assert (within(painter.paint(Show(shown)), box) == expected).all()


def test_the_same_screen_gives_the_same_picture() -> None:
    """There is no state that shows: painted twice, and by another painter, it is the same."""
    show = Show(
        Screen((TileView("mill", "Mill", 7, pack_cells(cells())),), 9, "14:02:31"), (bytes_of(PLATE),)
    )
    painter = Painter()
    assert (painter.paint(show) == painter.paint(show)).all()
    assert (painter.paint(show) == Painter().paint(show)).all()


def test_an_alarm_shows_its_tile_large() -> None:
    """The tile of an alarm is what the publisher renders too, and larger than half the screen's width."""
    tile = TileView("mill", "Mill", 7, pack_cells(cells(CellState.FLAME)), hazards=(Hazard.FLAME,))
    alarm = AlarmView(Hazard.FLAME, "mill", "Mill", "since 14:02")
    picture = Painter().paint(Show(Screen((tile,), 1, "14:02:31", alarm=alarm), (bytes_of(PLATE),)))
    where = alarm_box().picture
    assert where.width > 640
    expected = render(PLATE, cells(CellState.FLAME), (where.width, where.height))
    assert (within(picture, alarm_box()) == expected).all()


def test_an_exercise_looks_like_no_alarm() -> None:
    """The band of a drill is not in the colour of the hazard."""
    bands = []
    for drill in (False, True):
        alarm = AlarmView(Hazard.FLAME, "mill", "Mill", "since 14:02", drill=drill)
        bands.append(Painter().paint(Show(Screen((), 1, "14:02:31", alarm=alarm)))[25, 1000])
    assert [tuple(band) for band in bands] == [(0xD5, 0x5E, 0), (240, 243, 245)]


@pytest.mark.parametrize("name", ["Площа", "広場", "ساحة", "a\nb\tc", "", "\U0001f525", "\ud800", "x" * 500])
def test_names_in_any_script_break_nothing(name: str) -> None:
    """Whatever a camera is called there is a picture, with its id where the name cannot be written."""
    assert painted(TileView("mill", name, over="no picture yet")).shape == (720, 1280, 3)


def test_nothing_that_goes_to_the_encoder_could_hold_a_frame() -> None:
    """Words, packed cells and commissioned plates go there; another member would be a change of this list."""
    structs = (values.Show, values.Screen, values.TileView, values.AlarmView, values.PlateBytes)
    assert {each.__name__: each.__struct_fields__ for each in structs} == {
        "Show": ("screen", "plates", "pictures"),
        "Screen": ("tiles", "places", "clock", "page", "line", "alarm"),
        "TileView": ("camera", "name", "plate", "packed", "over", "age", "watch", "hazards"),
        "AlarmView": ("hazard", "camera", "where", "since", "drill", "more"),
        "PlateBytes": ("id", "width", "height", "pixels", "admitted"),
    }
