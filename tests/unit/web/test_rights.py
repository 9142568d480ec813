# SPDX-License-Identifier: Apache-2.0
"""The authorisation matrix: each role before each route and each camera, held to what is written here."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from hearthwatch.model.access import AT_THIS_MACHINE, STRANGER, Act, Role
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import PlateState
from hearthwatch.testing.accounts import join, open_accounts
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web import gate
from hearthwatch.web.pages import Pages, load_pages
from hearthwatch.web.rights import RIGHTS_OF_ROUTES, SOCKET
from hearthwatch.web.routes import cameras, front, history, live
from hearthwatch.web.server import (
    Beside,
    Door,
    access_routers,
    alarm_routers,
    create_app,
    routers_beside,
)
from hearthwatch.web.service import PlatePicture

#: Who may ask for what: r resident, o operator, s steward, a auditor; * anybody, signed in or not; R: as
#: ros, but no resident who is shown some places and not others.
#: This is the promise; the program's own table must keep it.
MATRIX = """
*     GET /                                        *     GET /camera/{camera}
*     GET /incidents                               *     GET /incidents/{incident}
*     GET /channels                                *     GET /announce
*     GET /sign-in                                 *     GET /invitation
*     GET /account                                 *     GET /people
*     GET /app/{path:path}                         *     GET /answer/{token}
*     POST /answer/{token}                         *     POST /api/inbound/cap
*     GET /feeds/alerts.atom                       *     GET /feeds/alerts/{name}
*     GET /api/session                             *     POST /api/session
*     POST /api/session/passkey/options            *     POST /api/session/passkey
*     POST /api/invitations/look                   *     POST /api/invitations/redeem
rosa  DELETE /api/session                          rosa  GET /api/account
rosa  POST /api/account/password                   rosa  DELETE /api/account/sessions/{session}
rosa  POST /api/account/passkeys/options           rosa  POST /api/account/passkeys
rosa  DELETE /api/account/passkeys/{passkey}       rosa  GET /api/openapi.json
s     GET /api/accounts                            s     PUT /api/accounts/{account}
s     DELETE /api/accounts/{account}               s     POST /api/accounts/{account}/link
s     POST /api/invitations                        s     DELETE /api/invitations/{invitation}
sa    GET /api/access/record
ros   GET /api/cameras                             ros   GET /api/plates/{plate}.png
ros   SOCKET /api/live                             o     GET /api/cameras/{camera}/history
o     GET /api/cameras/{camera}/history/extent     ros   SOCKET /api/alarms/live
ros   POST /api/reports                            osa   GET /api/incidents
osa   GET /api/incidents/{incident}                o     POST /api/incidents/{incident}/acknowledge
o     POST /api/incidents/{incident}/resolve       o     POST /api/incidents/{incident}/not-a-hazard
o     POST /api/drills                             o     GET /api/announcements
o     POST /api/announcements                      o     POST /api/announcements/preview
o     POST /api/announcements/stop                 rosa  GET /api/push/key
rosa  POST /api/push/subscriptions                 rosa  DELETE /api/push/subscriptions/{subscription}
osa   GET /api/deliveries                          os    GET /api/channels
os    POST /api/channels/{channel}/test            s     GET /api/channels/settings
s     POST /api/channels/settings                  s     PUT /api/channels/settings/{channel}
s     DELETE /api/channels/settings/{channel}
s     GET /api/plates                              s     GET /api/plates/{plate}
s     GET /api/plates/{plate}/candidate.png        s     POST /api/plates/{plate}/strike
s     POST /api/plates/{plate}/clear               s     POST /api/plates/{plate}/approve
s     POST /api/plates/{plate}/retire              s     GET /api/zones/{camera}
s     POST /api/zones/{camera}/check               *     GET /plates
*     GET /plates/{plate}                          *     GET /zones/{camera}
rosa  POST /api/account/streams
*     GET /tv                                      R     GET /tv/list.m3u
R     GET /tv/stream.m3u8                          R     GET /tv/init.mp4
R     GET /tv/segment/{number}.m4s                 ros   GET /tv/camera/{camera}/stream.m3u8
ros   GET /tv/camera/{camera}/init.mp4             ros   GET /tv/camera/{camera}/segment/{number}.m4s
osa   GET /api/health                              osa   GET /metrics
"""
LETTERS = {"r": Role.RESIDENT, "o": Role.OPERATOR, "s": Role.STEWARD, "a": Role.AUDITOR}
#: What a path's parts are in the requests; the mill's plate is 3 and its incident 1, the barn's 6 and 2.
OWN = {"camera": "mill", "plate": "3", "incident": "1"}
OTHER = {"camera": "barn", "plate": "6", "incident": "2"}


def matrix() -> dict[tuple[str, str], str]:
    """Return the promise: (method, path) -> letters."""
    words = MATRIX.split()
    return {
        (method, path): who for who, method, path in zip(words[::3], words[1::3], words[2::3], strict=True)
    }


def routes_of(service: FakeWebService, alarms: FakeAlarmService, app: FastAPI) -> set[tuple[str, str]]:
    """Return what the application really answers: each method and path, and each socket."""
    routers = (
        *(part.router(service) for part in (cameras, history, live)),
        *access_routers(service, Door()),
        *routers_beside(service, Beside()),
        *alarm_routers(service, alarms),
        front.router(Pages()),
    )
    served = {("GET", app.openapi_url or "")}
    for route in (each for router in routers for each in router.routes):
        if isinstance(route, WebSocketRoute):
            served.add((SOCKET, route.path))
        elif isinstance(route, Route):
            served |= {(method, route.path) for method in route.methods or () if method != "HEAD"}
    return served


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody with a role, and the cookie that says so; ``places``: None for all."""

    letter: str
    cookie: str
    sees_mill_alone: bool = False


