# SPDX-License-Identifier: Apache-2.0
"""Home Assistant's discovery: payloads by its rules, and entities that come and go on a real broker."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.message import Cause
from hearthwatch.model.watching import Watching, WatchState
from hearthwatch.stages.notices.machines.home_assistant import (
    Origin,
    camera_device,
    loudspeaker_device,
    service_device,
)
from hearthwatch.stages.notices.machines.states import CameraWord, LoudspeakerWord
from hearthwatch.stages.notices.machines.topics import Topics
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.home_assistant import DiscoveryError, HomeAssistant, parse_discovery
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import Listener, address, listening, running, until
from hearthwatch.testing.notices import message

ORIGIN = Origin("0.1.0", "https://hearthwatch.example/")
TOPICS = Topics()
IDS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,62}", fullmatch=True)
NAMES = st.text(min_size=1, max_size=80).filter(lambda text: text.isprintable())


def test_a_cameras_payload_is_what_home_assistant_documents() -> None:
    """It holds device, origin, availability, and a component for the state and for each hazard."""
    payload = json.loads(camera_device(TOPICS, Origin("0.1.0"), "mill", "The mill"))
    components = payload.pop("cmps")
    assert payload == {
        "dev": {
            "ids": ["hearthwatch_camera_mill"],
            "name": "The mill",
            "mf": "Hearthwatch",
            "mdl": "Camera that guards a place",
            "sw": "0.1.0",
            "via_device": "hearthwatch",
        },
        "o": {"name": "hearthwatch", "sw": "0.1.0"},
        "avty_t": "hearthwatch/status",
        "pl_avail": "online",
        "pl_not_avail": "offline",
        "qos": 1,
    }
    assert set(components) == {"state", *(hazard.value for hazard in Hazard)}
    assert components["smoke"] == {
        "p": "binary_sensor",
        "name": "Smoke",
        "uniq_id": "hearthwatch_camera_mill_smoke",
        "dev_cla": "smoke",
        "stat_t": "hearthwatch/camera/mill/hazard/smoke",
    }
    assert components["state"]["ops"] == ["watching", "degraded", "blind"]


@given(IDS, NAMES, st.sampled_from(["hearthwatch", "village/east", "a-b_c"]))
def test_every_payload_is_accepted(name: str, shown: str, prefix: str) -> None:
    """Whatever a camera or a loudspeaker is called, Home Assistant's rules accept what announces it."""
    topics = Topics(prefix)
    camera = topics.config(topics.object_id("camera", name))
    entities = parse_discovery(camera, camera_device(topics, ORIGIN, name, shown))
    assert len(entities) == 1 + len(Hazard)
    speaker = topics.config(topics.object_id("loudspeaker", name))
    assert len(parse_discovery(speaker, loudspeaker_device(topics, ORIGIN, name, shown))) == 1
    service = topics.config(topics.service_id)
    assert {each.platform for each in parse_discovery(service, service_device(topics, ORIGIN))} == {
        "event",
        "sensor",
    }


@given(st.lists(IDS, min_size=2, max_size=2, unique=True))
def test_ids_of_two_devices_never_meet(names: list[str]) -> None:
    """No unique_id and no topic of discovery is that of another camera or loudspeaker."""
    topics = {
        TOPICS.config(TOPICS.object_id(kind, name)) for kind in ("camera", "loudspeaker") for name in names
    }
    ids = {
        entity.unique_id
        for name in names
        for entity in parse_discovery(
            "homeassistant/device/x/config", camera_device(TOPICS, ORIGIN, name, "x")
        )
    }
    assert (len(topics), len(ids)) == (4, 2 * (1 + len(Hazard)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda whole: whole.pop("o"), "origin is missing"),
        (lambda whole: whole.pop("dev"), "device is missing"),
        (lambda whole: whole["dev"].pop("ids"), "identifiers or connections"),
        (lambda whole: whole["dev"].update(colour="red"), "unknown keys: colour"),
        (lambda whole: whole["cmps"]["smoke"].pop("uniq_id"), "unique_id"),
        (lambda whole: whole["cmps"]["smoke"].pop("p"), "no platform"),
        (lambda whole: whole["cmps"]["smoke"].update(dev_cla="flame"), "no device class of binary_sensor"),
        (lambda whole: whole["cmps"]["smoke"].update(stat_t="a/#"), "is no topic"),
        (lambda whole: whole["cmps"]["smoke"].pop("stat_t"), "state_topic is missing"),
        (lambda whole: whole["cmps"]["smoke"].update(uniq_id="hearthwatch_camera_mill_flame"),
        "one unique_id"),
        (lambda whole: whole["cmps"]["state"].update(dev_cla="date"), "go with the device class enum"),
        (lambda whole: whole["cmps"]["dark"].update(ent_cat="config"), "diagnostic"),
        (lambda whole: whole.update(cmps={}), "without components"),
        (lambda whole: whole.update(avty=[]), "exclude each other"),
    ],
)  # fmt: skip
def test_the_rules_catch_what_home_assistant_would_refuse(change: Any, words: str) -> None:
    """Each rule of discovery refuses a payload that breaks it."""
    whole = json.loads(camera_device(TOPICS, ORIGIN, "mill", "The mill"))
    change(whole)
    with pytest.raises(DiscoveryError, match=words):
        parse_discovery("homeassistant/device/hearthwatch_camera_mill/config", json.dumps(whole).encode())


