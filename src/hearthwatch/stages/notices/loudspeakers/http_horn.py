# SPDX-License-Identifier: Apache-2.0
"""A horn that takes sound by HTTP, in one of the shapes that are known here, and may tell whether it played.

``axis``: mu-law in real time to ``/axis-cgi/audio/transmit.cgi`` as audio/basic (VAPIX, Audio API).
``generic-wav``: a WAV file in one POST. Where a horn has a status in JSON with ``playing`` or ``played``,
that it was heard is known; else it is accepted, and not confirmed. No redirection is followed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import httpx

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound

from .codecs import FRAME_BYTES, FRAME_S, CodecName, codec_of, coded, louder
from .digest import Account
from .http_status import Playback, playback_of, refusal
from .wav import wav_of

Shape = Literal["axis", "generic-wav"]

_AXIS_PLAY = "/axis-cgi/audio/transmit.cgi"
#: Something harmless that every such device has and that asks for the same password.
_AXIS_ASK = "/axis-cgi/param.cgi?action=list&group=Properties.Audio"
#: How much sooner than it is heard sound is sent in real time, so that no gap arises.
_AHEAD_S = 0.2
_MOST_STATUS = 65_536
#: What a horn says so late in the sound, as a part of its length, may be of after it.
_LATE = 0.9
_STOPPED_S = 1.0


@dataclass(frozen=True, slots=True)
class HornAddress:
    """Where a horn is. ``url``: of an Axis device its root, of others what takes the sound.

    ``status_url``: what tells whether it plays, "" for nothing; ``stop_url``: what a POST to stops it.
    """

    url: str
    shape: Shape
    account: Account | None = None
    status_url: str = ""
    stop_url: str = ""
    patience_s: float = 8.0


class HttpHornDriver:
    """See the module; one horn."""

    def __init__(self, address: HornAddress, client: httpx.AsyncClient, clock: Clock) -> None:
        """Take where, and what goes out through."""
        self._address = address
        self._client = client
        self._clock = clock
        self._peer = f"the horn at {httpx.URL(address.url).host}"

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Send a sound and wait until it is played. Returns HEARD where the horn says so, else ACCEPTED.

        Raises PeerError. Cancelled, it stops sending at once, and where there is a ``stop_url`` the horn.
        """
        access = await self._access()
        before = await self._status(access)
        body = await asyncio.to_thread(self._body, sound, volume)
        try:
            start = self._clock.monotonic()
            await self._posted(body, sound.length_s, access, began)
            during = await self._during(start, sound.length_s, access)
            await asyncio.sleep(max(0.0, start + sound.length_s - self._clock.monotonic()))
        except asyncio.CancelledError:
            await self._stop(access)
            raise
        return self._receipt(before, during, await self._status(access))

    def _receipt(self, before: Playback, during: Playback, after: Playback) -> Receipt:
        if during.playing or after.shows_more_than(before):
            return Receipt(DeliveryState.HEARD, "the horn says that it played")
        if during.playing is False or (after.played is not None and before.played is not None):
            raise PeerError(
                f"{self._peer} took the sound and says that it did not play", do="Look at the horn"
            )
        return Receipt(DeliveryState.ACCEPTED, "the horn took it; that it was heard is not confirmed")

    def _body(self, sound: Sound, volume: float) -> bytes:
        if self._address.shape == "axis":
            return coded(sound, volume, codec_of(CodecName.PCMU))
        return wav_of(louder(sound, volume))

    async def _access(self) -> httpx.Auth | None:
        """Return how the password is proved, found out by a harmless question. Raises PeerError.

        It is asked before the sound is sent: HTTP would have us say it all before it says no.
        """
        address, account = self._address, self._address.account
        if account is None:
            return None
        digest = httpx.DigestAuth(account.user, account.password.reveal())
        asked = (
            _joined(address.url, _AXIS_ASK) if address.shape == "axis" else address.status_url or address.url
        )
        answer = await self._sent("GET", asked, digest)
        if answer.status_code != httpx.codes.UNAUTHORIZED:
            return digest
        if "basic" in answer.headers.get("www-authenticate", "").lower():
            return httpx.BasicAuth(account.user, account.password.reveal())
        raise refusal(self._peer, answer, has_account=True)

    async def _during(self, start: float, length_s: float, access: httpx.Auth | None) -> Playback:
        """Return what the horn says in the midst of the sound; nothing where it answered only after it."""
        await asyncio.sleep(max(0.0, start + length_s / 2 - self._clock.monotonic()))
        if self._clock.monotonic() > start + length_s * _LATE:
            return Playback()
        return await self._status(access)

    async def _posted(
        self, body: bytes, length_s: float, access: httpx.Auth | None, began: Callable[[], None]
    ) -> None:
        """Send the sound. Raises PeerError unless it is taken."""
        address = self._address
        if address.shape == "axis":
            url, kind = _joined(address.url, _AXIS_PLAY), "audio/basic"
            content = _Body(body, began, self._clock)
        else:
            url, kind = address.url, "audio/wav"
            content = _Body(body, began, None)
        headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        # Some horns answer when they have played it.
        patience_s = address.patience_s + length_s
        answer = await self._sent(
            "POST", url, access, content=content, headers=headers, patience_s=patience_s
        )
        if answer.status_code >= 300:
            raise refusal(self._peer, answer, has_account=address.account is not None)

    async def _status(self, access: httpx.Auth | None) -> Playback:
        """Return what the horn says of itself; nothing is known where it has no status or it is no use."""
        if not self._address.status_url:
            return Playback()
        with suppress(PeerError):
            answer = await self._sent("GET", self._address.status_url, access)
            if answer.status_code == httpx.codes.OK:
                return playback_of(answer.content)
        return Playback()

    async def _stop(self, access: httpx.Auth | None) -> None:
        if self._address.stop_url:
            with suppress(PeerError, TimeoutError):
                async with asyncio.timeout(_STOPPED_S):
                    await self._sent("POST", self._address.stop_url, access)

    async def _sent(
        self, method: str, url: str, access: httpx.Auth | None, *, content: _Body | None = None,
        headers: dict[str, str] | None = None, patience_s: float | None = None,
    ) -> httpx.Response:  # fmt: skip
        """Return an answer, whatever its status, the first of its body read. Raises PeerError."""
        usual_s = self._address.patience_s
        timeout = httpx.Timeout(usual_s, read=patience_s or usual_s)
        request = self._client.build_request(method, url, content=content, headers=headers, timeout=timeout)
        try:
            answer = await self._client.send(request, auth=access, stream=True, follow_redirects=False)
            try:
                return httpx.Response(
                    answer.status_code, headers=_plain(answer), content=await _first(answer)
                )
            finally:
                await answer.aclose()
        except httpx.TimeoutException:
            raise PeerError(f"{self._peer} does not answer", do="Check that it is on and reachable") from None
        except (httpx.RemoteProtocolError, httpx.DecodingError):
            raise PeerError(f"{self._peer} answers what is no HTTP, or breaks off") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PeerError(f"no way to {self._peer}: {type(error).__name__}") from None


