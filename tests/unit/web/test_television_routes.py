# SPDX-License-Identifier: Apache-2.0
"""The routes of the television: types, what may be kept, and what is not there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from hearthwatch.model.ids import CameraId
from hearthwatch.testing.web_service import FakeWebService
from hearthwatch.web.pages import load_pages
from hearthwatch.web.server import Beside, create_app
from hearthwatch.web.television import OffAirError, Television

Get = Callable[..., httpx.Response]


@dataclass
class StandingTelevision:
    """One segment, numbered 7, of every stream; ``is_off``: nothing can be made."""

    is_off: bool = False

    async def playlist(self, camera: CameraId | None) -> str | None:
        """Return a playlist of a camera that there is."""
        if self.is_off:
            raise OffAirError
        return f"#EXTM3U {camera}" if camera in {None, "mill"} else None

    def start(self, camera: CameraId | None) -> bytes | None:
        """Return a start."""
        return None if self.is_off else b"init %s" % str(camera).encode()

    def segment(self, camera: CameraId | None, number: int) -> bytes | None:
        """Return the one that there is."""
        return b"seven %s" % str(camera).encode() if number == 7 else None


@pytest.fixture
def television() -> StandingTelevision:
    """Return a television that stands still."""
    return StandingTelevision()


@pytest.fixture
def get(service: FakeWebService, front_end: Path, television: StandingTelevision) -> Get:
    """Return a function that asks an application with that television."""
    return getter(service, front_end, television)


def getter(service: FakeWebService, front_end: Path, television: Television | None) -> Get:
    """Return a function that asks an application."""
    app = create_app(service, load_pages(front_end), beside=Beside(television=lambda: television))

    def ask(path: str, method: str = "GET") -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8480") as client:
                return await client.request(method, path)

        return asyncio.run(request())

    return ask


@pytest.mark.parametrize("prefix", ["/tv", "/tv/camera/mill"])
def test_a_stream_has_its_types(get: Get, prefix: str) -> None:
    """Playlist, start and segment bear the types that players ask for, and only a segment may be kept."""
    answers = [get(f"{prefix}/{name}") for name in ("stream.m3u8", "init.mp4", "segment/7.m4s")]
    assert [(each.status_code, each.headers["content-type"]) for each in answers] == [
        (200, "application/vnd.apple.mpegurl"),
        (200, "video/mp4"),
        (200, "video/mp4"),
    ]
    assert [each.headers["cache-control"] for each in answers[:2]] == ["no-store", "no-store"]
    assert "max-age" in answers[2].headers["cache-control"]
    camera = "mill" if "mill" in prefix else "None"
    assert [each.text for each in answers] == [f"#EXTM3U {camera}", f"init {camera}", f"seven {camera}"]


@pytest.mark.parametrize("path", ["/tv/list.m3u", "/tv/stream.m3u8", "/tv/segment/7.m4s"])
def test_players_may_ask_for_the_type_alone(get: Get, path: str) -> None:
    """HEAD answers with the type that GET has."""
    assert get(path, "HEAD").headers["content-type"] == get(path).headers["content-type"]


@pytest.mark.parametrize(
    "path", ["/tv/segment/6.m4s", "/tv/camera/mill/segment/8.m4s", "/tv/camera/nowhere/stream.m3u8"]
)
def test_what_is_gone_is_a_404(get: Get, path: str) -> None:
    """A segment that is no more or not yet, and a camera that there is not, are not found."""
    assert get(path).status_code == 404


@pytest.mark.parametrize("path", ["/tv/segment/-1.m4s", "/tv/segment/x.m4s", f"/tv/segment/{2**70}.m4s"])
def test_no_number_is_no_segment(get: Get, path: str) -> None:
    """What is no number of a segment is a 400 and nothing worse."""
    assert get(path).status_code == 400


def test_a_stream_that_cannot_be_made_says_when_to_ask_again(
    get: Get, television: StandingTelevision
) -> None:
    """It is a 503 with Retry-After."""
    television.is_off = True
    answer = get("/tv/stream.m3u8")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_the_list_names_each_stream_with_its_whole_address(get: Get) -> None:
    """The whole place comes first, then each camera by its name; players take such a list as it is."""
    answer = get("/tv/list.m3u")
    assert answer.headers["content-type"].startswith("audio/x-mpegurl")
    assert answer.text.splitlines() == [
        "#EXTM3U",
        "#EXTINF:-1,Hearthwatch",
        "http://127.0.0.1:8480/tv/stream.m3u8",
        "#EXTINF:-1,Mill stream",
        "http://127.0.0.1:8480/tv/camera/mill/stream.m3u8",
        "#EXTINF:-1,Barn",
        "http://127.0.0.1:8480/tv/camera/barn/stream.m3u8",
    ]


def test_without_a_television_there_is_none(service: FakeWebService, front_end: Path) -> None:
    """Each of its routes is then a 404."""
    ask = getter(service, front_end, None)
    paths = ("stream.m3u8", "init.mp4", "segment/7.m4s", "list.m3u", "camera/mill/stream.m3u8")
    assert {ask(f"/tv/{path}").status_code for path in paths} == {404}
