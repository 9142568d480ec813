# SPDX-License-Identifier: Apache-2.0
"""Alerts as files, as a feed and by POST: whole, stable over restarts, and valid Atom."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from hearthwatch.config.values import Secret
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError, StorageError
from hearthwatch.model.ids import MessageName
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.machines.alerts import AlertShelf
from hearthwatch.stages.notices.machines.atom import entry_id, file_name
from hearthwatch.stages.notices.machines.cap import CapSettings, cap_alert
from hearthwatch.stages.notices.machines.cap_channel import CapFeedChannel, CapPostChannel
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.testing.atom import AtomError, check_feed
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.notices import AT, message
from hearthwatch.testing.webhook_receiver import Mood, WebhookReceiver
from hearthwatch.web.problems import add_problems
from hearthwatch.web.routes import alerts as alert_routes

SETTINGS = CapSettings("hearthwatch@example.org")
BASE = "https://hearthwatch.example"
ATOM = "{http://www.w3.org/2005/Atom}"


def shelf(folder: Path, *messages: Message) -> AlertShelf:
    """Return a shelf with messages put onto it."""
    made = AlertShelf(folder, SETTINGS, BASE)
    for each in messages:
        made.put(cap_alert(each, SETTINGS))
    return made


def numbered(count: int) -> list[Message]:
    """Return messages, each a minute later."""
    return [message(name=MessageName(f"1-{n}"), at=AT + timedelta(minutes=n)) for n in range(count)]


def test_the_feed_is_valid_and_its_newest_is_first(tmp_path: Path) -> None:
    """The feed keeps RFC 4287, is as new as its newest entry, and links each alert."""
    made = shelf(tmp_path, *numbered(3))
    feed = check_feed(made.feed().body)
    assert feed.findtext(f"{ATOM}updated") == "2026-01-31T18:32:00Z"
    links = [link.get("href") for link in feed.findall(f"{ATOM}entry/{ATOM}link")]
    assert links == [f"{BASE}/feeds/alerts/1-{n}.xml" for n in (2, 1, 0)]
    document = made.alert("1-1.xml")
    assert document is not None
    assert document.body == cap_alert(numbered(2)[1], SETTINGS).document


def test_an_empty_feed_is_valid(tmp_path: Path) -> None:
    """A village in which nothing happened has a feed too."""
    check_feed(shelf(tmp_path).feed().body)


def test_ids_and_the_feed_are_the_same_after_a_restart(tmp_path: Path) -> None:
    """What was on the shelf is there again, byte for byte, and saying a message again changes nothing."""
    before = shelf(tmp_path, *numbered(4)).feed()
    again = shelf(tmp_path)
    assert again.feed() == before
    again.put(cap_alert(numbered(4)[2], SETTINGS))
    assert again.feed() == before
    assert entry_id(SETTINGS.sender, "1-1") == entry_id(SETTINGS.sender, "1-1")


def test_a_power_cut_leaves_no_part_of_an_alert(tmp_path: Path) -> None:
    """What was half written is thrown away, and what is no alert is passed over."""
    shelf(tmp_path, *numbered(1))
    (tmp_path / "1-9.xml.part").write_bytes(b"<alert")
    (tmp_path / "torn.xml").write_bytes(b"<alert")
    (tmp_path / "bomb.xml").write_bytes(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    again = shelf(tmp_path)
    assert len(check_feed(again.feed().body).findall(f"{ATOM}entry")) == 1
    assert not (tmp_path / "1-9.xml.part").exists()


def test_a_reader_never_sees_a_part(tmp_path: Path) -> None:
    """Whoever reads the feed's file while alerts are put there reads whole documents alone."""
    made = shelf(tmp_path, *numbered(1))
    broken: list[str] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            for path in (tmp_path / "alerts.atom", tmp_path / "1-0.xml"):
                try:
                    etree.fromstring(path.read_bytes())
                except etree.XMLSyntaxError as error:
                    broken.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for each in numbered(40):
        made.put(cap_alert(each, SETTINGS))
    is_over.set()
    reader.join()
    assert broken == []


def test_the_shelf_keeps_the_newest_two_hundred(tmp_path: Path) -> None:
    """Old alerts go, with their files."""
    made = shelf(tmp_path, *numbered(203))
    assert len(check_feed(made.feed().body).findall(f"{ATOM}entry")) == 200
    assert made.alert("1-2.xml") is None
    assert not (tmp_path / "1-2.xml").exists()


