# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF001 - letters of other alphabets are meant
"""The section of announcements, and what is said of one that cannot be."""

from __future__ import annotations

from datetime import time

import pytest

from hearthwatch.config.load import parse_config
from hearthwatch.config.templates import filled, require_template
from hearthwatch.config.texts import OwnTexts
from hearthwatch.model.errors import UsageError
from hearthwatch.model.words_for_persons import LANGUAGES, words_for_persons

_FULL = """\
[announcements]
languages = ["de", "en"]
pause = "30 s"
quiet_hours = "22:00-06:30"
danger_volume = 0.9
voices = { de = "mb-de5" }
readings.en = { "Llyn" = "hlin" }

[announcements.texts.en.titles]
again = "{hazard} for {minutes} minutes at {place}"

[announcements.texts.de.advice]
flame = "Gehen Sie nicht nach {place}."
"""


def test_every_key_arrives() -> None:
    """What a file says is what the section holds."""
    section = parse_config(_FULL, "x.toml").announcements
    assert (section.languages, section.pause.seconds, section.danger_volume) == (("de", "en"), 30.0, 0.9)
    assert section.quiet == (time(22), time(6, 30))
    assert (section.voices, section.readings) == ({"de": "mb-de5"}, {"en": {"Llyn": "hlin"}})
    assert section.texts["en"].titles.again == "{hazard} for {minutes} minutes at {place}"
    assert section.texts["de"].advice.flame == "Gehen Sie nicht nach {place}."


def test_the_defaults() -> None:
    """Without a file: English, no quiet hours, nothing of its own."""
    section = parse_config("", "x.toml").announcements
    assert (section.languages, section.quiet, section.texts) == (("en",), (time(0), time(0)), {})


_TITLES = "[announcements.texts.en.titles]\n"
_BODIES = "[announcements.texts.en.bodies]\n"
_BAD = {
    '[announcements]\nlanguages = ["tlh"]\n': "x.toml:2: announcements.languages: there are no texts in",
    "[announcements]\nlanguages = []\n": "x.toml:2: announcements.languages: one at least, and none twice.",
    '[announcements]\nlanguages = ["en", "en"]\n': "x.toml:2: announcements.languages: one at least",
    '[announcements]\npause = "1 s"\n': 'x.toml:2: announcements.pause: "2 s" to "30 min".',
    '[announcements]\nquiet_hours = "22-6"\n': "x.toml:2: announcements.quiet_hours: from and to, such as",
    '[announcements]\nquiet_hours = "24:00-06:00"\n': "x.toml:2: announcements.quiet_hours: from and to",
    "[announcements]\ndanger_volume = 2.0\n": "x.toml:2: announcements.danger_volume: 0 to 1.",
    '[announcements]\nvoices.en = "-w x"\n': "x.toml:2: announcements.voices.en: '-w x' is no voice",
    '[announcements.voices]\nxx = "en"\n': "x.toml:1: announcements.voices: there are no texts in 'xx'",
    '[announcements]\nreadings.ja = { "x" = " " }\n': "x.toml:2: announcements.readings.ja: what is",
    _TITLES + 'first = "{hazard} at {plaec}"\n': (
        "x.toml:2: announcements.texts.en.titles.first: there is no field {plaec} here; did you mean {place}?"
    ),
    _TITLES + 'first = "{hazard} at {place} by {who}"\n': (
        "x.toml:2: announcements.texts.en.titles.first: there is no field {who} here; there are {hazard}, "
    ),
    _TITLES + 'first = "{hazard.__class__} {place}"\n': (
        "x.toml:2: announcements.texts.en.titles.first: a brace that is no field's"
    ),
    _TITLES + 'first = "Fire!"\n': (
        "x.toml:2: announcements.texts.en.titles.first: it must say what and where: {hazard} and {place}."
    ),
    _BODIES + 'words = "An announcement"\n': "x.toml:2: announcements.texts.en.bodies.words: it must hold",
    _TITLES + 'first = "A man made a {hazard} at {place}"\n': (
        "x.toml:2: announcements.texts.en.titles.first: 'man' is a word for a person; a text names"
    ),
    '[announcements.texts.de.hazards]\nflame = "Feuer durch Brandstifterin"\n': (
        "x.toml:2: announcements.texts.de.hazards.flame: 'brandstifterin' is a word for a person"
    ),
    '[announcements.texts.zh.advice]\nflame = "小心那个男人"\n': (
        "x.toml:2: announcements.texts.zh.advice.flame: '男人' is a word for a person"
    ),
    _TITLES
    + 'frist = "{hazard} at {place}"\n': 'x.toml:2: there is no key "frist" here. Did you mean "first"?',
    '[announcements.texts.en.title]\nfirst = "x"\n': 'x.toml:1: there is no key "title" here. Did you mean',
    _TITLES
    + f'first = "{"x" * 301}"\n': "x.toml:2: announcements.texts.en.titles.first: text of at most 300",
}


@pytest.mark.parametrize("text", _BAD)
def test_a_bad_section_is_told_in_one_line(text: str) -> None:
    """What is wrong is said with its key, and the nearest that there is; a text names nobody."""
    with pytest.raises(UsageError) as caught:
        parse_config(text, "x.toml")
    assert caught.value.line().startswith(_BAD[text])
    assert "\n" not in caught.value.line()


def test_a_field_is_put_in_once() -> None:
    """A value that looks like a field stays as it is; a field without a value is our fault."""
    assert filled("{place}, {hazard}", {"place": "{hazard}", "hazard": "x"}) == "{hazard}, x"
    with pytest.raises(KeyError):
        filled("{place}", {})


def test_a_template_may_have_no_fields() -> None:
    """Known fields need not be used."""
    require_template("Keep away.", ("place",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_words_for_persons(language: str) -> None:
    """Every language that is spoken has a list, and it finds its own words."""
    word = {
        "ar": "رجل", "de": "Frau", "el": "γυναίκα", "en": "woman", "es": "mujer", "fr": "femme", "he": "אישה",
        "it": "donna", "ja": "女性", "nl": "vrouw", "pl": "kobieta", "pt": "mulher", "sv": "kvinna",
        "sw": "mwanamke", "tr": "kadın", "zh": "女子",
    }[language]  # fmt: skip
    assert words_for_persons(f"x {word} y", language) == (word.casefold(),)
    assert words_for_persons(word, f"{language}-XX") == (word.casefold(),)


@pytest.mark.parametrize("text", ["Mantel", "the manhole", "Germany", "Human error", "boyar", "shed"])
def test_parts_of_other_words_are_no_person(text: str) -> None:
    """A word that merely holds another is no finding."""
    assert words_for_persons(text, "en") == ()


def test_own_texts_of_nothing_change_nothing() -> None:
    """An empty table is allowed."""
    assert parse_config("[announcements.texts.en]\n", "x.toml").announcements.texts == {"en": OwnTexts()}
