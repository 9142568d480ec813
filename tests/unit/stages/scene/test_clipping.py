# SPDX-License-Identifier: Apache-2.0
"""Where a stronger light cuts off white, the place stays clear and whoever stands there is still changed."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.raw import WorkPicture
from hearthwatch.model.scene import CellState, Light
from hearthwatch.stages.scene.clipping import cut_off
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing.scenery import everywhere

Colours = npt.NDArray[np.float32]
#: Pale ground, a brick wall, sky, a meadow: blue, green, red. All but the last are cut off at 1.6.
PAINTS = ((190, 200, 205), (90, 120, 190), (230, 190, 160), (60, 110, 80))


def place() -> Colours:
    """Return a place of four broad bands of paint with some texture, float32 [180, 320, 3] BGR."""
    rough = np.random.default_rng(4).normal(size=(180, 320)).astype(np.float32)
    shade = 1 + 0.3 * np.asarray(cv2.GaussianBlur(rough, (0, 0), 2))
    bands = np.repeat(np.array(PAINTS, np.float32), 80, axis=0)[None]
    return np.asarray(bands * shade[..., None], np.float32).clip(0, 240)


def seen(colours: Colours, at_s: float, seed: int = 0) -> WorkPicture:
    """Return what a camera shows of a place, cut off at white, with a little noise."""
    noise = np.random.default_rng(seed).normal(0, 1.5, colours.shape)
    bgr = np.asarray(np.clip(colours + noise, 0, 255).round(), np.uint8)
    planes = cv2.cvtColor(bgr, cv2.COLOR_BGR2YUV_I420)
    u, v = planes[180:225].reshape(90, 160), planes[225:].reshape(90, 160)
    return WorkPicture(
        np.asarray(planes[:180], np.uint8), np.asarray(u, np.uint8), np.asarray(v, np.uint8), at_s, at_s
    )


def under(gain: float, *, figure: tuple[int, int] | None = None) -> tuple[Decider, float]:
    """Return a decider five seconds after a step of the gain, and the time; then with a figure for one."""
    plate = PlatePixels(PlateId(1), Light.DAY, np.asarray(place().round(), np.uint8), everywhere())
    decider, later = Decider([plate]), place() * gain
    for look in range(10):
        decider.look(seen(place(), look / 5, look))
    for look in range(10, 35):
        decider.look(seen(later, look / 5, look))
    if figure is not None:
        top, left = figure
        later[top : top + 40, left : left + 12] = (70 * gain, 60 * gain, 55 * gain)
        for look in range(35, 40):
            decider.look(seen(later, look / 5, look))
    return decider, 8.0


@pytest.mark.parametrize("gain", [0.6, 1.25, 1.6, 1.9])
def test_a_coloured_place_is_clear_again_after_a_step_of_the_gain(gain: float) -> None:
    """Bricks, sky and ground that turn pale or white at their full channels are no change."""
    decider, _ = under(gain)
    assert (decider.scene_map().cells == CellState.CLEAR).mean() >= 0.95


@pytest.mark.parametrize("left", [30, 110, 190, 270])
@pytest.mark.parametrize("gain", [1.25, 1.6, 1.9])
def test_a_dark_figure_before_what_is_cut_off_is_changed(gain: float, left: int) -> None:
    """Whoever stands before white ground, pale bricks or sky differs from white, and is changed."""
    decider, _ = under(gain, figure=(100, left))
    cells = decider.scene_map().cells
    assert (cells[26:34, left // 4 + 1] == CellState.CHANGED).all()


def test_what_is_cut_off_is_what_a_camera_cuts_off() -> None:
    """Brightness and colour less the cut are those of the picture with each channel held to 255."""
    linear = cv2.resize(place() * np.float32(1.6), (320, 180))
    blue, green, red = (linear[..., channel] for channel in range(3))
    y = 0.257 * red + 0.504 * green + 0.098 * blue
    u = -0.148 * red - 0.291 * green + 0.439 * blue
    v = 0.439 * red - 0.368 * green - 0.071 * blue
    cut = cut_off(y, u, v)
    held = seen(np.asarray(linear, np.float32), 0.0)
    away = np.abs(y - cut.bright + 16 - held.grey)
    assert np.percentile(away, 99) < 6  # noise
    cells = cv2.resize(u, (80, 45), interpolation=cv2.INTER_AREA) - cut.u + 128
    assert (
        np.abs(cells - cv2.resize(held.u.astype(np.float32), (80, 45), interpolation=cv2.INTER_AREA)).max()
        < 3
    )
    cells = cv2.resize(v, (80, 45), interpolation=cv2.INTER_AREA) - cut.v + 128
    assert (
        np.abs(cells - cv2.resize(held.v.astype(np.float32), (80, 45), interpolation=cv2.INTER_AREA)).max()
        < 3
    )
    assert cut.bright.max() > 20
