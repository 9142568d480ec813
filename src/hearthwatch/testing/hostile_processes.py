# SPDX-License-Identifier: Apache-2.0
"""Sealed processes that fail, or that a malformed stream has taken over: in a camera's honest ones' place.

Each is honest at first and turns after a while; it says when, through a pipe, so that a test can tell
how long the safe side took. They run under the real seal.
"""

from __future__ import annotations

import ctypes
import math
import os
import socket
import struct
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.hazard import PlaceBar
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.model.plate import CellReason, PlateCandidate, PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.orders import ReadOrder, WatchOrder
from hearthwatch.pipeline import CameraView, ViewParts
from hearthwatch.sealed.candidates import candidate_records
from hearthwatch.sealed.frames_channel import FrameSender
from hearthwatch.sealed.messages import ConnectionWord, Report, WordKind, pack_word
from hearthwatch.sealed.sandbox import SealProfile, close_seal, prepare
from hearthwatch.sealed.spawn import Descriptor
from hearthwatch.sealed.watcher import Watcher, WatcherLinks

from .faulty import Stage, faulty_parts
from .places import Place

_RATE_HZ = 5
_NOTICE = struct.Struct(">BHHdd")


class WatchTrick(StrEnum):
    """What a watcher does once it turns."""

    NONE = "the watcher: nothing"
    STAGE_RAISES = "the watcher: a stage of its view raises"
    REPORT_RAISES = "the watcher: its report raises"
    HANGS = "the watcher: it hangs in a look"
    CRASHES = "the watcher: it reads where there is no memory"
    EXITS = "the watcher: it exits"
    SILENT = "the watcher: it says nothing more"
    NOISE = "the watcher: it sends noise"
    SHORT = "the watcher: it sends half a report"
    LONG = "the watcher: it sends more than a report"
    NINTH_WORD = "the watcher: it says a ninth word of a cell"
    FLOOD = "the watcher: it sends a hundred reports at once"
    REPEATS = "the watcher: it sends the same report again"
    BACKWARDS = "the watcher: its time goes back"
    AHEAD = "the watcher: its time runs ahead"
    OTHER_PLATE = "the watcher: it names a plate that it was not given"
    RIDER = "the watcher: it hides bytes behind its report"
    SECOND_WAY = "the watcher: it says the same in another way"
    UNASKED = "the watcher: it sends a candidate that nobody asked for"


class ReadTrick(StrEnum):
    """What a reader does once it turns."""

    NONE = "the reader: nothing"
    STOPS = "the reader: it sends no more frames"
    EXITS = "the reader: it exits"
    CRASHES = "the reader: it reads where there is no memory"
    FAULT = "the reader: it says that the camera is damaged"
    WRONG_SIZE = "the reader: it announces a frame that is larger than the memory"
    NO_SLOT = "the reader: it announces a slot that there is not"
    NO_TIME = "the reader: it sends a time that is no number"
    AHEAD = "the reader: it sends a frame of the day after tomorrow"
    FUTURE = "the reader: it says that its last frame will arrive in a year"
    TINY = "the reader: it sends frames of one pixel"
    NOISE = "the reader: it says noise"
    CHATTER = "the reader: it says more words than a connection has"


@dataclass(frozen=True, slots=True)
class Turning:
    """When to turn, in looks or frames, and the end of a pipe to tell it to."""

    after: int
    telltale: socket.socket

    def tell(self) -> None:
        """Say that the turn begins now."""
        self.telltale.send(struct.pack(">d", SystemClock().monotonic()))


