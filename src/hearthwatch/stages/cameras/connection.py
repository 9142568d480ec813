# SPDX-License-Identifier: Apache-2.0
"""The life of one camera's connection, as a pure machine: events in, a state and acts out.

::

    state       event                                   next        acts
    (none)      started                                 connecting  start reader
    connecting  a frame with a later media time         streaming
                nothing for opening_limit_s             waiting     kill reader
    streaming   no later frame for stalled_after_s      stalled
    stalled     a frame with a later media time         streaming
                no later frame for killed_after_s       waiting     kill reader
    any of the  a fault                                 waiting     kill reader
    three       the stream ends, the reader exits       waiting     kill reader (if it ended only)
    waiting     the back-off has passed                 connecting  start reader

Where a stream may end for good (a file read once), its end, and with ``gives_up`` a lasting fault
too, lead to *ended* instead of *waiting*. Each change of state brings ``LOG_CHANGE`` once.
An open socket proves nothing: healthy is a decoded frame later than the one before.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from hearthwatch.model.health import ConnectionState, FaultCode

from .faults import is_lasting


class EventKind(StrEnum):
    """What can happen to a connection."""

    STARTED = "started"
    OPENED = "opened"
    FRAME_SEEN = "frame seen"
    FAULTED = "faulted"
    STREAM_ENDED = "stream ended"
    EXITED = "exited"
    TICK = "tick"


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``media_time_s`` goes with FRAME_SEEN, ``fault`` with FAULTED."""

    kind: EventKind
    media_time_s: float = 0.0
    fault: FaultCode | None = None

    @classmethod
    def started(cls) -> Event:
        """Return: the supervisor begins."""
        return cls(EventKind.STARTED)

    @classmethod
    def opened(cls) -> Event:
        """Return: the reader has opened the camera."""
        return cls(EventKind.OPENED)

    @classmethod
    def frame_seen(cls, media_time_s: float) -> Event:
        """Return: a frame has been decoded and looked at."""
        return cls(EventKind.FRAME_SEEN, media_time_s=media_time_s)

    @classmethod
    def faulted(cls, fault: FaultCode) -> Event:
        """Return: the reader says why it cannot go on."""
        return cls(EventKind.FAULTED, fault=fault)

    @classmethod
    def ended(cls) -> Event:
        """Return: the reader says that the stream is at its end."""
        return cls(EventKind.STREAM_ENDED)

    @classmethod
    def exited(cls) -> Event:
        """Return: the reader's process is gone."""
        return cls(EventKind.EXITED)

    @classmethod
    def tick(cls) -> Event:
        """Return: time has passed."""
        return cls(EventKind.TICK)


class Act(Enum):
    """What the supervisor is to do."""

    START_READER = auto()
    KILL_READER = auto()
    LOG_CHANGE = auto()


@dataclass(frozen=True, slots=True)
class ConnectionPolicy:
    """The numbers of a connection, in seconds; ``jitter`` is a part of the back-off, 0..1.

    ``ends``: the stream has an end, and reading it once is all (a file). ``gives_up``: a lasting
    fault (no video, no such file, wrong password) is the end too; else it is tried again for ever,
    because somebody may mend it.
    """

    ends: bool = False
    gives_up: bool = False
    opening_limit_s: float = 20.0
    stalled_after_s: float = 2.0
    killed_after_s: float = 10.0
    first_wait_s: float = 1.0
    #: With its jitter and a second to connect, a camera that is there again is seen within 10 s.
    longest_wait_s: float = 6.0
    #: Cameras that failed together, at a power cut, do not all come back at the same moment.
    jitter: float = 0.3
    #: So long a stream forgets the failures before it. At once: a camera that sends is worth a quick
    #: try, and one that sends for a moment at a time costs one start of a reader a second.
    healthy_after_s: float = 0.0


_RUNNING = frozenset({ConnectionState.CONNECTING, ConnectionState.STREAMING, ConnectionState.STALLED})
Step = tuple[ConnectionState, tuple[Act, ...]]


