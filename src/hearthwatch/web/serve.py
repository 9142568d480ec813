# SPDX-License-Identifier: Apache-2.0
"""Runs the web server as one task of a loop that somebody else owns, signals included."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from hearthwatch.config.web import Web
from hearthwatch.model.errors import UsageError

#: Clients only listen, so their messages are small; a larger one ends the connection.
CLIENT_MESSAGE_BYTES = 1024
#: A dead client is seen within twice this.
PING_S = 20.0
#: How long answers under way may take when the service ends.
GRACE_S = 2


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the loop's owner."""
        yield


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate with those between, and its key: files in PEM that go together."""

    certificate: Path
    key: Path


def tls_of(web: Web) -> Tls | None:
    """Return what the configuration says, None for plain HTTP. Raises UsageError where it cannot be used."""
    if not web.certificate:
        return None
    tls = Tls(Path(web.certificate), Path(web.key))
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(tls.certificate, tls.key)
    except (OSError, ValueError) as error:
        what = error.strerror if isinstance(error, OSError) and error.strerror else "not in PEM"
        raise UsageError(
            f"The certificate {tls.certificate} with the key {tls.key} cannot be used: {what}",
            do="Set [web] certificate and key to files in PEM that belong together",
        ) from error
    return tls


async def serve(app: ASGIApp, sock: socket.socket, stop_event: asyncio.Event, tls: Tls | None = None) -> None:
    """Serve ``app`` at a listening socket until ``stop_event`` is set; then close the socket and return.

    When cancelled it ends in the same orderly way first, in at most about two seconds.
    """
    server = _Server(_configuration(app, tls))
    serving = asyncio.create_task(server.serve(sockets=[sock]))
    stopping = asyncio.create_task(stop_event.wait())
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        server.should_exit = True
        stopping.cancel()
        await _ended(serving)


async def _ended(serving: asyncio.Task[None]) -> None:
    """Wait for the server's orderly end, also when cancelled while it is under way."""
    try:
        await asyncio.wait({serving})
    except asyncio.CancelledError:
        await asyncio.wait({serving})
        raise
    serving.result()


def _configuration(app: ASGIApp, tls: Tls | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="websockets-sansio",
        ws_max_size=CLIENT_MESSAGE_BYTES,
        ws_ping_interval=PING_S,
        ws_ping_timeout=PING_S,
        # Compressing each tile for each client costs more than all the rest of sending it.
        ws_per_message_deflate=False,
        ssl_certfile=None if tls is None else tls.certificate,
        ssl_keyfile=None if tls is None else tls.key,
        lifespan="off",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
