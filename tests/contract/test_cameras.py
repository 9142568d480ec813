# SPDX-License-Identifier: Apache-2.0
"""What every kind of camera does: frames in time, honest figures, a clean end.

Each kind is opened, deprived of new descriptors as the sealed reader is, and read to its end.
"""

from __future__ import annotations

import os
import resource
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Literal

import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.model.raw import RawFrame
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.testing.pattern import X265, Pattern, write_pattern
from hearthwatch.testing.rtsp import RtspCamera
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.rtsp_media import read_media
from hearthwatch.village.encode import StreamPlan
from hearthwatch.village.process import VillageOrder, run

GST_CAMERA = Path(__file__).parents[2] / "src" / "hearthwatch" / "testing" / "gst_camera.py"
CLIP_S = 2.0


@dataclass(frozen=True, slots=True)
class Opening:
    """How one camera is opened."""

    url: str
    transport: Literal["tcp", "udp"] = "tcp"
    village: BinaryIO | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one camera gave, from opening to the end of its stream."""

    figures: StreamFigures
    frames: list[tuple[float, float, int, int]]
    damaged: int


Kind = Callable[[Path], AbstractContextManager[Opening]]


def clip(folder: Path, codec: str, name: str = "clip.mp4") -> Path:
    """Write the clip that all kinds show."""
    pattern = (
        Pattern(seconds=CLIP_S)
        if codec == "h264"
        else Pattern(seconds=CLIP_S, encoder="libx265", options=X265)
    )
    return write_pattern(folder / name, pattern)


@contextmanager
def file(folder: Path) -> Iterator[Opening]:
    """Show the clip as a file, in real time."""
    yield Opening(str(clip(folder, "h264")))


@contextmanager
def pipe(folder: Path) -> Iterator[Opening]:
    """Show the clip through a pipe, a piece at a time."""
    content = clip(folder, "h264", "clip.ts").read_bytes()
    ours, theirs = os.pipe()

    def write() -> None:
        pause, piece = threading.Event(), len(content) // 100 + 1
        with suppress(BrokenPipeError), os.fdopen(theirs, "wb", buffering=0) as out:
            for start in range(0, len(content), piece):
                out.write(content[start : start + piece])
                pause.wait(CLIP_S / 100)

    with _thread(write):
        yield Opening("village:square", village=os.fdopen(ours, "rb", buffering=0))


@contextmanager
def village(folder: Path) -> Iterator[Opening]:
    """Show a rendered view."""
    del folder
    ours, theirs = os.pipe()
    order = VillageOrder("square", programme="empty", plan=StreamPlan(seconds=2 * CLIP_S))
    with _thread(lambda: run(order, theirs, SystemClock())):
        yield Opening("village:square", village=os.fdopen(ours, "rb", buffering=0))


def own(
    codec: str,
    transport: Literal["tcp", "udp"],
    scheme: Literal["basic", "digest"],
    *,
    is_secure: bool = False,
) -> Kind:
    """Return our own RTSP camera."""

    @contextmanager
    def opening(folder: Path) -> Iterator[Opening]:
        tls = _certificate(folder) if is_secure else None
        camera = RtspCamera(
            read_media(clip(folder, codec)), Login("cam", "se:cret", scheme), tls=tls, loop=False
        )
        with camera.running():
            yield Opening(camera.url.replace("se:cret", "se%3Acret"), transport)

    return opening


def gst(codec: str, transport: Literal["tcp", "udp"]) -> Kind:
    """Return a camera of gst-rtsp-server."""

    @contextmanager
    def opening(folder: Path) -> Iterator[Opening]:
        path = clip(folder, codec)
        name = codec.replace("hevc", "h265")
        command = ["/usr/bin/python3", str(GST_CAMERA), str(path), "--port", "0", "--codec", name]
        command += ["--user", "cam", "--password", "secret"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as server:
            assert server.stdout is not None
            try:
                port = server.stdout.readline().split()[1]
                yield Opening(f"rtsp://cam:secret@127.0.0.1:{port}/cam", transport)
            finally:
                server.kill()

    return opening


GST = pytest.mark.component("gst-rtsp-server")
KINDS = [
    pytest.param(file, id="file"),
    pytest.param(pipe, id="pipe"),
    pytest.param(village, id="village"),
    pytest.param(own("h264", "tcp", "digest"), id="rtsp tcp"),
    pytest.param(own("hevc", "udp", "basic"), id="rtsp udp h265"),
    pytest.param(
        own("h264", "tcp", "digest", is_secure=True), id="rtsps", marks=pytest.mark.component("openssl")
    ),
    pytest.param(gst("h264", "tcp"), id="gst tcp", marks=GST),
    pytest.param(gst("hevc", "udp"), id="gst udp h265", marks=GST),
]


@contextmanager
def no_new_descriptors() -> Iterator[None]:
    """Let nothing be opened while the block runs, as in the sealed reader."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    taken: list[int] = []
    highest = max(int(path.name) for path in Path("/proc/self/fd").iterdir())
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 2, hard))
    try:
        with suppress(OSError):
            while True:
                taken.append(os.dup(0))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for number in taken:
            os.close(number)


