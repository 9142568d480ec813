# SPDX-License-Identifier: Apache-2.0
"""Hands the newest state of alarms to every wall.

In: a whole `Alarm` whenever anything in it changes. Out: `Listener`s with one slot, in which the newest
wins: a slow client skips what is past, and one that comes back needs nothing that it missed.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from .alarm_values import Alarm

LISTENERS = 200


class Listener:
    """One client's place at the hub. A context manager: leaving it frees the place."""

    def __init__(self, hub: AlarmHub) -> None:
        """Made by `AlarmHub.join`."""
        self._hub = hub
        self._news = asyncio.Event()
        self._news.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hub.leave(self)

    async def receive(self, patience_s: float) -> Alarm:
        """Return the newest: at once after joining, then when it is news, or else after ``patience_s``."""
        try:
            async with asyncio.timeout(patience_s):
                await self._news.wait()
        except TimeoutError:
            pass
        self._news.clear()
        return self._hub.newest

    def wake(self) -> None:
        """Learn that there is news."""
        self._news.set()


class AlarmHub:
    """The newest alarms, and who follows them. All calls belong to the loop's thread."""

    def __init__(self, *, listeners: int = LISTENERS) -> None:
        """Begin with nothing open and no channel; at most ``listeners`` may join."""
        self._limit = listeners
        self._listeners: set[Listener] = set()
        self._newest = Alarm()

    @property
    def newest(self) -> Alarm:
        """Return what was published last."""
        return self._newest

    def publish(self, alarm: Alarm) -> None:
        """Hand it to everybody, where it is not what they have. Never waits."""
        if alarm == self._newest:
            return
        self._newest = alarm
        for listener in self._listeners:
            listener.wake()

    def join(self) -> Listener | None:
        """Return a new client's place; None where as many as are allowed have joined already."""
        if len(self._listeners) >= self._limit:
            return None
        listener = Listener(self)
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Free a client's place; doing so again does nothing."""
        self._listeners.discard(listener)
