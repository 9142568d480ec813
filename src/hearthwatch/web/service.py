# SPDX-License-Identifier: Apache-2.0
"""What the web needs of the rest, as values and one port; `hearthwatch.app` provides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from hearthwatch.model.health import ConnectionState, FaultCode
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import PlateState
from hearthwatch.model.scene import Light
from hearthwatch.model.watching import Watching, WatchState
from hearthwatch.stages.publishing.live import LiveHub


@dataclass(frozen=True, slots=True)
class RosterPlate:
    """A commissioned plate of a camera, in pixels; ``known_share`` is the admitted part, 0..1."""

    id: PlateId
    light: Light
    width: int
    height: int
    known_share: float


@dataclass(frozen=True, slots=True)
class RosterCamera:
    """A camera as the pages know it.

    ``number`` is what tile messages call it, 0..65535, the same as long as the service runs.
    ``frame_age_s`` is None where there never was a frame; ``looks_per_s`` counts analysed frames.
    """

    number: int
    id: CameraId
    name: str
    connection: ConnectionState
    fault: FaultCode | None = None
    plates: tuple[RosterPlate, ...] = ()
    frame_age_s: float | None = None
    looks_per_s: float = 0.0
    watching: Watching = Watching(WatchState.WATCHING)  # noqa: RUF009 - a frozen value


@dataclass(frozen=True, slots=True)
class PlatePicture:
    """A stored plate as PNG with alpha 0 where it is not admitted, and where it is in its life."""

    png: bytes
    camera: CameraId
    state: PlateState
    approved: datetime | None

    @property
    def may_be_shown(self) -> bool:
        """Whether a person has approved it, now or once: history needs retired plates too."""
        return self.state is not PlateState.CANDIDATE and self.approved is not None


@dataclass(frozen=True, slots=True)
class Extent:
    """From when to when a camera's history has something; both aware."""

    begin: datetime
    end: datetime


class WebService(Protocol):
    """The running service, seen from the web. Awaited calls may read the store, in another thread."""

    @property
    def version(self) -> str:
        """Return the program's version."""
        ...

    @property
    def hub(self) -> LiveHub:
        """Return what live tiles come from."""
        ...

    def roster(self) -> Sequence[RosterCamera]:
        """Return all cameras, in the order of their numbers."""
        ...

    async def plate_picture(self, plate: PlateId) -> PlatePicture | None:
        """Return a stored plate, or None where there is none of this id."""
        ...

    async def history(self, camera: CameraId, begin: datetime, end: datetime) -> Sequence[MapRow]:
        """Return a camera's rows with ``begin <= at < end``, in order of time; at most 15 minutes."""
        ...

    async def history_extent(self, camera: CameraId) -> Extent | None:
        """Return from when to when there is history, or None where there is none."""
        ...
