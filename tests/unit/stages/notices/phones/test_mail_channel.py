# SPDX-License-Identifier: Apache-2.0
"""E-mail against a real mail server with TLS and a login."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.headerregistry import Address
from zoneinfo import ZoneInfo

import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError, StorageError
from hearthwatch.model.hours import Hours
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.phones.choice import Choice
from hearthwatch.stages.notices.phones.contacts import Contact
from hearthwatch.stages.notices.phones.mail import Mailbox, MailChannel, MailServer, MailSettings
from hearthwatch.stages.notices.phones.picture import Picture, Pictures
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.mail_server import MailServerPeer, Mood, mail_server

pytestmark = pytest.mark.component("openssl")
Told = Callable[..., Message]
Use = Callable[[MailServerPeer, MailChannel], Awaitable[None]]
SENDER = Address("Hearthwatch", "alarm", "watch.example")
DUTY = Mailbox(Contact("duty", Choice()), Address("", "duty", "village.example"))
ARABIC = Mailbox(Contact("arabic", Choice(groups=("stewards",)), "ar"), Address("", "ar", "village.example"))


@pytest.fixture
def with_server(certificates: Certificates) -> Callable[..., None]:
    """Return a function that runs ``use`` with a server and a channel that knows its login."""

    def run(
        use: Use,
        *,
        served: Certificates = certificates,
        security: str = "starttls",
        asked: str | None = None,
        password: str = "open sesame",  # noqa: S107 - the peer's
    ) -> None:
        async def within() -> None:
            trust = ssl.create_default_context(cafile=str(certificates.authority))
            login = ("watch", Secret(password))
            async with mail_server(served, security=security, asks_login=security != "none") as peer:
                server = MailServer(
                    "localhost",
                    peer.port,
                    asked or security,
                    trust,
                    None if security == "none" else login,
                    2.0,
                )
                channel = MailChannel(server, (DUTY, ARABIC), MailSettings(SENDER, zone=UTC), FakeClock())
                await use(peer, channel)

        asyncio.run(within())

    return run


async def failure(channel: MailChannel, message: Message) -> PeerError:
    """Return why a delivery failed."""
    with pytest.raises(PeerError) as caught:
        await channel.deliver(message, "duty")
    return caught.value


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
def test_a_letter_is_handed_in(with_server: Callable[..., None], told: Told, security: str) -> None:
    """The server takes it over TLS of both kinds, after a login, and its words are the receipt's."""

    async def use(peer: MailServerPeer, channel: MailChannel) -> None:
        receipt = await channel.deliver(told(), "duty")
        (taken,) = peer.letters
        assert (taken.sender, taken.to) == ("alarm@watch.example", ("duty@village.example",))
        assert peer.logins == ([] if security == "none" else [True])
        assert (receipt.state, receipt.words) == (
            DeliveryState.ACCEPTED,
            "The mail server has it: 2.0.0 Kept",
        )
        assert receipt.handle == taken.mail["Message-ID"]
        assert taken.mail["Subject"] == "Fire at the mill"

    with_server(use, security=security)


@pytest.mark.parametrize(
    ("mood", "transient", "words"),
    [
        (
            Mood.GREYLISTING,
            True,
            "The mail server refuses it: 451 4.7.1 Greylisted, come again in five minutes.",
        ),
        (Mood.FULL, True, "The mail server refuses it: 452 4.3.1 Insufficient system storage."),
        (Mood.REFUSES, False, "The mail server refuses it: 550 5.1.1 No such mailbox."),
        (Mood.SLOW, True, "The mail server does not answer. It is tried again."),
        (Mood.HANGS_UP, True, "The mail server cannot be reached, or hangs up. It is tried again."),
        (Mood.GARBAGE, True, "The mail server answers with something that is not SMTP. It is tried again."),
    ],
)
def test_a_server_in_trouble_is_told_in_words(
    with_server: Callable[..., None], told: Told, mood: Mood, transient: bool, words: str
) -> None:
    """What may pass is tried again, what does not is given up; then, in order again, it takes the letter."""

    async def use(peer: MailServerPeer, channel: MailChannel) -> None:
        peer.mood = mood
        error = await failure(channel, told())
        assert (error.line(), error.transient) == (words, transient)
        peer.mood = Mood.OK
        await channel.deliver(told(), "duty")
        assert len(peer.letters) == 1

    with_server(use)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_strange_certificate_is_refused(
    with_server: Callable[..., None], told: Told, strange_certificates: Certificates, security: str
) -> None:
    """Neither login nor letter goes to a server whose certificate is not trusted, and the words say so."""

    async def use(peer: MailServerPeer, channel: MailChannel) -> None:
        error = await failure(channel, told())
        assert error.line() == (
            "The mail server's certificate is not trusted: unable to get local issuer certificate. "
            "Renew it, or name its authority as ca_file in [mail]."
        )
        assert (error.transient, peer.logins, peer.letters) == (True, [], [])

    with_server(use, served=strange_certificates, security=security)


