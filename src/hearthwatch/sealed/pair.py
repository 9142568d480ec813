# SPDX-License-Identifier: Apache-2.0
"""The main process's handles on a camera's two sealed processes: start, speak, listen, end.

Policy (when to start, when to give up) is the supervisor's; this module owns descriptors, and sees
to it that each is closed once.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import ForkServerProcess

from hearthwatch.model.hazard import PlaceBar
from hearthwatch.model.plate import PlateCandidate, PlatePixels
from hearthwatch.model.scene import Light

from .candidates import RECORD_SIZE, CandidateDesk
from .continuity import Continuity
from .control import ask_candidate, send_bars, send_frames, send_plates
from .frames_channel import frames_channel
from .messages import (
    REPORT_SIZE,
    WORD_SIZE,
    BrokenSealError,
    ConnectionWord,
    Report,
    unpack_report,
    unpack_word,
)
from .spawn import Descriptor, Nursery, end
from .watcher import WatcherLinks

#: A connection has two words, and what is damaged may be told now and then.
_WORDS = 8


class WatcherProcess:
    """A running watcher, as seen from the main process. It holds the watcher to what it may say."""

    def __init__(
        self,
        nursery: Nursery,
        main: Callable[..., None],
        *arguments: object,
        name: str,
        desk: CandidateDesk | None = None,
    ) -> None:
        """Start ``main(links, *arguments)`` as a watcher. ``desk``: the camera's, older than this watcher."""
        self._orders, orders = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.reports, reports = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.candidates, candidates = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        links = WatcherLinks(orders, reports, candidates)
        self.process = nursery.start(main, links, *arguments, name=name)
        for theirs in (orders, reports, candidates):
            theirs.close()
        for ours in (self._orders, self.reports, self.candidates):
            ours.settimeout(0)
        self._desk = desk or CandidateDesk()
        self._continuity = Continuity()

    @property
    def sentinel(self) -> int:
        """A descriptor that becomes readable when the process ends."""
        return self.process.sentinel

    def use_plates(self, plates: Sequence[PlatePixels]) -> None:
        """Hand over the commissioned plates. Raises `BrokenSealError` where the watcher takes no orders."""
        self._continuity.allow_plates(plate.id for plate in plates)
        with _telling():
            send_plates(self._orders, plates)

    def use_bars(self, bars: Sequence[PlaceBar]) -> None:
        """Hand over the places where more is asked for. Raises `BrokenSealError` as `use_plates`."""
        with _telling():
            send_bars(self._orders, bars)

    def ask_candidate(self, light: Light, now: float) -> bool:
        """Ask for a candidate, unless one was asked for within the hour; tell whether it was asked.

        ``now``: monotonic seconds. The answer comes to `receive_candidate`. Raises `BrokenSealError`
        where the watcher takes no orders.
        """
        if not self._desk.ask(light, now):
            return False
        with _telling():
            ask_candidate(self._orders, light)
        return True

    def receive_report(self, now: float | None) -> Report | None:
        """Return the next report; None where there is none now.

        ``now``: monotonic seconds, to hold the sender to its cadence; None where reports follow
        media time. Raises `BrokenSealError`, also when the process has gone.
        """
        message = _receive(self.reports, REPORT_SIZE + 1)
        return None if message is None else self._continuity.take(unpack_report(message), now)

    def receive_candidate(self) -> tuple[bool, PlateCandidate | None]:
        """Return (whether an answer is whole, the candidate or None). Raises `BrokenSealError`."""
        message = _receive(self.candidates, RECORD_SIZE + 1)
        return (False, None) if message is None else self._desk.add(message)

    def mind_the_time(self, now: float) -> None:
        """Raise `BrokenSealError` where something that was asked for does not come."""
        self._desk.mind_the_time(now)

    def end(self) -> None:
        """Kill it and close everything."""
        self._desk.forget()
        end(self.process)
        for link in (self._orders, self.reports, self.candidates):
            link.close()

    def take_reader(
        self, nursery: Nursery, main: Callable[..., None], *arguments: object, name: str, inlet: int | None
    ) -> ReaderProcess:
        """Start ``main(memory, frames, words, inlet, *arguments)`` as a reader whose frames come here.

        ``inlet`` is a descriptor to read a stream from (the village), closed here once handed on.
        Raises `BrokenSealError` where the watcher takes no orders.
        """
        ends = frames_channel()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with _telling():
                send_frames(self._orders, ends)
            handed = None if inlet is None else Descriptor(inlet)
            process = nursery.start(
                main, Descriptor(ends.memory), ends.reader, theirs, handed, *arguments, name=name
            )
        except BaseException:
            ours.close()
            raise
        finally:
            ends.close()
            theirs.close()
            if inlet is not None:
                os.close(inlet)
        return ReaderProcess(process, ours)


class ReaderProcess:
    """A running reader, as seen from the main process."""

    def __init__(self, process: ForkServerProcess, words: socket.socket) -> None:
        """Take a process just started, and the end on which it speaks."""
        self.process = process
        self.words = words
        self._heard = 0
        words.settimeout(0)

    @property
    def sentinel(self) -> int:
        """A descriptor that becomes readable when the process ends."""
        return self.process.sentinel

    def receive_word(self) -> ConnectionWord | None:
        """Return the reader's next word, None where there is none now.

        Raises `ProcessEndedError` when it will say nothing more, another `BrokenSealError` for nonsense.
        """
        message = _receive(self.words, WORD_SIZE + 1)
        if message is None:
            return None
        self._heard += 1
        if self._heard > _WORDS:
            raise BrokenSealError("more words than a connection has")
        return unpack_word(message)

    def end(self) -> None:
        """Kill it and close everything."""
        end(self.process)
        self.words.close()


class ProcessEndedError(BrokenSealError):
    """The other side has closed: its process is gone."""


@contextmanager
def _telling() -> Iterator[None]:
    """Tell a watcher something: one that is gone, or has not listened for hundreds of orders, is over."""
    try:
        yield
    except ConnectionError as error:
        raise ProcessEndedError("the process has gone") from error
    except OSError as error:
        # Its queue is full, of messages or of descriptors on their way.
        raise BrokenSealError("it takes no orders") from error


def _receive(link: socket.socket, size: int) -> bytes | None:
    try:
        message = link.recv(size)
    except BlockingIOError:
        return None
    except ConnectionError as error:
        raise ProcessEndedError("the process has gone") from error
    if not message:
        raise ProcessEndedError("the process has gone")
    return message
