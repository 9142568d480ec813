# SPDX-License-Identifier: Apache-2.0
"""Guards and vetoes find what they are for, and read nothing."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from hearthwatch.model.raw import RawFrame
from hearthwatch.stages.plates.blocks import FrameGrid
from hearthwatch.stages.plates.people import HogGuard, HogVeto
from hearthwatch.stages.plates.veto import Vetoes
from hearthwatch.stages.plates.writing import TextGuard

Picture = npt.NDArray[np.uint8]


def plain(bright: int = 150) -> Picture:
    """Return a soft picture of 1280 x 720 without any marks."""
    rows, columns = np.mgrid[0:720, 0:1280]
    return np.asarray(bright + 20 * np.sin(rows / 90) + 15 * np.cos(columns / 70), np.uint8)


def figure(left: int, top: int, high: int) -> Picture:
    """Return a picture with a drawn upright figure of a height; a figure is half as wide as high."""
    picture, unit = np.full((720, 1280), 190, np.uint8), high / 8
    head = (round(left + 2 * unit), round(top + 0.6 * unit))
    cv2.ellipse(picture, head, (round(0.42 * unit), round(0.6 * unit)), 0, 0, 360, 40, -1)
    side = [(2.8, 1.35), (3.0, 4.2), (2.65, 4.2), (2.6, 4.4), (2.75, 8), (2.3, 8), (2.0, 4.9)]
    outline = side + [(4 - x, y) for x, y in reversed(side[:-1])]
    points = np.array([(left + x * unit, top + y * unit) for x, y in outline], np.int32)
    cv2.fillPoly(picture, [points], 40)
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 1.5), np.uint8)


@pytest.mark.parametrize("text", ["KHG 482", "Zum Hafen", "A7 19 BX"])
@pytest.mark.parametrize("high", [12, 20, 36])
@pytest.mark.parametrize("colours", [(235, 30), (40, 220)])
def test_writing_is_found(text: str, high: int, colours: tuple[int, int]) -> None:
    """A sign with a word or a number, dark on light or light on dark, is found over most of its length."""
    picture, scale, ground = plain(), high / 22, colours[0]
    (wide, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, max(1, round(scale * 1.6)))
    cv2.rectangle(picture, (390, 392 - high), (410 + wide, 408), ground, -1)
    thick = max(1, round(scale * 1.6))
    cv2.putText(picture, text, (400, 400), cv2.FONT_HERSHEY_SIMPLEX, scale, colours[1], thick, cv2.LINE_AA)
    found = TextGuard().cells(picture)
    assert found[(400 - high // 2) // 16, 400 // 16 : (400 + wide) // 16].mean() >= 0.6
    assert found.mean() < 0.05


def test_a_picture_without_marks_has_no_writing() -> None:
    """A soft picture gives no cell of writing."""
    assert not TextGuard().cells(plain()).any()


def test_boards_are_no_writing() -> None:
    """Upright boards side by side are marks, but too thin for letters."""
    picture = plain()
    picture[300:360, 400:800:14] = 20
    picture[300:360, 401:800:14] = 20
    assert not TextGuard().cells(picture).any()


def windows(high: int, gap: int, panes: int = 2) -> Picture:
    """Return a wall with a row of five like windows, dark panes in light frames, of a height and distance."""
    picture, wide = plain(), high * 4 // 5
    for left in range(300, 300 + 5 * (wide + gap), wide + gap):
        picture[300 : 300 + high, left : left + wide] = 235
        for pane in range(panes):
            start = left + 3 + pane * (wide - 3) // panes
            picture[304 : 296 + high, start : start + (wide - 3) // panes - 3] = 60
    return picture


@pytest.mark.parametrize(("high", "gap"), [(28, 20), (40, 24), (70, 60)])
def test_windows_in_a_row_are_no_writing(high: int, gap: int) -> None:
    """The same window over and over again, at more than a letter's distance, is a house."""
    assert not TextGuard().cells(windows(high, gap)).any()


@pytest.mark.parametrize("text", ["OTTO", "MM 88", "NOON 77", "BB 800"])
@pytest.mark.parametrize("high", [20, 36])
def test_writing_of_letters_that_repeat_is_found(text: str, high: int) -> None:
    """Letters that come twice in a word are not taken for windows."""
    picture, scale = plain(), high / 22
    cv2.rectangle(picture, (390, 392 - high), (900, 408), 235, -1)
    thick = max(1, round(scale * 1.6))
    cv2.putText(picture, text, (400, 400), cv2.FONT_HERSHEY_SIMPLEX, scale, 30, thick, cv2.LINE_AA)
    (wide, _), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    found = TextGuard().cells(picture)
    assert found[(400 - high // 2) // 16, 400 // 16 : (400 + wide) // 16].mean() >= 0.6


def test_a_figure_is_found_in_samples_and_candidates() -> None:
    """An upright figure is found by the veto and by the guard, at its place."""
    picture = figure(600, 120, 300)
    half = np.full((360, 640), 128, np.uint8)
    for found in (
        HogVeto().cells(RawFrame(picture, half, half, 0.0, 0.0)),
        HogGuard().cells(picture),
    ):
        assert found[270 // 16, 675 // 16]
        assert found.mean() < 0.25


def test_an_empty_picture_gives_no_veto() -> None:
    """Nobody is found where nobody is."""
    assert not HogGuard().cells(plain()).any()


class _Counting:
    """A veto that counts how often it is asked, and sees whether hidden pixels reach it."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.seen: list[int] = []

    def cells(self, frame: RawFrame) -> npt.NDArray[np.bool_]:
        self.asked.append(frame.media_time_s)
        self.seen.append(int(frame.y[0, 0]))
        return np.ones((45, 80), np.bool_)


def test_vetoes_are_asked_at_their_interval_and_hold_in_between() -> None:
    """A costly detector looks at one sample in its interval; its word holds until the next."""
    veto, grid = _Counting(), FrameGrid(320, 180)
    vetoes = Vetoes((veto,), 10.0)
    picture, half = np.full((180, 320), 77, np.uint8), np.full((90, 160), 128, np.uint8)
    visible = np.ones((45, 80), np.bool_)
    for at in range(0, 30, 4):
        assert vetoes.cells(RawFrame(picture, half, half, float(at), 0.0), visible, grid).all()
    assert veto.asked == [0.0, 12.0, 24.0]


def test_a_veto_never_sees_what_is_hidden() -> None:
    """Hidden cells are grey in what a detector is given."""
    veto, grid = _Counting(), FrameGrid(320, 180)
    visible = np.ones((45, 80), np.bool_)
    visible[:4, :4] = False
    picture, half = np.full((180, 320), 77, np.uint8), np.full((90, 160), 128, np.uint8)
    found = Vetoes((veto,), 10.0).cells(RawFrame(picture, half, half, 0.0, 0.0), visible, grid)
    assert veto.seen == [128]
    assert not found[:4, :4].any()
