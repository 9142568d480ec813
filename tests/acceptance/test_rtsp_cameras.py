# SPDX-License-Identifier: Apache-2.0
"""RTSP cameras that fail, lie or attack: each is told in one line, in time, or survived."""

from __future__ import annotations

import resource
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import islice, pairwise
from pathlib import Path
from typing import Literal

import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.testing.hostile import HostileCamera, Trick
from hearthwatch.testing.pattern import X265, Pattern, write_pattern
from hearthwatch.testing.rtsp import RtspCamera
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.rtsp_media import read_media

QUICK = OpenOptions(open_timeout_s=1.0, read_timeout_s=1.0)
STANDING = "intel-iot-devkit__one-by-one-person-detection.mp4"


def fault(url: str, options: OpenOptions = QUICK) -> CameraError:
    """Return the fault of a camera that cannot be opened or read."""
    with pytest.raises(CameraError) as caught:
        list(frames(open_camera(parse_address(url), options), SystemClock(), 5.0))
    assert "secret" not in caught.value.line()
    assert caught.value.__cause__ is None
    return caught.value


@contextmanager
def playing(folder: Path, login: Login | None = None) -> Iterator[RtspCamera]:
    """Run our own camera."""
    with RtspCamera(read_media(write_pattern(folder / "clip.mp4", Pattern())), login).running() as camera:
        yield camera


def test_a_wrong_password_is_told(tmp_path: Path) -> None:
    """A wrong password is its own fault, in digest and basic, and it is lasting."""
    for scheme in ("basic", "digest"):
        with playing(tmp_path, Login("cam", "right", scheme)) as camera:
            error = fault(camera.url.replace("right", "secret"))
            assert error.line() == (
                f"rtsp://***@127.0.0.1:{camera.port}/cam refuses the user and password in its address. "
                "Correct them in the address."
            )
            assert (error.code, error.transient) == (FaultCode.WRONG_PASSWORD, False)


def test_nobody_listening_is_told(tmp_path: Path) -> None:
    """A host that is up and does not listen refuses."""
    with playing(tmp_path) as camera:
        url = camera.url
    error = fault(url)
    assert error.line() == (
        f"{url} refuses the connection: its host is up, and nothing listens on that port. Check the port."
    )
    assert error.code is FaultCode.REFUSED


def test_an_unknown_host_is_told() -> None:
    """A name that nobody knows cannot be reached."""
    error = fault("rtsp://cam:secret@nobody.invalid/a")
    assert error.line() == (
        "rtsp://***@nobody.invalid:554/a cannot be reached: its host, or the network to it, does not answer. "
        "Check power, cable and host name."
    )
    assert error.code is FaultCode.UNREACHABLE


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_a_silent_camera_is_told_within_its_limits(tmp_path: Path, transport: Literal["tcp", "udp"]) -> None:
    """Silent from the start, or from the first picture on: it is told in a few seconds."""
    options = OpenOptions(transport=transport, open_timeout_s=1.0, read_timeout_s=1.0)
    with playing(tmp_path) as camera:
        camera.faults.is_mute = True
        begun = SystemClock().monotonic()
        error = fault(camera.url, options)
        assert SystemClock().monotonic() - begun < 4.0
        assert error.line() == (
            f"{camera.url} accepts the connection and sends no picture. Restart the camera if it lasts."
        )
        camera.faults.is_mute, camera.faults.is_stalled = False, True
        begun = SystemClock().monotonic()
        assert fault(camera.url, options).code is FaultCode.SILENT
        assert SystemClock().monotonic() - begun < 4.0


def test_a_camera_that_falls_silent_is_told(tmp_path: Path) -> None:
    """A camera that stops sending without a word is a silent one."""
    with playing(tmp_path) as camera:
        stream = frames(open_camera(parse_address(camera.url), QUICK), SystemClock(), 5.0)
        next(stream)
        camera.faults.is_stalled = True
        with pytest.raises(CameraError) as caught:
            list(stream)
        assert caught.value.code is FaultCode.SILENT


@pytest.mark.parametrize("end", [RtspCamera.kick, RtspCamera.bye], ids=["broken off", "said goodbye"])
def test_a_camera_that_goes_ends_the_stream(tmp_path: Path, end: Callable[[RtspCamera], None]) -> None:
    """A connection that breaks, and a clean end followed by silence, both end the reading at once."""
    with playing(tmp_path) as camera:
        stream = frames(open_camera(parse_address(camera.url), QUICK), SystemClock(), 5.0)
        next(stream)
        end(camera)
        begun = SystemClock().monotonic()
        with suppress(CameraError):
            list(stream)
        assert SystemClock().monotonic() - begun < 2.0


