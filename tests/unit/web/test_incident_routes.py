# SPDX-License-Identifier: Apache-2.0
"""Incidents over HTTP: what is shown of them, and what people do to them."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.testing.alarm_service import FakeAlarmService
from hearthwatch.testing.clock import FakeClock

Ask = Callable[..., httpx.Response]
MILL, BARN = CameraId("mill"), CameraId("barn")
BY = {"by": "Ana"}
ACTS = {"acknowledge": "acknowledged", "resolve": "resolved", "not-a-hazard": "false-alarm"}


def assert_problem(answer: httpx.Response, status: int) -> None:
    """Fail unless an answer is a problem of this status."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_open_incidents_come_first_and_the_newest_first(ask: Ask, alarms: FakeAlarmService) -> None:
    """The list has the open ones, then the last that ended; each by its newest."""
    for _ in range(4):
        alarms.incidents.open(Hazard.SMOKE, BARN)
    for number in (2, 3):
        ask(f"/api/incidents/{number}/resolve", "POST", BY)
    assert [each["id"] for each in ask("/api/incidents").json()["incidents"]] == [4, 1, 3, 2]
    assert [each["id"] for each in ask("/api/incidents?last=1").json()["incidents"]] == [4, 1, 3]
    assert [each["id"] for each in ask("/api/incidents?last=0").json()["incidents"]] == [4, 1]


def test_an_incident_is_told_by_the_names_of_its_places(ask: Ask, alarms: FakeAlarmService) -> None:
    """Places are called as people call them; times are in UTC; nothing names anybody."""
    alarms.incidents.open(Hazard.FLAME, MILL, drill=True)
    answer = ask("/api/incidents/1")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["incident"] == {
        "id": 1,
        "kind": "fire",
        "state": "notified",
        "severity": "danger",
        "drill": True,
        "opened": "2026-01-31T18:30:00.000Z",
        "closed": None,
        "why": "flame was seen for 12 s",
        "by": "",
        "hazards": ["flame"],
        "where": ["Mill stream"],
        "is_seen": True,
    }
    assert answer.json()["places"] == [
        {"camera": "mill", "name": "Mill stream", "hazard": "flame", "zone": "", "is_open": True,
         "seen": "2026-01-31T18:30:00.000Z"}
    ]  # fmt: skip


def test_the_fate_of_each_delivery_is_told_by_label(ask: Ask, alarms: FakeAlarmService) -> None:
    """Each message has its deliveries: on which channel, to whom by label, how far, and why."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    (message,) = ask("/api/incidents/1").json()["messages"]
    assert (message["cause"], message["whom"], message["drill"]) == ("first", "operators", False)
    fates = [
        (each["channel_name"], each["to"], each["state"], each["attempts"], each["reason"])
        for each in message["deliveries"]
    ]
    assert fates == [
        ("Mail", "Steward on call", "accepted", 1, "The mail server has it"),
        ("Horn at the mill", "", "failed", 4, "The loudspeaker does not answer"),
    ]


@pytest.mark.parametrize(
    ("wanted", "given", "begins"),
    [("de", "de", "Gefahr"), ("de-AT", "de", "Gefahr"), ("ar", "en", "flame"), ("en", "en", "flame")],
)
def test_a_message_is_shown_in_the_readers_language(
    ask: Ask, alarms: FakeAlarmService, wanted: str, given: str, begins: str
) -> None:
    """A message comes in the language that is asked for, or in its first, and says in which."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    (message,) = ask(f"/api/incidents/1?language={wanted}").json()["messages"]
    assert (message["language"], message["title"].partition(",")[0].partition(" ")[0]) == (given, begins)
    assert message["text"].startswith(message["title"])


def test_a_language_is_a_tag(ask: Ask, alarms: FakeAlarmService) -> None:
    """What is no tag of a language is refused, and English is shown where none is asked for."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    assert_problem(ask("/api/incidents/1?language=../de"), 400)
    assert_problem(ask("/api/deliveries?language=german!"), 400)
    assert ask("/api/incidents/1").json()["messages"][0]["language"] == "en"


@pytest.mark.parametrize(("act", "state"), ACTS.items())
def test_people_act_and_it_is_written_down(ask: Ask, alarms: FakeAlarmService, act: str, state: str) -> None:
    """Each act answers with the incident as it is then; the record says by whom."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    answer = ask(f"/api/incidents/1/{act}", "POST", {"by": "  Ana   of the mill "})
    assert (answer.status_code, answer.json()["state"], answer.json()["by"]) == (
        200,
        state,
        "Ana of the mill",
    )
    assert ask("/api/incidents/1").json()["record"][-1] == {
        "at": "2026-01-31T18:30:00.000Z",
        "what": state,
        "by": "Ana of the mill",
    }


