# SPDX-License-Identifier: Apache-2.0
"""docs/ref/http.md names every route, metric and status that there is."""

from __future__ import annotations

import json
import re
from pathlib import Path

from fastapi import FastAPI
from starlette.routing import Route, WebSocketRoute

from hearthwatch.stages.notices.machines.metrics import delivery_lines
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import Pages
from hearthwatch.web.problems import TABLE
from hearthwatch.web.routes import cameras, figures, front, history, live
from hearthwatch.web.server import Beside, Door, access_routers, alarm_routers, routers_beside

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "ref" / "http.md").read_text(encoding="utf-8")


def test_every_route_is_in_the_reference(
    service: FakeWebService, alarms: FakeAlarmService, app: FastAPI
) -> None:
    """The reference's list of routes is exactly the routes of the application, each with its methods."""
    routers = (
        *(part.router(service) for part in (cameras, history, live)),
        *access_routers(service, Door()),
        *routers_beside(service, Beside()),
        *alarm_routers(service, alarms),
        front.router(Pages()),
    )
    served = {("GET", app.openapi_url)}
    for route in (each for router in routers for each in router.routes):
        if isinstance(route, WebSocketRoute):
            served.add(("GET", route.path))
        elif isinstance(route, Route):
            served |= {(method, route.path) for method in route.methods or () if method != "HEAD"}
    table = TEXT[TEXT.index("| Route |") : TEXT.index("## Accounts")]
    documented = {
        (method, path.replace("{path}", "{path:path}"))
        for method, path in re.findall(r"`([A-Z]+) (/[^`]*)`", table)
    }
    assert documented == served


def test_the_schema_has_what_programs_ask_for(app: FastAPI) -> None:
    """Every HTTP route below /api is in the schema, the pages are not."""
    paths = set(app.openapi()["paths"])
    assert "/api/cameras/{camera}/history" in paths
    assert not {"/", "/camera/{camera}"} & paths


def test_every_metric_is_in_the_reference(service: FakeWebService) -> None:
    """The reference's list of metrics is exactly those that are given out."""
    lines = (*figures.metric_lines(service), *delivery_lines(()))
    given = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    assert set(re.findall(r"\| `(hearthwatch_\w+)` \|", TEXT)) == given


def test_every_status_is_in_the_reference() -> None:
    """Each status that an error can have is explained."""
    assert {status for _, status, _ in TABLE} <= {
        int(code) for code in re.findall(r"^\| (\d{3}) ", TEXT, re.MULTILINE)
    }


def test_the_example_of_a_roster_has_the_real_members(service: FakeWebService) -> None:
    """The example that people copy has the members that the route gives, at each level."""
    example = json.loads(TEXT.split("```json\n")[1].split("```")[0])
    (camera,) = example["cameras"]
    assert set(example) == set(cameras.RosterShape.__dataclass_fields__)
    assert set(camera) == set(cameras.CameraShape.__dataclass_fields__)
    assert set(camera["plates"][0]) == set(cameras.PlateShape.__dataclass_fields__)
