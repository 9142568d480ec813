# SPDX-License-Identifier: Apache-2.0
"""A paging horn by SIP: it is called, answers by itself, hears the announcement, and is hung up on.

Whoever stands by it (or at the telephone that was called) may press a key to say that somebody sees to it.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from itertools import repeat
from typing import Any

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound
from hearthwatch.stages.notices.loudspeakers.codecs import FRAME_S, Codec, frames, silence
from hearthwatch.stages.notices.loudspeakers.digest import Account
from hearthwatch.stages.notices.loudspeakers.dtmf import KeyEvents
from hearthwatch.stages.notices.loudspeakers.playback_check import EchoCheck
from hearthwatch.stages.notices.loudspeakers.rtp import RtpSender, paced
from hearthwatch.stages.notices.loudspeakers.sdp import (
    EVENTS,
    Direction,
    MediaDescription,
    chosen,
    describe,
    parse_sdp,
)

from .call import Call, Caller
from .dialog import Dialog, SipAddress
from .media import MediaSocket
from .transport import SipWire, Timers


@dataclass(frozen=True, slots=True)
class SipLine:
    """How a horn is called. ``codecs``: the best first.

    ``key``: which key says that somebody sees to it, "" for none; ``listen_s``: how long a key is waited
    for after the end. ``checks_echo``: the horn sends back what it hears, so that it can be compared.
    """

    address: SipAddress
    codecs: Sequence[Codec]
    account: Account | None = None
    key: str = ""
    listen_s: float = 5.0
    checks_echo: bool = False
    timers: Timers = field(default_factory=Timers)


class SipDriver:
    """See the module; one horn or telephone. ``on_key`` is told the key, once an announcement."""

    def __init__(self, line: SipLine, clock: Clock, on_key: Callable[[str], None]) -> None:
        """Take whom to call, and whom to tell of the key."""
        self._line = line
        self._clock = clock
        self._on_key = on_key
        self._peer = f"the horn at {line.address.host}"

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Call, speak, hang up. Returns HEARD where the key was pressed or the echo matches, else ACCEPTED.

        Raises PeerError. Cancelled, it falls silent at once and comes back when the horn is free again, in
        at most a second.
        """
        line = self._line
        wire = SipWire(self._peer, line.timers)
        await wire.open(line.address.host, line.address.port)
        try:
            media = MediaSocket(self._peer, wire.local[0])
            try:
                return await self._called(wire, media, _Announcement(sound, volume, began))
            finally:
                media.close()
        finally:
            wire.close()

    async def _called(self, wire: SipWire, media: MediaSocket, announcement: _Announcement) -> Receipt:
        line = self._line
        user = line.account.user if line.account else "hearthwatch"
        dialog = Dialog(line.address, wire.local, user)
        call = Call(wire, dialog, Caller(self._peer, line.account, line.timers))
        direction: Direction = "sendrecv" if line.key or line.checks_echo else "sendonly"
        offer = describe(
            wire.local[0], media.port, line.codecs, direction=direction, session=secrets.randbits(31)
        )
        try:
            described = await call.connect(offer.encode())
            codec, sender = self._agreed(described, media, wire.remote[0])
            receipt = await self._speak(call, media, _Speech(announcement, codec, sender))
            if not await call.hang_up(line.timers.farewell):
                raise PeerError(f"{self._peer} went away: it may not have been heard to its end")
            return receipt
        finally:
            await call.hang_up()

    def _agreed(self, described: bytes, media: MediaSocket, remote: str) -> tuple[Codec, RtpSender]:
        """Return the codec of an answer, and a sender to where it says. Raises PeerError."""
        try:
            audio = _audio(described)
        except ValueError:
            raise PeerError(f"{self._peer} does not say where it hears") from None
        found = chosen(audio, self._line.codecs)
        if found is None:
            raise PeerError(
                f"{self._peer} takes none of the codecs that were offered",
                do="Choose another codec",
                transient=False,
            )
        codec, payload_type = found
        media.connect(audio.host or remote, audio.port)
        events = audio.payload_type_of(f"{EVENTS}/8000")
        media.keys = KeyEvents(events) if self._line.key and events is not None else None
        return codec, RtpSender(codec, media.send, payload_type=payload_type)

    async def _speak(self, call: Call, media: MediaSocket, speech: _Speech) -> Receipt:
        """Play until the end, the key, or the peer's end, whichever comes first. Raises PeerError."""
        line, codec = self._line, speech.codec
        pressed: asyncio.Future[str] = asyncio.get_running_loop().create_future()

        def press(key: str) -> None:
            if key == line.key and not pressed.done():
                pressed.set_result(key)
                self._on_key(key)

        call.on_key = media.on_key = press
        said = speech.announcement
        made = await asyncio.to_thread(frames, said.sound, said.volume, codec)
        media.echo = EchoCheck(made) if line.checks_echo else None
        playing = asyncio.ensure_future(
            paced(self._with_listening(made, codec), speech.sender.send, self._clock, began=said.began)
        )
        try:
            await _first_of(playing, call.over, pressed)
        finally:
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
        if pressed.done():
            return Receipt(DeliveryState.HEARD, f"answered with key {pressed.result()}")
        # Hung up on while we only waited for a key: it was heard to its end all the same.
        if call.over.done() and speech.sender.sent < len(made):
            call.over.result()
        if playing.done() and not playing.cancelled():
            playing.result()
        if media.echo is not None and media.echo.is_played:
            return Receipt(DeliveryState.HEARD, "played: the horn sent back what it heard")
        return Receipt(DeliveryState.ACCEPTED, "the call was answered and the announcement played to its end")

    def _with_listening(self, made: Iterable[bytes], codec: Codec) -> Iterator[bytes]:
        """Yield the announcement, then silence while a key may still come, so that the call stays alive."""
        yield from made
        if self._line.key:
            yield from repeat(silence(codec), round(self._line.listen_s / FRAME_S))


@dataclass(frozen=True, slots=True)
class _Announcement:
    sound: Sound
    volume: float
    began: Callable[[], None]


@dataclass(frozen=True, slots=True)
class _Speech:
    announcement: _Announcement
    codec: Codec
    sender: RtpSender


async def _first_of(*what: asyncio.Future[Any]) -> None:
    """Come back when one of these is done; none is cancelled."""
    await asyncio.wait(what, return_when=asyncio.FIRST_COMPLETED)


def _audio(described: bytes) -> MediaDescription:
    """Return where a peer hears. Raises ValueError where it does not say."""
    media = parse_sdp(described.decode("utf-8", "replace"))
    audio = next((each for each in media if each.kind == "audio" and each.port), None)
    if audio is None or audio.direction == "inactive":
        raise ValueError("no audio")
    # A number alone: looking a name up would block. An unspecified one is a call on hold.
    if audio.host and ip_address(audio.host).is_unspecified:
        raise ValueError("no address")
    return audio
