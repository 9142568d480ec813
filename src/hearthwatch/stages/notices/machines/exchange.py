# SPDX-License-Identifier: Apache-2.0
"""One HTTP request and what its answer means for a delivery: a status out, or a PeerError.

Nothing of the peer's answer is shown to anybody,
and of an answer to a delivery at most 4 KiB are read: what a
peer writes is for nobody here, and it may write for ever.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from hearthwatch.model.errors import PeerError

#: How much of an answer is read, in bytes.
ANSWER_BYTES = 4096
#: The whole of an exchange, in seconds: a peer that sends a byte now and then is not waited for for ever.
_WHOLE_S = 60.0
#: Nobody who is told is waited for longer, whatever the peer asks for.
_LONGEST_WAIT_S = 3600.0
#: RFC 9110: request timeout, too early (RFC 8470), too many requests (RFC 6585): later may do.
_LATER = {408, 425, 429}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. ``name``: what people call the peer: it stands in errors, in place of the URL.

    ``timeout_s``: how long the peer may take at each step, None for the client's own time.
    """

    name: str
    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    auth: httpx.Auth | None = field(default=None, repr=False)
    timeout_s: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the first 4 KiB of the body."""

    status: int
    body: bytes


async def exchange(client: httpx.AsyncClient, request: Request, now: datetime) -> Answer:
    """Return the answer to a request, which is a 2xx. Raises PeerError otherwise.

    410 and other 4xx are final, and 3xx too: redirects are not followed. 408, 425, 429 and 5xx are worth
    trying again, after as long as Retry-After says (RFC 9110, 10.2.3; ``now`` is for its date form).
    """
    answer, body = await _asked(client, request, ANSWER_BYTES)
    _require_success(request.name, answer, now)
    return Answer(answer.status_code, body[:ANSWER_BYTES])


async def fetch(client: httpx.AsyncClient, request: Request, now: datetime, most_bytes: int) -> bytes:
    """Return the whole body of an answer, which is a 2xx. Raises PeerError, also where it is longer."""
    # Unpacked it could be anything: what is asked for is what is read.
    plain = replace(request, headers={**request.headers, "Accept-Encoding": "identity"})
    answer, body = await _asked(client, plain, most_bytes + 1)
    _require_success(request.name, answer, now)
    if len(body) > most_bytes:
        raise PeerError(f"{request.name} sent more than {most_bytes} bytes")
    return body


async def _asked(
    client: httpx.AsyncClient, request: Request, most_bytes: int
) -> tuple[httpx.Response, bytes]:
    """Return an answer and no more of its body than ``most_bytes`` and what came with them."""
    try:
        async with (
            asyncio.timeout(_WHOLE_S),
            client.stream(
                request.method,
                request.url,
                content=request.body or None,
                headers=dict(request.headers),
                auth=request.auth,
                timeout=httpx.USE_CLIENT_DEFAULT if request.timeout_s is None else request.timeout_s,
            ) as answer,
        ):
            return answer, await _first_bytes(answer, most_bytes)
    except (httpx.TimeoutException, TimeoutError):
        raise PeerError(f"{request.name} did not answer in time") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise PeerError(
            f"The address of {request.name} cannot be used", do="Mend its url", transient=False
        ) from None
    except httpx.HTTPError as error:
        raise PeerError(f"{request.name} {_trouble(error)}") from None


async def _first_bytes(answer: httpx.Response, most_bytes: int) -> bytes:
    body = bytearray()
    # As sent, not unpacked: 4 KiB may unpack to 4 MiB.
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) >= most_bytes:
            break
    return bytes(body)


def _trouble(error: httpx.HTTPError) -> str:
    """Return what is the matter, without the address: httpx puts none in, but a library below might."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"showed a certificate that is not trusted: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return "does not speak TLS as we do"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return "cannot be reached"
    if isinstance(error, httpx.ProtocolError | httpx.DecodingError):
        return "did not answer by HTTP"
    return "broke off"


def _require_success(name: str, answer: httpx.Response, now: datetime) -> None:
    status = answer.status_code
    if answer.is_success:
        return
    if status in _LATER or answer.is_server_error:
        raise PeerError(
            f"{name} answered {status}", after_s=retry_after_s(answer.headers.get("retry-after", ""), now)
        )
    if status == httpx.codes.GONE:
        raise PeerError(f"{name} is gone for good (410)", do="Take it out of the settings", transient=False)
    if answer.is_redirect or not answer.is_client_error:
        raise PeerError(
            f"{name} answered {status} and sends elsewhere",
            do="Write the address where it is now",
            transient=False,
        )
    raise PeerError(f"{name} refused it ({status})", do="Check its address and its secret", transient=False)


def retry_after_s(text: str, now: datetime) -> float | None:
    """Return how long a Retry-After asks to wait, in seconds, an hour at most; None where it says nothing."""
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _LONGEST_WAIT_S)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_WAIT_S)
