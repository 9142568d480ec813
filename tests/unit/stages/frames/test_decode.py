# SPDX-License-Identifier: Apache-2.0
"""Decoding: which frames come out of which packets, and what it survives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from av.packet import Packet
from av.video.stream import VideoStream

from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode
from hearthwatch.model.raw import RawFrame
from hearthwatch.stages.cameras.address import CameraAddress
from hearthwatch.stages.cameras.open import OpenedCamera, open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.pattern import B_FRAMES, X265, Pattern, write_pattern


def opened(path: Path, *, loop: bool = False) -> closing[OpenedCamera]:
    """Open a file until the block ends."""
    return closing(open_camera(CameraAddress("file", str(path)), OpenOptions(loop=loop)))


def read(path: Path, rate_hz: float = 5.0) -> list[RawFrame]:
    """Return all sampled frames of a file, as fast as it goes."""
    with opened(path) as camera:
        return list(frames(camera, FakeClock(), rate_hz, fast=True))


class Altered:
    """A source whose packets are damaged, lost or relabelled on the way."""

    def __init__(self, camera: OpenedCamera, *, is_live: bool = False, damaged: range = range(0)) -> None:
        """Take the source, and the numbers of the packets that are to be damaged."""
        self.is_live = is_live
        self.reopened = 0
        self._camera = camera
        self._damaged = damaged

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield the packets, some of them damaged."""
        for number, packet in enumerate(self._camera.packets()):
            if number in self._damaged and packet.size:
                damaged = cast("Packet[VideoStream]", Packet(b"\0\0\0\1\x65" + bytes(range(255, 55, -1))))
                damaged.stream, damaged.pts, damaged.dts = packet.stream, packet.pts, packet.dts
                damaged.time_base = packet.time_base
                yield damaged
            else:
                yield packet

    def reopen(self) -> None:
        """Count that somebody gave up on the packets."""
        self.reopened += 1


def test_five_frames_a_second_come_out(tmp_path: Path) -> None:
    """Of two seconds at 15 a second ten frames come, on the file's own axis."""
    seen = read(write_pattern(tmp_path / "a.mp4", Pattern()))
    assert [frame.media_time_s for frame in seen] == pytest.approx([k / 5 for k in range(10)], abs=1e-3)
    assert {(frame.width, frame.height) for frame in seen} == {(320, 192)}


def test_a_rate_that_varies_is_kept(tmp_path: Path) -> None:
    """Frames of a file of variable rate have the times that the file says."""
    times = (0.0, 0.05, 0.3, 0.31, 0.5, 1.0, 1.2, 1.9)
    seen = read(write_pattern(tmp_path / "a.mp4", Pattern(), times))
    assert [frame.media_time_s for frame in seen] == pytest.approx([0.0, 0.3, 0.5, 1.0, 1.2, 1.9], abs=1e-3)


def test_one_frame_is_enough(tmp_path: Path) -> None:
    """A file of one frame gives one."""
    assert len(read(write_pattern(tmp_path / "a.mp4", Pattern(seconds=1 / 15)))) == 1


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("a.mkv", Pattern(encoder="libx265", options=X265)),
        ("a.mkv", Pattern(encoder="mjpeg", pixels="yuvj422p", options={})),
        ("a.webm", Pattern(encoder="libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"})),
        ("a.mkv", Pattern(pixels="yuv444p")),
    ],
    ids=["hevc", "mjpeg", "vp9", "444"],
)
def test_other_codecs_and_formats_just_work(tmp_path: Path, name: str, pattern: Pattern) -> None:
    """Whatever FFmpeg decodes comes out as planes of 4:2:0."""
    seen = read(write_pattern(tmp_path / name, pattern))
    assert [(frame.y.shape, frame.u.shape) for frame in seen] == [((192, 320), (96, 160))] * 10


def test_a_file_is_paced_and_its_frames_stamped_when_due(tmp_path: Path) -> None:
    """In real time a frame comes when it was filmed, and its arrival says so."""
    clock = FakeClock()
    with opened(write_pattern(tmp_path / "a.mp4", Pattern())) as camera:
        seen = list(frames(camera, clock, 5.0, wait=clock.advance))
    assert [frame.arrived_s - 1000 for frame in seen] == pytest.approx([k / 5 for k in range(10)], abs=1e-3)


def test_a_live_camera_is_not_paced(tmp_path: Path) -> None:
    """Frames of a live camera come as they come, on the machine's clock."""
    clock = FakeClock()
    waits: list[float] = []
    with opened(write_pattern(tmp_path / "a.mp4", Pattern())) as camera:
        stream = frames(Altered(camera, is_live=True), clock, 5.0, wait=waits.append)
        first = next(stream)
        clock.advance(1.0)
        last = list(stream)[-1]
    assert (first.media_time_s, last.media_time_s, waits) == (1000.0, 1001.0, [])


