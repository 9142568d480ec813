# SPDX-License-Identifier: Apache-2.0
"""The sound of one call: packets to where the peer hears, keys and echoes from there, and nothing else.

Sound that a peer sends (many horns have a microphone) is dropped undecoded: nothing here listens.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.dtmf import KeyEvents
from hearthwatch.stages.notices.loudspeakers.multicast import VOICE_TOS
from hearthwatch.stages.notices.loudspeakers.playback_check import EchoCheck
from hearthwatch.stages.notices.loudspeakers.rtp import parse_rtp

#: Longer than any packet that is of use here.
_LONGEST = 2_048


class MediaSocket:
    """A UDP socket for RTP. It is bound before the call, and connected when the peer says where it hears."""

    def __init__(self, peer: str, host: str) -> None:
        """Bind to an address of ours; `close` it always. Raises PeerError where that cannot be."""
        self.keys: KeyEvents | None = None
        self.echo: EchoCheck | None = None
        self.on_key: Callable[[str], None] = lambda _: None
        self._peer = peer
        self._failure: OSError | None = None
        self._socket = socket.socket(
            socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK
        )
        try:
            self._socket.bind((host, 0))
        except OSError as error:
            self._socket.close()
            raise PeerError(f"no way to {peer}: {error.strerror}") from None

    @property
    def port(self) -> int:
        """The port that we send from, and hear keys on."""
        port: int = self._socket.getsockname()[1]
        return port

    def connect(self, host: str, port: int) -> None:
        """Send to this address, and take from it alone: no stranger's keys ever arrive.

        Raises PeerError where there is no way there.
        """
        try:
            if self._socket.family == socket.AF_INET:
                self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, VOICE_TOS)
            self._socket.connect((host, port))
        except OSError as error:
            raise PeerError(f"no way to where {self._peer} hears: {error.strerror}") from None
        asyncio.get_running_loop().add_reader(self._socket, self._readable)

    def send(self, packet: bytes) -> None:
        """Send one packet. Raises PeerError where the peer's machine refuses."""
        try:
            if self._failure is not None:
                raise self._failure
            self._socket.send(packet)
        except BlockingIOError:
            pass  # the machine's own queue is full: this packet is lost, as on a network
        except OSError as error:
            raise PeerError(f"{self._peer} went away while it played: {error.strerror}") from None

    def close(self) -> None:
        """Let the socket go."""
        asyncio.get_running_loop().remove_reader(self._socket)
        self._socket.close()

    def _readable(self) -> None:
        try:
            while True:
                self._take(self._socket.recv(_LONGEST))
        except BlockingIOError:
            pass  # all is read
        except OSError as error:
            # Told once, to whoever reads or sends first: kept for who sends.
            self._failure = error

    def _take(self, data: bytes) -> None:
        with suppress(ValueError):
            packet = parse_rtp(data)
            if self.keys is not None and (key := self.keys.take(packet)) is not None:
                self.on_key(key)
            elif self.echo is not None:
                self.echo.take(packet.payload)
