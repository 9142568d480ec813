# SPDX-License-Identifier: Apache-2.0
"""Tokens of links: what was signed is read, and nothing else ever is."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.ids import IncidentId
from hearthwatch.stages.notices.answer_token import Answer, AnswerKey, read, sign
from hearthwatch.testing.clock import FakeClock

SECRET = b"k" * 32
NOW = datetime(2026, 1, 31, 18, 30, tzinfo=UTC)
ANSWERS = st.builds(
    Answer,
    st.integers(1, 2**53).map(IncidentId),
    st.text(st.characters(codec="utf-8"), max_size=80),
    st.integers(1, 10**9).map(lambda seconds: NOW + timedelta(seconds=seconds)),
)


@given(ANSWERS)
def test_what_was_signed_is_read(answer: Answer) -> None:
    """Every answer comes back as it was, in letters that fit an address, until its end and not after."""
    token = sign(answer, SECRET)
    assert set(token) <= set(string.ascii_letters + string.digits + "-_.")
    assert read(token, SECRET, NOW) == answer
    assert read(token, SECRET, answer.expires - timedelta(seconds=1)) == answer
    assert read(token, SECRET, answer.expires) is None


@given(ANSWERS, st.data())
def test_a_token_with_any_letter_changed_is_not_read(answer: Answer, data: st.DataObject) -> None:
    """Whatever letter is changed, added or left out: nothing is read, and nothing is raised."""
    token = sign(answer, SECRET)
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda each: each != token[at]))
    for changed in (token[:at] + letter + token[at + 1 :], token[:at] + letter + token[at:], token[:at]):
        assert changed == token or read(changed, SECRET, NOW) is None


@given(st.text(st.characters(codec="utf-8"), max_size=700))
def test_what_is_no_token_is_not_read(text: str) -> None:
    """Any text at all is read as nothing, and raises nothing."""
    assert read(text, SECRET, NOW) is None


def test_another_secret_reads_nothing() -> None:
    """A token of another key is forged."""
    token = sign(Answer(IncidentId(1), "", NOW + timedelta(days=1)), SECRET)
    assert read(token, b"K" * 32, NOW) is None


def test_the_key_reads_by_its_clock_and_tells_no_secret() -> None:
    """The key goes by the clock that it was given; what is printed of it holds no secret."""
    clock = FakeClock(NOW)
    key = AnswerKey(SECRET, clock)
    answer = Answer(IncidentId(7), "Steward on call", NOW + timedelta(minutes=1))
    token = key.sign(answer)
    assert key.read(token) == answer
    clock.advance(60)
    assert key.read(token) is None
    assert "kkk" not in repr(key)


def test_a_short_secret_and_a_long_label_are_refused() -> None:
    """A key shorter than the hash, or a label longer than a line, is a fault of whoever made it."""
    with pytest.raises(ValueError, match="at least 32 bytes"):
        AnswerKey(b"short", FakeClock())
    with pytest.raises(ValueError, match="at most 80 letters"):
        sign(Answer(IncidentId(1), "x" * 81, NOW), SECRET)