@pytest.fixture(scope="module", params=KINDS)
def reading(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Return what one kind of camera gave."""
    kind: Kind = request.param
    with kind(tmp_path_factory.mktemp("camera")) as opening:
        camera = open_camera(
            parse_address(opening.url), OpenOptions(transport=opening.transport), opening.village
        )
        with no_new_descriptors():
            stream = frames(camera, SystemClock(), 5.0)
            seen = [_noted(frame) for frame in stream]
        figures = camera.figures
        camera.close()
    return Reading(figures, seen, stream.damaged_packets)


def _noted(frame: RawFrame) -> tuple[float, float, int, int]:
    """Return a frame's times and size."""
    return frame.media_time_s, frame.arrived_s, frame.width, frame.height


def test_frames_come_in_time_and_to_a_clean_end(reading: Reading) -> None:
    """Five frames a second come, each later than the one before, until the stream ends without a fault."""
    times = [media for media, *_ in reading.frames]
    # A live camera's first second goes into learning what it is.
    assert len(times) >= 5 * (CLIP_S - 1.2)
    assert all(later > earlier for earlier, later in pairwise(times))
    assert times[-1] - times[0] <= 2 * CLIP_S
    # A server that joins a stream in the middle begins with pictures that lack their key frame.
    assert reading.damaged <= 5


def test_frames_are_stamped_on_arrival(reading: Reading) -> None:
    """The time of arrival is the machine's, and goes on with the media time."""
    arrived = [at for _, at, *_ in reading.frames]
    assert arrived == sorted(arrived)
    assert SystemClock().monotonic() - 60 < arrived[0] <= arrived[-1] <= SystemClock().monotonic()


def test_the_figures_are_honest(reading: Reading) -> None:
    """Codec, size and rate are those of what comes."""
    figures = reading.figures
    sizes = {(width, height) for _, _, width, height in reading.frames}
    assert sizes == {(figures.width, figures.height)}
    assert figures.codec in {"h264", "hevc"}
    assert 4.5 <= figures.frames_per_second <= 15.5
    assert figures.duration_s in [0.0, pytest.approx(CLIP_S, abs=0.01)]


@pytest.mark.component("openssl")
def test_a_certificate_is_verified_where_that_is_asked(tmp_path: Path) -> None:
    """A camera's own certificate is taken, unless it is to be one that this machine trusts."""
    camera = RtspCamera(read_media(clip(tmp_path, "h264")), tls=_certificate(tmp_path))
    with camera.running():
        open_camera(parse_address(camera.url), OpenOptions()).close()
        with pytest.raises(CameraError) as caught:
            open_camera(parse_address(camera.url), OpenOptions(verify=True))
    assert caught.value.code is FaultCode.DAMAGED


def _certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate as a camera does: its own."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    command = ["openssl", "req", "-x509", *kind, *files, "-subj", "/CN=camera"]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


@contextmanager
def _thread(work: Callable[[], None]) -> Iterator[None]:
    """Run something beside the block, and wait for it."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join(timeout=10)
