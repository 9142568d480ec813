# SPDX-License-Identifier: Apache-2.0
"""Polls a feed of weather warnings by HTTP: Atom or RSS with links to alerts, or one alert itself.

The client that is given must reach no more of the inside than the feed's own host: a feed's links are a
stranger's, and must not be able to ask something of a relay.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterator

import httpx
from lxml import etree

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.machines.cap import NAMESPACE
from hearthwatch.stages.notices.machines.exchange import Request, fetch
from hearthwatch.stages.notices.machines.safe_xml import UnsafeXmlError, parse_xml

from .cap_reading import LARGEST, NoAlertError, ReceivedAlert, alert_of, read_alert
from .weather import WeatherWarnings

_log = logging.getLogger(__name__)

_ATOM = "{http://www.w3.org/2005/Atom}"
_FEED_BYTES = 4 << 20
#: Links that are followed at one poll, and remembered.
_MOST_LINKS, _REMEMBERED = 50, 5000
_NAME = "The weather feed"


class WeatherFeed:
    """See the module. `poll` may be called by itself; `run` calls it again and again."""

    def __init__(
        self, url: str, warnings: WeatherWarnings, *, client: httpx.AsyncClient, clock: Clock, every_s: float
    ) -> None:
        """Take the feed's address, checked already."""
        self._url, self._warnings = url, warnings
        self._client, self._clock, self._every_s = client, clock, every_s
        self._read: deque[str] = deque(maxlen=_REMEMBERED)
        self.fault = ""

    async def run(self) -> None:
        """Poll for ever. A feed that fails is told in the log once, and tried again."""
        while True:
            was = self.fault
            try:
                await self.poll()
                self.fault = ""
            except PeerError as error:
                self.fault = error.line()
            if self.fault and self.fault != was:
                _log.warning("%s", self.fault)
            self._warnings.pass_time(self._clock.now())
            await asyncio.sleep(self._every_s)

    async def poll(self) -> None:
        """Read the feed, and what it links to that was not read yet. Raises PeerError for the feed itself."""
        document = await fetch(self._client, Request(_NAME, "GET", self._url), self._clock.now(), _FEED_BYTES)
        try:
            root = parse_xml(document, _FEED_BYTES)
        except UnsafeXmlError as error:
            raise PeerError(f"{_NAME} cannot be read: {error}") from None
        alerts = list(_inline(root))
        for link in _new_links(root, self._url, self._read):
            alerts += await self._linked(link)
        # The oldest first: what follows an alert must find it.
        for alert in sorted(alerts, key=lambda each: each.sent):
            self._warnings.take(alert, self._clock.now())

    async def _linked(self, link: str) -> list[ReceivedAlert]:
        try:
            request = Request("An alert of the weather feed", "GET", link)
            alert = read_alert(await fetch(self._client, request, self._clock.now(), LARGEST))
        except NoAlertError as error:
            _log.warning("an alert of the weather feed is left out: %s", error)
        except PeerError as error:
            _log.warning("%s", error.line())
            if error.transient:
                return []
        else:
            self._read.append(link)
            return [alert]
        self._read.append(link)
        return []


def _inline(root: etree._Element) -> Iterator[ReceivedAlert]:
    for element in root.iter(f"{{{NAMESPACE}}}alert"):
        try:
            yield alert_of(element)
        except NoAlertError as error:
            _log.warning("an alert of the weather feed is left out: %s", error)


def _new_links(root: etree._Element, base: str, read: deque[str]) -> list[str]:
    """Return addresses of alerts that were not read yet, by http and https alone, in the feed's order."""
    found: list[str] = []
    for href in (*_atom_links(root), *(each.text or "" for each in root.iterfind(".//item/link"))):
        try:
            link = httpx.URL(base).join(href.strip())
        except httpx.InvalidURL:
            continue
        if link.scheme in {"http", "https"} and str(link) not in read and str(link) not in found:
            found.append(str(link))
    return found[:_MOST_LINKS]


def _atom_links(root: etree._Element) -> Iterator[str]:
    """Yield of each entry the link to its alert: that of CAP's type, or else its alternate."""
    for entry in root.iter(f"{_ATOM}entry"):
        if entry.find(f".//{{{NAMESPACE}}}alert") is not None:
            continue
        links = entry.findall(f"{_ATOM}link")
        by_type = [link for link in links if link.get("type") == "application/cap+xml"]
        alternate = [link for link in links if link.get("rel", "alternate") == "alternate"]
        for link in (by_type or alternate)[:1]:
            yield link.get("href", "")
