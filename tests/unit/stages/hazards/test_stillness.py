# SPDX-License-Identifier: Apache-2.0
"""A picture that stands still is told, unless this camera's pictures do so by themselves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hearthwatch.model.raw import Plane
from hearthwatch.stages.hazards.stillness import Stillness

RATE_HZ = 5.0


def picture(seed: int) -> Plane:
    """Return a picture with the noise of ``seed``."""
    return np.random.default_rng(seed).integers(100, 120, (90, 160), np.uint8)


def first_suspicion(seeds: Iterable[int]) -> float | None:
    """Return the first second at which pictures with these seeds, five a second, are suspicious."""
    stillness = Stillness()
    for number, seed in enumerate(seeds):
        if stillness.is_suspicious(picture(seed), number / RATE_HZ):
            return number / RATE_HZ
    return None


def test_a_noisy_camera_that_stands_still_is_soon_suspicious() -> None:
    """After pictures that all differ, four seconds of which most do not are held against the camera."""
    assert first_suspicion([*range(50), *[50] * 50]) == 13.6


def test_pictures_that_stand_still_after_each_key_frame_are_no_frozen_camera() -> None:
    """Three still pictures of every ten, as a still room's encoder sends them, are never suspicious."""
    seeds = [10 * group + min(place, 7) for group in range(60) for place in range(10)]
    still_after_key = [10 * group + (0 if place < 4 else place) for group in range(60) for place in range(10)]
    assert first_suspicion(seeds) is None
    assert first_suspicion(still_after_key) is None


def test_a_camera_that_stood_still_by_itself_is_given_a_minute() -> None:
    """Where a still time of 2 s ended by itself, the next is suspicious after 60 s, not before."""
    seeds = [*range(20), *[7] * 10, *range(2000, 2020), *[9] * 400]
    stillness = Stillness()
    said = [stillness.is_suspicious(picture(seed), at / RATE_HZ) for at, seed in enumerate(seeds)]
    second_begins = 51
    assert said.index(True, 30) == second_begins + 60 * RATE_HZ


def test_patience_has_an_end() -> None:
    """However long a camera stood still before, ten minutes of it are always suspicious."""
    stillness = Stillness()
    for at in range(5 * 1000):
        stillness.is_suspicious(picture(1), at / RATE_HZ)
    stillness.is_suspicious(picture(2), 1000.0)
    assert stillness.spared_s(1000.0) == 600.0
