# SPDX-License-Identifier: Apache-2.0
"""One stream: its first playlist begins the encoder, and when nothing was asked for 20 s it ends.

However many watch, there is one encoder.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable
from datetime import timedelta

from hearthwatch.model.clock import Clock
from hearthwatch.model.plate import PlatePixels
from hearthwatch.web.television import OffAirError

from .child import Encoder, EncoderError
from .programme import Programme
from .screen import Screen
from .window import Window

_log = logging.getLogger(__name__)

#: Media seconds from picture to picture, and of a segment; `coder.py` has the same.
PICTURE_S, SEGMENT_S = 1.0, 2.0
#: Nothing asked for so long: nobody watches.
IDLE_S = 20.0
#: Players want three segments before they begin: the first picture is there so many times.
AHEAD = 6
#: So much late at once, as after a machine's sleep: the stream begins anew.
_LATE = 30
#: How long a failed encoder is left alone.
_AGAIN_S = 5.0

Pause = Callable[[float], Awaitable[None]]


class Station:
    """See the module. All calls belong to the loop's thread."""

    def __init__(
        self,
        programme: Programme,
        encoder: Callable[[], Encoder],
        clock: Clock,
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Take what is on, what makes an encoder, and what waits for so many seconds."""
        self._programme, self._encoder, self._clock, self._pause = programme, encoder, clock, pause
        self._asked_s = self._failed_s = -math.inf
        self._task: asyncio.Task[None] | None = None
        self._window: Window | None = None
        self._ready = asyncio.Event()
        self._runs = self._next = 0

    @property
    def is_running(self) -> bool:
        """Whether anything is encoded."""
        return self._task is not None and not self._task.done()

    async def playlist(self) -> str:
        """Return the playlist, as soon as there is one. Raises OffAirError where the encoder fails."""
        self._asked_s = self._clock.monotonic()
        if not self.is_running:
            if self._asked_s - self._failed_s < _AGAIN_S:
                raise OffAirError
            self._ready.clear()
            self._task = asyncio.create_task(self._run())
        await self._ready.wait()
        if self._window is None:
            raise OffAirError
        return self._window.playlist()

    def start(self) -> bytes | None:
        """Return what a player needs before any segment, None while nothing is encoded."""
        self._asked_s = self._clock.monotonic()
        return None if self._window is None else self._window.start

    def segment(self, number: int) -> bytes | None:
        """Return a segment, None where it is gone or not there yet."""
        self._asked_s = self._clock.monotonic()
        return None if self._window is None else self._window.segment(number)

    async def aclose(self) -> None:
        """End the encoder, where there is one."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        encoder = self._encoder()
        try:
            await self._send(encoder)
        except EncoderError as error:
            self._failed_s = self._clock.monotonic()
            _log.error("the television: %s", error)
        except Exception:  # noqa: BLE001 - whatever goes wrong here keeps nobody else from anything
            self._failed_s = self._clock.monotonic()
            _log.exception("the television: a picture could not be made")
        finally:
            self._window = None
            self._ready.set()
            await encoder.aclose()

    async def _send(self, encoder: Encoder) -> None:
        """Code a picture a second until nobody watches; what is late is made up for."""
        began_s, sent, last = self._clock.monotonic(), 0, None
        while self._clock.monotonic() - self._asked_s < IDLE_S:
            due = AHEAD + int((self._clock.monotonic() - began_s) / PICTURE_S) - sent
            if due > max(AHEAD, _LATE):
                return
            if due > 0:
                last = await self._code(encoder, last, due)
                sent += due
            await self._pause(began_s + (sent - AHEAD + 1) * PICTURE_S - self._clock.monotonic())

    async def _code(self, encoder: Encoder, last: Screen | None, pictures: int) -> Screen:
        now, now_s = self._clock.now(), self._clock.monotonic()
        screen = self._programme.screen(now, now_s)
        coded = await encoder.code(screen, self._plates(screen, last), pictures)
        if self._window is None:
            # A number never comes again, not even after a restart of the service.
            first = max(self._next, int(now.timestamp() / SEGMENT_S))
            begin = now - timedelta(seconds=(AHEAD - 1) * PICTURE_S)
            self._window = Window(coded.init, self._runs, first, begin, SEGMENT_S)
            self._runs += 1
        for data in coded.segments:
            self._window.add(data)
        self._next = self._window.next
        self._ready.set()
        return screen

    def _plates(self, screen: Screen, last: Screen | None) -> tuple[PlatePixels, ...]:
        known = set() if last is None else {tile.plate for tile in last.tiles}
        wanted = {tile.plate for tile in screen.tiles} - known
        plates = map(self._programme.sources.plate, sorted(wanted))
        return tuple(plate for plate in plates if plate is not None)
