# SPDX-License-Identifier: Apache-2.0
"""Real clips over RTSP, from two servers of independent make, come to the wall and come back."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from hearthwatch.model.health import ConnectionState
from hearthwatch.testing.rtsp import RtspCamera
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.rtsp_media import read_media
from hearthwatch.testing.service import RunningService, configuration, free_port

STREAMING = ConnectionState.STREAMING
LOGIN = Login("cam", "s3cret", "digest")
#: The issue's figure; tiles come twice a second, so it is seen within half a second more.
BACK_WITHIN_S = 10.5
GST_CAMERA = Path(__file__).resolve().parents[2] / "src" / "hearthwatch" / "testing" / "gst_camera.py"


def seconds_until_picture(service: RunningService, number: int, *, fresh_after: float) -> float:
    """Return how long it took until a tile of a camera has a frame decoded after ``fresh_after``."""
    begun = time.monotonic()
    for tile in service.tiles():
        now = time.monotonic()
        is_shown = tile.camera == number and tile.has_picture and tile.frame_age_s is not None
        if is_shown and now - (tile.frame_age_s or 0.0) > fresh_after and tile.connection is STREAMING:
            return now - begun
        assert now - begun < 30, "no picture within 30 s"
    raise AssertionError("the service closed the socket")


class GstCamera:
    """Plays a clip by gst-rtsp-server, a process that can be killed and started again on its port."""

    def __init__(self, clip: Path, port: int) -> None:
        """Take what to play and where; nothing runs yet."""
        self._command = ["/usr/bin/python3", str(GST_CAMERA), str(clip), "--port", str(port),
                         "--user", LOGIN.user, "--password", LOGIN.password]  # fmt: skip
        self._process: subprocess.Popen[str] | None = None
        self.url = f"rtsp://{LOGIN.user}:{LOGIN.password}@127.0.0.1:{port}/cam"

    def come_up(self) -> None:
        """Start, and wait until it listens."""
        self._process = subprocess.Popen(
            self._command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline().startswith("ready")

    def go_down(self) -> None:
        """Be killed."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run until the block ends."""
        self.come_up()
        try:
            yield
        finally:
            self.go_down()


@pytest.mark.data
@pytest.mark.component("gst-rtsp-server")
def test_two_kinds_of_server_are_on_one_wall(real_clips: Path, tmp_path: Path) -> None:
    """Own server and gst-rtsp-server, with digest authentication, give live tiles; no password is said."""
    people = real_clips / "clips" / "people"
    own = RtspCamera(read_media(people / "intel-iot-devkit__one-by-one-person-detection.mp4"), LOGIN)
    gst, port = GstCamera(people / "mylinh911__Liverpool_-_46102.mp4", free_port()), free_port()
    with own.running(), gst.running():
        cameras = {"own": own.url, "gst": gst.url}
        with RunningService(
            ["serve", "-c", str(configuration(tmp_path, port, cameras))], port=port
        ) as service:
            for number in (0, 1):
                seconds_until_picture(service, number, fresh_after=0)
            assert [camera["connection"] for camera in service.cameras()] == ["streaming", "streaming"]
    assert LOGIN.password not in "".join(service.lines)


@pytest.mark.data
def test_a_wrong_password_is_said_and_tried_again(real_clips: Path, tmp_path: Path) -> None:
    """The roster says what is wrong; the other camera goes on."""
    clip = real_clips / "clips" / "people" / "intel-iot-devkit__one-by-one-person-detection.mp4"
    own, port = RtspCamera(read_media(clip), LOGIN), free_port()
    with own.running():
        wrong = own.url.replace(LOGIN.password, "guess")
        path = configuration(tmp_path, port, {"wrong": wrong, "right": own.url})
        with RunningService(["serve", "-c", str(path)], port=port) as service:
            seconds_until_picture(service, 1, fresh_after=0)
            faults = {camera["id"]: camera["fault"] for camera in service.cameras()}
    assert faults == {"wrong": "wrong-password", "right": None}


def family(service: RunningService) -> tuple[int, int, float]:
    """Return how many processes and threads the service has, and their memory in MiB (PSS)."""
    root = psutil.Process(service.process.pid)
    members = [root, *root.children(recursive=True)]
    threads = sum(member.num_threads() for member in members)
    return len(members), threads, sum(_pss(member.pid) for member in members) / 1024


def _pss(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@pytest.mark.data
@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.component("gst-rtsp-server")
def test_the_picture_comes_back_fifty_times(real_clips: Path, tmp_path: Path) -> None:
    """After each kill and restart of both kinds of server the pictures are back in 10 s; nothing grows."""
    clip = real_clips / "clips" / "people" / "intel-iot-devkit__one-by-one-person-detection.mp4"
    cameras = (RtspCamera(read_media(clip), LOGIN), GstCamera(clip, free_port()))
    port = free_port()
    back: dict[str, list[float]] = {"own": [], "gst": []}
    sizes: list[tuple[int, int, float]] = []
    with cameras[0].running(), cameras[1].running():
        path = configuration(tmp_path, port, {"own": cameras[0].url, "gst": cameras[1].url})
        with RunningService(["serve", "-c", str(path)], port=port) as service:
            for number in (0, 1):
                seconds_until_picture(service, number, fresh_after=0)
            for _ in range(int(os.environ.get("HEARTHWATCH_RESTARTS", "50"))):
                for camera in cameras:
                    camera.go_down()
                for camera in cameras:
                    camera.come_up()
                up = time.monotonic()
                for number, times in enumerate(back.values()):
                    seconds_until_picture(service, number, fresh_after=up)
                    times.append(time.monotonic() - up)
                sizes.append(family(service))
    for name, times in back.items():
        median = sorted(times)[len(times) // 2]
        print(f"{name}: back after {median:.1f} s (median), {max(times):.1f} s at most")  # noqa: T201
    print(f"processes, threads, MiB: first {sizes[1]}, last {sizes[-1]}")  # noqa: T201
    assert max(*back["own"], *back["gst"]) <= BACK_WITHIN_S
    assert sizes[-1][:2] <= sizes[1][:2]
    assert sizes[-1][2] <= sizes[1][2] + 20


@pytest.mark.data
def test_a_killed_watcher_is_seen_within_two_seconds(real_clips: Path, tmp_path: Path) -> None:
    """When a sealed process dies, the wall says *no picture* within 2 s, then it comes back by itself."""
    clip = real_clips / "clips" / "people" / "intel-iot-devkit__one-by-one-person-detection.mp4"
    port = free_port()
    with RunningService(
        ["serve", "-c", str(configuration(tmp_path, port, {"a": str(clip)}))], port=port
    ) as service:
        tiles = service.tiles()
        next(tile for tile in tiles if tile.has_picture)
        watchers = [
            child
            for child in psutil.Process(service.process.pid).children(recursive=True)
            if _is_sealed(child.pid)
        ]
        assert len(watchers) == 2
        for watcher in watchers:
            watcher.send_signal(signal.SIGKILL)
        killed = time.monotonic()
        gone = next(time.monotonic() - killed for tile in tiles if not tile.has_picture)
        back = next(time.monotonic() - killed for tile in tiles if tile.has_picture)
    assert gone <= 2.0
    assert back <= 10.0


def _is_sealed(pid: int) -> bool:
    """Whether a process has a seccomp filter."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return "Seccomp:\t2" in status
