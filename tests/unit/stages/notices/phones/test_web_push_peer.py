# SPDX-License-Identifier: Apache-2.0
"""The peer that tests trust: it agrees with the RFCs' own examples and refuses what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from hearthwatch.stages.notices.phones.vapid import load_vapid
from hearthwatch.testing.web_push import Browser, PushRefusedError, check_authorization, unpadded

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
#: RFC 8291 section 5.
PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def browser() -> Browser:
    """Return the RFC's browser."""
    number = int.from_bytes(unpadded(PRIVATE), "big")
    return Browser(ec.derive_private_key(number, ec.SECP256R1()), unpadded(AUTH))


def test_it_decrypts_the_standards_example() -> None:
    """The push of RFC 8291 section 5 says what the standard says that it says."""
    assert browser().decrypt(unpadded(BODY)) == b"When I grow up, I want to be a watermelon"


def test_it_refuses_what_was_changed() -> None:
    """One bit changed anywhere in the record is noticed."""
    body = bytearray(unpadded(BODY))
    body[-20] ^= 1
    with pytest.raises(PushRefusedError):
        browser().decrypt(bytes(body))


def test_it_accepts_our_tokens_for_their_audience_and_time_alone(tmp_path: Path) -> None:
    """A token holds for one service, for at most a day, and no other key can have signed it."""
    key = load_vapid(tmp_path, "mailto:a@watch.example")
    header = key.authorization("https://push.example/x/y?z", NOW)
    at = NOW.timestamp()
    assert check_authorization(header, "https://push.example", at) == key.public
    other = load_vapid(tmp_path / "other", "mailto:a@watch.example")
    forged = header.replace(key.public, other.public)
    for text, audience, now_s in (
        (header, "https://push.example:444", at),
        (header, "https://push.example", at + 86_400),
        (header, "https://push.example", at - 86_400),
        (forged, "https://push.example", at),
        ("vapid t=a.b.c,k=d", "https://push.example", at),
    ):
        with pytest.raises((PushRefusedError, ValueError)):
            check_authorization(text, audience, now_s)
