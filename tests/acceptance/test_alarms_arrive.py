# SPDX-License-Identifier: Apache-2.0
"""The real service tells a fire on every channel, until somebody answers; also after kill -9.

All peers are real: mosquitto by TLS, a mail server, a push service that decrypts, a webhook that checks its
signature, and a receiver of RTP that decodes the sound.
"""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.testing.certificates import Certificates, make_certificates
from hearthwatch.testing.mail_server import MailServerPeer, mail_server
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import PASSWORD, Listener, listening
from hearthwatch.testing.push_service import PushService, push_service
from hearthwatch.testing.rtp_receiver import RtpReceiver
from hearthwatch.testing.service import RunningService, free_port, write_configuration
from hearthwatch.testing.sipp_horn import sipp_horn
from hearthwatch.testing.web_push import padless
from hearthwatch.testing.webhook_receiver import WebhookReceiver

SCENARIOS = Path(__file__).resolve().parents[1] / "data" / "sipp"
SECRET = "a secret of twenty-four bytes, or more"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.component("mosquitto"),
    pytest.mark.component("espeak-ng"),
    pytest.mark.component("openssl"),
]


@dataclass
class Peers:
    """Everybody who hears."""

    certificates: Certificates
    broker: Mosquitto
    listener: Listener | None
    mails: MailServerPeer
    phones: PushService
    hook: WebhookReceiver
    horn: RtpReceiver


def configuration(folder: Path, port: int, peers: Peers) -> Path:
    """Write a configuration with one camera and all channels; return its path."""
    (folder / "mqtt-password").write_text(PASSWORD)
    (folder / "mail-password").write_text(peers.mails.login[1])
    (folder / "hook-secret").write_text(SECRET)
    text = f"""
[web]
accounts = "none"
address = "127.0.0.1:{port}"
[store]
folder = "{folder / "data"}"
[notices]
allowed_hosts = ["localhost"]
sign_of_life = 24
link = "http://127.0.0.1:{port}"
[announcements]
pause = "2 s"
[[camera]]
id = "mill"
name = "The mill"
url = "village:mill-stream"
preset = "private"
[[loudspeaker]]
id = "horn"
name = "Horn"
driver = "multicast"
address = "127.0.0.1:{peers.horn.port}"
[mqtt]
host = "localhost"
port = {peers.broker.port}
user = "hearthwatch"
password_file = "{folder / "mqtt-password"}"
ca_file = "{peers.certificates.authority}"
[cap]
folder = "{folder / "cap"}"
[[webhook]]
id = "hook"
url = "{peers.hook.url}"
secret_file = "{folder / "hook-secret"}"
[mail]
host = "localhost"
port = {peers.mails.port}
sender = "Hearthwatch <alarm@example.org>"
user = "{peers.mails.login[0]}"
password_file = "{folder / "mail-password"}"
ca_file = "{peers.certificates.authority}"
[[contact]]
id = "duty"
mail = "duty@example.org"
[push]
contact = "mailto:alarm@example.org"
allowed_hosts = ["localhost"]
"""
    path = folder / "hearthwatch.toml"
    path.write_text(text, encoding="utf-8")
    return path


@asynccontextmanager
async def peers_in(folder: Path, *, has_broker: bool = True) -> AsyncIterator[Peers]:
    """Run all peers; without ``has_broker`` the broker is only prepared."""
    certificates = make_certificates(folder)
    broker = Mosquitto(folder, certificates, {"hearthwatch": PASSWORD, "listener": PASSWORD})
    broker.port = free_port()
    hook = WebhookReceiver(SECRET.encode(), SystemClock())
    horn = await RtpReceiver.listening()
    with hook.serve(certificates):
        async with mail_server(certificates) as mails, push_service(certificates) as phones:
            peers = Peers(certificates, broker, None, mails, phones, hook, horn)
            try:
                if has_broker:
                    await asyncio.to_thread(broker.start)
                    async with listening(broker, certificates) as listener:
                        peers.listener = listener
                        yield peers
                else:
                    yield peers
            finally:
                await asyncio.to_thread(broker.stop)
                await horn.close()


