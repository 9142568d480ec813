# SPDX-License-Identifier: Apache-2.0
"""A running service as the web sees it, made of values that a test sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.web.service import Extent, PlatePicture, RosterCamera


@dataclass(slots=True)
class FakeWebService:
    """Serves what it holds; with ``failure`` set, everything that reads the store raises it."""

    hub: LiveHub
    version: str = "0.1.0"
    cameras: Sequence[RosterCamera] = ()
    plates: Mapping[PlateId, PlatePicture] = field(default_factory=dict)
    rows: Sequence[MapRow] = ()
    failure: Exception | None = None

    def roster(self) -> Sequence[RosterCamera]:
        """Return the cameras."""
        return self.cameras

    async def plate_picture(self, plate: PlateId) -> PlatePicture | None:
        """Return a plate that was set."""
        self._fail()
        return self.plates.get(plate)

    async def history(self, camera: CameraId, begin: datetime, end: datetime) -> Sequence[MapRow]:
        """Return the rows that were set and lie in between."""
        self._fail()
        return [row for row in self.rows if row.camera == camera and begin <= row.at < end]

    async def history_extent(self, camera: CameraId) -> Extent | None:
        """Return from the first to the last row of a camera."""
        self._fail()
        times = sorted(row.at for row in self.rows if row.camera == camera)
        return Extent(times[0], times[-1]) if times else None

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure
