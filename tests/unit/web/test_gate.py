# SPDX-License-Identifier: Apache-2.0
"""The gate's edges: cookies, sessions that end while a socket is open, TLS and proxies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from hearthwatch.config.values import Secret
from hearthwatch.model.access import Role
from hearthwatch.testing.accounts import PASSWORD, join, open_accounts
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.access.service import Access
from hearthwatch.web.bind import listen
from hearthwatch.web.gate import cookies_of, program_of
from hearthwatch.web.pages import load_pages
from hearthwatch.web.peers import Peers
from hearthwatch.web.serve import serve
from hearthwatch.web.server import Door, create_app

HERE = "http://127.0.0.1:8480"
NO_PROXY = Peers()
PROXY = Peers(frozenset({"127.0.0.1"}), frozenset({"hearth.example.org"}))


@asynccontextmanager
async def door(
    service: FakeWebService, folder: Path, peers: Peers = NO_PROXY, base: str = HERE
) -> AsyncIterator[tuple[httpx.AsyncClient, Access]]:
    """Yield a browser before the application, and the accounts behind it."""
    async with open_accounts(folder / "data", FakeClock()) as access:
        app = create_app(service, load_pages(folder), FakeAlarmService(FakeClock()), door=Door(access, peers))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            yield client, access


def test_signing_in_and_out_by_cookie(service: FakeWebService, front_end: Path) -> None:
    """A cookie that no script can read and no other site can send is set, and erased with the session."""

    async def act() -> None:
        async with door(service, front_end) as (client, access):
            await join(access, "Ana", [Role.OPERATOR])
            said = await client.post("/api/session", json={"name": "Ana", "password": PASSWORD})
            cookies = said.headers.get_list("set-cookie")
            assert said.json() == {"name": "Ana", "roles": ["operator"], "places": None}
            assert said.headers["cache-control"] == "no-store"
            for cookie in cookies:
                assert "HttpOnly" in cookie
                assert "SameSite=strict" in cookie
                assert "Path=/" in cookie
            assert (await client.get("/api/session")).json()["account"]["name"] == "Ana"
            assert (await client.delete("/api/session")).status_code == 204
            assert "hearthwatch" not in client.cookies
            assert (await client.get("/api/session")).json() == {"accounts": True, "account": None}
            assert (await client.get("/api/cameras")).status_code == 401

    asyncio.run(act())


def test_over_tls_the_cookie_is_bound_to_the_host(service: FakeWebService, front_end: Path) -> None:
    """Behind a proxy that speaks TLS the cookie is Secure, bound by its prefix, and TLS is held to."""

    async def act() -> None:
        base = "http://hearth.example.org"
        async with door(service, front_end, PROXY, base) as (client, access):
            await join(access, "Ana", [Role.OPERATOR])
            body = {"name": "Ana", "password": PASSWORD}
            said = await client.post("/api/session", json=body, headers={"x-forwarded-proto": "https"})
            names = [cookie.split("=")[0] for cookie in said.headers.get_list("set-cookie")]
            assert names == ["__Host-hearthwatch", "__Host-hearthwatch-device"]
            assert all("Secure" in cookie for cookie in said.headers.get_list("set-cookie"))
            assert said.headers["strict-transport-security"] == "max-age=31536000"
            plain = await client.get("/api/session")
            assert "strict-transport-security" not in plain.headers

    asyncio.run(act())


def test_a_stranger_cannot_pass_for_another_client(service: FakeWebService, front_end: Path) -> None:
    """X-Forwarded-For of whoever is no proxy of ours changes nothing: guesses are counted all the same."""

    async def act() -> list[int]:
        async with door(service, front_end) as (client, _):
            body = {"name": "Ana", "password": "wrong and wrong again"}
            told = [{"x-forwarded-for": f"203.0.113.{number}"} for number in range(22)]
            asked = [await client.post("/api/session", json=body, headers=each) for each in told]
            return [each.status_code for each in asked]

    assert asyncio.run(act()) == [401] * 20 + [429] * 2


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 127.0.0.1", "203.0.113.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9, <script>", "127.0.0.1"),
        ("127.0.0.1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_proxy_of_ours_is_believed_and_nobody_else(peer: str, forwarded: str, address: str) -> None:
    """The client is the last address that a proxy of ours did not write about itself."""
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "scheme": "http", "client": (peer, 1), "headers": headers}
    assert PROXY.address(scope) == address


def test_a_socket_is_closed_when_its_session_ends(service: FakeWebService, front_end: Path) -> None:
    """Whoever is signed out, removed, or given other rights sees no further tile."""
    tiles: list[str] = []

    async def act() -> None:
        async with open_accounts(front_end / "data", FakeClock()) as access:
            done = await join(access, "Ana", [Role.OPERATOR])
            alarms = FakeAlarmService(FakeClock())
            app = create_app(service, load_pages(front_end), alarms, door=Door(access))
            sock, stop = listen("127.0.0.1", 0), asyncio.Event()
            url = f"ws://127.0.0.1:{sock.getsockname()[1]}/api/live"
            serving = asyncio.create_task(serve(app, sock, stop))
            async with connect(url, additional_headers={"cookie": f"hearthwatch={done.token}"}) as client:
                service.hub.announce_roster()
                await client.recv()
                await access.desk.sign_out(done.token)
                service.hub.announce_roster()
                with pytest.raises(ConnectionClosed) as closed:
                    await client.recv()
                tiles.append(str(closed.value.rcvd and closed.value.rcvd.code))
            stop.set()
            await serving

    asyncio.run(asyncio.wait_for(act(), 30))
    assert tiles == ["1008"]


@given(st.text(st.characters(max_codepoint=255), max_size=60))
def test_no_cookie_breaks_the_gate(text: str) -> None:
    """Whatever a Cookie header holds, it is read or it is none."""
    assert isinstance(cookies_of(Headers(raw=[(b"cookie", text.encode("latin-1"))])), dict)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:142.0) Firefox/142.0", "Firefox on Android"),
        ("curl/8.0", "a program"),
        ("", "a program"),
    ],
)
def test_a_browser_is_told_in_two_words(agent: str, words: str) -> None:
    """One's own sessions are told apart by kind of browser and system, and nothing more is kept."""
    assert program_of(agent) == words


