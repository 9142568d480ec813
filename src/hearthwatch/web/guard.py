# SPDX-License-Identifier: Apache-2.0
"""Refuses requests that another site makes through somebody's browser, and adds the security headers.

A page from anywhere may run in a browser that can reach us, and is signed in. So: the Host header must
name this machine or what the configuration calls it (against DNS rebinding), and what comes from another
origin is refused, but for following a link to a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .addresses import is_loopback
from .headers import HOLD_TO_TLS, SECURITY_HEADERS
from .peers import Peers
from .problems import Problem, problem_response

_SAME = {"same-origin", "none"}
_READS = {"GET", "HEAD", "OPTIONS"}


def refusal(
    kind: str, method: str, headers: Mapping[str, str], names: frozenset[str] = frozenset()
) -> Problem | None:
    """Return why a request is refused, or None.

    ``kind`` is "http" or "websocket"; the names in ``headers`` are in lower case. ``names``: what this
    service is called beside this machine's loopback addresses, lower case.
    """
    host = headers.get("host", "")
    if not _names_this_machine(host, names):
        return Problem(
            HTTPStatus.MISDIRECTED_REQUEST,
            "Not this machine's name",
            "Open it by http://127.0.0.1 and its port on its own machine, or by a name of [web] names.",
        )
    if _is_foreign(kind, method, headers, host):
        return Problem(HTTPStatus.FORBIDDEN, "Refused", "Another site may not ask for this.")
    return None


def _names_this_machine(host: str, names: frozenset[str]) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises where it is no number
    except ValueError:
        return False
    name = parts.hostname or ""
    return "@" not in host and parts.netloc == host and (is_loopback(name) or name in names)


def _is_foreign(kind: str, method: str, headers: Mapping[str, str], host: str) -> bool:
    is_read = kind == "http" and method in _READS
    origin = headers.get("origin")
    if not is_read and origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
        return True
    # Browsers say where a request comes from; other programs say nothing and cannot be lured.
    if headers.get("sec-fetch-site", "none") in _SAME:
        return False
    is_link = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    return not (is_read and is_link)


class Guard:
    """The middleware."""

    def __init__(self, app: ASGIApp, peers: Peers = Peers()) -> None:  # noqa: B008 - a frozen value
        """Stand before ``app``; ``peers``: what it is called beside this machine's own names, and proxies."""
        self._app, self._peers = app, peers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on and add the headers to the answer."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        problem = refusal(scope["type"], scope.get("method", ""), Headers(scope=scope), self._peers.names)
        send = _with_headers(send, is_secure=self._peers.is_secure(scope))
        if problem is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await problem_response(problem)(scope, receive, send)


def _with_headers(send: Send, *, is_secure: bool) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            # The page of an answer has a policy of its own, under which its one form works.
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            if is_secure:
                headers.setdefault(*HOLD_TO_TLS)
        await send(message)

    return send_with_headers
