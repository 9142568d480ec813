# SPDX-License-Identifier: Apache-2.0
"""A receiver of webhooks, as a real HTTP server: it checks each signature and refuses what is played again.

It does what Standard Webhooks 1.0.0 asks of receivers: the signature is compared in constant time, a
timestamp further than five minutes from its clock is refused, and a webhook-id that it has is taken once.
In other moods it is slow, or answers what peers answer on bad days.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from hearthwatch.model.clock import Clock

from .certificates import Certificates

#: How far a timestamp may be from the receiver's clock, in seconds.
TOLERANCE_S = 300


class Mood(StrEnum):
    """How the receiver answers."""

    OK = "ok"
    #: 200 to anything: no receiver of webhooks, but some other device.
    PLAIN = "200"
    #: It takes the request and does not answer for half a minute.
    SLOW = "slow"
    #: What comes back is no HTTP.
    GARBAGE = "garbage"
    #: A 200 whose body never ends.
    ENDLESS = "endless"
    ERROR = "500"
    GONE = "410"
    BUSY = "429"
    REDIRECT = "302"
    NOT_FOUND = "404"


class RefusedError(Exception):
    """A request that is not one of ours, or not new."""


def verify(headers: Mapping[str, str], body: bytes, key: bytes, now_s: float) -> str:
    """Return the id of a request that is signed and of now. Names in lower case. Raises RefusedError."""
    try:
        name, timestamp = headers["webhook-id"], int(headers["webhook-timestamp"])
        signatures = headers["webhook-signature"].split()
    except (KeyError, ValueError):
        raise RefusedError("a header is missing or is no number") from None
    if abs(now_s - timestamp) > TOLERANCE_S:
        raise RefusedError("the timestamp is not of now")
    digest = hmac.new(key, f"{name}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    wanted = "v1," + base64.b64encode(digest).decode()
    if not any(hmac.compare_digest(wanted, each) for each in signatures):
        raise RefusedError("the signature is not right")
    return name


@dataclass
class WebhookReceiver:
    """What it got: bodies by webhook-id, how often each came, why some were refused, the raw requests."""

    key: bytes
    clock: Clock
    mood: Mood = Mood.OK
    bodies: dict[str, bytes] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""
    #: Set when the receiver ends, so that slow answers end with it.
    ended: threading.Event = field(default_factory=threading.Event)

    def take(self, headers: Mapping[str, str], body: bytes) -> int:
        """Return the status that a request gets."""
        try:
            name = verify(headers, body, self.key, self.clock.now().timestamp())
        except RefusedError as error:
            self.refused.append(str(error))
            return 401
        self.times[name] = self.times.get(name, 0) + 1
        self.bodies.setdefault(name, body)
        return 204

    @contextmanager
    def serve(self, certificates: Certificates | None = None) -> Iterator[WebhookReceiver]:
        """Serve on a free port of this machine, by TLS where there are certificates."""
        server = _Server(self)
        if certificates is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificates.server, certificates.key)
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        scheme = "http" if certificates is None else "https"
        self.url = f"{scheme}://localhost:{server.server_address[1]}/hook"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self.ended.set()
            server.shutdown()
            server.server_close()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, receiver: WebhookReceiver) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.receiver = receiver

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Answer, after a handshake where it is TLS: here, so that who hangs in one holds up nobody."""
        if isinstance(request, ssl.SSLSocket):
            request.settimeout(_Answering.timeout)
            try:
                request.do_handshake()
            except OSError:
                return  # it trusts another authority, or has gone
        super().finish_request(request, client_address)


class _Answering(BaseHTTPRequestHandler):
    timeout = 30
    server: _Server

    def do_POST(self) -> None:
        self._take()

    def do_GET(self) -> None:
        self._take()

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.receiver.requests.append((self.command, self.path, headers, body))
        try:
            self._answer(headers, body)
        except OSError:
            # The other side has hung up, as it should on an endless answer.
            self.close_connection = True

    def _answer(self, headers: dict[str, str], body: bytes) -> None:
        match self.server.receiver.mood:
            case Mood.GARBAGE:
                self.wfile.write(b"\x00\xff garbage \r\n\r\n")
                self.close_connection = True
            case Mood.SLOW:
                self.server.receiver.ended.wait(30)
                self.close_connection = True
            case Mood.ENDLESS:
                self._say(200, {"Content-Type": "text/plain"}, length=None)
                while not self.server.receiver.ended.is_set():
                    self.wfile.write(b"x" * 65536)
            case Mood.OK:
                self._say(self.server.receiver.take(headers, body))
            case Mood.BUSY:
                self._say(429, {"Retry-After": "17"})
            case Mood.REDIRECT:
                self._say(302, {"Location": "http://127.0.0.1:1/elsewhere"})
            case _:
                self._say(int(self.server.receiver.mood))

    def _say(self, status: int, headers: Mapping[str, str] | None = None, length: int | None = 0) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if length is None:
            self.close_connection = True
        elif status != 204:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
        """Say nothing."""
