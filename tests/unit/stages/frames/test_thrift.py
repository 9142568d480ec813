# SPDX-License-Identifier: Apache-2.0
"""Thrift: leaving out pictures that nothing rests on, where enough others are left."""

from __future__ import annotations

from hearthwatch.stages.frames.thrift import Thrift


def noted(thrift: Thrift, interval_s: float, count: int, start_s: float = 0.0) -> list[bool]:
    """Tell of frames at an even rate; return the answers."""
    return [thrift.note(start_s + number * interval_s) for number in range(count)]


def test_a_fast_stream_is_thinned_after_it_was_watched() -> None:
    """After 30 frames of a stream with frames enough, those that nothing rests on are left out."""
    thrift = Thrift(5.0)
    assert noted(thrift, 1 / 15, 40) == [False] * 29 + [True] + [False] * 10
    assert thrift.skips


def test_a_stream_with_few_frames_is_left_whole() -> None:
    """A stream that hardly has what sampling needs is never thinned."""
    thrift = Thrift(5.0)
    assert not any(noted(thrift, 1 / 6, 100))
    assert not thrift.skips


def test_thinning_that_leaves_too_little_is_taken_back_for_good() -> None:
    """Where too little is left, everything is decoded again, and it is not tried twice."""
    thrift = Thrift(5.0)
    noted(thrift, 1 / 15, 30)
    assert noted(thrift, 4 / 15, 2, start_s=2.0)[1]
    assert not thrift.skips
    assert not any(noted(thrift, 1 / 15, 100, start_s=3.0))


def test_packets_without_pictures_end_the_thinning() -> None:
    """Where packets come and no pictures, nothing is left out any more, so that faults can be seen."""
    thrift = Thrift(5.0)
    noted(thrift, 1 / 15, 30)
    assert [thrift.note_barren() for _ in range(31)] == [False] * 29 + [True, False]
    assert not thrift.skips
