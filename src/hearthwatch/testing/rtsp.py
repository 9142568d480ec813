# SPDX-License-Identifier: Apache-2.0
"""A camera for tests: an RTSP server that plays a file of H.264 or H.265, looped, and can misbehave.

RTP over TCP or UDP, basic and digest authentication, TLS. As a program:
``python -m hearthwatch.testing.rtsp FILE --port 8554 --user cam --password secret``.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import ssl
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .rtsp_auth import Login
from .rtsp_loop import LoopThread, stop_listening
from .rtsp_media import Media, read_media
from .rtsp_session import Session


@dataclass(slots=True)
class Faults:
    """How a camera misbehaves; may be set at any time.

    ``is_mute``: accepts connections and answers nothing. ``is_stalled``: goes on answering, and sends
    no picture. ``drop_share``: part of RTP packets that are lost, 0..1. ``jump_s``: seconds added to
    the timestamps.
    """

    is_mute: bool = False
    is_stalled: bool = False
    drop_share: float = 0.0
    jump_s: float = 0.0


class RtspCamera:
    """The server. ``media`` may be replaced: later connections get the new one.

    ``played`` counts the connections that came as far as playing.
    """

    def __init__(
        self,
        media: Media,
        login: Login | None = None,
        *,
        tls: ssl.SSLContext | None = None,
        loop: bool = True,
    ) -> None:
        """Take what to play, who may see it, and with ``loop`` play it again and again."""
        self.media = media
        self.login = login
        self.loops = loop
        self.faults = Faults()
        self.played = 0
        self.port = 0
        self.chance = random.Random(1)  # noqa: S311 - which packets are lost is no secret
        self._tls = tls
        self._sessions: set[Session] = set()
        self._server: asyncio.Server | None = None
        self._runner: LoopThread | None = None

    @property
    def url(self) -> str:
        """The address, with the credentials that it wants."""
        scheme = "rtsps" if self._tls else "rtsp"
        login = f"{self.login.user}:{self.login.password}@" if self.login else ""
        return f"{scheme}://{login}127.0.0.1:{self.port}/cam"

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Listen; port 0 takes a free one."""
        self._server = await asyncio.start_server(self._serve, host, port, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """End all connections and listen no more."""
        if self._server is not None:
            await stop_listening(self._server)
            self._abort()
            await asyncio.gather(*(session.over.wait() for session in self._sessions))
            await self._server.wait_closed()
            self._server = None

    async def serve_forever(self) -> None:
        """Serve until cancelled."""
        await asyncio.Event().wait()

    @contextmanager
    def running(self, port: int = 0) -> Iterator[RtspCamera]:
        """Serve from a thread of its own while the block runs; `kick`, `bye`, `restart` act from outside."""
        with LoopThread() as self._runner:
            self._runner.call(self.start(port))
            try:
                yield self
            finally:
                self._runner.call(self.stop())

    def kick(self) -> None:
        """Break all connections off, as a power cut does."""
        self._in_loop(self._do(self._abort))

    def bye(self) -> None:
        """End all streams cleanly (RTCP BYE) and send nothing more; connections stay."""
        self._in_loop(self._do(self._say_bye))

    def go_down(self) -> None:
        """Stop listening and break all connections off."""
        self._in_loop(self.stop())

    def come_up(self) -> None:
        """Listen again, on the same port."""
        self._in_loop(self.start(self.port))

    def _in_loop(self, work: Coroutine[Any, Any, None]) -> None:
        if self._runner is None:
            work.close()
            raise RuntimeError("the camera is not running in a thread")
        self._runner.call(work)

    async def _do(self, act: Callable[[], None]) -> None:
        act()

    def _say_bye(self) -> None:
        for session in self._sessions:
            session.say_bye()

    def _abort(self) -> None:
        for session in self._sessions:
            session.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        session = Session(self, reader, writer)
        self._sessions.add(session)
        try:
            await session.run()
        finally:
            self._sessions.discard(session)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="hearthwatch.testing.rtsp", description="Play a file as a camera.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--port", type=int, default=8554)
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--scheme", choices=("basic", "digest"), default="digest")
    return parser.parse_args()


async def _main(arguments: argparse.Namespace) -> None:
    login = Login(arguments.user, arguments.password, arguments.scheme) if arguments.user else None
    camera = RtspCamera(read_media(arguments.file), login)
    await camera.start(arguments.port)
    print(f"ready {camera.port}", flush=True)  # noqa: T201 - a program's output
    await camera.serve_forever()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(_main(_arguments()))
