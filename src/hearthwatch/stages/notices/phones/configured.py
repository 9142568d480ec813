# SPDX-License-Identifier: Apache-2.0
"""Builds what reaches phones from the configuration: sections and parts in, channels and a desk out."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from email.headerregistry import Address
from pathlib import Path

import httpx

from hearthwatch.config.contacts import Contact as ContactSection
from hearthwatch.config.contacts import Mail, Push
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hours import Hours
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.stages.notices.channel import Channel

from .answering import AnswerLinks
from .apprise_services import ServiceChannel, ServiceSettings
from .choice import Choice
from .contacts import Contact
from .mail import Mailbox, MailChannel, MailServer, MailSettings
from .picture import Pictures
from .push import PushChannel, PushSettings
from .residents import ResidentsDesk
from .subscriptions import Subscriptions
from .vapid import load_vapid


@dataclass(frozen=True, slots=True)
class PhoneSections:
    """The sections of the configuration."""

    contacts: Sequence[ContactSection] = ()
    mail: Mail = Mail()  # noqa: RUF009 - a frozen value
    push: Push = Push()  # noqa: RUF009 - a frozen value


@dataclass(frozen=True, slots=True)
class PhoneParts:
    """What the rest of the program lends.

    ``client`` refuses hosts that are not public, but for ``[push] allowed_hosts``. ``folder``: where our key
    for push services is kept. ``zone``: whose hours people mean, None for the machine's own. ``languages``:
    in which messages come.
    """

    clock: Clock
    client: httpx.AsyncClient
    folder: Path
    subscriptions: Subscriptions
    answers: AnswerLinks | None = None
    pictures: Pictures | None = None
    zone: tzinfo | None = None
    languages: Sequence[str] = ("en",)


@dataclass(frozen=True, slots=True)
class Phones:
    """``desk`` is where the residents' page subscribes, None without web push."""

    channels: tuple[Channel, ...]
    desk: ResidentsDesk | None


def phones(sections: PhoneSections, parts: PhoneParts) -> Phones:
    """Return the channels of phones. Raises UsageError and StorageError."""
    push, desk = _push(sections.push, parts) if sections.push.contact else (None, None)
    mail = _mail(sections, parts)
    services = (_service(each, parts) for each in sections.contacts)
    found: tuple[Channel | None, ...] = (push, mail, *services)
    return Phones(tuple(each for each in found if each is not None), desk)


def _push(section: Push, parts: PhoneParts) -> tuple[PushChannel, ResidentsDesk]:
    key = load_vapid(parts.folder, section.contact)
    desk = ResidentsDesk(
        parts.subscriptions,
        key.public,
        languages=parts.languages,
        groups=section.groups,
        allowed_hosts=section.allowed_hosts,
    )
    channel = PushChannel(
        parts.subscriptions,
        key,
        parts.client,
        parts.clock,
        answers=parts.answers,
        settings=PushSettings(zone=parts.zone),
    )
    return channel, desk


def _mail(sections: PhoneSections, parts: PhoneParts) -> MailChannel | None:
    section = sections.mail
    mailboxes = [
        Mailbox(_contact(each), Address(addr_spec=each.mail)) for each in sections.contacts if each.mail
    ]
    if mailboxes and not section.host:
        raise UsageError(
            f"The contact {mailboxes[0].contact.id!r} has a mail address, and there is no mail server",
            do="Set host and sender in [mail]",
        )
    if not mailboxes:
        return None
    login = (section.user, section.password_file.read()) if section.password_file else None
    server = MailServer(section.host, section.port, section.security, _trust(section.ca_file), login)
    settings = MailSettings(section.sender_address, zone=parts.zone)
    return MailChannel(
        server, mailboxes, settings, parts.clock, pictures=parts.pictures, answers=parts.answers
    )


def _service(section: ContactSection, parts: PhoneParts) -> ServiceChannel | None:
    if section.apprise_file is None:
        return None
    settings = ServiceSettings(_contact(section), section.apprise_file.read(), parts.zone)
    try:
        return ServiceChannel(settings, parts.clock, pictures=parts.pictures, answers=parts.answers)
    except UsageError as error:
        raise UsageError(f"The contact {section.id!r}: {error.what}", do=error.do) from None


def _contact(section: ContactSection) -> Contact:
    choice = Choice(
        places=section.places,
        hazards=tuple(IncidentKind(each) for each in section.hazards),
        least=Severity[section.least.upper()],
        hours=Hours.parse(section.hours) if section.hours else None,
        exercises=section.exercises,
        groups=section.groups,
    )
    return Contact(section.id, choice, section.language)


def _trust(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise UsageError(
            f"The file of [mail] ca_file ({ca_file}) cannot be used: {error.strerror or 'it holds no PEM'}",
            do="Check the path, and that it holds a certificate",
        ) from None
