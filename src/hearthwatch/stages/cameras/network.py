# SPDX-License-Identifier: Apache-2.0
"""An RTSP camera in, packets out, over TCP, UDP or TLS. The protocol itself is FFmpeg's."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import av
from av.error import FFmpegError
from av.packet import Packet
from av.video.stream import VideoStream

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.health import FaultCode, StreamFigures

from .address import CameraAddress
from .faults import camera_error
from .file import demuxed
from .refusals import fault_of
from .stream import choose_stream, figures_of

#: How long a stream may take to show its size: cameras send a key frame every few seconds.
_PROBE_S = 5
_PROBE_BYTES = 8_000_000
#: Pictures looked at to learn the rate. FFmpeg's own choice, 20, would delay the first picture.
_RATE_PICTURES = 3
_CONNECT_S = 2.0
#: More than any camera has: a hostile one is not asked for thousands.
_MOST_STREAMS = 16
#: What tells little by itself: the cause is then asked of the network.
_UNCLEAR = frozenset({FaultCode.SILENT, FaultCode.DAMAGED, FaultCode.UNREACHABLE})


@dataclass(frozen=True, slots=True)
class NetworkLimits:
    """Seconds for each step of opening and for each packet."""

    opening_s: float
    reading_s: float


class NetworkSource:
    """A camera spoken to with RTSP."""

    is_live = True

    def __init__(
        self,
        address: CameraAddress,
        transport: Literal["tcp", "udp"],
        *,
        verify: bool,
        limits: NetworkLimits,
    ) -> None:
        """Open. Raises CameraError."""
        self._address = address
        # At the first limit FFmpeg hands out the picture that it still holds, and gives up at the second.
        reading_s = limits.reading_s / 2
        clock = SystemClock()  # FFmpeg's limits are kept by the machine's clock too
        begun_s = clock.monotonic()
        try:
            self._container = av.open(
                address.url(),
                "r",
                format="rtsp",
                options=_options(transport, verify=verify, silence_s=reading_s),
                timeout=(limits.opening_s, reading_s),
            )
        except (FFmpegError, OSError, ValueError) as error:
            was_late = clock.monotonic() - begun_s >= min(limits.opening_s, reading_s)
            code = FaultCode.SILENT if was_late else fault_of(error)
            raise camera_error(_confirmed(code, address), address) from None
        self.stream = choose_stream(self._container, address)

    def figures(self) -> StreamFigures:
        """Return what is being read."""
        return figures_of(self.stream, 0.0)

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Yield packets until the camera ends the stream. A silent camera is a CameraError."""
        return demuxed(self._container, self.stream, self._address)

    def reopen(self) -> None:
        """End the connection; the next one asks the camera anew what it sends."""
        raise camera_error(FaultCode.DAMAGED, self._address)

    def close(self) -> None:
        """Let go of everything."""
        self._container.close()


def _options(transport: str, *, verify: bool, silence_s: float) -> dict[str, str]:
    options = {
        "rtsp_transport": transport,
        "allowed_media_types": "video",  # a sound track is not even asked for
        "timeout": str(int(silence_s * 1e6)),
        "analyzeduration": str(_PROBE_S * 1_000_000),
        "probesize": str(_PROBE_BYTES),
        "fpsprobesize": str(_RATE_PICTURES),
        "max_streams": str(_MOST_STREAMS),
        "user_agent": "Hearthwatch",
        "tls_verify": "1" if verify else "0",
    }
    trusted = ssl.get_default_verify_paths().cafile
    if verify and trusted:
        options["ca_file"] = trusted
    return options


def _confirmed(code: FaultCode, address: CameraAddress) -> FaultCode:
    """Return why a camera could not be opened; where FFmpeg does not tell, try to connect."""
    if code not in _UNCLEAR:
        return code
    try:
        socket.create_connection((address.host, address.port or 0), _CONNECT_S).close()
    except ConnectionRefusedError:
        return FaultCode.REFUSED
    except OSError:
        return FaultCode.UNREACHABLE
    return code
