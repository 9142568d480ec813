# SPDX-License-Identifier: Apache-2.0
"""The monthly round of loudspeaker tests: once for each that works; again soon for one that fails."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.ids import ChannelId
from hearthwatch.monthly_test import MonthlyTest
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel, Rules
from hearthwatch.stages.notices.loudspeakers.driver import Driver
from hearthwatch.stages.notices.loudspeakers.prepared import Prepared
from hearthwatch.stages.notices.loudspeakers.script import Script
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker
from hearthwatch.stages.notices.loudspeakers.speaking import Speaking
from hearthwatch.stages.notices.phrases import load_phrases
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.loudspeakers import BrokenDriver, RecordingDriver, SteadyVoice

PHRASES = load_phrases(["en"])


def speaker(name: str, driver: Driver, folder: Path, clock: FakeClock) -> LoudspeakerChannel:
    """Return a loudspeaker with a voice that needs no program."""
    speaking = Speaking(Prepared(folder / "speech", SteadyVoice()), Script(PHRASES, {}))
    return LoudspeakerChannel(
        Loudspeaker(ChannelId(name), name.capitalize()), driver, speaking, clock=clock, rules=Rules(("en",))
    )


def test_each_is_tried_once_a_month_and_one_that_failed_again(tmp_path: Path) -> None:
    """At first both; then the one that failed alone; after thirty days both; each time with a report."""

    async def story() -> list[list[tuple[ChannelId, DeliveryState]]]:
        clock = FakeClock()
        speakers = [
            speaker("horn", RecordingDriver(), tmp_path, clock),
            speaker("siren", BrokenDriver(), tmp_path, clock),
        ]
        tasks = [asyncio.create_task(each.run()) for each in speakers]
        composer = Composer(PHRASES, {})
        monthly = MonthlyTest(tmp_path / "reports", clock, lambda: speakers, lambda: composer)
        found = []
        for days in (0, 1, 30):
            clock.advance(days * 86_400)
            report = await monthly.try_due()
            assert report is not None
            found.append([(each.loudspeaker, each.state) for each in report.trials])
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return found

    sent, failed = (ChannelId("horn"), DeliveryState.SENT), (ChannelId("siren"), DeliveryState.FAILED)
    assert asyncio.run(story()) == [[sent, failed], [failed], [sent, failed]]
    first = (tmp_path / "reports" / "loudspeakers-2026-01-31.txt").read_text()
    assert first.startswith("Test of loudspeakers, 2026-01-31 18:30 UTC: 2 tried, 1 failed, 0 known to have")
    assert "Siren (siren)  failed: " in first
