# SPDX-License-Identifier: Apache-2.0
"""Services by Apprise, against a real HTTP peer of its ``json://`` kind."""

from __future__ import annotations

import asyncio
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import UTC

import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError, UsageError
from hearthwatch.model.message import Cause, Message
from hearthwatch.stages.notices.phones.apprise_services import ServiceChannel, ServiceSettings, check_service
from hearthwatch.stages.notices.phones.choice import Choice
from hearthwatch.stages.notices.phones.contacts import Contact
from hearthwatch.stages.notices.phones.picture import Picture
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.service_peer import ServicePeer, service_peer

Told = Callable[..., Message]


class OnePlate:
    """A publisher of one picture."""

    async def picture(self, message: Message) -> Picture | None:
        """Return it."""
        return Picture(b"\x89PNG a plate", "the mill", ())


@pytest.fixture
def peer() -> Iterator[ServicePeer]:
    """Return a running service."""
    with service_peer() as running:
        yield running


def channel(address: str, language: str = "en", deadline_s: float = 5.0) -> ServiceChannel:
    """Return the channel of a contact with a service at an address."""
    contact = Contact("ferry", Choice(), language)
    settings = ServiceSettings(contact, Secret(address), UTC, deadline_s)
    return ServiceChannel(settings, FakeClock(), pictures=OnePlate())


@pytest.mark.parametrize("language", ["en", "ar", "ja"])
def test_a_service_is_told(peer: ServicePeer, told: Told, language: str) -> None:
    """The service gets the words in the contact's language, the plate with what it shows, and the link."""
    telling = channel(peer.address, language)
    receipt = asyncio.run(telling.deliver(told(), "ferry"))
    assert (receipt.state, receipt.words) == (DeliveryState.ACCEPTED, "JSON has it")
    (sent,) = peer.taken
    words = told().texts[language]
    assert (sent["title"], sent["type"]) == (words.title, "failure")
    assert sent["message"].startswith(words.body + "\n\n")
    assert sent["message"].endswith("\n\nhttps://watch.example/incidents/7")
    (plate,) = sent["attachments"]
    assert (plate["mimetype"], b64decode(plate["base64"])) == ("image/png", b"\x89PNG a plate")


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({"drill": True}, "info"), ({"cause": Cause.ENDED}, "success"), ({"cause": Cause.TEST}, "info")],
)
def test_the_kind_follows_the_cause(
    peer: ServicePeer, told: Told, changes: dict[str, object], kind: str
) -> None:
    """Drills and tests are no alarm, and an end is good news."""
    asyncio.run(channel(peer.address).deliver(told(**changes), "ferry"))
    assert peer.taken[0]["type"] == kind


@pytest.mark.parametrize("status", [404, 500])
def test_a_service_that_refuses_is_tried_again(peer: ServicePeer, told: Told, status: int) -> None:
    """Apprise does not say why it failed, so it is tried again, then without the picture."""
    peer.status = status
    telling = channel(peer.address)
    with pytest.raises(PeerError) as caught:
        asyncio.run(telling.deliver(told(), "ferry"))
    assert caught.value.transient
    assert caught.value.what == "The service did not take it: it cannot be reached, or refuses us"
    peer.status = 200
    asyncio.run(telling.deliver(told(), "ferry"))
    assert [each["attachments"] for each in peer.taken] == [[]]


def test_a_dead_service_is_tried_again_and_its_address_not_told(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nobody listens, the delivery fails; neither words nor log hold what the address holds."""
    caplog.set_level("DEBUG")
    with pytest.raises(PeerError) as caught:
        asyncio.run(channel("json://watch:sesame@127.0.0.1:9/hook").deliver(told(), "ferry"))
    assert caught.value.transient
    said = f"{caught.value.line()} {vars(caught.value)} " + " ".join(
        record.getMessage() for record in caplog.records if record.name.startswith("apprise")
    )
    assert "sesame" not in said
    assert "hook" not in said


def test_a_hanging_service_holds_up_one_thread_only(peer: ServicePeer, told: Told) -> None:
    """However often it is tried meanwhile, a hanging service has one thread; afterwards it is told again."""

    async def use() -> None:
        telling = channel(peer.address, deadline_s=0.3)
        peer.hold.clear()
        before = threading.active_count()
        words = []
        for _ in range(4):
            with pytest.raises(PeerError) as caught:
                await telling.deliver(told(), "ferry")
            words.append(caught.value.what)
        ours = [thread for thread in threading.enumerate() if thread.name == "ferry-service"]
        assert (len(ours), words) == (
            1, ["The service does not answer", *["The service still holds up an earlier message"] * 3],
        )  # fmt: skip
        assert threading.active_count() <= before + 2
        peer.hold.set()
        await asyncio.to_thread(ours[0].join, 5)
        assert (await telling.deliver(told(), "ferry")).state is DeliveryState.ACCEPTED

    asyncio.run(use())


def test_what_is_no_service_is_refused_with_the_nearest() -> None:
    """A slip of the pen is told with the nearest service there is, and never with what follows it."""
    with pytest.raises(UsageError) as caught:
        check_service(Secret("telgram://sesame/12345"))
    assert caught.value.line() == 'No Apprise service is called "telgram://". Did you mean "tgram://".'
    assert "sesame" not in str(vars(caught.value))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("sesame", "An Apprise address begins with the service's name and ://"),
        ("", "An Apprise address begins with the service's name and ://"),
        ("a" * 40 + "://sesame", "No Apprise service is called that name"),
        ("syslog://sesame", 'No Apprise service is called "syslog://"'),
        ("macosx://", 'No Apprise service is called "macosx://"'),
        (
            "tgram://sesame",
            'Apprise cannot read this "tgram://" address: something in it is missing or too much',
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_at_once(address: str, words: str) -> None:
    """Unreadable addresses, and services that tell nobody but this machine, are refused at configuration."""
    with pytest.raises(UsageError) as caught:
        check_service(Secret(address))
    assert caught.value.what == words
    assert "sesame" not in str(vars(caught.value))


def test_the_channel_is_called_after_its_contact(peer: ServicePeer, told: Told) -> None:
    """Its id and name hold the contact's id, and nothing of the address."""
    telling = channel(peer.address)
    assert (telling.id, telling.name) == ("ferry-service", "ferry by JSON")
    assert list(telling.recipients(told())) == ["ferry"]
