# SPDX-License-Identifier: Apache-2.0
"""The watcher's loop: frames and orders in, one report at a fixed cadence out.

What is done with a frame is the pipeline's business (`View`); when, is this module's. A report goes
out twice a second whether or not frames come, so silence always means that the watcher is gone.
"""

from __future__ import annotations

import math
import select
import socket
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from hearthwatch.model.clock import Clock
from hearthwatch.model.hazard import PlaceBar
from hearthwatch.model.plate import PlateCandidate, PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light

from .candidates import candidate_records
from .control import Order, OrderKind, bars_of, plates_of, receive_order
from .frames_channel import BadNoticeError, FrameReceiver
from .messages import Report, pack_report

#: At most two maps a second: design, section 1.
REPORT_INTERVAL_S = 0.5
#: Media time may be ahead of the clock by this much, and by no more: what watches it would end this
#: process (`continuity`), which a reader must not be able to bring about.
_JUMP_S = 30.0


class View(Protocol):
    """What the pipeline makes of one camera's frames."""

    def look(self, frame: RawFrame) -> None:
        """Take a frame; do not keep its planes."""
        ...

    def report(self, sequence: int, frame_age_s: float) -> Report:
        """Return what there is to say now; ``frame_age_s`` is infinite before the first frame."""
        ...

    def doubt(self) -> None:
        """Learn that what came from the reader made no sense: nothing is known, and that is told."""
        ...

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Compare with these from now on."""
        ...

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        """Ask for more at these places from now on."""
        ...

    def candidate(self, light: Light) -> PlateCandidate | None:
        """Return what could become a plate."""
        ...


@dataclass(frozen=True, slots=True)
class WatcherLinks:
    """The watcher's three ways in and out, made by the main process."""

    orders: socket.socket
    reports: socket.socket
    candidates: socket.socket


class Watcher:
    """One camera's watcher. ``by_media_time``: reports follow the media time of a file read fast."""

    def __init__(self, links: WatcherLinks, view: View, clock: Clock, *, by_media_time: bool) -> None:
        """Wire the loop; nothing runs yet."""
        self._links = links
        self._view = view
        self._clock = clock
        self._by_media_time = by_media_time
        self._frames: FrameReceiver | None = None
        self._newest = -math.inf
        self._media_time = -math.inf
        self._seen_s = -math.inf
        self._offset_s = 0.0
        self._due = -math.inf
        self._sequence = 0

    def run(self) -> None:
        """Run until the main process is gone."""
        poll = select.poll()
        poll.register(self._links.orders, select.POLLIN)
        while True:
            for descriptor, _ in poll.poll(self._wait_ms()):
                if descriptor == self._links.orders.fileno():
                    order = receive_order(self._links.orders)
                    if order is None:
                        self._drop_reader(poll)
                        return
                    self._obey(order, poll)
                else:
                    self._take_frame(poll)
            self._report_if_due()

    def _wait_ms(self) -> float | None:
        if self._by_media_time:
            return None
        return max(0.0, self._due - self._clock.monotonic()) * 1000

    def _obey(self, order: Order, poll: select.poll) -> None:
        match order.kind:
            case OrderKind.FRAMES:
                self._drop_reader(poll)
                link = socket.socket(fileno=order.descriptors[1])
                self._frames = FrameReceiver(order.descriptors[0], link)
                poll.register(link, select.POLLIN)
            case OrderKind.PLATES:
                self._view.use_plates(plates_of(order))
            case OrderKind.BARS:
                self._view.use_bars(bars_of(order))
            case OrderKind.CANDIDATE:
                for record in candidate_records(self._view.candidate(order.light)):
                    self._links.candidates.send(record)

    def _take_frame(self, poll: select.poll) -> None:
        if self._frames is None:
            return
        try:
            frame = self._frames.receive()
            placed = None if frame is None else self._placed(frame)
        except BadNoticeError:
            # The reader loses its connection for it, and the supervisor starts another. The evidence of
            # days stays: a camera that takes its reader over must not be able to wipe it out.
            self._view.doubt()
            placed = None
        if placed is None:
            self._drop_reader(poll)
            self._newest = -math.inf if self._by_media_time else self._newest
            if self._by_media_time:  # the last report of a file: its age says that there is no more
                self._send_report()
            return
        self._newest, self._media_time = placed.arrived_s, placed.media_time_s
        self._view.look(placed)
        del frame, placed
        self._frames.release()

    def _placed(self, frame: RawFrame) -> RawFrame:
        """Lay a frame after all before it: a file read anew begins its time at zero again.

        Raises `BadNoticeError` for one that is ahead of what the clock says can have passed.
        """
        if frame.media_time_s + self._offset_s < self._media_time:
            self._offset_s = self._media_time - frame.media_time_s
        media_time_s, arrived_s = frame.media_time_s + self._offset_s, frame.arrived_s
        if not self._by_media_time:
            now = self._clock.monotonic()
            if media_time_s - self._media_time > now - self._seen_s + _JUMP_S:
                raise BadNoticeError("a frame ahead of its time")
            # A frame cannot arrive later than now: a reader that says so would be young for ever.
            self._seen_s, arrived_s = now, min(arrived_s, now)
        return replace(frame, media_time_s=media_time_s, arrived_s=arrived_s)

    def _drop_reader(self, poll: select.poll) -> None:
        if self._frames is not None:
            poll.unregister(self._frames.fileno())
            self._frames.close()
            self._frames = None

    def _report_if_due(self) -> None:
        now = self._media_time if self._by_media_time else self._clock.monotonic()
        if now < self._due or (self._by_media_time and self._newest == -math.inf):
            return
        # Keep to the beat; after a gap (a paused machine) begin a new one.
        late = self._due + REPORT_INTERVAL_S <= now
        self._due = now + REPORT_INTERVAL_S if late else self._due + REPORT_INTERVAL_S
        self._send_report()

    def _send_report(self) -> None:
        report = self._view.report(self._sequence, self._age())
        self._sequence += 1
        self._links.reports.send(pack_report(report))

    def _age(self) -> float:
        if self._newest == -math.inf:
            return math.inf
        return 0.0 if self._by_media_time else max(0.0, self._clock.monotonic() - self._newest)
