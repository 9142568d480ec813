# SPDX-License-Identifier: Apache-2.0
"""A staff is read where it can be, and is unreadable where it cannot: never a guess, never the last level."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hearthwatch.model.gauge import Flaw
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.staff import Staff
from hearthwatch.stages.hazards.water.staff import Level, StaffReader
from hearthwatch.testing.canal import raw_frame
from hearthwatch.testing.drawn_staff import CORNERS, HEIGHT, PLAIN, WIDTH, Trouble, staff_frame

#: Five pixels of the drawn board's 240: the thickness of a mark, which may lie just above the water.
CLOSE = 5 / 240


def reader(learned: Trouble = PLAIN) -> StaffReader:
    """Return a reader that has seen the staff where it was drawn."""
    found = StaffReader(Staff.unmarked(CORNERS))
    for second in range(4):
        assert isinstance(found.read(staff_frame(0.3, learned, second), Light.DAY), Level)
    return found


@pytest.mark.parametrize("level", [0.163, 0.313, 0.563, 0.613, 0.863])
@pytest.mark.parametrize(
    "trouble",
    [
        PLAIN,
        Trouble(is_infrared=True, noise=4),
        Trouble(light=0.35, noise=3),
        Trouble(rain=400),
        Trouble(waves_px=1.5),
        Trouble(mirrors=0.55),
        Trouble(fog=0.4),
        Trouble(debris=0.35),
        Trouble(shift_px=(7, -3)),
    ],
    ids=["light", "infrared", "dusk", "rain", "waves", "mirror", "haze", "debris", "sway"],
)
def test_a_level_is_read_within_a_mark_or_not_at_all(level: float, trouble: Trouble) -> None:
    """By day and in infrared, in rain and waves, a reading is right; what is in doubt is no reading."""
    found = reader().read(staff_frame(level, trouble, 9.0), Light.DAY)
    assert isinstance(found, Flaw) or abs(found.part - level) <= CLOSE


def test_most_pictures_are_read() -> None:
    """Refusing everything is no way to be right: of plain and infrared pictures four in five are read."""
    levels = np.linspace(0.1, 0.9, 30)
    for trouble in (PLAIN, Trouble(is_infrared=True, noise=4)):
        mine = reader()
        read = [mine.read(staff_frame(level, trouble, 20 + level), Light.DAY) for level in levels]
        assert sum(isinstance(each, Level) for each in read) >= 24


@pytest.mark.parametrize(
    "trouble",
    [Trouble(fog=0.98), Trouble(light=0.0), Trouble(is_covered=True), Trouble(shift_px=(120, 0))],
    ids=["fog", "night", "covered", "out of the view"],
)
def test_a_staff_that_cannot_be_seen_is_unreadable(trouble: Trouble) -> None:
    """Fog, darkness, something before it, a staff that is not there any more: a reason, and no level."""
    mine = reader()
    assert {type(mine.read(staff_frame(0.3, trouble, second), Light.DAY)) for second in range(5)} == {Flaw}


def test_a_staff_that_comes_back_is_read_again() -> None:
    """After it was hidden the level is that of now."""
    mine = reader()
    assert isinstance(mine.read(staff_frame(0.3, Trouble(is_covered=True)), Light.DAY), Flaw)
    found = mine.read(staff_frame(0.7), Light.DAY)
    assert isinstance(found, Level)
    assert found.part == pytest.approx(0.7, abs=CLOSE)


def test_a_dry_staff_stands_at_its_foot() -> None:
    """Where its marks go on to its foot the water has not come to it."""
    found = reader().read(staff_frame(-0.2), Light.DAY)
    assert found == Level(0.0, 1.0)


def test_a_torn_picture_is_unreadable() -> None:
    """Where a picture goes on with another below some row, that row is no waterline."""
    mine, whole = reader(), staff_frame(0.3)
    y = whole.y.copy()
    y[150:] = np.clip(y[150:].astype(int) + 40, 0, 255)
    assert mine.read(replace_y(whole, y), Light.DAY) is Flaw.TORN


def replace_y(frame: RawFrame, y: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> RawFrame:
    """Return a frame with another brightness."""
    return replace(frame, y=y)


def test_another_size_of_picture_is_read_too() -> None:
    """A camera that changes its size in mid-stream is learned anew."""
    mine = reader()
    small = np.full((HEIGHT // 2, WIDTH // 2, 3), 90, np.uint8)
    assert isinstance(mine.read(raw_frame(small, 5.0), Light.DAY), Flaw)
    assert isinstance(mine.read(staff_frame(0.4), Light.DAY), Level)
