# SPDX-License-Identifier: Apache-2.0
"""CAP 1.2 alerts: a message in, an XML document out. Pure.

OASIS Standard CAP-V1.2-OS (1 July 2010). Times are ``2026-01-31T18:30:00-00:00``: "the timezone for UTC MUST
be represented as -00:00" (3.3.2), and "Z" must not be used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

from lxml import etree

from hearthwatch.model.ids import CameraId, MessageName
from hearthwatch.model.message import Message, Words

from .cap_terms import message_type, severity, status, terms

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
#: XML 1.0, 2.2: what no document can hold, however it is written.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
#: xs:language; what is none is left out of the document.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
#: CAP 1.2, 3.2.2: a headline should fit in 160 letters.
_HEADLINE = 160
#: CAP 1.2, 3.2.1: identifier and sender hold no spaces, commas, "<" or "&".
_SENDER = re.compile(r"[^\s,<&]{1,200}")

Scope = Literal["Public", "Restricted", "Private"]


@dataclass(frozen=True, slots=True)
class CapArea:
    """Where a camera's place is, in degrees (WGS 84, 3.3.3): a circle, or the corners of a polygon.

    ``circle``: latitude, longitude, radius in km. ``polygon``: three corners or more, latitude and
    longitude, not closed: that is done here.
    """

    circle: tuple[float, float, float] | None = None
    polygon: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CapSettings:
    """What is the same in all documents. ``restriction`` goes with the scope Restricted."""

    sender: str
    sender_name: str = "Hearthwatch"
    scope: Scope = "Private"
    restriction: str = ""
    contact: str = ""
    areas: Mapping[CameraId, CapArea] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CapAlert:
    """A document, and what a feed says of it. Times are aware, UTC."""

    identifier: str
    sent: datetime
    expires: datetime
    title: str
    summary: str
    document: bytes


def cap_alert(message: Message, settings: CapSettings) -> CapAlert:
    """Return the alert that a message is."""
    alert = etree.Element(_tag("alert"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # None: the default
    name = identifier(message.name)
    _add(alert, "identifier", name)
    _add(alert, "sender", settings.sender)
    _add(alert, "sent", cap_time(message.at))
    _add(alert, "status", status(message))
    _add(alert, "msgType", message_type(message))
    _add(alert, "source", "Hearthwatch")
    _add(alert, "scope", settings.scope)
    if settings.scope == "Restricted":
        _add(alert, "restriction", settings.restriction)
    if settings.scope == "Private":
        _add(alert, "addresses", _quoted(message.whom or "everybody"))
    if message.drill:
        # 3.2.1: the note is meant for Exercise and Error.
        _add(alert, "note", "This is a drill. There is no danger.")
    if message_type(message) != "Alert":
        _add(alert, "references", references(message, settings.sender))
    if message.incident is not None:
        _add(alert, "incidents", str(message.incident))
    for language, words in message.texts.items():
        _add_info(alert, message, settings, language, words)
    document = etree.tostring(alert, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    words = next(iter(message.texts.values()))
    return CapAlert(name, message.at, message.expires, _line(words.title), _clean(words.body), document)


def _add_info(
    alert: etree._Element, message: Message, settings: CapSettings, language: str, words: Words
) -> None:
    coded = terms(message)
    info = etree.SubElement(alert, _tag("info"))
    if _LANGUAGE.fullmatch(language):
        _add(info, "language", language)
    _add(info, "category", coded.category)
    _add(info, "event", coded.event)
    for response in coded.responses:
        _add(info, "responseType", response)
    _add(info, "urgency", coded.urgency)
    _add(info, "severity", severity(message))
    _add(info, "certainty", coded.certainty)
    _add(info, "effective", cap_time(message.at))
    if message.opened is not None:
        _add(info, "onset", cap_time(message.opened))
    _add(info, "expires", cap_time(message.expires))
    _add(info, "senderName", settings.sender_name)
    _add(info, "headline", _line(words.title))
    _add(info, "description", words.body)
    if message.link:
        _add(info, "web", message.link)
    if settings.contact:
        _add(info, "contact", settings.contact)
    _add_areas(info, message, settings.areas)


def _add_areas(info: etree._Element, message: Message, areas: Mapping[CameraId, CapArea]) -> None:
    """Add one area for all places: names and shapes together, as 3.2.4 reads them, "the area" of the info."""
    if not message.places and not message.cameras:
        return
    area = etree.SubElement(info, _tag("area"))
    _add(area, "areaDesc", "; ".join(message.places or message.cameras))
    shapes = [areas[camera] for camera in message.cameras if camera in areas]
    for shape in shapes:
        if shape.polygon:
            _add(area, "polygon", " ".join(_pair(*corner) for corner in (*shape.polygon, shape.polygon[0])))
    for shape in shapes:
        if shape.circle is not None:
            latitude, longitude, radius_km = shape.circle
            _add(area, "circle", f"{_pair(latitude, longitude)} {_number(radius_km)}")


def _pair(latitude: float, longitude: float) -> str:
    return f"{_number(latitude)},{_number(longitude)}"


def _number(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def references(message: Message, sender: str) -> str:
    """Return all earlier messages as "sender,identifier,sent", by spaces (3.2.1)."""
    return " ".join(f"{sender},{identifier(each.name)},{cap_time(each.at)}" for each in message.earlier)


def identifier(name: MessageName) -> str:
    """Return a message's name as CAP's identifier, the same always; forbidden letters are percent-encoded."""
    return quote(name, safe="-._~:@/")


def cap_time(at: datetime) -> str:
    """Return a time in UTC, in whole seconds, as CAP writes it."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}-00:00"


def require_sender(text: str) -> str:
    """Return a sender's id. Raises ValueError where CAP does not allow it."""
    if not _SENDER.fullmatch(text):
        raise ValueError('a sender such as "hearthwatch@example.org", without spaces, commas, < and &')
    return text


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _tag(name)).text = _clean(text)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _line(text: str) -> str:
    line = _SPACES.sub(" ", _clean(text)).strip()
    return line if len(line) <= _HEADLINE else f"{line[: _HEADLINE - 1]}…"


def _quoted(text: str) -> str:
    """Return an address; those with spaces stand in quotation marks (3.2.1, addresses)."""
    plain = _SPACES.sub(" ", text.replace('"', "'")).strip()
    return f'"{plain}"' if " " in plain else plain
