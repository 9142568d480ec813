# SPDX-License-Identifier: Apache-2.0
"""Web push against a real HTTPS push service that checks VAPID and decrypts by itself."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message, Words
from hearthwatch.stages.notices.phones.choice import Choice
from hearthwatch.stages.notices.phones.payload import MOST_BYTES, topic
from hearthwatch.stages.notices.phones.push import PushChannel, PushSettings, retry_after_s
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions, Subscription
from hearthwatch.stages.notices.phones.vapid import load_vapid
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.push_service import Mood, PushService, push_service
from hearthwatch.testing.web_push import Browser

pytestmark = pytest.mark.component("openssl")
Told = Callable[..., Message]
Use = Callable[[PushService, PushChannel, MemorySubscriptions], Awaitable[None]]


class FixedAnswers:
    """Links that say what they were made of."""

    def link(self, message: Message, to: str) -> str:
        """Return a link of this service's own."""
        return f"/answer/{message.incident}-{to.replace(' ', '-')}"


@pytest.fixture
def now() -> datetime:
    """Return the real time: tokens are checked against it."""
    return SystemClock().now()


@pytest.fixture
def fire(told: Told, now: datetime) -> Message:
    """Return a fire of now."""
    return told(at=now, expires=now + timedelta(minutes=30))


@pytest.fixture
def with_service(certificates: Certificates, data_folder: Path) -> Callable[..., None]:
    """Return a function that runs ``use`` with a service, a channel and a store of subscriptions."""

    def run(use: Use, *, served: Certificates = certificates, deadline_s: float = 5.0) -> None:
        async def within() -> None:
            trusted = ssl.create_default_context(cafile=str(certificates.authority))
            async with push_service(served) as service, httpx.AsyncClient(verify=trusted) as client:
                store = MemorySubscriptions()
                channel = PushChannel(
                    store, load_vapid(data_folder, "mailto:steward@watch.example"), client, SystemClock(),
                    answers=FixedAnswers(), settings=PushSettings(deadline_s=deadline_s),
                )  # fmt: skip
                await use(service, channel, store)

        asyncio.run(within())

    return run


async def subscribed(
    service: PushService, store: MemorySubscriptions, language: str = "en", choice: Choice | None = None
) -> tuple[str, Browser]:
    """Subscribe a new browser; return the subscription's id and the browser."""
    endpoint, browser = service.subscribe()
    name = f"phone-{len(service.browsers)}"
    await store.add(Subscription(name, endpoint, browser.p256dh, browser.auth, choice or Choice(), language))
    return name, browser


async def failure(channel: PushChannel, message: Message, name: str) -> PeerError:
    """Return why a delivery failed."""
    with pytest.raises(PeerError) as caught:
        await channel.deliver(message, name)
    return caught.value


def test_a_push_arrives_and_only_the_browser_can_read_it(
    with_service: Callable[..., None], fire: Message
) -> None:
    """A service that checks every header takes it, and the browser decrypts the words, links and buttons."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        receipt = await channel.deliver(fire, name)
        assert service.refused == []
        (pushed,) = service.pushed
        assert (receipt.state, receipt.words) == (DeliveryState.ACCEPTED, "The push service has it")
        assert receipt.handle == f"{service.address}/message/1"
        assert json.loads(pushed.text) == {
            "title": "Fire at the mill",
            "body": "Fire at the mill, by the stream. Keep away and warn others.",
            "lang": "en",
            "dir": "auto",
            "tag": topic(fire),
            "link": "https://watch.example/incidents/7",
            "answer": "/answer/7-phone-phon",
            "answer_words": "I answer for it",
            "answered_words": "It is written down that you answer for it.",
            "open_words": "See more",
            "severity": "danger",
            "cause": "first",
            "drill": False,
            "at": int(fire.at.timestamp() * 1000),
        }
        headers = pushed.headers
        assert (headers["urgency"], headers["topic"]) == ("high", topic(fire))
        assert 1795 <= int(headers["ttl"]) <= 1800
        assert b"mill" not in json.dumps(dict(headers)).encode()

    with_service(use)


@pytest.mark.parametrize(
    ("changes", "urgency"),
    [
        ({"severity": Severity.WARNING}, "normal"),
        ({"drill": True}, "normal"),
        ({"cause": Cause.HEARTBEAT, "severity": Severity.NOTICE, "incident": None}, "low"),
    ],
)
def test_urgency_follows_the_danger(
    with_service: Callable[..., None], fire: Message, changes: dict[str, object], urgency: str
) -> None:
    """Only real danger wakes a phone; a sign of life waits until the phone is awake anyway."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        await channel.deliver(replace(fire, **changes), name)  # type: ignore[arg-type]
        assert service.pushed[0].headers["urgency"] == urgency

    with_service(use)


