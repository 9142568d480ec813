# SPDX-License-Identifier: Apache-2.0
"""Requests made from the description of the routes, well-formed and not: every answer is described."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hearthwatch.model.access import Role
from hearthwatch.stages.publishing.live import LiveHub
from hearthwatch.testing.accounts import join, open_accounts
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import Pages
from hearthwatch.web.server import Door, create_app

CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
HOST = "127.0.0.1:8480"
#: What would end the session that asks.
LEFT_OUT = {("delete", "/api/session")}


@contextmanager
def served(folder: Path) -> Iterator[tuple[FastAPI, str]]:
    """Yield the application with accounts, and a cookie of somebody who may do everything."""
    with asyncio.Runner() as runner:
        opened = open_accounts(folder, FakeClock())
        access = runner.run(opened.__aenter__())
        try:
            token = runner.run(join(access, "Ana", list(Role))).token
            service = FakeWebService(LiveHub(FakeClock()))
            app = create_app(service, Pages(), FakeAlarmService(FakeClock()), door=Door(access))
            yield app, f"hearthwatch={token}"
        finally:
            runner.run(opened.__aexit__(None, None, None))


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_every_answer_is_one_that_is_described(tmp_path: Path, is_signed_in: bool) -> None:
    """No request makes a fault of ours, nor an answer of another status, type or shape than is described."""
    asked: set[tuple[str, str]] = set()
    with served(tmp_path) as (app, cookie):
        schema = schemathesis.openapi.from_dict(app.openapi())
        schema.app = app
        headers = {"host": HOST} | ({"cookie": cookie} if is_signed_in else {})
        for found in schema.get_all_operations():
            assert isinstance(found, Ok), found
            operation = found.ok()
            name = (operation.method, operation.path)
            if name not in LEFT_OUT:
                asked.add(name)
                ask_for(operation, headers)
    assert len(asked) > 40


def ask_for(operation: Any, headers: dict[str, str]) -> None:
    """Ask for one operation in twelve ways that always are the same."""

    @hypothesis.settings(
        max_examples=12,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def answered(case: Any) -> None:
        answer = case.call(base_url=f"http://{HOST}", headers=headers)
        case.validate_response(answer, checks=CHECKS)

    answered()


def test_a_planted_fault_is_caught() -> None:
    """A route that fails is found."""
    service = FakeWebService(LiveHub(FakeClock()), failure=RuntimeError("planted"))
    app = create_app(service, Pages(), FakeAlarmService(FakeClock()))
    schema = schemathesis.openapi.from_dict(app.openapi())
    schema.app = app
    with pytest.raises(RuntimeError, match="planted"):
        ask_for(schema["/api/plates/{plate}.png"]["GET"], {"host": HOST})


@pytest.mark.parametrize("planted", ["a member", "a status"])
def test_an_answer_that_is_not_described_is_caught(planted: str) -> None:
    """An answer without a member that it shall have, and one of a status that is not described, are found."""
    app = create_app(FakeWebService(LiveHub(FakeClock())), Pages(), FakeAlarmService(FakeClock()))
    described = app.openapi()
    answers = described["paths"]["/api/cameras"]["get"]["responses"]
    if planted == "a member":
        described["components"]["schemas"]["RosterShape"]["required"].append("absent")
    else:
        answers["201"] = answers.pop("200")
    schema = schemathesis.openapi.from_dict(described)
    schema.app = app
    with pytest.raises(FailureGroup):
        ask_for(schema["/api/cameras"]["GET"], {"host": HOST})
