# SPDX-License-Identifier: Apache-2.0
"""Machines out of the configuration: what is built, what is refused, and that no secret is shown."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import httpx
import pytest
from fastapi import FastAPI

from hearthwatch.config.config import Config
from hearthwatch.config.load import parse_config
from hearthwatch.config.relay import HazardName
from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import PeerError, UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.inbound import InboundReport
from hearthwatch.stages.notices.inbound.cap_reading import ReceivedAlert
from hearthwatch.stages.notices.inbound.configured import call_points, listen, weather
from hearthwatch.stages.notices.machines.configured import Machines, Sections, Surroundings, machines
from hearthwatch.stages.notices.machines.topics import Topics
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import PASSWORD, listening, until
from hearthwatch.testing.notices import message
from hearthwatch.testing.weather_service import BOMBS, warning
from hearthwatch.testing.webhook_receiver import WebhookReceiver
from hearthwatch.web.problems import add_problems
from hearthwatch.web.routes import inbound as inbound_routes

SECRET = "a secret of twenty-four bytes, or more"
CAMERAS = {CameraId("mill"): "The mill"}


def config(text: str, folder: Path) -> Config:
    """Return a configuration; SECRET in its text is the path of a file that holds one."""
    (folder / "secret").write_text(SECRET + "\n")
    return parse_config(
        text.replace("SECRET", str(folder / "secret")).replace("FOLDER", str(folder)), "x.toml"
    )


def sections(whole: Config) -> Sections:
    """Return the sections of machines."""
    return Sections(whole.notices, whole.mqtt, whole.cap, whole.webhooks, whole.relays)


def built(text: str, folder: Path, use: Callable[[Machines], object] = lambda made: None) -> object:
    """Build machines from a configuration, use them, and close them."""

    async def scene() -> object:
        around = Surroundings(FakeClock(), lambda: 0.5, "0.1.0", frozenset(CAMERAS))
        made = machines(sections(config(text, folder)), around)
        try:
            return use(made)
        finally:
            await made.aclose()

    return asyncio.run(scene())


EVERYTHING = """
[notices]
allowed_hosts = ["siren.lan"]
sender = "watch@example.org"
link = "https://watch.example.org"
[mqtt]
host = "broker.example.org"
user = "hearthwatch"
password_file = "SECRET"
[cap]
folder = "FOLDER/alerts"
url = "https://alerts.example.org/cap"
token_file = "SECRET"
[[cap.area]]
camera = "mill"
circle = [[-1.28, 36.82, 0.1]]
[[webhook]]
id = "room"
url = "https://example.org/hook/s3cretpath"
secret_file = "SECRET"
[[relay]]
id = "siren"
kind = "shelly"
url = "http://siren.lan"
password_file = "SECRET"
[[relay]]
id = "lamp"
kind = "mqtt"
topic = "cmnd/lamp/POWER"
[[relay]]
id = "box"
kind = "http"
url = "https://example.org/on"
on_json = '{"on": true}'
off_url = "https://example.org/off"
[[relay]]
id = "horn"
kind = "tasmota"
url = "http://siren.lan"
"""


def test_everything_is_built(tmp_path: Path) -> None:
    """Each section makes its channels, of ids that do not meet."""
    ids = built(EVERYTHING, tmp_path, lambda made: [channel.id for channel in made.channels])
    assert ids == [
        "mqtt", "cap-feed", "cap-post", "webhook-room", "relay-siren", "relay-lamp", "relay-box",
        "relay-horn",
    ]  # fmt: skip


def test_nothing_is_built_of_nothing(tmp_path: Path) -> None:
    """Without a configuration there is no channel, and no folder is made."""
    assert built("", tmp_path, lambda made: made.channels) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_no_secret_is_ever_shown(tmp_path: Path) -> None:
    """Neither what is built nor the configuration shows a secret when it is printed."""
    shown = built(EVERYTHING, tmp_path, repr)
    assert SECRET not in f"{shown}{config(EVERYTHING, tmp_path)}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[webhook]]\nid="a"\nurl="http://127.0.0.1/x"\nsecret_file="SECRET"', "allowed_hosts"),
        (
            '[[webhook]]\nid="a"\nurl="http://2130706433/x"\nsecret_file="SECRET"',
            "no address in its usual form",
        ),
        ('[[webhook]]\nid="a"\nurl="http://192.168.1.1/x"\nsecret_file="SECRET"', "private network"),
        ('[[webhook]]\nid="a"\nurl="https://u:p4ss@example.org/"\nsecret_file="SECRET"', "holds no user"),
        ('[[webhook]]\nid="a"\nurl="https://example.org/"\nsecret_file="FOLDER/none"', "cannot be read"),
        (
            '[[webhook]]\nid="a"\nurl="https://x.org"\nsecret_file="SECRET"\n' * 2,
            "Two channels are called webhook-a",
        ),
        ('[[relay]]\nid="a"\nkind="shelly"\nurl="http://siren.lan"', ""),
        ('[[relay]]\nid="a"\nkind="shelly"\nurl="http://10.0.0.9"', "allowed_hosts"),
        ('[[relay]]\nid="a"\nkind="mqtt"\ntopic="a/b"', "there is no broker"),
        ('[cap]\nurl="http://localhost/cap"', "allowed_hosts"),
        ('[[cap.area]]\ncamera="none"\ncircle=[[1.0, 2.0, 0.1]]', "there is no camera 'none'"),
        ('[mqtt]\nhost="x"\nca_file="FOLDER/none.pem"', "ca_file"),
        ('[mqtt]\nhost="x"\nca_file="SECRET"', "ca_file"),
    ],
)
def test_what_cannot_work_is_refused(tmp_path: Path, text: str, words: str) -> None:
    """Addresses inside, missing files and brokers are refused in one line, without a secret."""
    if not words:
        built(text, tmp_path)
        return
    with pytest.raises(UsageError) as caught:
        built(text, tmp_path)
    line = caught.value.line()
    assert words in line
    assert SECRET not in line
    assert "p4ss" not in line


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[mqtt]\nport=0", "port: 1 to 65535"), ('[mqtt]\nprefix="a/#"', "prefix: letters"),
        ('[mqtt]\nprefix="homeassistant"', "another than"), ('[mqtt]\nversion="4"', "none of its values"),
        ('[mqtt]\npassword="x"', "Did you mean"), ('[notices]\nsender="a b"', "sender: such as"),
        ('[notices]\nlink="ftp://x"', "link: an address"),
        ('[notices]\nallowed_hosts=["http://x"]', "allowed_hosts: names"),
        ("[notices]\nsign_of_life=25", "sign_of_life: an hour from 0 to 23, or 24 for never"),
        ('[[webhook]]\nid="A"\nurl="https://x"\nsecret_file="x"', "id: lower-case"),
        ('[[webhook]]\nid="a"\nurl="x.org/p4ss"\nsecret_file="x"', "url: an address"),
        ('[[webhook]]\nid="a"\nurl="https://x.org"', "secret_file is missing"),
        ('[[webhook]]\nid="a"\nurl="https://x.org"\nsecret_file="x"\ntimeout="2 min"', "timeout:"),
        ('[cap]\nscope="Restricted"', "restriction: goes with"),
        ('[[cap.area]]\ncamera="a"', "circle: one of"),
        ('[[cap.area]]\ncamera="a"\ncircle=[[91.0,0.0,1.0]]', "circle: one"),
        ('[[cap.area]]\ncamera="a"\npolygon=[[1.0,1.0]]', "polygon: three"),
        ('[[relay]]\nid="a"\nkind="mqtt"\ntopic="a/+"', "topic: a topic"),
        ('[[relay]]\nid="a"\nkind="shell"', "none of its values"),
        ('[[relay]]\nid="a"\nkind="http"\nurl="https://x"', "off_url: an address"),
        ('[[relay]]\nid="a"\nkind="http"\nurl="https://x"\noff_url="https://x"\non_json="{"',
        "on_json: it is no JSON"),
        ('[[relay]]\nid="a"\nkind="shelly"\nurl="http://x"\nhazards=["thief"]', "none of its values"),
        ('[[relay]]\nid="a"\nkind="shelly"\nurl="http://x"\nlongest="2 h"', "longest:"),
        ('[[relay]]\nid="a"\nkind="shelly"\nurl="http://x"\nagain="1 s"', "again:"),
        ('[weather]\nevery="1 s"', "every:"),
        ("[weather]\npoint=[[1.0,2.0],[3.0,4.0]]", "point: one"),
        ('[[call_point]]\nid="a"\nhazard="thief"', "none of its values"),
        ('[[call_point]]\nid="a b"', "id: lower-case"),
    ],
)  # fmt: skip
def test_bad_values_are_refused_with_their_key(text: str, words: str) -> None:
    """Each bad value is refused with its line and key, and no address of a webhook is repeated."""
    with pytest.raises(UsageError) as caught:
        parse_config(text, "x.toml")
    line = caught.value.line()
    assert line.startswith("x.toml:")
    assert words in line
    assert "p4ss" not in line


def test_call_points_need_a_broker_and_cameras_that_there_are() -> None:
    """Two of one id, an unknown camera, and no broker are refused."""
    whole = parse_config('[[call_point]]\nid="a"\n[[call_point]]\nid="b"\ncamera="mill"', "x.toml")
    points = call_points(whole.call_points, CAMERAS, FakeClock(), lambda _: None)
    with pytest.raises(UsageError, match="no broker"):
        listen(None, topics_of(whole), whole.mqtt, points=points, acknowledge=lambda *_: None)
    for text, words in (
        ('id="a"\n[[call_point]]\nid="a"', "Two call points"),
        ('id="a"\ncamera="x"', "no camera 'x'"),
    ):
        whole = parse_config(f"[[call_point]]\n{text}", "x.toml")
        with pytest.raises(UsageError, match=words):
            call_points(whole.call_points, CAMERAS, FakeClock(), lambda _: None)


def test_relays_may_be_for_every_hazard() -> None:
    """The configuration's names of hazards are those that there are."""
    assert set(get_args(HazardName)) == {hazard.value for hazard in Hazard}


