# SPDX-License-Identifier: Apache-2.0
"""The connection's state machine, event by event."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.health import ConnectionState, FaultCode
from hearthwatch.stages.cameras.connection import Act, Connection, ConnectionPolicy, Event

CONNECTING, STREAMING, STALLED = (
    ConnectionState.CONNECTING,
    ConnectionState.STREAMING,
    ConnectionState.STALLED,
)
WAITING, ENDED = ConnectionState.WAITING, ConnectionState.ENDED
START, KILL, LOG = Act.START_READER, Act.KILL_READER, Act.LOG_CHANGE


def connection(policy: ConnectionPolicy | None = None, chance: float = 0.5) -> Connection:
    """Return a started connection whose jitter is none, or what ``chance`` makes of it."""
    made = Connection(policy, random=lambda: chance)
    assert made.step(Event.started(), 0.0) == (CONNECTING, (START, LOG))
    return made


def streaming() -> Connection:
    """Return a connection that has seen its first frame at 1 s."""
    made = connection()
    made.step(Event.opened(), 0.5)
    assert made.step(Event.frame_seen(0.1), 1.0) == (STREAMING, (LOG,))
    return made


def test_an_open_socket_is_not_yet_streaming() -> None:
    """Only a decoded frame makes a connection streaming."""
    made = connection()
    assert made.step(Event.opened(), 1.0) == (CONNECTING, ())


def test_each_change_is_logged_once() -> None:
    """Frames that follow the first change nothing and log nothing."""
    made = streaming()
    assert made.step(Event.frame_seen(0.3), 1.2) == (STREAMING, ())
    assert made.step(Event.tick(), 1.3) == (STREAMING, ())


def test_two_seconds_without_a_frame_are_a_stall_that_a_frame_ends() -> None:
    """A stream stalls after 2 s, and streams again with the next later frame."""
    made = streaming()
    assert made.step(Event.tick(), 2.9) == (STREAMING, ())
    assert made.step(Event.tick(), 3.0) == (STALLED, (LOG,))
    assert made.step(Event.frame_seen(0.2), 5.0) == (STREAMING, (LOG,))


def test_a_frame_that_is_not_later_is_no_sign_of_life() -> None:
    """A camera that repeats one moment for ever stalls like one that sends nothing."""
    made = streaming()
    for tenth in range(11, 30):
        made.step(Event.frame_seen(0.1), tenth / 10)
    assert made.step(Event.tick(), 3.0) == (STALLED, (LOG,))


def test_ten_seconds_without_a_frame_end_the_reader() -> None:
    """A stalled reader is killed 10 s after its last later frame, and started again after the back-off."""
    made = streaming()
    made.step(Event.tick(), 3.0)
    assert made.step(Event.tick(), 10.9) == (STALLED, ())
    assert made.step(Event.tick(), 11.0) == (WAITING, (KILL, LOG))
    assert made.step(Event.tick(), 11.9) == (WAITING, ())
    assert made.step(Event.tick(), 12.0) == (CONNECTING, (START, LOG))


def test_a_reader_that_hangs_while_opening_is_ended() -> None:
    """Opening has its limit too."""
    made = connection()
    assert made.step(Event.tick(), 19.9) == (CONNECTING, ())
    assert made.step(Event.tick(), 20.0) == (WAITING, (KILL, LOG))


def test_a_reader_that_has_gone_is_not_killed() -> None:
    """Where the process has ended by itself there is nothing to kill, only to wait."""
    assert streaming().step(Event.exited(), 2.0) == (WAITING, (LOG,))


def test_late_words_change_nothing() -> None:
    """What a reader says after it was given up is not heard."""
    made = streaming()
    made.step(Event.faulted(FaultCode.SILENT), 2.0)
    for event in (Event.exited(), Event.opened(), Event.frame_seen(9.0), Event.ended()):
        assert made.step(event, 2.1) == (WAITING, ())


def waits(made: Connection, now: float = 0.0) -> Iterator[float]:
    """Yield the seconds of each back-off of a camera that always fails."""
    while True:
        made.step(Event.faulted(FaultCode.REFUSED), now)
        yield made.retry_at_s - now
        now = made.retry_at_s
        assert made.step(Event.tick(), now) == (CONNECTING, (START, LOG))


def test_the_back_off_doubles_to_six_seconds_and_never_gives_up() -> None:
    """Attempts go on for ever, 6 s apart in the end: who is back is seen within 10 s."""
    series = waits(connection())
    assert [next(series) for _ in range(6)] == pytest.approx([1, 2, 4, 6, 6, 6])
    assert all(next(series) == pytest.approx(6) for _ in range(500))


@pytest.mark.parametrize(("chance", "first"), [(0.0, 0.7), (0.5, 1.0), (1.0, 1.3)])
def test_the_back_off_is_jittered(chance: float, first: float) -> None:
    """Two cameras that failed together do not come back together: 30 % either way."""
    assert next(waits(connection(chance=chance))) == pytest.approx(first)


@pytest.mark.parametrize(("frames", "wait"), [(0, 4.0), (1, 1.0)])
def test_a_frame_forgets_the_failures_before(frames: int, wait: float) -> None:
    """The back-off begins anew with the first frame of a connection, and not before."""
    made = connection()
    series = waits(made)
    next(series)
    next(series)
    now = made.retry_at_s
    made.step(Event.tick(), now)
    made.step(Event.opened(), now)
    for number in range(frames):
        made.step(Event.frame_seen(float(number)), now)
    made.step(Event.exited(), now)
    assert made.retry_at_s - now == pytest.approx(wait)


def test_a_file_that_is_read_once_ends() -> None:
    """The end of a stream that may end is the end of the connection; nothing is started again."""
    made = connection(ConnectionPolicy(ends=True))
    assert made.step(Event.ended(), 3.0) == (ENDED, (KILL, LOG))
    assert made.step(Event.tick(), 1e6) == (ENDED, ())


def test_a_camera_that_ends_its_stream_is_asked_again() -> None:
    """The clean end of a camera's stream is a reason to connect again."""
    assert streaming().step(Event.ended(), 3.0) == (WAITING, (KILL, LOG))


