# SPDX-License-Identifier: Apache-2.0
"""One camera's supervisor: starts its sealed processes, hears them, ends them when they are late.

In: the connection's state machine and what the processes say. Out: `Listener` calls with validated
words only. It holds no pixel. One runs as a task for each camera, and none can hurt another.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from hearthwatch.model.clock import Clock
from hearthwatch.model.hazard import PlaceBar
from hearthwatch.model.health import ConnectionState, FaultCode, StreamFigures
from hearthwatch.model.ids import CameraId
from hearthwatch.model.plate import PlateCandidate, PlatePixels
from hearthwatch.model.scene import Light
from hearthwatch.orders import ReadOrder, WatchOrder
from hearthwatch.sealed.candidates import CandidateDesk
from hearthwatch.sealed.messages import BrokenSealError, Report, WordKind
from hearthwatch.sealed.pair import ProcessEndedError, ReaderProcess, WatcherProcess
from hearthwatch.sealed.spawn import Nursery
from hearthwatch.stages.cameras.connection import Act, Connection, ConnectionPolicy, Event

_log = logging.getLogger(__name__)

TICK_S = 0.5
#: A watcher that has said nothing for this long is replaced (docs/design/pipeline.md).
SILENT_WATCHER_S = 10.0
#: One that follows a file speaks only when the file goes on, and a busy machine may be slow to begin it.
SILENT_FILE_S = 120.0
#: Between two starts of a watcher that ends at once.
RESTART_S = 2.0


class Listener(Protocol):
    """Who is told what comes out of one camera's sealed processes."""

    def on_report(self, report: Report) -> None:
        """Take a validated report."""
        ...

    def on_connection(self, state: ConnectionState, fault: FaultCode | None) -> None:
        """Take a change of the connection."""
        ...

    def on_stream(self, figures: StreamFigures) -> None:
        """Take what is being decoded."""
        ...

    def on_candidate(self, candidate: PlateCandidate | None) -> None:
        """Take the answer to `Supervisor.ask_candidate`."""
        ...

    def on_watcher_lost(self) -> None:
        """Learn that the watcher is gone and will be replaced: nothing is known until it speaks."""
        ...


def _read(*arguments: object) -> None:
    # Imported where it runs: this process decodes nothing and need not load what does.
    from hearthwatch import pipeline  # noqa: PLC0415

    pipeline.read(*arguments)  # type: ignore[arg-type]


def _watch(*arguments: object) -> None:
    from hearthwatch import pipeline  # noqa: PLC0415

    pipeline.watch(*arguments)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class SealedMains:
    """What runs in a camera's two sealed processes; tests put faulty and hostile ones here."""

    read: Callable[..., None] = _read
    watch: Callable[..., None] = _watch


@dataclass(frozen=True, slots=True)
class CameraOrder:
    """One camera. ``inlet`` makes a stream to read from, where the camera is rendered (a descriptor)."""

    id: CameraId
    read: ReadOrder
    watch: WatchOrder
    policy: ConnectionPolicy = ConnectionPolicy()  # noqa: RUF009 - a frozen value
    inlet: Callable[[], int] | None = None
    mains: SealedMains = SealedMains()


