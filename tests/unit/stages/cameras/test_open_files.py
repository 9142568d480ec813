# SPDX-License-Identifier: Apache-2.0
"""Files: what is read from them, how they are looped, and one clear line for each that cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from hearthwatch.model.errors import BugError, CameraError
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.stages.cameras.address import CameraAddress, parse_address
from hearthwatch.stages.cameras.open import OpenedCamera, open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.testing.pattern import X265, Pattern, write_pattern


@contextmanager
def opened(path: Path, *, loop: bool = False) -> Iterator[OpenedCamera]:
    """Open a file until the block ends."""
    with closing(open_camera(CameraAddress("file", str(path)), OpenOptions(loop=loop))) as camera:
        yield camera


def descriptors() -> int:
    """Return how many descriptors this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def write_sound(path: Path) -> Path:
    """Write a file that holds half a second of silence and no video."""
    with av.open(path, "w") as container:
        stream = container.add_stream("aac", rate=48_000)
        assert isinstance(stream, AudioStream)
        frame = AudioFrame.from_ndarray(np.zeros((1, 24_000), np.float32), format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, 0, Fraction(1, 48_000)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def cut(path: Path, whole: Path) -> Path:
    """Write the first half of a file."""
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return path


def with_other_codec(path: Path) -> Path:
    """Rename a file's codec to one that nobody has."""
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz9"))
    return path


def text(path: Path) -> Path:
    """Write a file of text."""
    path.write_text("These are words, and no pictures.\n" * 200, encoding="utf-8")
    return path


def touched(path: Path) -> Path:
    """Write nothing."""
    path.touch()
    return path


CASES: list[tuple[str, Callable[[Path], Path], FaultCode, str]] = [
    (
        "missing", lambda at: at / "a.mp4", FaultCode.NOT_FOUND,
        "There is nothing at {}; the address is wrong, or what it names is gone. Check the path.",
    ),
    (
        "below a file", lambda at: touched(at / "a") / "b.mp4", FaultCode.NOT_FOUND,
        "There is nothing at {}; the address is wrong, or what it names is gone. Check the path.",
    ),
    ("folder", lambda at: at, FaultCode.NOT_VIDEO, "{} is not a video that can be read. Name a video."),
    (
        "no bytes", lambda at: touched(at / "a.mp4"), FaultCode.EMPTY,
        "{} is empty, it holds no picture. Name a video that holds one.",
    ),
    (
        "text", lambda at: text(at / "a.mp4"), FaultCode.NOT_VIDEO,
        "{} is not a video that can be read. Name a video.",
    ),
    (
        "cut off", lambda at: cut(at / "a.mp4", write_pattern(at / "b.mp4", Pattern())), FaultCode.TRUNCATED,
        "{} is cut off: its writing or copying was not finished. Copy or record it again.",
    ),
    (
        "sound alone", lambda at: write_sound(at / "a.mp4"), FaultCode.NO_VIDEO_TRACK,
        "{} has no video, at most sound or text. Name a source that has video.",
    ),
    (
        "other codec", lambda at: with_other_codec(write_pattern(at / "a.mp4", Pattern())),
        FaultCode.UNSUPPORTED_CODEC,
        "{} sends a codec that cannot be decoded here. Set the camera to H.264 or H.265.",
    ),
    (
        "16x16", lambda at: write_pattern(at / "a.mp4", Pattern(16, 16)), FaultCode.UNSUPPORTED_SIZE,
        "{} has pictures of a size that is not supported. Set it between 64x64 and 7680x4320.",
    ),
    (
        "8000x6000", lambda at: write_pattern(at / "a.mkv", Pattern(8000, 6000, seconds=0.07, encoder="mjpeg",
                                                                   pixels="yuvj420p", options={})),
        FaultCode.UNSUPPORTED_SIZE,
        "{} has pictures of a size that is not supported. Set it between 64x64 and 7680x4320.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("make", "code", "line"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, make: Callable[[Path], Path], code: FaultCode, line: str
) -> None:
    """Each kind of bad file has its fault, and a line that says what, whose fault it is and what to do."""
    path = make(tmp_path)
    with pytest.raises(CameraError) as caught, opened(path):
        pass
    assert (caught.value.code, caught.value.line()) == (code, line.format(path))
    assert not caught.value.transient


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/nowhere/video0", FaultCode.NOT_FOUND),
        ("/dev/null", FaultCode.NOT_VIDEO),
        (__file__, FaultCode.NOT_VIDEO),
    ],
)
def test_a_device_that_is_none_is_told(path: str, code: FaultCode) -> None:
    """A video device that is absent, or is another kind of thing, is told as that."""
    with pytest.raises(CameraError) as caught:
        open_camera(parse_address(f"v4l2:{path}"), OpenOptions())
    assert caught.value.code is code
    assert f"v4l2:{path}" in caught.value.line()


