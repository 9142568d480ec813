# SPDX-License-Identifier: Apache-2.0
"""The monthly test of loudspeakers and its report."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.monthly import due, try_each
from hearthwatch.stages.notices.phrases import load_phrases
from hearthwatch.testing.clock import FakeClock

NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
COMPOSER = Composer(load_phrases(("en",)), {})


@dataclass
class Horn:
    """A channel that answers at once; None: never."""

    id: ChannelId
    answer: Receipt | PeerError | None
    said: list[Message] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.id.title()

    def recipients(self, message: Message) -> tuple[str, ...]:
        """Return all at once."""
        return ("",)

    async def run(self) -> None:
        """Keep nothing."""

    async def deliver(self, message: Message, recipient: str) -> Receipt:
        """Answer."""
        self.said.append(message)
        if self.answer is None:
            await asyncio.Event().wait()
        if isinstance(self.answer, Receipt):
            return self.answer
        raise self.answer or AssertionError

    def settled(self, incident: IncidentId) -> None:
        """Learn nothing."""


def test_a_loudspeaker_is_due_after_thirty_days() -> None:
    """Those never tried and those tried 30 days ago are due."""
    last = {ChannelId("new"): NOW - timedelta(days=29, hours=23), ChannelId("old"): NOW - timedelta(days=30)}
    assert due([ChannelId("new"), ChannelId("old"), ChannelId("never")], last, NOW) == ("old", "never")


def test_each_is_tried_and_the_report_says_how() -> None:
    """The report has a line for each, the failed first, and the same for machines."""
    clock = FakeClock(NOW)
    horns = [
        Horn(ChannelId("church"), Receipt(DeliveryState.HEARD, "the key was pressed")),
        Horn(ChannelId("square"), Receipt(DeliveryState.SENT)),
        Horn(ChannelId("lane"), PeerError("The horn does not answer", do="Check its cable")),
        Horn(ChannelId("mill"), None),
    ]
    report = asyncio.run(try_each(horns, COMPOSER, clock, trial_s=0.05))
    assert report.text == (
        "Test of loudspeakers, 2026-01-31 18:30 UTC: 4 tried, 2 failed, 1 known to have been heard.\n"
        "18:30:00  Lane (lane)  failed: The horn does not answer. Check its cable.\n"
        "18:30:00  Mill (mill)  failed: It was not played within 0 s.\n"
        "18:30:00  Church (church)  heard: the key was pressed\n"
        "18:30:00  Square (square)  sent\n"
    )
    assert json.loads(report.json)["trials"][2] == {
        "loudspeaker": "lane",
        "name": "Lane",
        "at": "2026-01-31T18:30:00Z",
        "state": "failed",
        "words": "The horn does not answer. Check its cable.",
    }
    assert [horn.said[0].words("en").body for horn in horns[:1]] == [
        "This is a test of Church. There is no danger."
    ]
