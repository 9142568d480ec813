# SPDX-License-Identifier: Apache-2.0
"""The decider says what is as on the plate, and what is not, and says unknown where it cannot tell."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hearthwatch.model.raw import WorkPicture
from hearthwatch.model.scene import CellState, Light
from hearthwatch.stages.scene.decider import HOLD_S, Decider
from hearthwatch.testing.scenery import everywhere, lit, noisy, plate, scene, show, with_figure, work


def shares(decider: Decider) -> dict[CellState, float]:
    """Return the part of the view in each state."""
    cells = decider.scene_map().cells
    return {state: float((cells == state).mean()) for state in CellState}


def settled(*, seconds: int = 2) -> tuple[Decider, float]:
    """Return a decider that has seen its empty scene for a while, and the time."""
    decider = Decider([plate(scene())])
    return decider, show((noisy(scene(), seed) for seed in range(5 * seconds)), decider)


def test_without_a_plate_everything_is_unknown() -> None:
    """With no plate there is nothing that could be clear."""
    decider = Decider(())
    show([scene()] * 5, decider)
    assert (decider.scene_map().cells == CellState.UNKNOWN).all()
    assert decider.figures().plate_id == 0


def test_before_the_first_look_everything_is_unknown() -> None:
    """A plate alone proves nothing about now."""
    assert (Decider([plate(scene())]).scene_map().cells == CellState.UNKNOWN).all()


def test_the_empty_place_is_clear() -> None:
    """A view that is as on its plate, but for noise, is clear."""
    decider, _ = settled()
    assert shares(decider)[CellState.CLEAR] > 0.99


@pytest.mark.parametrize("gain", [0.6, 1.25, 1.6])
def test_a_step_of_the_exposure_hides_nothing_for_long(gain: float) -> None:
    """Within 2 s of a step of the gain at least 95 % of the view is clear again."""
    decider, at_s = settled()
    show((noisy(lit(scene(), gain), seed) for seed in range(10)), decider, from_s=at_s)
    assert shares(decider)[CellState.CLEAR] >= 0.95


@pytest.mark.parametrize("left", [20, 150, 260])
def test_a_figure_ten_work_pixels_high_is_changed_within_a_second(left: int) -> None:
    """Whoever enters at 40 pixels of 720 is changed at a map within a second, before wall and hedge."""
    decider, at_s = settled()
    seen = with_figure(scene(), left=left, top=90, height=10)
    show((noisy(seen, seed) for seed in range(3)), decider, from_s=at_s)
    cells = decider.scene_map().cells
    assert (cells[23:25, left // 4] == CellState.CHANGED).all()


def test_whoever_stands_still_stays_changed() -> None:
    """Twenty minutes of standing are not learned away (looked at once a second, to be quick)."""
    decider, at_s = settled()
    for second in range(1200):
        seen = with_figure(scene(), left=150, top=80, height=40, shade=60)
        decider.look(work(noisy(seen, second), at_s + second))
    cells = decider.scene_map().cells
    assert (cells[21:29, 38:40] == CellState.CHANGED).all()


def test_a_shadow_that_wanders_is_followed() -> None:
    """What grows darker by less than a level a second for minutes is not a change."""
    decider, at_s = settled()
    for second in range(100):
        darker = scene().astype(np.float32)
        darker[100:140, 10:50] -= 0.3 * second
        decider.look(work(noisy(darker.astype(np.uint8), second), at_s + second))
    assert shares(decider)[CellState.CHANGED] < 0.01


def test_what_has_gone_is_held_for_a_while_and_no_longer() -> None:
    """A change is shown for the hold after it ended, then the view is clear."""
    decider, at_s = settled()
    seen = with_figure(scene(), left=150, top=80, height=40)
    at_s = show([seen] * 5, decider, from_s=at_s)
    at_s = show([scene()] * 3, decider, from_s=at_s)
    assert shares(decider)[CellState.CHANGED] > 0
    show([scene()] * (5 * math.ceil(HOLD_S) + 2), decider, from_s=at_s)
    assert shares(decider)[CellState.CHANGED] == 0


def test_cells_that_are_not_admitted_are_never_anything_but_unknown() -> None:
    """Also where a change lies across them."""
    admitted = everywhere()
    admitted[:, 36:40] = False
    decider = Decider([plate(scene(), admitted=admitted)])
    show([scene()] * 5 + [with_figure(scene(), left=130, top=60, height=80)] * 5, decider)
    cells = decider.scene_map().cells
    assert (cells[~admitted] == CellState.UNKNOWN).all()
    assert (cells[admitted] == CellState.CHANGED).any()


def test_a_blind_decider_knows_nothing_until_the_next_look() -> None:
    """blind() makes all unknown, one look makes it known again."""
    decider, at_s = settled()
    decider.blind()
    assert shares(decider)[CellState.UNKNOWN] == 1
    show([scene()], decider, from_s=at_s)
    assert shares(decider)[CellState.CLEAR] > 0.95


def test_a_picture_of_another_size_makes_everything_unknown() -> None:
    """What is not a work picture is not compared."""
    decider, at_s = settled()
    grey = np.zeros((90, 160), np.uint8)
    decider.look(WorkPicture(grey, grey, grey, at_s, at_s))
    assert shares(decider)[CellState.UNKNOWN] == 1


def test_a_time_that_is_no_number_makes_everything_unknown() -> None:
    """NaN as a time is a fault upstream, and nothing is told from such a frame."""
    decider, _ = settled()
    decider.look(work(scene(), math.nan))
    assert shares(decider)[CellState.UNKNOWN] == 1


@pytest.mark.parametrize("shift", [1, 2, 4])
def test_a_view_that_has_moved_is_unknown(shift: int) -> None:
    """A lasting shift by a work pixel and more makes the whole view unknown and says so."""
    decider, at_s = settled()
    show([np.roll(scene(), shift, axis=1)] * 25, decider, from_s=at_s)
    assert decider.figures().has_moved
    assert shares(decider)[CellState.UNKNOWN] == 1


def test_a_view_that_has_come_back_is_known() -> None:
    """Once the view lies where its plate lies, it is shown again."""
    decider, at_s = settled()
    at_s = show([np.roll(scene(), 1, axis=1)] * 25, decider, from_s=at_s)
    show([scene()] * 40, decider, from_s=at_s)
    assert not decider.figures().has_moved
    assert shares(decider)[CellState.CLEAR] > 0.95


def test_another_place_is_unknown() -> None:
    """A view that no plate fits is unknown, not changed."""
    decider, at_s = settled()
    show([scene(seed=7)] * 30, decider, from_s=at_s)
    assert shares(decider)[CellState.UNKNOWN] == 1


def test_infrared_uses_its_own_plate() -> None:
    """A picture without colour is compared with the infrared plate, one with colour never."""
    night = scene(seed=3)
    decider = Decider([plate(scene()), plate(night, light=Light.INFRARED, number=2)])
    show([scene()] * 5, decider)
    assert decider.figures().plate_id == 1
    for look in range(40):
        decider.look(work(night, 1 + look / 5, infrared=True))
    assert (decider.figures().plate_id, decider.figures().light) == (2, Light.INFRARED)
    assert shares(decider)[CellState.CLEAR] > 0.95


def test_rain_hides_little() -> None:
    """Streaks that are elsewhere at each look leave the most of the view clear."""
    decider, at_s = settled()
    random = np.random.default_rng(5)
    for look in range(50):
        wet = noisy(scene(), look).astype(np.int16)
        for top, left in random.integers(0, (170, 320), (60, 2)):
            wet[top : top + 8, left] += 40
        decider.look(work(wet.clip(0, 255).astype(np.uint8), at_s + look / 5))
    assert shares(decider)[CellState.CHANGED] < 0.1


def test_figures_agree_with_the_map() -> None:
    """The shares are those of the map's cells."""
    decider, at_s = settled()
    show([with_figure(scene(), left=150, top=80, height=40)] * 5, decider, from_s=at_s)
    figures = decider.figures()
    assert figures.known_share == 1
    assert figures.hidden_share == pytest.approx(shares(decider)[CellState.CHANGED])