@asynccontextmanager
async def serving(folder: Path, peers: Peers, port: int) -> AsyncIterator[tuple[RunningService, Any]]:
    """Run the service and a client of it."""
    path = configuration(folder, port, peers)
    service = RunningService(
        ["serve", "-c", str(path)],
        port=port,
        start_s=60,
        environment={"SSL_CERT_FILE": str(peers.certificates.authority)},
    )
    await asyncio.to_thread(service.__enter__)
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=15) as client:
            yield service, client
    finally:
        await asyncio.to_thread(service.__exit__, None, None, None)


async def until(holds: Callable[[], object], within_s: float = 20.0, what: str = "") -> None:
    """Wait until something holds."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < within_s, f"not within {within_s} s: {what}"
        await asyncio.sleep(0.05)


def first_event(peers: Peers) -> dict[str, Any] | None:
    """Return the first notice that the broker's subscriber had of an incident."""
    for topic, payload, retained, _ in () if peers.listener is None else peers.listener.heard:
        if topic.endswith("/event") and not retained:
            notice: dict[str, Any] = msgspec.json.decode(payload)
            if notice["cause"] == "first":
                return notice
    return None


async def subscribe(client: httpx.AsyncClient, peers: Peers) -> None:
    """Let a browser subscribe, as the residents' page does."""
    endpoint, browser = peers.phones.subscribe()
    keys = {"p256dh": padless(browser.p256dh), "auth": padless(browser.auth)}
    wanted = {"endpoint": endpoint, "keys": keys, "language": "en"}
    assert (await client.post("/api/push/subscriptions", json=wanted)).status_code == 201


async def until_everybody_has_it(peers: Peers) -> None:
    """Wait until each peer has something."""
    await until(lambda: first_event(peers), what="the broker")
    await until(lambda: peers.mails.letters, what="the mail")
    await until(lambda: peers.phones.pushed, what="the push service")
    await until(lambda: peers.hook.bodies, what="the webhook")
    await until(lambda: len(peers.horn.arrivals) > 150, what="the loudspeaker")


def require_fire_at_the_mill(peers: Peers) -> None:
    """Each peer has what happened, where, and in order."""
    notice = first_event(peers)
    assert notice is not None
    assert (notice["hazard"], notice["place"], notice["severity"]) == ("flame", "The mill", "danger")
    assert peers.mails.letters[0].mail["Subject"] == "Fire at The mill"
    assert "The mill" in msgspec.json.decode(peers.phones.pushed[0].text)["title"]
    assert (peers.phones.refused, peers.hook.refused) == ([], [])
    heard = peers.horn.heard()
    assert (heard.lost, heard.rate_hz) == (0, 8000)
    assert heard.length_s > 2.0
    assert heard.loudness > 0.02


async def answer_by_mail(client: httpx.AsyncClient, peers: Peers, number: int) -> dict[str, Any]:
    """Follow the letter's link, which answers nothing, press its button, and return the incident's page."""
    body = peers.mails.letters[0].mail.get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+(/answer/\S+)", body.get_content())
    assert link is not None
    page = f"/api/incidents/{number}"
    assert (await client.get(link[1])).status_code == 200
    assert (await client.get(page)).json()["incident"]["state"] == "notified"
    assert (await client.post(link[1])).status_code in {200, 303}
    answered: dict[str, Any] = (await client.get(page)).json()
    return answered


