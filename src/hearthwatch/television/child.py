# SPDX-License-Identifier: Apache-2.0
"""The encoding process, seen from the service: begun with the first picture, asked, ended.

Nothing here waits in the event loop: pictures are made in the other process, and pipes are awaited.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import struct
import sys
from collections.abc import Sequence
from typing import Protocol

import msgspec

from hearthwatch.model.plate import PlatePixels

from .plates import bytes_of
from .screen import Coded, Screen, Show

#: The first answer has six pictures and begins with loading libraries, on a machine with other work.
_FIRST_S, _LATER_S = 30.0, 10.0
_LENGTH = struct.Struct(">I")
#: An answer holds a few segments.
_MOST_BYTES = 64 << 20
#: So much is handed to the pipe at once.
_PIECE_BYTES = 1 << 18
#: What it needs of our environment; nothing of it is a secret.
_PASSED = ("PATH", "PYTHONPATH", "VIRTUAL_ENV", "LANG", "LC_ALL")


class EncoderError(Exception):
    """The encoder is gone, says nothing, or says what it should not."""


class Encoder(Protocol):
    """What makes segments of screens."""

    async def code(self, screen: Screen, plates: Sequence[PlatePixels], pictures: int) -> Coded:
        """Return what came of a screen that stays for so many pictures.

        ``plates``: those that the last screen had not. Raises EncoderError, after which it is of no more use.
        """
        ...

    async def aclose(self) -> None:
        """End it."""
        ...


class ChildEncoder:
    """An encoder in a process of its own."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._process: asyncio.subprocess.Process | None = None

    async def code(self, screen: Screen, plates: Sequence[PlatePixels], pictures: int) -> Coded:
        """Return what came of a screen. Raises EncoderError."""
        is_first = self._process is None
        try:
            async with asyncio.timeout(_FIRST_S if is_first else _LATER_S):
                return await self._asked(await asyncio.to_thread(_told, screen, plates, pictures))
        except TimeoutError:
            raise EncoderError("the encoder does not answer") from None
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise EncoderError(f"the encoder failed: {error}") from error

    async def aclose(self) -> None:
        """End the process, at once where it does not end with its input."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            async with asyncio.timeout(2.0):
                await process.wait()
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()

    async def _asked(self, told: bytes) -> Coded:
        if self._process is None:
            self._process = await _begun()
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None:
            raise EncoderError("the encoder has no pipes")
        sink.write(_LENGTH.pack(len(told)))
        for begin in range(0, len(told), _PIECE_BYTES):
            sink.write(told[begin : begin + _PIECE_BYTES])
            await sink.drain()
        (length,) = _LENGTH.unpack(await source.readexactly(_LENGTH.size))
        if length > _MOST_BYTES:
            raise EncoderError("the encoder says what it should not")
        return msgspec.msgpack.decode(await source.readexactly(length), type=Coded)


def _told(screen: Screen, plates: Sequence[PlatePixels], pictures: int) -> bytes:
    """Return what is told of a screen; four plates take some 20 ms, so this is done in another thread."""
    return msgspec.msgpack.encode(Show(screen, tuple(map(bytes_of, plates)), pictures))


async def _begun() -> asyncio.subprocess.Process:
    environment = {name: os.environ[name] for name in _PASSED if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "hearthwatch.television.process",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        # One thread is enough for a picture a second.
        env=environment | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
