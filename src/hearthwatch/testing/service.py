# SPDX-License-Identifier: Apache-2.0
"""The real service as a process of its own, for tests: start it, ask it, kill it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from websockets.sync.client import connect

from hearthwatch.stages.publishing.wire import TILE_BYTES, TileMessage


def free_port() -> int:
    """Return a TCP port of the loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_configuration(folder: Path, port: int, rest: str = "") -> Path:
    """Write a configuration that serves and keeps everything below a folder; return its path.

    No sign of life is said: it would come first where the day's hour is past.
    """
    head = f"""
[web]
address = "127.0.0.1:{port}"
accounts = "none"
[store]
folder = "{folder / "data"}"
[notices]
sign_of_life = 24
"""
    path = folder / "hearthwatch.toml"
    path.write_text(head + rest, encoding="utf-8")
    return path


class RunningService:
    """``hearthwatch COMMAND ...`` in a process. A context manager that ends it in an orderly way."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        port: int,
        start_s: float = 60.0,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Take the command's arguments and the port that it will serve at."""
        self._command = [sys.executable, "-m", "hearthwatch", *arguments]
        self._environment = {**os.environ, **(environment or {})}
        self.port = port
        self._start_s = start_s
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            self._command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=self._environment
        )
        self._ready = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        if not self._ready.wait(self._start_s) or self.process.poll() is not None:
            self.__exit__(None, None, None)
            raise RuntimeError("the service did not start: " + "".join(self.lines))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(signal.SIGTERM)

    def end(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; return the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(20)
        self._reader.join(20)
        if self.process.stderr is not None:
            self.process.stderr.close()
        return status

    def get(self, path: str) -> bytes:
        """Return what the service answers to a GET."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            body: bytes = answer.read()
            return body

    def cameras(self) -> list[dict[str, Any]]:
        """Return the roster."""
        roster: list[dict[str, Any]] = msgspec.json.decode(self.get("/api/cameras"))["cameras"]
        return roster

    def tiles(self, *, timeout_s: float = 30.0) -> Iterator[TileMessage]:
        """Yield tiles as a browser gets them. Raises TimeoutError when none comes."""
        with connect(f"ws://127.0.0.1:{self.port}/api/live", open_timeout=timeout_s) as live:
            while True:
                message = live.recv(timeout=timeout_s)
                if isinstance(message, bytes) and len(message) == TILE_BYTES:
                    yield TileMessage.decode(message)

    def _read(self) -> None:
        if self.process.stderr is None:
            return
        for line in self.process.stderr:
            self.lines.append(line)
            if "the wall is at" in line:
                self._ready.set()
        self._ready.set()


def configuration(folder: Path, port: int, cameras: dict[str, str], extra: str = "") -> Path:
    """Write a configuration with cameras (id to address) and return its path."""
    sections = [
        f'[[camera]]\nid = "{name}"\nurl = "{url}"\npreset = "private"\n{extra}'
        for name, url in cameras.items()
    ]
    path = folder / "hearthwatch.toml"
    head = f'[web]\naddress = "127.0.0.1:{port}"\naccounts = "none"\n[store]\nfolder = "{folder / "data"}"\n'
    path.write_text(head + "\n".join(sections), encoding="utf-8")
    return path
