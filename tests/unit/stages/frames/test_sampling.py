# SPDX-License-Identifier: Apache-2.0
"""Sampling: which frames of a stream are looked at."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.stages.frames.sampling import Sampler


@pytest.mark.parametrize("camera_hz", [5, 6, 10, 12, 12.5, 15, 20, 25, 29.97, 30, 60, 120])
def test_the_rate_is_kept_whatever_the_cameras(camera_hz: float) -> None:
    """Of a minute of any camera that sends 5 a second or more, 300 frames are taken."""
    sampler = Sampler(5.0)
    taken = sum(sampler.wants(number / camera_hz) for number in range(round(60 * camera_hz)))
    assert taken == pytest.approx(300, abs=1)


@pytest.mark.parametrize("camera_hz", [0.2, 1, 4])
def test_a_slow_camera_loses_no_frame(camera_hz: float) -> None:
    """Of a camera slower than the sampling every frame is taken."""
    sampler = Sampler(5.0)
    assert all(sampler.wants(number / camera_hz) for number in range(100))


def test_a_little_early_is_on_time() -> None:
    """The network's jitter does not make the sampler wait for the next frame."""
    sampler = Sampler(5.0)
    assert [sampler.wants(at) for at in (0.0, 0.185, 0.4, 0.585)] == [True, True, True, True]


def test_a_gap_is_not_made_up_for() -> None:
    """After a gap the rhythm begins anew: no rush of frames."""
    sampler = Sampler(5.0)
    times = [0.0, *(30 + number / 30 for number in range(30))]
    assert sum(sampler.wants(at) for at in times) == 6


def test_every_frame_may_be_wanted() -> None:
    """An infinite rate takes all."""
    sampler = Sampler(math.inf)
    assert all(sampler.wants(number / 1000) for number in range(100))


@given(st.lists(st.floats(0, 3), min_size=1, max_size=200))
def test_never_more_than_the_rate(steps: list[float]) -> None:
    """However uneven the frames come, no span of time has more samples than the rate and one."""
    sampler, now, taken = Sampler(5.0), 0.0, []
    for step in steps:
        now += step
        if sampler.wants(now):
            taken.append(now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            assert last - first <= (taken[last] - taken[first]) * 5.0 + 1.2
