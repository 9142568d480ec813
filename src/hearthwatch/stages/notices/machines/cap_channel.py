# SPDX-License-Identifier: Apache-2.0
"""The channels of CAP: alerts onto the shelf, from which files and feed are read, or by HTTP POST."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import httpx

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError, StorageError
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.message import Message

from .alerts import AlertShelf
from .atom import CAP_TYPE
from .cap import CapSettings, cap_alert
from .exchange import Request, exchange


class CapFeedChannel:
    """A `Channel`: the shelf of alerts."""

    def __init__(self, shelf: AlertShelf, settings: CapSettings) -> None:
        """Take the shelf."""
        self._shelf, self._settings = shelf, settings

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return ChannelId("cap-feed")

    @property
    def name(self) -> str:
        """What people call it."""
        return "CAP feed"

    def recipients(self, message: Message) -> Sequence[str]:  # noqa: ARG002 - a feed is read by whoever may
        """Return the shelf."""
        return ("",)

    async def run(self) -> None:
        """Wait for ever."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:  # noqa: ARG002 - there is one
        """Put it there. SENT: nothing says who reads a feed. Raises PeerError: the disk does not take it."""
        try:
            await asyncio.to_thread(self._shelf.put, cap_alert(message, self._settings))
        except StorageError as error:
            raise PeerError(error.what, do=error.do) from None
        return Receipt(DeliveryState.SENT, "in the feed")

    def settled(self, incident: IncidentId) -> None:
        """Nothing is repeated here."""


class CapPostChannel:
    """A `Channel`: one receiver of CAP by HTTP POST. ``token``: goes as Authorization: Bearer (RFC 6750)."""

    def __init__(
        self,
        url: str,
        settings: CapSettings,
        *,
        client: httpx.AsyncClient,
        clock: Clock,
        token: Secret | None = None,
    ) -> None:
        """Take the receiver's address, checked already."""
        self._url, self._settings = url, settings
        self._client, self._clock, self._token = client, clock, token

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return ChannelId("cap-post")

    @property
    def name(self) -> str:
        """What people call it."""
        return "The receiver of CAP"

    def recipients(self, message: Message) -> Sequence[str]:  # noqa: ARG002 - it is told everything
        """Return the receiver."""
        return ("",)

    async def run(self) -> None:
        """Wait for ever."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:  # noqa: ARG002 - there is one
        """Send it. Raises PeerError."""
        headers = {"Content-Type": CAP_TYPE}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token.reveal()}"
        document = cap_alert(message, self._settings).document
        request = Request(self.name, "POST", self._url, document, headers)
        answer = await exchange(self._client, request, self._clock.now())
        return Receipt(DeliveryState.ACCEPTED, f"{self.name} answered {answer.status}")

    def settled(self, incident: IncidentId) -> None:
        """Nothing is repeated here."""