@asynccontextmanager
async def at_the_door(
    service: FakeWebService, alarms: FakeAlarmService, folder: Path
) -> AsyncIterator[tuple[FastAPI, list[Asker]]]:
    """Yield the application with accounts, and one asker of each kind."""
    for camera in ("mill", "barn"):
        alarms.incidents.open(Hazard.SMOKE, CameraId(camera))
    barns = PlatePicture(b"png", CameraId("barn"), PlateState.COMMISSIONED, FakeClock().now())
    service.plates = {**service.plates, PlateId(6): barns}
    async with open_accounts(folder / "data", FakeClock()) as access:
        app = create_app(service, load_pages(folder), alarms, door=Door(access))
        askers = [Asker("-", "")]
        for letter, role in LETTERS.items():
            done = await join(access, role.value, [role])
            askers.append(Asker(letter, f"hearthwatch={done.token}"))
        limited = await join(access, "limited", [Role.RESIDENT], ["mill"])
        askers.append(Asker("r", f"hearthwatch={limited.token}", sees_mill_alone=True))
        yield app, askers


async def holes(app: object, askers: Iterable[Asker], only: str = "") -> list[str]:
    """Ask for everything, or one path alone, as everybody; return what was not as promised."""
    found = []
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480") as client:
        for (method, path), who in matrix().items():
            for asker in askers:
                for objects in (OWN, OTHER):
                    if only not in {"", filled(path, objects)}:
                        continue
                    is_promised = who == "*" or asker.letter in who
                    if who == "R":
                        is_promised = asker.letter in "ros" and not asker.sees_mill_alone
                    wanted = status_wanted(asker, is_promised, path, objects)
                    got = await status(client, method, filled(path, objects), asker.cookie)
                    if (got in {401, 403}) == is_promised or (wanted is not None and got != wanted):
                        found.append(f"{asker} {method} {filled(path, objects)}: {got}")
    return found


def status_wanted(asker: Asker, is_promised: bool, path: str, objects: dict[str, str]) -> int | None:
    """Return the status that there must be, None where any other than a refusal will do."""
    if not is_promised:
        return 401 if asker.letter == "-" else 403
    is_object = path.startswith(("/api/", "/tv/")) and any(f"{{{kind}}}" in path for kind in OWN)
    return 404 if asker.sees_mill_alone and is_object and objects is OTHER else None


def filled(path: str, objects: dict[str, str]) -> str:
    """Return a path with its parts filled in."""
    for kind, name in {**objects, "path:path": "mark.svg"}.items():
        path = path.replace(f"{{{kind}}}", name)
    return path.replace("{", "").replace("}", "")


async def status(client: httpx.AsyncClient, method: str, path: str, cookie: str) -> int:
    """Return the status of an answer; of a socket 403 where it is closed before it opens."""
    headers = {"cookie": cookie} if cookie else {}
    if method == SOCKET:
        return await socket_status(client, path, cookie)
    # Signing out for real would end the asker's session.
    if (method, path) == ("DELETE", "/api/session"):
        method = "DELETE" if not cookie else "OPTIONS"
    answer = await client.request(method, path, headers=headers, json={})
    return 204 if answer.status_code == 405 else answer.status_code


async def socket_status(client: httpx.AsyncClient, path: str, cookie: str) -> int:
    """Return 101 where a socket is accepted, 401 or 403 where the gate closes it."""
    app = client._transport.app  # type: ignore[attr-defined]
    said: list[str] = []

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect" if not said else "websocket.disconnect", "code": 1000}

    async def send(message: dict[str, object]) -> None:
        said.append(str(message["type"]))

    headers = [(b"host", b"127.0.0.1:8480"), (b"cookie", cookie.encode())]
    scope = {
        "type": "websocket", "scheme": "ws", "path": path, "raw_path": path.encode(), "query_string": b"",
        "headers": headers, "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 8480), "subprotocols": [],
    }  # fmt: skip
    await app(scope, receive, send)
    return 101 if said[0] == "websocket.accept" else 403 if cookie else 401


