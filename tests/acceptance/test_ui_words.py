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
#: Words that the service puts into a sentence from a list of its own: states of plates, kinds of zones.
_FILLED = re.compile(r"\b(?:(?<=is )(?:commissioned|retired)(?= by now)|(?<=that is )(?:ignore|private))\b")
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


def written(piece: str) -> re.Pattern[str]:
    """Return how a piece stands in the sources: numbers and listed words as fields, any first capital."""
    text = _FILLED.sub("#", piece.replace("#%", "#"))
    first, rest = (re.escape(each).replace(r"\#", r"\{[^{}]+\}") for each in (text[:1], text[1:]))
    return re.compile(f"(?i:{first}){rest}")


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
    listed = _SENTENCE.findall((TEXTS / "sentences.ts").read_text(encoding="utf-8"))
    known = [each.replace('\\"', '"') for each in listed]
    assert len(known) > 60
    # An announcement's line is put together of the act and this word.
    wanted = [piece for each in known for piece in pieces(each.removeprefix("announcement "))]
    assert [piece for piece in wanted if written(piece).search(text) is None] == []


@pytest.mark.parametrize(
    ("piece", "source", "is_there"),
    [
        ("Corner # lies here", 'f"corner {number} lies here"', True),
        ("Plate # is retired by now", 'f"Plate {plate} is {state} by now"', True),
        ("#% of it", 'f"{share:.0%} of it"', True),
        ("Corner # lies here", '"Corner 4 lies here"', False),
        ("It was heard", '"It Was Heard"', False),
    ],
)
def test_a_sentence_is_looked_up_as_it_is_written(piece: str, source: str, *, is_there: bool) -> None:
    """What is put into a sentence is a field of the source; a number there is none."""
    assert (written(piece).search(source) is not None) == is_there


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
