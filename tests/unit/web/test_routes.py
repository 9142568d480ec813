# SPDX-License-Identifier: Apache-2.0
"""What each route answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from hearthwatch.model.errors import BugError, CameraError, StorageError, UsageError
from hearthwatch.model.health import ConnectionState, FaultCode
from hearthwatch.stages.publishing.wire import TILE_BYTES, TileMessage
from hearthwatch.testing.web_service import FakeWebService

Ask = Callable[..., httpx.Response]
HISTORY = "/api/cameras/mill/history"


def assert_problem(answer: httpx.Response, status: int) -> None:
    """Fail unless an answer is a problem of this status, said by its body too."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert set(answer.json()) <= {"status", "title", "detail"}


def test_the_roster_names_cameras_and_plates(ask: Ask) -> None:
    """The roster has what the pages need: number, words for states, and where the plates are."""
    plate = {"id": 3, "light": "lamps", "width": 1280, "height": 720, "known_share": 0.97}
    mill = {
        "number": 0,
        "id": "mill",
        "name": "Mill stream",
        "connection": "streaming",
        "fault": None,
        "watching": "watching",
        "why": None,
        "plates": [plate | {"url": "/api/plates/3.png"}],
    }
    barn = {
        "number": 1,
        "id": "barn",
        "name": "Barn",
        "connection": "waiting",
        "fault": "unreachable",
        "watching": "blind",
        "why": "the camera cannot be reached; it is tried again",
        "plates": [],
    }
    answer = ask("/api/cameras")
    assert answer.json() == {"version": "0.1.0", "cameras": [mill, barn]}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("plate", [3, 4])
def test_an_approved_plate_can_be_had_for_ever(ask: Ask, plate: int) -> None:
    """A plate that is or was commissioned is sent, to be cached for ever."""
    answer = ask(f"/api/plates/{plate}.png")
    assert (answer.status_code, answer.content) == (200, b"png %d" % plate)
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("plate", [1, 2, 5, 99])
def test_a_candidate_cannot_be_had(ask: Ask, plate: int) -> None:
    """What no person approved is as if it did not exist, and that answer is not kept."""
    answer = ask(f"/api/plates/{plate}.png")
    assert_problem(answer, 404)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == ask("/api/plates/77.png").json()


@pytest.mark.parametrize("plate", ["0", "-1", "x", "4294967296", "3.5"])
def test_what_is_no_plate_number_is_refused(ask: Ask, plate: str) -> None:
    """Anything but a number that a plate can have is a 400 that repeats nothing of the request."""
    answer = ask(f"/api/plates/{plate}.png")
    assert_problem(answer, 400)
    assert answer.json()["detail"] == "The request's path, query or body cannot be read."


def test_history_is_tile_messages_in_order(ask: Ask) -> None:
    """From (included) to (excluded), each row is one tile of the camera; without a picture it is blank."""
    answer = ask(f"{HISTORY}?from=2026-01-31T18:00:10Z&to=2026-01-31T18:00:50Z")
    body = answer.content
    tiles = [TileMessage.decode(body[k : k + TILE_BYTES]) for k in range(0, len(body), TILE_BYTES)]
    begin = datetime(2026, 1, 31, 18, 0, 10, tzinfo=UTC)
    assert answer.headers["content-type"] == "application/octet-stream"
    assert [tile.at for tile in tiles] == [begin + k * timedelta(seconds=0.5) for k in range(80)]
    assert [tile.sequence for tile in tiles] == list(range(80))
    assert {(tile.has_picture, tile.connection, tile.frame_age_s) for tile in tiles} == {
        (True, ConnectionState.STREAMING, 0.0),
        (False, ConnectionState.WAITING, None),
    }