def test_what_cannot_be_done_now_is_said_in_words(ask: Ask, alarms: FakeAlarmService) -> None:
    """An act on what is over is a 409 that says why."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    ask("/api/incidents/1/resolve", "POST", BY)
    answer = ask("/api/incidents/1/acknowledge", "POST", BY)
    assert_problem(answer, 409)
    assert answer.json()["detail"] == "Incident 1 is resolved: that cannot be done now."


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/incidents/7", 404),
        ("/api/incidents/0", 400),
        ("/api/incidents/-1", 400),
        ("/api/incidents/x", 400),
        ("/api/incidents/9007199254740992", 400),
        ("/api/incidents?last=201", 400),
        ("/api/incidents?last=-1", 400),
    ],
)
def test_what_is_no_incident_is_a_problem(ask: Ask, path: str, status: int) -> None:
    """An unknown number is a 404, and what is no number a 400."""
    assert_problem(ask(path), status)


@pytest.mark.parametrize("act", ACTS)
def test_an_act_on_nothing_is_a_404(ask: Ask, act: str) -> None:
    """Nobody can act on an incident that there is not."""
    assert_problem(ask(f"/api/incidents/7/{act}", "POST", BY), 404)


@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"by": ""},
        {"by": "   "},
        {"by": "x" * 61},
        {"by": "Ana\u202e"},
        {"by": "A\u0000"},
        {"by": 7},
        {"by": "Ana", "role": "steward"},
        ["Ana"],
    ],
)
def test_a_body_that_cannot_be_is_refused(ask: Ask, alarms: FakeAlarmService, body: object) -> None:
    """A missing, endless, invisible or unknown member is a 400 that repeats nothing of it."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    answer = ask("/api/incidents/1/acknowledge", "POST", body)
    assert_problem(answer, 400)
    assert answer.json()["detail"] == "The request's path, query or body cannot be read."


def test_a_large_body_is_refused(ask: Ask, alarms: FakeAlarmService) -> None:
    """More than any page sends is a 413, whether it is announced or not."""
    alarms.incidents.open(Hazard.FLAME, MILL)
    assert_problem(ask("/api/incidents/1/acknowledge", "POST", {"by": "x" * 17_000}), 413)


def test_a_drill_is_marked(ask: Ask, alarms: FakeAlarmService) -> None:
    """An exercise is an incident of its own, marked, with who began it in its record."""
    answer = ask("/api/drills", "POST", {"camera": "barn", "by": "Ana"})
    assert (answer.status_code, answer.json()) == (201, {"incident": 1})
    kept = ask("/api/incidents/1").json()
    assert (kept["incident"]["drill"], kept["record"][-1]["by"]) == (True, "Ana")
    assert_problem(ask("/api/drills", "POST", {"camera": "nowhere", "by": "Ana"}), 404)


def test_a_resident_reports_which_hazard_and_where(ask: Ask, alarms: FakeAlarmService) -> None:
    """A report opens an incident; it has no field for words, and no camera's trouble can be reported."""
    answer = ask("/api/reports", "POST", {"hazard": "water", "camera": "mill"})
    assert (answer.status_code, answer.json()) == (201, {"incident": 1})
    assert_problem(ask("/api/reports", "POST", {"hazard": "lost", "camera": "mill"}), 400)
    assert_problem(ask("/api/reports", "POST", {"hazard": "flame", "camera": "nowhere"}), 404)
    assert_problem(ask("/api/reports", "POST", {"hazard": "flame", "camera": "mill", "who": "x"}), 400)


def test_reports_are_limited_and_say_when_to_come_again(ask: Ask, clock: FakeClock) -> None:
    """Six at once are taken, the seventh is a 429 with its wait, and after that wait one is taken."""
    report = {"hazard": "smoke", "camera": "mill"}
    assert [ask("/api/reports", "POST", report).status_code for _ in range(6)] == [201] * 6
    refused = ask("/api/reports", "POST", report)
    assert_problem(refused, 429)
    assert refused.headers["retry-after"] == "10"
    clock.advance(10)
    assert ask("/api/reports", "POST", report).status_code == 201
    assert ask("/api/reports", "POST", report).status_code == 429