def test_the_promise_and_the_programs_table_are_for_the_routes_that_there_are(
    service: FakeWebService, alarms: FakeAlarmService, app: FastAPI
) -> None:
    """No route is without a right, no right without a route, and every route of the schema is among them."""
    served = routes_of(service, alarms, app)
    assert set(matrix()) == served == set(RIGHTS_OF_ROUTES)
    described = {(method.upper(), path) for path, each in app.openapi()["paths"].items() for method in each}
    assert described < served


def test_every_role_before_every_route_and_camera(
    service: FakeWebService, alarms: FakeAlarmService, front_end: Path
) -> None:
    """Everybody gets what was promised to their role, at their places, and nothing else."""

    async def asked() -> list[str]:
        async with at_the_door(service, alarms, front_end) as (app, askers):
            return await holes(app, askers)

    assert asyncio.run(asked()) == []


@dataclass(frozen=True, slots=True)
class Hole:
    """An application that passes some requests round its gate, as whoever is at this machine."""

    app: FastAPI
    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass round where the path is the one."""
        if scope["path"] == self.path:
            scope[gate._VISITOR] = AT_THIS_MACHINE
            await self.app.router(scope, receive, send)
            return
        await self.app(scope, receive, send)


@pytest.mark.parametrize(
    "path",
    ["/metrics", "/api/incidents/2", "/api/cameras/barn/history/extent", "/api/live", "/api/openapi.json"],
)
def test_a_planted_hole_is_caught(
    service: FakeWebService, alarms: FakeAlarmService, front_end: Path, path: str
) -> None:
    """A route that forgets the gate is found by the matrix."""

    async def asked() -> list[str]:
        async with at_the_door(service, alarms, front_end) as (app, askers):
            return await holes(Hole(app, path), askers, path)

    found = asyncio.run(asked())
    assert found != []


def test_no_right_is_for_nothing() -> None:
    """Each act is some route's."""
    assert set(Act) == set(RIGHTS_OF_ROUTES.values())


def test_what_is_in_no_row_is_answered_to_nobody(
    service: FakeWebService, alarms: FakeAlarmService, front_end: Path
) -> None:
    """A route that somebody adds and forgets in the table is a 404 to all, a stranger's 401 aside."""

    async def asked() -> list[int]:
        async with at_the_door(service, alarms, front_end) as (app, askers):
            app.add_api_route("/api/forgotten", lambda: {"secret": 1})
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480") as client:
                return [await status(client, "GET", "/api/forgotten", each.cookie) for each in askers]

    assert asyncio.run(asked()) == [401, 404, 404, 404, 404, 404]


def test_lists_hold_ones_own_places_alone(
    service: FakeWebService, alarms: FakeAlarmService, front_end: Path
) -> None:
    """Who sees the mill alone is shown the mill alone, and reports hazards there alone."""

    async def asked() -> tuple[list[str], int, int]:
        async with at_the_door(service, alarms, front_end) as (app, askers):
            cookie = {"cookie": askers[-1].cookie}
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1:8480", headers=cookie
            ) as client:
                roster = (await client.get("/api/cameras")).json()["cameras"]
                body = {"hazard": "smoke", "camera": "barn"}
                there = await client.post("/api/reports", json=body)
                here = await client.post("/api/reports", json=body | {"camera": "mill"})
                return [each["id"] for each in roster], there.status_code, here.status_code

    assert asyncio.run(asked()) == (["mill"], 404, 201)


def test_what_is_written_down_bears_the_accounts_name(
    service: FakeWebService, alarms: FakeAlarmService, front_end: Path
) -> None:
    """Whatever name a request holds, the record says who was signed in."""

    async def asked() -> str:
        async with at_the_door(service, alarms, front_end) as (app, askers):
            operator = next(each for each in askers if each.letter == "o")
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://127.0.0.1:8480", headers={"cookie": operator.cookie}
            ) as client:
                answer = await client.post("/api/incidents/1/acknowledge", json={"by": "somebody else"})
                return str(answer.json()["by"])

    assert asyncio.run(asked()) == "operator"


def test_a_visitor_without_the_gate_is_a_stranger() -> None:
    """A route that runs without a gate before it takes everybody for a stranger."""
    assert gate.visitor_of(HTTPConnection({"type": "http", "headers": []})) == STRANGER
