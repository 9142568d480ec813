# SPDX-License-Identifier: Apache-2.0
"""Tokens of links that answer for an incident: what they say, signed, for as long as they hold.

A token is BASE64URL(body) "." BASE64URL(HMAC-SHA-256 of a label and the body) (RFC 2104, RFC 4648 section
5, unpadded). Whoever has one can say that somebody answers for that one incident, and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from hearthwatch.model.clock import Clock
from hearthwatch.model.ids import IncidentId

#: Signs nothing but answers, whatever else the same secret is used for.
_LABEL = b"hearthwatch answer 1\0"
#: Incident and end (seconds since 1970, UTC); the label of the recipient follows.
_BODY = struct.Struct(">QQ")
LONGEST_LABEL = 80
#: RFC 2104 section 3: a key shorter than the hash's output weakens it.
LEAST_SECRET_BYTES = 32
_LONGEST_TOKEN = 600


@dataclass(frozen=True, slots=True)
class Answer:
    """What a link says: for which incident it answers, on whose behalf, and until when (aware, UTC).

    ``to``: the label of whom the link was sent to, such as "Steward on call (mail)"; 80 letters at most.
    """

    incident: IncidentId
    to: str
    expires: datetime


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """Signs and reads tokens with one ``secret``, which is never printed."""

    secret: bytes
    clock: Clock

    def __post_init__(self) -> None:
        """Refuse a secret that is too short (ValueError)."""
        if len(self.secret) < LEAST_SECRET_BYTES:
            raise ValueError(f"a secret of at least {LEAST_SECRET_BYTES} bytes")

    def __repr__(self) -> str:
        return "AnswerKey('***')"

    def sign(self, answer: Answer) -> str:
        """Return the token of an answer."""
        return sign(answer, self.secret)

    def read(self, token: str) -> Answer | None:
        """Return what a token says, None where it does not hold now."""
        return read(token, self.secret, self.clock.now())


def sign(answer: Answer, secret: bytes) -> str:
    """Return an answer's token: letters, digits, "-", "_" and one "."; fit for an address.

    The end is kept in whole seconds. Raises ValueError where the label is too long.
    """
    if len(answer.to) > LONGEST_LABEL:
        raise ValueError(f"a label of at most {LONGEST_LABEL} letters")
    body = _BODY.pack(answer.incident, int(answer.expires.timestamp())) + answer.to.encode()
    return f"{_text(body)}.{_text(_signature(body, secret))}"


def read(token: str, secret: bytes, now: datetime) -> Answer | None:
    """Return what a token says, None where it is forged, damaged or expired. Compares in constant time."""
    parts = token.split(".")
    if len(token) > _LONGEST_TOKEN or len(parts) != 2:
        return None
    body, signature = (_bytes(part) for part in parts)
    if body is None or signature is None or not hmac.compare_digest(_signature(body, secret), signature):
        return None
    # What was signed by us is whole: no check of its form is left to fail.
    incident, end = _BODY.unpack_from(body)
    answer = Answer(IncidentId(incident), body[_BODY.size :].decode(), datetime.fromtimestamp(end, UTC))
    return answer if now < answer.expires else None


def _signature(body: bytes, secret: bytes) -> bytes:
    return hmac.digest(secret, _LABEL + body, hashlib.sha256)


def _text(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def _bytes(text: str) -> bytes | None:
    """Return what was encoded, None where this is not exactly how it would be encoded."""
    try:
        octets = base64.b64decode(
            text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except (ValueError, binascii.Error):
        return None
    return octets if _text(octets) == text else None
