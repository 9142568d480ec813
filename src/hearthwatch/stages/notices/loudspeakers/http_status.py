# SPDX-License-Identifier: Apache-2.0
"""What a horn's answers by HTTP mean: a refusal in words, and whether it says that it plays."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import msgspec

from hearthwatch.model.errors import PeerError

#: By status: what happened, what to do, and whether trying again may help.
_WORDS: dict[int, tuple[str, str, bool]] = {
    400: ("does not understand the sound", "Check the shape", False),
    401: ("does not take the password", "Check user and password_file", False),
    403: ("forbids it", "Let the user play sound", False),
    404: ("has nothing at that address", "Check the address and the shape", False),
    405: ("takes no sound at that address", "Check the address and the shape", False),
    408: ("did not get the sound in time", "", True),
    409: ("is busy", "", True),
    413: ("finds the sound too long", "Make the announcement shorter", False),
    415: ("does not take that kind of sound", "Check the shape", False),
    423: ("is busy", "", True),
    429: ("was asked too often", "", True),
    503: ("is out of service", "", True),
}


def refusal(peer: str, answer: httpx.Response, *, has_account: bool) -> PeerError:
    """Return the error of an answer that is no success; ``after_s`` where it asks for patience."""
    status = answer.status_code
    words, do, transient = _WORDS.get(status, ("failed" if status >= 500 else "refused", "", status >= 500))
    if status == httpx.codes.UNAUTHORIZED and not has_account:
        words, do = "asks for a password", "Set user and password_file"
    if 300 <= status < 400:
        words, do = "is somewhere else", "Write its own address down"
    wait = answer.headers.get("retry-after", "").strip()
    after_s = float(wait) if wait.isascii() and wait.isdecimal() and len(wait) < 7 else None
    return PeerError(f"{peer} {words} (HTTP {status})", do=do, transient=transient, after_s=after_s)


@dataclass(frozen=True, slots=True)
class Playback:
    """What a horn says of itself. ``played``: how many sounds it has played; None: it does not say."""

    playing: bool | None = None
    played: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return self.playing is not None or self.played is not None

    def shows_more_than(self, before: Playback) -> bool:
        """Whether a sound was played since ``before``."""
        return self.played is not None and self.played > (before.played or 0)


def playback_of(data: bytes) -> Playback:
    """Return what a status in JSON says; all else in it, or what is none, says nothing."""
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return Playback()
    if not isinstance(found, dict):
        return Playback()
    playing, played = found.get("playing"), found.get("played")
    return Playback(
        playing if isinstance(playing, bool) else None, played if isinstance(played, int) else None
    )
