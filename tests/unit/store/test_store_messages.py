# SPDX-License-Identifier: Apache-2.0
"""Messages, deliveries, subscriptions: kept, read back as they were, erased in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, MessageName
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.model.message import Cause, Earlier, Message, Words
from hearthwatch.model.post import Post
from hearthwatch.store import Store, open_store
from hearthwatch.store.outside import AnnouncementEntry, KeptSubscription
from hearthwatch.testing.clock import FakeClock

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
NAME = MessageName("heartbeat-2026-01-31")
MESSAGE = Message(
    NAME,
    Cause.HEARTBEAT,
    Severity.DANGER,
    NOON,
    NOON + timedelta(hours=1),
    {"en": Words("Fire", "Fire at the mill."), "ar": Words("حريق", "حريق عند الطاحونة")},
    whom="operators",
    drill=True,
    kind=IncidentKind.FIRE,
    hazards=(Hazard.FLAME, Hazard.SMOKE),
    opened=NOON,
    cameras=(CameraId("mill"),),
    places=("the mill",),
    link="https://example.org/incidents/1",
    is_false_alarm=True,
    earlier=(Earlier(MessageName("before"), NOON),),
)
WAITING = Delivery(NAME, ChannelId("phone"), "ada", DeliveryState.QUEUED, 0, NOON, "", NOON)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Yield an empty store."""
    with open_store(tmp_path, FakeClock()) as opened:
        yield opened


def test_a_message_comes_back_as_it_was(store: Store) -> None:
    """Each field of a message and of a delivery that waits is read back equal."""
    store.keep_messages([Post(MESSAGE, (WAITING,))], ())
    assert store.queued_posts() == (Post(MESSAGE, (WAITING,)),)
    assert store.messages(None) == (MESSAGE,)
    assert store.newest_message(Cause.HEARTBEAT) == NOON
    assert store.newest_message(Cause.TEST) is None


def test_keeping_a_message_again_takes_nothing_back(store: Store) -> None:
    """A post that is kept twice leaves its deliveries as far as they are."""
    taken = replace(WAITING, state=DeliveryState.ACCEPTED, attempts=2, due=None, reason="taken", handle="7")
    store.keep_messages([Post(MESSAGE, (WAITING,))], ())
    store.keep_messages([], [taken])
    store.keep_messages([Post(MESSAGE, (WAITING,))], ())
    assert store.queued_posts() == ()
    assert store.deliveries(NAME) == (taken,)
    assert store.latest_deliveries() == (taken,)


def test_messages_of_no_incident_are_erased_in_time(store: Store) -> None:
    """What is older than asked for goes, with its deliveries; what is younger stays."""
    store.keep_messages([Post(MESSAGE, (WAITING,))], ())
    store.erase_incidents(NOON)
    assert store.messages(None) == (MESSAGE,)
    store.erase_incidents(NOON + timedelta(seconds=1))
    assert (store.messages(None), store.deliveries(NAME)) == ((), ())


def test_a_browser_has_one_subscription(store: Store) -> None:
    """A browser that subscribes anew replaces what it asked before."""
    first = KeptSubscription("a", "https://push.example/1", NOON, "{}")
    second = replace(first, id="b", body='{"language":"de"}')
    store.keep_subscription(first)
    store.keep_subscription(second)
    assert store.subscriptions() == (second,)
    assert store.remove_subscription("b")
    assert store.subscriptions() == ()


def test_a_report_is_taken_once(store: Store) -> None:
    """The same key a second time is no news; lines about operators' words come newest first."""
    assert store.take_report("cap:1", NOON)
    assert not store.take_report("cap:1", NOON)
    lines = [AnnouncementEntry(NOON, what, "Ada", "Water is off") for what in ("proposed", "confirmed")]
    store.add_announcements(lines)
    assert [each.what for each in store.announcements(5)] == ["confirmed", "proposed"]
    store.erase_incidents(NOON + timedelta(days=1))
    assert store.announcements(5) == ()
    assert store.take_report("cap:1", NOON)
