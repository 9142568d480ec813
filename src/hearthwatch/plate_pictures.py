# SPDX-License-Identifier: Apache-2.0
"""Pictures for messages: what the publisher makes of a plate and the newest map, read from the store.

There is nothing else that they could be made of: no live pixel is anywhere in this process.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import cv2

from hearthwatch.archive import Archive
from hearthwatch.model.errors import UsageError
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, IncidentId, PlateId
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Message
from hearthwatch.model.plate import PlatePixels
from hearthwatch.stages.notices.phones.picture import Mark, Picture
from hearthwatch.stages.publishing.render import render
from hearthwatch.store import Store

#: Enough to see where in a place it is; some 60 kB.
_SIZE = (640, 360)
#: Maps come twice a second; an older one is not what is there now.
_NEWEST = timedelta(seconds=30)


class PlatePictures:
    """See the module. ``names``: what people call cameras."""

    def __init__(self, archive: Archive, names: Mapping[CameraId, str]) -> None:
        """Take the store."""
        self._archive, self._names = archive, names

    async def picture(self, message: Message) -> Picture | None:
        """Return the picture of a message's first camera, None where there is no plate or no map."""
        incident = message.incident
        if incident is None or not message.cameras:
            return None
        camera = message.cameras[0]
        return await self._archive.call(lambda store: self._made(store, camera, incident, message))

    def _made(self, store: Store, camera: CameraId, incident: IncidentId, message: Message) -> Picture | None:
        row = _newest(store, camera, message)
        if row is None or not row.plate:
            return None
        try:
            plate = store.plate(PlateId(row.plate))
            places = store.incident(incident).places
        except UsageError:
            return None
        pixels = PlatePixels(plate.id, plate.light, plate.pixels, plate.admitted)
        done, png = cv2.imencode(".png", render(pixels, row.cells, _SIZE))
        if not done:
            return None
        seen = sorted(
            (place for place in places if place.camera == camera),
            key=lambda place: -Severity.of(place.hazard),
        )
        marks = tuple(Mark(place.hazard, place.cells) for place in seen)
        return Picture(png.tobytes(), self._names.get(camera, camera), marks)


def _newest(store: Store, camera: CameraId, message: Message) -> MapRow | None:
    extent = store.history_extent(camera)
    if extent is None or extent[1] < message.at - _NEWEST:
        return None
    rows = list(store.history(camera, extent[1] - timedelta(seconds=1), extent[1] + timedelta(seconds=1)))
    return rows[-1] if rows else None
