# SPDX-License-Identifier: Apache-2.0
"""Web push: a message encrypted for one browser (RFC 8291), handed to its push service (RFC 8030)."""

from __future__ import annotations

import asyncio
import base64
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx
from pywebpush import WebPusher

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message

from .answering import AnswerLinks, NoAnswers
from .choice import wants
from .payload import payload, topic
from .subscriptions import Subscription, Subscriptions
from .vapid import VapidKey

DEADLINE_S = 20.0
_LONGEST_WAIT_S = 86_400.0
#: RFC 8030 section 5.2 sets no limit; push services keep a message four weeks at most.
_LONGEST_TTL_S = 28 * 86_400
#: An answer's body says nothing that we need; more of it is not read.
_BODY_BYTES = 8192
_LONGEST_HANDLE = 300
_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_TAKEN = {HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT}


@dataclass(frozen=True, slots=True)
class PushSettings:
    """``zone``: whose hours people mean, None for the machine's own; ``deadline_s``: for one delivery."""

    id: ChannelId = ChannelId("push")  # noqa: RUF009 - a string
    name: str = "Phones"
    zone: tzinfo | None = None
    deadline_s: float = DEADLINE_S


class PushChannel:
    """The channel of all phones; a recipient is a subscription's id."""

    def __init__(
        self,
        subscriptions: Subscriptions,
        key: VapidKey,
        client: httpx.AsyncClient,
        clock: Clock,
        *,
        answers: AnswerLinks | None = None,
        settings: PushSettings | None = None,
    ) -> None:
        """Wire. ``client`` must itself refuse hosts that are not public: names are not looked up here."""
        self._subscriptions = subscriptions
        self._key = key
        self._client = client
        self._clock = clock
        self._answers = answers or NoAnswers()
        self._settings = settings or PushSettings()

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return self._settings.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self._settings.name

    def recipients(self, message: Message) -> Sequence[str]:
        """Return the subscriptions that want it now."""
        now = self._clock.now().astimezone(self._settings.zone)
        return [each.id for each in self._subscriptions.list() if wants(each.choice, message, now)]

    async def run(self) -> None:
        """Wait: nothing stands open between messages."""
        await asyncio.Event().wait()

    async def deliver(self, message: Message, recipient: str) -> Receipt:
        """Hand it to the phone's push service; ACCEPTED when that has it. Raises PeerError.

        Where the service says that the phone is gone, the subscription is forgotten.
        """
        found = next((each for each in self._subscriptions.list() if each.id == recipient), None)
        if found is None:
            raise PeerError("This phone has been taken off the list", transient=False)
        answer = self._answers.link(message, f"phone {recipient[:4]}")
        octets = payload(message, found.language, answer)
        body: bytes = WebPusher(_info(found)).encode(octets)["body"]
        status, headers = await self._post(found, body, self._headers(message, found))
        return await self._told(found, status, headers)

    def settled(self, incident: IncidentId) -> None:
        """Do nothing: a phone is told once a notice, and is told the end as a notice too."""

    def _headers(self, message: Message, to: Subscription) -> Mapping[str, str]:
        now = self._clock.now()
        left_s = int((message.expires - now).total_seconds())
        return {
            "TTL": str(min(max(left_s, 0), _LONGEST_TTL_S)),
            "Urgency": _urgency(message),
            "Topic": topic(message),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "Authorization": self._key.authorization(to.endpoint, now),
        }

    async def _post(
        self, to: Subscription, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, httpx.Headers]:
        try:
            async with asyncio.timeout(self._settings.deadline_s):
                return await _posted(self._client, to.endpoint, body, headers)
        except (TimeoutError, httpx.TimeoutException):
            raise PeerError("The push service does not answer", do="It is tried again") from None
        except httpx.InvalidURL:
            raise PeerError("The phone's address at its push service is none", transient=False) from None
        except httpx.HTTPError as error:
            raise PeerError(_why(error), do="It is tried again") from None

    async def _told(self, to: Subscription, status: int, headers: httpx.Headers) -> Receipt:
        if status in _TAKEN:
            handle = headers.get("location", "")[:_LONGEST_HANDLE]
            return Receipt(DeliveryState.ACCEPTED, "The push service has it", handle)
        if status in _GONE:
            await self._subscriptions.remove(to.id)
            raise PeerError("The phone has ended its subscription; it is taken off the list", transient=False)
        after_s = retry_after_s(headers.get("retry-after", ""), self._clock.now())
        raise _refused(status, after_s)


def _urgency(message: Message) -> str:
    """Return RFC 8030 section 5.3: high wakes a sleeping phone, low waits for power or Wi-Fi."""
    if message.cause is Cause.HEARTBEAT:
        return "low"
    return "high" if message.severity is Severity.DANGER and not message.drill else "normal"


def _info(to: Subscription) -> Mapping[str, object]:
    keys = {
        "p256dh": base64.urlsafe_b64encode(to.p256dh).decode(),
        "auth": base64.urlsafe_b64encode(to.auth).decode(),
    }
    return {"endpoint": to.endpoint, "keys": keys}


async def _posted(
    client: httpx.AsyncClient, address: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, httpx.Headers]:
    """POST; return status and headers. What a stranger's service sends us beside these is not kept."""
    request = client.stream("POST", address, content=body, headers=dict(headers), follow_redirects=False)
    async with request as answer:
        read = 0
        async for chunk in answer.aiter_raw():
            read += len(chunk)
            if read > _BODY_BYTES:
                break
        return answer.status_code, answer.headers


def _refused(status: int, after_s: float | None) -> PeerError:
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return PeerError("The push service says that the message is too large", transient=False)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return PeerError("The push service asks us to wait", do="It is tried again", after_s=after_s)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return PeerError(
            f"The push service does not take our key (status {status})",
            do="Subscribe this phone anew on the residents' page",
            transient=False,
        )
    is_transient = status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT
    # A redirect is not followed: it could lead into our own network.
    return PeerError(
        f"The push service answers with status {status}", transient=is_transient, after_s=after_s
    )


def _why(error: httpx.HTTPError) -> str:
    """Return what went wrong, without the address: whoever knows it can write to the phone."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "The push service's certificate is not trusted, or its TLS is broken"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.RemoteProtocolError):
        return "The push service answers with something that is not HTTP"
    return "The push service cannot be reached"


def retry_after_s(text: str, now: datetime) -> float | None:
    """Return a Retry-After header (RFC 9110 section 10.2.3) in seconds, a day at most; None for none."""
    if text.strip().isascii() and text.strip().isdigit():
        return min(float(text[:12]), _LONGEST_WAIT_S)
    try:
        at = parsedate_to_datetime(text)
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC)
        return min(max((at - now).total_seconds(), 0.0), _LONGEST_WAIT_S)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
