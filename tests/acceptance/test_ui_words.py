# SPDX-License-Identifier: Apache-2.0
"""The pages' words agree with the service's: its sentences, and what hazards are called in each language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from hearthwatch.web.access import passkeys, passwords

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "ui" / "src" / "texts"
PACKAGE = ROOT / "src" / "hearthwatch"
NOTICES = PACKAGE / "stages" / "notices"
#: The English of the wall is older than that of messages, and shorter.
LANGUAGES = ("de", "es", "fr", "zh", "ar")
#: What stands in sentences of the service as a value, which the pages know as a figure.
FIGURES = {
    "{SHORTEST}": passwords.SHORTEST,
    "{LONGEST}": passwords.LONGEST,
    "{_MOST_KEYS}": passkeys._MOST_KEYS,
}
_SENTENCE = re.compile(r'^  "(.*)",$', re.MULTILINE)
_HAZARD = re.compile(r'^  (\w+): "(.*)",$', re.MULTILINE)


def sources() -> str:
    """Return the text of the whole package, strings that go over lines joined, limits as figures."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    for name, figure in FIGURES.items():
        text = text.replace(name, str(figure))
    return re.sub(r'"\s*\n\s*f?"', "", text)


def pieces(sentence: str) -> list[str]:
    """Return a sentence as errors are written: what happened, what to do, without the last stop."""
    return [piece.rstrip(".") for piece in re.split(r"(?<=\.) ", sentence)]


def hazards_of_notices(language: str) -> dict[str, list[str]]:
    """Return what messages and phones call each hazard."""
    tables = [
        tomllib.loads((folder / "languages" / f"{language}.toml").read_text(encoding="utf-8"))["hazards"]
        for folder in (NOTICES, NOTICES / "phones")
    ]
    return {hazard: [table[hazard].casefold() for table in tables] for hazard in tables[0]}


def test_known_sentences_are_the_services() -> None:
    """Every sentence that the pages know word for word stands in the service's sources."""
    text = sources()
    known = _SENTENCE.findall((TEXTS / "sentences.ts").read_text(encoding="utf-8"))
    assert len(known) > 30
    # An announcement's line is put together of the act and this word.
    wanted = [piece for each in known for piece in pieces(each.removeprefix("announcement "))]
    assert [piece for piece in wanted if piece not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hazards_are_called_as_in_notices(language: str) -> None:
    """A hazard's word on the wall is the one of messages or of phones, or a part of it."""
    source = (TEXTS / language / "words.ts").read_text(encoding="utf-8").partition("STATES")[0]
    ours = dict(_HAZARD.findall(source))
    known = hazards_of_notices(language)
    assert set(ours) == set(known)
    assert [
        word for key, word in ours.items() if not any(word.casefold() in each for each in known[key])
    ] == []
