# SPDX-License-Identifier: Apache-2.0
"""An Atom feed of alerts (RFC 4287): alerts in, an XML document out. Pure.

Ids are ``urn:uuid`` made from the sender and the alert's identifier (RFC 4122, version 5), so that an
alert has one id for ever, whatever address the feed is read from.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree

from .cap import CapAlert

NAMESPACE = "http://www.w3.org/2005/Atom"
CAP_TYPE = "application/cap+xml"


def feed_id(sender: str) -> uuid.UUID:
    """Return a sender's feed's id."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"cap:{sender}")


def entry_id(sender: str, identifier: str) -> str:
    """Return an alert's id in the feed, an IRI."""
    return uuid.uuid5(feed_id(sender), identifier).urn


def atom_feed(alerts: Sequence[CapAlert], sender: str, *, author: str, base: str, empty: datetime) -> bytes:
    """Return the feed of alerts, newest first.

    ``base``: the address that the pages are reached at, without a slash at its end. ``empty``: what an empty
    feed calls its last change.
    """
    ordered = sorted(alerts, key=lambda each: (each.sent, each.identifier), reverse=True)
    feed = etree.Element(_tag("feed"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # None: the default
    _add(feed, "id", feed_id(sender).urn)
    _add(feed, "title", f"Alerts of {author}")
    _add(feed, "updated", rfc3339(ordered[0].sent if ordered else empty))
    _add(etree.SubElement(feed, _tag("author")), "name", author)
    _link(feed, "self", "application/atom+xml", f"{base}/feeds/alerts.atom")
    for alert in ordered:
        entry = etree.SubElement(feed, _tag("entry"))
        _add(entry, "id", entry_id(sender, alert.identifier))
        _add(entry, "title", alert.title)
        _add(entry, "updated", rfc3339(alert.sent))
        _add(entry, "published", rfc3339(alert.sent))
        _link(entry, "alternate", CAP_TYPE, f"{base}/feeds/alerts/{file_name(alert.identifier)}")
        _add(entry, "summary", alert.summary)
    return etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def file_name(identifier: str) -> str:
    """Return the name of an alert's file: letters that no path and no URL gives a meaning to."""
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "_" for letter in identifier
    )
    if plain == identifier and len(plain) <= 100:
        return f"{plain}.xml"
    # Two identifiers must not meet in one name.
    return f"{plain[:80]}_{uuid.uuid5(uuid.NAMESPACE_OID, identifier).hex[:12]}.xml"


def rfc3339(at: datetime) -> str:
    """Return a time in UTC as RFC 3339 has it, in whole seconds."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _link(parent: etree._Element, relation: str, kind: str, href: str) -> None:
    etree.SubElement(parent, _tag("link"), rel=relation, type=kind, href=href)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _tag(name)).text = text


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