@pytest.mark.parametrize(("language", "title"), [("ar", "حريق في الطاحونة"), ("ja-JP", "水車小屋で火災")])
def test_every_script_arrives_as_it_was_written(
    with_service: Callable[..., None], fire: Message, language: str, title: str
) -> None:
    """Right-to-left and CJK text comes out of the encryption letter for letter."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store, language)
        await channel.deliver(fire, name)
        text = json.loads(service.pushed[0].text)
        assert (text["title"], text["body"]) == (title, fire.words(language).body)
        assert text["dir"] == ("rtl" if language == "ar" else "auto")

    with_service(use)


def test_a_very_long_announcement_is_cut_at_a_word(with_service: Callable[..., None], fire: Message) -> None:
    """10,000 letters become what one record holds, ending with an ellipsis after a whole word."""
    long = replace(fire, texts={"en": Words("Notice", "water " * 1666 + "rise")})

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        await channel.deliver(long, name)
        text = service.pushed[0].text
        assert MOST_BYTES - 10 <= len(text) <= MOST_BYTES
        assert json.loads(text)["body"].endswith(" water…")

    with_service(use)


@pytest.mark.parametrize("mood", [Mood.GONE, Mood.NOT_FOUND])
def test_a_dead_subscription_is_forgotten(
    with_service: Callable[..., None], fire: Message, mood: Mood
) -> None:
    """A phone that is gone is tried no more, and the next message does not think of it."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        other, _ = await subscribed(service, store)
        service.mood = mood
        error = await failure(channel, fire, name)
        assert (error.transient, error.line()) == (
            False, "The phone has ended its subscription; it is taken off the list.",
        )  # fmt: skip
        assert list(channel.recipients(fire)) == [other]
        again = await failure(channel, fire, name)
        assert (again.transient, again.line()) == (False, "This phone has been taken off the list.")

    with_service(use)


@pytest.mark.parametrize(
    ("mood", "transient", "words"),
    [
        (Mood.TOO_LARGE, False, "The push service says that the message is too large."),
        (Mood.ERROR, True, "The push service answers with status 500."),
        (Mood.REDIRECT, False, "The push service answers with status 307."),
        (Mood.GARBAGE, True, "The push service answers with something that is not HTTP. It is tried again."),
        (Mood.HANGS_UP, True, "The push service answers with something that is not HTTP. It is tried again."),
        (Mood.SLOW, True, "The push service does not answer. It is tried again."),
    ],
)
def test_a_service_in_trouble_is_told_in_words(
    with_service: Callable[..., None], fire: Message, mood: Mood, transient: bool, words: str
) -> None:
    """Whatever a push service does, the outbox hears whether trying again may help, within the deadline."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        service.mood = mood
        error = await failure(channel, fire, name)
        assert (error.transient, error.line()) == (transient, words)
        assert service.address not in error.line()
        assert [each.id for each in store.list()] == [name]
        service.mood = Mood.OK
        assert (await channel.deliver(fire, name)).state is DeliveryState.ACCEPTED

    with_service(use, deadline_s=1.0)


def test_a_busy_service_says_when_to_come_back(with_service: Callable[..., None], fire: Message) -> None:
    """Retry-After is handed on, in seconds or as a date."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        service.mood = Mood.BUSY
        error = await failure(channel, fire, name)
        assert (error.transient, error.after_s) == (True, 17.0)

    with_service(use)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("99999999999", 86400.0),
        ("9" * 400, 86400.0),
        ("Sat, 31 Jan 2026 12:01:00 GMT", 60.0),
        ("Sat, 31 Jan 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("١٢", None),
    ],
)
def test_retry_after_is_read_as_the_standard_says(text: str, wanted: float | None) -> None:
    """A number or a date of RFC 9110, a day at most; anything else is none."""
    assert retry_after_s(text, datetime(2026, 1, 31, 12, tzinfo=UTC)) == wanted


def test_an_endless_answer_is_not_read(with_service: Callable[..., None], fire: Message) -> None:
    """A service that a stranger chose cannot fill our memory with its answer."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        service.mood = Mood.ENDLESS
        assert (await channel.deliver(fire, name)).state is DeliveryState.ACCEPTED

    with_service(use)


def test_a_strange_certificate_is_refused(
    with_service: Callable[..., None], fire: Message, strange_certificates: Certificates
) -> None:
    """Nothing is sent to a service whose certificate is not trusted, and the words say so."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, _ = await subscribed(service, store)
        error = await failure(channel, fire, name)
        assert error.what == "The push service's certificate is not trusted, or its TLS is broken"
        assert (error.transient, service.pushed) == (True, [])

    with_service(use, served=strange_certificates)


def test_a_service_that_is_down_is_tried_again(with_service: Callable[..., None], fire: Message) -> None:
    """A port at which nobody listens is no reason to give up."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        name, browser = await subscribed(service, store)
        dead = Subscription(name, "https://localhost:9/x", browser.p256dh, browser.auth, Choice(), "en")
        await store.remove(name)
        await store.add(dead)
        error = await failure(channel, fire, name)
        assert (error.transient, error.what) == (True, "The push service cannot be reached")

    with_service(use)


def test_only_those_who_want_it_are_told(with_service: Callable[..., None], fire: Message) -> None:
    """The channel's recipients are the subscriptions whose choice wants the message."""

    async def use(service: PushService, channel: PushChannel, store: MemorySubscriptions) -> None:
        all_, _ = await subscribed(service, store)
        mill, _ = await subscribed(service, store, choice=Choice(places=("mill",)))
        await subscribed(service, store, choice=Choice(places=("barn",)))
        await subscribed(service, store, choice=Choice(groups=("stewards",)))
        assert list(channel.recipients(fire)) == [all_, mill]

    with_service(use)
