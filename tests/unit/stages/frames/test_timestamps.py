# SPDX-License-Identifier: Apache-2.0
"""The media axis: cameras' timestamps as they are, and the axis that is made of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.stages.frames.timestamps import JUMP_S, LiveAxis, MediaAxis

Times = list[tuple[float | None, float]]


def live(times: Times) -> list[float]:
    """Return the live axis of (timestamp, arrival)."""
    axis = LiveAxis()
    return [axis.place(pts, arrived) for pts, arrived in times]


def file(timestamps: list[float | None]) -> list[float]:
    """Return a file's axis of timestamps."""
    axis = MediaAxis()
    return [axis.place(pts, 0.0) for pts in timestamps]


def test_a_file_begins_at_zero_and_keeps_its_own_time() -> None:
    """Wherever a file's timestamps begin, its axis begins at 0 and has the same steps."""
    assert file([7.0, 7.1, 7.2, 7.5]) == pytest.approx([0, 0.1, 0.2, 0.5])


@pytest.mark.parametrize(
    "timestamps",
    [
        [5.0, 5.1, 5.2, 0.0, 0.1],
        [5.0, 5.1, 5.2, 99.0, 99.1],
        [5.0, 5.1, 5.2, 5.2, 5.3],
        [5.0, 5.1, 5.2, None, 5.4],
    ],
    ids=["back", "forward", "again", "missing"],
)
def test_a_jump_in_a_file_is_one_more_step(timestamps: list[float | None]) -> None:
    """A timestamp that jumps, repeats or is missing moves the axis on by the usual step."""
    expected = [0, 0.1, 0.2, 0.3, 0.4]
    assert file(timestamps)[:4] == pytest.approx(expected[:4])
    assert file(timestamps)[4] == pytest.approx(expected[4], abs=0.1)


def test_a_slow_file_is_no_series_of_jumps() -> None:
    """A file of a picture every four seconds, then every twenty, keeps its time."""
    assert file([0.0, 4.0, 8.0, 28.0]) == pytest.approx([0, 4, 8, 28])


def test_a_time_lapse_keeps_its_time() -> None:
    """A picture every five minutes is no series of jumps, from the second picture on."""
    assert file([0.0, 300.0, 600.0, 900.0]) == pytest.approx([0, 300, 600, 900])


def test_a_live_camera_lies_on_the_machines_clock() -> None:
    """A camera's first frame has the time of its arrival, later ones the camera's steps."""
    assert live([(40.0, 1000.0), (40.1, 1000.1), (40.2, 1000.2)]) == pytest.approx([1000.0, 1000.1, 1000.2])


def test_jitter_is_taken_out() -> None:
    """Frames that the network held up have the time at which they were due."""
    assert live([(0.0, 10.0), (0.2, 10.2), (0.4, 10.45), (0.6, 10.6)]) == pytest.approx(
        [10, 10.2, 10.4, 10.6]
    )


@pytest.mark.parametrize("jumped", [-30.0, -0.5, 0.0, 12.0, None], ids=str)
def test_a_jump_of_a_live_camera_is_closed_by_the_time_that_passed(jumped: float | None) -> None:
    """A camera that sets its clock loses no time and wins none."""
    after = [(None if jumped is None else jumped + 5.2 + step, 10.3 + step) for step in (0.0, 0.1)]
    times: Times = [(5.0, 10.0), (5.1, 10.1), (5.2, 10.2), *after]
    if jumped == 0.0:
        times[3] = (5.2, 10.3)
    assert live(times) == pytest.approx([10.0, 10.1, 10.2, 10.3, 10.4])


def test_a_fast_clock_does_not_run_ahead() -> None:
    """A camera whose clock runs a tenth too fast is never ahead of the frames' arrival."""
    times: Times = [(second * 1.1, 100.0 + second) for second in range(1000)]
    assert live(times) == pytest.approx([arrived for _, arrived in times])


def test_a_slow_clock_does_not_fall_behind_for_ever() -> None:
    """A camera whose clock runs a tenth too slow is at most a jump behind."""
    times: Times = [(second * 0.9, 100.0 + second) for second in range(1000)]
    assert all(arrived - JUMP_S <= at <= arrived for at, (_, arrived) in zip(live(times), times, strict=True))


def test_a_new_connection_goes_on_after_the_old_one() -> None:
    """The first frame of a new connection is later than any frame of the one before."""
    before = live([(second * 1.3, 50.0 + second) for second in range(20)])
    after = live([(0.0, 71.0)])
    assert after[0] > before[-1]


TIMES = st.lists(
    st.tuples(st.none() | st.floats(-1e5, 1e5), st.floats(0, 30)), min_size=1, max_size=60
)  # fmt: skip


@given(TIMES)
def test_no_axis_ever_goes_back(steps: list[tuple[float | None, float]]) -> None:
    """Whatever a camera sends: media time never goes back, and live it is never after the arrival."""
    arrived, times = 1000.0, []
    for pts, step in steps:
        arrived += step
        times.append((pts, arrived))
    placed = live(times)
    assert all(later >= earlier for earlier, later in pairwise(placed))
    assert all(at <= when for at, (_, when) in zip(placed, times, strict=True))
    alone = file([pts for pts, _ in times])
    assert all(later >= earlier for earlier, later in pairwise(alone))
