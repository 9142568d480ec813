# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF001 - Japanese text is meant
"""Speech that is ready before it is needed, and what is said where it is not."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hearthwatch.config.announcements import Announcements
from hearthwatch.config.cameras import Camera
from hearthwatch.config.values import CameraUrl
from hearthwatch.config.zones import DrawnZone
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
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
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.configured import (
    AnnouncementParts,
    announcements,
    spoken_places,
)
from hearthwatch.stages.notices.loudspeakers.prepared import Piece, Preparation, Prepared
from hearthwatch.stages.notices.loudspeakers.priority import Priority
from hearthwatch.stages.notices.loudspeakers.speaking import Speaking, Spoken
from hearthwatch.stages.notices.loudspeakers.tone import tone
from hearthwatch.stages.notices.phrases import load_phrases
from hearthwatch.testing.loudspeakers import SteadyVoice

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECTION = Announcements(languages=("en", "ja"), readings={"ja": {"Mill": "ミル"}})
LANE = DrawnZone(name="the lane", kind="keep-clear", corners=((0.1, 0.6), (0.5, 0.6), (0.5, 0.9)))
CAMERAS = (
    Camera(id="mill", url=CameraUrl("village:square"), name="Mill", zones=(LANE,)),
    Camera(id="barn", url=CameraUrl("village:square"), name="Barn"),
)
COMPOSER = Composer(load_phrases(SECTION.languages), {each.camera: each.shown_name for each in CAMERAS})
FIRE = [
    (reason, state, hazard, zone, drill)
    for reason in NoticeReason
    for state in (IncidentState.NOTIFIED, IncidentState.FALSE_ALARM)
    for hazard, zone in ((Hazard.FLAME, ""), (Hazard.SMOKE, ""), (Hazard.BLOCKED, "the lane"))
    for drill in (False, True)
]


def message(
    reason: NoticeReason = NoticeReason.FIRST,
    state: IncidentState = IncidentState.NOTIFIED,
    hazard: Hazard = Hazard.FLAME,
    zone: str = "",
    drill: bool = False,
    *,
    makes: Composer = COMPOSER,
) -> Message:
    """Return what is said of a hazard at the mill."""
    place = Place(CameraId("mill"), hazard, None, 0.9, NOW, is_open=False, zone=zone)
    kind = IncidentKind.of(hazard)
    incident = Incident(IncidentId(1), kind, state, Severity.DANGER, NOW, (place,), "It burns")
    return makes.message_of(
        Notice(IncidentId(1), 1, reason, Severity.DANGER, "", "Fire", NOW, drill), incident
    )


async def prepared(folder: Path, voice: SteadyVoice) -> tuple[AnnouncementParts, Preparation]:
    """Return the parts, all that alarms need prepared."""
    parts, _ = await announcements(SECTION, CAMERAS, folder, voice=voice)
    return parts, await parts.prepare(["Horn"])


async def spoken(parts: AnnouncementParts, said: Message, patience_s: float = 1.0) -> Spoken:
    """Return the sound of a message, and end what was begun for it."""
    try:
        return await Speaking(parts.prepared, parts.script, patience_s=patience_s).sound_of(
            said, ("en", "ja")
        )
    finally:
        await parts.prepared.close()


def test_every_alarm_is_ready(tmp_path: Path) -> None:
    """Whatever is told of a known place, with each cause and as a drill, no voice is asked for it."""

    async def asked() -> list[tuple[str, str]]:
        voice = SteadyVoice()
        parts, _ = await prepared(tmp_path, voice)
        voice.said.clear()
        for each in FIRE:
            assert (await spoken(parts, message(*each))).missing == ""
        for test in (COMPOSER.test_message("horn", "Horn", NOW), COMPOSER.heartbeat("horn", "Horn", NOW)):
            assert (await spoken(parts, test)).missing == ""
        return voice.said

    assert asyncio.run(asked()) == []


def test_an_announcement_is_tone_then_each_language(tmp_path: Path) -> None:
    """It begins with the tone of its priority; two languages take as long as both."""

    async def sounds() -> tuple[Spoken, Spoken, Spoken]:
        parts, _ = await prepared(tmp_path, SteadyVoice())
        one, other, both = [
            await parts.speaking.sound_of(message(), languages)
            for languages in (("en",), ("ja",), ("en", "ja"))
        ]
        return one, other, both

    one, other, both = asyncio.run(sounds())
    alert = tone(Priority.DANGER, 22_050)
    assert (both.sound.samples[: len(alert.samples)] == alert.samples).all()
    whole = one.sound.length_s + other.sound.length_s - alert.length_s - 0.3 + 0.7
    assert both.sound.length_s == pytest.approx(whole, abs=0.01)


def test_what_is_prepared_is_not_spoken_again(tmp_path: Path) -> None:
    """A second start finds all; a new name is spoken and an old one erased."""

    async def twice() -> tuple[Preparation, Preparation, list[bool]]:
        _, first = await prepared(tmp_path, SteadyVoice())
        parts, second = await prepared(tmp_path, SteadyVoice())
        old = Piece("Smoke at Barn.", "en")
        found = [parts.prepared.kept(old) is not None]
        await replace(parts, places=spoken_places(CAMERAS[:1], COMPOSER)).prepare()
        return first, second, [*found, parts.prepared.kept(old) is not None]

    first, second, found = asyncio.run(twice())
    assert first.ready == first.spoken == second.ready
    assert (second.spoken, found) == (0, [True, False])


def test_another_voice_answers_with_no_old_sound(tmp_path: Path) -> None:
    """What one voice spoke is not taken for another's."""

    async def ready() -> int:
        await prepared(tmp_path, SteadyVoice())
        _, second = await prepared(tmp_path, SteadyVoice(version="steady 2"))
        return second.spoken

    assert asyncio.run(ready()) > 20


