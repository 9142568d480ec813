# SPDX-License-Identifier: Apache-2.0
"""A file or a pipe in, packets out. A file is opened once; looping begins again in the same one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

import av
from av.container.input import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from hearthwatch.model.errors import CameraError
from hearthwatch.model.health import FaultCode, StreamFigures

from .address import CameraAddress
from .faults import camera_error
from .refusals import fault_of
from .stream import choose_stream, duration_of, figures_of

#: Containers and raw streams of video. No playlists, which name other files, and no text or pictures.
FORMATS = (
    "mov,matroska,webm,avi,mpegts,mpeg,flv,asf,ogg,nut,ivf,h264,hevc,av1,obu,m4v,mpegvideo,mjpeg,yuv4mpegpipe"
)
_READ_BYTES = 1 << 16
#: A transport stream may go on after the stream that we read has ended, with another one. Less than
#: this is what sound and the overhead of packets leave behind the last picture.
_TAIL_BYTES = 1 << 15
_NO_OPTIONS: Mapping[str, str] = MappingProxyType({})
#: Two steps tell the rate; waiting for more would delay the first picture, at 5 a second noticeably.
_PIPE_OPTIONS: Mapping[str, str] = MappingProxyType(
    {"fpsprobesize": "2", "probesize": "1000000", "analyzeduration": "400000"}
)


class FileSource:
    """A video file, once or looped."""

    is_live = False
    stream: VideoStream
    _container: InputContainer

    def __init__(self, address: CameraAddress, *, loop: bool) -> None:
        """Open. Raises CameraError."""
        self._address = address
        self._loop = loop
        with ExitStack() as undo:
            self._file = undo.enter_context(_opened_file(address))
            self._size = os.fstat(self._file.fileno()).st_size
            if self._size == 0:
                raise camera_error(FaultCode.EMPTY, address)
            self._begin_at(0)
            undo.pop_all()

    def figures(self) -> StreamFigures:
        """Return what is being read."""
        return figures_of(self.stream, 0.0 if self._loop else duration_of(self.stream, self._container))

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield packets to the end, and from the beginning again where the file is looped."""
        while True:
            count = 0
            for packet in self._pass():
                count += packet.size > 0
                yield packet
            if not self._loop or not count:
                return
            self._begin_at(0)

    def reopen(self) -> None:
        """Look afresh at a transport stream, which may change; other files stay what they are."""
        self._must_reopen = self._container.format.name == "mpegts"

    def close(self) -> None:
        """Let go of everything."""
        self._container.close()
        self._file.close()

    def _begin_at(self, start: int) -> None:
        self._start = start
        self._must_reopen = False
        self._file.seek(start)
        self._container = open_container(
            self._file if start == 0 else _Rest(self._file, start), self._address
        )
        self.stream = choose_stream(self._container, self._address)

    def _pass(self) -> Iterator[Packet[VideoStream]]:
        """Yield the packets from here to the end of the file."""
        last_s = 0.0
        while True:
            reached = 0
            for packet in demuxed(self._container, self.stream, self._address):
                if packet.pos is not None:
                    reached = max(reached, packet.pos + packet.size)
                if packet.pts is not None:
                    last_s = float(packet.pts * packet.time_base)
                yield packet
                if self._must_reopen:
                    break
            if not self._goes_on_at(self._start + reached):
                self._require_whole(last_s)
                return

    def _goes_on_at(self, place: int) -> bool:
        """Go on with what follows ``place`` in a transport stream, where something does."""
        is_transport = self._container.format.name == "mpegts"
        is_rest = self._must_reopen or self._size - place >= _TAIL_BYTES
        if place <= self._start or not is_transport or not is_rest:
            return False
        try:
            self._begin_at(place)
        except CameraError:  # what follows is no video
            return False
        return True

    def _require_whole(self, last_s: float) -> None:
        """Say of a file that ends long before the length it announces that it is cut off."""
        start = self.stream.start_time or 0
        begin_s = float(start * self.stream.time_base) if self.stream.time_base else 0.0
        announced_s = duration_of(self.stream, self._container)
        has_index = self._container.format.name.startswith("mov")
        if has_index and not self._loop and last_s - begin_s < 0.9 * announced_s - 1.0:
            raise camera_error(FaultCode.TRUNCATED, self._address)


class PipeSource:
    """A stream that some other process writes in real time, from a pipe."""

    is_live = True

    def __init__(self, address: CameraAddress, pipe: BinaryIO) -> None:
        """Open. Raises CameraError."""
        self._address = address
        self._pipe = pipe
        self._container = open_container(pipe, address, _PIPE_OPTIONS)
        self.stream = choose_stream(self._container, address)

    def figures(self) -> StreamFigures:
        """Return what is being read."""
        return figures_of(self.stream, 0.0)

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield packets until the writer closes the pipe."""
        return demuxed(self._container, self.stream, self._address)

    def reopen(self) -> None:
        """End the connection: a pipe cannot be read again."""
        raise camera_error(FaultCode.DAMAGED, self._address)

    def close(self) -> None:
        """Let go of everything."""
        self._container.close()
        self._pipe.close()


def open_container(
    file: BinaryIO | _Rest, address: CameraAddress, options: Mapping[str, str] = _NO_OPTIONS
) -> InputContainer:
    """Open what ``file`` holds, whatever its name says; ``options`` are FFmpeg's. Raises CameraError."""
    every = {"format_whitelist": FORMATS, **options}
    try:
        return av.open(file, "r", options=every, buffer_size=_READ_BYTES)
    except (FFmpegError, OSError) as error:
        code = fault_of(error)
        if code in {FaultCode.NOT_VIDEO, FaultCode.ENDED_EARLY} and _is_cut_off(file):
            code = FaultCode.TRUNCATED
        raise camera_error(code, address) from None


def demuxed(
    container: InputContainer, stream: VideoStream, address: CameraAddress
) -> Iterator[Packet[VideoStream]]:
    """Yield the stream's packets, and errors as CameraError."""
    try:
        yield from container.demux(stream)
    except (FFmpegError, OSError) as error:
        code = fault_of(error)
        raise camera_error(FaultCode.DAMAGED if code is FaultCode.NOT_VIDEO else code, address) from None


def _opened_file(address: CameraAddress) -> BinaryIO:
    try:
        file = Path(address.path).open("rb")  # noqa: SIM115 - the source owns it
    except ValueError:
        raise camera_error(FaultCode.NOT_FOUND, address) from None
    except OSError as error:
        raise camera_error(fault_of(error), address) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise camera_error(FaultCode.NOT_VIDEO, address)
    return file


def _is_cut_off(file: BinaryIO | _Rest) -> bool:
    """Whether it begins as an MP4 does whose index, written last, is missing."""
    if not file.seekable():
        return False
    file.seek(0)
    head = file.read(12)
    return head[4:8] == b"ftyp"


class _Rest:
    """The rest of a file from a place on, as a file."""

    def __init__(self, file: BinaryIO, start: int) -> None:
        self._file = file
        self._start = start

    def read(self, size: int = -1) -> bytes:
        return self._file.read(size)

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = os.SEEK_SET) -> int:
        base = self._start if whence == os.SEEK_SET else 0
        return self._file.seek(base + place, whence) - self._start

    def tell(self) -> int:
        return self._file.tell() - self._start
