# SPDX-License-Identifier: Apache-2.0
"""What a cell showed most of the time ends as its pixels, whatever it shows at the end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hearthwatch.model.raw import RawFrame
from hearthwatch.stages.plates import portrait
from hearthwatch.stages.plates.blocks import FrameGrid
from hearthwatch.stages.plates.portrait import SELDOM, Portrait

ALL = np.ones((45, 80), np.bool_)
#: The last so many samples say something else (three minutes and twenty seconds of the preset `private`).
LAST = 40
#: Who was there first looked like the place within so much: more is another appearance, and begins anew.
FAINT = 15
QUICKLY = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[int, list[int]]:
    """Draw a level that 60 % and more of the samples show, and all samples: others first and last."""
    level = draw(st.integers(40, 200))
    usual = draw(st.integers(120, 150))
    last = draw(st.lists(st.integers(16, 235), max_size=LAST))
    at_first = draw(st.integers(0, usual * 2 // 3 - len(last)))
    other = level + draw(st.integers(-FAINT, FAINT))
    return level, [other] * at_first + [level] * usual + last


def ends_at(samples: list[int]) -> int:
    """Return the level at which a portrait ends that was credited these samples in all cells."""
    made = Portrait(FrameGrid(160, 90))
    half = np.full((45, 80), 128, np.uint8)
    for at_s, level in enumerate(samples):
        frame = RawFrame(np.full((90, 160), level, np.uint8), half, half, float(at_s), float(at_s))
        made.follow(frame, ALL, ALL & (at_s == 0))
    return int(made.bright()[45, 80])


@QUICKLY
@given(histories())
def test_what_was_there_most_of_the_time_is_what_is_shown(history: tuple[int, list[int]]) -> None:
    """A level held in 60 % of the samples and more is the end's within 5, whatever the last 40 say."""
    level, samples = history
    assert abs(ends_at(samples) - level) <= LAST // SELDOM


def test_a_portrait_that_follows_each_sample_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that moves at every sample, planted, breaks it."""
    monkeypatch.setattr(portrait, "SELDOM", 1)

    @settings(QUICKLY, phases=[Phase.generate], database=None)
    @given(histories())
    def follows(history: tuple[int, list[int]]) -> None:
        level, samples = history
        assert abs(ends_at(samples) - level) <= LAST // SELDOM

    with pytest.raises(AssertionError):
        follows()
