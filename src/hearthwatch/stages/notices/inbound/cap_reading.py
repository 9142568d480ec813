# SPDX-License-Identifier: Apache-2.0
"""Reads CAP 1.2 of strangers: bytes in, a `ReceivedAlert` out, or why it is none. Pure.

What is checked is what OASIS' schema and CAP 1.2, 3.2, demand of the elements that are used here.
"""

from __future__ import annotations

import contextlib
import math
import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from hearthwatch.stages.notices.machines.cap import NAMESPACE
from hearthwatch.stages.notices.machines.safe_xml import UnsafeXmlError, parse_xml

#: A warning with polygons of a whole country has some 200 kB.
LARGEST = 1 << 20
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_STATUSES = {"Actual", "Exercise", "System", "Test", "Draft"}
_TYPES = {"Alert", "Update", "Cancel", "Ack", "Error"}
_SCOPES = {"Public", "Restricted", "Private"}
_URGENCIES = {"Immediate", "Expected", "Future", "Past", "Unknown"}
SEVERITIES = ("Unknown", "Minor", "Moderate", "Severe", "Extreme")
_CERTAINTIES = {"Observed", "Likely", "Possible", "Unlikely", "Unknown"}
_MOST_INFOS, _MOST_AREAS = 100, 1000


class NoAlertError(Exception):
    """What is no CAP 1.2 alert; one sentence."""


@dataclass(frozen=True, slots=True)
class ReceivedArea:
    """An area. ``polygons``: corners, latitude and longitude; ``circles``: the same and a radius in km."""

    name: str
    codes: tuple[str, ...] = ()
    polygons: tuple[tuple[tuple[float, float], ...], ...] = ()
    circles: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedInfo:
    """An info. ``event``: the event and the values of its codes. Times are aware, None where not given."""

    event: tuple[str, ...]
    urgency: str
    severity: str
    certainty: str
    expires: datetime | None
    areas: tuple[ReceivedArea, ...]


@dataclass(frozen=True, slots=True)
class ReceivedAlert:
    """An alert. ``references``: sender and identifier of each that it follows."""

    sender: str
    identifier: str
    sent: datetime
    status: str
    kind: str
    references: tuple[tuple[str, str], ...]
    infos: tuple[ReceivedInfo, ...]


def read_alert(document: bytes) -> ReceivedAlert:
    """Return the alert that a document is. Raises NoAlertError."""
    try:
        root = parse_xml(document, LARGEST)
    except UnsafeXmlError as error:
        raise NoAlertError(str(error)) from None
    return alert_of(root)


def alert_of(root: etree._Element) -> ReceivedAlert:
    """Return the alert that an element is. Raises NoAlertError."""
    if root.tag != _tag("alert"):
        raise NoAlertError("it is no alert of CAP 1.2")
    infos = root.findall(_tag("info"))
    if len(infos) > _MOST_INFOS or sum(len(info) for info in infos) > _MOST_AREAS:
        raise NoAlertError("it has too many parts")
    kind = _one_of(root, "msgType", _TYPES)
    references = _references(_text(root, "references", ""))
    if kind in {"Update", "Cancel"} and not references:
        raise NoAlertError(f"a message of the type {kind} refers to nothing")
    _one_of(root, "scope", _SCOPES)
    return ReceivedAlert(
        _name(root, "sender"),
        _name(root, "identifier"),
        _time(_text(root, "sent")),
        _one_of(root, "status", _STATUSES),
        kind,
        references,
        tuple(_info(info) for info in infos),
    )


def _info(info: etree._Element) -> ReceivedInfo:
    expires = _text(info, "expires", "")
    codes = [_text(code, "value", "") for code in info.findall(_tag("eventCode"))]
    return ReceivedInfo(
        (_text(info, "event"), *filter(None, codes)),
        _one_of(info, "urgency", _URGENCIES),
        _one_of(info, "severity", SEVERITIES),
        _one_of(info, "certainty", _CERTAINTIES),
        _time(expires) if expires else None,
        tuple(_area(area) for area in info.findall(_tag("area"))),
    )


def _area(area: etree._Element) -> ReceivedArea:
    return ReceivedArea(
        _text(area, "areaDesc"),
        tuple(filter(None, (_text(code, "value", "") for code in area.findall(_tag("geocode"))))),
        tuple(_polygon(each.text or "") for each in area.findall(_tag("polygon"))),
        tuple(_circle(each.text or "") for each in area.findall(_tag("circle"))),
    )


def _polygon(text: str) -> tuple[tuple[float, float], ...]:
    corners = tuple(_pair(each) for each in text.split())
    if len(corners) < 4 or corners[0] != corners[-1]:
        raise NoAlertError("a polygon has four pairs at least, and ends where it begins")
    return corners


def _circle(text: str) -> tuple[float, float, float]:
    parts = text.split()
    if len(parts) != 2:
        raise NoAlertError("a circle is a pair and a radius")
    radius = _number(parts[1])
    if radius < 0:
        raise NoAlertError("a radius below 0")
    return (*_pair(parts[0]), radius)


def _pair(text: str) -> tuple[float, float]:
    latitude, comma, longitude = text.partition(",")
    pair = _number(latitude), _number(longitude)
    if not comma or abs(pair[0]) > 90 or abs(pair[1]) > 180:
        raise NoAlertError("a pair is latitude,longitude in degrees")
    return pair


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise NoAlertError("a number is wanted") from None
    if not math.isfinite(value):
        raise NoAlertError("a number is wanted")
    return value


def _references(text: str) -> tuple[tuple[str, str], ...]:
    triples = [each.split(",") for each in text.split()]
    if any(len(triple) != 3 or not all(triple) for triple in triples):
        raise NoAlertError("references are sender,identifier,sent by spaces")
    return tuple((sender, identifier) for sender, identifier, _sent in triples)


def _name(parent: etree._Element, name: str) -> str:
    text = _text(parent, name)
    if len(text) > 500 or re.search(r"[\s,<&]", text):
        raise NoAlertError(f"{name} has spaces, commas, < or &, or is too long")
    return text


def _time(text: str) -> datetime:
    if _TIME.fullmatch(text):
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(text)
    raise NoAlertError("a time is wanted, with its offset")


def _one_of(parent: etree._Element, name: str, values: set[str] | tuple[str, ...]) -> str:
    text = _text(parent, name)
    if text not in values:
        raise NoAlertError(f"{name} is none of its values")
    return text


def _text(parent: etree._Element, name: str, default: str | None = None) -> str:
    found = parent.find(_tag(name))
    text = "" if found is None else (found.text or "").strip()
    if not text and default is None:
        raise NoAlertError(f"{name} is missing")
    return text or (default or "")


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
