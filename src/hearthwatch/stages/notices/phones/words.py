# SPDX-License-Identifier: Apache-2.0
"""The few words that phones need beside a message's own, by language; English where there is no other.

Each language is a file of ``languages``; another one is another file.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from hearthwatch.model.hazard import Hazard

_FOLDER = Path(__file__).parent / "languages"


class PhoneWords(Struct, frozen=True, forbid_unknown_fields=True):
    """``answer``, ``open``: on buttons; ``answered``: after an answer; ``drill``: before a drill's words.

    ``direction``: how it is written, where the text itself cannot tell. ``plate``: the words before the marks
    of a picture, with ``{place}``; ``mark``: a hazard in a part, with ``{hazard}`` and ``{part}``. ``parts``:
    the nine parts of a view, from the upper left, line by line. ``hazards``: as they are told.
    """

    direction: Literal["auto", "rtl"]
    answer: str
    answered: str
    open: str
    drill: str
    plate: str
    mark: str
    parts: Annotated[tuple[str, ...], Meta(min_length=9, max_length=9)]
    hazards: dict[Hazard, str]


def phone_words(language: str) -> PhoneWords:
    """Return the words of a language (BCP 47), of its base language, or the English ones."""
    there = languages()
    for wanted in (language, language.partition("-")[0]):
        if wanted in there:
            return _read(wanted)
    return _read("en")


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are words in."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@cache
def _read(language: str) -> PhoneWords:
    tables = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(tables, PhoneWords)
