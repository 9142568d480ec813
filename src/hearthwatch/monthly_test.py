# SPDX-License-Identifier: Apache-2.0
"""Once a month each loudspeaker is tried aloud, at noon, and what came of it is written down.

When each was tried last stands in the data folder; so do the reports, as text and as JSON.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.ids import ChannelId
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.loudspeakers.monthly import MonthlyReport, due, try_each

_log = logging.getLogger(__name__)

#: People are up at noon, and many villages try their sirens then. Hours of the machine's own time.
_FROM, _UNTIL = 12, 13
_LOOK_S = 600.0
_LAST = "last-tests.json"


class MonthlyTest:
    """See the module. ``speakers`` and ``composer`` are asked anew each time: channels come and go."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        speakers: Callable[[], Sequence[LoudspeakerChannel]],
        composer: Callable[[], Composer],
    ) -> None:
        """Take where reports lie, and who is tried."""
        self._folder, self._clock = folder, clock
        self._speakers, self._composer = speakers, composer

    async def run(self) -> None:
        """Try what is due, for ever."""
        while True:
            if _FROM <= self._clock.now().astimezone().hour < _UNTIL:
                await self.try_due()
            await asyncio.sleep(_LOOK_S)

    async def try_due(self) -> MonthlyReport | None:
        """Try the loudspeakers that are due; return the report, None where none is."""
        last = await asyncio.to_thread(self._read)
        speakers = self._speakers()
        now_due = due([each.id for each in speakers], last, self._clock.now())
        if not now_due:
            return None
        report = await try_each(
            [each for each in speakers if each.id in now_due], self._composer(), self._clock
        )
        tried = {
            each.loudspeaker: each.at for each in report.trials if each.state is not DeliveryState.FAILED
        }
        _log.info("%s", report.text.rstrip())
        try:
            await asyncio.to_thread(self._write, report, {**last, **tried})
        except OSError as error:
            _log.error("the report of the loudspeakers' test cannot be kept: %s", error.strerror)
        return report

    def _read(self) -> dict[ChannelId, datetime]:
        try:
            return msgspec.json.decode((self._folder / _LAST).read_bytes(), type=dict[ChannelId, datetime])
        except (OSError, msgspec.DecodeError):
            return {}  # then all are due: better twice than never

    def _write(self, report: MonthlyReport, last: dict[ChannelId, datetime]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = f"loudspeakers-{report.begun:%Y-%m-%d}"
        (self._folder / f"{name}.txt").write_text(report.text, encoding="utf-8")
        (self._folder / f"{name}.json").write_bytes(report.json)
        (self._folder / _LAST).write_bytes(msgspec.json.encode(last))
