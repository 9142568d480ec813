# SPDX-License-Identifier: Apache-2.0
"""The watcher speaks at its cadence whatever comes, and says how old its newest frame is."""

from __future__ import annotations

import math
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard, PlaceBar
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlateCandidate, PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light, SceneFigures, SceneMap, unknown_cells
from hearthwatch.sealed.candidates import CandidateAssembler
from hearthwatch.sealed.control import ask_candidate, send_bars, send_frames, send_plates
from hearthwatch.sealed.frames_channel import FrameSender, frames_channel
from hearthwatch.sealed.messages import REPORT_SIZE, Report, unpack_report
from hearthwatch.sealed.watcher import Watcher, WatcherLinks


@dataclass
class RecordingView:
    """A view that notes what it is given and says nothing of it."""

    media_times: list[float] = field(default_factory=list)
    plates: tuple[PlatePixels, ...] = ()
    bars: tuple[PlaceBar, ...] = ()
    doubts: int = 0

    def look(self, frame: RawFrame) -> None:
        """Note the frame's time."""
        self.media_times.append(frame.media_time_s)

    def report(self, sequence: int, frame_age_s: float) -> Report:
        """Say that nothing is known."""
        figures = SceneFigures(Light.DAY, 0, 0.0, 0.0, math.nan, has_moved=False)
        return Report(
            sequence, SceneMap(unknown_cells(), 0.0), figures, frame_age_s, len(self.media_times), 0
        )

    def doubt(self) -> None:
        """Note that there was one."""
        self.doubts += 1

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Note the plates."""
        self.plates = tuple(plates)

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        """Note the bars."""
        self.bars = tuple(bars)

    def candidate(self, light: Light) -> PlateCandidate | None:
        """Have none."""
        return None


@dataclass
class Running:
    """A watcher in a thread, and the main process's ends of its links."""

    view: RecordingView
    orders: socket.socket
    reports: socket.socket
    candidates: socket.socket

    def report(self) -> Report:
        """Return the next report."""
        return unpack_report(self.reports.recv(REPORT_SIZE))


def start(*, by_media_time: bool) -> Iterator[Running]:
    """Run a watcher until the test is over."""
    pairs = [socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET) for _ in range(3)]
    view = RecordingView()
    links = WatcherLinks(*(theirs for _, theirs in pairs))
    watcher = Watcher(links, view, SystemClock(), by_media_time=by_media_time)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    yield Running(view, *(ours for ours, _ in pairs))
    pairs[0][0].close()
    thread.join(5)
    for ours, theirs in pairs:
        ours.close()
        theirs.close()
    assert not thread.is_alive()


@pytest.fixture
def live() -> Iterator[Running]:
    """Yield a watcher that keeps to the clock."""
    yield from start(by_media_time=False)


@pytest.fixture
def fast() -> Iterator[Running]:
    """Yield a watcher that keeps to a file's media time."""
    yield from start(by_media_time=True)


def send(running: Running, media_times: Sequence[float]) -> None:
    """Let a reader send frames of these times, and end."""
    ends = frames_channel()
    send_frames(running.orders, ends)
    sender = FrameSender(os.dup(ends.memory), ends.reader)
    plane = np.zeros((64, 64), np.uint8)
    for media_time in media_times:
        sender.send(RawFrame(plane, plane[:32, :32], plane[:32, :32], media_time, 0.0), wait=True)
    ends.close()


def test_reports_come_without_any_frame(live: Running) -> None:
    """A camera that is away gives reports at the same cadence, and an age without end."""
    first, second = live.report(), live.report()
    assert (second.sequence, second.frame_age_s) == (first.sequence + 1, math.inf)


def test_a_file_gives_a_report_each_half_second_of_its_own_time(fast: Running) -> None:
    """Reports follow the media time, and the last one says that there is no more."""
    send(fast, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2])
    reports = [fast.report() for _ in range(4)]
    assert [report.frames_seen for report in reports] == [1, 4, 6, 7]
    assert [report.frame_age_s for report in reports] == [0, 0, 0, math.inf]


def test_plates_arrive_as_they_were_sent(live: Running) -> None:
    """Pixels, mask, light and id of every plate are the same on the sealed side."""
    pixels = np.arange(90 * 160 * 3, dtype=np.uint32).astype(np.uint8).reshape(90, 160, 3)
    admitted = np.indices((45, 80)).sum(axis=0) % 2 == 0
    send_plates(live.orders, [PlatePixels(PlateId(7), Light.DUSK, pixels, admitted)] * 2)
    live.report()
    live.report()
    got = live.view.plates[1]
    assert (got.id, got.light, len(live.view.plates)) == (7, Light.DUSK, 2)
    assert (got.pixels == pixels).all()
    assert (got.admitted == admitted).all()


def test_raised_bars_arrive_as_they_were_sent(live: Running) -> None:
    """Hazard, cells and light of every bar are the same on the sealed side; none is an answer too."""
    bars = (
        PlaceBar(Hazard.SMOKE, CellRect(0, 1, 44, 80), Light.INFRARED),
        PlaceBar(Hazard.FLAME, CellRect(3, 4, 5, 6), Light.DAY),
    )
    for sent in (bars, ()):
        send_bars(live.orders, sent)
        live.report()
        live.report()
        assert live.view.bars == sent


def test_a_candidate_is_given_when_asked(live: Running) -> None:
    """The answer comes also when there is no candidate."""
    ask_candidate(live.orders, Light.DAY)
    assert CandidateAssembler(Light.DAY).add(live.candidates.recv(70000)) == (True, None)


def test_a_second_reader_takes_the_place_of_the_first(live: Running) -> None:
    """Frames of a new connection arrive after the old one has ended."""
    for connection in (0, 1):
        send(live, [float(connection)])
        while live.report().frames_seen <= connection:
            pass
    assert live.view.media_times == [0.0, 1.0]


def test_a_frame_cannot_be_younger_than_now(live: Running) -> None:
    """A reader that says that its frame will arrive in a year does not stay young: its age grows."""
    ends = frames_channel()
    send_frames(live.orders, ends)
    sender = FrameSender(os.dup(ends.memory), ends.reader)
    plane = np.zeros((64, 64), np.uint8)
    sender.send(
        RawFrame(plane, plane[:32, :32], plane[:32, :32], 1.0, SystemClock().monotonic() + 3e7), wait=True
    )
    reports = [live.report() for _ in range(5)]
    assert reports[-1].frames_seen == 1
    assert 1.0 < reports[-1].frame_age_s < 10.0
    ends.close()


@pytest.mark.parametrize("media_time_s", [math.nan, 1e12, 1e9])
def test_a_frame_that_cannot_be_costs_the_reader_its_connection(live: Running, media_time_s: float) -> None:
    """A nonsensical time is doubted and not looked at; the next reader is, so evidence outlives it."""
    send(live, [5.0])
    while live.report().frames_seen < 1:
        pass
    send(live, [media_time_s])
    while not live.view.doubts:
        live.report()
    send(live, [6.0])
    while live.report().frames_seen < 2:
        pass
    assert live.view.media_times == [5.0, 6.0]
    assert live.view.doubts == 1
