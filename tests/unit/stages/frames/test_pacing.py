# SPDX-License-Identifier: Apache-2.0
"""Pacing: a file is held back to the pace at which it was filmed."""

from __future__ import annotations

from hearthwatch.stages.frames.pacing import Pacer
from hearthwatch.testing.clock import FakeClock


def test_a_file_is_held_to_its_pace() -> None:
    """Each frame comes when it was filmed, counted from the first; decoding time is not added."""
    clock = FakeClock()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(round(seconds, 3))
        clock.advance(seconds)

    pacer = Pacer(clock, wait)
    for at in (0.0, 0.2, 0.4):
        pacer.hold(at)
        clock.advance(0.05)
    assert waits == [0.15, 0.15]


def test_a_late_file_does_not_rush() -> None:
    """After a standstill of more than a second the file goes on from where it is."""
    clock = FakeClock()
    waits: list[float] = []
    pacer = Pacer(clock, lambda seconds: waits.append(round(seconds, 3)))
    pacer.hold(0.0)
    clock.advance(60.0)
    pacer.hold(0.2)
    pacer.hold(0.4)
    assert waits == [0.2]


def test_a_little_late_is_made_up_for() -> None:
    """Half a second of lateness is caught up with, so that the pace is right on average."""
    clock = FakeClock()
    waits: list[float] = []
    pacer = Pacer(clock, lambda seconds: waits.append(round(seconds, 3)))
    pacer.hold(0.0)
    clock.advance(0.7)
    for at in (0.2, 0.4, 0.6, 0.8):
        pacer.hold(at)
    assert waits == [0.1]
