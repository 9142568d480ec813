# SPDX-License-Identifier: Apache-2.0
"""What is sent to a phone fits, whatever the message holds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.ids import IncidentId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.phones.payload import MOST_BYTES, payload, topic
from hearthwatch.stages.notices.phones.shortening import shortened

NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
Told = Callable[..., Message]
#: Short pieces, repeated: letters of every width in JSON, from one byte to six.
pieces = st.tuples(st.text(max_size=12), st.integers(0, 1200)).map(lambda two: two[0] * two[1])


def message(title: str, body: str, link: str = "") -> Message:
    """Return a message in English."""
    texts = {"en": Words(title, body)}
    return Message(
        MessageName("m"), Cause.FIRST, Severity.DANGER, NOON, NOON + timedelta(hours=1), texts, link=link
    )


@settings(deadline=None)
@given(pieces, pieces, pieces, pieces)
def test_a_message_always_fits(title: str, body: str, link: str, answer: str) -> None:
    """Whatever title, body and links hold, and however long, the JSON fits one encrypted record."""
    octets = payload(message(title, body, "https://" + link), "en", "/" + answer)
    assert len(octets) <= MOST_BYTES
    assert json.loads(octets)["severity"] == "danger"


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(0, 200))
def test_a_shortened_text_is_a_beginning_and_fits(text: str, most: int) -> None:
    """What is cut is a beginning with an ellipsis, and fits; what fits is left as it is."""
    short = shortened(text, lambda each: len(each) <= most)
    assert len(short) <= most
    if len(text) <= most:
        assert short == text
    elif short:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


@settings(deadline=None)
@given(st.lists(st.text("abc", min_size=1, max_size=30), min_size=2, max_size=30), st.integers(32, 200))
def test_words_are_cut_whole(words: list[str], most: int) -> None:
    """Where words are shorter than a line, no word is cut in two."""
    text = " ".join(words)
    short = shortened(text, lambda each: len(each) <= most)
    assert short == text or short[:-1].split(" ") == words[: short.count(" ") + 1]


def test_a_letter_keeps_its_marks() -> None:
    """Text without blanks is cut between letters, never between a letter and what stands on it."""
    text = "e\N{COMBINING ACUTE ACCENT}" * 60
    assert shortened(text, lambda each: len(each) <= 52).rstrip("…").endswith("\N{COMBINING ACUTE ACCENT}")
    assert shortened("水" * 100, lambda each: len(each.encode()) <= 100) == "水" * 32 + "…"


def test_all_of_one_incident_have_one_topic(told: Told) -> None:
    """What is told anew of an incident replaces what was told before; other things stand for themselves."""
    first = told()
    assert topic(first) == topic(told(name=MessageName("incident-7-2"), cause=Cause.ENDED))
    others = [
        told(incident=IncidentId(8)),
        told(incident=None, cause=Cause.HEARTBEAT),
        told(incident=None, cause=Cause.DIGEST),
        told(incident=None, cause=Cause.DIGEST, name=MessageName("digest-2")),
    ]
    assert len({topic(first), *(topic(each) for each in others)}) == 5
    assert topic(others[1]) == topic(told(incident=None, cause=Cause.HEARTBEAT, name=MessageName("h-2")))


@settings(deadline=None)
@given(st.integers(0, 2**63))
def test_a_topic_is_32_letters_of_base64(incident: int) -> None:
    """A topic is what RFC 8030 section 5.4 allows."""
    made = Message(
        MessageName("m"), Cause.FIRST, Severity.DANGER, NOON, NOON, {"en": Words("", "")},
        incident=IncidentId(incident),
    )  # fmt: skip
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", topic(made))


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//[", "https://" + "a" * 900, "ftp://x"]
)
def test_a_link_that_is_none_is_left_out(link: str) -> None:
    """Only addresses of pages are sent, and none that leaves no room for words."""
    assert json.loads(payload(message("Fire", "Fire.", link), "en", ""))["link"] == ""
