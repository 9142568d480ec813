# SPDX-License-Identifier: Apache-2.0
"""The front end's files are sent as what they are, and cached as long as they can be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import load_pages
from hearthwatch.web.server import create_app

Ask = Callable[..., httpx.Response]


@pytest.mark.parametrize("path", ["/", "/camera/mill", "/camera/nobody"])
def test_every_view_begins_at_the_index(ask: Ask, path: str) -> None:
    """The wall and each camera's view are one page, which is asked for anew each time."""
    answer = ask(path)
    assert (answer.status_code, answer.text) == (200, "<!doctype html><title>Hearthwatch</title>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "content_type", "is_kept"),
    [
        ("/app/assets/index-B7x.js", "text/javascript; charset=utf-8", True),
        ("/app/mark.svg", "image/svg+xml", False),
        ("/app/index.html", "text/html; charset=utf-8", False),
    ],
)
def test_files_have_their_types_and_are_kept_by_name(
    ask: Ask, path: str, content_type: str, is_kept: bool
) -> None:
    """Files that are named after their content may be kept for ever, others may not."""
    answer = ask(path)
    assert answer.headers["content-type"] == content_type
    assert ("immutable" in answer.headers["cache-control"]) is is_kept


def test_an_unchanged_file_is_not_sent_again(ask: Ask) -> None:
    """Whoever has a file already hears that it is still the same."""
    first = ask("/app/mark.svg")
    again = ask("/app/mark.svg", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_head_answers_as_get_does(ask: Ask) -> None:
    """HEAD has the headers of GET."""
    assert ask("/", "HEAD").headers["content-length"] == ask("/").headers["content-length"]


def test_without_a_built_front_end_the_page_says_what_to_do(service: FakeWebService, tmp_path: Path) -> None:
    """A checkout whose front end is not built answers all the same, and says what is missing."""
    app = create_app(service, load_pages(tmp_path / "none"))

    async def request() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost"
        ) as client:
            return await client.get("/")

    answer = asyncio.run(request())
    assert answer.status_code == 503
    assert "'./dev ui' builds them" in answer.json()["detail"]


def test_the_built_front_end_is_whole() -> None:
    """The front end beside the package, where it is built, refers only to files that are there."""
    pages = load_pages()
    if pages.index is not None:
        named = [part.split('"')[0] for part in pages.index.body.decode().split('"/app/')[1:]]
        assert named
        assert [name for name in named if name not in pages.files] == []
