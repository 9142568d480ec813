# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch watch``: one camera or file; each incident becomes a line.

A file ends it with status 0, a camera never does; a camera that cannot be opened the first time ends
it with the fault and status 3. Once it has been seen, it is tried again for ever.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TextIO

from hearthwatch.commands.file_run import FileRun
from hearthwatch.commands.orders import (
    Wiring,
    camera_order,
    nothing_masked,
    rendered_inlet,
    wiring,
    with_zones,
)
from hearthwatch.commands.progress import progress
from hearthwatch.commands.zones import asked_zones
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import CameraError
from hearthwatch.model.geometry import Box
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.health import ConnectionState, FaultCode, StreamFigures
from hearthwatch.model.plate import PlateCandidate
from hearthwatch.model.zone_cells import masked_warning
from hearthwatch.sealed.messages import Report
from hearthwatch.stages.cameras.address import CameraAddress, parse_address
from hearthwatch.stages.cameras.faults import camera_error
from hearthwatch.stages.hazards.fire.settings import Sensitivity
from hearthwatch.stages.hazards.opening import HazardEvent, HazardStates
from hearthwatch.supervisor import CameraOrder
from hearthwatch.tile import LOST_S

#: How often a live watch looks whether the camera is lost.
_BEAT_S = 1.0


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    source: str
    as_json: bool
    fast: bool
    udp: bool
    sensitivity: Sensitivity
    zones: tuple[str, ...] = ()


def run(asked: Asked) -> int:
    """Watch a source and print until it ends."""
    address = parse_address(asked.source)
    zones = asked_zones(asked.zones, SystemClock().now().date())
    if (warning := masked_warning(nothing_masked(), zones)) is not None:
        sys.stderr.write(f"hearthwatch: {warning}\n")
    speaker = Speaker(str(address), sys.stdout, asked.as_json, HazardStates(zones=zones))
    tools = wiring()
    order = with_zones(
        camera_order(
            address,
            by_media_time=asked.fast and address.kind == "file",
            udp=asked.udp,
            admission=None,
            inlet=rendered_inlet(address, tools) if address.kind == "village" else None,
            sensitivity=asked.sensitivity,
        ),
        zones,
    )
    watch = _watch_file if order.watch.by_media_time else _watch_live
    try:
        return asyncio.run(watch(address, speaker, order, tools))
    except KeyboardInterrupt:
        return 0


@dataclass(slots=True)
class Speaker:
    """Says what opens, changes and ends, a line each."""

    camera: str
    out: TextIO
    as_json: bool
    states: HazardStates = field(default_factory=HazardStates)

    def take(self, observations: Sequence[Observation], media_time_s: float) -> None:
        """Take what was seen up to a moment."""
        self._say(self.states.step(observations, media_time_s))

    def end(self, media_time_s: float) -> None:
        """Close what is open."""
        self._say(self.states.end(media_time_s))

    def _say(self, events: Sequence[HazardEvent]) -> None:
        for event in events:
            self.out.write((self._as_json(event) if self.as_json else _as_text(event)) + "\n")
            self.out.flush()

    def _as_json(self, event: HazardEvent) -> str:
        box = None if event.cells is None else _corners(event.cells.box())
        return json.dumps(
            {
                "event": event.kind,
                "hazard": event.hazard.value,
                "media_time_s": round(event.media_time_s, 3),
                "box": box,
                "score": round(event.score, 4),
                "camera": self.camera,
                "why": event.why,
                "zone": event.zone or None,
            }
        )


def _corners(box: Box) -> list[float]:
    return [round(value, 4) for value in (box.x, box.y, box.width, box.height)]


def _as_text(event: HazardEvent) -> str:
    minutes, seconds = divmod(event.media_time_s, 60)
    return f"{int(minutes):02d}:{seconds:04.1f} {event.hazard.value} {event.kind}: {event.why}"


async def _watch_file(address: CameraAddress, speaker: Speaker, order: CameraOrder, tools: Wiring) -> int:
    """Read a file as fast as it goes."""
    with progress() as bar:
        file_run = FileRun(
            lambda report: speaker.take(report.observations, report.scene.media_time_s),
            bar.reach,
        )
        outcome = await file_run.run(tools.supervisor(order, file_run))
        if outcome.fault is not None and not outcome.frames:
            raise camera_error(outcome.fault, address)
        speaker.end(bar.now_s)
    if outcome.fault is not None:
        sys.stderr.write(f"hearthwatch: {camera_error(outcome.fault, address).line()}\n")
    return 0


async def _watch_live(address: CameraAddress, speaker: Speaker, order: CameraOrder, tools: Wiring) -> int:
    """Watch a camera, or a file at its own pace."""
    live = _Live(address, speaker, tools)
    supervisor = tools.supervisor(order, live)
    task = asyncio.create_task(supervisor.run())
    over = asyncio.create_task(live.until_over())
    try:
        await asyncio.wait((task, over), return_when=asyncio.FIRST_COMPLETED)
        if over.done():
            over.result()
        else:
            task.result()
    finally:
        task.cancel()
        over.cancel()
        await asyncio.gather(task, over, return_exceptions=True)
    return 0


class _Live:
    """Listens to the one supervisor of a live watch."""

    def __init__(self, address: CameraAddress, speaker: Speaker, tools: Wiring) -> None:
        self._address = address
        self._speaker = speaker
        self._clock = tools.clock
        self._over = asyncio.Event()
        self._error: CameraError | None = None
        self._seen = False
        self._fresh_s = tools.clock.monotonic()
        self._media_time_s = 0.0

    async def until_over(self) -> None:
        """Return when a file has ended; raise where the camera cannot be opened at all."""
        while not await self._is_over_within(_BEAT_S):
            silence = self._clock.monotonic() - self._fresh_s
            if self._seen and silence > LOST_S:
                moment = self._media_time_s + silence
                self._speaker.take((Observation(Hazard.LOST, None, 1.0, moment),), moment)
        self._speaker.end(self._media_time_s)
        if self._error is not None:
            raise self._error

    async def _is_over_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._over.wait()
        except TimeoutError:
            return False

    def on_report(self, report: Report) -> None:
        """Tell what was seen."""
        if report.frames_seen and report.frame_age_s < LOST_S:
            self._seen = True
            self._fresh_s = self._clock.monotonic() - report.frame_age_s
            self._media_time_s = report.scene.media_time_s
            self._speaker.take(report.observations, self._media_time_s)

    def on_connection(self, state: ConnectionState, fault: FaultCode | None) -> None:
        """End with a file; end with the first fault of a camera that was never seen."""
        is_over = state is ConnectionState.ENDED
        if fault is not None and (is_over or not self._seen):
            self._error = camera_error(fault, self._address)
        if is_over or self._error is not None:
            self._over.set()

    def on_stream(self, figures: StreamFigures) -> None:
        """Say what is being watched, on a terminal."""
        if sys.stderr.isatty():
            sys.stderr.write(
                f"{self._address}: {figures.codec} {figures.width}x{figures.height}, "
                f"{figures.frames_per_second:.3g} pictures a second\n"
            )

    def on_candidate(self, candidate: PlateCandidate | None) -> None:
        """Take no candidate: none is asked for."""

    def on_watcher_lost(self) -> None:
        """Tell it; another watcher is being started, and the supervisor has said why."""
        if self._seen:
            moment = self._media_time_s + self._clock.monotonic() - self._fresh_s
            self._speaker.take((Observation(Hazard.DEGRADED, None, 1.0, moment),), moment)