def test_a_wrong_password_is_given_up_and_never_told(with_server: Callable[..., None], told: Told) -> None:
    """A login that is refused is for a person to mend; the password stands in no words."""

    async def use(peer: MailServerPeer, channel: MailChannel) -> None:
        error = await failure(channel, told())
        assert error.line() == (
            "The mail server refuses the login (code 535). Check user and password in [mail]."
        )
        assert (error.transient, peer.letters) == (False, [])
        assert "guess" not in str(vars(error))

    with_server(use, password="guess")


def test_a_server_without_tls_gets_nothing(with_server: Callable[..., None], told: Told) -> None:
    """Where STARTTLS is asked for and not offered, nothing is sent in the clear."""

    async def use(peer: MailServerPeer, channel: MailChannel) -> None:
        error = await failure(channel, told())
        assert (error.transient, peer.letters) == (False, [])
        assert error.what == "The mail server does not offer what [mail] asks for"

    with_server(use, security="none", asked="starttls")


def test_a_server_that_is_down_is_tried_again(certificates: Certificates, told: Told) -> None:
    """A port at which nobody listens is no reason to give up."""
    trust = ssl.create_default_context(cafile=str(certificates.authority))
    channel = MailChannel(
        MailServer("127.0.0.1", 9, "tls", trust), (DUTY,), MailSettings(SENDER), FakeClock()
    )
    error = asyncio.run(failure(channel, told()))
    assert (error.transient, error.what) == (True, "The mail server cannot be reached, or hangs up")


def test_arabic_arrives_letter_for_letter(with_server: Callable[..., None], told: Told) -> None:
    """Subject, text and HTML are in the contact's language, and the HTML reads from right to left."""

    async def use(peer: MailServerPeer, channel: MailChannel) -> None:
        message = told(whom="operators and stewards")
        assert list(channel.recipients(message)) == ["duty", "arabic"]
        await channel.deliver(message, "arabic")
        mail = peer.letters[0].mail
        words = message.texts["ar"]
        assert mail["Subject"] == words.title
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert html is not None
        assert words.body in plain.get_content()
        assert '<html lang="ar" dir="rtl">' in html.get_content()
        assert words.body in html.get_content()

    with_server(use)


class BrokenPlates:
    """A publisher whose disk has failed."""

    async def picture(self, _message: Message) -> Picture | None:
        """Fail."""
        raise StorageError("The disk has failed")


class SlowPlates:
    """A publisher that is not done in time."""

    async def picture(self, _message: Message) -> Picture | None:
        """Wait for longer than anybody does."""
        await asyncio.sleep(60)
        return None


@pytest.mark.parametrize("plates", [BrokenPlates(), SlowPlates()])
def test_the_words_go_without_a_picture_that_fails(
    certificates: Certificates, told: Told, plates: Pictures
) -> None:
    """An alarm is worth more than its picture."""

    async def use() -> None:
        trust = ssl.create_default_context(cafile=str(certificates.authority))
        async with mail_server(certificates, security="tls") as peer:
            server = MailServer("localhost", peer.port, "tls", trust, None, 5.0)
            channel = MailChannel(server, (DUTY,), MailSettings(SENDER), FakeClock(), pictures=plates)
            assert (await channel.deliver(told(), "duty")).state is DeliveryState.ACCEPTED
            assert [part.get_content_type() for part in peer.letters[0].mail.walk()] == [
                "multipart/alternative", "text/plain", "text/html",
            ]  # fmt: skip

    asyncio.run(use())


def test_who_is_no_contact_any_more_is_given_up(with_server: Callable[..., None], told: Told) -> None:
    """A delivery that outlived its contact fails with words."""

    async def use(_peer: MailServerPeer, channel: MailChannel) -> None:
        with pytest.raises(PeerError, match="no mail address any more") as caught:
            await channel.deliver(told(), "gone")
        assert not caught.value.transient

    with_server(use)


def test_hours_are_those_of_the_zone(told: Told, certificates: Certificates) -> None:
    """Contacts' hours are local: at 18:30 UTC it is 00:00 in Kolkata, outside of a day's hours."""
    day = Mailbox(Contact("day", Choice(hours=Hours.parse("07:00-22:00"))), DUTY.address)
    server = MailServer("localhost", 9, "tls", ssl.create_default_context())
    clock = FakeClock(datetime(2026, 1, 31, 18, 30, tzinfo=UTC))
    warning = told(severity=Severity.WARNING)
    for zone, reached in (("Asia/Kolkata", []), ("Europe/London", ["day"])):
        channel = MailChannel(server, (day,), MailSettings(SENDER, zone=ZoneInfo(zone)), clock)
        assert list(channel.recipients(warning)) == reached
