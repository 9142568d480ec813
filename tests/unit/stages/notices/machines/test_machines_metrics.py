# SPDX-License-Identifier: Apache-2.0
"""Figures of deliveries in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.ids import ChannelId
from hearthwatch.stages.notices.machines.metrics import delivery_lines


@dataclass(frozen=True)
class Figures:
    """A channel's figures."""

    id: ChannelId
    deliveries: Mapping[DeliveryState, int] = field(default_factory=dict)
    queued: int = 0
    oldest_queued_s: float | None = None
    is_up: bool = True


def test_the_figures_are_these() -> None:
    """Each channel has its counters, its queue, its oldest, and whether it is up; labels are escaped."""
    channels = [
        Figures(ChannelId("mqtt"), {DeliveryState.ACCEPTED: 7}),
        Figures(ChannelId('a"b\\c\nd'), {DeliveryState.FAILED: 1}, 3, 12.5, is_up=False),
    ]
    assert (
        "\n".join(delivery_lines(channels))
        == r"""# HELP hearthwatch_deliveries_total Deliveries by channel that ended in each state.
# TYPE hearthwatch_deliveries_total counter
hearthwatch_deliveries_total{channel="mqtt",state="sent"} 0
hearthwatch_deliveries_total{channel="mqtt",state="accepted"} 7
hearthwatch_deliveries_total{channel="mqtt",state="heard"} 0
hearthwatch_deliveries_total{channel="mqtt",state="failed"} 0
hearthwatch_deliveries_total{channel="a\"b\\c\nd",state="sent"} 0
hearthwatch_deliveries_total{channel="a\"b\\c\nd",state="accepted"} 0
hearthwatch_deliveries_total{channel="a\"b\\c\nd",state="heard"} 0
hearthwatch_deliveries_total{channel="a\"b\\c\nd",state="failed"} 1
# HELP hearthwatch_deliveries_queued Deliveries that wait, by channel.
# TYPE hearthwatch_deliveries_queued gauge
hearthwatch_deliveries_queued{channel="mqtt"} 0
hearthwatch_deliveries_queued{channel="a\"b\\c\nd"} 3
# HELP hearthwatch_delivery_oldest_queued_seconds Age of the oldest that waits; 0 for none.
# TYPE hearthwatch_delivery_oldest_queued_seconds gauge
hearthwatch_delivery_oldest_queued_seconds{channel="mqtt"} 0.000
hearthwatch_delivery_oldest_queued_seconds{channel="a\"b\\c\nd"} 12.500
# HELP hearthwatch_channel_up 1 where a channel's last delivery arrived, as far as is known.
# TYPE hearthwatch_channel_up gauge
hearthwatch_channel_up{channel="mqtt"} 1
hearthwatch_channel_up{channel="a\"b\\c\nd"} 0"""
    )
