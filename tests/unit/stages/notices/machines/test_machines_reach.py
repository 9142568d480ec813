# SPDX-License-Identifier: Apache-2.0
"""The guarded client: nothing inside is reached unless it is named, whatever the URL looks like."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.machines.addresses import is_allowed, is_public, require_url
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.testing.certificates import make_certificates
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.webhook_receiver import WebhookReceiver

INSIDE = (
    "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1", "203.0.113.9", "::", "::1", "fe80::1", "fc00::1", "fd12::9", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::1", "2002:c0a8:101::1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "2001:db8::1", "fec0::1", "::7f00:1",
)  # fmt: skip
OUTSIDE = ("8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:4700::1111",
           "::ffff:8.8.8.8", "64:ff9b::808:808")  # fmt: skip


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.connections = 0
        self.port = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Listener]:
        """Listen on a free port of this machine, and answer 204."""

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        async with server:
            yield self


class Rebinding:
    """A name server that gives another answer each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        """Take the answers, in their order; the last for ever."""
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """Answer."""
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.mark.parametrize("text", INSIDE)
def test_addresses_inside_are_not_public(text: str) -> None:
    """Loopback, private, link-local, multicast, reserved and NAT, in IPv6's wrappings too, are inside."""
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", OUTSIDE)
def test_addresses_outside_are_public(text: str) -> None:
    """An address of the Internet at large is public, in IPv6's wrappings too."""
    assert is_public(ipaddress.ip_address(text))


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_always_judged_as_what_it_wraps(address: ipaddress.IPv4Address) -> None:
    """Mapped, NAT64 and 6to4 forms of an address are public only where the address is."""
    number = int(address)
    for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_public(ipaddress.IPv6Address(wrapped)) == is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/x", "http://LOCALHOST./x", "http://a.localhost/", "http://127.0.0.1:8480/", "http://[::1]/",
        "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/",
        "http://0x7f.1/", "http://169.254.169.254/latest/", "http://router.local/", "http://x.internal/", "http://10.0.0.1",
        "http://192.168.0.1", "http://[fe80::1%25eth0]/", "http://[fd00::1]/", "http://0/", "http://①②⑦.0.0.1/",
        "http://224.0.0.1/",
    ],
)  # fmt: skip
def test_urls_to_inside_are_refused(url: str) -> None:
    """A URL to this machine or a private network is refused in every way that an address can be written."""
    with pytest.raises(ValueError, match=r"allowed_hosts|no host's name|no address"):
        require_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "ftp://example.org/", "file:///etc/passwd", "https://", "https:///x", "http://user:pass@example.org/",
        "http://example.org:99999/", "http://[::1/", "http://exa mple.org/",
        "http://example.org/\r\nHost: x", "gopher://x/",
        "http://example.org\\@127.0.0.1/", "https://" + "a" * 3000, "http://-.-/", "javascript:alert(1)",
        "//example.org/",
    ],
)  # fmt: skip
def test_malformed_urls_are_refused(url: str) -> None:
    """What is no URL that can be sent to is refused with a sentence that does not repeat it."""
    with pytest.raises(ValueError, match=r"address|host") as refusal:
        require_url(url)
    assert "pass@" not in str(refusal.value)
    assert "passwd" not in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["https://example.org/hook?k=v", "https://münchen.example/", "http://8.8.8.8/", "https://[2606:4700::1]:8443/a"]
)  # fmt: skip
def test_urls_to_outside_are_taken(url: str) -> None:
    """A URL of a public name or address is returned as it is."""
    assert require_url(url) == url


def test_an_exception_is_one_name_alone() -> None:
    """A host is allowed by its very name or address, and nothing beside it or below it is."""
    allowed = ("Relay.lan", "192.168.0.7")
    assert is_allowed("relay.lan.", allowed)
    assert is_allowed("192.168.0.7", allowed)
    assert not is_allowed("192.168.0.70", allowed)
    assert not is_allowed("x.relay.lan", allowed)
    assert require_url("http://192.168.0.7/rpc", allowed)


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]"],
)
def test_nothing_of_this_machine_is_connected_to(host: str) -> None:
    """By every spelling of this machine the client refuses before it connects."""

    async def scene() -> int:
        async with Listener().listening() as listener, guarded_client() as client:
            with pytest.raises((PeerError, httpx.ConnectError, httpx.InvalidURL)):
                await client.get(f"http://{host}:{listener.port}/")
            return listener.connections

    assert asyncio.run(scene()) == 0


