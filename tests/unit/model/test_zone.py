# SPDX-License-Identifier: Apache-2.0
"""Zones: what is one, what is none, and which cells it covers."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest

from hearthwatch.model.polygon import Point, contains
from hearthwatch.model.zone import MOST_ZONES, Zone, ZoneError, require_distinct, zone_kind
from hearthwatch.model.zone_cells import cells_of_kind, inner_cells, private_cells, touched_cells

SQUARE: tuple[Point, ...] = ((0.25, 0.2), (0.5, 0.2), (0.5, 0.6), (0.25, 0.6))


def ring(corners: int, radius: float = 0.3) -> tuple[Point, ...]:
    """Return so many corners around the middle."""
    turns = [2 * math.pi * k / corners for k in range(corners)]
    return tuple((0.5 + radius * math.cos(turn), 0.5 + radius * math.sin(turn)) for turn in turns)


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        ((), "three corners at least are wanted, and there are 0"),
        (((0.1, 0.1), (0.9, 0.9)), "three corners at least are wanted, and there are 2"),
        (((0.1, 0.1), (0.9, 0.9), (0.9, 0.1), (0.1, 0.9)), "sides 1 and 3 cross or touch"),
        (((0.1, 0.1), (0.9, 0.1), (0.5, 0.1), (0.5, 0.9)), "sides 1 and 2 cross or touch"),
        (((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.5, 0.1), (0.1, 0.9)), "sides 1 and 3 cross or touch"),
        ((*SQUARE, SQUARE[0]), "corner 5 lies where corner 1 does; leave it out"),
        (((0.1, 0.1), (1.2, 0.1), (0.5, 0.9)), r"corner 2 \(1.2, 0.1\) lies outside the picture"),
        (((0.1, 0.1), (math.nan, 0.1), (0.5, 0.9)), "corner 2 .* lies outside the picture"),
        (((0.1, 0.1), (640, 0.1), (0.5, 0.9)), "corners are parts of it, 0 to 1"),
        (ring(500), "there are 500 corners, and 100 are the most; leave out"),
        (((0.1, 0.1), (0.11, 0.1), (0.11, 0.11)), "6 are the least that can be judged; draw it larger"),
        (((0.1, 0.1), (0.5, 0.1), (0.9, 0.1)), "sides 1 and 3 cross or touch"),
    ],
)
def test_a_shape_that_is_no_place_is_refused(corners: tuple[Point, ...], words: str) -> None:
    """What is wrong with a shape is said, and what to do."""
    with pytest.raises(ZoneError, match=words) as caught:
        Zone("the lane", corners)
    assert caught.value.key == "corners"


@pytest.mark.parametrize("corners", [SQUARE, ring(100), ring(3), ((0, 0), (1, 0), (1, 1), (0, 1))])
def test_shapes_that_enclose_a_place_are_zones(corners: tuple[Point, ...]) -> None:
    """Squares, triangles, a hundred corners and the whole view are zones."""
    assert Zone("the lane", corners).corners == corners


def test_what_hides_may_be_tiny() -> None:
    """A neighbour's window far away is hidden, however small it is drawn."""
    tiny = Zone("a window", ((0.1, 0.1), (0.11, 0.1), (0.11, 0.11)), "private")
    assert private_cells([tiny]).any()


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("keepclear", 'did you mean "keep-clear"'),
        ("keep_clear", 'did you mean "keep-clear"'),
        ("privat", 'did you mean "private"'),
        ("lava", "There are watch, ignore, keep-clear, staff, dry, private"),
    ],
)
def test_an_unknown_kind_is_told_with_the_nearest(word: str, words: str) -> None:
    """A kind that there is not is refused, with the nearest one or all of them."""
    with pytest.raises(ZoneError, match=words):
        zone_kind(word)


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "a\nb"}),
        ("name", {"name": "x" * 81}),
        ("after", {"after_s": 29.0}),
        ("after", {"after_s": math.nan}),
        ("covers", {"covers": 0.0}),
        ("version", {"version": 0}),
    ],
)
def test_values_out_of_range_are_refused(key: str, changes: dict[str, object]) -> None:
    """Each value that means nothing is refused under its own name."""
    with pytest.raises(ZoneError) as caught:
        Zone(**{"name": "the lane", "corners": SQUARE, **changes})  # type: ignore[arg-type]
    assert caught.value.key == key


def test_zones_of_one_view_have_names_of_their_own() -> None:
    """Two zones of one name are refused, whatever the case of its letters; so are too many."""
    with pytest.raises(ZoneError, match="two zones are called"):
        require_distinct([Zone("The lane", SQUARE), Zone("the Lane", SQUARE)])
    with pytest.raises(ZoneError, match="at most 32 zones"):
        require_distinct([Zone(f"lane {k}", SQUARE) for k in range(MOST_ZONES + 1)])


def test_a_zone_says_its_purpose_and_age() -> None:
    """A list of zones says what each is for, which drawing it is and when it was drawn."""
    zone = Zone("the kiln", SQUARE, "ignore", drawn=date(2026, 5, 1), version=2)
    assert str(zone) == "the kiln (ignore, version 2, drawn 2026-05-01)"


def test_a_square_covers_its_cells() -> None:
    """A zone along the grid covers those cells, and touches their neighbours at most."""
    zone = Zone("the lane", SQUARE)
    wanted = np.zeros((45, 80), bool)
    wanted[9:27, 20:40] = True
    assert (inner_cells(zone) == wanted).all()
    touched = touched_cells(zone)
    assert touched[wanted].all()
    touched[8:28, 19:41] = False
    assert not touched.any()


def test_what_is_private_is_hidden_to_its_last_corner() -> None:
    """Every cell in which any point of a private zone lies is hidden, also where a needle of it lies."""
    needle = Zone("a gap", ((0.1, 0.103), (0.9, 0.1), (0.9, 0.1031)), "private")
    hidden = private_cells([needle])
    assert hidden[4, 9:71].all()
    rng = np.random.default_rng(3)
    slanted = Zone("a garden", ((0.13, 0.21), (0.77, 0.34), (0.52, 0.93)), "private")
    hidden = private_cells([slanted])
    for x, y in rng.uniform(0, 1, (4000, 2)):
        if contains(slanted.corners, (float(x), float(y))):
            assert hidden[int(y * 45), int(x * 80)]


def test_kinds_are_parted() -> None:
    """Cells of one kind hold none of another's."""
    zones = [Zone("a", SQUARE, "ignore"), Zone("b", ((0.6, 0.2), (0.9, 0.2), (0.9, 0.6)), "private")]
    assert not (cells_of_kind(zones, "ignore") & private_cells(zones)).any()
    assert not cells_of_kind(zones, "watch").any()