def test_a_service_without_accounts_has_no_routes_of_them(service: FakeWebService, front_end: Path) -> None:
    """Where accounts are none, everybody at the machine has all rights and there is nobody to sign in."""

    async def act() -> list[int]:
        app = create_app(service, load_pages(front_end), FakeAlarmService(FakeClock()))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
            assert (await client.get("/api/session")).json() == {"accounts": False, "account": None}
            asked = [
                await client.post("/api/session", json={"name": "Ana", "password": PASSWORD}),
                await client.get("/api/accounts"),
                await client.get("/api/account"),
                await client.get("/api/cameras"),
            ]
            return [each.status_code for each in asked]

    assert asyncio.run(act()) == [404, 404, 404, 200]


def test_a_players_address_shows_the_published_views_and_nothing_else(
    service: FakeWebService, front_end: Path
) -> None:
    """By its token a player gets what is below /tv, over TLS with our own name; it is no cookie, and ends."""

    async def act() -> dict[str, str]:
        base = "http://hearth.example.org"
        async with door(service, front_end, PROXY, base) as (client, access):
            client.headers["x-forwarded-proto"] = "https"
            ana = await join(access, "Ana", [Role.RESIDENT, Role.OPERATOR])
            chris = await join(access, "Chris", [Role.AUDITOR])
            limited = await join(access, "Bo", [Role.RESIDENT], ["mill"])
            signed_in = {"cookie": f"__Host-hearthwatch={ana.token}"}
            made = (await client.post("/api/account/streams", headers=signed_in)).json()
            token = made["list"].split("/")[5]
            assert made["stream"] == f"https://hearth.example.org/tv/by/{token}/stream.m3u8"
            as_cookie = {"cookie": f"__Host-hearthwatch={token}"}
            auditors = await access.desk.new_stream(chris.token)
            bos = await access.desk.new_stream(limited.token)
            found = {
                "the list": await client.get(made["list"].removeprefix("https://hearth.example.org")),
                "a camera": await client.get(f"/tv/by/{token}/camera/barn/stream.m3u8"),
                "another token": await client.get(f"/tv/by/{token[:-1]}/list.m3u"),
                "a session's token": await client.get(f"/tv/by/{ana.token}/list.m3u"),
                "as a cookie": await client.get("/api/cameras", headers=as_cookie),
                "beside a cookie": await client.get(f"/tv/by/{token}/list.m3u", headers=as_cookie),
                "elsewhere": await client.get(f"/api/by/{token}/cameras"),
                "upwards": await client.get(f"/tv/by/{token}/%2e%2e/api/cameras"),
                "an auditor's": await client.get(f"/tv/by/{auditors}/list.m3u"),
                "the whole, of one place": await client.get(f"/tv/by/{bos}/stream.m3u8"),
                "its place": await client.get(f"/tv/by/{bos}/camera/mill/stream.m3u8"),
                "another's place": await client.get(f"/tv/by/{bos}/camera/barn/init.mp4"),
            }
            number = next(each.number for each in access.desk.own_sessions(ana.token) if not each.is_this)
            assert await access.desk.end_session(ana.token, number)
            found["ended"] = await client.get(f"/tv/by/{token}/list.m3u")
            # Without a television behind it, that is what the route says to whom the gate lets through.
            through = "There is no television here"
            return {
                name: "through" if through in answer.text else str(answer.status_code)
                for name, answer in found.items()
            }

    assert asyncio.run(act()) == {
        "the list": "through",
        "a camera": "through",
        "another token": "401",
        "a session's token": "401",
        "as a cookie": "401",
        "beside a cookie": "through",
        "elsewhere": "401",
        "upwards": "404",
        "an auditor's": "403",
        "the whole, of one place": "403",
        "its place": "through",
        "another's place": "404",
        "ended": "401",
    }


def test_a_program_reads_figures_by_a_token_and_nothing_else(
    service: FakeWebService, front_end: Path
) -> None:
    """The token for figures opens these, for whoever bears it exactly, and no other route."""

    async def act() -> dict[str, int]:
        token = "a token for figures"
        async with door(service, front_end, Peers(figures_token=Secret(token))) as (client, _):
            sent = {
                "it": f"Bearer {token}",
                "no scheme": token,
                "less": f"Bearer {token[:-1]}",
                "more": f"Bearer {token}x",
                "nothing": "",
            }
            found = {
                name: (await client.get("/metrics", headers={"authorization": text})).status_code
                for name, text in sent.items()
            }
            bearer = {"authorization": f"Bearer {token}"}
            for path in ("/api/health", "/api/cameras", "/api/incidents", "/api/openapi.json"):
                found[path] = (await client.get(path, headers=bearer)).status_code
            return found

    assert asyncio.run(act()) == {
        "it": 200,
        "no scheme": 401,
        "less": 401,
        "more": 401,
        "nothing": 401,
        "/api/health": 200,
        "/api/cameras": 401,
        "/api/incidents": 401,
        "/api/openapi.json": 401,
    }