def test_a_named_host_is_connected_to() -> None:
    """A host that is allowed by name is reached."""

    async def scene() -> tuple[int, int]:
        async with Listener().listening() as listener, guarded_client(["localhost"]) as client:
            answer = await client.get(f"http://localhost:{listener.port}/")
            return answer.status_code, listener.connections

    assert asyncio.run(scene()) == (204, 1)


def test_a_name_that_moves_inside_is_refused() -> None:
    """A name that is public at first and inside afterwards is not connected to (DNS rebinding)."""

    async def scene() -> tuple[int, int]:
        names = Rebinding(["192.0.2.77", "127.0.0.1"], ["127.0.0.1"])
        async with Listener().listening() as listener, guarded_client(resolve=names, timeout_s=2) as client:
            for _ in range(2):
                with pytest.raises(PeerError, match=r"hook\.example is in a private network") as refusal:
                    await client.get(f"http://hook.example:{listener.port}/")
            assert "allowed_hosts" in refusal.value.line()
            return names.asked, listener.connections

    # One look-up for each connection: what was judged is what is connected to.
    assert asyncio.run(scene()) == (2, 0)


def test_a_name_with_an_address_inside_beside_one_outside_goes_outside_alone() -> None:
    """Of several addresses those inside are left out, even where the others do not answer."""

    async def scene() -> int:
        names = Rebinding(["127.0.0.1", "::1", "2606:4700:ffff:ffff::1"])
        async with Listener().listening() as listener, guarded_client(resolve=names, timeout_s=0.5) as client:
            with pytest.raises(httpx.HTTPError):
                await client.get(f"http://hook.example:{listener.port}/")
            return listener.connections

    assert asyncio.run(scene()) == 0


def test_the_environment_gives_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy named in the environment is not used: it would look up and connect in our place."""

    async def scene() -> int:
        async with Listener().listening() as listener:
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{listener.port}")
            monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{listener.port}")
            async with guarded_client(resolve=Rebinding([])) as client:
                with pytest.raises(httpx.ConnectError):
                    await client.get("http://hook.example/")
            return listener.connections

    assert asyncio.run(scene()) == 0


@pytest.mark.component("openssl")
def test_certificates_are_checked_against_the_name(tmp_path: Path) -> None:
    """By TLS the name is checked, and an authority of one's own is trusted where its file is given."""
    certificates = make_certificates(tmp_path)

    async def scene(url: str, ca_file: str) -> int:
        async with guarded_client(["localhost"], ca_file=ca_file) as client:
            return (await client.get(url)).status_code

    with WebhookReceiver(b"k" * 24, FakeClock()).serve(certificates) as receiver:
        assert asyncio.run(scene(receiver.url, str(certificates.authority))) == 401
        with pytest.raises(httpx.ConnectError, match="certificate"):
            asyncio.run(scene(receiver.url, ""))


def test_who_hangs_delays_nobody_else() -> None:
    """However many requests wait for a host that says nothing, another host is asked at once."""

    async def story() -> bool:
        async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.read()
            writer.close()

        hanging = await asyncio.start_server(hang, "127.0.0.1", 0)
        silent = f"http://127.0.0.1:{hanging.sockets[0].getsockname()[1]}/"
        async with hanging, Listener().listening() as other, guarded_client(["127.0.0.1"]) as client:
            waiting = [asyncio.create_task(client.post(silent)) for _ in range(100)]
            await asyncio.sleep(0.5)
            async with asyncio.timeout(5.0):
                answer = await client.post(f"http://127.0.0.1:{other.port}/")
            for each in waiting:
                each.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        return answer.status_code == httpx.codes.NO_CONTENT

    assert asyncio.run(story())


def test_a_handshake_that_is_given_up_leaves_no_connection_behind() -> None:
    """Who takes a connection and never speaks TLS sees it closed as soon as the attempt is over."""

    async def story() -> bool:
        is_over, is_closed = asyncio.Event(), asyncio.Event()

        async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await is_over.wait()
            while await reader.read(4096):
                pass
            is_closed.set()
            writer.close()

        server = await asyncio.start_server(hang, "127.0.0.1", 0)
        url = f"https://localhost:{server.sockets[0].getsockname()[1]}/"
        async with server, guarded_client(["localhost"]) as client:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await client.post(url)
            is_over.set()
            async with asyncio.timeout(5.0):
                return await is_closed.wait()

    assert asyncio.run(story())