@given(st.lists(st.text(max_size=120), min_size=2, max_size=2, unique=True))
def test_names_of_files_never_meet_and_never_leave_the_folder(names: Sequence[str]) -> None:
    """Two identifiers have two names of files, of plain letters."""
    files = {file_name(name) for name in names}
    assert len(files) == 2
    assert all(
        set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
        for name in files
    )
    assert all(not name.startswith(".") or name == ".xml" for name in files)


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    """A path that is a file is a storage error in one line."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="cannot be used"):
        AlertShelf(tmp_path / "file", SETTINGS, BASE)


def test_a_disk_that_fails_is_tried_again(tmp_path: Path) -> None:
    """Where the folder is gone the delivery is a transient failure, and once it is back it goes on."""
    folder = tmp_path / "alerts"
    channel = CapFeedChannel(shelf(folder), SETTINGS)
    (folder / "alerts.atom").unlink(missing_ok=True)
    folder.rmdir()
    with pytest.raises(PeerError) as caught:
        asyncio.run(channel.deliver(message(), ""))
    assert caught.value.transient
    folder.mkdir()
    assert asyncio.run(channel.deliver(message(), "")).state is DeliveryState.SENT
    assert sorted(path.name for path in folder.iterdir()) == ["12-1.xml", "alerts.atom"]


@pytest.mark.parametrize(
    ("change", "section"),
    [
        (("<id>urn", "<id>not an iri urn"), "4.2.6"), (("<updated>2026-01-31T", "<updated>2026-01-31 "),
        "3.3"),
        (('rel="alternate"', 'rel="related"'), "4.1.2"), (("<name>Hearthwatch</name>", ""), "3.2.1"),
        (("<summary>", "<nonsense/><summary>"), "4.1.2"), (("<title>Fire at the mill</title>", ""), "4.1.2"),
    ],
)  # fmt: skip
def test_the_check_of_feeds_catches_what_breaks(
    tmp_path: Path, change: tuple[str, str], section: str
) -> None:
    """The checker refuses a feed that breaks a rule, and names the section."""
    feed = shelf(tmp_path, message()).feed().body.decode()
    assert change[0] in feed
    with pytest.raises(AtomError, match=section):
        check_feed(feed.replace(*change).encode())


def test_the_pages_serve_feed_and_alerts_and_let_them_be_cached(tmp_path: Path) -> None:
    """The routes answer with types, an ETag, 304 where nothing changed, and 404 where there is nothing."""
    app = FastAPI()
    add_problems(app)
    kept = shelf(tmp_path, message())
    app.include_router(alert_routes.router(lambda: kept))

    async def ask(path: str, **headers: str) -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(
                path, headers={name.replace("_", "-"): value for name, value in headers.items()}
            )

    feed = asyncio.run(ask("/feeds/alerts.atom"))
    assert (feed.status_code, feed.headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    check_feed(feed.content)
    same = asyncio.run(ask("/feeds/alerts.atom", if_none_match=f'"x", W/{feed.headers["etag"]}'))
    assert (same.status_code, same.content) == (304, b"")
    alert = asyncio.run(ask("/feeds/alerts/12-1.xml"))
    assert (alert.status_code, alert.headers["content-type"]) == (200, "application/cap+xml; charset=utf-8")
    assert alert.headers["cache-control"] == "max-age=86400"
    assert asyncio.run(ask("/feeds/alerts/..%2F..%2Fetc%2Fpasswd")).status_code == 404
    assert asyncio.run(ask("/feeds/alerts/none.xml")).status_code == 404


def test_an_alert_is_posted_with_its_token() -> None:
    """A receiver gets the document by POST with its type; the token is in the header alone."""

    async def scene(url: str, clock: FakeClock) -> str:
        async with guarded_client(["localhost"]) as client:
            channel = CapPostChannel(url, SETTINGS, client=client, clock=clock, token=Secret("t0ken"))
            try:
                return (await channel.deliver(message(), "")).state
            except PeerError as error:
                return error.line()

    with WebhookReceiver(b"", FakeClock(), Mood.ERROR).serve() as receiver:
        line = asyncio.run(scene(receiver.url, receiver.clock))  # type: ignore[arg-type]
    assert line == "The receiver of CAP answered 500."
    _method, _path, headers, body = receiver.requests[0]
    assert (headers["content-type"], headers["authorization"]) == ("application/cap+xml", "Bearer t0ken")
    assert body == cap_alert(message(), SETTINGS).document
