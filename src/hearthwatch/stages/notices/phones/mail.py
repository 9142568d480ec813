# SPDX-License-Identifier: Apache-2.0
"""E-mail: a letter for each contact, handed to a mail server over TLS whose certificate is checked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from email.headerregistry import Address
from email.message import EmailMessage

import aiosmtplib

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.message import Message

from .answering import AnswerLinks, NoAnswers
from .contacts import Contact, wanting
from .letter import Letterhead, Sheet, letter, one_line
from .picture import Pictures, picture_in_time

DEADLINE_S = 30.0
_LONGEST_WORDS = 160
_NOT_OFFERED = ("SMTP STARTTLS extension not supported", "The SMTP AUTH extension is not supported")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. ``security``: "tls" from the first byte, "starttls", or "none".

    ``trust``: what a certificate is checked against. ``login`` is None where none is asked for.
    """

    host: str
    port: int
    security: str
    trust: ssl.SSLContext
    login: tuple[str, Secret] | None = None
    deadline_s: float = DEADLINE_S


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A contact and the address at which it gets mail."""

    contact: Contact
    address: Address


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who sends the letters; ``zone``: whose hours contacts mean, None for the machine's own."""

    sender: Address
    id: ChannelId = ChannelId("mail")  # noqa: RUF009 - a string
    name: str = "E-mail"
    zone: tzinfo | None = None


class MailChannel:
    """The channel of all contacts that have a mail address; a recipient is a contact's id."""

    def __init__(
        self,
        server: MailServer,
        mailboxes: Sequence[Mailbox],
        settings: MailSettings,
        clock: Clock,
        *,
        pictures: Pictures | None = None,
        answers: AnswerLinks | None = None,
    ) -> None:
        """Wire."""
        self._server = server
        self._mailboxes: Mapping[str, Mailbox] = {each.contact.id: each for each in mailboxes}
        self._settings = settings
        self._head = Letterhead(settings.sender)
        self._clock = clock
        self._pictures = pictures
        self._answers = answers or NoAnswers()

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return self._settings.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self._settings.name

    def recipients(self, message: Message) -> Sequence[str]:
        """Return the contacts that want it now."""
        now = self._clock.now().astimezone(self._settings.zone)
        return wanting([each.contact for each in self._mailboxes.values()], message, now)

    async def run(self) -> None:
        """Wait: nothing stands open between messages."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:
        """Hand a letter to the mail server; ACCEPTED when it has it. Raises PeerError."""
        mailbox = self._mailboxes.get(recipient)
        if mailbox is None:
            raise PeerError("This contact has no mail address any more", transient=False)
        answer = self._answers.link(message, f"{recipient} (mail)")
        picture = await picture_in_time(self._pictures, message)
        sheet = Sheet(message, mailbox.address, mailbox.contact.language, answer, picture)
        mail = letter(self._head, sheet)
        words = await self._hand_in(mail, mailbox.address)
        return Receipt(DeliveryState.ACCEPTED, f"The mail server has it: {words}", str(mail["Message-ID"]))

    def settled(self, incident: IncidentId) -> None:
        """Do nothing: a letter is sent once a notice, and the end is a notice too."""

    async def _hand_in(self, mail: EmailMessage, to: Address) -> str:
        """Return the server's own words after it took a letter."""
        server = self._server
        user, password = server.login or (None, None)
        try:
            async with asyncio.timeout(server.deadline_s):
                _, words = await aiosmtplib.send(
                    mail,
                    sender=self._settings.sender.addr_spec,
                    recipients=[to.addr_spec],
                    hostname=server.host,
                    port=server.port,
                    use_tls=server.security == "tls",
                    start_tls=server.security == "starttls",
                    tls_context=server.trust,
                    username=user,
                    password=password.reveal() if password else None,
                    local_hostname="localhost",
                    timeout=server.deadline_s,
                )
        except TimeoutError:
            raise PeerError("The mail server does not answer", do="It is tried again") from None
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise _refusal(error) from None
        return _words(words)


def _refusal(error: Exception) -> PeerError:
    """Return what a failure means. RFC 5321 section 4.2.1: 4xx may pass, 5xx does not."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return PeerError(
            f"The mail server refuses the login (code {error.code})",
            do="Check user and password in [mail]",
            transient=error.code < 500,
        )
    if isinstance(error, aiosmtplib.SMTPResponseException) and 400 <= error.code < 600:
        what = f"The mail server refuses it: {error.code} {_words(error.message)}"
        return PeerError(what.rstrip(" ."), transient=error.code < 500)
    if certificate := _certificate_trouble(error):
        return PeerError(
            f"The mail server's certificate is not trusted: {certificate}",
            do="Renew it, or name its authority as ca_file in [mail]",
        )
    # The library has no class of its own for these two.
    if isinstance(error, aiosmtplib.SMTPNotSupported) or str(error).startswith(_NOT_OFFERED):
        return PeerError(
            "The mail server does not offer what [mail] asks for",
            do="Check port and security",
            transient=False,
        )
    if isinstance(error, aiosmtplib.SMTPServerDisconnected | aiosmtplib.SMTPConnectError | OSError):
        return PeerError("The mail server cannot be reached, or hangs up", do="It is tried again")
    return PeerError("The mail server answers with something that is not SMTP", do="It is tried again")


def _certificate_trouble(error: BaseException) -> str:
    """Return why TLS failed in a few words, "" where it did not."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return one_line(cause.verify_message)
        cause = cause.__cause__ or cause.__context__
    return ""


def _words(text: str) -> str:
    """Return a peer's words as we show them: one line, not long."""
    return one_line(text)[:_LONGEST_WORDS]