@dataclass(frozen=True, slots=True)
class HostileReader:
    """A reader that needs no camera: it shows an empty place five times a second, until it turns."""

    trick: ReadTrick
    turning: Turning

    def __call__(
        self,
        memory: Descriptor,
        link: socket.socket,
        words: socket.socket,
        _: Descriptor | None,
        __: ReadOrder,
    ) -> None:
        """Be a reader."""
        sender, clock, place = FrameSender(memory.number, link), SystemClock(), Place()
        frames = [place.frame(tick / _RATE_HZ) for tick in range(16)]
        profile = SealProfile.reader(None)
        prepare(profile)
        words.send(pack_word(ConnectionWord(WordKind.OPENED, figures=StreamFigures("h264", 320, 180, 5.0))))
        close_seal(profile)
        wait = threading.Event()
        for number in range(1_000_000):
            if number == self.turning.after and self.trick is not ReadTrick.NONE:
                self.turning.tell()
                self._turn(sender, link, words)
            shown = frames[number % len(frames)]
            now = clock.monotonic()
            # A sensor gives no picture twice; one that comes again would be told as a loop.
            y = shown.y.copy()
            y[number % y.shape[0], number % y.shape[1]] ^= 32
            sender.send(RawFrame(y, shown.u, shown.v, now, now), wait=False)
            wait.wait(1 / _RATE_HZ)

    def _turn(self, sender: FrameSender, link: socket.socket, words: socket.socket) -> None:
        now = SystemClock().monotonic()
        notices = {
            ReadTrick.WRONG_SIZE: (0, 4000, 4000, now, now),
            ReadTrick.NO_SLOT: (7, 64, 64, now, now),
            ReadTrick.NO_TIME: (0, 64, 64, math.nan, now),
            ReadTrick.AHEAD: (0, 64, 64, now + 2 * 86400, now),
        }
        if self.trick in notices:
            link.send(_NOTICE.pack(*notices[self.trick]))
        self._misspeak(words)
        match self.trick:
            case ReadTrick.STOPS | ReadTrick.FAULT:
                _hang()
            case ReadTrick.EXITS:
                os._exit(1)
            case ReadTrick.CRASHES:
                ctypes.string_at(0)
            case ReadTrick.FUTURE:
                shown = Place().frame(0.0)
                sender.send(RawFrame(shown.y, shown.u, shown.v, now, now + 3e7), wait=True)
                _hang()
            case ReadTrick.TINY:
                _send_dots(sender)
            case _:
                pass  # it goes on as if nothing had been

    def _misspeak(self, words: socket.socket) -> None:
        match self.trick:
            case ReadTrick.FAULT:
                words.send(pack_word(ConnectionWord(WordKind.FAULT, fault=FaultCode.DAMAGED)))
            case ReadTrick.NOISE:
                words.send(b"\x07" * 64)
            case ReadTrick.CHATTER:
                for number in range(100):
                    words.send(pack_word(ConnectionWord(WordKind.FIGURES, damaged_packets=number)))
            case _:
                pass


def _send_dots(sender: FrameSender) -> None:
    dot = np.full((1, 1), 99, np.uint8)
    while True:
        now = SystemClock().monotonic()
        sender.send(RawFrame(dot, dot, dot, now, now), wait=True)
        threading.Event().wait(1 / _RATE_HZ)


@dataclass(frozen=True, slots=True)
class HostileWatcher:
    """A real watcher with its real view, until it turns."""

    trick: WatchTrick
    turning: Turning

    def __call__(self, links: WatcherLinks, order: WatchOrder) -> None:
        """Be a watcher."""
        turn = _Turn(self.trick, self.turning)
        stage = faulty_parts(order, Stage.LOOK, turn.harm) if self.trick in _BY_STAGE else ViewParts.of(order)
        view = _TurningView(CameraView(order, stage), turn)
        profile = SealProfile.watcher()
        prepare(profile)
        close_seal(profile)
        lying = WatcherLinks(links.orders, _LyingLink(links, turn), links.candidates)
        Watcher(lying, view, SystemClock(), by_media_time=order.by_media_time).run()


_BY_STAGE = {WatchTrick.STAGE_RAISES, WatchTrick.HANGS, WatchTrick.CRASHES, WatchTrick.EXITS}