@pytest.mark.parametrize("jump_s", [-3600.0, -0.5, 3600.0])
def test_a_clock_that_jumps_is_survived(tmp_path: Path, jump_s: float) -> None:
    """Timestamps that jump change neither the pace nor the order of media time."""
    with playing(tmp_path) as camera:
        opened = open_camera(parse_address(camera.url), QUICK)
        stream = frames(opened, SystemClock(), 5.0)
        times = [next(stream).media_time_s for _ in range(3)]
        camera.faults.jump_s = jump_s
        times += [next(stream).media_time_s for _ in range(4)]
        opened.close()
    assert all(0.05 < later - earlier < 0.5 for earlier, later in pairwise(times))


@pytest.mark.parametrize("transport", ["tcp", "udp"])
def test_lost_packets_are_survived(tmp_path: Path, transport: Literal["tcp", "udp"]) -> None:
    """With a tenth of the packets lost frames go on coming."""
    with playing(tmp_path) as camera:
        camera.faults.drop_share = 0.1
        opened = open_camera(parse_address(camera.url), OpenOptions(transport=transport))
        stream = frames(opened, SystemClock(), 5.0)
        times = [next(stream).media_time_s for _ in range(6)]
        opened.close()
    assert times == sorted(times)
    assert times[-1] - times[0] < 4.0


def test_another_size_on_the_next_connection(tmp_path: Path) -> None:
    """A camera that was set to another size and codec is read as it now is."""
    with playing(tmp_path) as camera:
        for pattern in (Pattern(), Pattern(640, 360, encoder="libx265", options=X265)):
            camera.media = read_media(write_pattern(tmp_path / "other.mp4", pattern))
            opened = open_camera(parse_address(camera.url), QUICK)
            frame = next(frames(opened, SystemClock(), 5.0))
            opened.close()
            assert (frame.width, frame.height) == (pattern.width, pattern.height)


@pytest.mark.parametrize("trick", Trick)
def test_a_hostile_camera_is_left_within_the_limits(trick: Trick) -> None:
    """Whatever a camera does, reading it ends within its time limits, and memory does not grow."""
    before = _resident_mib()
    with HostileCamera(trick).running() as camera:
        begun = SystemClock().monotonic()
        with suppress(CameraError):
            opened = open_camera(parse_address(camera.url), QUICK)
            for frame in frames(opened, SystemClock(), 5.0):
                raise AssertionError(f"a picture of {frame.width}x{frame.height} from nothing")
        assert SystemClock().monotonic() - begun < 10.0  # a busy machine takes some seconds for 40 MB
    assert _resident_mib() - before < 64


def _held() -> tuple[int, int]:
    """Return how many descriptors and threads this process has."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir()), threading.active_count()


def _comes_within(before: tuple[int, int]) -> bool:
    """Whether there are soon no more descriptors and no more threads than before."""
    # The camera's own thread of the last connection may still be on its way out.
    for _ in range(50):
        now = _held()
        if now[0] <= before[0] and now[1] <= before[1]:
            return True
        threading.Event().wait(0.1)
    return False


def _resident_mib() -> int:
    """Return the memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() >> 20


@pytest.mark.data
def test_a_real_clip_is_played_and_read(real_clips: Path) -> None:
    """A real clip over our own server, with digest authentication, gives five frames a second of its size."""
    media = read_media(real_clips / "clips" / "people" / STANDING)
    with (
        RtspCamera(media, Login("cam", "secret")).running() as camera,
        closing(open_camera(parse_address(camera.url), OpenOptions())) as opened,
    ):
        seen = list(islice(frames(opened, SystemClock(), 5.0), 12))
        assert {(frame.width, frame.height) for frame in seen} == {(768, 432)}
        assert 1.8 < seen[-1].media_time_s - seen[0].media_time_s < 2.6


def test_connections_come_and_go_without_a_trace(tmp_path: Path) -> None:
    """Twenty connections, ended by either side, leave no descriptor and no thread behind."""
    with playing(tmp_path) as camera:
        before = None
        for number in range(20):
            with closing(open_camera(parse_address(camera.url), QUICK)) as opened:
                stream = frames(opened, SystemClock(), 5.0)
                next(stream)
                if number % 2:
                    camera.kick()
                    with suppress(CameraError):
                        list(stream)
            before = before or _held()
        assert before is not None
        assert _comes_within(before)
    assert camera.played == 20
