# SPDX-License-Identifier: Apache-2.0
"""What others report to us becomes an incident: each report once, also after a restart."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import MutableMapping

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.model.errors import StorageError
from hearthwatch.model.ids import CameraId
from hearthwatch.model.inbound import InboundReport

_log = logging.getLogger(__name__)
_NOT_OF_IDS = re.compile(r"[^a-z0-9]+")


class Reports:
    """See the module. ``names``: what people call cameras; places that no camera sees are added to it."""

    def __init__(self, archive: Archive, alarms: Alarms, names: MutableMapping[CameraId, str]) -> None:
        """Take who keeps and who decides."""
        self._archive, self._alarms, self._names = archive, alarms, names
        self._tasks: set[asyncio.Task[None]] = set()

    def take(self, report: InboundReport) -> None:
        """Take a report; returns at once."""
        task = asyncio.create_task(self._take(report))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _take(self, report: InboundReport) -> None:
        end = "over" if report.is_over else "begun"
        key = f"{report.source}:{report.key}:{report.hazard}:{report.severity}:{end}"
        camera = report.camera or CameraId(
            f"place-{_NOT_OF_IDS.sub('-', report.place.lower()).strip('-')}"[:63]
        )
        try:
            is_new = await self._archive.call(lambda store: store.take_report(key, report.at))
            if camera not in self._names:
                self._names[camera] = report.place or report.source.value
                await self._archive.call(lambda store: store.save_cameras([(camera, self._names[camera])]))
        except StorageError as error:
            _log.error("a report could not be kept: %s", error.line())
            is_new = True
        if is_new:
            source = f"{report.source.value} {report.key}"
            self._alarms.report(camera, report.hazard, report.why, source, is_over=report.is_over)
