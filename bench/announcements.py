# SPDX-License-Identifier: Apache-2.0
"""How soon an announcement is ready: 16 cameras, prepared speech by espeak-ng, and speech on demand.

Prints a table and JSON: what preparing costs in time and on disk, the look-up of a whole announcement, the
time from ``deliver`` to the first sample (of a driver that plays into memory), of prepared and of new places,
how soon a fire interrupts an exercise, and how fast each language is spoken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hearthwatch.config.announcements import Announcements
from hearthwatch.config.cameras import Camera
from hearthwatch.config.values import CameraUrl
from hearthwatch.model.clock import SystemClock
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
from hearthwatch.model.message import Message
from hearthwatch.model.words_for_persons import LANGUAGES
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.loudspeakers.configured import (
    AnnouncementParts,
    announcements,
)
from hearthwatch.stages.notices.loudspeakers.served import Loudspeaker
from hearthwatch.stages.notices.loudspeakers.speech import EspeakVoice, speakable
from hearthwatch.stages.notices.phrases import Saying, Subject, load_language
from hearthwatch.testing.loudspeakers import RecordingDriver

NAMES = (
    "the mill", "the barn", "Church square", "the school", "North gate", "the bridge", "Long meadow",
    "the harbour", "Station road", "the quarry", "Upper lane", "the forest hut", "the market", "the dam",
    "Vineyard hill", "the old town hall",
)  # fmt: skip
CAMERAS = tuple(
    Camera(id=f"camera-{number}", url=CameraUrl("village:square"), name=name)
    for number, name in enumerate(NAMES)
)
ROUNDS = 4


def message(
    makes: Composer, camera: int, number: int, reason: NoticeReason, *, drill: bool = False
) -> Message:
    """Return what is said of a fire on a camera."""
    now = SystemClock().now()
    place = Place(CameraId(f"camera-{camera}"), Hazard.FLAME, None, 0.9, now, is_open=True)
    incident = Incident(
        IncidentId(number), IncidentKind.FIRE, IncidentState.CONFIRMED, Severity.DANGER, now, (place,), ""
    )
    return makes.message_of(
        Notice(incident.id, 1, reason, Severity.DANGER, "everybody", "", now, drill), incident
    )


def spread(values_ms: Sequence[float]) -> dict[str, float]:
    """Return p50, p95 and the most of times in ms."""
    ordered = sorted(values_ms)
    return {
        "n": len(ordered),
        "p50_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))], 1),
        "max_ms": round(ordered[-1], 1),
    }


async def prepared(section: Announcements, folder: Path) -> tuple[AnnouncementParts, dict[str, float]]:
    """Return the parts, and what preparing all came to."""
    parts, faults = await announcements(section, CAMERAS, folder)
    if faults:
        raise SystemExit("\n".join(faults))
    begun = time.monotonic()
    done = await parts.prepare(["Horn"])
    took_s = time.monotonic() - begun
    size = sum(path.stat().st_size for path in folder.iterdir())  # noqa: ASYNC240 - nothing else runs
    return parts, {"pieces": done.ready, "seconds": round(took_s, 1), "MB": round(size / 1e6)}


async def looked_up(made: AnnouncementParts) -> dict[str, float]:
    """Return how long a message takes to become a sound, all of it prepared."""
    times = []
    for number in range(ROUNDS):
        for camera in range(len(CAMERAS)):
            for reason in NoticeReason:
                said = message(made.composer, camera, number, reason)
                begun = time.perf_counter()
                spoken = await made.speaking.sound_of(said, made.rules.languages)
                times.append((time.perf_counter() - begun) * 1000)
                if spoken.missing:
                    raise SystemExit(f"not prepared: {spoken.missing}")
    return spread(times)


async def first_samples(made: AnnouncementParts, makes: Composer, count: int) -> dict[str, float]:
    """Return how long it is from deliver to the first sample, each time on a loudspeaker at rest."""
    times: list[float] = []
    horn = Loudspeaker(ChannelId("horn"), "Horn")
    channel = LoudspeakerChannel(
        horn, RecordingDriver(1000.0), made.speaking, clock=SystemClock(), rules=made.rules,
        on_began=lambda _, after_s: times.append(after_s * 1000),
    )  # fmt: skip
    task = asyncio.create_task(channel.run())
    for number in range(count):
        said = message(makes, number % len(CAMERAS), number, NoticeReason.FIRST)
        await channel.deliver(said, "")
        channel.settled(IncidentId(number))
    await ended(task)
    return spread(times)


async def interrupted(made: AnnouncementParts) -> dict[str, float]:
    """Return how long it is from deliver of a fire to its first sample, in the middle of an exercise."""
    times: list[float] = []
    for number in range(20):
        driver = RecordingDriver(1.0)
        channel = LoudspeakerChannel(
            Loudspeaker(ChannelId("horn"), "Horn"), driver, made.speaking, clock=SystemClock(),
            rules=made.rules,
            on_began=lambda each, after_s: None if each.drill else times.append(after_s * 1000),
        )  # fmt: skip
        task = asyncio.create_task(channel.run())
        drill = message(made.composer, number % 16, 1, NoticeReason.FIRST, drill=True)
        first = asyncio.create_task(channel.deliver(drill, ""))
        while not driver.plays:  # noqa: ASYNC110 - what plays tells nobody
            await asyncio.sleep(0.01)
        second = asyncio.create_task(
            channel.deliver(message(made.composer, number % 16, 2, NoticeReason.FIRST), "")
        )
        while len(driver.plays) < 2:  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.001)
        await ended(first, second, task)
    return spread(times)


async def ended(*tasks: asyncio.Task[object]) -> None:
    """End tasks."""
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def rates() -> dict[str, float]:
    """Return how many letters of the shipped texts espeak-ng speaks in a second, by language."""
    found = {}
    for code in LANGUAGES:
        language = load_language(code)
        place = {"ja": "すいしゃごや"}.get(code, language.file.somewhere)
        body = language.compose(Subject(Saying.FIRST, Hazard.FLAME, (place,), drill=True)).body
        sound = await EspeakVoice().say(speakable(body, language.file.readings), code)
        found[code] = round(len(body) / sound.length_s, 1)
    return found


async def measured(languages: tuple[str, ...], count: int) -> dict[str, object]:
    """Return all figures."""
    with tempfile.TemporaryDirectory() as folder:
        made, preparing = await prepared(Announcements(languages=languages), Path(folder))
        new = {each.camera: f"{each.shown_name} {count}" for each in CAMERAS}
        figures: dict[str, object] = {
            "languages": languages,
            "at": f"{datetime.now(UTC):%Y-%m-%d}",  # noqa: TID251 - a bench
            "preparing": preparing,
            "look-up": await looked_up(made),
            "first sample": await first_samples(made, made.composer, count),
            "first sample, new names": await first_samples(made, replace(made.composer, names=new), 16),
            "interrupting": await interrupted(made),
            "letters a second": await rates(),
        }
        await made.prepared.close()
        return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="where the figures are written")
    parser.add_argument("--languages", default="en,de", help="separated by commas")
    parser.add_argument("--count", type=int, default=200, help="how many alarms")
    asked = parser.parse_args()
    figures = asyncio.run(measured(tuple(asked.languages.split(",")), asked.count))
    for name, value in figures.items():
        print(f"{name:24} {value}")
    if asked.json is not None:
        asked.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
