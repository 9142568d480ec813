# SPDX-License-Identifier: Apache-2.0
"""Asks of every request and every socket whether who asks may do that, before any route hears of it.

It stands behind the guard. It fails closed: what is in no row of the table, or whose camera cannot be told,
is refused. A socket whose account changes or is signed out is closed with the next message.
"""

from __future__ import annotations

import contextlib
import hmac
import re
from collections.abc import Awaitable, Callable, Collection
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from hearthwatch.config.values import Secret
from hearthwatch.model.access import AT_THIS_MACHINE, STRANGER, Act, Visitor, may
from hearthwatch.model.errors import StorageError
from hearthwatch.model.ids import CameraId

from .access.desk import Client
from .access.roll import Roll
from .peers import Peers
from .problems import Problem, problem_response
from .rights import SOCKET, Asked, asked_of, methods_of

#: The prefix makes browsers refuse it where it was not set by this very host over TLS (RFC 6265bis, 4.1.3).
SECURE_COOKIE, PLAIN_COOKIE = "__Host-hearthwatch", "hearthwatch"
DEVICE_SUFFIX = "-device"
_VISITOR, _TOKEN, _STREAM = "hearthwatch.visitor", "hearthwatch.token", "hearthwatch.stream"
#: A stream's address for who cannot sign in: the token, and the path that it stands before.
_STREAM_PATH = re.compile(r"/tv/by/([A-Za-z0-9_-]{1,100})(/.*)")
#: Cameras that an object of this kind and name belongs to; None where there is no such object.
CamerasOf = Callable[[str, str], Awaitable[Collection[CameraId] | None]]

_NOT_SIGNED_IN = Problem(HTTPStatus.UNAUTHORIZED, "Not signed in", "Sign in first, at /sign-in.")
_NO_RIGHT = Problem(HTTPStatus.FORBIDDEN, "Refused", "Your account has no right to this.")
_NOTHING = Problem(HTTPStatus.NOT_FOUND, HTTPStatus.NOT_FOUND.phrase)


def visitor_of(connection: HTTPConnection) -> Visitor:
    """Return who asks, as the gate has found; nobody where no gate stands before the route."""
    found = connection.scope.get(_VISITOR, STRANGER)
    return found if isinstance(found, Visitor) else STRANGER


def token_of(connection: HTTPConnection) -> str:
    """Return the token of the session by which somebody asks; "" for none."""
    return str(connection.scope.get(_TOKEN, ""))


def stream_of(connection: HTTPConnection) -> str:
    """Return what stands in a stream's address before its path, such as "/by/TOKEN"; "" for nothing."""
    return str(connection.scope.get(_STREAM, ""))


def signed(connection: HTTPConnection, typed: str) -> str:
    """Return under whose name something is written down: the account's, whatever was typed."""
    return visitor_of(connection).name or typed


def is_for_figures(scope: Scope, token: Secret | None) -> bool:
    """Whether a request bears the token for the service's figures, and asks for nothing else."""
    if token is None or scope["type"] != "http":
        return False
    asked = asked_of(scope["method"], scope["path"])
    sent = Headers(scope=scope).get("authorization", "").encode("utf-8", "replace")
    is_it = hmac.compare_digest(sent, f"Bearer {token.reveal()}".encode())
    return is_it and asked is not None and asked.act is Act.SEE_FIGURES