@pytest.mark.parametrize(
    ("gives_up", "fault", "state"),
    [
        (True, FaultCode.NOT_FOUND, ENDED),
        (True, FaultCode.WRONG_PASSWORD, ENDED),
        (True, FaultCode.UNREACHABLE, WAITING),
        (False, FaultCode.NOT_FOUND, WAITING),
        (False, FaultCode.WRONG_PASSWORD, WAITING),
    ],
)
def test_a_lasting_fault_ends_a_command_and_not_the_service(
    gives_up: bool, fault: FaultCode, state: ConnectionState
) -> None:
    """What will not pass by itself ends what reads once; the service tries again, somebody may mend it."""
    made = connection(ConnectionPolicy(gives_up=gives_up))
    assert made.step(Event.faulted(fault), 1.0) == (state, (KILL, LOG))


EVENTS = st.sampled_from(
    [Event.opened(), Event.faulted(FaultCode.SILENT), Event.ended(), Event.exited(), Event.tick()]
) | st.floats(0, 100).map(Event.frame_seen)


@given(st.lists(st.tuples(EVENTS, st.floats(0, 15)), max_size=60), st.floats(0, 1))
def test_a_camera_never_has_two_readers_and_is_never_forgotten(
    script: list[tuple[Event, float]], chance: float
) -> None:
    """Whatever happens: no second reader is started beside one, and waiting always has its end."""
    made = connection(chance=chance)
    now, has_reader = 0.0, True
    for event, passed in script:
        now += passed
        if not has_reader and event != Event.tick():
            continue
        state, acts = made.step(event, now)
        has_reader &= event != Event.exited() and KILL not in acts
        assert not (START in acts and has_reader)
        has_reader |= START in acts
        assert has_reader == (state is not WAITING)
        assert (state is WAITING) == (made.retry_at_s < now + 40)
