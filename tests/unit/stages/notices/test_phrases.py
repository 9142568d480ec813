# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF001 - letters of other alphabets are meant
"""What is said in each language."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.config.templates import fields_of
from hearthwatch.config.texts import FIELDS, CauseTexts, HazardTexts, OwnTexts
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.words_for_persons import LANGUAGES, words_for_persons
from hearthwatch.stages.notices.phrases import Language, Saying, Subject, load_language, load_phrases, tidy

ALL = load_phrases(LANGUAGES).languages
BY_CODE = {language.code: language for language in ALL}
#: With which words each language says that it is an exercise, and that there is no danger.
EXERCISE = {
    "ar": ("تمرين", "لا يوجد خطر"),
    "de": ("Übung", "keine Gefahr"), "el": ("Άσκηση", "δεν υπάρχει κίνδυνος"),
    "en": ("Exercise", "no danger"), "es": ("Simulacro", "no hay peligro"),
    "fr": ("Exercice", "pas de danger"), "he": ("תרגיל", "אין סכנה"),
    "it": ("Esercitazione", "pericolo"), "ja": ("訓練", "危険はありません"),
    "nl": ("Oefening", "geen gevaar"),
    "pl": ("Ćwiczenia", "nie ma niebezpieczeństwa"), "pt": ("Exercício", "perigo"),
    "sv": ("Övning", "ingen fara"), "sw": ("Zoezi", "Hakuna hatari"), "tr": ("Tatbikat", "tehlike yok"),
    "zh": ("演习", "没有危险"),
}  # fmt: skip
subjects = st.builds(
    Subject,
    st.sampled_from(Saying),
    st.sampled_from(Hazard),
    st.lists(st.text(max_size=40), max_size=5).map(tuple),
    st.booleans(),
    st.integers(0, 999),
    st.integers(1, 99),
    st.text(max_size=20),
    st.text(max_size=50),
)


def test_a_fire_in_english() -> None:
    """A fire is said with its place and what to do."""
    words = BY_CODE["en"].compose(Subject(Saying.FIRST, Hazard.FLAME, ("the mill, by the stream",)))
    assert words.title == "Fire at the mill, by the stream"
    assert words.body == "Fire at the mill, by the stream. Keep away and warn others."


@pytest.mark.parametrize(
    ("saying", "body"),
    [
        (Saying.AGAIN, "Still unanswered: Smoke at Barn. Keep away and warn others."),
        (Saying.ESCALATED, "Worse now: Smoke at Barn. Keep away and warn others."),
        (Saying.ENDED, "Over: Smoke at Barn. It is not seen any more."),
        (Saying.CLOSED, "Over: Smoke at Barn. It was closed by hand, though it is still seen."),
        (Saying.FALSE_ALARM, "False alarm: Smoke at Barn. There is no danger."),
    ],
)
def test_each_cause_in_english(saying: Saying, body: str) -> None:
    """Each cause has its own words; what was closed by hand is not said to be over."""
    assert BY_CODE["en"].compose(Subject(saying, Hazard.SMOKE, ("Barn",))).body == body


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    """The languages that the configuration knows are those that are shipped."""
    folder = files("hearthwatch.stages.notices") / "languages"
    assert {each.name for each in folder.iterdir()} == {f"{code}.toml" for code in LANGUAGES}


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
def test_no_language_leaves_anything_out(language: Language) -> None:
    """Each language has a text for every hazard and saying, with known fields alone."""
    assert all(language.hazards[hazard.value] and language.advice[hazard.value] for hazard in Hazard)
    for saying in Saying:
        assert set(fields_of(language.titles[saying])) <= set(FIELDS[saying])
        assert set(fields_of(language.bodies[saying])) <= {*FIELDS[saying], "title", "advice"}
    assert fields_of(language.file.drill.title) == ("title",)
    assert fields_of(language.file.drill.body) == ("body",)


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
def test_what_is_shipped_names_nobody(language: Language) -> None:
    """No text that is shipped holds a word for a person."""
    tables = (language.hazards, language.advice, language.titles, language.bodies)
    said = " ".join(text for table in tables for text in table.values())
    assert words_for_persons(said, language.code) == ()


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
@given(subject=subjects)
def test_every_text_of_a_drill_says_so_first(language: Language, subject: Subject) -> None:
    """Whatever is said in an exercise begins with that word and says that there is no danger."""
    drill = Subject(subject.saying, subject.hazard, subject.places, drill=True, words=subject.words)
    exercise, no_danger = EXERCISE[language.code]
    for text in (language.compose(drill).title, language.compose(drill).body):
        assert text.startswith(exercise)
        assert no_danger.casefold() in text.casefold()


@given(subject=subjects)
def test_no_real_text_says_that_it_is_an_exercise(subject: Subject) -> None:
    """Without a drill nothing begins as one does, but for a place or words that do."""
    plain = Subject(subject.saying, subject.hazard, ("Barn",), drill=False, name="Church", words="Come")
    assert all(not each.compose(plain).body.startswith(EXERCISE[each.code][0]) for each in ALL)


@given(subject=subjects)
def test_titles_are_one_line_without_controls(subject: Subject) -> None:
    """No name of a place breaks a line or carries a control character into a title."""
    for language in ALL:
        title = language.compose(subject).title
        controls = {
            letter for letter in title if unicodedata.category(letter) in {"Cc", "Cs", "Co", "Zl", "Zp"}
        }
        assert controls == set()


@pytest.mark.parametrize(
    "name", ["{hazard}", "{place}{0.__class__}", "{", "}}", "%s", "<speak>x</speak>", "$(id)"]
)
def test_a_place_that_looks_like_a_template_is_a_name(name: str) -> None:
    """What is put in is never looked at for fields, formats or markup."""
    words = BY_CODE["en"].compose(Subject(Saying.FIRST, Hazard.FLAME, (name,)))
    assert words.title == f"Fire at {name}"


@pytest.mark.parametrize("names", [(), ("",), ("  ", "\n\x00")])
def test_places_without_a_name_are_said_to_have_none(names: tuple[str, ...]) -> None:
    """An empty name leaves no hole in the sentence."""
    words = BY_CODE["en"].compose(Subject(Saying.FIRST, Hazard.FLAME, names))
    assert words.title == "Fire at an unnamed place"


def test_many_places_are_cut() -> None:
    """Two and three places are joined as people do; more are cut."""
    english = BY_CODE["en"]
    said = [
        english.compose(Subject(Saying.FIRST, Hazard.FLAME, tuple("ABCDE"[:count]))).title
        for count in (2, 3, 5)
    ]
    assert said == ["Fire at A and B", "Fire at A, B and C", "Fire at A, B, C …"]


def test_names_keep_their_direction() -> None:
    """A Latin name in Hebrew and an Arabic name in English are isolated; names of like direction are not."""
    hebrew = BY_CODE["he"].compose(Subject(Saying.FIRST, Hazard.FLAME, ("Mill (2)", "טחנה"))).title
    assert "\u2068Mill (2)\u2069" in hebrew
    assert "\u2068טחנה" not in hebrew
    english = BY_CODE["en"].compose(Subject(Saying.FIRST, Hazard.FLAME, ("الطاحونة",))).title
    assert english == "Fire at \u2068الطاحونة\u2069"


def test_chinese_has_its_own_stops() -> None:
    """No Western full stop or space falls between Chinese sentences."""
    words = BY_CODE["zh"].compose(Subject(Saying.FIRST, Hazard.FLAME, ("磨坊",), drill=True))
    assert words.body == "演习，没有危险。火灾，地点：磨坊。请远离，并提醒其他人。这是一次演习。"


def test_own_texts_go_first() -> None:
    """A place's own words stand where they are given, and what is shipped where they are not."""
    own = OwnTexts(
        hazards=HazardTexts(flame="Fire, fire"),
        titles=CauseTexts(again="{hazard} for {minutes} minutes at {place}"),
    )
    english = load_language("en", own)
    assert english.compose(Subject(Saying.AGAIN, Hazard.FLAME, ("Barn",), minutes=7)).body == (
        "Fire, fire for 7 minutes at Barn. Keep away and warn others."
    )
    assert english.compose(Subject(Saying.FIRST, Hazard.SMOKE, ("Barn",))).title == "Smoke at Barn"


def test_unknown_languages_are_refused() -> None:
    """A language without texts, and none at all, are the configuration's faults."""
    with pytest.raises(UsageError, match="There are no texts in 'tlh'"):
        load_phrases(("en", "tlh"))
    with pytest.raises(UsageError, match="There is no language to speak"):
        load_phrases(())


@given(st.text())
def test_tidy_twice_is_tidy_once(name: str) -> None:
    """A tidy name is one line, at most 170 letters, and stays as it is."""
    once = tidy(name)
    assert tidy(once) == once
    assert len(once) <= 170
    assert not re.search(r"[\x00-\x1f\x7f]", once)