def topics_of(whole: Config) -> Topics:
    """Return the topics of a configuration."""
    return Topics(whole.mqtt.prefix, whole.mqtt.home_assistant)


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_a_configured_broker_tells_and_listens(
    broker: Mosquitto, certificates: Certificates, tmp_path: Path
) -> None:
    """By a configuration alone an event goes out, a press and an answer come in, a relay is switched."""
    (tmp_path / "password").write_text(PASSWORD)
    whole = config(
        f"""
[mqtt]
host = "localhost"
port = {broker.port}
ca_file = "{certificates.authority}"
user = "hearthwatch"
password_file = "{tmp_path}/password"
acknowledge = true
[[call_point]]
id = "gate"
camera = "mill"
[[relay]]
id = "lamp"
kind = "mqtt"
topic = "lamp/set"
""",
        tmp_path,
    )
    reports: list[InboundReport] = []
    answered: list[tuple[IncidentId, str]] = []

    async def scene() -> None:
        made = machines(
            sections(whole), Surroundings(SystemClock(), lambda: 0.0, "0.1.0", frozenset(CAMERAS))
        )
        points = call_points(whole.call_points, CAMERAS, SystemClock(), reports.append)
        listen(made.link, made.topics, whole.mqtt, points=points,
               acknowledge=lambda incident, by: answered.append((incident, by)))  # fmt: skip
        tasks = [asyncio.create_task(channel.run()) for channel in made.channels]
        async with listening(broker, certificates) as listener:
            assert made.link is not None
            assert listener.client is not None
            link = made.link
            await until(lambda: link.is_up)
            for channel in made.channels:
                await channel.deliver(message(), "")
            await listener.client.publish("hearthwatch/call/gate", b"press", qos=1)
            await listener.client.publish("hearthwatch/acknowledge", b'{"incident":12}', qos=1)
            await until(lambda: reports and answered and "lamp/set" in listener.now)
            assert json.loads(listener.now["hearthwatch/event"])["name"] == "12-1"
            assert listener.now["lamp/set"] == b"ON"
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await made.aclose()

    asyncio.run(scene())
    assert answered == [(IncidentId(12), "a machine by MQTT")]
    assert reports[0].place == "gate"


