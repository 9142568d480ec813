# SPDX-License-Identifier: Apache-2.0
"""Planes: formats, sizes, rotation, interlacing."""

from __future__ import annotations

import struct
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode
from hearthwatch.model.raw import Plane
from hearthwatch.sealed import frames_channel
from hearthwatch.stages.cameras import stream
from hearthwatch.stages.frames import planes as module
from hearthwatch.stages.frames.planes import planes, require_size, shrink_factor
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.testing.pattern import BRIGHTEST, DARKEST, Pattern, picture, write_pattern


def ramp(width: int, height: int) -> Plane:
    """Return the pattern's ground without the square: dark at the left, bright at the right."""
    row = np.linspace(DARKEST, BRIGHTEST, width).astype(np.uint8)
    return np.broadcast_to(row, (height, width))


def test_what_is_right_already_is_not_copied() -> None:
    """Planes of a common picture are views of the decoder's memory, and read-only."""
    source = picture(320, 192, 0)
    frame = planes(source, 1.5, 2.5)
    assert np.shares_memory(frame.y, np.frombuffer(memoryview(source.planes[0]), np.uint8))
    assert (frame.width, frame.height, frame.media_time_s, frame.arrived_s) == (320, 192, 1.5, 2.5)
    assert frame.u.shape == frame.v.shape == (96, 160)


def test_planes_outlive_the_picture() -> None:
    """The decoder's memory stays as long as anybody looks at it."""
    frame = planes(picture(320, 192, 0), 0.0, 0.0)
    assert np.array_equal(frame.y[:40], ramp(320, 192)[:40])


@pytest.mark.parametrize(
    "pixels", ["yuvj420p", "nv12", "yuv422p", "yuyv422", "yuv444p", "yuv420p10le", "rgb24", "gray"]
)
def test_every_format_becomes_the_same_planes(pixels: str) -> None:
    """Whatever the decoder makes, grey is within a few levels of what was filmed."""
    source = picture(320, 192, 0).reformat(format=pixels)
    frame = planes(source, 0.0, 0.0)
    assert frame.y.shape == (192, 320)
    assert frame.u.shape == (96, 160)
    is_full = pixels in {"yuvj420p", "gray"}
    expected = (ramp(320, 192).astype(float) - 16) * 255 / 219 if is_full else ramp(320, 192).astype(float)
    difference = np.abs(frame.y.astype(float) - expected)[:40]
    assert difference.max() <= (3 if pixels != "gray" else 40)