class _Turn:
    """Counts looks, and does harm once there were enough."""

    def __init__(self, trick: WatchTrick, turning: Turning) -> None:
        self.trick = trick
        self._turning = turning
        self._looks = 0
        self.is_on = False

    def count(self) -> None:
        self._looks += 1
        if self._looks == self._turning.after and self.trick is not WatchTrick.NONE:
            self.is_on = True
            self._turning.tell()

    def harm(self) -> None:
        if not self.is_on:
            return
        match self.trick:
            case WatchTrick.STAGE_RAISES:
                raise RuntimeError("a stage that fails")
            case WatchTrick.HANGS:
                _hang()
            case WatchTrick.CRASHES:
                ctypes.string_at(0)
            case _:
                os._exit(1)


class _TurningView:
    """A view that counts its looks."""

    def __init__(self, view: CameraView, turn: _Turn) -> None:
        self._view = view
        self._turn = turn
        self.doubt = view.doubt
        self.candidate = view.candidate

    def look(self, frame: RawFrame) -> None:
        self._turn.count()
        self._view.look(frame)

    def report(self, sequence: int, frame_age_s: float) -> Report:
        if self._turn.is_on and self._turn.trick is WatchTrick.REPORT_RAISES:
            raise RuntimeError("a report that fails")
        return self._view.report(sequence, frame_age_s)

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        self._view.use_plates(plates)

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        self._view.use_bars(bars)


class _LyingLink(socket.socket):
    """The link on which reports go out; it changes what is sent once its watcher has turned."""

    def __init__(self, links: WatcherLinks, turn: _Turn) -> None:
        super().__init__(fileno=links.reports.detach())
        self._candidates = links.candidates
        self._turn = turn

    def send(self, data: bytes, flags: int = 0, /) -> int:  # type: ignore[override]
        """Send reports as the trick wants them."""
        for message in self._told(data) if self._turn.is_on else (data,):
            super().send(message, flags)
        return len(data)

    def _told(self, report: bytes) -> Sequence[bytes]:
        trick = self._turn.trick
        if trick is WatchTrick.UNASKED:
            for record in candidate_records(_stolen_picture()):
                self._candidates.send(record)
        lie = _LIES.get(trick)
        return (report,) if lie is None else lie(report)


def _changed(place: int, value: bytes) -> Callable[[bytes], Sequence[bytes]]:
    return lambda report: (report[:place] + value + report[place + len(value) :],)


#: Where things are in a report: sequence at 4, media time at 8, plate at 21, moved at 27, cells at 37.
_LIES: dict[WatchTrick, Callable[[bytes], Sequence[bytes]]] = {
    WatchTrick.SILENT: lambda _: (),
    WatchTrick.NOISE: lambda report: (bytes(range(256)) * (len(report) // 256),),
    WatchTrick.SHORT: lambda report: (report[:2048],),
    WatchTrick.LONG: lambda report: (report + b"!",),
    WatchTrick.NINTH_WORD: _changed(400, b"\x81"),
    WatchTrick.FLOOD: lambda report: [
        report[:4] + struct.pack(">I", int.from_bytes(report[4:8]) + each) + report[8:] for each in range(100)
    ],
    WatchTrick.REPEATS: lambda report: (report, report),
    WatchTrick.BACKWARDS: _changed(8, struct.pack(">Q", 1)),
    WatchTrick.AHEAD: _changed(8, struct.pack(">Q", 10**12)),
    WatchTrick.OTHER_PLATE: _changed(21, struct.pack(">I", 4711)),
    WatchTrick.RIDER: _changed(4000, b"a thumbnail"),
    WatchTrick.SECOND_WAY: _changed(27, b"\x02"),
}


def _stolen_picture() -> PlateCandidate:
    reasons = np.full((45, 80), list(CellReason).index(CellReason.ADMITTED), np.uint8)
    return PlateCandidate(Light.DAY, np.full((180, 320, 3), 77, np.uint8), reasons == 0, reasons, 1)


def _hang() -> None:
    threading.Event().wait()
