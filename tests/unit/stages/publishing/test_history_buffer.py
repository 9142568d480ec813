# SPDX-License-Identifier: Apache-2.0
"""Rows wait for the store at most a second, in order, and never without bound."""

from __future__ import annotations

import pytest

from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId
from hearthwatch.model.scene import unknown_cells
from hearthwatch.stages.publishing.history import HistoryBuffer, HistoryStatistics
from hearthwatch.testing.clock import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that the test moves."""
    return FakeClock()


@pytest.fixture
def buffer(clock: FakeClock) -> HistoryBuffer:
    """Return a buffer of three rows."""
    return HistoryBuffer(clock, capacity=3)


@pytest.fixture
def rows(clock: FakeClock) -> list[MapRow]:
    """Return five rows."""
    return [
        MapRow(CameraId(f"c{number}"), clock.now(), 0, has_picture=True, hazards=0, cells=unknown_cells())
        for number in range(5)
    ]


def test_rows_are_handed_out_once_a_second(
    buffer: HistoryBuffer, clock: FakeClock, rows: list[MapRow]
) -> None:
    """Rows stay until a second has passed, come in order, and come once."""
    buffer.add(rows[0])
    buffer.add(rows[1])
    assert buffer.take_due() == ()
    clock.advance(1.0)
    assert buffer.take_due() == (rows[0], rows[1])
    buffer.add(rows[2])
    assert buffer.take_due() == ()
    clock.advance(1.0)
    assert buffer.take_due() == (rows[2],)


def test_the_end_of_the_service_takes_all_at_once(buffer: HistoryBuffer, rows: list[MapRow]) -> None:
    """What waits can be taken before the second has passed."""
    buffer.add(rows[0])
    assert buffer.take_all() == (rows[0],)
    assert buffer.statistics() == HistoryStatistics(waiting=0, dropped=0)


def test_rows_that_the_store_refused_come_again_first(buffer: HistoryBuffer, rows: list[MapRow]) -> None:
    """Rows that were put back keep their place before newer ones."""
    buffer.add(rows[0])
    buffer.add(rows[1])
    refused = buffer.take_all()
    buffer.add(rows[2])
    buffer.put_back(refused)
    assert buffer.take_all() == (rows[0], rows[1], rows[2])


def test_a_store_that_fails_for_long_costs_the_oldest_rows(buffer: HistoryBuffer, rows: list[MapRow]) -> None:
    """The buffer never outgrows its bound: the oldest rows go, and each is counted."""
    for row in rows[:4]:
        buffer.add(row)
    refused = buffer.take_all()
    buffer.add(rows[4])
    buffer.put_back(refused)
    assert buffer.statistics() == HistoryStatistics(waiting=3, dropped=2)
    assert buffer.take_all() == (rows[2], rows[3], rows[4])
