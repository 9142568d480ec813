# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF001 - Chinese and Japanese text is meant
"""Text to speech: espeak-ng as it is, and as it must not be."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import PeerError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.sound import Sound
from hearthwatch.model.words_for_persons import LANGUAGES
from hearthwatch.stages.notices.loudspeakers.sentences import sentences
from hearthwatch.stages.notices.loudspeakers.sounds import level_dbfs
from hearthwatch.stages.notices.loudspeakers.speech import EspeakVoice, languages_spoken, speakable
from hearthwatch.stages.notices.phrases import Saying, Subject, load_language
from hearthwatch.testing.loudspeakers import SteadyVoice


def said(voice: EspeakVoice, text: str, language: str = "en") -> Sound:
    """Return ``text`` spoken."""
    return asyncio.run(voice.say(text, language))


def program(folder: Path, script: str) -> str:
    """Return the path of a program in place of espeak-ng."""
    path = folder / "voice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


@pytest.mark.component("espeak-ng")
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_is_spoken(code: str) -> None:
    """A fire is said in every language that has texts, longer than the hazard alone."""
    language = load_language(code)
    place = {"ja": "すいしゃごや", "zh": "磨坊", "ar": "الطاحونة", "he": "הטחנה"}.get(code, "mill")
    body = language.compose(Subject(Saying.FIRST, Hazard.FLAME, (place,), drill=True)).body
    readings = language.file.readings
    whole = said(EspeakVoice(), speakable(body, readings), code)
    word = said(EspeakVoice(), speakable(language.hazards["flame"], readings), code)
    assert whole.length_s > 2 > word.length_s > 0.2
    assert level_dbfs(whole) > -40


@pytest.mark.component("espeak-ng")
@pytest.mark.parametrize(
    "text", ["<speak>mill</speak>", "--help", "-w /tmp/x", "; rm -rf x", "{place}", "$(id)"]
)
def test_what_looks_like_markup_or_an_option_is_spoken(text: str) -> None:
    """A text is never an option, markup or a command."""
    assert said(EspeakVoice(), speakable(text, {})).length_s > 0.3


@pytest.mark.component("espeak-ng")
def test_phonemes_in_brackets_are_not_taken_as_such() -> None:
    """espeak-ng reads [[...]] as phonemes; a place's name never gets there."""
    assert speakable("[[h@l'oU]] mill", {}) == "h@l'oU mill"


@pytest.mark.component("espeak-ng")
def test_a_language_without_a_voice_is_told() -> None:
    """No voice is one error for good that says what to do, and the first that there is speaks instead."""
    with pytest.raises(PeerError, match="has no voice for 'tlh'") as caught:
        said(EspeakVoice(), "qapla", "tlh")
    assert (caught.value.transient, "[announcements.voices]" in caught.value.do) == (False, True)


@pytest.mark.component("espeak-ng")
def test_a_text_without_a_sound_is_told() -> None:
    """What gives no sound is a fault, not a silent announcement."""
    with pytest.raises(PeerError, match="made no sound"):
        said(EspeakVoice(), " ")


def test_too_long_a_text_is_refused() -> None:
    """Ten thousand letters are not given to any program."""
    with pytest.raises(PeerError, match="10000 letters is not spoken: 1000 at most"):
        said(EspeakVoice(program="/nonexistent"), "x" * 10_000)


def test_japanese_that_the_voice_would_spell_is_refused() -> None:
    """Characters that espeak-ng names in English are told, with the place for their reading."""
    with pytest.raises(PeerError, match="cannot read '水車小屋'") as caught:
        said(EspeakVoice(program="/nonexistent"), "かじ、水車小屋", "ja")
    assert caught.value.transient is False


def test_a_missing_program_is_told() -> None:
    """Without the program there is one line that says what to install."""
    with pytest.raises(PeerError, match="/nonexistent cannot be started: No such file") as caught:
        said(EspeakVoice(program="/nonexistent"), "Fire")
    assert (caught.value.transient, caught.value.do) == (True, "Install the package espeak-ng")


def test_a_hanging_program_is_ended(tmp_path: Path) -> None:
    """One that never answers is ended at its deadline and leaves no process."""
    voice = EspeakVoice(program=program(tmp_path, f"echo $$ >{tmp_path}/pid; exec sleep 60"), deadline_s=0.4)
    begun = time.monotonic()
    with pytest.raises(PeerError, match=r"did not answer within 0.4 s"):
        said(voice, "Fire")
    assert time.monotonic() - begun < 5
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)


