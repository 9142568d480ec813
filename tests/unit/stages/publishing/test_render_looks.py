# SPDX-License-Identifier: Apache-2.0
"""Each word has a look of its own, with and without colour, and the docs hold the same table."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import CellState, Light
from hearthwatch.stages.publishing.palette import PALETTE, Pattern, inked
from hearthwatch.stages.publishing.render import render

GRID = (45, 80)
SIZE = (1280, 720)
DOCS = Path(__file__).resolve().parents[4] / "docs" / "ref" / "http.md"


def plate_of(value: int) -> PlatePixels:
    """Return a plate of one grey that admits everything."""
    pixels = np.full((720, 1280, 3), value, np.uint8)
    return PlatePixels(PlateId(1), Light.DAY, pixels, np.ones(GRID, np.bool_))


def test_every_word_has_a_look_and_no_two_share_a_pattern() -> None:
    """All eight words are in the palette, each with a pattern of its own."""
    assert set(PALETTE) == set(CellState)
    assert len({look.pattern for look in PALETTE.values()}) == len(CellState)


def test_patterns_differ_and_repeat_without_a_seam() -> None:
    """No two patterns have the same ink, and every one but "none" has both ink and ground."""
    for one, other in combinations(Pattern, 2):
        assert not np.array_equal(inked(one), inked(other))
    assert {pattern for pattern in Pattern if not 0 < inked(pattern).mean() < 0.5} == {Pattern.NONE}


@pytest.mark.parametrize("state", CellState)
def test_words_can_be_told_apart_in_a_picture(state: CellState) -> None:
    """A view of one word differs from the views of all other words."""
    views = {each: render(plate_of(90), np.full(GRID, each, np.uint8), SIZE) for each in CellState}
    assert [each for each in CellState if np.array_equal(views[each], views[state])] == [state]


def test_a_lively_cell_is_the_plate_under_hatching() -> None:
    """Most of a lively cell is the plate's own pixels, the rest is hatching in black and white."""
    view = render(plate_of(90), np.full(GRID, CellState.LIVELY, np.uint8), SIZE)
    assert np.unique(view).tolist() == [0, 90, 255]
    assert (view == 90).mean() > 0.7


def test_the_docs_hold_the_palette() -> None:
    """The table in the reference gives every word's ground and pattern as the code does."""
    text = DOCS.read_text(encoding="utf-8")
    for state, look in PALETTE.items():
        ground = "the plate" if look.ground is None else f"`#{look.ground:06X}`"
        assert f"| {state.name.lower()} | {ground} | {look.pattern.value} |" in text


@pytest.mark.parametrize(
    ("cells", "size"),
    [
        (np.zeros((44, 80), np.uint8), SIZE),
        (np.zeros(GRID, np.int64), SIZE),
        (np.full(GRID, 8, np.uint8), SIZE),
        (np.zeros(GRID, np.uint8), (0, 720)),
    ],
)
def test_what_is_no_map_is_refused(cells: np.ndarray, size: tuple[int, int]) -> None:
    """Another shape, type, alphabet or an empty size is a ValueError, not a picture."""
    with pytest.raises(ValueError, match=r"cells are|at least one pixel"):
        render(None, cells, size)
