# SPDX-License-Identifier: Apache-2.0
"""What is said, in each language: a subject in, titles and bodies out. Pure, but for reading the catalogues.

Each language is a file of ``languages/``, in the form of `LanguageFile`; a place's own texts go before it.
A text has fields for hazards and places and none in which a person could stand.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from hearthwatch.config.templates import filled
from hearthwatch.config.texts import CauseTexts, HazardTexts, OwnTexts
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.message import Words
from hearthwatch.model.words_for_persons import LANGUAGES

#: Unicode's isolates (UAX 9, section 2.4): a name keeps its own direction and leaves the text around alone.
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = {"R", "AL"}
#: Cf is kept where it joins letters: without these, names in Persian or Hindi fall apart.
_JOINERS = "\u200c\u200d"
_MOST_PLACES = 3
_LONGEST_PLACE = 170


class Saying(StrEnum):
    """Why something is said, as far as the words differ."""

    FIRST = "first"
    AGAIN = "again"
    ESCALATED = "escalated"
    ENDED = "ended"
    #: Ended by a person while it is still seen.
    CLOSED = "closed"
    FALSE_ALARM = "false_alarm"
    DIGEST = "digest"
    WORDS = "words"
    TEST = "test"
    HEARTBEAT = "heartbeat"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be said. ``places``: the gravest first; ``number`` of incidents; ``name`` of a channel."""

    saying: Saying
    hazard: Hazard | None = None
    places: tuple[str, ...] = ()
    drill: bool = False
    minutes: int = 0
    number: int = 0
    name: str = ""
    words: str = ""


class DrillTexts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is put around each text of an exercise. Nobody can replace it by texts of their own."""

    title: str
    body: str


class LanguageFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of ``languages/``. ``readings``: how a voice is to read what is written, longest first."""

    direction: Literal["ltr", "rtl"]
    comma: str
    last: str = msgspec.field(name="and")
    somewhere: str
    drill: DrillTexts
    hazards: HazardTexts
    advice: HazardTexts
    titles: CauseTexts
    bodies: CauseTexts
    readings: dict[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """One language's texts, a place's own already in their stead. By hazard, and by saying."""

    code: str
    file: LanguageFile
    hazards: Mapping[str, str]
    advice: Mapping[str, str]
    titles: Mapping[str, str]
    bodies: Mapping[str, str]

    def compose(self, subject: Subject) -> Words:
        """Return the words for a subject."""
        values = {
            "hazard": self.hazards[subject.hazard.value] if subject.hazard else "",
            "place": self._places(subject.places),
            "minutes": str(subject.minutes),
            "number": str(subject.number),
            "name": self._isolated(tidy(subject.name)),
            "words": subject.words,
        }
        advice = filled(self.advice[subject.hazard.value], values) if subject.hazard else ""
        title = filled(self.titles[subject.saying], values)
        body = filled(self.bodies[subject.saying], {**values, "title": title, "advice": advice}).strip()
        if not subject.drill:
            return Words(title, body)
        return Words(
            filled(self.file.drill.title, {"title": title}), filled(self.file.drill.body, {"body": body})
        )

    def _places(self, places: Sequence[str]) -> str:
        names = [self._isolated(name) for name in map(tidy, places) if name] or [self.file.somewhere]
        if len(names) > _MOST_PLACES:
            return self.file.comma.join(names[:_MOST_PLACES]) + " …"
        return self.file.last.join(filter(None, [self.file.comma.join(names[:-1]), names[-1]]))

    def _isolated(self, name: str) -> str:
        """Return a name with isolates around it where it may run against the text's direction."""
        against = ("L",) if self.file.direction == "rtl" else _RIGHT_TO_LEFT
        if any(unicodedata.bidirectional(letter) in against for letter in name):
            return f"{_ISOLATE}{name}{_END_ISOLATE}"
        return name


@dataclass(frozen=True, slots=True)
class Phrases:
    """The texts of the languages that a place speaks, the first first."""

    languages: tuple[Language, ...]

    def compose(self, subject: Subject) -> Mapping[str, Words]:
        """Return the words for a subject by language."""
        return {language.code: language.compose(subject) for language in self.languages}


def load_phrases(languages: Sequence[str], own: Mapping[str, OwnTexts] | None = None) -> Phrases:
    """Return the texts of ``languages`` (of `LANGUAGES`, at least one). Raises UsageError."""
    if not languages:
        raise UsageError("There is no language to speak", do='Name one, as in languages = ["en"]')
    return Phrases(tuple(load_language(code, (own or {}).get(code)) for code in languages))


def load_language(code: str, own: OwnTexts | None = None) -> Language:
    """Return one language with a place's own texts before those that are shipped. Raises UsageError."""
    if code not in LANGUAGES:
        raise UsageError(f"There are no texts in {code!r}", do=f"Choose of {', '.join(LANGUAGES)}")
    text = (files(__package__) / "languages" / f"{code}.toml").read_text(encoding="utf-8")
    shipped = msgspec.convert(tomllib.loads(text), LanguageFile)
    own = own or OwnTexts()
    return Language(
        code,
        shipped,
        _over(shipped.hazards, own.hazards),
        _over(shipped.advice, own.advice),
        _over(shipped.titles, own.titles),
        _over(shipped.bodies, own.bodies),
    )


def tidy(name: str, longest: int = _LONGEST_PLACE) -> str:
    """Return a name on one line without what is not to be seen or heard; long ones are cut."""
    kept = (" " if letter.isspace() else letter for letter in name if _is_shown(letter))
    return " ".join("".join(kept).split())[:longest]


def _is_shown(letter: str) -> bool:
    return letter.isspace() or letter in _JOINERS or unicodedata.category(letter)[0] != "C"


def _over(shipped: Struct, own: Struct) -> Mapping[str, str]:
    return {**asdict(shipped), **{key: text for key, text in asdict(own).items() if text}}
