# SPDX-License-Identifier: Apache-2.0
"""What people see is a function of plate and map, and shows the plate only where both allow it."""

from __future__ import annotations

import inspect
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, Pixels, PlatePixels
from hearthwatch.model.scene import Cells, CellState, Light
from hearthwatch.stages.publishing.render import render

GRID = (GRID_ROWS, GRID_COLUMNS)
#: Smaller, equal to and larger than the grid, odd, and as cameras send them.
sizes = st.sampled_from([(64, 64), (80, 45), (81, 47), (160, 90), (161, 91), (320, 180)])
seeds = st.integers(0, 2**32 - 1)


def noise(seed: int, size: tuple[int, int]) -> Pixels:
    """Return a picture of noise, in which every pixel tells where it came from."""
    width, height = size
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


@st.composite
def plates(draw: st.DrawFn) -> PlatePixels:
    """Draw a plate of any size with any mask; its hidden cells hold pixels too, which must not matter."""
    seed = draw(seeds)
    admitted = np.random.default_rng(seed + 1).random(GRID) < draw(st.floats(0, 1))
    return PlatePixels(PlateId(1), Light.DAY, noise(seed, draw(sizes)), admitted)


@st.composite
def maps(draw: st.DrawFn) -> Cells:
    """Draw a map of any of the eight words."""
    return np.random.default_rng(draw(seeds)).integers(0, 8, GRID, np.uint8)


def over(cells_where: Mask, size: tuple[int, int]) -> Mask:
    """Return bool [height, width]: the pixels of the cells that a mask names."""
    width, height = size
    rows = np.repeat(np.arange(GRID_ROWS), np.diff(cell_edges(height, GRID_ROWS)))
    columns = np.repeat(np.arange(GRID_COLUMNS), np.diff(cell_edges(width, GRID_COLUMNS)))
    spread: Mask = cells_where[rows][:, columns]
    return spread


def shows_plate(cells: Cells) -> Mask:
    """Return where a map says clear or lively."""
    mask: Mask = (cells == CellState.CLEAR) | (cells == CellState.LIVELY)
    return mask


def test_the_publisher_has_no_argument_for_a_frame() -> None:
    """The publisher takes a plate, cells and a size; nothing else can reach what is published."""
    assert list(inspect.signature(render).parameters) == ["plate", "cells", "size"]


@settings(max_examples=30)
@given(plates(), maps(), sizes, maps())
def test_equal_plate_and_map_publish_equal_bytes(
    plate: PlatePixels, cells: Cells, size: tuple[int, int], before: Cells
) -> None:
    """Whatever was published before, the same plate and map give the same bytes."""
    first = render(plate, cells, size).tobytes()
    render(plate, before, size)
    again = replace(plate, pixels=plate.pixels.copy(), admitted=plate.admitted.copy())
    assert render(again, cells.copy(), size).tobytes() == first


@settings(max_examples=60)
@given(plates(), maps(), sizes, seeds)
def test_hidden_cells_do_not_depend_on_the_plate(
    plate: PlatePixels, cells: Cells, size: tuple[int, int], seed: int
) -> None:
    """Where a cell is not clear or lively, or not admitted, other pixels in the plate change no byte."""
    hidden = ~(shows_plate(cells) & plate.admitted)
    source_size = (plate.pixels.shape[1], plate.pixels.shape[0])
    other = plate.pixels.copy()
    where = over(hidden, source_size)
    other[where] = noise(seed, source_size)[where]
    assert np.array_equal(render(plate, cells, size), render(replace(plate, pixels=other), cells, size))


@settings(max_examples=60)
@given(plates(), maps(), sizes)
def test_hidden_cells_look_as_without_a_plate(
    plate: PlatePixels, cells: Cells, size: tuple[int, int]
) -> None:
    """A hidden cell is painted exactly as if there were no plate at all."""
    hidden = over(~(shows_plate(cells) & plate.admitted), size)
    assert np.array_equal(render(plate, cells, size)[hidden], render(None, cells, size)[hidden])


@settings(max_examples=30)
@given(plates(), sizes)
def test_an_empty_mask_shows_no_plate(plate: PlatePixels, size: tuple[int, int]) -> None:
    """A plate that admits nothing gives the picture of no plate, all unknown."""
    clear = np.full(GRID, CellState.CLEAR, np.uint8)
    nothing = replace(plate, admitted=np.zeros(GRID, np.bool_))
    unknown = render(None, np.zeros(GRID, np.uint8), size)
    assert np.array_equal(render(nothing, clear, size), unknown)
    assert np.array_equal(render(None, clear, size), unknown)


@settings(max_examples=30)
@given(plates())
def test_clear_cells_show_the_plate_as_it_is(plate: PlatePixels) -> None:
    """At the plate's own size, a clear and admitted cell shows the plate's pixels unchanged."""
    size = (plate.pixels.shape[1], plate.pixels.shape[0])
    shown = over(plate.admitted, size)
    picture = render(plate, np.full(GRID, CellState.CLEAR, np.uint8), size)
    assert np.array_equal(picture[shown], plate.pixels[shown])
