# SPDX-License-Identifier: Apache-2.0
"""What strangers send in as subscriptions: kept, or refused in words that hold nothing of it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hearthwatch.model.errors import UsageError
from hearthwatch.model.hours import Hours
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.stages.notices.phones.choice import Choice
from hearthwatch.stages.notices.phones.residents import ResidentsDesk
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions
from hearthwatch.testing.web_push import Browser, padless

BROWSER = Browser()


def sent(**changes: Any) -> bytes:
    """Return what a browser sends, with parts changed."""
    keys = {"p256dh": padless(BROWSER.p256dh), "auth": padless(BROWSER.auth)}
    return json.dumps({"endpoint": "https://push.example.net/x", "keys": keys} | changes).encode()


def desk(store: MemorySubscriptions | None = None) -> ResidentsDesk:
    """Return a desk of residents' phones."""
    return ResidentsDesk(store or MemorySubscriptions(), "KEY", groups=("residents",))


def refused(body: bytes) -> str:
    """Return why something is refused."""
    with pytest.raises(UsageError) as caught:
        asyncio.run(desk().subscribe(body))
    return caught.value.what


def test_a_subscription_is_kept_with_its_choice() -> None:
    """What was chosen on the page is what is kept, and the rungs that mean residents are ours to say."""
    store = MemorySubscriptions()
    chosen = {
        "places": ["mill"], "hazards": ["fire", "water"], "least": "warning", "hours": "07:00-22:00",
        "exercises": True, "language": "ar",
    }  # fmt: skip
    name = asyncio.run(desk(store).subscribe(sent(**chosen)))
    (kept,) = store.list()
    assert (kept.id, kept.endpoint, kept.language) == (name, "https://push.example.net/x", "ar")
    assert (kept.p256dh, kept.auth) == (BROWSER.p256dh, BROWSER.auth)
    assert kept.choice == Choice(
        ("mill",), (IncidentKind.FIRE, IncidentKind.WATER), Severity.WARNING, Hours.parse("07:00-22:00"),
        exercises=True, groups=("residents",),
    )  # fmt: skip


def test_a_choice_can_be_kept_as_json() -> None:
    """What keeps subscriptions on disk gets the same choice back."""
    store = MemorySubscriptions()
    chosen = sent(places=["mill"], hazards=["water"], least="warning", hours="22:00-06:00")
    asyncio.run(desk(store).subscribe(chosen))
    choice = store.list()[0].choice
    assert msgspec.json.decode(msgspec.json.encode(choice), type=Choice) == choice


def test_a_browser_that_subscribes_anew_replaces_itself() -> None:
    """A phone is told once, with its newest choice; the old id ends nothing any more."""
    store = MemorySubscriptions()

    async def use() -> None:
        first = await desk(store).subscribe(sent())
        second = await desk(store).subscribe(sent(places=["mill"]))
        assert first != second
        assert [each.id for each in store.list()] == [second]
        assert not await desk(store).unsubscribe(first)
        assert await desk(store).unsubscribe(second)
        assert list(store.list()) == []

    asyncio.run(use())


def test_an_id_cannot_be_guessed() -> None:
    """Ids are long, of letters fit for an address, and none is given twice."""
    store = MemorySubscriptions()
    bodies = [sent(endpoint=f"https://push.example.net/{n}") for n in range(50)]
    ids = {asyncio.run(desk(store).subscribe(body)) for body in bodies}
    assert len(ids) == 50
    assert {len(each) for each in ids} == {32}


def test_there_is_an_end_to_how_many_are_kept() -> None:
    """Whoever makes up subscriptions is stopped, and those that are there may still change their choice."""
    store = MemorySubscriptions(most=2)
    for n in (1, 2, 2):
        asyncio.run(desk(store).subscribe(sent(endpoint=f"https://push.example.net/{n}")))
    with pytest.raises(UsageError, match="There are 2 subscriptions, and no more are taken"):
        asyncio.run(desk(store).subscribe(sent(endpoint="https://push.example.net/3")))
    assert len(store.list()) == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "This is no subscription: it is not JSON"),
        (b"\xff\xfe", "This is no subscription: it is not JSON"),
        (b"[" * 10_000, "This is no subscription: a part is missing or too much"),
        (b"[]", "This is no subscription: a part is missing or too much"),
        (b"null", "This is no subscription: a part is missing or too much"),
        (b"{}", "This is no subscription: a part is missing or too much"),
        (b"{" + b" " * 20_000 + b"}", "A subscription has at most 16384 bytes"),
        (sent(name="somebody"), "This is no subscription: a part is missing or too much"),
        (sent(keys={"p256dh": 1, "auth": ""}), "This is no subscription: `keys.p256dh` is not as it must be"),
        (sent(places=["x"] * 101), "This is no subscription: `places` is not as it must be"),
        (sent(places=["x" * 81]), "This is no subscription: `places[0]` is not as it must be"),
        (sent(hazards=["people"]), "This is no subscription: `hazards[0]` is not as it must be"),
        (sent(least="any"), "This is no subscription: `least` is not as it must be"),
        (sent(language="english please"), "This is no subscription: `language` is not as it must be"),
        (
            sent(hours="always"),
            'This subscription cannot be used: hours of a day, such as "07:00-22:00" or "22:00-06:00"',
        ),
        (
            sent(endpoint="https://192.168.1.1/x"),
            "This subscription cannot be used: endpoint: a push service on the internet, at the usual port",
        ),
        (
            sent(keys={"p256dh": "A" * 87, "auth": padless(BROWSER.auth)}),
            "This subscription cannot be used: p256dh: no point of the curve P-256",
        ),
    ],
)
def test_garbage_is_refused_in_words(body: bytes, words: str) -> None:
    """Each thing that can be wrong is named, and nothing that was sent is said back."""
    assert refused(body) == words


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_whatever_is_sent_is_refused_in_words(body: bytes) -> None:
    """No bytes make anything but a sentence."""
    assert refused(body).startswith("This ")


@settings(deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    ),
    st.sampled_from(("endpoint", "keys", "places", "hazards", "hours", "language", "exercises", "least")),
)
def test_whatever_stands_in_a_part_is_kept_or_refused_in_words(value: object, part: str) -> None:
    """Any JSON in any part is either right or told in a sentence."""
    store = MemorySubscriptions()
    try:
        asyncio.run(desk(store).subscribe(sent(**{part: value})))
    except UsageError:
        assert list(store.list()) == []
    else:
        assert len(store.list()) == 1


def test_a_subscription_never_shows_its_secrets() -> None:
    """Whoever knows endpoint and keys can write to the phone: none of it is in a repr."""
    store = MemorySubscriptions()
    name = asyncio.run(desk(store).subscribe(sent()))
    assert repr(store.list()[0]) == f"Subscription({name[:4]}..., en)"