class _Body:
    """A body that can be sent again, as authentication may need; with a clock, at the pace of its sound."""

    def __init__(self, data: bytes, began: Callable[[], None], clock: Clock | None) -> None:
        self._data = data
        self._began: Callable[[], None] | None = began
        self._clock = clock

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._clock is None:
            yield self._data
            self._begin()
            return
        start = self._clock.monotonic() - _AHEAD_S
        for number, at in enumerate(range(0, len(self._data), FRAME_BYTES)):
            await asyncio.sleep(max(0.0, start + number * FRAME_S - self._clock.monotonic()))
            yield self._data[at : at + FRAME_BYTES]
            self._begin()

    def _begin(self) -> None:
        """Tell once that the first of it has left."""
        if self._began is not None:
            self._began()
            self._began = None


async def _first(answer: httpx.Response) -> bytes:
    """Return the beginning of an answer's body: no horn has much to say."""
    data = b""
    async for chunk in answer.aiter_bytes():
        data += chunk
        if len(data) >= _MOST_STATUS:
            break
    return data[:_MOST_STATUS]


def _plain(answer: httpx.Response) -> dict[str, str]:
    kept = ("www-authenticate", "retry-after")
    return {name: value for name, value in answer.headers.items() if name in kept}


def _joined(root: str, path: str) -> str:
    return root.rstrip("/") + path