@pytest.mark.parametrize(
    ("name", "pattern", "codec"),
    [
        ("a.mp4", Pattern(), "h264"),
        ("a.ts", Pattern(), "h264"),
        ("a.mkv", Pattern(encoder="libx265", options=X265), "hevc"),
        ("a.mkv", Pattern(encoder="mjpeg", pixels="yuvj422p", options={}), "mjpeg"),
        ("a.webm", Pattern(encoder="libvpx-vp9", options={"deadline": "realtime", "cpu-used": "8"}), "vp9"),
    ],
    ids=["mp4", "ts", "hevc", "mjpeg", "vp9"],
)
def test_the_figures_are_those_of_the_file(tmp_path: Path, name: str, pattern: Pattern, codec: str) -> None:
    """Codec, size, rate and length of a file are told as they are, whatever FFmpeg can decode."""
    with opened(write_pattern(tmp_path / name, pattern)) as camera:
        figures = camera.figures
    assert replace(figures, duration_s=2.0) == StreamFigures(codec, 320, 192, 15.0, 2.0)
    assert figures.duration_s == pytest.approx(2.0, abs=0.01)


def test_one_frame_is_a_video(tmp_path: Path) -> None:
    """A file of one frame can be read: one packet, then the end of the stream."""
    with opened(write_pattern(tmp_path / "a.mp4", Pattern(seconds=1 / 15))) as camera:
        assert [packet.size > 0 for packet in camera.packets()] == [True, False]


def test_sound_beside_the_video_is_never_read(tmp_path: Path) -> None:
    """Of a file with sound only packets of the video come out."""
    silent, sound = write_pattern(tmp_path / "v.mkv", Pattern()), write_sound(tmp_path / "s.mp4")
    both = tmp_path / "both.mkv"
    with av.open(silent) as video, av.open(sound) as audio, av.open(both, "w") as out:
        sources = [(source, out.add_stream_from_template(source.streams[0])) for source in (audio, video)]
        for source, stream in sources:
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = stream
                    out.mux(packet)
    with opened(both) as camera:
        assert {packet.stream.type for packet in camera.packets()} == {"video"}


def test_a_looped_file_begins_again_and_needs_no_new_descriptor(tmp_path: Path) -> None:
    """Each pass has its packets and its end, from the descriptor that was opened once."""
    path = write_pattern(tmp_path / "a.mp4", Pattern(seconds=1))
    with opened(path, loop=True) as camera:
        path.unlink()
        before = descriptors()
        packets = camera.packets()
        sizes = [next(packets).size for _ in range(3 * 16)]
        assert [size == 0 for size in sizes] == ([False] * 15 + [True]) * 3
        assert camera.figures.duration_s == 0.0
        assert descriptors() == before


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")], ids=["h264 to h265", "h265 to h264"])
def test_a_transport_stream_may_change_its_stream(tmp_path: Path, names: tuple[str, str]) -> None:
    """Where another stream, of another codec, follows in a transport stream, it is read on."""
    write_pattern(tmp_path / "a", Pattern(640, 360, gop=1), container="mpegts")
    second = Pattern(640, 360, encoder="libx265", options=X265, gop=1)
    write_pattern(tmp_path / "b", second, container="mpegts", stream_id=300)
    both = tmp_path / "both.ts"
    both.write_bytes(b"".join((tmp_path / name).read_bytes() for name in names))
    with opened(both) as camera:
        codecs = [packet.stream.codec_context.name for packet in camera.packets() if packet.size]
    first = "h264" if names[0] == "a" else "hevc"
    assert codecs[:29] == [first] * 29
    assert set(codecs) == {"h264", "hevc"}
    assert len(codecs) in {60, 61}


def test_a_file_that_ends_long_before_its_length_is_cut_off(tmp_path: Path) -> None:
    """A film whose index says 20 s and whose pictures end half-way gives those, then says so."""
    options = {"movflags": "faststart"}
    path = write_pattern(tmp_path / "a.mp4", Pattern(seconds=20), container_options=options)
    with opened(cut(tmp_path / "b.mp4", path)) as camera:
        packets = camera.packets()
        assert all(next(packets).size for _ in range(30))
        with pytest.raises(CameraError) as caught:
            list(packets)
    assert caught.value.code is FaultCode.TRUNCATED


def test_a_playlist_is_no_video(tmp_path: Path) -> None:
    """A list of other files is not followed: it could name any."""
    path = tmp_path / "a.m3u8"
    write_pattern(tmp_path / "a.ts", Pattern())
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:2,\na.ts\n#EXT-X-ENDLIST\n", encoding="utf-8")
    with pytest.raises(CameraError) as caught, opened(path):
        pass
    assert caught.value.code is FaultCode.NOT_VIDEO


def test_a_village_needs_its_stream() -> None:
    """A rendered camera without the pipe to read it from is a fault of ours."""
    with pytest.raises(BugError):
        open_camera(parse_address("village:square"), OpenOptions())


def test_a_pipe_without_video_is_told() -> None:
    """A pipe that closes without a word, or talks nonsense, is a fault like any other."""
    for content in (b"", b"nonsense" * 1000):
        with pytest.raises(CameraError) as caught:
            open_camera(parse_address("village:square"), OpenOptions(), io.BytesIO(content))
        assert caught.value.code in {FaultCode.NOT_VIDEO, FaultCode.ENDED_EARLY}
