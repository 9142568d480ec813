# SPDX-License-Identifier: Apache-2.0
"""The routes at which residents' browsers subscribe, over the real desk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest

from hearthwatch.stages.notices.phones.residents import ResidentsDesk
from hearthwatch.stages.notices.phones.subscriptions import MemorySubscriptions
from hearthwatch.testing.web_push import Browser, padless
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import load_pages
from hearthwatch.web.server import Beside, create_app

Ask = Callable[..., httpx.Response]
JSON = {"content-type": "application/json"}


@pytest.fixture
def store() -> MemorySubscriptions:
    """Return a store without subscriptions."""
    return MemorySubscriptions()


@pytest.fixture
def asked(service: FakeWebService, front_end: Path, store: MemorySubscriptions) -> Ask:
    """Return a function that asks an application with a desk."""
    desk = ResidentsDesk(store, "KEY", languages=("en", "ar"))
    app = create_app(service, load_pages(front_end), beside=Beside(lambda: desk))

    def ask(method: str, path: str, **arguments: object) -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480") as client:
                return await client.request(method, path, **arguments)  # type: ignore[arg-type]

        return asyncio.run(request())

    return ask


def body(**changes: object) -> bytes:
    """Return what a browser sends."""
    browser = Browser()
    keys = {"p256dh": padless(browser.p256dh), "auth": padless(browser.auth)}
    return json.dumps({"endpoint": "https://push.example.net/x", "keys": keys} | changes).encode()


def test_a_browser_subscribes_and_ends_it(asked: Ask, store: MemorySubscriptions) -> None:
    """It gets our key, leaves its own, and ends its subscription by an id that only it knows."""
    assert asked("GET", "/api/push/key").json() == {"key": "KEY", "languages": ["en", "ar"]}
    answer = asked("POST", "/api/push/subscriptions", content=body(), headers=JSON)
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    name = answer.json()["id"]
    assert [each.id for each in store.list()] == [name]
    assert asked("DELETE", f"/api/push/subscriptions/{name}").status_code == 204
    again = asked("DELETE", f"/api/push/subscriptions/{name}")
    assert (again.status_code, again.json()["detail"]) == (404, "There is no such subscription.")


def test_garbage_is_a_problem_in_words(asked: Ask, store: MemorySubscriptions) -> None:
    """What cannot be used is refused with a sentence, as a problem."""
    answer = asked(
        "POST", "/api/push/subscriptions", content=body(endpoint="https://10.0.0.1/x"), headers=JSON
    )
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == (
        "This subscription cannot be used: endpoint: a push service on the internet, at the usual port."
    )
    assert list(store.list()) == []


def test_a_huge_body_is_not_read_to_its_end(asked: Ask) -> None:
    """Reading stops soon after the limit, however much is sent."""
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while True:
            sent += 4096
            yield b"x" * 4096
            if sent > 64 * 4096:
                raise AssertionError("it is read on")

    answer = asked("POST", "/api/push/subscriptions", content=endless(), headers=JSON)
    assert (answer.status_code, answer.json()["detail"]) == (413, "A subscription has at most 16384 bytes.")


def test_only_json_is_taken(asked: Ask) -> None:
    """A form of another site cannot send JSON without asking first, so nothing else is taken."""
    answer = asked("POST", "/api/push/subscriptions", content=body(), headers={"content-type": "text/plain"})
    assert answer.status_code == 415


def test_another_site_cannot_subscribe_somebody(asked: Ask) -> None:
    """The guard stands before these routes too."""
    headers = JSON | {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    assert asked("POST", "/api/push/subscriptions", content=body(), headers=headers).status_code == 403
    assert asked("DELETE", "/api/push/subscriptions/x", headers=headers).status_code == 403


def test_without_a_desk_the_routes_say_so(ask: Callable[..., httpx.Response]) -> None:
    """Where web push is not switched on, the page can tell people."""
    answer = ask("/api/push/key")
    assert (answer.status_code, answer.json()["detail"]) == (
        404, "Messages to phones are not switched on here: [push] contact is not set.",
    )  # fmt: skip