def test_a_hanging_program_is_ended_with_what_it_started(tmp_path: Path) -> None:
    """A wrapper around a program takes it along when it is ended."""
    voice = EspeakVoice(
        program=program(tmp_path, f"sleep 60 & echo $! >{tmp_path}/pid; wait"), deadline_s=0.4
    )
    begun = time.monotonic()
    with pytest.raises(PeerError, match=r"did not answer within 0.4 s"):
        said(voice, "Fire")
    assert time.monotonic() - begun < 5
    # What has ended keeps its number until somebody reaps it, and has no command line any more.
    left = Path(f"/proc/{(tmp_path / 'pid').read_text(encoding='utf-8').strip()}/cmdline")
    while time.monotonic() - begun < 5 and left.exists() and left.read_bytes():
        pass
    assert not (left.exists() and left.read_bytes())


@pytest.mark.parametrize("script", ["echo garbage", "exit 0", "head -c 100000 /dev/urandom", "printf RIFF"])
def test_garbage_is_told(tmp_path: Path, script: str) -> None:
    """An answer that is no sound is a fault of the program."""
    with pytest.raises(PeerError, match="answered with no WAV file"):
        said(EspeakVoice(program=program(tmp_path, script)), "Fire")


def test_a_program_that_never_stops_is_ended(tmp_path: Path) -> None:
    """An answer without end is cut off before it fills the memory."""
    with pytest.raises(PeerError, match="does not stop speaking"):
        said(EspeakVoice(program=program(tmp_path, "exec cat /dev/zero")), "Fire")


def test_a_cancelled_voice_leaves_no_process(tmp_path: Path) -> None:
    """Whoever waits no longer ends the program."""

    def has_begun() -> bool:
        path = tmp_path / "pid"
        return path.exists() and path.read_text(encoding="utf-8").endswith("\n")

    async def given_up() -> None:
        voice = EspeakVoice(
            program=program(tmp_path, f"echo $$ >{tmp_path}/pid; exec sleep 60"), deadline_s=30
        )
        task = asyncio.create_task(voice.say("Fire", "en"))
        while not await asyncio.to_thread(has_begun):  # noqa: ASYNC110 - another process tells by a file
            await asyncio.sleep(0.02)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(given_up())
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text(encoding="utf-8")), 0)


@pytest.mark.parametrize("name", ["-w", "../en", "en;id", "", "en gb"])
def test_what_is_no_voices_name_is_refused(name: str) -> None:
    """A voice from the configuration is a name, never an option or a path."""
    with pytest.raises(ValueError, match="no name of a voice"):
        EspeakVoice({"en": name})


def test_languages_without_a_voice_are_left_out() -> None:
    """The others are spoken, with a line for each that is not."""
    voice = SteadyVoice(mute=frozenset({"he"}))
    languages, faults = asyncio.run(languages_spoken(voice, {"he": "x", "de": "x"}, {"en": "x"}))
    assert languages == ("de",)
    assert faults == ("announcements: There is no voice for 'he'. Choose another.",)


def test_with_no_language_left_the_first_that_there_is_speaks() -> None:
    """Where none of the chosen can be spoken, that is told, and another is spoken."""
    voice = SteadyVoice(mute=frozenset({"he", "en"}))
    languages, faults = asyncio.run(languages_spoken(voice, {"he": "x"}, {"en": "x", "fr": "x"}))
    assert (languages, faults[-1]) == (("fr",), "announcements: spoken in fr instead")


def test_with_no_voice_at_all_the_languages_stay() -> None:
    """A program that fails is mended later; what is prepared is in these languages."""
    languages, faults = asyncio.run(languages_spoken(SteadyVoice(is_broken=True), {"he": "x"}, {"en": "x"}))
    assert (languages, len(faults)) == (("he",), 1)


def test_readings_are_put_in_longest_first() -> None:
    """A word's own reading goes before that of its parts."""
    assert (
        speakable("水車小屋と水車", {"水車": "すいしゃ", "水車小屋": "すいしゃごや"})
        == "すいしゃごやとすいしゃ"
    )


def test_marks_for_eyes_are_not_spoken() -> None:
    """Isolates, controls and line breaks never reach a voice."""
    assert speakable("Fire at \u2068Mill\u2069\x00\n now", {}) == "Fire at Mill now"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Fire at the mill. Keep away.", ("Fire at the mill.", "Keep away.")),
        ("Fire at St. Mary's. Keep away.", ("Fire at St. Mary's.", "Keep away.")),
        ("火灾，地点：磨坊。请远离。", ("火灾，地点：磨坊。", "请远离。")),
        ("هل هذا؟ نعم.", ("هل هذا؟", "نعم.")),
        ("... !", ()),
    ],
)
def test_texts_are_cut_into_sentences(text: str, pieces: tuple[str, ...]) -> None:
    """Sentences end at full stops, not at abbreviations; what is no word is no sentence."""
    assert sentences(text) == pieces


@given(st.text())
def test_cutting_loses_no_letter(text: str) -> None:
    """Every letter of a text is in one of its pieces, in order."""
    kept = "".join(letter for letter in "".join(sentences(text)) if letter.isalnum())
    assert kept == "".join(letter for letter in text if letter.isalnum())
