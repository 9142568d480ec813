# SPDX-License-Identifier: Apache-2.0
"""The HTTP client that notices go out through: it reaches the Internet, and inside only what is named.

Every connection is judged by the very address that it is made to, after the name was looked up: a name
that changes its address between two look-ups (DNS rebinding) gains nothing. Redirects are not followed,
no proxy is taken from the environment, and no cookie is kept.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpcore
import httpx

from hearthwatch.model.errors import PeerError

from .addresses import Address, is_allowed, is_public

#: A name and a port in, the addresses that it has out. Raises OSError.
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
#: Connections that are kept for the next request. How many are made at once has no bound here: each channel
#: makes few attempts at a time, and a bound over all would let those of one that hangs delay the others'.
_KEPT = 32


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return a host's addresses as the system's resolver gives them. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that is closed where its handshake is called off; httpcore's stays open then."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - the library's signature
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        try:
            return await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._inner.aclose()
            raise

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to addresses that may be reached. See the module."""

    def __init__(self, allowed_hosts: Collection[str], resolve: Resolve = resolve) -> None:
        """Take the hosts that are exceptions, by name or address."""
        self._allowed = tuple(allowed_hosts)
        self._resolve = resolve
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the library's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of a host's addresses that answers. Raises PeerError where none may be."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in await self._addresses(host, port, timeout):
            try:
                return _Stream(
                    await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def _addresses(self, host: str, port: int, timeout_s: float | None) -> list[str]:
        try:
            async with asyncio.timeout(timeout_s):
                found = await self._resolve(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout(f"{host} was not looked up in time") from None
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be looked up: {error}") from None
        if is_allowed(host, self._allowed):
            return list(found)
        allowed = [each for each in found if is_public(_address(each))]
        if found and not allowed:
            raise PeerError(
                f"{host} is in a private network or this machine itself, and was not sent to",
                do="If that is meant, name it in allowed_hosts of [notices]",
            )
        return allowed

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - the library's signature, as the rest
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: nobody who is told anything is a socket of this machine."""
        raise httpcore.ConnectError("sockets of this machine are not sent to")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


def _address(text: str) -> Address:
    return ipaddress.ip_address(text.partition("%")[0])


class _GuardedTransport(httpx.AsyncHTTPTransport):
    def __init__(self, backend: GuardedBackend, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        # httpx passes everything of a pool on but its network backend; tests hold that this still takes.
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            max_connections=None,
            max_keepalive_connections=_KEPT,
            keepalive_expiry=5.0,
            network_backend=backend,
        )


def guarded_client(
    allowed_hosts: Collection[str] = (),
    *,
    timeout_s: float = 10.0,
    ca_file: str = "",
    resolve: Resolve = resolve,
) -> httpx.AsyncClient:
    """Return the client; whoever takes it closes it.

    ``timeout_s`` holds for connecting, for each read and for each write.
    ``ca_file``: certificates that are trusted beside the system's. Raises OSError where it cannot be read.
    """
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return httpx.AsyncClient(
        transport=_GuardedTransport(GuardedBackend(allowed_hosts, resolve), context),
        timeout=httpx.Timeout(timeout_s),
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": "Hearthwatch"},
        # Nobody who is told keeps anything of us, and we of nobody.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )
