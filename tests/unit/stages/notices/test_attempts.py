# SPDX-License-Identifier: Apache-2.0
"""What becomes of a delivery after an attempt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.delivery import Delivery, DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.attempts import begun, done, refused, wait_s

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
NAME = MessageName("incident-1-1")
FRESH = Delivery(NAME, ChannelId("one"), "", DeliveryState.QUEUED, 0, NOON, "", NOON)
MESSAGE = Message(
    NAME, Cause.FIRST, Severity.DANGER, NOON, NOON + timedelta(minutes=10), {"en": Words("t", "b")}
)


def test_a_receipt_ends_it() -> None:
    """It is as far as the receipt says, with its words and the peer's name for it."""
    after = done(begun(FRESH), Receipt(DeliveryState.ACCEPTED, "taken", "42"), NOON)
    assert (after.state, after.attempts, after.due, after.reason, after.handle) == (
        DeliveryState.ACCEPTED, 1, None, "taken", "42",
    )  # fmt: skip


def test_what_will_never_work_is_given_up_at_once() -> None:
    """A refusal for good is failed, with the reason for a person."""
    after = refused(begun(FRESH), PeerError("No", do="Mend it", transient=False), MESSAGE, NOON, lambda: 0.5)
    assert (after.state, after.reason) == (DeliveryState.FAILED, "No. Mend it.")


def test_what_may_work_is_tried_again_until_it_is_not_worth_it() -> None:
    """It waits 1, 2, 5, ... 60 s; when the next attempt would come after the end it is given up."""
    delivery, now, waits = FRESH, NOON, []
    while delivery.state is DeliveryState.QUEUED:
        delivery = refused(begun(delivery), PeerError("Away"), MESSAGE, now, lambda: 0.5)
        if delivery.due is not None:
            waits.append((delivery.due - now).total_seconds())
            now = delivery.due
    assert waits[:8] == [1, 2, 5, 10, 20, 30, 60, 60]
    assert delivery.reason == "It was not worth saying any more. Last: Away."
    assert now < MESSAGE.expires


@given(st.integers(0, 10_000), st.none() | st.floats(0, 1e9), st.floats(0, 1))
def test_a_wait_is_always_bounded(attempts: int, asked_s: float | None, chance: float) -> None:
    """However often it failed and whatever a peer asks for, it is tried again within ten minutes."""
    assert 0.8 <= wait_s(attempts, asked_s, lambda: chance) <= 600.0


def test_a_peer_that_asks_for_time_is_given_it() -> None:
    """What the peer asks for is kept to where it is longer than the usual wait."""
    assert wait_s(1, 30.0, lambda: 0.5) == 30.0
    assert wait_s(7, 3.0, lambda: 0.5) == 60.0