def test_a_loop_goes_on_in_time(tmp_path: Path) -> None:
    """Media time goes on over the end of a looped file, by the usual step, and never back."""
    path = write_pattern(tmp_path / "a.mp4", Pattern(seconds=1))
    with opened(path, loop=True) as camera:
        stream = frames(camera, FakeClock(), 5.0, fast=True)
        times = [next(stream).media_time_s for _ in range(50)]
    assert times == pytest.approx([k / 5 for k in range(50)], abs=0.01)


def test_damaged_packets_are_counted_and_survived(tmp_path: Path) -> None:
    """A stretch of damage costs its frames and nothing more."""
    with opened(write_pattern(tmp_path / "a.mp4", Pattern(seconds=4))) as camera:
        source = Altered(camera, damaged=range(17, 26))
        stream = frames(source, FakeClock(), 5.0, fast=True)
        seen = list(stream)
    assert stream.damaged_packets >= 5
    assert len(seen) >= 15
    assert seen[-1].media_time_s > 3.7
    assert source.reopened == 0


def test_packets_that_make_no_sense_are_told_to_the_source(tmp_path: Path) -> None:
    """Where nothing can be decoded any more, the source is asked to look at what it is."""
    with opened(write_pattern(tmp_path / "a.mp4", Pattern(seconds=4))) as camera:
        source = Altered(camera, damaged=range(20, 60))
        list(frames(source, FakeClock(), 5.0, fast=True))
    assert source.reopened >= 1


def test_a_change_of_size_is_followed(tmp_path: Path) -> None:
    """Pictures of another size in the same stream come out in that size."""
    first = write_pattern(tmp_path / "a.ts", Pattern())
    second = write_pattern(tmp_path / "b.ts", Pattern(640, 360))
    both = tmp_path / "both.ts"
    both.write_bytes(first.read_bytes() + second.read_bytes())
    seen = read(both)
    assert [frame.width for frame in seen] == [320] * 10 + [640] * (len(seen) - 10)
    assert len(seen) >= 19
    assert all(earlier.media_time_s < later.media_time_s for earlier, later in pairwise(seen))


@pytest.mark.parametrize("order", ["ab", "ba"], ids=["h264 to h265", "h265 to h264"])
def test_a_change_of_codec_is_followed(tmp_path: Path, order: str) -> None:
    """Where a transport stream changes its codec under the same number, decoding goes on after a moment."""
    write_pattern(tmp_path / "a.ts", Pattern(seconds=8))
    write_pattern(tmp_path / "b.ts", Pattern(640, 360, seconds=8, encoder="libx265", options=X265))
    both = tmp_path / "both.ts"
    both.write_bytes(b"".join((tmp_path / f"{name}.ts").read_bytes() for name in order))
    widths = [frame.width for frame in read(both)]
    assert (widths[0], widths[-1]) == ((320, 640) if order == "ab" else (640, 320))
    assert widths.count(widths[-1]) >= 15


def test_a_size_that_becomes_unsupported_is_a_fault(tmp_path: Path) -> None:
    """A stream that turns to a size that is not supported ends with that fault."""
    both = tmp_path / "both.ts"
    first, second = Pattern(), Pattern(48, 48)
    both.write_bytes(
        b"".join(write_pattern(tmp_path / "a.ts", each).read_bytes() for each in (first, second))
    )
    with pytest.raises(CameraError) as caught:
        read(both)
    assert caught.value.code is FaultCode.UNSUPPORTED_SIZE


def digest(frame: RawFrame) -> str:
    """Return a frame's pixels as a short text."""
    return hashlib.sha256(np.ascontiguousarray(frame.y).tobytes()).hexdigest()


def test_what_is_left_out_changes_nothing_else(tmp_path: Path) -> None:
    """Frames that are decoded although others are left out are, bit for bit, what they would have been."""
    path = write_pattern(tmp_path / "a.mp4", Pattern(rate=30, seconds=6, options=B_FRAMES))
    whole = {round(frame.media_time_s, 3): digest(frame) for frame in read(path, rate_hz=30.0)}
    with opened(path) as camera:
        stream = frames(camera, FakeClock(), 5.0, fast=True)
        thinned = {round(frame.media_time_s, 3): digest(frame) for frame in stream}
    assert stream.decoded < 130 < len(whole)
    assert len(thinned) == 30
    assert thinned.items() <= whole.items()


def test_decoding_takes_one_thread(tmp_path: Path) -> None:
    """No decoder starts threads of its own: one camera is the unit that is spread over cores."""
    with opened(write_pattern(tmp_path / "a.mp4", Pattern())) as camera:
        next(frames(camera, FakeClock(), 5.0, fast=True))
        assert camera.video_stream.codec_context.thread_count == 1
