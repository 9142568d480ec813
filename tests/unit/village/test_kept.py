# SPDX-License-Identifier: Apache-2.0
"""Kept places: the same bytes as built ones, and whatever is wrong with a file, the place is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.village import View
from hearthwatch.village.canvas import Canvas
from hearthwatch.village.kept import Built, Kept
from hearthwatch.village.places import Site, site
from hearthwatch.village.stir import noise_tile

#: It has water and trees, so chance is used after building too.
JETTY = site("jetty")


def never(_: Canvas) -> None:
    """Build nothing, loudly."""
    raise AssertionError("built again")


def the_file(folder: Path) -> Path:
    """Return the one file that is kept."""
    (found,) = folder.iterdir()
    return found


def test_a_kept_place_gives_the_same_pictures(tmp_path: Path) -> None:
    """Built, kept and read again, a view's pictures are the same to the byte, of any second."""
    kept = Kept(tmp_path / "places")
    views = [View("jetty"), View("jetty", works=kept), View("jetty", works=kept)]
    for second in (0.0, 61.2):
        first, *others = [view.picture(second) for view in views]
        assert all(np.array_equal(other, first) for other in others)


def test_what_is_kept_is_not_built_again(tmp_path: Path) -> None:
    """The second time nothing is built, and another seed's place is another."""
    kept = Kept(tmp_path)
    kept.place(JETTY, 1)
    unbuildable = replace(JETTY, build=never)
    assert np.array_equal(kept.place(unbuildable, 1).nearness, Built().place(JETTY, 1).nearness)
    with pytest.raises(AssertionError, match="built again"):
        kept.place(unbuildable, 2)


@pytest.mark.parametrize("damage", ["cut off", "one byte", "text", "empty"])
def test_a_damaged_file_is_built_anew(damage: str, tmp_path: Path) -> None:
    """Whatever became of a file, the place is whole, and kept again."""
    kept, whole = Kept(tmp_path), Built().place(JETTY, 1)
    kept.place(JETTY, 1)
    path = the_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[1_000_000] ^= 255
    spoilt = {"cut off": data[:500_000], "one byte": data, "text": data[:0] + b"text", "empty": data[:0]}
    path.write_bytes(spoilt[damage])
    assert np.array_equal(kept.place(JETTY, 1).colour, whole.colour)
    assert kept.place(replace(JETTY, build=never), 1).casters[0].shape == whole.casters[0].shape


def test_kept_noise_is_the_noise_that_is_made(tmp_path: Path) -> None:
    """Each tile comes out of the folder as it was made, one of another deviation or colour is another."""
    kept = Kept(tmp_path)
    for deviation, grey in ((1.6, False), (3.0, True), (3.0, False)):
        made = noise_tile(deviation, grey=grey)
        for _ in range(2):
            assert np.array_equal(kept.noise(deviation, grey=grey), made)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_folder_that_cannot_be_written_keeps_nobody_from_building(tmp_path: Path) -> None:
    """Where a file stands in the folder's place, the view is built, and the file is left as it is."""
    (tmp_path / "places").write_text("mine")
    place = Kept(tmp_path / "places").place(JETTY, 1)
    assert place.water.any()
    assert (tmp_path / "places").read_text() == "mine"


def test_an_unfinished_file_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full, the place is there and no half of it lies in the folder."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez", full)
    where: Site = JETTY
    assert Kept(tmp_path).place(where, 1).water.any()
    assert list(tmp_path.iterdir()) == []
