# SPDX-License-Identifier: Apache-2.0
"""The hub gives everybody the newest tile of each camera, and nobody can hold it up."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from hearthwatch.model.health import ConnectionState
from hearthwatch.model.ids import PlateId
from hearthwatch.model.scene import unknown_cells
from hearthwatch.stages.publishing.live import HubStatistics, LiveHub, Subscription
from hearthwatch.stages.publishing.wire import ROSTER_CHANGED, TileMessage
from hearthwatch.testing.clock import FakeClock


def tile(camera: int, sequence: int = 0) -> TileMessage:
    """Return a camera's tile with a frame half a second old."""
    return TileMessage(
        camera,
        sequence,
        datetime(2026, 1, 31, tzinfo=UTC),
        PlateId(1),
        has_picture=True,
        connection=ConnectionState.STREAMING,
        hazards=0,
        frame_age_s=0.5,
        cells=unknown_cells(),
    )


def joined(hub: LiveHub) -> Subscription:
    """Join a hub that has room."""
    subscription = hub.join()
    assert subscription is not None
    return subscription


def receive(subscription: Subscription) -> tuple[bytes, ...]:
    """Return what can be had of a subscription at once; nothing where it would have to wait."""

    async def at_once() -> tuple[bytes, ...]:
        waiting = asyncio.ensure_future(subscription.receive())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiting.cancel()
        return waiting.result() if waiting.done() else ()

    return asyncio.run(at_once())


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that the test moves."""
    return FakeClock()


@pytest.fixture
def hub(clock: FakeClock) -> LiveHub:
    """Return a hub with room for two."""
    return LiveHub(clock, clients=2)


def test_joining_gives_every_camera_at_once(hub: LiveHub) -> None:
    """Whoever joins has the newest tile of every camera without waiting for the next."""
    for number in (0, 1, 2):
        hub.publish(number, tile(number, sequence=1))
    hub.publish(1, tile(1, sequence=2))
    assert receive(joined(hub)) == (tile(0, 1).encode(), tile(1, 2).encode(), tile(2, 1).encode())


def test_a_published_tile_reaches_everybody(hub: LiveHub) -> None:
    """All who have joined get a tile once, then wait for the next."""
    subscriptions = (joined(hub), joined(hub))
    hub.publish(3, tile(3).encode())
    assert [receive(each) for each in subscriptions] == [(tile(3).encode(),)] * 2
    assert [receive(each) for each in subscriptions] == [()] * 2


def test_a_slow_client_skips(hub: LiveHub) -> None:
    """Of a thousand tiles that were not fetched, each camera's newest remains and the rest is counted."""
    slow = joined(hub)
    for sequence in range(1000):
        hub.publish(sequence % 2, tile(sequence % 2, sequence))
    assert receive(slow) == (tile(0, 998).encode(), tile(1, 999).encode())
    assert hub.statistics() == HubStatistics(clients=1, published=1000, handed_out=2, skipped=998)


def test_a_stale_tile_is_not_handed_out(hub: LiveHub, clock: FakeClock) -> None:
    """A tile of more than three seconds ago is never sent as if it were live."""
    early = joined(hub)
    hub.publish(0, tile(0))
    clock.advance(3.0)
    hub.publish(1, tile(1))
    assert receive(early) == (tile(1).encode(),)
    assert receive(joined(hub)) == (tile(1).encode(),)


def test_a_tile_that_waited_says_so(hub: LiveHub, clock: FakeClock) -> None:
    """What is handed out late has the age that its frame has at sending."""
    hub.publish(0, tile(0))
    clock.advance(0.4)
    (message,) = receive(joined(hub))
    assert TileMessage.decode(message).frame_age_s == 0.9


def test_roster_notices_come_first_and_once(hub: LiveHub) -> None:
    """Two changes of the roster before a client looks are one notice, ahead of the tiles."""
    subscription = joined(hub)
    hub.publish(0, tile(0))
    hub.announce_roster()
    hub.announce_roster()
    assert receive(subscription) == (ROSTER_CHANGED, tile(0).encode())
    assert receive(subscription) == ()


def test_a_forgotten_camera_is_gone(hub: LiveHub) -> None:
    """No tile of a camera that left the roster is sent, neither to those present nor to new ones."""
    present = joined(hub)
    hub.publish(0, tile(0))
    hub.forget(0)
    hub.forget(5)
    assert receive(present) == receive(joined(hub)) == ()


def test_a_full_hub_refuses_and_a_leaver_makes_room(hub: LiveHub) -> None:
    """No more may join than are allowed; whoever leaves, even twice, frees one place."""
    first = joined(hub)
    joined(hub)
    assert hub.join() is None
    with first:
        pass
    hub.leave(first)
    joined(hub)
    assert hub.join() is None
    assert hub.statistics().clients == 2


def test_a_tile_under_another_number_is_refused(hub: LiveHub) -> None:
    """A tile that is not the camera's own, or no tile at all, is a ValueError."""
    with pytest.raises(ValueError, match="no tile of camera 1"):
        hub.publish(1, tile(2))
    with pytest.raises(ValueError, match="no tile of camera 0"):
        hub.publish(0, b"\x01\x01")
