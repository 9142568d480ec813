# SPDX-License-Identifier: Apache-2.0
"""An address in, an `OpenedCamera` out that needs no file and no socket any more.

Runs in the reader, before it is sealed; `OpenedCamera.packets` runs after. Sound is never read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol, TypeAlias

from av.packet import Packet
from av.video.stream import VideoStream

from hearthwatch.model.errors import BugError
from hearthwatch.model.health import StreamFigures

from .address import CameraAddress
from .device import DeviceSource
from .file import FileSource, PipeSource
from .network import NetworkLimits, NetworkSource
from .options import OpenOptions

#: A camera's compressed packet: as raw as a frame.
RawPacket: TypeAlias = "Packet[VideoStream]"


class Source(Protocol):
    """What each kind of camera is, once opened. Errors are `CameraError` from the first packet on."""

    is_live: bool
    stream: VideoStream

    def figures(self) -> StreamFigures:
        """Return what is being read."""
        ...

    def packets(self) -> Iterator[RawPacket]:
        """Yield packets to the end; one of size 0 ends each stream."""
        ...

    def reopen(self) -> None:
        """Look afresh at what the stream is, or raise `CameraError`."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class OpenedCamera:
    """A camera that has been opened and sends."""

    def __init__(self, source: Source) -> None:
        """Take what was opened."""
        self._source = source

    @property
    def is_live(self) -> bool:
        """Whether packets come at the pace of the world, by themselves."""
        return self._source.is_live

    @property
    def video_stream(self) -> VideoStream:
        """The stream that is read; it changes where a file begins again."""
        return self._source.stream

    @property
    def codec_name(self) -> str:
        """FFmpeg's name for the codec: h264, hevc, mjpeg."""
        return self.figures.codec

    @property
    def figures(self) -> StreamFigures:
        """What is being decoded, as the stream announces it."""
        return self._source.figures()

    def packets(self) -> Iterator[RawPacket]:
        """Yield packets to the end of the stream, or raise CameraError. Opens nothing.

        A packet of size 0 ends a stream; a looped file then goes on with another.
        """
        return self._source.packets()

    def reopen(self) -> None:
        """Say that the packets can no longer be decoded. A connection then ends (CameraError)."""
        self._source.reopen()

    def close(self) -> None:
        """Let go of everything."""
        self._source.close()


def open_camera(
    address: CameraAddress, options: OpenOptions, village: BinaryIO | None = None
) -> OpenedCamera:
    """Open a camera and read so much of it that its codec and size are known.

    ``village`` is the stream of a rendered camera. Raises CameraError.
    """
    return OpenedCamera(_open(address, options, village))


def _open(address: CameraAddress, options: OpenOptions, village: BinaryIO | None) -> Source:
    match address.kind:
        case "rtsp" | "rtsps":
            limits = NetworkLimits(options.open_timeout_s, options.read_timeout_s)
            return NetworkSource(address, options.transport, verify=options.verify, limits=limits)
        case "file":
            return FileSource(address, loop=options.loop)
        case "v4l2":
            return DeviceSource(address)
        case "village":
            if village is None:
                raise BugError("A village camera was opened without its stream")
            return PipeSource(address, village)
