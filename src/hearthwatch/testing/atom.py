# SPDX-License-Identifier: Apache-2.0
"""What RFC 4287 demands of an Atom feed, checked: each MUST that a feed of links and summaries can break."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

_ATOM = "{http://www.w3.org/2005/Atom}"
#: RFC 3339 with capital T and Z (RFC 4287, 3.3).
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ONCE = ("id", "title", "updated")
_FEED_AT_MOST = ("generator", "icon", "logo", "rights", "subtitle")
_ENTRY_AT_MOST = ("content", "published", "rights", "source", "summary")
_FEED_CHILDREN = {*_ONCE, *_FEED_AT_MOST, "author", "category", "contributor", "link", "entry"}
_ENTRY_CHILDREN = {*_ONCE, *_ENTRY_AT_MOST, "author", "category", "contributor", "link"}


class AtomError(Exception):
    """What a feed breaks."""


def check_feed(document: bytes) -> etree._Element:
    """Return the root of a feed that keeps RFC 4287. Raises AtomError with the section that it breaks."""
    feed = etree.fromstring(document)
    _require(feed.tag == f"{_ATOM}feed", "4.1.1: the root is atom:feed")
    _children(feed, _FEED_CHILDREN, _FEED_AT_MOST, "4.1.1")
    entries = feed.findall(f"{_ATOM}entry")
    has_author = feed.find(f"{_ATOM}author") is not None
    for entry in entries:
        _children(entry, _ENTRY_CHILDREN, _ENTRY_AT_MOST, "4.1.2")
        is_there = has_author or entry.find(f"{_ATOM}author") is not None
        _require(is_there, "4.1.1: a feed has authors, or each entry has")
        alternates = [
            link for link in entry.findall(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"
        ]
        _require(
            bool(alternates) or entry.find(f"{_ATOM}content") is not None,
            "4.1.2: an alternate link or content",
        )
    _require(has_author or bool(entries), "4.1.1: a feed has authors, or each entry has")
    ids = [each.text for each in feed.iter(f"{_ATOM}id")]
    _require(len(set(ids)) == len(ids), "4.2.6: ids are unique")
    return feed


def _children(parent: etree._Element, known: set[str], at_most: tuple[str, ...], section: str) -> None:
    names = [str(child.tag).removeprefix(_ATOM) for child in parent]
    _require(set(names) <= known, f"{section}: no child but those that it has: {set(names) - known}")
    for name in _ONCE:
        _require(names.count(name) == 1, f"{section}: exactly one {name}")
    for name in at_most:
        _require(names.count(name) <= 1, f"{section}: at most one {name}")
    for child in parent:
        _child(child, str(child.tag).removeprefix(_ATOM))
    alternates = [
        (child.get("type"), child.get("hreflang"))
        for child in parent.findall(f"{_ATOM}link")
        if child.get("rel", "alternate") == "alternate"
    ]
    _require(
        len(set(alternates)) == len(alternates), f"{section}: no two alternate links of one type and language"
    )


def _child(child: etree._Element, name: str) -> None:
    text = child.text or ""
    if name in {"updated", "published"}:
        _require(bool(_DATE.fullmatch(text)), f"3.3: {name} is a date of RFC 3339")
        _require(datetime.fromisoformat(text).tzinfo is not None, "3.3: a date has its offset")
    elif name == "id":
        _require(
            bool(urlsplit(text).scheme) and text == text.strip(), "4.2.6: an id is an IRI with its scheme"
        )
    elif name in {"title", "summary", "subtitle", "rights"}:
        _require(child.get("type", "text") in {"text", "html", "xhtml"}, "3.1.1: text, html or xhtml")
        _require(child.get("type", "text") != "text" or len(child) == 0, "3.1.1.1: text has no children")
    elif name in {"author", "contributor"}:
        names = [each.text for each in child.findall(f"{_ATOM}name")]
        _require(len(names) == 1 and bool(names[0]), "3.2.1: a person has exactly one name")
    elif name == "link":
        _require(bool(child.get("href")), "4.2.7.1: a link has its href")
        _require("/" in child.get("type", "a/b"), "4.2.7.3: a type is a media type")


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise AtomError(what)
