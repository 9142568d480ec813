# SPDX-License-Identifier: Apache-2.0
"""A condition is confirmed when it has lasted, and given up when it has been gone."""

from __future__ import annotations

from hearthwatch.stages.hazards.confirming import Confirming


def test_it_must_last() -> None:
    """It counts after its time, not before."""
    condition = Confirming(10, 3)
    assert next(at for at in range(15) if condition.see(holds=True, at_s=at)) == 10


def test_single_misses_are_forgiven() -> None:
    """One look in five that misses only makes it later."""
    condition = Confirming(10, 3)
    seen = [condition.see(holds=at % 5 != 0, at_s=at) for at in range(20)]
    assert seen[-1]
    assert not any(seen[:11])


def test_it_must_begin_anew_after_a_gap() -> None:
    """Half of it, a gap, and half of it again is not the whole."""
    condition = Confirming(10, 3)
    looks = [True] * 6 + [False] * 6 + [True] * 6
    assert not any(condition.see(holds=holds, at_s=at) for at, holds in enumerate(looks))


def test_it_stays_until_it_has_been_gone() -> None:
    """Once confirmed, a short absence does not end it."""
    condition = Confirming(2, 3)
    for at in range(5):
        condition.see(holds=True, at_s=at)
    assert [condition.see(holds=False, at_s=at) for at in range(5, 10)] == [True, True, True, False, False]
