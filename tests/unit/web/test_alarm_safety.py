# SPDX-License-Identifier: Apache-2.0
"""What holds of every route of alarms: no other site changes anything, no answer holds a secret."""

from __future__ import annotations

import asyncio
import string
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.bodies import LARGEST_BYTES, BoundedRoute
from hearthwatch.web.pages import Pages
from hearthwatch.web.server import alarm_routers, create_app

FOREIGN = [
    {"origin": "https://evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "null"},
]


def changing_routes() -> list[tuple[str, str]]:
    """Return method and address of every route that changes something."""
    clock = FakeClock()
    routers = alarm_routers(FakeWebService(LiveHub(clock)), FakeAlarmService(clock))
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    return sorted(
        (method, route.path.format(incident=1, channel="hook", token="x"))
        for route in routes
        for method in route.methods or ()
        if method not in {"GET", "HEAD"}
    )


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(("method", "path"), changing_routes())
def test_no_other_site_changes_anything(
    app: FastAPI, alarms: FakeAlarmService, method: str, path: str, headers: dict[str, str]
) -> None:
    """Whatever changes something refuses a page of another site, before it looks at what was sent."""
    alarms.incidents.open(Hazard.FLAME, CameraId("mill"))
    before = dict(alarms.incidents.files)

    async def request() -> httpx.Response:
        async with client(app) as asking:
            return await asking.request(method, path, json={"by": "Ana"}, headers=headers)

    assert asyncio.run(request()).status_code == 403
    assert alarms.incidents.files == before


def test_every_route_that_takes_a_body_bounds_it(service: FakeWebService, alarms: FakeAlarmService) -> None:
    """No route of alarms that changes something reads a body without a bound."""
    routes = [route for router in alarm_routers(service, alarms) for route in router.routes]
    takes = [route for route in routes if isinstance(route, APIRoute) and route.methods != {"GET"}]
    assert len(takes) == 13
    assert [route.path for route in takes if not isinstance(route, BoundedRoute)] == []


def client(app: FastAPI) -> httpx.AsyncClient:
    """Return what asks an application as a program on this machine does."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480")


#: Letters that JSON and HTML write as they are, so that a leak would be found.
SECRETS = st.text(string.ascii_letters + string.digits + "-_.!", min_size=12, max_size=60)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=SECRETS, url=SECRETS, bad=st.sampled_from(["volume", "hazards", "kind", "none"]))
def test_no_answer_ever_holds_a_secret(secret: str, url: str, bad: str) -> None:
    """Whatever is sent as a secret, kept or refused, stands in no answer of any route that can be asked."""
    clock = FakeClock()
    alarms = FakeAlarmService(clock)
    app = create_app(FakeWebService(LiveHub(clock)), Pages(), alarms)
    hook = {"id": "hook", "kind": "webhook", "values": {"url": "https://hook.example"}}
    horn: dict[str, Any] = {"id": "horn", "kind": "loudspeaker", "values": {}}
    wrong = {"volume": {"volume": "loud"}, "hazards": {"hazards": ["flood"]}, "kind": {"x": 1}, "none": {}}
    kept = {"key_file": secret}
    address = {"url": f"rtsp://operator:{url}@192.0.2.7/horn"}

    async def asked() -> list[httpx.Response]:
        async with client(app) as asking:
            sent = [
                await asking.post("/api/channels/settings", json=hook | {"secrets": kept}),
                await asking.put("/api/channels/settings/hook", json={"kind": "mail", "secrets": kept}),
                await asking.put("/api/channels/settings/hook", json={"kind": "webhook", "secrets": kept}),
                await asking.post(
                    "/api/channels/settings", json=horn | {"values": wrong[bad], "secrets": address}
                ),
                await asking.post("/api/channels/settings", json=horn | {"values": address}),
            ]
            paths = [path for path, of in app.openapi()["paths"].items() if "get" in of]
            return sent + [await asking.get(path.format(**NAMES)) for path in paths]

    answers = asyncio.run(asked())
    assert answers[0].status_code == 201
    assert alarms.settings.secrets["hook", "key_file"] == secret  # type: ignore[index]
    for answer in answers:
        assert secret not in answer.text
        assert url not in answer.text
        assert secret not in str(answer.headers)


NAMES = {"incident": 1, "camera": "mill", "plate": 3, "channel": "hook", "name": "alert.xml", "number": 7}


@pytest.mark.parametrize("is_announced", [True, False])
def test_a_body_is_bounded_whether_it_is_announced_or_not(app: FastAPI, is_announced: bool) -> None:
    """One byte more than is allowed is a 413, also where it comes piece by piece without its length."""
    body = b'{"hazard": "smoke", "camera": "mill"}'

    async def send(size: int) -> int:
        async def pieces() -> Any:
            padded = body.ljust(size)
            for begin in range(0, size, 5000):
                yield padded[begin : begin + 5000]

        content = body.ljust(size) if is_announced else pieces()
        async with client(app) as asking:
            kind = {"content-type": "application/json"}
            return (await asking.post("/api/reports", content=content, headers=kind)).status_code

    assert asyncio.run(send(LARGEST_BYTES)) == 201
    assert asyncio.run(send(LARGEST_BYTES + 1)) == 413


def test_a_body_that_is_no_json_is_refused(app: FastAPI) -> None:
    """A form, or text that a browser sends without asking first, is no request."""

    async def request(kind: str, content: str) -> int:
        async with client(app) as asking:
            answer = await asking.post("/api/drills", content=content, headers={"content-type": kind})
            return answer.status_code

    good = '{"camera": "mill", "by": "Ana"}'
    assert asyncio.run(request("text/plain", good)) == 400
    assert asyncio.run(request("application/x-www-form-urlencoded", "camera=mill&by=Ana")) == 400
    assert asyncio.run(request("application/json", good[:-1])) == 400
    assert asyncio.run(request("application/json", "[" * 10_000)) == 400
    assert asyncio.run(request("application/json", good)) == 201


def test_shapes_need_no_positions_in_the_schema(app: FastAPI) -> None:
    """Programs that are made from the schema need no arrays of fixed places."""
    assert "prefixItems" not in str(app.openapi())


def test_without_alarms_there_are_no_routes_of_them(service: FakeWebService, front_end: Path) -> None:
    """A service without alarms answers as before, and a 404 for theirs."""
    from hearthwatch.web.pages import load_pages  # noqa: PLC0415 - this test alone

    bare = create_app(service, load_pages(front_end))

    async def request(path: str) -> int:
        async with client(bare) as asking:
            return (await asking.get(path)).status_code

    assert asyncio.run(request("/api/incidents")) == 404
    assert asyncio.run(request("/api/cameras")) == 200
