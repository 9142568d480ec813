# SPDX-License-Identifier: Apache-2.0
"""The loudspeaker of a camera: sound sent back to it (ONVIF Streaming Specification, section 5.3; Profile T).

The description is asked for with ``Require: www.onvif.org/ver20/backchannel``; the medium that the camera
marks as ``sendonly`` is the one that it hears.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound

from .codecs import Codec, frames
from .digest import Account
from .rtp import RtpSender, paced
from .rtsp_client import RtspConnection, RtspPeer, control_address
from .sdp import MediaDescription, chosen, parse_sdp
from .text_message import Response

_REQUIRE = ("Require", "www.onvif.org/ver20/backchannel")
_RTSP_PORT = 554
#: A session is forgotten after this long without a request, where the camera names no time (RFC 2326, 12.37).
_SESSION_S = 60.0
#: How long the end of an announcement that was stopped waits for its answer.
_STOPPED_S = 0.5


@dataclass(frozen=True, slots=True)
class BackchannelAddress:
    """Where a camera is, as ``rtsp://host[:port]/path`` without credentials, and who we are to it.

    ``codecs``: the best first; the camera's order decides. ``patience_s``: for each of its answers.
    """

    url: str
    codecs: Sequence[Codec]
    account: Account | None = None
    patience_s: float = 8.0


class BackchannelDriver:
    """See the module; one camera."""

    def __init__(self, address: BackchannelAddress, clock: Clock) -> None:
        """Take where. ValueError: the address is none of RTSP's."""
        parts = urlsplit(address.url)
        if parts.scheme != "rtsp" or not parts.hostname or parts.username:
            raise ValueError("address: rtsp://HOST/PATH, without a user and a password")
        self._address = address
        self._clock = clock
        self._peer = RtspPeer(
            f"the camera at {parts.hostname}", parts.hostname, parts.port or _RTSP_PORT,
            address.account, address.patience_s,
        )  # fmt: skip

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Connect, speak, end. Returns ACCEPTED where the camera took it all. Raises PeerError."""
        connection = RtspConnection(self._peer)
        try:
            await connection.open()
            session = await self._begun(connection)
            made = await asyncio.to_thread(frames, sound, volume, session.codec)
            try:
                await self._speak(connection, session, made, began)
            except asyncio.CancelledError:
                await self._stop(connection, session)
                raise
            await self._asked(connection, "TEARDOWN", session.base, session.header)
        finally:
            await connection.close()
        return Receipt(DeliveryState.ACCEPTED, "the camera took the announcement to its end")

    async def _begun(self, connection: RtspConnection) -> _Session:
        """Return a session that plays. Raises PeerError."""
        url = self._address.url
        described = await self._asked(connection, "DESCRIBE", url, ("Accept", "application/sdp"), _REQUIRE)
        media, codec, payload_type = self._loudspeaker(described)
        control = control_address(media.control, described, url)
        transport = ("Transport", "RTP/AVP/TCP;unicast;interleaved=0-1")
        ready = await self._asked(connection, "SETUP", control, transport, _REQUIRE)
        name, _, rest = ready.first("Session").partition(";")
        channel = re.search(r"interleaved=(\d{1,3})", ready.first("Transport"))
        limit = re.search(r"timeout=(\d{1,6})", rest)
        base = control_address("*", described, url)
        session = _Session(
            base, ("Session", name.strip()), codec, payload_type, min(int(channel[1]), 255) if channel else 0,
            float(limit[1]) if limit else _SESSION_S,
        )  # fmt: skip
        await self._asked(connection, "PLAY", base, session.header, ("Range", "npt=0.000-"), _REQUIRE)
        return session

    def _loudspeaker(self, described: Response) -> tuple[MediaDescription, Codec, int]:
        """Return the medium that a camera hears, the codec and its payload type. Raises PeerError."""
        try:
            media = parse_sdp(described.body.decode("utf-8", "replace"))
        except ValueError:
            raise PeerError(f"{self._peer.name} does not describe what it hears") from None
        hears = [each for each in media if each.kind == "audio" and each.direction == "sendonly"]
        if not hears:
            raise _no_loudspeaker(self._peer.name)
        for each in hears:
            if found := chosen(each, self._address.codecs):
                return each, *found
        raise PeerError(
            f"{self._peer.name} takes none of the codecs that are known here",
            do="Set it to G.711 or G.722",
            transient=False,
        )

    async def _speak(
        self, connection: RtspConnection, session: _Session, made: Sequence[bytes], began: Callable[[], None]
    ) -> None:
        sender = RtpSender(
            session.codec,
            lambda packet: connection.send(session.channel, packet),
            payload_type=session.payload_type,
        )
        playing = asyncio.ensure_future(paced(made, sender.send, self._clock, began=began))
        asking = asyncio.ensure_future(self._ask_again(connection, session))
        try:
            await asyncio.wait({playing, asking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (playing, asking):
                each.cancel()
            await asyncio.gather(playing, asking, return_exceptions=True)
        for each in (playing, asking):
            if not each.cancelled():
                each.result()

    async def _ask_again(self, connection: RtspConnection, session: _Session) -> None:
        """Ask now and then whether the camera is there, so that its session lasts; raises PeerError if not.

        Its connection alone would not tell: a camera that hangs still takes a minute of sound.
        """
        while True:
            await asyncio.sleep(min(session.timeout_s / 2, self._address.patience_s))
            await connection.request("OPTIONS", session.base, session.header)

    async def _stop(self, connection: RtspConnection, session: _Session) -> None:
        with suppress(PeerError, TimeoutError):
            async with asyncio.timeout(_STOPPED_S):
                await connection.request("TEARDOWN", session.base, session.header)

    async def _asked(
        self, connection: RtspConnection, method: str, url: str, *headers: tuple[str, str]
    ) -> Response:
        """Return a good answer. Raises PeerError for any other."""
        response = await connection.request(method, url, *headers)
        if response.status == 551:  # option not supported: RFC 2326, section 11.3.14
            raise _no_loudspeaker(self._peer.name)
        if response.status >= 300 and method != "TEARDOWN":
            raise _refusal(self._peer.name, response)
        return response


@dataclass(frozen=True, slots=True)
class _Session:
    base: str
    header: tuple[str, str]
    codec: Codec
    payload_type: int
    channel: int
    timeout_s: float


def _no_loudspeaker(peer: str) -> PeerError:
    return PeerError(
        f"{peer} has no loudspeaker to be reached this way",
        do="Check that it knows ONVIF Profile T, and that its audio output is switched on",
        transient=False,
    )


def _refusal(peer: str, response: Response) -> PeerError:
    status = response.status
    words, do, transient = {
        403: ("forbids it", "Let the user speak", False),
        404: ("has no such stream", "Check the address", False),
        453: ("has no bandwidth left", "", True),
        461: ("takes no sound over TCP", "", False),
    }.get(status, ("failed" if status >= 500 else "refused", "", status >= 500))
    return PeerError(f"{peer} {words} (RTSP {status})", do=do, transient=transient)