class Connection:
    """The machine. It has no clock and no process: the supervisor brings both."""

    def __init__(self, policy: ConnectionPolicy | None = None, *, random: Callable[[], float]) -> None:
        """Take the numbers, and for the jitter a source of numbers from 0 to 1."""
        self._policy = policy or ConnectionPolicy()
        self._random = random
        self._state = ConnectionState.CONNECTING
        self._is_started = False
        self._since_s = 0.0
        self._streaming_since_s = math.inf
        self._media_time_s = -math.inf
        self._retry_at_s = math.inf
        self._wait_s = self._policy.first_wait_s

    @property
    def state(self) -> ConnectionState:
        """Where it is."""
        return self._state

    @property
    def retry_at_s(self) -> float:
        """When, on the monotonic clock, the next attempt is due; infinity where none is."""
        return self._retry_at_s

    def step(self, event: Event, now: float) -> Step:
        """Take one event at ``now`` (monotonic seconds); return the state and what to do, in order."""
        before = self._state
        acts = self._acts(event, now)
        is_change = self._state is not before or event.kind is EventKind.STARTED
        return self._state, (*acts, Act.LOG_CHANGE) if is_change else acts

    def _acts(self, event: Event, now: float) -> tuple[Act, ...]:
        if event.kind is EventKind.STARTED and not self._is_started:
            self._is_started = True
            return self._connect(now)
        if self._state is ConnectionState.WAITING and event.kind is EventKind.TICK:
            return self._connect(now) if now >= self._retry_at_s else ()
        if self._state not in _RUNNING:
            return ()  # late words of a reader that is being ended
        return self._acts_while_running(event, now)

    def _acts_while_running(self, event: Event, now: float) -> tuple[Act, ...]:
        acts: tuple[Act, ...] = ()
        match event.kind:
            case EventKind.FRAME_SEEN:
                self._see(event.media_time_s, now)
            case EventKind.FAULTED:
                acts = self._leave(now, is_end=self._policy.gives_up and is_lasting(event.fault))
            case EventKind.STREAM_ENDED:
                acts = self._leave(now, is_end=self._policy.ends)
            case EventKind.EXITED:
                self._leave(now, is_end=False)  # nothing is left to kill
            case EventKind.OPENED:
                self._since_s = now
            case EventKind.STARTED | EventKind.TICK:
                acts = self._mind_the_time(now)
        return acts

    def _connect(self, now: float) -> tuple[Act, ...]:
        self._state = ConnectionState.CONNECTING
        self._since_s, self._streaming_since_s = now, math.inf
        self._media_time_s, self._retry_at_s = -math.inf, math.inf
        return (Act.START_READER,)

    def _see(self, media_time_s: float, now: float) -> None:
        if media_time_s <= self._media_time_s:
            return
        if self._state is not ConnectionState.STREAMING:
            self._state, self._streaming_since_s = ConnectionState.STREAMING, now
        self._media_time_s, self._since_s = media_time_s, now
        if now - self._streaming_since_s >= self._policy.healthy_after_s:
            self._wait_s = self._policy.first_wait_s

    def _mind_the_time(self, now: float) -> tuple[Act, ...]:
        passed_s = now - self._since_s
        if self._state is ConnectionState.CONNECTING:
            is_over = passed_s >= self._policy.opening_limit_s
        else:
            is_over = passed_s >= self._policy.killed_after_s
        if is_over:
            return self._leave(now, is_end=False)
        if self._state is ConnectionState.STREAMING and passed_s >= self._policy.stalled_after_s:
            self._state = ConnectionState.STALLED
        return ()

    def _leave(self, now: float, *, is_end: bool) -> tuple[Act, ...]:
        """Leave the connection, for good or until the back-off has passed."""
        if is_end:
            self._state, self._retry_at_s = ConnectionState.ENDED, math.inf
            return (Act.KILL_READER,)
        jitter = 1 + self._policy.jitter * (2 * self._random() - 1)
        self._state, self._retry_at_s = ConnectionState.WAITING, now + self._wait_s * jitter
        self._wait_s = min(2 * self._wait_s, self._policy.longest_wait_s)
        return (Act.KILL_READER,)
