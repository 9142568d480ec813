# SPDX-License-Identifier: Apache-2.0
"""The main process's handles: whatever a sealed process does or leaves undone is its own end only."""

from __future__ import annotations

import select
import threading
from collections.abc import Iterator

import pytest

from hearthwatch.model.scene import Light
from hearthwatch.sealed.messages import BrokenSealError
from hearthwatch.sealed.pair import ProcessEndedError, WatcherProcess
from hearthwatch.sealed.spawn import Nursery
from hearthwatch.sealed.watcher import WatcherLinks
from hearthwatch.testing.places import Place, plate_of

NOW = 1000.0


def deaf(_: WatcherLinks) -> None:
    """Be a watcher that reads no orders."""
    threading.Event().wait()


def gone(_: WatcherLinks) -> None:
    """Be a watcher that ends at once."""


@pytest.fixture(scope="module")
def nursery() -> Nursery:
    """Return what starts processes."""
    return Nursery(())


@pytest.fixture
def deaf_watcher(nursery: Nursery) -> Iterator[WatcherProcess]:
    """Yield a watcher that reads no orders."""
    watcher = WatcherProcess(nursery, deaf, name="deaf")
    yield watcher
    watcher.end()


def test_a_watcher_that_takes_no_orders_is_broken_and_nobody_waits_for_it(
    deaf_watcher: WatcherProcess,
) -> None:
    """Orders that nobody reads end in an error, soon, and never in waiting."""
    plate = plate_of(Place())
    with pytest.raises(BrokenSealError, match="takes no orders"):
        for _ in range(5000):
            deaf_watcher.use_plates([plate])


def test_a_watcher_that_is_gone_is_told_as_gone(nursery: Nursery) -> None:
    """Speaking to, and hearing from, a process that has ended says so."""
    watcher = WatcherProcess(nursery, gone, name="gone")
    select.select([watcher.sentinel], [], [], 10)
    with pytest.raises(ProcessEndedError):
        watcher.use_plates([plate_of(Place())])
    with pytest.raises(ProcessEndedError):
        watcher.receive_report(NOW)
    watcher.end()


def test_a_candidate_is_asked_for_once_an_hour_over_watchers(nursery: Nursery) -> None:
    """A watcher asked twice is asked once; an hour later it is asked again."""
    watcher = WatcherProcess(nursery, deaf, name="deaf")
    asked = [watcher.ask_candidate(Light.DAY, NOW + after_s) for after_s in (0.0, 1.0, 3599.0, 3600.0)]
    watcher.end()
    assert asked == [True, False, False, True]
