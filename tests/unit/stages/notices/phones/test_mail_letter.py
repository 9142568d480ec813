# SPDX-License-Identifier: Apache-2.0
"""Letters: what is in them, and what can never get into their headers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Earlier, Message, Words
from hearthwatch.stages.notices.phones.letter import Letterhead, Sheet, letter
from hearthwatch.stages.notices.phones.picture import Mark, Picture

Told = Callable[..., Message]
NOON = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
HEAD = Letterhead(Address("Hearthwatch", "alarm", "watch.example"))
TO = Address("", "duty", "village.example")
PNG = b"\x89PNG\r\n\x1a\n a plate"


def sent(sheet: Sheet) -> EmailMessage:
    """Return a letter as it is after a journey as bytes."""
    return message_from_bytes(letter(HEAD, sheet).as_bytes(), policy=default)


def content(mail: EmailMessage, kind: str) -> str:
    """Return the text of a part."""
    part = mail.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


def test_a_letter_says_it_in_text_and_in_html(told: Told) -> None:
    """Both parts hold the words and the links; what is made by a machine says so."""
    mail = sent(Sheet(told(), TO, "en", "https://watch.example/answer/x?a=1&b=2"))
    assert mail.get_content_type() == "multipart/alternative"
    assert content(mail, "plain").splitlines() == [
        "Fire at the mill, by the stream. Keep away and warn others.",
        "",
        "I answer for it: https://watch.example/answer/x?a=1&b=2",
        "",
        "See more: https://watch.example/incidents/7",
    ]
    html = content(mail, "html")
    assert "<h1>Fire at the mill</h1>" in html
    assert '<a href="https://watch.example/answer/x?a=1&amp;b=2">I answer for it</a>' in html
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Importance"] == "high"
    assert mail["From"] == "Hearthwatch <alarm@watch.example>"
    assert mail["Date"].datetime == NOON


def test_a_message_to_one_recipient_has_one_name_for_ever(told: Told) -> None:
    """Made twice it has the same Message-ID; another recipient or another message has another."""
    ids = {
        sent(Sheet(message, to, "en"))["Message-ID"]
        for message in (told(), told(), told(name=MessageName("incident-7-2")))
        for to in (TO, Address("", "other", "village.example"))
    }
    assert len(ids) == 4


def test_later_letters_of_an_incident_refer_to_the_earlier(told: Told) -> None:
    """Mail programs show an incident as one thread, however often it was told."""
    earlier = tuple(Earlier(MessageName(f"incident-7-{n}"), NOON + timedelta(minutes=n)) for n in range(40))
    mail = sent(Sheet(told(name=MessageName("incident-7-40"), earlier=earlier), TO, "en"))
    references = mail["References"].split()
    first = HEAD.message_id(earlier[0].name, TO.addr_spec)
    last = HEAD.message_id(earlier[-1].name, TO.addr_spec)
    assert (references[0], references[-1], mail["In-Reply-To"]) == (first, last, last)
    assert len(references) == len(set(references)) == 12


def test_the_picture_is_within_and_told_in_words(told: Told) -> None:
    """The plate is part of the letter, and both parts say what it shows."""
    picture = Picture(PNG, "the mill", (Mark(Hazard.FLAME, CellRect(35, 2, 44, 12)),))
    mail = sent(Sheet(told(), TO, "en", picture=picture))
    alt = "The plate of the mill; flame in the lower left part"
    assert f"[{alt}]" in content(mail, "plain")
    assert f'<img src="cid:plate@hearthwatch" alt="{alt}"' in content(mail, "html")
    (image,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert (image["Content-ID"], image.get_content()) == ("<plate@hearthwatch>", PNG)
    assert image.get_content_disposition() == "inline"


def test_a_drill_says_so_before_all_else(told: Told) -> None:
    """A drill is marked in both parts and is not urgent."""
    mail = sent(Sheet(told(drill=True), TO, "en"))
    assert content(mail, "plain").splitlines()[0] == "DRILL, no danger"
    assert "<body><p><strong>DRILL, no danger</strong></p>" in content(mail, "html")
    assert mail["Importance"] is None


def test_a_relative_or_strange_link_is_left_out(told: Told) -> None:
    """A mail program cannot open a path, and must not run a script."""
    mail = sent(Sheet(told(link="javascript:alert(1)"), TO, "en", "/answer/x"))
    assert "answer" not in content(mail, "plain")
    assert "javascript" not in content(mail, "html")


def message(title: str, body: str) -> Message:
    """Return a message of these words."""
    texts = {"en": Words(title, body)}
    return Message(MessageName("m"), Cause.WORDS, Severity.NOTICE, NOON, NOON, texts, places=(title,))


@settings(deadline=None)
@given(st.text(max_size=400), st.text(max_size=2000))
def test_no_words_can_add_a_header_or_markup(title: str, body: str) -> None:
    """Whatever an operator writes, the letter has its own headers alone, and its HTML its own elements."""
    hostile = f"{title}\r\nBcc: all@village.example\r\n\r\n<script>{title}"
    mail = sent(Sheet(message(hostile, body + hostile), TO, "en", picture=Picture(PNG, hostile, ())))
    wanted = {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language", "Importance",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert set(mail.keys()) == wanted
    assert len(mail["Subject"]) <= 200
    assert "<script" not in content(mail, "html")


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=400))
def test_words_arrive_as_they_were_written(body: str) -> None:
    """Letters of every script arrive as they are, but for blanks."""
    words = " ".join(body.split())
    assert content(sent(Sheet(message("x", body), TO, "en")), "plain").strip() == words
