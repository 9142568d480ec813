# SPDX-License-Identifier: Apache-2.0
"""Frames come through shared memory whole, and the reader's word is not believed."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

import numpy as np
import pytest

from hearthwatch.model.raw import RawFrame
from hearthwatch.sealed.frames_channel import (
    BadNoticeError,
    ChannelEnds,
    FrameReceiver,
    FrameSender,
    frames_channel,
)


def frame(width: int, height: int, shade: int) -> RawFrame:
    """Return a frame whose planes are all of one value each."""
    half = ((height + 1) // 2, (width + 1) // 2)
    y, u, v = (np.full(size, shade + k, np.uint8) for k, size in enumerate(((height, width), half, half)))
    return RawFrame(y, u, v, 1.5, 2.5)


@pytest.fixture
def ends() -> Iterator[ChannelEnds]:
    """Yield a channel whose ends are closed afterwards."""
    made = frames_channel()
    yield made
    made.close()


def test_a_frame_arrives_as_it_was_sent(ends: ChannelEnds) -> None:
    """Planes, size and times are the same on the other side, also of odd sizes."""
    sender = FrameSender(os.dup(ends.memory), ends.reader)
    receiver = FrameReceiver(os.dup(ends.memory), ends.watcher)
    sender.send(frame(641, 361, 7), wait=True)
    got = receiver.receive()
    assert got is not None
    assert (got.width, got.height, got.media_time_s, got.arrived_s) == (641, 361, 1.5, 2.5)
    assert {int(got.y.min()), int(got.u.max()), int(got.v[-1, -1])} == {7, 8, 9}
    del got
    receiver.release()


def test_a_busy_watcher_costs_frames_and_never_blocks(ends: ChannelEnds) -> None:
    """With both slots taken a live reader drops the frame and counts it."""
    sender = FrameSender(os.dup(ends.memory), ends.reader)
    for shade in range(5):
        sender.send(frame(64, 64, shade), wait=False)
    assert sender.dropped == 3


def test_the_watcher_sees_that_the_reader_is_gone(ends: ChannelEnds) -> None:
    """An end of the reader is told as no frame."""
    receiver = FrameReceiver(os.dup(ends.memory), ends.watcher)
    ends.reader.close()
    assert receiver.receive() is None


def test_the_last_frames_of_a_reader_arrive_though_it_is_gone(ends: ChannelEnds) -> None:
    """A reader that ends without having read which slots are free again loses none of its frames."""
    sender = FrameSender(os.dup(ends.memory), ends.reader)
    receiver = FrameReceiver(os.dup(ends.memory), ends.watcher)
    sender.send(frame(64, 64, 1), wait=True)
    assert receiver.receive() is not None
    receiver.release()
    ends.reader.send(struct.pack(">BHHdd", 0, 64, 64, 3.0, 4.0))
    ends.reader.close()
    last = receiver.receive()
    assert last is not None
    assert last.media_time_s == 3.0
    assert receiver.receive() is None


def test_the_memory_cannot_be_made_smaller(ends: ChannelEnds) -> None:
    """A reader cannot shrink the memory under the watcher's hands."""
    with pytest.raises(PermissionError):
        os.ftruncate(ends.memory, 4096)


@pytest.mark.parametrize(
    "notice",
    [b"x", struct.pack(">BHHdd", 2, 64, 64, 0, 0), struct.pack(">BHHdd", 0, 1921, 64, 0, 0),
     struct.pack(">BHHdd", 0, 0, 64, 0, 0), struct.pack(">BHHdd", 0, 64, 64, float("nan"), 0),
     struct.pack(">BHHdd", 0, 64, 64, 0, float("inf")), struct.pack(">BHHdd", 0, 64, 64, 1e11, 0),
     struct.pack(">BHHdd", 0, 64, 64, -1.0, 0)],
)  # fmt: skip
def test_a_notice_that_makes_no_sense_is_refused(ends: ChannelEnds, notice: bytes) -> None:
    """A slot, a size or a length that cannot be is an error, not a read past the memory."""
    receiver = FrameReceiver(os.dup(ends.memory), ends.watcher)
    ends.reader.send(notice)
    with pytest.raises(BadNoticeError, match=r"notice|size|time"):
        receiver.receive()
