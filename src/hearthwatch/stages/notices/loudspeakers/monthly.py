# SPDX-License-Identifier: Apache-2.0
"""The monthly test of every loudspeaker: which are due, each tried in turn, and a report of it.

What was tried is passed in and returned; nothing is kept here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId
from hearthwatch.stages.notices.channel import Channel
from hearthwatch.stages.notices.composing import Composer

EVERY = timedelta(days=30)
#: A test that has not been played by then waits behind an alarm; it is due again.
TRIAL_S = 60.0


@dataclass(frozen=True, slots=True)
class Trial:
    """One loudspeaker's test. ``state``: how far it is known to have got; ``words``: for a person."""

    loudspeaker: ChannelId
    name: str
    at: datetime
    state: DeliveryState
    words: str


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """A test of loudspeakers, ``begun`` at a time (aware, UTC)."""

    begun: datetime
    trials: tuple[Trial, ...]

    @property
    def text(self) -> str:
        """The report on one page: a line for each loudspeaker, those that failed first."""
        failed = sum(trial.state is DeliveryState.FAILED for trial in self.trials)
        heard = sum(trial.state is DeliveryState.HEARD for trial in self.trials)
        lines = [
            (
                f"Test of loudspeakers, {self.begun:%Y-%m-%d %H:%M} UTC: {len(self.trials)} tried, "
                f"{failed} failed, {heard} known to have been heard."
            )
        ]
        for trial in sorted(self.trials, key=lambda each: each.state is not DeliveryState.FAILED):
            words = f": {trial.words}" if trial.words else ""
            lines.append(
                f"{trial.at:%H:%M:%S}  {trial.name} ({trial.loudspeaker})  {trial.state.value}{words}"
            )
        return "\n".join(lines) + "\n"

    @property
    def json(self) -> bytes:
        """The same for machines: ``begun`` and ``trials``, each with the fields of `Trial`."""
        return msgspec.json.encode(self)


def due(
    loudspeakers: Sequence[ChannelId], last: Mapping[ChannelId, datetime], now: datetime
) -> tuple[ChannelId, ...]:
    """Return those whose last test, of any result but FAILED, is 30 days ago, or that never had one."""
    return tuple(each for each in loudspeakers if each not in last or now - last[each] >= EVERY)


async def try_each(
    channels: Sequence[Channel], composer: Composer, clock: Clock, *, trial_s: float = TRIAL_S
) -> MonthlyReport:
    """Test loudspeakers one after another, so that each can be listened for; return the report."""
    begun = clock.now()
    return MonthlyReport(begun, tuple([await _tried(each, composer, clock, trial_s) for each in channels]))


async def _tried(channel: Channel, composer: Composer, clock: Clock, trial_s: float) -> Trial:
    at = clock.now()
    message = composer.test_message(channel.id, channel.name, at)
    try:
        async with asyncio.timeout(trial_s):
            receipt = await channel.deliver(message, "")
    except PeerError as error:
        return Trial(channel.id, channel.name, at, DeliveryState.FAILED, error.line())
    except TimeoutError:
        words = f"It was not played within {trial_s:.0f} s."
        return Trial(channel.id, channel.name, at, DeliveryState.FAILED, words)
    return Trial(channel.id, channel.name, at, receipt.state, receipt.words)
