# SPDX-License-Identifier: Apache-2.0
"""Frames from the reader to the watcher, through memory that both share.

Two slots of memory and a socket pair that says which slot holds what. The main process makes both
(`frames_channel`), hands the ends on and closes its own: it never maps the memory.
"""

from __future__ import annotations

import contextlib
import fcntl
import math
import mmap
import os
import socket
import struct
from dataclasses import dataclass

import numpy as np

from hearthwatch.model.raw import Plane, RawFrame

#: The largest picture that is analysed; the frames stage makes larger ones smaller.
MAX_WIDTH = 1920
MAX_HEIGHT = 1080
SLOTS = 2
SLOT_BYTES = MAX_WIDTH * MAX_HEIGHT * 3 // 2 + MAX_WIDTH + MAX_HEIGHT
#: Seconds, 317 years: later than any machine has run, and small enough to be told to the microsecond.
_LATEST_S = 1e10
#: slot, width, height, media time, time of arrival
_NOTICE = struct.Struct(">BHHdd")


class BadNoticeError(Exception):
    """A reader said of a frame what cannot be."""


@dataclass(frozen=True, slots=True)
class ChannelEnds:
    """What the main process hands on: the memory, and an end for each side."""

    memory: int
    reader: socket.socket
    watcher: socket.socket

    def close(self) -> None:
        """Forget this process's copies."""
        os.close(self.memory)
        self.reader.close()
        self.watcher.close()


def frames_channel() -> ChannelEnds:
    """Make a channel. The memory is of fixed size and cannot be resized or executed."""
    memory = os.memfd_create("frames", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(memory, SLOTS * SLOT_BYTES)
    # Shrunk memory would kill who reads it, and with it the evidence of days.
    fcntl.fcntl(memory, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
    reader, watcher = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    return ChannelEnds(memory, reader, watcher)


class FrameSender:
    """The reader's end."""

    def __init__(self, memory: int, link: socket.socket) -> None:
        """Map ``memory`` for writing and close the descriptor."""
        self._map = mmap.mmap(memory, SLOTS * SLOT_BYTES)
        os.close(memory)
        self._link = link
        self._free = list(range(SLOTS))
        self.dropped = 0

    def send(self, frame: RawFrame, *, wait: bool) -> None:
        """Hand a frame over. Where both slots are taken: wait for one, or drop the frame.

        Raises ConnectionError when the watcher is gone.
        """
        self._collect(wait=wait)
        if not self._free:
            self.dropped += 1
            return
        slot = self._free.pop()
        offset = slot * SLOT_BYTES
        for plane in (frame.y, frame.u, frame.v):
            rows, columns = plane.shape
            target = np.frombuffer(self._map, np.uint8, rows * columns, offset).reshape(rows, columns)
            np.copyto(target, plane)
            offset += rows * columns
        self._link.send(_NOTICE.pack(slot, frame.width, frame.height, frame.media_time_s, frame.arrived_s))

    def _collect(self, *, wait: bool) -> None:
        while True:
            flags = 0 if wait and not self._free else socket.MSG_DONTWAIT
            try:
                answer = self._link.recv(1, flags)
            except BlockingIOError:
                return
            if not answer:
                raise ConnectionResetError("the watcher is gone")
            if answer[0] < SLOTS and answer[0] not in self._free:
                self._free.append(answer[0])


class FrameReceiver:
    """The watcher's end. It believes nothing that the reader says of sizes."""

    def __init__(self, memory: int, link: socket.socket) -> None:
        """Map ``memory`` for reading and close the descriptor."""
        self._map = mmap.mmap(memory, SLOTS * SLOT_BYTES, prot=mmap.PROT_READ)
        os.close(memory)
        self._link = link
        self._held: int | None = None

    def fileno(self) -> int:
        """Return the descriptor to poll: readable when a frame waits, or the reader is gone."""
        return self._link.fileno()

    def receive(self) -> RawFrame | None:
        """Return the frame that waits; None when the reader is gone.

        Its planes lie in shared memory and are valid until `release`. Raises `BadNoticeError` for a
        notice that makes no sense.
        """
        notice = self._notice()
        if not notice:
            return None
        if len(notice) != _NOTICE.size:
            raise BadNoticeError("a notice of the wrong size")
        slot, width, height, media_time, arrived = _NOTICE.unpack(notice)
        if slot >= SLOTS or not 0 < width <= MAX_WIDTH or not 0 < height <= MAX_HEIGHT:
            raise BadNoticeError("a frame of a size that cannot be")
        if not all(math.isfinite(time) and 0 <= time <= _LATEST_S for time in (media_time, arrived)):
            raise BadNoticeError("a frame of a time that cannot be")
        self._held = slot
        return self._frame(slot * SLOT_BYTES, (height, width), media_time, arrived)

    def release(self) -> None:
        """Let the reader have the slot back. The frame's planes must not be used after this."""
        if self._held is not None:
            with contextlib.suppress(OSError):  # the reader has ended; the next receive says so
                self._link.send(bytes((self._held,)))
            self._held = None

    def close(self) -> None:
        """Forget the connection. The mapping goes when the last plane that views it does."""
        self._link.close()

    def _notice(self) -> bytes:
        for _ in range(2):
            # Where the reader ended with a slot's return unread, the kernel says so once, before it gives
            # out the notices that still wait: the last frames of a file.
            with contextlib.suppress(ConnectionError):
                return self._link.recv(_NOTICE.size + 1)
        return b""

    def _frame(self, offset: int, size: tuple[int, int], media_time: float, arrived: float) -> RawFrame:
        height, width = size
        half = ((height + 1) // 2, (width + 1) // 2)
        planes: list[Plane] = []
        for rows, columns in (size, half, half):
            flat = np.frombuffer(self._map, np.uint8, rows * columns, offset)
            planes.append(flat.reshape(rows, columns))
            offset += rows * columns
        return RawFrame(planes[0], planes[1], planes[2], media_time, arrived)
