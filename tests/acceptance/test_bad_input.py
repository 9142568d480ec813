# SPDX-License-Identifier: Apache-2.0
"""Bad input gives one clear line that says whose fault it is, and the right exit status."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from hearthwatch.testing.service import RunningService, configuration, free_port


def program(*arguments: str | Path, timeout: float = 40) -> subprocess.CompletedProcess[str]:
    """Run the program to its end."""
    command = [sys.executable, "-m", "hearthwatch", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of standard error; fail where there are more or none."""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("hearthwatch: ")
    return lines[0]


def clip(
    path: Path,
    size: tuple[int, int],
    pictures: int,
    codec: str = "libx264",
) -> Path:
    """Write a clip of grey noise."""
    width, height = size
    rng = np.random.default_rng(1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=5)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height = width, height
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for _ in range(pictures):
            shade = rng.integers(0, 255, (max(1, height // 16), max(1, width // 16)), np.uint8)
            grey = np.kron(shade, np.ones((16, 16), np.uint8))[:height, :width]
            frame = av.VideoFrame.from_ndarray(np.repeat(grey[..., None], 3, axis=2), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with damaged and odd files."""
    (tmp_path / "text.mp4").write_text("This is no film.\n" * 50, encoding="utf-8")
    (tmp_path / "empty.mp4").touch()
    whole = clip(tmp_path / "whole.mp4", (320, 240), 20).read_bytes()
    (tmp_path / "truncated.mp4").write_bytes(whole[: len(whole) // 2])
    clip(tmp_path / "tiny.mp4", (16, 16), 5)
    clip(tmp_path / "one.mp4", (320, 240), 1)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("missing.mp4", 3, "missing.mp4"),
        ("text.mp4", 3, "video"),
        ("empty.mp4", 3, "empty"),
        ("truncated.mp4", 3, "truncated.mp4"),
        ("tiny.mp4", 3, "64x64"),
    ],
)
@pytest.mark.parametrize("command", ["watch", "redact"])
def test_a_file_that_is_no_video_ends_with_its_fault(
    files: Path, command: str, name: str, status: int, words: str
) -> None:
    """Each damaged file ends `watch` and `redact` with one line and status 3, and nothing is written."""
    out = files / "out.mp4"
    result = program(command, files / name, *([] if command == "watch" else [out]))
    assert words in one_line(result)
    assert (result.returncode, out.exists()) == (status, False)


def test_a_picture_too_large_is_refused(tmp_path: Path) -> None:
    """8000x6000 is beyond what is analysed, and the line says the limits."""
    result = program("watch", "--fast", clip(tmp_path / "large.mkv", (8000, 6000), 2, "mjpeg"))
    assert "7680x4320" in one_line(result)
    assert result.returncode == 3


def test_a_file_of_one_picture_is_watched_to_its_end(files: Path) -> None:
    """One picture is a film too: nothing to report, status 0."""
    result = program("watch", "--fast", files / "one.mp4")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_redacting_one_picture_gives_an_unknown_picture_and_a_warning(files: Path) -> None:
    """Too few samples for a plate: all unknown, the known share in one line, status 0."""
    result = program("redact", files / "one.mp4", files / "out.mp4")
    assert "0 % of the view is known" in one_line(result)
    assert result.returncode == 0
    assert (files / "out.mp4").stat().st_size > 0


@pytest.mark.parametrize("codec", ["mjpeg", "mpeg4", "libx265"])
def test_other_codecs_are_watched(tmp_path: Path, codec: str) -> None:
    """Whatever FFmpeg decodes is watched."""
    assert program("watch", "--fast", clip(tmp_path / "other.mkv", (320, 240), 10, codec)).returncode == 0


def test_nobody_listens_at_the_address() -> None:
    """A refused connection is the camera's fault, and the password stays unsaid."""
    result = program("watch", f"rtsp://cam:secret@127.0.0.1:{free_port()}/live")
    assert "secret" not in one_line(result)
    assert result.returncode == 3


def test_a_host_that_accepts_and_is_silent_is_given_up_in_time() -> None:
    """A listener that never answers is told as silent within seconds."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        result = program("watch", f"rtsp://127.0.0.1:{mute.getsockname()[1]}/live")
    assert one_line(result)
    assert result.returncode == 3


def test_a_mistyped_scheme_names_the_nearest() -> None:
    """An unknown scheme is the operator's to mend: status 2."""
    result = program("watch", "rstp://127.0.0.1/live")
    assert "rtsp" in one_line(result)
    assert result.returncode == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[store\nfolder = 1", "hearthwatch.toml:1:7"),
        ('[store]\nfoldr = "x"', "folder"),
        ('[[camera]]\nid = "a"\nurl = "rtsp://h/"\n[[camera]]\nid = "a"\nurl = "rtsp://h/"', "a"),
        ('[web]\naddress = "0.0.0.0:8480"', "0.0.0.0"),  # noqa: S104 - it must be refused
    ],
)
def test_a_wrong_configuration_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    """Malformed TOML, an unknown key, a double id and an open address each end `serve` with status 2."""
    path = tmp_path / "hearthwatch.toml"
    path.write_text(text, encoding="utf-8")
    result = program("serve", "-c", path)
    assert words in one_line(result)
    assert result.returncode == 2


def test_a_second_service_on_the_same_data_is_refused(tmp_path: Path) -> None:
    """Two services never write one data folder; the second says so and leaves with status 4."""
    first = free_port()
    with RunningService(["serve", "-c", str(configuration(tmp_path, first, {}))], port=first):
        other = tmp_path / "other.toml"
        other.write_text(
            f'[web]\naddress = "127.0.0.1:{free_port()}"\n[store]\nfolder = "{tmp_path / "data"}"\n'
        )
        result = program("serve", "-c", other)
    assert "pid" in one_line(result)
    assert result.returncode == 4


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    """A taken port is told with its number and status 2."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = program("serve", "-c", configuration(tmp_path, port, {}))
    assert str(port) in one_line(result)
    assert result.returncode == 2


def test_a_damaged_database_is_told_and_kept(tmp_path: Path) -> None:
    """A file that is no database is refused with status 4 and left as it is."""
    data = tmp_path / "data"
    data.mkdir()
    for name in ("hearthwatch.db", "hearthwatch.sqlite", "store.sqlite", "store.db"):
        (data / name).write_bytes(b"no database" * 100)
    before = {path.name: path.read_bytes() for path in data.iterdir()}
    result = program("serve", "-c", configuration(tmp_path, free_port(), {}))
    assert one_line(result)
    assert result.returncode == 4
    assert {name: (data / name).read_bytes() for name in before} == before


def test_an_address_on_the_network_is_refused_until_there_are_accounts() -> None:
    """`demo` binds to this machine alone."""
    result = program("demo", "--address", "192.0.2.1:8480")
    assert one_line(result)
    assert result.returncode == 2


def test_a_data_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that cannot be made or written ends `serve` with status 4 and names the folder."""
    (tmp_path / "data").write_text("a file where a folder should be", encoding="utf-8")
    result = program("serve", "-c", configuration(tmp_path, free_port(), {}))
    assert str(tmp_path / "data") in one_line(result)
    assert result.returncode == 4


def test_a_variable_rate_is_watched(tmp_path: Path) -> None:
    """A film whose pictures come at uneven times is watched to its end."""
    path = tmp_path / "uneven.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        for number, at in enumerate((0, 1, 2, 40, 41, 90, 200, 201, 260)):
            frame = av.VideoFrame.from_ndarray(np.full((240, 320, 3), 20 * number, np.uint8), format="rgb24")
            frame.pts = at
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert program("watch", "--fast", path).returncode == 0