def test_a_feeds_links_reach_nothing_inside(tmp_path: Path) -> None:
    """A weather feed whose host is outside cannot make us ask a relay that is allowed for sirens."""
    text = '[notices]\nallowed_hosts=["localhost"]\n[weather]\nurl="https://met.example.org/feed"'

    async def scene(url: str) -> None:
        whole = config(text, tmp_path)
        parts = weather(whole.weather, whole.notices, FakeClock(), lambda _: None)
        assert parts is not None
        assert parts.client is not None
        with pytest.raises(PeerError, match="private network"):
            await parts.client.get(url)
        await parts.aclose()

    with WebhookReceiver(b"", FakeClock()).serve() as receiver:
        asyncio.run(scene(receiver.url))
        assert receiver.requests == []
    with pytest.raises(UsageError, match="allowed_hosts"):
        weather(
            config('[weather]\nurl="http://10.1.1.1/"', tmp_path).weather,
            Config().notices,
            FakeClock(),
            print,
        )
    assert weather(Config().weather, Config().notices, FakeClock(), print) is None


def ask(app: FastAPI, path: str, body: bytes, **headers: str) -> httpx.Response:
    """Post something to an application."""

    async def scene() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=("192.0.2.9", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.post(path, content=body, headers=headers)

    return asyncio.run(scene())


def test_a_weather_warning_is_posted_with_its_token() -> None:
    """With the token an alert is taken; without it, and what is no alert, is refused, bombs too."""
    taken: list[ReceivedAlert] = []
    app = FastAPI()
    add_problems(app)
    desk = inbound_routes.WarningsDesk(Secret("t0ken"), taken.append)
    app.include_router(inbound_routes.router(lambda: desk))
    path, right = "/api/inbound/cap", "Bearer t0ken"
    refused = ask(app, path, warning())
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert ask(app, path, warning(), authorization="Bearer t0kenx").status_code == 401
    assert ask(app, path, warning(), authorization=right).status_code == 202
    for name, bomb in BOMBS.items():
        answer = ask(app, path, bomb, authorization=right)
        assert answer.status_code == (413 if name == "ten megabytes" else 400)
    assert [alert.identifier for alert in taken] == ["w1"]