def cookies_of(headers: Headers) -> dict[str, str]:
    """Return a request's cookies; none where they cannot be read."""
    try:
        return {name: each.value for name, each in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


def client_of(connection: HTTPConnection, peers: Peers) -> Client:
    """Return from where somebody asks, for who counts tries."""
    name = cookie_name(peers.is_secure(connection.scope)) + DEVICE_SUFFIX
    device = cookies_of(connection.headers).get(name)
    return Client(
        peers.address(connection.scope), device, program_of(connection.headers.get("user-agent", ""))
    )


def cookie_name(is_secure: bool) -> str:
    """Return the name of the session's cookie."""
    return SECURE_COOKIE if is_secure else PLAIN_COOKIE


def program_of(agent: str) -> str:
    """Return what a browser calls itself in two words: enough to know one's own sessions apart."""
    kinds = ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    kind = next((name for sign, name in kinds if sign in agent), "a program")
    system = next((each for each in systems if each in agent), "")
    return f"{kind} on {system}" if system else kind


def _without_stream(scope: Scope) -> Scope:
    """Return a request for a stream without its token in the path: routes and rights are as for others.

    What follows lies below /tv, where nothing is but what residents see.
    """
    match = _STREAM_PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
    if match is None:
        return scope
    path = f"/tv{match[2]}"
    return {**scope, "path": path, "raw_path": path.encode(), _STREAM: f"/by/{match[1]}"}


def _headers(problem: Problem, scope: Scope) -> dict[str, str]:
    if problem.status != HTTPStatus.METHOD_NOT_ALLOWED:
        return {}
    return {"Allow": ", ".join(sorted(methods_of(scope["path"])))}


def _not_there(scope: Scope) -> Problem:
    is_elsewhere = scope["type"] == "http" and methods_of(scope["path"])
    status = HTTPStatus.METHOD_NOT_ALLOWED if is_elsewhere else HTTPStatus.NOT_FOUND
    return Problem(status, status.phrase)


class Gate:
    """The middleware. Without a roll there are no accounts, and whoever is at this machine may do all."""

    def __init__(self, app: ASGIApp, roll: Roll | None, peers: Peers, cameras_of: CamerasOf) -> None:
        """Stand before ``app``."""
        self._app, self._roll, self._peers, self._cameras_of = app, roll, peers, cameras_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or note who asks and pass on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if self._peers.is_secure(scope):
            # So that addresses that we write begin as the browser's do, also behind a proxy.
            scope = {**scope, "scheme": "wss" if scope["type"] == "websocket" else "https"}
        scope = _without_stream(scope)
        token = self._token(scope)
        visitor = self._visitor(token, scope)
        is_for_figures_alone = is_for_figures(scope, self._peers.figures_token)
        problem = None if is_for_figures_alone else await self._refusal(scope, visitor)
        if problem is None:
            scope[_VISITOR], scope[_TOKEN] = visitor, token
            await self._pass_on(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await problem_response(problem, _headers(problem, scope))(scope, receive, send)

    async def _refusal(self, scope: Scope, visitor: Visitor) -> Problem | None:
        method = SOCKET if scope["type"] == "websocket" else scope["method"]
        asked = asked_of(method, scope["path"])
        if asked is None:
            # Which paths there are is no secret, but nothing is served that nobody has thought about.
            return _NOT_SIGNED_IN if visitor == STRANGER else _not_there(scope)
        if may(visitor, asked.act):
            return None if await self._is_theirs(asked, visitor) else _NOTHING
        return _NOT_SIGNED_IN if visitor == STRANGER else _NO_RIGHT

    async def _is_theirs(self, asked: Asked, visitor: Visitor) -> bool:
        """Whether the objects of a path belong to cameras that a visitor sees."""
        if visitor.places is None or asked.act in {Act.KNOCK, Act.OWN}:
            return True
        for kind in ("camera", "plate", "incident"):
            if kind in asked.objects:
                cameras = await self._cameras_of(kind, asked.objects[kind])
                return may(visitor, asked.act, cameras or ())
        return True

    def _token(self, scope: Scope) -> str:
        if _STREAM in scope:
            return str(scope[_STREAM]).removeprefix("/by/")
        name = cookie_name(self._peers.is_secure(scope))
        return cookies_of(Headers(scope=scope)).get(name, "")

    def _visitor(self, token: str, scope: Scope) -> Visitor:
        if self._roll is None:
            return AT_THIS_MACHINE
        return self._roll.visitor(token, stream=_STREAM in scope)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._roll is None or scope[_VISITOR] == STRANGER:
            await self._app(scope, receive, send)
            return
        # A full disk must keep nobody from an alarm.
        with contextlib.suppress(StorageError):
            await self._roll.seen(scope[_TOKEN], stream=_STREAM in scope)
        if scope["type"] == "websocket":
            send = self._while_signed_in(scope, send)
        await self._app(scope, receive, send)

    def _while_signed_in(self, scope: Scope, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "websocket.send" and self._visitor(scope[_TOKEN], scope) != scope[_VISITOR]:
                await send({"type": "websocket.close", "code": 1008, "reason": "signed out"})
                raise WebSocketDisconnect(1008)
            await send(message)

        return guarded