def damage(folder: Path) -> None:
    """Cut every other file of a folder short, and overwrite the others."""
    for number, path in enumerate(sorted(folder.iterdir())):
        path.write_bytes(path.read_bytes()[:20] if number % 2 else b"garbage")


def test_what_is_damaged_is_spoken_anew(tmp_path: Path) -> None:
    """Files cut short or overwritten on the disk are no sounds, and cost a voice, not the alarm."""

    async def heard() -> tuple[Spoken, int]:
        voice = SteadyVoice()
        parts, _ = await prepared(tmp_path, voice)
        damage(tmp_path)
        voice.said.clear()
        return await spoken(parts, message()), len(voice.said)

    said, asked = asyncio.run(heard())
    assert (said.missing, asked) == ("", 4)


def test_what_is_not_prepared_is_spoken_now_and_kept(tmp_path: Path) -> None:
    """A name that is new is spoken on demand, once."""

    async def heard() -> tuple[list[str], int]:
        voice = SteadyVoice()
        parts, _ = await prepared(tmp_path, voice)
        voice.said.clear()
        other = Composer(COMPOSER.phrases, {CameraId("mill"): "Silo"})
        await spoken(parts, message(makes=other))
        texts = [text for text, _ in voice.said]
        await spoken(parts, message(makes=other))
        return texts, len(voice.said)

    assert asyncio.run(heard()) == (["Fire at Silo.", "かじ、ばしょ：Silo。"], 2)


@pytest.mark.parametrize(
    "voice", [SteadyVoice(late_s=5), SteadyVoice(is_broken=True)], ids=["late", "broken"]
)
def test_a_late_or_broken_voice_leaves_the_hazard(tmp_path: Path, voice: SteadyVoice) -> None:
    """Where speech is not ready in time the hazard alone is said at once: "Fire", after the tone."""

    async def heard() -> tuple[Spoken, Spoken, float]:
        parts, _ = await prepared(tmp_path, SteadyVoice())
        late = replace(parts, prepared=Prepared(tmp_path, voice))
        other = Composer(COMPOSER.phrases, {CameraId("mill"): "Silo"})
        begun = asyncio.get_running_loop().time()
        whole = await spoken(late, message(makes=other), 0.2)
        return whole, await spoken(late, message()), asyncio.get_running_loop().time() - begun

    whole, ready, took_s = asyncio.run(heard())
    assert whole.missing == "en: only the hazard; ja: only the hazard"
    assert ready.missing == ""
    assert took_s < 3
    # The tone, "Fire." and "かじ。" of the humming voice, and the pauses between them.
    assert whole.sound.length_s == pytest.approx(2.0 + 0.3 + 0.25 + 0.7 + 0.15, abs=0.05)


def test_with_nothing_prepared_and_no_voice_the_tone_stands_alone(tmp_path: Path) -> None:
    """A machine without any voice still sounds the alarm."""

    async def heard() -> Spoken:
        parts, faults = await announcements(
            SECTION, CAMERAS, tmp_path / "none", voice=SteadyVoice(is_broken=True)
        )
        assert faults == ("announcements: nothing can be spoken: The voice is broken.",)
        return await spoken(parts, message())

    said = asyncio.run(heard())
    assert said.missing == "en: no speech; ja: no speech"
    assert said.sound.length_s == pytest.approx(2.0, abs=0.01)


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Where nothing can be kept all is spoken on demand."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    async def heard() -> tuple[Preparation, Spoken]:
        parts, result = await prepared(tmp_path / "file" / "folder", SteadyVoice())
        return result, await spoken(parts, message())

    result, said = asyncio.run(heard())
    assert (result.ready, said.missing) == (0, "")


def test_a_language_that_cannot_be_spoken_gives_way(tmp_path: Path) -> None:
    """Where no chosen language has a voice, English is spoken, and that is told."""

    async def heard() -> tuple[tuple[str, ...], tuple[str, ...], Spoken]:
        section = Announcements(languages=("he",))
        voice = SteadyVoice(mute=frozenset({"he"}))
        parts, faults = await announcements(section, CAMERAS, tmp_path, voice=voice)
        said = await parts.speaking.sound_of(message(makes=parts.composer), parts.rules.languages)
        return parts.rules.languages, faults, said

    languages, faults, said = asyncio.run(heard())
    assert (languages, said.missing) == (("en",), "")
    assert said.sound.length_s > 4
    assert faults[-1] == "announcements: spoken in en instead"


def test_words_are_spoken_by_the_voice_of_their_language(tmp_path: Path) -> None:
    """What an operator wrote in one language alone is spoken once, by no voice of another."""

    async def asked() -> list[tuple[str, str]]:
        voice = SteadyVoice()
        parts, _ = await prepared(tmp_path, voice)
        voice.said.clear()
        await spoken(parts, COMPOSER.words_message({"ja": "パンがあります。"}, NOW))
        await spoken(parts, COMPOSER.words_message({"de": "Brot."}, NOW))
        return voice.said

    assert asyncio.run(asked()) == [("パンがあります。", "ja"), ("Brot.", "de")]
