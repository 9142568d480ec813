# SPDX-License-Identifier: Apache-2.0
"""The stream as players get it: over HTTP, from the real encoder, read by FFmpeg's own tools."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import httpx
import numpy as np
import psutil
import pytest

from hearthwatch.model.scene import CellState
from hearthwatch.stages.publishing.render import render
from hearthwatch.television.layout import tile_boxes
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.service import RunningService, free_port, write_configuration
from hearthwatch.testing.television import ShownPlaces

pytestmark = pytest.mark.component("ffmpeg")


@pytest.fixture(scope="module")
def pages() -> Iterator[tuple[str, psutil.Process]]:
    """Serve four places, of which the first has a map with fire on it; give the address and the process."""
    command = [sys.executable, "-m", "hearthwatch.testing.television_pages", "4"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    process.stdin.write("paint flame mill-stream\n")
    process.stdin.flush()
    assert process.stdout.readline().strip() == "done"
    yield address, psutil.Process(process.pid)
    process.stdin.close()
    process.wait(20)
    process.stdout.close()


def test_ffprobe_reads_the_stream(pages: tuple[str, psutil.Process]) -> None:
    """It is H.264 of 1280 x 720, one picture a second, in a profile and level that set-top boxes have."""
    shown = "stream=codec_name,width,height,profile,level,pix_fmt,color_space,r_frame_rate"
    command = ["ffprobe", "-v", "error", "-show_entries", shown, "-of", "json", f"{pages[0]}/tv/stream.m3u8"]
    found = subprocess.run(command, capture_output=True, text=True, timeout=50, check=True)
    assert found.stderr == ""
    stream = json.loads(found.stdout)["streams"][0]
    assert stream == {
        "codec_name": "h264", "profile": "Main", "width": 1280, "height": 720, "pix_fmt": "yuv420p",
        "level": 31, "color_space": "bt709", "r_frame_rate": "1/1",
    }  # fmt: skip


def test_the_stream_shows_plate_and_map(pages: tuple[str, psutil.Process], tmp_path: Path) -> None:
    """What a player shows of the first place is what the publisher renders, but for what encoding changes."""
    picture = tmp_path / "picture.png"
    matrix = "scale=in_color_matrix=bt709"
    command = ["ffmpeg", "-v", "error", "-i", f"{pages[0]}/tv/stream.m3u8", "-vf", matrix, "-frames:v", "1"]
    subprocess.run([*command, picture], timeout=50, check=True)
    whole = cv2.imread(str(picture))
    assert whole is not None
    box = tile_boxes(4)[0].picture
    places = ShownPlaces(FakeClock(), 1, (1280, 720))
    places.paint("mill-stream", CellState.FLAME)
    expected = render(places.plates[0], places.cells[0], (box.width, box.height))
    shown = whole[box.top : box.bottom, box.left : box.right]
    by_cells = [
        cv2.resize(each, (80, 45), interpolation=cv2.INTER_AREA).astype(int) for each in (shown, expected)
    ]
    assert np.abs(by_cells[0] - by_cells[1]).max() <= 16


def test_the_encoder_goes_when_nobody_watches(pages: tuple[str, psutil.Process]) -> None:
    """There is one process more while somebody watches, and none some twenty seconds after."""
    address, service = pages
    assert httpx.get(f"{address}/tv/stream.m3u8", timeout=30).status_code == 200
    children = service.children()
    assert len(children) == 1
    _, alive = psutil.wait_procs(children, timeout=40)
    assert (alive, service.children()) == ([], [])


def test_the_service_has_a_television(tmp_path: Path) -> None:
    """``hearthwatch serve`` streams its places; without a camera the stream is there too, and has none."""
    port = free_port()
    path = write_configuration(tmp_path, port)
    with RunningService(["serve", "-c", str(path)], port=port, start_s=60) as service:
        assert "#EXTINF" in httpx.get(f"http://127.0.0.1:{port}/tv/stream.m3u8", timeout=40).text
        assert service.get("/tv/init.mp4")[4:8] == b"ftyp"
        assert service.get("/tv/list.m3u").decode().count("#EXTINF") == 1
        (encoder,) = [
            child
            for child in psutil.Process(service.process.pid).children(recursive=True)
            if "television" in " ".join(child.cmdline())
        ]
    assert not encoder.is_running()
