# SPDX-License-Identifier: Apache-2.0
"""Cells that flicker become lively; cells that are changed for long never do."""

from __future__ import annotations

import numpy as np

from hearthwatch.stages.scene.lively import LARGEST_SHARE, Liveliness

MINUTE = 300


def test_leaves_become_lively_and_cease_to_be() -> None:
    """A cell that flickers for a minute is lively, and is not minutes after the wind has gone."""
    liveliness = Liveliness()
    leaves = np.zeros((45, 80), bool)
    leaves[3, 4] = True
    for look in range(MINUTE):
        liveliness.see(leaves if look % 4 == 0 else ~leaves & False)
    assert np.argwhere(liveliness.cells).tolist() == [[3, 4]]
    for _ in range(3 * MINUTE):
        liveliness.see(np.zeros((45, 80), bool))
    assert not liveliness.cells.any()


def test_what_stays_changed_is_never_lively() -> None:
    """Somebody who comes and stands for minutes makes no cell lively."""
    liveliness = Liveliness()
    for look in range(5 * MINUTE):
        liveliness.see(np.full((45, 80), look % MINUTE > 20))
    assert not liveliness.cells.any()


def test_no_more_than_a_part_of_the_view_is_lively() -> None:
    """A view that flickers everywhere is not given up."""
    liveliness = Liveliness()
    random = np.random.default_rng(1)
    for _ in range(2 * MINUTE):
        liveliness.see(random.random((45, 80)) < 0.2)
    assert liveliness.cells.mean() <= LARGEST_SHARE
