# SPDX-License-Identifier: Apache-2.0
"""Channels that are set up in the page of a running service: they work at once, and after a restart."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.testing.rtp_receiver import RtpReceiver
from hearthwatch.testing.service import RunningService, free_port, write_configuration
from hearthwatch.testing.weather_service import warning

pytestmark = pytest.mark.slow
SETTINGS = "/api/channels/settings"


@asynccontextmanager
async def running(path: Path, port: int) -> AsyncIterator[httpx.AsyncClient]:
    """Run the service on a configuration, and a client of it."""
    service = RunningService(["serve", "-c", str(path)], port=port, start_s=60)
    await asyncio.to_thread(service.__enter__)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=15) as client:
            yield client
    finally:
        await asyncio.to_thread(service.__exit__, None, None, None)


@pytest.mark.timeout(120)
@pytest.mark.component("espeak-ng")
def test_a_channel_of_the_page_tells_at_once_and_after_a_restart(tmp_path: Path) -> None:
    """A loudspeaker set up in the page speaks at once, and after a restart; what is unusable is refused."""
    port = free_port()
    path = write_configuration(tmp_path, port, '[[camera]]\nid = "mill"\nurl = "village:mill-stream"\n')

    async def told(client: httpx.AsyncClient, horn: RtpReceiver) -> None:
        before = len(horn.arrivals)
        answer = await client.post("/api/reports", json={"hazard": "flame", "camera": "mill"})
        assert answer.status_code == 201, answer.text
        await horn.until(before + 100, within_s=20.0)
        await client.post(f"/api/incidents/{answer.json()['incident']}/resolve", json={"by": "test"})

    async def story() -> tuple[str, list[str]]:
        horn = await RtpReceiver.listening()
        values = {"driver": "multicast", "address": f"127.0.0.1:{horn.port}"}
        async with running(path, port) as client:
            wanted = {"id": "horn", "kind": "loudspeaker", "values": values}
            assert (await client.post(SETTINGS, json=wanted)).status_code == 201
            await told(client, horn)
            bad = {"id": "bad", "kind": "loudspeaker", "values": {"driver": "multicast"}}
            refused = (await client.post(SETTINGS, json=bad)).json()
        async with running(path, port) as client:
            await told(client, horn)
            channels = (await client.get("/api/channels")).json()["channels"]
        await horn.close()
        return refused["detail"], [each["id"] for each in channels]

    assert asyncio.run(story()) == ("address: this must be filled in.", ["horn"])


@pytest.mark.timeout(120)
def test_what_is_served_beside_the_pages_follows_the_page(tmp_path: Path) -> None:
    """A feed, web push and a desk for warnings that the page sets up are there at once, and end with it."""
    port = free_port()
    path = write_configuration(tmp_path, port)
    parts = {
        "cap": {"kind": "cap", "values": {"folder": str(tmp_path / "alerts")}},
        "push": {"kind": "push", "values": {"contact": "mailto:alarm@example.org"}},
        "weather": {"kind": "weather", "secrets": {"token_file": "t0ken"}},
    }

    async def statuses(client: httpx.AsyncClient) -> tuple[int, int, int]:
        expires = (SystemClock().now() + timedelta(hours=1)).isoformat(timespec="seconds")
        return (
            (await client.get("/feeds/alerts.atom")).status_code,
            (await client.get("/api/push/key")).status_code,
            (
                await client.post(
                    "/api/inbound/cap",
                    content=warning(expires=expires),
                    headers={"authorization": "Bearer t0ken"},
                )
            ).status_code,
        )

    async def story() -> tuple[list[tuple[int, int, int]], str, str]:
        async with running(path, port) as client:
            found = [await statuses(client)]
            for name, wanted in parts.items():
                answer = await client.post(SETTINGS, json={"id": name, **wanted})
                assert answer.status_code == 201, answer.text
            found.append(await statuses(client))
            await asyncio.sleep(2.0)
            feed = (await client.get("/feeds/alerts.atom")).text
            second = await client.post(SETTINGS, json={"id": "another", **parts["push"]})
            for name in parts:
                assert (await client.delete(f"{SETTINGS}/{name}")).status_code == 204
            found.append(await statuses(client))
        return found, feed, second.json()["detail"]

    found, feed, refused = asyncio.run(story())
    assert found == [(404, 404, 404), (200, 200, 202), (404, 404, 404)]
    assert "The whole area" in feed
    assert refused == "There is one push alone, and the channel push has it. Change that one."


@pytest.mark.timeout(120)
def test_a_channel_that_cannot_be_used_any_more_silences_no_other(tmp_path: Path) -> None:
    """After a restart one whose secret is gone is left out; a contact and its mail server are not."""
    port = free_port()
    path = write_configuration(tmp_path, port)
    server = {"host": "localhost", "port": 25, "security": "none", "sender": "alarm@example.org"}
    login = {"user": "horn", "driver": "sip", "address": "sip:horn@127.0.0.1"}
    wanted: list[dict[str, object]] = [
        {"id": "server", "kind": "mail", "values": server},
        {"id": "duty", "kind": "contact", "values": {"mail": "duty@example.org"}},
        {"id": "horn", "kind": "loudspeaker", "values": login, "secrets": {"password_file": "s3cret"}},
    ]

    async def channels(client: httpx.AsyncClient) -> list[str]:
        return [each["id"] for each in (await client.get("/api/channels")).json()["channels"]]

    async def story() -> tuple[list[str], list[str]]:
        async with running(path, port) as client:
            for each in wanted:
                answer = await client.post(SETTINGS, json=each)
                assert answer.status_code == 201, answer.text
            # The contact stands before the mail server now.
            answer = await client.put(f"{SETTINGS}/server", json={"kind": "mail", "values": server})
            assert answer.status_code == 200, answer.text
            before = await channels(client)
        for secret in (tmp_path / "data" / "channels" / "secrets").iterdir():
            secret.write_text("")
        async with running(path, port) as client:
            return before, await channels(client)

    assert asyncio.run(story()) == (["horn", "mail"], ["mail"])