class Supervisor:
    """Runs one camera: `run` until cancelled. All calls belong to the loop's thread."""

    def __init__(
        self,
        order: CameraOrder,
        listener: Listener,
        *,
        nursery: Nursery,
        clock: Clock,
        chance: random.Random,
    ) -> None:
        """Wire; nothing is started yet."""
        self._order = order
        self._listener = listener
        self._nursery = nursery
        self._clock = clock
        self._connection = Connection(order.policy, random=chance.random)
        self._plates: tuple[PlatePixels, ...] = ()
        self._bars: tuple[PlaceBar, ...] = ()
        self._desk = CandidateDesk()
        self._watcher: WatcherProcess | None = None
        self._reader: ReaderProcess | None = None
        self._state: ConnectionState | None = None
        self._fault: FaultCode | None = None
        self._media_time_s = -math.inf
        self._heard_s = 0.0
        self._start_watcher_at = -math.inf
        self._patience_s = SILENT_FILE_S if order.watch.by_media_time else SILENT_WATCHER_S

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Compare with these plates, now and in every watcher to come."""
        self._plates = tuple(plates)
        if self._watcher is not None:
            try:
                self._watcher.use_plates(self._plates)
            except BrokenSealError as broken:
                self._lose_watcher(str(broken))

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        """Ask for more at these places, now and in every watcher to come."""
        if tuple(bars) == self._bars:
            return
        self._bars = tuple(bars)
        self._send_bars()

    def _send_bars(self) -> None:
        if self._watcher is not None:
            try:
                self._watcher.use_bars(self._bars)
            except BrokenSealError as broken:
                self._lose_watcher(str(broken))

    def ask_candidate(self, light: Light) -> bool:
        """Ask for a candidate; false where there is no watcher to ask, or one was asked for lately."""
        if self._watcher is None:
            return False
        try:
            return self._watcher.ask_candidate(light, self._clock.monotonic())
        except BrokenSealError as broken:
            self._lose_watcher(str(broken))
            return False

    async def run(self) -> None:
        """Run until cancelled; then end both processes."""
        try:
            self._start_watcher()
            self._step(Event.started())
            while self._state is not ConnectionState.ENDED or self._reader is not None:
                await asyncio.sleep(TICK_S)
                self._tick()
            await asyncio.Event().wait()  # a file that has ended leaves its watcher as it is
        finally:
            self._end_reader()
            self._end_watcher()

    def _tick(self) -> None:
        now = self._clock.monotonic()
        if self._watcher is None and now >= self._start_watcher_at:
            self._start_watcher()
        elif self._watcher is not None and now - self._heard_s > self._patience_s:
            self._lose_watcher(f"it said nothing for {self._patience_s:.0f} s")
        if self._watcher is not None:
            try:
                self._watcher.mind_the_time(now)
            except BrokenSealError as broken:
                self._lose_watcher(str(broken))
        self._step(Event.tick())

    def _step(self, event: Event) -> None:
        state, acts = self._connection.step(event, self._clock.monotonic())
        self._state = state
        for act in acts:
            if act is Act.START_READER:
                self._start_reader()
            elif act is Act.KILL_READER:
                self._end_reader()
        if Act.LOG_CHANGE in acts:
            _log.info("camera %s: %s%s", self._order.id, state, f" ({self._fault})" if self._fault else "")
            self._listener.on_connection(state, self._fault)

    def _start_watcher(self) -> None:
        name = f"hearthwatch watcher {self._order.id}"
        self._watcher = WatcherProcess(
            self._nursery, self._order.mains.watch, self._order.watch, name=name, desk=self._desk
        )
        self._heard_s = self._clock.monotonic()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._watcher.reports, self._hear_reports)
        loop.add_reader(self._watcher.candidates, self._hear_candidate)
        self.use_plates(self._plates)
        if self._bars:
            self._send_bars()

    def _end_watcher(self) -> None:
        if self._watcher is not None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._watcher.reports)
            loop.remove_reader(self._watcher.candidates)
            self._watcher.end()
            self._watcher = None

    def _lose_watcher(self, why: str) -> None:
        _log.error("camera %s: its watcher is gone: %s; starting another", self._order.id, why)
        self._end_reader()
        self._end_watcher()
        self._start_watcher_at = self._clock.monotonic() + RESTART_S
        self._listener.on_watcher_lost()
        self._step(Event.exited())

    def _start_reader(self) -> None:
        if self._watcher is None:
            self._step(Event.exited())
            return
        self._fault = None
        self._media_time_s = -math.inf
        inlet = None if self._order.inlet is None else self._order.inlet()
        name = f"hearthwatch reader {self._order.id}"
        try:
            self._reader = self._watcher.take_reader(
                self._nursery, self._order.mains.read, self._order.read, name=name, inlet=inlet
            )
        except BrokenSealError as broken:
            self._lose_watcher(str(broken))
            return
        loop = asyncio.get_running_loop()
        loop.add_reader(self._reader.words, self._hear_words)
        loop.add_reader(self._reader.sentinel, self._reader_exited)

    def _end_reader(self) -> None:
        if self._reader is not None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._reader.words)
            loop.remove_reader(self._reader.sentinel)
            self._reader.end()
            self._reader = None

    def _reader_exited(self) -> None:
        self._hear_words()
        self._end_reader()
        self._step(Event.exited())

    def _hear_words(self) -> None:
        reader = self._reader
        if reader is None:
            return
        try:
            # A word may end the reader; what it said after that is of no interest.
            while self._reader is reader and (word := reader.receive_word()) is not None:
                if word.figures is not None:
                    self._listener.on_stream(word.figures)
                if word.kind is WordKind.OPENED:
                    self._step(Event.opened())
                elif word.kind is WordKind.END:
                    self._step(Event.ended())
                elif word.fault is not None:
                    self._fault = word.fault
                    self._step(Event.faulted(word.fault))
        except ProcessEndedError:
            asyncio.get_running_loop().remove_reader(reader.words)  # its exit is told by the sentinel
        except BrokenSealError as broken:
            _log.error("camera %s: its reader was ended: %s", self._order.id, broken)
            self._end_reader()
            self._step(Event.exited())

    def _hear_reports(self) -> None:
        now = self._clock.monotonic()
        try:
            while self._watcher is not None:
                report = self._watcher.receive_report(None if self._order.watch.by_media_time else now)
                if report is None:
                    return
                self._heard_s = now
                if report.scene.media_time_s > self._media_time_s and math.isfinite(report.frame_age_s):
                    self._media_time_s = report.scene.media_time_s
                    self._step(Event.frame_seen(self._media_time_s))
                self._listener.on_report(report)
        except BrokenSealError as broken:
            self._lose_watcher(str(broken))

    def _hear_candidate(self) -> None:
        try:
            while self._watcher is not None:
                whole, candidate = self._watcher.receive_candidate()
                if not whole:
                    return
                self._listener.on_candidate(candidate)
        except BrokenSealError as broken:
            self._lose_watcher(str(broken))