@pytest.mark.parametrize(("width", "height"), [(65, 67), (321, 193), (64, 64), (1919, 1079)])
def test_odd_sizes_are_kept(width: int, height: int) -> None:
    """Odd sizes have chroma of half the size, rounded up."""
    frame = planes(picture(width, height, 0), 0.0, 0.0)
    assert (frame.y.shape, frame.u.shape) == ((height, width), ((height + 1) // 2, (width + 1) // 2))
    work = work_picture(frame)
    assert (work.grey.shape, work.u.shape, work.v.shape) == ((180, 320), (90, 160), (90, 160))


@pytest.mark.parametrize(
    ("size", "made"),
    [
        ((2560, 1440), (1280, 720)),
        ((3840, 2160), (1920, 1080)),
        ((2592, 1944), (1296, 972)),
        ((1080, 1920), (540, 960)),
        ((7680, 4320), (1920, 1080)),
        ((4096, 1000), (1365, 333)),
    ],
)
def test_large_pictures_are_made_smaller_by_a_whole_factor(
    size: tuple[int, int], made: tuple[int, int]
) -> None:
    """What does not fit 1920x1080 is made smaller, its aspect kept."""
    frame = planes(picture(*size, 0), 0.0, 0.0)
    assert (frame.width, frame.height) == made
    assert frame.u.shape == ((made[1] + 1) // 2, (made[0] + 1) // 2)
    assert np.abs(frame.y[: made[1] // 8].astype(int) - ramp(*made)[: made[1] // 8]).max() <= 1


def test_a_large_picture_of_another_format_is_made_smaller_too() -> None:
    """Converting and shrinking go together."""
    frame = planes(picture(2560, 1440, 0).reformat(format="nv12"), 0.0, 0.0)
    assert (frame.width, frame.height, frame.u.shape) == (1280, 720, (360, 640))


@pytest.mark.parametrize("size", [(16, 16), (63, 300), (300, 63), (8000, 4000), (7680, 4321), (5000, 5000)])
def test_other_sizes_are_refused(size: tuple[int, int]) -> None:
    """Sizes outside 64x64 to 7680x4320 are a lasting fault."""
    with pytest.raises(CameraError) as caught:
        require_size(*size)
    assert (caught.value.code, caught.value.transient) == (FaultCode.UNSUPPORTED_SIZE, False)


@pytest.mark.parametrize("size", [(64, 64), (7680, 4320), (4320, 7680), (1280, 720)])
def test_lying_and_standing_sizes_are_taken(size: tuple[int, int]) -> None:
    """Both ends of the range are in it, and a camera may stand on its side."""
    require_size(*size)
    assert shrink_factor(*size, is_turned=False) >= 1


def test_the_stages_and_the_channel_agree_on_sizes() -> None:
    """The limits that are written in three places, because these do not know each other, are the same."""
    assert (module.MAX_WIDTH, module.MAX_HEIGHT) == (frames_channel.MAX_WIDTH, frames_channel.MAX_HEIGHT)
    assert (module.SMALLEST_SIDE, module.LARGEST_WIDTH, module.LARGEST_HEIGHT) == (
        stream.SMALLEST_SIDE, stream.LARGEST_WIDTH, stream.LARGEST_HEIGHT,
    )  # fmt: skip


def turned(path: Path, cosine: int, sine: int) -> VideoFrame:
    """Write a clip, turn it by the matrix of its header, and return its first frame."""
    write_pattern(path, Pattern(256, 128))
    content = bytearray(path.read_bytes())
    at = content.index(b"tkhd") + 44
    matrix = struct.pack(">9i", cosine, sine, 0, -sine, cosine, 0, 0, 0, 0x40000000)
    content[at : at + 36] = matrix
    path.write_bytes(content)
    with av.open(path) as container:
        return next(container.decode(video=0))


@pytest.mark.parametrize(
    ("cosine", "sine", "shape", "dark"),
    [
        (1, 0, (128, 256), "left"),
        (0, 1, (256, 128), "top"),
        (-1, 0, (128, 256), "right"),
        (0, -1, (256, 128), "bottom"),
    ],
    ids=["upright", "90 clockwise", "180", "90 anticlockwise"],
)
def test_a_turned_camera_is_set_upright(
    tmp_path: Path, cosine: int, sine: int, shape: tuple[int, int], dark: str
) -> None:
    """The rotation that a file announces is undone: the pattern's dark left side is where it belongs."""
    frame = planes(turned(tmp_path / "a.mp4", cosine << 16, sine << 16), 0.0, 0.0)
    assert frame.y.shape == shape
    edges = {"left": frame.y[:, :8], "right": frame.y[:, -8:], "top": frame.y[:8], "bottom": frame.y[-8:]}
    assert min(edges, key=lambda side: float(edges[side].mean())) == dark
    work = work_picture(frame)
    assert work.grey.shape == (180, 320)


def test_one_field_of_an_interlaced_picture_is_kept() -> None:
    """Of two moments in one picture one is left: no comb, and the full height."""
    made = module._fitted(_combed(), (128, 96), is_interlaced=True)
    assert made.shape == (96, 128)
    assert np.all(made == 50)


def _combed() -> Plane:
    """Return lines of 50 and of 200 by turns."""
    comb = np.full((96, 128), 50, np.uint8)
    comb[1::2] = 200
    return comb


def test_an_interlaced_stream_is_seen_as_such(tmp_path: Path) -> None:
    """A stream that is coded in fields comes out without its comb."""
    options = {"preset": "ultrafast", "x264-params": "tff=1:fake-interlaced=1"}
    write_pattern(tmp_path / "a.mp4", Pattern(options=options))
    with av.open(tmp_path / "a.mp4") as container:
        source = next(container.decode(video=0))
    assert source.interlaced_frame
    frame = planes(source, 0.0, 0.0)
    assert (frame.y.shape, frame.u.shape) == ((192, 320), (96, 160))


def test_the_work_picture_is_the_mean_of_areas() -> None:
    """A picture of 1280x720 becomes means of 4 x 4 pixels, with the frame's times."""
    frame = planes(picture(1280, 720, 3), 4.0, 5.0)
    work = work_picture(frame)
    means = frame.y.reshape(180, 4, 320, 4).mean(axis=(1, 3))
    assert np.abs(work.grey - means).max() <= 1
    assert (work.media_time_s, work.arrived_s) == (4.0, 5.0)


def test_the_work_picture_is_never_the_frames_memory() -> None:
    """A frame that has the work picture's size already is copied: its memory will be written anew."""
    frame = planes(picture(320, 180, 0), 0.0, 0.0)
    work = work_picture(frame)
    assert np.array_equal(work.grey, frame.y)
    assert not np.shares_memory(work.grey, frame.y)
    assert not np.shares_memory(work.u, frame.u)
