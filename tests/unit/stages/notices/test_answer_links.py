# SPDX-License-Identifier: Apache-2.0
"""Links are made only where there is something to answer for, and hold for as long as was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hearthwatch.model.ids import IncidentId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.answer_links import SignedLinks
from hearthwatch.stages.notices.answer_token import Answer, AnswerKey
from hearthwatch.testing.clock import FakeClock

CLOCK = FakeClock()
KEY = AnswerKey(b"k" * 32, CLOCK)
LINKS = SignedLinks(KEY, "https://alarm.example.org/", timedelta(hours=1))
NOW = CLOCK.now()
WORDS = {"en": Words("Fire", "Fire.")}
FIRE = Message(MessageName("7-1"), Cause.FIRST, Severity.DANGER, NOW, NOW, WORDS, incident=IncidentId(7))


def test_a_link_answers_for_its_incident_and_for_whom_it_was_sent() -> None:
    """The link's token says incident, label (cut to a line) and end."""
    link = LINKS.link(FIRE, "x" * 100)
    assert link.startswith("https://alarm.example.org/answer/")
    answer = KEY.read(link.rsplit("/", 1)[1])
    assert answer == Answer(IncidentId(7), "x" * 80, CLOCK.now() + timedelta(hours=1))


@pytest.mark.parametrize("cause", [Cause.ENDED, Cause.TEST, Cause.HEARTBEAT, Cause.WORDS])
def test_what_asks_nothing_has_no_link(cause: Cause) -> None:
    """The end of an incident, a test and a sign of life have nothing to answer for."""
    assert LINKS.link(replace(FIRE, cause=cause), "Mail") == ""


def test_without_an_incident_or_an_address_there_is_no_link() -> None:
    """A digest of many, or an installation that nobody reaches from elsewhere, gets no link."""
    assert LINKS.link(replace(FIRE, incident=None, cause=Cause.DIGEST), "Mail") == ""
    assert SignedLinks(KEY, "").link(FIRE, "Mail") == ""
