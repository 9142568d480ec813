# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF001 - letters of other alphabets are meant
"""An operator's own words: shown back, confirmed, rare, on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import UsageError
from hearthwatch.stages.notices.loudspeakers.own_words import OwnWords, Proposal
from hearthwatch.testing.clock import FakeClock


@dataclass
class Record:
    """What was kept."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def note(self, at: datetime, what: str, by: str) -> None:
        """Keep a line."""
        self.lines.append((what, by))


@dataclass
class Desk:
    """Words with a clock that stands still and tokens t0, t1, ..."""

    clock: FakeClock = field(default_factory=FakeClock)
    record: Record = field(default_factory=Record)
    numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Wire."""
        self.words = OwnWords(self.clock, self.record, lambda: f"t{next(self.numbers)}")

    def propose(self, text: str = "Bread at the church", place: str = "", language: str = "en") -> Proposal:
        """Propose words in one language."""
        return self.all_of({language: text}, place)

    def all_of(self, texts: Mapping[str, str], place: str = "") -> Proposal:
        """Propose words."""
        return self.words.propose(texts, place=place, loudspeakers=("Horn",), by="Ada")


def test_words_are_shown_back_as_they_will_be_spoken() -> None:
    """Controls and spare spaces are out; languages, loudspeakers and length are told."""
    proposal = Desk().all_of({"en": " Bread\x00 at\nthe  church\u202e", "de": "Brot"}, "square")
    assert proposal.texts == {"en": "Bread at the church", "de": "Brot"}
    assert (proposal.loudspeakers, proposal.place, proposal.warnings) == (("Horn",), "square", ())
    assert 2 < proposal.lasts_s < 6


def test_nothing_is_said_without_a_confirmation() -> None:
    """Only the token of a proposal makes words, once; both acts are on record with who did them."""
    desk = Desk()
    token = desk.propose().token
    assert desk.words.confirm(token, "Grace").texts == {"en": "Bread at the church"}
    with pytest.raises(UsageError, match="no such words to confirm"):
        desk.words.confirm(token, "Grace")
    with pytest.raises(UsageError, match="no such words to confirm"):
        desk.words.confirm("guess", "Grace")
    assert desk.record.lines == [
        ("announcement proposed, for all places: Bread at the church", "Ada"),
        ("announcement confirmed, for all places: Bread at the church", "Grace"),
    ]


@pytest.mark.parametrize(("after_s", "is_said"), [(119.0, True), (121.0, False)])
def test_a_confirmation_has_two_minutes(after_s: float, is_said: bool) -> None:
    """Words of a while ago may be true no more."""
    desk = Desk()
    token = desk.propose().token
    desk.clock.advance(after_s)
    if is_said:
        assert desk.words.confirm(token, "Ada").token == token
        return
    with pytest.raises(UsageError, match="too late"):
        desk.words.confirm(token, "Ada")
    assert desk.record.lines[-1][0].startswith("announcement not confirmed in time")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x" * 10_000, "The words are 10,000 letters long; 300 at most. Say it shorter."),
        ("x" * 301, "The words are 301 letters long; 300 at most. Say it shorter."),
        ("", "There are no words to say. Write some."),
        ("\x00\n ...", "There are no words to say. Write some."),
    ],
)
def test_too_long_and_empty_words_are_refused(text: str, line: str) -> None:
    """What is too long is not cut but refused, with how long it is."""
    with pytest.raises(UsageError) as caught:
        Desk().propose(text)
    assert caught.value.line() == line


@pytest.mark.parametrize(
    ("text", "language"), [("مكان الخبز عند الكنيسة", "ar"), ("教会有面包", "zh"), ("לחם בכנסייה", "he")]
)
def test_other_scripts_come_through(text: str, language: str) -> None:
    """Right-to-left and Chinese words are shown back as they were written."""
    assert Desk().propose(text, language=language).texts == {language: text}


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("The man in the red coat", "en", "man"),
        ("Der Mann im roten Mantel", "de", "mann"),
        ("L'homme au manteau", "fr", "homme"),
        ("那个男人在广场", "zh", "男人"),
        ("הגבר בכיכר", "he", "הגבר"),
        ("الرجل في الساحة", "ar", "الرجل"),
        ("KIZ meydanda", "tr", "kız"),
    ],
)
def test_words_for_persons_are_warned_of(text: str, language: str, word: str) -> None:
    """Whoever confirms is told that a word may name a person."""
    (warning,) = Desk().propose(text, language=language).warnings
    assert warning == f"{word!r} may name or describe a person: announcements are about places"


def test_five_in_ten_minutes_at_a_place() -> None:
    """A sixth is refused with how long to wait; elsewhere and later it is not; all places count at each."""
    desk = Desk()
    proposals = [desk.propose(place="square") for _ in range(6)]
    for each in proposals[:5]:
        desk.words.confirm(each.token, "Ada")
        desk.clock.advance(1)
    with pytest.raises(UsageError, match="5 announcements were made here within 10 minutes") as caught:
        desk.words.confirm(proposals[5].token, "Ada")
    assert caught.value.do == "Wait 595 s"
    with pytest.raises(UsageError, match="5 announcements"):
        desk.propose(place="square")
    desk.words.confirm(desk.propose(place="lane").token, "Ada")
    desk.clock.advance(596)
    desk.words.confirm(desk.propose(place="square").token, "Ada")


def test_what_is_said_everywhere_counts_everywhere() -> None:
    """Five announcements to all places leave none for one of them."""
    desk = Desk()
    for _ in range(5):
        desk.words.confirm(desk.propose().token, "Ada")
    with pytest.raises(UsageError, match="5 announcements"):
        desk.propose(place="square")


def test_somebody_answers_for_words() -> None:
    """Nobody, no loudspeaker and no language are refused."""
    desk = Desk()
    with pytest.raises(UsageError, match="Nobody answers"):
        desk.words.confirm(desk.propose().token, " \n")
    with pytest.raises(UsageError, match="No loudspeaker"):
        desk.words.propose({"en": "x"}, place="", loudspeakers=(), by="Ada")
    with pytest.raises(UsageError, match="no announcements in 'tlh'"):
        desk.propose(language="tlh")
    with pytest.raises(UsageError, match="There are no words"):
        desk.all_of({})


def test_what_is_said_at_one_place_counts_for_all() -> None:
    """Where one place has had five, nothing is said to all: it would be that place's sixth."""
    desk = Desk()
    for _ in range(5):
        desk.words.confirm(desk.propose(place="square").token, "Ada")
    with pytest.raises(UsageError, match="5 announcements"):
        desk.propose()


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["square", "lane", ""])), max_size=30))
def test_no_ten_minutes_at_a_place_ever_hold_more_than_five(tries: list[tuple[int, str]]) -> None:
    """However long somebody waits between tries, and wherever, a place hears five in any ten minutes."""
    desk = Desk()
    said: dict[str, list[float]] = {"square": [], "lane": []}
    for wait, place in tries:
        desk.clock.advance(wait)
        try:
            desk.words.confirm(desk.propose(place=place).token, "Ada")
        except UsageError:
            continue
        for where in [place] if place else said:
            said[where].append(desk.clock.monotonic())
    for times in said.values():
        assert all(later - sooner >= 600 for sooner, later in zip(times, times[5:], strict=False))
