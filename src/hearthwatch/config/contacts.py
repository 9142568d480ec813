# SPDX-License-Identifier: Apache-2.0
"""The sections ``[[contact]]``, ``[mail]`` and ``[push]``: how those on duty and residents are reached."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Annotated, Literal

from msgspec import Meta, Struct

from hearthwatch.model.hours import Hours

from .secret_file import SecretFile

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")
_MAIL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_LONGEST_WORD, _MOST_WORDS = 80, 100
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}

Kind = Literal["fire", "water", "blocked", "camera"]


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way to tell somebody on duty. It holds nothing about a person: no name, no role, no record."""

    id: Annotated[str, Meta(description="Its id: lower-case letters, digits, hyphens; not a person's name")]
    mail: Annotated[str, Meta(description="A mail address; it needs `[mail]`")] = ""
    apprise_file: Annotated[
        SecretFile | None,
        Meta(
            description="A file with one Apprise address, for SMS gateways, Signal, Telegram, Matrix, ntfy "
            "and a hundred others"
        ),
    ] = None
    groups: Annotated[
        tuple[str, ...],
        Meta(description="Which words of `[incidents] whom` mean this contact; without any: every notice"),
    ] = ()
    language: Annotated[str, Meta(description='In which it is told, such as "en" or "pt-BR"')] = "en"
    places: Annotated[
        tuple[str, ...],
        Meta(description="Cameras by id or name, a `place` of cameras, or zones; without any: all"),
    ] = ()
    hazards: Annotated[
        tuple[Kind, ...],
        Meta(description="Of what it is told; without any: of all. Danger at its places is always told"),
    ] = ()
    least: Annotated[
        Literal["notice", "warning", "danger"], Meta(description="How grave it must be to be told")
    ] = "notice"
    hours: Annotated[
        str,
        Meta(
            description='When it may be told, in the machine\'s time, such as "07:00-22:00"; danger always is'
        ),
    ] = ""
    exercises: Annotated[
        bool, Meta(description="Drills, tests and the daily sign of life are told too, marked as such")
    ] = True

    def __post_init__(self) -> None:
        """Refuse what cannot be used (ValueError, which begins with the key)."""
        if not _ID.fullmatch(self.id):
            raise ValueError("id: lower-case letters, digits and hyphens, 63 at most")
        if not self.mail and self.apprise_file is None:
            raise ValueError("mail: a mail address here, or an address in apprise_file, is needed")
        if self.mail:
            require_mail("mail", self.mail)
        _require_words("groups", self.groups)
        _require_words("places", self.places)
        require_language("language", self.language)
        if self.hours:
            _require_hours(self.hours)


class Mail(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The mail server that takes our letters. Without `host` there is no mail."""

    host: Annotated[str, Meta(description="Its name")] = ""
    port: Annotated[int, Meta(description="Its port: 587 for `starttls`, 465 for `tls`")] = 587
    security: Annotated[
        Literal["starttls", "tls", "none"],
        Meta(
            description="How it is spoken to; its certificate is always checked. `none`: a server on this "
            "machine itself"
        ),
    ] = "starttls"
    sender: Annotated[
        str, Meta(description='Who sends, such as "Hearthwatch <alarm@example.org>"; needed with `host`')
    ] = ""
    user: Annotated[str, Meta(description="The login, where one is asked for")] = ""
    password_file: Annotated[SecretFile | None, Meta(description="A file with the login's password")] = None
    ca_file: Annotated[
        str, Meta(description="A PEM file with the authority of its certificate, where that is one's own")
    ] = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be used (ValueError, which begins with the key)."""
        if not 0 < self.port <= 0xFFFF:
            raise ValueError("port: 1 to 65535")
        if not self.host:
            return
        if any(not letter.isprintable() or letter.isspace() for letter in self.host):
            raise ValueError("host: a server's name")
        require_mail("sender", parseaddr(self.sender)[1])
        if self.security == "none" and (self.host not in _THIS_MACHINE or self.user):
            raise ValueError("security: without TLS only a server on this machine itself, and no login")
        if bool(self.user) != (self.password_file is not None):
            raise ValueError("user: user and password_file belong together")

    @property
    def sender_address(self) -> Address:
        """The sender as a name and an address; only with a host."""
        name, address = parseaddr(self.sender)
        return Address(name, addr_spec=address)


class Push(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Web push to the phones of residents. Without `contact` there is none."""

    contact: Annotated[
        str,
        Meta(
            description="Whom push services may write to when something goes wrong: `mailto:` and an "
            "address, or an `https:` page"
        ),
    ] = ""
    groups: Annotated[
        tuple[str, ...],
        Meta(
            description="Which words of `[incidents] whom` mean residents' phones; without any: every notice"
        ),
    ] = ()
    allowed_hosts: Annotated[
        tuple[str, ...],
        Meta(description="Push services of one's own, by host name, that need not be on the internet"),
    ] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be used (ValueError, which begins with the key)."""
        _require_words("groups", self.groups)
        _require_words("allowed_hosts", self.allowed_hosts)
        if self.contact.startswith("mailto:"):
            require_mail("contact", self.contact.removeprefix("mailto:"))
        elif self.contact and not re.fullmatch(r"https://[\w.-]+(/[!-~]*)?", self.contact):
            raise ValueError('contact: "mailto:" and an address, or an https address')


def require_mail(key: str, text: str) -> None:
    """Refuse what is no mail address (ValueError). Letters beyond ASCII need servers that few have."""
    if len(text) > 254 or not _MAIL.fullmatch(text):
        raise ValueError(f"{key}: a mail address, such as duty@example.org")


def require_language(key: str, text: str) -> None:
    """Refuse what is no language's tag (BCP 47) (ValueError)."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f'{key}: a language, such as "en" or "pt-BR"')


def _require_words(key: str, words: Sequence[str]) -> None:
    if len(words) > _MOST_WORDS or any(not _is_word(each) for each in words):
        raise ValueError(f"{key}: words of at most {_LONGEST_WORD} letters, at most {_MOST_WORDS} of them")


def _is_word(text: str) -> bool:
    return bool(text.strip()) and len(text) <= _LONGEST_WORD and text.isprintable()


def _require_hours(text: str) -> None:
    try:
        Hours.parse(text)
    except ValueError as error:
        raise ValueError(f"hours: {error}") from None
