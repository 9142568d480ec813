# SPDX-License-Identifier: Apache-2.0
"""Webhooks: a message as JSON by HTTP POST, signed so that the receiver knows it is ours, and new.

Standard Webhooks 1.0.0 (specification at standardwebhooks.com): the headers webhook-id, webhook-timestamp
(Unix seconds) and webhook-signature, which is "v1," and the Base64 of HMAC-SHA-256 over
``id.timestamp.body``. The id is the message's name, the same at every attempt: by it the receiver knows what
it has already; by the timestamp, which is of the attempt, it refuses what somebody recorded and plays again.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.groups import is_for

from .exchange import Request, exchange
from .notice_json import notice_json

_PREFIX = "whsec_"
#: Standard Webhooks: a secret has 24 to 64 bytes.
_LEAST_BYTES, _MOST_BYTES = 24, 64


def signing_key(secret: Secret) -> bytes:
    """Return the key that a secret stands for: "whsec_" and Base64, or its own letters.

    Raises UsageError, which never holds the secret.
    """
    text = secret.reveal()
    try:
        key = (
            base64.b64decode(text.removeprefix(_PREFIX), validate=True) if text.startswith(_PREFIX) else None
        )
    except binascii.Error:
        raise UsageError(
            "A webhook's secret begins with whsec_ and is not Base64", do="Make a new one"
        ) from None
    key = text.encode() if key is None else key
    if not _LEAST_BYTES <= len(key) <= _MOST_BYTES:
        raise UsageError(
            f"A webhook's secret must have {_LEAST_BYTES} to {_MOST_BYTES} bytes",
            do="Make one by: openssl rand -base64 32",
        )
    return key


def signature(key: bytes, name: MessageName, timestamp: int, body: bytes) -> str:
    """Return the value of webhook-signature for a body sent at ``timestamp``, in Unix seconds."""
    content = f"{name}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """A receiver. ``url``: checked already; ``timeout_s``: for each step, None for the client's own."""

    id: ChannelId
    name: str
    url: str = field(repr=False)
    key: bytes = field(repr=False)
    groups: Sequence[str] = ()
    language: str = "en"
    timeout_s: float | None = None


class WebhookChannel:
    """A `Channel`: one receiver. It keeps nothing open."""

    def __init__(self, settings: WebhookSettings, client: httpx.AsyncClient, clock: Clock) -> None:
        """Take the receiver, and the client that reaches it."""
        self._settings, self._client, self._clock = settings, client, clock

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return self._settings.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self._settings.name

    def recipients(self, message: Message) -> Sequence[str]:
        """Return the one receiver, where the message is for it."""
        return ("",) if is_for(message.whom, self._settings.groups) else ()

    async def run(self) -> None:
        """Wait for ever."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:  # noqa: ARG002 - there is one
        """Send it, signed. Raises PeerError."""
        settings = self._settings
        body = notice_json(message, settings.language)
        now = self._clock.now()
        timestamp = int(now.timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message.name,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(settings.key, message.name, timestamp, body),
        }
        request = Request(settings.name, "POST", settings.url, body, headers, timeout_s=settings.timeout_s)
        answer = await exchange(self._client, request, now)
        return Receipt(DeliveryState.ACCEPTED, f"{settings.name} answered {answer.status}")

    def settled(self, incident: IncidentId) -> None:
        """Nothing is repeated here."""
