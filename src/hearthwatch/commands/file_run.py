# SPDX-License-Identifier: Apache-2.0
"""One file, once through the sealed pair, as fast as it goes: reports, a candidate, or its fault.

What `watch --fast` and `redact` share. Nothing of the picture is here, only validated messages.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hearthwatch.model.errors import BugError
from hearthwatch.model.health import ConnectionState, FaultCode, StreamFigures
from hearthwatch.model.plate import PlateCandidate, PlatePixels
from hearthwatch.model.scene import Light
from hearthwatch.sealed.messages import Report
from hearthwatch.supervisor import Supervisor


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What came of one pass: ``fault`` where it ended early, ``candidate`` where one was asked for."""

    figures: StreamFigures | None
    frames: int
    fault: FaultCode | None
    candidate: PlateCandidate | None


class FileRun:
    """Listens to one supervisor until its file has been read to the end."""

    def __init__(self, take: Callable[[Report], None], progress: Callable[[float, float], None]) -> None:
        """``take`` is called with each report, ``progress`` with (media time, length), seconds."""
        self._take = take
        self._progress = progress
        self._figures: StreamFigures | None = None
        self._fault: FaultCode | None = None
        self._frames = 0
        self._lights: Counter[Light] = Counter()
        self._connection_over = asyncio.Event()
        self._drained = asyncio.Event()
        self._answered = asyncio.Event()
        self._candidate: PlateCandidate | None = None

    async def run(
        self,
        supervisor: Supervisor,
        *,
        plates: Sequence[PlatePixels] = (),
        wants_candidate: bool = False,
    ) -> FileOutcome:
        """Run the supervisor to the file's end, then ask for a candidate of the light that it mostly had."""
        supervisor.use_plates(plates)
        task = asyncio.create_task(supervisor.run())
        over = asyncio.create_task(self._over())
        try:
            await asyncio.wait((task, over), return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
                raise BugError("The reading of a file ended without a word")
            if wants_candidate and self._lights:
                supervisor.ask_candidate(self._lights.most_common(1)[0][0])
                await self._answered.wait()
        finally:
            over.cancel()
            task.cancel()
            await asyncio.gather(task, over, return_exceptions=True)
        return FileOutcome(self._figures, self._frames, self._fault, self._candidate)

    async def _over(self) -> None:
        await self._connection_over.wait()
        await self._drained.wait()

    def on_report(self, report: Report) -> None:
        """Take a report; one without an age is the last."""
        self._frames = report.frames_seen
        if report.frames_seen:
            self._lights[report.figures.light] += 1
            self._take(report)
            self._progress(report.scene.media_time_s, self._figures.duration_s if self._figures else 0.0)
        if math.isinf(report.frame_age_s):
            self._drained.set()

    def on_connection(self, state: ConnectionState, fault: FaultCode | None) -> None:
        """Learn that the file is over, or cannot be read."""
        self._fault = self._fault or fault
        if fault is not None or state in {ConnectionState.ENDED, ConnectionState.WAITING}:
            self._connection_over.set()

    def on_stream(self, figures: StreamFigures) -> None:
        """Learn what the file holds."""
        self._figures = figures

    def on_candidate(self, candidate: PlateCandidate | None) -> None:
        """Take the answer."""
        self._candidate = candidate
        self._answered.set()

    def on_watcher_lost(self) -> None:
        """Give up: a file that ends the watcher cannot be looked at."""
        self._fault = self._fault or FaultCode.BUG
        self._connection_over.set()
        self._drained.set()
        self._answered.set()