@pytest.mark.parametrize(
    "topic", ["homeassistant/device/a.b/config", "homeassistant/sensor/a/config", "x/device/a/config",
              "homeassistant/device/a/state"],
)  # fmt: skip
def test_topics_that_home_assistant_does_not_read_are_caught(topic: str) -> None:
    """A topic that is no device's in discovery is refused."""
    with pytest.raises(DiscoveryError):
        parse_discovery(topic, camera_device(TOPICS, ORIGIN, "mill", "x"))


def fed(listener: Listener) -> HomeAssistant:
    """Return a Home Assistant that heard what a listener heard."""
    home = HomeAssistant()
    for topic, payload, retained, _at in listener.heard:
        home.take(topic, payload, retained=retained)
    return home


def watching(name: str, state: WatchState = WatchState.WATCHING) -> CameraWord:
    """Return a camera."""
    return CameraWord(CameraId(name), name.title(), Watching(state))


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_entities_come_and_go_with_cameras(broker: Mosquitto, certificates: Certificates) -> None:
    """A camera that comes brings its entities, one that goes takes them, and states follow."""

    async def scene() -> list[set[str]]:
        steps = []
        async with listening(broker, certificates) as listener:
            async with running(address(broker, certificates)) as wired:
                for number, names in enumerate([["mill"], ["mill", "barn"], ["barn"], []]):
                    wired.states.cameras([watching(name) for name in names])
                    wired.states.incidents([])
                    wired.states.loudspeakers([LoudspeakerWord(name, name, is_ok=True) for name in names])
                    wired.states.told(f'{{"title":"{number}"}}'.encode())
                    # What goes is emptied after what is said.
                    await until(lambda: {each.device for each in fed(listener).entities.values()} == {
                        "hearthwatch", *(f"hearthwatch_{kind}_{name}" for kind in ("camera",
                        "loudspeaker") for name in names)  # noqa: B023
                    })  # fmt: skip
                    home = fed(listener)
                    steps.append({each.device for each in home.entities.values()})
                    for name in names:
                        assert home.state(f"hearthwatch_camera_{name}_state") == "watching"
                        assert home.state(f"hearthwatch_camera_{name}_flame") == "off"
                        assert home.state(f"hearthwatch_loudspeaker_{name}_failed") == "off"
            await until(lambda: listener.now["hearthwatch/status"] == b"offline")
        assert fed(listener).state("hearthwatch_last") == "unavailable"
        return steps

    assert [len(step) for step in asyncio.run(scene())] == [3, 5, 3, 1]


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_an_announcement_goes_before_its_states(broker: Mosquitto, certificates: Certificates) -> None:
    """A camera that goes is taken from Home Assistant before its states are emptied."""

    async def scene() -> list[str]:
        async with (
            listening(broker, certificates) as listener,
            running(address(broker, certificates)) as wired,
        ):
            wired.states.incidents([])
            wired.states.cameras([watching("mill")])
            await until(lambda: "hearthwatch/camera/mill/hazard/degraded" in listener.now)
            listener.heard.clear()
            wired.states.cameras([])
            await until(lambda: len([each for each in listener.heard if not each[1]]) == 2 + 12 + 1)
            return [topic for topic, payload, _, _ in listener.heard if not payload]

    assert asyncio.run(scene())[0] == "homeassistant/device/hearthwatch_camera_mill/config"


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_a_notice_is_an_event_in_home_assistant(broker: Mosquitto, certificates: Certificates) -> None:
    """Each cause is one event of the service's event entity, with a type that it has."""

    async def scene() -> HomeAssistant:
        async with (
            listening(broker, certificates) as listener,
            running(address(broker, certificates)) as wired,
        ):
            await until(lambda: "homeassistant/device/hearthwatch/config" in listener.now)
            for cause in Cause:
                await wired.channel.deliver(message(cause=cause), "")
            await until(lambda: len(fed(listener).events) == len(Cause))
            return fed(listener)

    home = asyncio.run(scene())
    assert [event["event_type"] for event in home.events] == [cause.value for cause in Cause]
    assert home.events[0]["why"] == "Fire at the mill, by the stream. Keep away and warn others."


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_a_home_assistant_that_starts_is_told_everything(
    broker: Mosquitto, certificates: Certificates
) -> None:
    """On homeassistant/status = online everything is announced again."""

    async def scene() -> int:
        async with (
            listening(broker, certificates) as listener,
            running(address(broker, certificates)) as wired,
        ):
            wired.states.cameras([watching("mill")])
            wired.states.incidents([])
            topic = "homeassistant/device/hearthwatch_camera_mill/config"
            await until(lambda: "hearthwatch/camera/mill/hazard/degraded" in listener.now)
            listener.heard.clear()
            assert listener.client is not None
            await listener.client.publish("homeassistant/status", b"online", qos=1)
            await until(lambda: topic in listener.now)
            return len(fed(listener).entities)

    assert asyncio.run(scene()) >= 13
