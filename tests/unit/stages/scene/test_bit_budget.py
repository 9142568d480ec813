# SPDX-License-Identifier: Apache-2.0
"""How much an honest decider says: the one channel out of the seal that follows live pixels."""

from __future__ import annotations

import zlib

import numpy as np

from hearthwatch.sealed.messages import MAP_BITS
from hearthwatch.stages.scene.decider import Decider
from hearthwatch.testing import scenery

SECONDS = 120
#: Two maps a second, as they go out.
BUDGET_BITS_A_SECOND = 2 * MAP_BITS


def bits_a_second(walkers: int) -> float:
    """Return what two minutes of maps hold, each packed against the one before, with people walking by."""
    grey = scenery.scene()
    decider = Decider([scenery.plate(grey)])
    said, before = [], np.zeros((45, 80), np.uint8)
    for tick in range(SECONDS * scenery.RATE_HZ):
        seen = scenery.noisy(grey, tick)
        for walker in range(walkers):
            left = (70 + tick + 90 * walker) % 300
            seen = scenery.with_figure(seen, left=left, top=60 + 20 * walker, height=50)
        decider.look(scenery.work(seen, tick / scenery.RATE_HZ))
        if tick % 5 in {0, 3}:
            cells = decider.scene_map().cells
            said.append((cells ^ before).tobytes())
            before = cells
    return len(zlib.compress(b"".join(said), 9)) * 8 / SECONDS


def test_an_honest_map_says_a_small_part_of_its_budget() -> None:
    """With three people walking all the time maps hold a twentieth of what they could; alone, hardly any."""
    busy, empty = bits_a_second(3), bits_a_second(0)
    print(f"{busy:.0f} bits a second with three walkers, {empty:.0f} without")  # noqa: T201 - for the docs
    assert busy < 0.05 * BUDGET_BITS_A_SECOND
    assert empty < 0.01 * BUDGET_BITS_A_SECOND
