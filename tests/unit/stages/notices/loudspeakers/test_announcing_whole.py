# SPDX-License-Identifier: Apache-2.0
"""From the configuration and a notice to what a loudspeaker is given, spoken by espeak-ng."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from hearthwatch.config.load import parse_config
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId, IncidentId
from hearthwatch.model.incident import (
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    Place,
    Severity,
)
from hearthwatch.model.sound import Sound
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.loudspeakers.configured import announcements
from hearthwatch.stages.notices.loudspeakers.priority import Priority
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker
from hearthwatch.stages.notices.loudspeakers.sounds import level_dbfs
from hearthwatch.stages.notices.loudspeakers.tone import tone
from hearthwatch.testing.loudspeakers import RecordingDriver

CONFIG = """\
[announcements]
languages = ["en", "ar"]

[[camera]]
id = "mill"
url = "village:square"
name = "the mill"

[[camera.zone]]
name = "by the stream"
kind = "watch"
corners = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
"""


@pytest.mark.component("espeak-ng")
def test_a_notice_is_heard(tmp_path: Path) -> None:
    """A fire of a known place is said within two seconds: tone, English, Arabic, all of like level."""
    config = parse_config(CONFIG, "x.toml")
    now = SystemClock().now()
    place = Place(CameraId("mill"), Hazard.FLAME, CellRect(10, 10, 14, 16), 0.9, now, is_open=True)
    incident = Incident(
        IncidentId(7), IncidentKind.FIRE, IncidentState.CONFIRMED, Severity.DANGER, now, (place,), "It burns"
    )
    notice = Notice(incident.id, 1, NoticeReason.FIRST, Severity.DANGER, "everybody", "Fire", now)
    driver = RecordingDriver()
    began: list[float] = []

    async def heard() -> None:
        parts, faults = await announcements(config.announcements, config.cameras, tmp_path)
        assert faults == ()
        assert (await parts.prepare(["Horn"])).faults == ()
        channel = LoudspeakerChannel(
            Loudspeaker(ChannelId("horn"), "Horn"), driver, parts.speaking, clock=SystemClock(),
            rules=parts.rules, on_began=lambda _, after_s: began.append(after_s),
        )  # fmt: skip
        task = asyncio.create_task(channel.run())
        message = parts.composer.message_of(notice, incident)
        assert message.words("en").body == "Fire at the mill, by the stream. Keep away and warn others."
        assert (await channel.deliver(message, "")).state is DeliveryState.SENT
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(heard())
    assert began[0] < 2.0
    sound = driver.plays[0].sound
    alert = tone(Priority.DANGER, sound.rate_hz)
    assert (sound.samples[: len(alert.samples)] == alert.samples).all()
    speech = Sound(sound.samples[len(alert.samples) :], sound.rate_hz)
    assert 7 < speech.length_s < 20
    assert level_dbfs(speech) == pytest.approx(level_dbfs(alert), abs=1.5)
