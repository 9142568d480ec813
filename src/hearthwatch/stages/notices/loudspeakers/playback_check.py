# SPDX-License-Identifier: Apache-2.0
"""Whether a sound was played, where a device lets that be known; nothing here ever listens to anything.

Two ways: packets that a device echoes back, compared octet for octet with what was sent to it (a device's
microphone can never match, and what does not match is dropped undecoded), and a status that it tells
(`http_horn`). Everywhere else the answer is an honest "not confirmed".
"""

from __future__ import annotations

from collections.abc import Iterable

#: The part of the packets that must come back: some are lost on any network.
ENOUGH = 0.8
#: A run of silence looks like any other.
_LEAST_DISTINCT = 5


class EchoCheck:
    """Compares the payloads that come back with those that were sent."""

    def __init__(self, sent: Iterable[bytes]) -> None:
        """Take the frames that will be sent."""
        self._missing = set(sent)
        self._distinct = len(self._missing)

    def take(self, payload: bytes) -> None:
        """Take what came back."""
        self._missing.discard(payload)

    @property
    def share(self) -> float:
        """How much of it came back, 0..1; 0 where there was too little to tell."""
        if self._distinct < _LEAST_DISTINCT:
            return 0.0
        return 1.0 - len(self._missing) / self._distinct

    @property
    def is_played(self) -> bool:
        """Whether enough came back."""
        return self.share >= ENOUGH
