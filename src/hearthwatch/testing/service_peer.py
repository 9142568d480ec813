# SPDX-License-Identifier: Apache-2.0
"""A service of the kind that Apprise's ``json://`` talks to: real HTTP, which keeps what it is sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(slots=True)
class ServicePeer:
    """A running service. ``status``: what it answers; while ``hold`` is clear, it does not answer at all."""

    status: int = 200
    hold: threading.Event = field(default_factory=threading.Event)
    port: int = 0
    taken: list[dict[str, Any]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Its address for Apprise, with a password."""
        return f"json://watch:sesame@127.0.0.1:{self.port}/hook"


@contextmanager
def service_peer() -> Iterator[ServicePeer]:
    """Run one at a free port of the loopback until left."""
    peer = ServicePeer()
    peer.hold.set()

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            sent = json.loads(self.rfile.read(length))
            peer.hold.wait(30)
            if peer.status == 200:
                peer.taken.append(sent)
            self.send_response(peer.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    peer.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield peer
    finally:
        peer.hold.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
