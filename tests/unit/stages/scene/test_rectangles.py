# SPDX-License-Identifier: Apache-2.0
"""What has changed becomes coarse rectangles that hold all of it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hearthwatch.stages.scene.rectangles import as_rectangles, coarse, spread


def test_one_cell_becomes_a_block() -> None:
    """A single changed cell is shown as its block of 2 x 2 cells."""
    cells = np.zeros((45, 80), bool)
    cells[11, 21] = True
    shown = spread(as_rectangles(coarse(cells)))
    assert np.argwhere(shown).tolist() == [[10, 20], [10, 21], [11, 20], [11, 21]]


def test_an_outline_is_filled() -> None:
    """The blocks of a small cross without an arm become one rectangle: its shape is lost."""
    blocks = np.zeros((23, 40), np.uint8)
    blocks[5, 10:12] = blocks[4:7, 11] = 1
    assert as_rectangles(blocks)[4:7, 10:12].all()


def test_two_things_far_apart_stay_two() -> None:
    """What lies between two groups is not filled."""
    blocks = np.zeros((23, 40), np.uint8)
    blocks[3, 3] = blocks[20, 35] = 1
    assert as_rectangles(blocks).sum() == 2


@given(arrays(np.bool_, (45, 80), elements=st.booleans()))
def test_nothing_that_changed_is_left_out(cells: np.ndarray) -> None:
    """Every changed cell lies in a rectangle, and rectangles consist of whole blocks."""
    shown = spread(as_rectangles(coarse(cells)))
    assert (shown | ~cells).all()
    assert (spread(coarse(shown)) == shown).all()
