# SPDX-License-Identifier: Apache-2.0
"""What every kind of loudspeaker is to the announcer: something that plays a sound now and can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from hearthwatch.model.delivery import Receipt
from hearthwatch.model.sound import Sound


class Driver(Protocol):
    """One loudspeaker, or a group that one address reaches."""

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Play a sound to its end. Cancelling stops it at once.

        ``volume`` is 0..1. ``began`` is called when the first sample has left. Returns SENT where nothing
        says that it was heard, ACCEPTED where the device took it, HEARD where it was heard to play or
        somebody pressed the key for it. Raises PeerError.
        """
        ...