def test_history_takes_any_zone_and_an_unescaped_plus(ask: Ask) -> None:
    """The same moments in another zone, with the plus sign as browsers send it, give the same bytes."""
    here = ask(f"{HISTORY}?from=2026-01-31T18:00:00Z&to=2026-01-31T18:15:00Z")
    there = ask(f"{HISTORY}?from=2026-01-31T19:00:00+01:00&to=2026-01-31T19:15:00%2B01:00")
    assert len(here.content) == 120 * TILE_BYTES
    assert there.content == here.content


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?from=2026-01-31T18:00:00Z",
        "?from=2026-01-31T18:00:00Z&to=2026-01-31T18:15:01Z",
        "?from=2026-01-31T18:00:00Z&to=2026-01-31T17:59:59Z",
        "?from=2026-01-31T18:00:00&to=2026-01-31T18:01:00",
        "?from=1769882400&to=1769882401",
        "?from=0001-01-01T00:00:00%2B23:00&to=0001-01-01T00:00:01Z",
        "?from=now&to=later",
    ],
)
def test_a_span_that_cannot_be_is_refused(ask: Ask, query: str) -> None:
    """A missing, endless, backward or zoneless span is a 400."""
    assert_problem(ask(HISTORY + query), 400)


def test_the_extent_is_from_first_to_last(ask: Ask) -> None:
    """The extent is in UTC; a camera without history has none, and that is no error."""
    assert ask(f"{HISTORY}/extent").json() == {
        "from": "2026-01-31T18:00:00.000Z",
        "to": "2026-01-31T18:00:59.500Z",
    }
    assert ask("/api/cameras/barn/history/extent").json() == {"from": None, "to": None}


@pytest.mark.parametrize(
    "path",
    [
        "/api/cameras/nobody/history?from=2026-01-31T18:00:00Z&to=2026-01-31T18:00:01Z",
        "/api/cameras/nobody/history/extent",
        "/api/cameras/",
        "/api/frames",
        "/api/live",
        "/docs",
        "/nothing",
        "/app/nothing.js",
        "/app/../server.py",
        "/app/%2e%2e/server.py",
        "/app/assets/notes.exe",
    ],
)
def test_what_does_not_exist_is_a_problem(ask: Ask, path: str) -> None:
    """An unknown camera, route or file is a 404 problem, whatever tricks the path plays."""
    assert_problem(ask(path), 404)


def test_another_method_is_a_problem(ask: Ask) -> None:
    """A route asked with a method that it lacks says which it has."""
    answer = ask("/api/cameras", "DELETE")
    assert_problem(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_health_counts_cameras_by_state(ask: Ask) -> None:
    """Health names every state, also where no camera is in it."""
    cameras = {"connecting": 0, "streaming": 1, "stalled": 0, "waiting": 1, "ended": 0}
    assert ask("/api/health").json() == {"service": "ok", "version": "0.1.0", "cameras": cameras}


def test_metrics_tell_each_cameras_figures(ask: Ask) -> None:
    """Prometheus gets age, rate and state of each camera; an age that never was is absent."""
    answer = ask("/metrics")
    lines = answer.text.splitlines()
    ages = [line for line in lines if line.startswith("hearthwatch_camera_frame_age_seconds{")]
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert ages == ['hearthwatch_camera_frame_age_seconds{camera="mill"} 0.250']
    assert 'hearthwatch_camera_looks_per_second{camera="mill"} 5.000' in lines
    assert 'hearthwatch_camera_connection{camera="barn",state="waiting"} 1' in lines
    assert 'hearthwatch_camera_connection{camera="barn",state="streaming"} 0' in lines
    assert 'hearthwatch_camera_watching{camera="barn",state="blind"} 1' in lines
    assert 'hearthwatch_camera_watching{camera="mill",state="watching"} 1' in lines
    assert "hearthwatch_live_clients 0" in lines


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (StorageError("/var/secret.db is damaged"), 503),
        (CameraError("rtsp://secret", code=FaultCode.DENIED, transient=True), 502),
        (UsageError("secret"), 400),
        (BugError("secret"), 500),
        (ZeroDivisionError("secret"), 500),
    ],
)
def test_failures_tell_nothing_of_the_insides(
    ask: Ask, service: FakeWebService, failure: Exception, status: int
) -> None:
    """Whatever fails, the answer is a problem in our own words, with the security headers."""
    service.failure = failure
    answer = ask("/api/plates/3.png")
    assert_problem(answer, status)
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
