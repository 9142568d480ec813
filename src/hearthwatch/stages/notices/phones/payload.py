# SPDX-License-Identifier: Apache-2.0
"""What is sent to a phone: a message in, JSON out that fits one encrypted record, and its Topic."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import urlsplit

import msgspec

from hearthwatch.model.message import Cause, Message

from .shortening import shortened
from .words import phone_words

#: RFC 8291 section 4: 4,096 bytes with a header of 86, a tag of 16 and one byte of padding.
MOST_BYTES = 3993
#: Of the JSON of each, so that room is left for a body whatever they hold.
_TITLE_BYTES = 640
_LINK_BYTES = 800


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """What the service worker reads. ``answer`` is "" where there is nothing to answer for.

    ``tag``: a later notification of the same tag replaces the earlier. ``severity``: notice, warning or
    danger. ``answer_words``, ``open_words``: what stands on the buttons; ``answered_words``: what is said
    after an answer. ``at``: milliseconds since 1970.
    """

    title: str
    body: str
    lang: str
    dir: str
    tag: str
    link: str
    answer: str
    answer_words: str
    answered_words: str
    open_words: str
    severity: str
    cause: str
    drill: bool
    at: int


def payload(message: Message, language: str, answer: str) -> bytes:
    """Return a message as JSON of at most `MOST_BYTES`, its body cut at a word if need be.

    ``answer``: the link by which this phone answers for the incident, "" for none.
    """
    text = message.words(language)
    words = phone_words(language)
    whole = Payload(
        title=shortened(_line(text.title), lambda each: len(msgspec.json.encode(each)) <= _TITLE_BYTES),
        body="",
        lang=language,
        dir=words.direction,
        tag=topic(message),
        link=_link(message.link),
        answer=_link(answer),
        answer_words=words.answer,
        answered_words=words.answered,
        open_words=words.open,
        severity=message.severity.name.lower(),
        cause=message.cause.value,
        drill=message.drill,
        at=int(message.at.timestamp() * 1000),
    )

    def encoded(body: str) -> bytes:
        return msgspec.json.encode(msgspec.structs.replace(whole, body=body))

    return encoded(shortened(text.body, lambda each: len(encoded(each)) <= MOST_BYTES))


def topic(message: Message) -> str:
    """Return 32 letters of URL-safe base64 (RFC 8030 section 5.4): the same for all of one incident.

    A sign of life replaces the last one; anything else without an incident stands for itself.
    """
    if message.incident is not None:
        of = f"incident {message.incident}"
    else:
        of = message.cause.value if message.cause is Cause.HEARTBEAT else f"message {message.name}"
    return base64.urlsafe_b64encode(hashlib.sha256(of.encode()).digest())[:32].decode()


def _link(text: str) -> str:
    """Return a link that is one and is not so long that it leaves no room for words."""
    if len(msgspec.json.encode(text)) > _LINK_BYTES:
        return ""
    try:
        scheme = urlsplit(text).scheme
    except ValueError:
        return ""
    return text if scheme in {"https", "http"} or text.startswith("/") else ""


def _line(text: str) -> str:
    return " ".join(text.split())
