# SPDX-License-Identifier: Apache-2.0
"""A mail server: aiosmtpd with TLS and a login, which keeps what it is handed.

In other moods it does what mail servers do on bad days.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from .certificates import Certificates

_SLOW_S = 30.0


class Mood(StrEnum):
    """How the server answers."""

    OK = "ok"
    #: A mail server that does not know us asks us to come again (RFC 6647).
    GREYLISTING = "451"
    #: It knows no such mailbox.
    REFUSES = "550"
    #: It takes the letter and then cannot keep it.
    FULL = "452"
    #: It takes the connection and says nothing for half a minute.
    SLOW = "slow"
    #: It speaks something else.
    GARBAGE = "garbage"
    #: It ends the connection without a word.
    HANGS_UP = "hangs up"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that was taken: who sent it, to whom, and itself."""

    sender: str
    to: tuple[str, ...]
    mail: EmailMessage


@dataclass(slots=True)
class MailServerPeer:
    """A running server. ``letters``: what it took; ``logins``: which of them it let in."""

    login: tuple[str, str] = ("watch", "open sesame")
    mood: Mood = Mood.OK
    port: int = 0
    letters: list[Letter] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or not."""
        if self.mood is Mood.GREYLISTING:
            return "451 4.7.1 Greylisted, come again in five minutes"
        if self.mood is Mood.REFUSES:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take a letter, or not."""
        if self.mood is Mood.FULL:
            return "452 4.3.1 Insufficient system storage"
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content, policy=default)
        self.letters.append(Letter(envelope.mail_from or "", tuple(envelope.rcpt_tos), mail))
        return "250 2.0.0 Kept"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: object
    ) -> AuthResult:
        """Let in who knows the password."""
        known = (self.login[0].encode(), self.login[1].encode())
        is_right = isinstance(login, LoginPassword) and (login.login, login.password) == known
        self.logins.append(is_right)
        return AuthResult(success=is_right, handled=False)

    def bad_day(self) -> asyncio.Protocol | None:
        """Return what answers a connection in a mood in which no mail is spoken."""
        bad = {Mood.SLOW, Mood.GARBAGE, Mood.HANGS_UP}
        return _BadDay(self.mood) if self.mood in bad else None


class _BadDay(asyncio.Protocol):
    def __init__(self, mood: Mood) -> None:
        self._mood = mood

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            return
        if self._mood is Mood.GARBAGE:
            transport.write(b"\x16\x03 we speak something else\r\n" * 3)
        elif self._mood is Mood.HANGS_UP:
            transport.abort()
        if self._mood is Mood.SLOW:
            asyncio.get_running_loop().call_later(_SLOW_S, transport.abort)


@asynccontextmanager
async def mail_server(
    certificates: Certificates, *, security: str = "starttls", asks_login: bool = True
) -> AsyncIterator[MailServerPeer]:
    """Run one at a free port of localhost until left. ``security``: "starttls", "tls" or "none"."""
    peer = MailServerPeer()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.server, certificates.key)
    loop = asyncio.get_running_loop()

    def connected() -> asyncio.Protocol:
        return peer.bad_day() or SMTP(
            peer,
            hostname="mail.test",
            tls_context=context if security == "starttls" else None,
            require_starttls=security == "starttls",
            authenticator=peer.authenticate,
            # The library knows no TLS from the first byte: there it takes a login and cannot ask for one.
            auth_required=asks_login and security == "starttls",
            auth_require_tls=security == "starttls",
            loop=loop,
        )

    over = context if security == "tls" else None
    server = await loop.create_server(connected, "127.0.0.1", 0, ssl=over)
    peer.port = server.sockets[0].getsockname()[1]
    try:
        yield peer
    finally:
        server.close()
        await asyncio.sleep(0.05)
