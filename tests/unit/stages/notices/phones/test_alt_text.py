# SPDX-License-Identifier: Apache-2.0
"""What a picture shows is told to those who cannot see it."""

from __future__ import annotations

import pytest

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.stages.notices.phones.picture import Mark, Picture
from hearthwatch.stages.notices.phones.words import languages, phone_words


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        (
            (Mark(Hazard.FLAME, CellRect(35, 2, 44, 12)),),
            "The plate of the mill; flame in the lower left part",
        ),
        ((Mark(Hazard.WATER, CellRect(0, 0, 45, 80)),), "The plate of the mill; water in the middle part"),
        (
            (Mark(Hazard.SMOKE, CellRect(0, 70, 5, 80)),),
            "The plate of the mill; smoke in the upper right part",
        ),
        ((Mark(Hazard.COVERED, None),), "The plate of the mill; a covered camera"),
        ((), "The plate of the mill"),
    ],
)
def test_a_picture_says_what_and_where(marks: tuple[Mark, ...], wanted: str) -> None:
    """The place, then each hazard with the part of the view."""
    assert Picture(b"", "the mill", marks).alt_text("en") == wanted


def test_two_marks_of_one_part_are_told_once() -> None:
    """The same words are not said twice."""
    twice = (Mark(Hazard.FLAME, CellRect(35, 2, 44, 12)), Mark(Hazard.FLAME, CellRect(36, 4, 40, 9)))
    assert Picture(b"", "mill", twice).alt_text("en-GB") == "The plate of mill; flame in the lower left part"


@pytest.mark.parametrize("language", languages())
def test_every_language_has_words_of_its_own_for_everything(language: str) -> None:
    """Each language names nine parts and every hazard, and no two parts alike."""
    words = phone_words(language)
    assert set(words.hazards) == set(Hazard)
    assert len(set(words.parts)) == 9
    assert all((words.answer, words.open, words.drill, "{place}" in words.plate, "{part}" in words.mark))


def test_an_unknown_language_is_told_in_english() -> None:
    """There are always words."""
    assert phone_words("tlh") == phone_words("en") == phone_words("en-AU")
