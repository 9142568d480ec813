# SPDX-License-Identifier: Apache-2.0
"""What a sealed process must still be able to do, and what it cannot between the two stages."""

from __future__ import annotations

import mmap
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import av
import numpy as np
import pytest

from hearthwatch.sealed.kernel import landlock
from hearthwatch.sealed.sandbox import this_machine

_SCRIPT = Path(__file__).with_name("sealed_work.py")
_FRAMES = 12
Codec = Literal["libx264", "libx265", "mpeg4"]


def _work(*arguments: str, descriptors: Sequence[int] = ()) -> str:
    ended = subprocess.run(
        [sys.executable, str(_SCRIPT), *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        pass_fds=descriptors,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def _clip(path: Path, codec: Codec) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, 15)
        stream.width, stream.height, stream.pix_fmt = 192, 108, "yuv420p"
        if codec == "libx265":
            stream.options = {"x265-params": "log-level=none"}
        for step in range(_FRAMES):
            picture = np.full((108, 192, 3), step * 9, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("codec", get_args(Codec))
def test_decoding_lives_with_the_seal(tmp_path: Path, codec: Codec) -> None:
    """A sealed reader decodes its file whole, and again from the same descriptor."""
    clip = _clip(tmp_path / "clip.mp4", codec)
    assert _work("decode", str(clip)) == f"{_FRAMES} {_FRAMES}"


def test_streaming_lives_with_the_seal(tmp_path: Path) -> None:
    """A sealed reader goes on receiving from the connection that it opened before."""
    stream = _clip(tmp_path / "clip.ts", "libx264").read_bytes()
    with socket.create_server(("127.0.0.1", 0)) as server:
        sender = threading.Thread(target=_serve, args=(server, stream))
        sender.start()
        decoded = _work("stream", str(server.getsockname()[1]))
        sender.join()
    assert decoded == str(_FRAMES)


def _serve(server: socket.socket, stream: bytes) -> None:
    link, _ = server.accept()
    with link:
        link.sendall(stream)


def test_analysis_lives_with_the_seal() -> None:
    """numpy, OpenCV, threads and the monotonic clock work in a sealed watcher."""
    assert _work("look", "") == "[(180, 320), (180, 320), (180, 320)] True 300.0"


def test_orders_reach_a_sealed_watcher() -> None:
    """A sealed watcher takes memory that the main process hands it, reads it, and answers."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    memory = os.memfd_create("order")
    with ours, theirs:
        os.ftruncate(memory, 4096)
        with mmap.mmap(memory, 4096) as seen:
            seen[:5] = b"hello"
        socket.send_fds(ours, [b"order"], [memory])
        os.close(memory)
        assert _work("talk", str(theirs.fileno()), descriptors=[theirs.fileno()]) == "told"
        assert ours.recv(64) == b"hello"


def test_a_reader_reaches_its_camera_alone() -> None:
    """Between the stages a name is found and the camera's port reached, and nothing else.

    Another port is out of reach where the kernel has Landlock 4.
    """
    with socket.create_server(("127.0.0.1", 0)) as camera, socket.create_server(("127.0.0.1", 0)) as other:
        ports = [str(server.getsockname()[1]) for server in (camera, other)]
        has_ports = landlock.version(this_machine()) >= 4
        has_files = landlock.version(this_machine()) >= 1
        expected = ["True", "done", "refused" if has_ports else "done", "refused", "refused"]
        expected += ["refused" if has_files else "done", "refused"]
        assert _work("reach", *ports).split() == expected


def test_datagrams_can_be_left_out() -> None:
    """A reader that needs no datagrams cannot make a socket for them."""
    assert _work("quiet", "") == "refused done"


def test_a_process_with_threads_is_not_sealed() -> None:
    """A process that could only be sealed in part says so instead."""
    assert _work("threads", "") == "BugError"


def test_the_seal_closes_over_all_threads(tmp_path: Path) -> None:
    """A thread that was there before the second stage can open no more than the others."""
    file = tmp_path / "file"
    file.write_text("x")
    assert _work("late_thread", str(file)) == "done refused"
