# SPDX-License-Identifier: Apache-2.0
"""Hands each camera's newest tile to everybody who is watching.

In: one encoded tile per camera, twice a second. Out: `Subscription`s, each with one slot per camera
in which the latest tile wins, so a slow client skips and can neither block nor grow anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from hearthwatch.model.clock import Clock

from .wire import ROSTER_CHANGED, TILE_BYTES, TileMessage, camera_of, older

#: A client shows "no picture" after this long by itself; so a tile this old is not handed out at all.
STALE_S = 3.0
#: A tile that waited longer than this gets its age corrected before it is sent.
_PROMPT_S = 0.1
CLIENTS = 200


@dataclass(frozen=True, slots=True)
class HubStatistics:
    """Clients now; since the start: tiles published, handed out, and skipped by slow clients."""

    clients: int
    published: int
    handed_out: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Slot:
    """An encoded tile, and when it was published (monotonic seconds)."""

    message: bytes
    published_s: float


class Subscription:
    """One client's place at the hub. A context manager: leaving it frees the place."""

    def __init__(self, hub: LiveHub, numbers: Collection[int] | None) -> None:
        """Made by `LiveHub.join`."""
        self._hub = hub
        self._numbers = numbers
        self._pending: dict[int, Slot] = {}
        self._roster_changed = False
        self._ready = asyncio.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hub.leave(self)

    async def receive(self) -> tuple[bytes, ...]:
        """Return the next messages as soon as there is one: a roster notice first, then tiles.

        Of each camera there is at most one, its newest.
        """
        while True:
            await self._ready.wait()
            self._ready.clear()
            if messages := self._take():
                return messages

    def offer(self, number: int, slot: Slot) -> bool:
        """Take a camera's tile; true where it replaced one that was not fetched in time."""
        if self._numbers is not None and number not in self._numbers:
            return False
        replaced = number in self._pending
        self._pending[number] = slot
        self._ready.set()
        return replaced

    def offer_roster_notice(self) -> None:
        """Take the notice that the roster has changed."""
        self._roster_changed = True
        self._ready.set()

    def forget(self, number: int) -> None:
        """Drop what waits of a camera."""
        self._pending.pop(number, None)

    def _take(self) -> tuple[bytes, ...]:
        notice = (ROSTER_CHANGED,) if self._roster_changed else ()
        self._roster_changed = False
        tiles = self._hub.prepare(tuple(self._pending.values()))
        self._pending.clear()
        return notice + tiles


class LiveHub:
    """The newest tile of each camera, and who gets it. All calls belong to the loop's thread."""

    def __init__(self, clock: Clock, *, clients: int = CLIENTS) -> None:
        """Begin with no tile; at most ``clients`` may join."""
        self._clock = clock
        self._limit = clients
        self._newest: dict[int, Slot] = {}
        self._subscriptions: set[Subscription] = set()
        self._published = self._handed_out = self._skipped = 0

    def publish(self, number: int, tile: TileMessage | bytes) -> None:
        """Offer a camera's tile to everybody. Never waits.

        Raises ValueError where bytes are no tile's size, or the tile is another camera's.
        """
        message = tile.encode() if isinstance(tile, TileMessage) else tile
        if len(message) != TILE_BYTES or camera_of(message) != number:
            raise ValueError(f"no tile of camera {number}")
        slot = Slot(message, self._clock.monotonic())
        self._newest[number] = slot
        self._published += 1
        for subscription in self._subscriptions:
            self._skipped += subscription.offer(number, slot)

    @property
    def newest(self) -> Mapping[int, Slot]:
        """Return the newest tile of each camera by its number, however old."""
        return self._newest

    def announce_roster(self) -> None:
        """Tell everybody that cameras or plates are not what they were."""
        for subscription in self._subscriptions:
            subscription.offer_roster_notice()

    def forget(self, number: int) -> None:
        """Drop the tile of a camera that is no longer in the roster."""
        self._newest.pop(number, None)
        for subscription in self._subscriptions:
            subscription.forget(number)

    def join(self, numbers: Collection[int] | None = None) -> Subscription | None:
        """Return a new client's place, with the current tile of every camera already in it.

        ``numbers``: of the cameras that this client gets, None for all. Returns None where as many as are
        allowed have joined already.
        """
        if len(self._subscriptions) >= self._limit:
            return None
        subscription = Subscription(self, numbers)
        for number, slot in self._newest.items():
            subscription.offer(number, slot)
        self._subscriptions.add(subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        """Free a client's place; doing so again does nothing."""
        self._subscriptions.discard(subscription)

    def prepare(self, slots: tuple[Slot, ...]) -> tuple[bytes, ...]:
        """Return what may be sent now of tiles that have waited: stale ones not, ages corrected."""
        now = self._clock.monotonic()
        waits = ((slot.message, now - slot.published_s) for slot in slots)
        ready = tuple(
            older(message, waited_s) if waited_s > _PROMPT_S else message
            for message, waited_s in waits
            if waited_s < STALE_S
        )
        self._handed_out += len(ready)
        return ready

    def statistics(self) -> HubStatistics:
        """Return the figures."""
        return HubStatistics(len(self._subscriptions), self._published, self._handed_out, self._skipped)
