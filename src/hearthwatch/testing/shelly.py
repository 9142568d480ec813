# SPDX-License-Identifier: Apache-2.0
"""A Shelly relay of the second generation, as a real HTTP server: Switch.Set, and its password.

It asks for Digest with SHA-256 (RFC 7616) where it has a password, takes the parameters that Shelly's API
has for ``Switch.Set``, and answers 400 to anything else.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_NONCE = "65f1c0de"
_REALM = "shellyplus1-a8032abe54dc"
_FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


@dataclass
class Shelly:
    """``outputs``: what each relay is now; ``ends``: after how long it goes off by itself, None for never."""

    password: str = ""
    outputs: dict[int, bool] = field(default_factory=lambda: {0: False, 1: False})
    ends: dict[int, float | None] = field(default_factory=dict)
    refused: int = 0
    url: str = ""

    def set(self, order: object) -> bool:
        """Take the parameters of Switch.Set; whether they are right."""
        if not isinstance(order, dict) or not set(order) <= {"id", "on", "toggle_after"}:
            return False
        output, is_on, after_s = order.get("id"), order.get("on"), order.get("toggle_after")
        is_time = after_s is None or (isinstance(after_s, int | float) and after_s > 0)
        if output not in self.outputs or not isinstance(is_on, bool) or not is_time:
            return False
        self.outputs[output], self.ends[output] = is_on, after_s
        return True

    def lets_in(self, method: str, path: str, authorization: str) -> bool:
        """Return whether a request knows the password (RFC 7616, 3.4.1)."""
        if not self.password:
            return True
        found = {name: quoted or plain for name, quoted, plain in _FIELD.findall(authorization)}
        first = _sha256(f"admin:{_REALM}:{self.password}")
        second = _sha256(f"{method}:{path}")
        parts = (first, _NONCE, found.get("nc", ""), found.get("cnonce", ""), "auth", second)
        return found.get("username") == "admin" and found.get("response") == _sha256(":".join(parts))

    @contextmanager
    def serve(self) -> Iterator[Shelly]:
        """Serve on a free port of this machine."""
        server = _Server(self)
        self.url = f"http://localhost:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, shelly: Shelly) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.shelly = shelly


class _Answering(BaseHTTPRequestHandler):
    timeout = 10
    server: _Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        shelly = self.server.shelly
        if not shelly.lets_in("POST", self.path, self.headers.get("authorization", "")):
            shelly.refused += 1
            asks = f'Digest qop="auth", realm="{_REALM}", nonce="{_NONCE}", algorithm=SHA-256'
            self._say(401, {"WWW-Authenticate": asks})
            return
        try:
            is_right = self.path == "/rpc/Switch.Set" and shelly.set(json.loads(body))
        except ValueError:
            is_right = False
        self._say(200 if is_right else 400, {}, b'{"was_on":false}' if is_right else b"")

    def _say(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's signature
        """Say nothing."""
