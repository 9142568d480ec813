# SPDX-License-Identifier: Apache-2.0
"""Whatever a staff's zone shows: no level outside the drawn scale, and none at all of noise."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.gauge import Flaw
from hearthwatch.model.scene import Light
from hearthwatch.model.staff import Staff
from hearthwatch.stages.hazards.water.rise import Rise
from hearthwatch.stages.hazards.water.staff import Level, StaffReader
from hearthwatch.stages.hazards.water.waterline import Waterline, waterline
from hearthwatch.testing.canal import raw_frame
from hearthwatch.testing.drawn_staff import CORNERS, Trouble, staff_frame

troubles = st.builds(
    Trouble,
    light=st.floats(0, 2), is_infrared=st.booleans(), mirrors=st.floats(0, 0.8), waves_px=st.floats(0, 6),
    rain=st.integers(0, 600), noise=st.floats(0, 25), debris=st.floats(0, 1), fog=st.floats(0, 1),
    shift_px=st.tuples(st.integers(-40, 40), st.integers(-12, 12)), is_covered=st.booleans(),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.floats(-0.5, 1.5), troubles)
def test_a_level_lies_within_the_drawn_scale(level: float, trouble: Trouble) -> None:
    """Whatever is done to a picture, what is read is a part of the scale, with a quality, or a reason."""
    reader = StaffReader(Staff.unmarked(CORNERS))
    for frame in (staff_frame(0.4), staff_frame(level, trouble, 1.0)):
        found = reader.read(frame, Light.DAY)
        assert isinstance(found, Flaw) or (0 <= found.part <= 1 and 0 < found.quality <= 1)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0, 80), st.floats(20, 235), st.integers(48, 480))
def test_noise_is_unreadable(seed: int, deviation: float, mean: float, rows: int) -> None:
    """A strip of nothing but noise has no waterline, whatever its size and brightness."""
    noise = np.random.default_rng(seed).normal(mean, deviation, (rows, 25, 3))
    assert waterline(np.clip(noise, 0, 255).astype(np.float32)) in set(Flaw)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(1, 60))
def test_a_view_of_noise_is_unreadable(seed: int, deviation: float) -> None:
    """A camera that sends noise gives no level, ever."""
    rng = np.random.default_rng(seed)
    reader = StaffReader(Staff.unmarked(CORNERS))
    for second in range(4):
        picture = np.clip(rng.normal(110, deviation, (360, 640, 3)), 0, 255).astype(np.uint8)
        assert not isinstance(reader.read(raw_frame(picture, second), Light.DAY), Level)


@settings(max_examples=30, deadline=None)
@given(st.integers(60, 400), st.integers(0, 2**16))
def test_flat_halves_meet_where_they_meet(rows: int, seed: int) -> None:
    """Two plain halves are parted at their border, to a row."""
    border = int(np.random.default_rng(seed).integers(int(rows * 0.15), int(rows * 0.85)))
    strip = np.full((rows, 25, 3), 128, np.float32)
    strip[:border, :, 0], strip[border:, :, 0] = 220, 90
    found = waterline(strip + np.random.default_rng(seed).normal(0, 2, strip.shape).astype(np.float32))
    assert not isinstance(found, Waterline) or abs(found.row - border) <= 1


@given(st.lists(st.floats(0, 1), max_size=40), st.floats(0.05, 0.95))
def test_less_than_three_levels_in_a_row_are_no_alarm(parts: list[float], limit: float) -> None:
    """An alarm of level needs three medians in a row over the limit, so two high readings never make one."""
    rise = Rise(limit, None)
    for second, part in enumerate(parts):
        rise.add(part, float(second))
        seen = parts[: second + 1]
        if rise.is_too_much:
            assert sum(each >= limit for each in seen) >= 3
