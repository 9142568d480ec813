# SPDX-License-Identifier: Apache-2.0
"""All streams: one of the whole place, and one a camera; each is made when it is first asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from hearthwatch.model.clock import Clock
from hearthwatch.model.ids import CameraId
from hearthwatch.web.television import OffAirError

from .child import ChildEncoder, Encoder
from .programme import Programme, Sources
from .station import Station

#: So many streams are encoded at once.
MOST = 4


class TelevisionHouse:
    """What the web asks; see `hearthwatch.web.television`. All calls belong to the loop's thread."""

    def __init__(
        self, sources: Sources, clock: Clock, encoder: Callable[[], Encoder] = ChildEncoder, most: int = MOST
    ) -> None:
        """Begin with no stream."""
        self._programme = Programme(sources)
        self._clock, self._encoder, self._most = clock, encoder, most
        self._stations: dict[CameraId | None, Station] = {}

    async def playlist(self, camera: CameraId | None) -> str | None:
        """Return a stream's playlist, None where there is no such camera. Raises OffAirError."""
        if camera is not None and camera not in {each.id for each in self._programme.sources.roster()}:
            return None
        if camera not in self._stations:
            self._stations[camera] = self._made(camera)
        station = self._stations[camera]
        running = [each for each in self._stations.values() if each.is_running and each is not station]
        if len(running) >= self._most:
            raise OffAirError
        return await station.playlist()

    def start(self, camera: CameraId | None) -> bytes | None:
        """Return what a player of a stream needs first, None while nobody watches it."""
        station = self._stations.get(camera)
        return None if station is None else station.start()

    def segment(self, camera: CameraId | None, number: int) -> bytes | None:
        """Return a segment, None where it is gone."""
        station = self._stations.get(camera)
        return None if station is None else station.segment(number)

    async def aclose(self) -> None:
        """End all of them."""
        await asyncio.gather(*(station.aclose() for station in self._stations.values()))

    def _made(self, camera: CameraId | None) -> Station:
        programme = self._programme if camera is None else replace(self._programme, places=1, camera=camera)
        return Station(programme, self._encoder, self._clock)
