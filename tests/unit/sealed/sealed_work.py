# SPDX-License-Identifier: Apache-2.0
"""Honest work in a sealed process. Run by test_work.py as ``sealed_work.py WORK ARGUMENT...``.

A process of its own, since a seal cannot be lifted. Prints what it could do.
"""

from __future__ import annotations

import mmap
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import av
import cv2
import numpy as np

from hearthwatch.sealed.sandbox import SealProfile, close_seal, prepare


def decode(path: str) -> str:
    """Open a file, close the seal, decode it, and decode it again from the same descriptor."""
    profile = SealProfile.reader(None, readable=(path,))
    prepare(profile)
    with Path(path).open("rb") as file:
        container = av.open(file, "r")
        close_seal(profile)
        first = sum(_planes(frame) for frame in container.decode(video=0))
        file.seek(0)
        with av.open(file, "r") as again:
            stream = again.streams.video[0]
            stream.codec_context.thread_count = 1
            second = sum(_planes(frame) for frame in again.decode(stream))
    return f"{first} {second}"


def _planes(frame: av.VideoFrame) -> int:
    return 1 if frame.to_ndarray(format="yuv420p").any() else 0


def stream(port: str) -> str:
    """Open a stream over TCP, close the seal, and decode on from the socket."""
    profile = SealProfile.reader(int(port), has_datagrams=False)
    prepare(profile)
    container = av.open(f"tcp://127.0.0.1:{port}", "r", format="mpegts")
    close_seal(profile)
    return str(sum(_planes(frame) for frame in container.decode(video=0)))


def look(_: str) -> str:
    """Do what a watcher does with a frame, in threads too."""
    _seal_watcher()
    picture = np.arange(1080 * 1920, dtype=np.uint8).reshape(1080, 1920)
    done: list[tuple[int, ...]] = []
    threads = [threading.Thread(target=lambda: done.append(_work(picture))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return f"{done} {time.monotonic() > 0} {float(np.ones((300, 300)).dot(np.ones((300, 300)))[0, 0])}"


def _work(picture: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> tuple[int, ...]:
    small = cv2.resize(picture, (320, 180), interpolation=cv2.INTER_AREA)
    return tuple(cv2.GaussianBlur(small, (5, 5), 0).shape)


def talk(number: str) -> str:
    """Take an order with memory, as a watcher does, map it for reading, and answer."""
    link = socket.socket(fileno=int(number))
    _seal_watcher()
    _, (memory,), _, _ = socket.recv_fds(link, 64, 1)
    with mmap.mmap(memory, 4096, prot=mmap.PROT_READ) as seen:
        link.send(seen[:5])
    os.close(memory)
    return "told"


def reach(camera: str, other: str) -> str:
    """Between the stages: find a name, and connect to the camera's port and to another."""
    profile = SealProfile.reader(int(camera))
    prepare(profile)
    found = socket.getaddrinfo("localhost", int(camera), type=socket.SOCK_STREAM)
    answers = [
        _tried(partial(socket.create_connection, ("127.0.0.1", int(port)))) for port in (camera, other)
    ]
    answers += [_tried(lambda: socket.socket(socket.AF_UNIX)), _tried(lambda: socket.create_server(("", 0)))]
    answers += [
        _tried(lambda: os.open("/etc/passwd", os.O_RDONLY)),
        _tried(lambda: os.open(__file__, os.O_WRONLY)),
    ]
    return f"{bool(found)} {' '.join(answers)}"


def quiet(_: str) -> str:
    """Between the stages, of a camera read over TCP: no datagrams; and of a file: no network."""
    prepare(SealProfile.reader(554, has_datagrams=False))
    return _tried(lambda: socket.socket(type=socket.SOCK_DGRAM)) + " " + _tried(socket.socket)


def threads(_: str) -> str:
    """Seal with a second thread running."""
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    try:
        prepare(SealProfile.watcher())
    except Exception as error:  # noqa: BLE001 - the outcome itself
        return type(error).__name__
    finally:
        ends.set()
        thread.join()
    return "sealed"


def late_thread(path: str) -> str:
    """Close the seal while another thread waits, and let that thread try to open a file."""
    answers: list[str] = []
    go = threading.Event()

    def try_late() -> None:
        go.wait()
        answers.append(_tried(lambda: os.open(path, os.O_RDONLY)))

    profile = SealProfile.reader(None, readable=(path,))
    prepare(profile)
    thread = threading.Thread(target=try_late)
    thread.start()
    before = _tried(lambda: os.open(path, os.O_RDONLY))
    close_seal(profile)
    go.set()
    thread.join()
    return f"{before} {answers[0]}"


def _seal_watcher() -> None:
    profile = SealProfile.watcher()
    prepare(profile)
    close_seal(profile)


def _tried(act: Callable[[], object]) -> str:
    try:
        act()
    except OSError:
        return "refused"
    return "done"


WORKS = {work.__name__: work for work in (decode, stream, look, talk, reach, quiet, threads, late_thread)}

if __name__ == "__main__":
    sys.stdout.write(WORKS[sys.argv[1]](*sys.argv[2:]))
