# SPDX-License-Identifier: Apache-2.0
"""Builds what reaches phones from the configuration: sections and parts in, channels and a desk out.

Each kind of channel is loaded where there is one: what pushes brings 20 MB with it.
"""

from __future__ import annotations

import difflib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo
from email.headerregistry import Address
from pathlib import Path

import httpx

from hearthwatch.config.cameras import Camera
from hearthwatch.config.contacts import Contact as ContactSection
from hearthwatch.config.contacts import Mail, Push
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hours import Hours
from hearthwatch.model.incident import IncidentKind, Severity
from hearthwatch.stages.notices.channel import Channel

from .answering import AnswerLinks
from .choice import Choice
from .contacts import Contact
from .picture import Pictures
from .residents import ResidentsDesk
from .subscriptions import Subscriptions


@dataclass(frozen=True, slots=True)
class PhoneSections:
    """The sections of the configuration."""

    contacts: Sequence[ContactSection] = ()
    mail: Mail = Mail()  # noqa: RUF009 - a frozen value
    push: Push = Push()  # noqa: RUF009 - a frozen value
    #: For the places that contacts name; without any, no name is checked.
    cameras: Sequence[Camera] = ()


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
    services = (_service(each, sections.cameras, parts) for each in sections.contacts)
    found: tuple[Channel | None, ...] = (push, mail, *services)
    return Phones(tuple(each for each in found if each is not None), desk)


def _push(section: Push, parts: PhoneParts) -> tuple[Channel, ResidentsDesk]:
    from .push import PushChannel, PushSettings  # noqa: PLC0415 - see the module
    from .vapid import load_vapid  # noqa: PLC0415

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


def _mail(sections: PhoneSections, parts: PhoneParts) -> Channel | None:
    from .mail import Mailbox, MailChannel, MailServer, MailSettings  # noqa: PLC0415

    section = sections.mail
    mailboxes = [
        Mailbox(_contact(each, sections.cameras), Address(addr_spec=each.mail))
        for each in sections.contacts
        if each.mail
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


def _service(section: ContactSection, cameras: Sequence[Camera], parts: PhoneParts) -> Channel | None:
    if section.apprise_file is None:
        return None
    from .apprise_services import ServiceChannel, ServiceSettings  # noqa: PLC0415

    settings = ServiceSettings(_contact(section, cameras), section.apprise_file.read(), parts.zone)
    try:
        return ServiceChannel(settings, parts.clock, pictures=parts.pictures, answers=parts.answers)
    except UsageError as error:
        raise UsageError(f"The contact {section.id!r}: {error.what}", do=error.do) from None


def _contact(section: ContactSection, cameras: Sequence[Camera]) -> Contact:
    choice = Choice(
        places=_places(section, cameras),
        hazards=tuple(IncidentKind(each) for each in section.hazards),
        least=Severity[section.least.upper()],
        hours=Hours.parse(section.hours) if section.hours else None,
        exercises=section.exercises,
        groups=section.groups,
    )
    return Contact(section.id, choice, section.language)


def _places(section: ContactSection, cameras: Sequence[Camera]) -> tuple[str, ...]:
    """Return the places of a contact, a `place` of several cameras as their ids.

    Raises UsageError where nothing is called so: a slip of the pen would keep every alarm from it.
    """
    if not cameras:
        return section.places
    shared = {each.place.casefold() for each in cameras if each.place}
    known = {word.casefold() for each in cameras for word in _words_of(each)}
    found: list[str] = []
    for place in section.places:
        if place.casefold() in shared:
            found += [each.id for each in cameras if each.place.casefold() == place.casefold()]
        elif place.casefold() in known:
            found.append(place)
        else:
            raise _unknown(section.id, place, known | shared)
    return tuple(found)


def _words_of(camera: Camera) -> tuple[str, ...]:
    return camera.id, camera.shown_name, *(zone.name for zone in camera.zones)


def _unknown(contact: str, place: str, known: set[str]) -> UsageError:
    nearest = difflib.get_close_matches(place.casefold(), sorted(known), n=1, cutoff=0.5)
    hint = f'Did you mean "{nearest[0]}"' if nearest else "Name a camera, a `place` of cameras, or a zone"
    return UsageError(f"The contact {contact!r}: no camera, place or zone is called {place!r}", do=hint)


def _trust(ca_file: str) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file or None)
    except OSError as error:
        raise UsageError(
            f"The file of [mail] ca_file ({ca_file}) cannot be used: {error.strerror or 'it holds no PEM'}",
            do="Check the path, and that it holds a certificate",
        ) from None