@pytest.mark.timeout(180)
def test_a_fire_is_told_on_every_channel_until_somebody_answers(tmp_path: Path) -> None:
    """A reported fire reaches every peer; an answer by a mail's link silences the loudspeaker."""

    async def story() -> None:
        port = free_port()
        async with peers_in(tmp_path) as peers, serving(tmp_path, peers, port) as (_, client):
            await subscribe(client, peers)
            answer = await client.post("/api/reports", json={"hazard": "flame", "camera": "mill"})
            await until_everybody_has_it(peers)
            require_fire_at_the_mill(peers)
            assert "Fire at The mill" in (await client.get("/feeds/alerts.atom")).text
            page = await answer_by_mail(client, peers, answer.json()["incident"])
            assert page["incident"]["state"] == "acknowledged"
            await asyncio.sleep(1.5)
            silent_from = len(peers.horn.arrivals)
            await asyncio.sleep(4.0)
            assert len(peers.horn.arrivals) == silent_from, "it was answered for"
        fates = {each["channel"]: each["state"] for each in page["messages"][0]["deliveries"]}
        assert fates == {
            "horn": "sent", "mqtt": "accepted", "cap-feed": "sent", "webhook-hook": "accepted",
            "mail": "accepted", "push": "accepted",
        }  # fmt: skip

    asyncio.run(story())


@pytest.mark.timeout(180)
def test_what_a_broker_missed_is_told_after_kill_9(tmp_path: Path) -> None:
    """A broker that was down, and a service that is killed: after both are back it has the notice, once."""

    async def story() -> None:
        port = free_port()
        async with peers_in(tmp_path, has_broker=False) as peers:
            async with serving(tmp_path, peers, port) as (service, client):
                await client.post("/api/reports", json={"hazard": "flame", "camera": "mill"})
                await until(lambda: peers.mails.letters, what="the mail")
                await asyncio.sleep(0.5)
                await asyncio.to_thread(service.end, signal.SIGKILL)
            await asyncio.to_thread(peers.broker.start)
            async with listening(peers.broker, peers.certificates) as listener:
                peers.listener = listener
                async with serving(tmp_path, peers, port) as (_, client):
                    await until(lambda: first_event(peers), what="the broker")
                    await asyncio.sleep(2.0)
                    incidents = (await client.get("/api/incidents")).json()["incidents"]
            events = [
                payload
                for topic, payload, retained, _ in listener.heard
                if topic.endswith("/event") and not retained and b'"cause":"first"' in payload
            ]
            assert len(events) == 1
            assert len(incidents) == 1
            names = [letter.mail["Message-ID"] for letter in peers.mails.letters]
            assert len(names) == len(set(names)) == 1, "a mail that was taken is not sent again"

    asyncio.run(story())


@pytest.mark.timeout(120)
@pytest.mark.component("sipp")
def test_a_key_of_a_paging_horn_answers_for_an_incident(tmp_path: Path) -> None:
    """The service calls a horn, SIPp; its key 5 acknowledges the incident that it was called for."""

    async def story() -> tuple[str, str, str]:
        port, horn = free_port(), await RtpReceiver.listening()
        async with sipp_horn(SCENARIOS / "info-key.xml", tmp_path, horn_port=horn.port) as sipp:
            path = write_configuration(
                tmp_path,
                port,
                f"""
[[camera]]
id = "mill"
name = "The mill"
url = "village:mill-stream"
[[loudspeaker]]
id = "horn"
name = "Horn"
driver = "sip"
address = "sip:horn@127.0.0.1:{sipp.port}"
acknowledge_key = "5"
""",
            )
            service = RunningService(["serve", "-c", str(path)], port=port)
            await asyncio.to_thread(service.__enter__)
            try:
                async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=15) as client:
                    answer = await client.post("/api/reports", json={"hazard": "flame", "camera": "mill"})
                    page = f"/api/incidents/{answer.json()['incident']}"
                    for _ in range(100):
                        found = (await client.get(page)).json()
                        if found["incident"]["state"] == "acknowledged":
                            break
                        await asyncio.sleep(0.2)
                    await asyncio.sleep(1.0)
                    found = (await client.get(page)).json()
                    verdict = await sipp.result()
            finally:
                await asyncio.to_thread(service.__exit__, None, None, None)
                await horn.close()
        (delivery,) = found["messages"][0]["deliveries"]
        return verdict, found["incident"]["by"], delivery["state"]

    assert asyncio.run(story()) == ("", "key 5 at Horn", "heard")
