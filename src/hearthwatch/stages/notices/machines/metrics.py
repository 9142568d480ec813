# SPDX-License-Identifier: Apache-2.0
"""Figures of deliveries for Prometheus: numbers in, lines of its text format (0.0.4) out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.ids import ChannelId


class ChannelFigures(Protocol):
    """A channel's figures; the outbox has them."""

    @property
    def id(self) -> ChannelId:
        """Return its id."""
        ...

    @property
    def deliveries(self) -> Mapping[DeliveryState, int]:
        """Return how many deliveries became final in each state since the start."""
        ...

    @property
    def queued(self) -> int:
        """Return how many wait."""
        ...

    @property
    def oldest_queued_s(self) -> float | None:
        """Return the age of the oldest of these, in seconds; None where none waits."""
        ...

    @property
    def is_up(self) -> bool:
        """Return whether its last delivery arrived as far as is known, or it was not tried yet."""
        ...


def delivery_lines(channels: Sequence[ChannelFigures]) -> Iterator[str]:
    """Yield the lines; a state that never occurred is 0, so that a rate can be taken of it."""
    yield from _head("deliveries_total", "counter", "Deliveries by channel that ended in each state.")
    for channel in channels:
        for state in DeliveryState:
            if state.is_final:
                labels = f'{_label(channel.id)},state="{state}"'
                yield f"hearthwatch_deliveries_total{{{labels}}} {channel.deliveries.get(state, 0)}"
    yield from _head("deliveries_queued", "gauge", "Deliveries that wait, by channel.")
    for channel in channels:
        yield f"hearthwatch_deliveries_queued{{{_label(channel.id)}}} {channel.queued}"
    yield from _head("delivery_oldest_queued_seconds", "gauge", "Age of the oldest that waits; 0 for none.")
    for channel in channels:
        age_s = channel.oldest_queued_s or 0.0
        yield f"hearthwatch_delivery_oldest_queued_seconds{{{_label(channel.id)}}} {age_s:.3f}"
    yield from _head("channel_up", "gauge", "1 where a channel's last delivery arrived, as far as is known.")
    for channel in channels:
        yield f"hearthwatch_channel_up{{{_label(channel.id)}}} {int(channel.is_up)}"


def _head(name: str, kind: str, what: str) -> Iterator[str]:
    yield f"# HELP hearthwatch_{name} {what}"
    yield f"# TYPE hearthwatch_{name} {kind}"


def _label(channel: ChannelId) -> str:
    """Return a label; backslash, quotation mark and line feed are escaped, as the format demands."""
    plain = channel.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
    return f'channel="{plain}"'
