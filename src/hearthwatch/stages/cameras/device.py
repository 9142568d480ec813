# SPDX-License-Identifier: Apache-2.0
"""A camera on USB (Video4Linux) in, packets out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

import av
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from hearthwatch.model.health import FaultCode, StreamFigures

from .address import CameraAddress
from .faults import camera_error
from .file import demuxed
from .refusals import fault_of
from .stream import choose_stream, figures_of


class DeviceSource:
    """A video device."""

    is_live = True

    def __init__(self, address: CameraAddress) -> None:
        """Open. Raises CameraError."""
        self._address = address
        _require_device(address)
        try:
            self._container = av.open(address.path, "r", format="video4linux2")
        except (FFmpegError, OSError, ValueError) as error:
            raise camera_error(fault_of(error), address) from None
        self.stream = choose_stream(self._container, address)

    def figures(self) -> StreamFigures:
        """Return what is being read."""
        return figures_of(self.stream, 0.0)

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield packets until the device goes."""
        return demuxed(self._container, self.stream, self._address)

    def reopen(self) -> None:
        """End the connection; the next one asks the device anew."""
        raise camera_error(FaultCode.DAMAGED, self._address)

    def close(self) -> None:
        """Let go of everything."""
        self._container.close()


def _require_device(address: CameraAddress) -> None:
    """Say clearly what is wrong with a device before FFmpeg says it unclearly."""
    try:
        mode = os.stat(address.path).st_mode  # noqa: PTH116 - a Path would not be needed twice
        if not stat.S_ISCHR(mode):
            raise camera_error(FaultCode.NOT_VIDEO, address)
        os.close(os.open(address.path, os.O_RDWR | os.O_NONBLOCK))
    except OSError as error:
        raise camera_error(fault_of(error), address) from None
