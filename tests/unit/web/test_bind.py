# SPDX-License-Identifier: Apache-2.0
"""The pages are served to this machine alone, and a place that cannot be had is said in one line."""

from __future__ import annotations

import socket

import pytest

from hearthwatch.model.errors import UsageError
from hearthwatch.web.bind import DEFAULT_ADDRESS, check_address, listen


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (DEFAULT_ADDRESS, ("127.0.0.1", 8480)),
        ("localhost:80", ("127.0.0.1", 80)),
        ("127.0.0.9:0", ("127.0.0.9", 0)),
        ("[::1]:8480", ("::1", 8480)),
    ],
)
def test_loopback_addresses_are_taken(text: str, address: tuple[str, int]) -> None:
    """Any spelling of loopback is taken, and no resolver is asked what "localhost" is."""
    assert check_address(text) == address


@pytest.mark.parametrize(
    "text", ["0.0.0.0:8480", "192.168.1.5:8480", "[::]:8480", "example.org:8480", ":8480", "[::2]:1"]
)
def test_other_addresses_are_refused(text: str) -> None:
    """Everything that others could reach is a usage error that says why and what to write."""
    with pytest.raises(UsageError) as refused:
        check_address(text)
    assert "without accounts the pages are for this machine alone" in refused.value.line()
    assert DEFAULT_ADDRESS in refused.value.line()


@pytest.mark.parametrize("text", ["", "8480", "127.0.0.1", "127.0.0.1:", "127.0.0.1:web", "127.0.0.1:65536"])
def test_what_is_no_address_is_refused(text: str) -> None:
    """Text without a host or a port is a usage error that shows the form."""
    with pytest.raises(UsageError, match="is no address to serve at"):
        check_address(text)


def test_a_port_in_use_is_named() -> None:
    """A second service at the same port fails at once, in one line that names the port."""
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UsageError) as refused:
            listen("127.0.0.1", port)
    assert refused.value.line().startswith(f"port {port} of 127.0.0.1 is in use by another program.")


def test_an_address_that_cannot_be_had_is_named() -> None:
    """An address that no interface has is a usage error too."""
    with pytest.raises(UsageError, match=r"cannot listen at 192\.0\.2\.1, port 8480"):
        listen("192.0.2.1", 8480)


def test_a_slow_client_cannot_hoard_old_tiles_in_the_kernel() -> None:
    """The kernel keeps little for a connection, so a slow client's tiles are seconds old and not minutes."""
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        listener.settimeout(5)
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 4 * 64 * 1024
