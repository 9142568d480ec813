# SPDX-License-Identifier: Apache-2.0
"""Other sites cannot use somebody's browser on this machine to ask for anything."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from hearthwatch.web.guard import refusal

Ask = Callable[..., httpx.Response]
HERE = "127.0.0.1:8480"


def status(kind: str, method: str, **headers: str) -> int:
    """Return the status of a refusal, 0 where there is none."""
    named = {"host": HERE} | {name.replace("_", "-"): value for name, value in headers.items()}
    problem = refusal(kind, method, named)
    return 0 if problem is None else problem.status


@pytest.mark.parametrize(
    "host", [HERE, "127.0.0.1", "localhost:8480", "LOCALHOST", "[::1]:8480", "[::1]", "127.8.9.10:1"]
)
def test_this_machines_names_are_answered(host: str) -> None:
    """Every spelling of this machine's loopback, with any port, is answered."""
    assert status("http", "GET", host=host) == 0


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8480",
        "192.168.1.5:8480",
        "0.0.0.0:8480",
        "[::]:8480",
        "[::ffff:127.0.0.1]",
        "evil@127.0.0.1",
        "127.0.0.1/evil",
        "127.0.0.1:port",
        "[::1",
        "2130706433",
    ],
)
def test_other_names_are_not(host: str) -> None:
    """A name that somebody else can point here is refused, before any route hears of it."""
    assert status("http", "GET", host=host) == status("websocket", "", host=host) == 421


@pytest.mark.parametrize("origin", [f"http://{HERE}", f"https://{HERE}"])
def test_our_own_pages_may_open_the_socket(origin: str) -> None:
    """A socket from the page itself is opened."""
    assert status("websocket", "", origin=origin, sec_fetch_site="same-origin") == 0


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://127.0.0.1:9000", "http://localhost:8480", "file://"]
)
def test_other_origins_may_neither_open_the_socket_nor_change_anything(origin: str) -> None:
    """Another origin, also another port of this machine, is refused, with or without Fetch Metadata."""
    assert status("websocket", "", origin=origin) == 403
    assert status("http", "POST", origin=origin) == 403
    assert status("http", "DELETE", origin=origin, sec_fetch_site="same-site") == 403


def test_programs_that_are_no_browser_are_answered() -> None:
    """A program on this machine sends neither header, and cannot be lured by a site."""
    assert status("websocket", "") == status("http", "GET") == status("http", "POST") == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "something-new"])
def test_other_sites_may_link_to_us_and_nothing_else(site: str) -> None:
    """Following a link is allowed; embedding, fetching, framing and posting are not."""
    link = {"sec_fetch_site": site, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert status("http", "GET", **link) == 0
    assert status("http", "POST", **link) == 403
    assert status("http", "GET", **link | {"sec_fetch_dest": "iframe"}) == 403
    assert status("http", "GET", sec_fetch_site=site, sec_fetch_mode="no-cors") == 403
    assert status("websocket", "", sec_fetch_site=site) == 403


def test_a_refusal_is_a_problem_with_the_headers(ask: Ask) -> None:
    """The guard's own answers are problems too, and bear the headers."""
    answer = ask("/api/cameras", host="evil.example")
    assert (answer.status_code, answer.json()["title"]) == (421, "Not this machine's name")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ask("/api/cameras", sec_fetch_site="cross-site").status_code == 403


@pytest.mark.parametrize("path", ["/", "/app/mark.svg", "/api/cameras", "/api/plates/3.png", "/nothing"])
def test_every_answer_bears_the_security_headers(ask: Ask, path: str) -> None:
    """The policy lets nothing but our own scripts run and nobody embed the pages."""
    headers = ask(path).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self'; font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cross-origin-embedder-policy"] == "require-corp"
    assert "server" not in headers
