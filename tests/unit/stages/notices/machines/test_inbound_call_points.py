# SPDX-License-Identifier: Apache-2.0
"""Call points and acknowledgements by MQTT: typed, configured, once, and deaf to garbage."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.inbound import InboundReport, InboundSource
from hearthwatch.model.incident import Severity
from hearthwatch.stages.notices.inbound.call_points import Acknowledgements, CallPoint, CallPoints
from hearthwatch.stages.notices.machines.link import Incoming
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import TOPICS, address, listening, running, until

POINT = CallPoint("gate", "The gate", Hazard.FLAME, CameraId("mill"))
TOPIC = "hearthwatch/call/gate"


def heard(
    *payloads: bytes, topic: str = TOPIC, retained: bool = False, apart_s: float = 60
) -> list[InboundReport]:
    """Return what a call point's messages report."""
    reports: list[InboundReport] = []
    clock = FakeClock()
    points = CallPoints([POINT], clock, reports.append)
    for payload in payloads:
        asyncio.run(points.take(Incoming(topic, payload, retained)))
        clock.advance(apart_s)
    return reports


def test_a_press_is_a_report() -> None:
    """A press names its call point's hazard and place, and when; and nobody."""
    clock = FakeClock()
    assert heard(b'{"press":"17"}') == [
        InboundReport(
            InboundSource.CALL_POINT,
            "call-point/gate/17",
            Hazard.FLAME,
            Severity.DANGER,
            clock.now(),
            "the call point The gate was pressed",
            camera=CameraId("mill"),
            place="The gate",
        )
    ]
    assert len(heard(b"{}")) == len(heard(b"press")) == 1


def test_one_press_is_one_report() -> None:
    """What is handed over twice, and a finger that presses twice, is one press; a later one is another."""
    assert len(heard(b'{"press":"17"}', b'{"press":"17"}')) == 1
    assert len(heard(b"press", b"press", apart_s=3)) == 1
    assert len(heard(b"press", b"press", apart_s=11)) == 2
    assert len({report.key for report in heard(b"press", b"press")}) == 2


def test_a_wall_clock_that_steps_back_doubles_and_loses_nothing() -> None:
    """What is one press is judged by the clock that never goes back."""
    reports: list[InboundReport] = []
    clock = FakeClock()
    points = CallPoints([POINT], clock, reports.append)
    asyncio.run(points.take(Incoming(TOPIC, b"press")))
    clock._now -= timedelta(hours=5)
    asyncio.run(points.take(Incoming(TOPIC, b"press")))
    clock.advance(11)
    asyncio.run(points.take(Incoming(TOPIC, b"press")))
    assert len(reports) == 2


@pytest.mark.parametrize(
    "payload",
    [
        b"", b"null", b"[]", b"1",
        b'"press"', b'{"press":17}', b'{"press":"a b"}', b'{"press":"x","who":"Ann"}',
        b'{"press":""}', b"\xff\xfe",
        b"{" * 5000, b'{"press":"' + b"x" * 65 + b'"}', b"[" * 900, b'{"press":"1\\n"}',
    ],
)  # fmt: skip
def test_garbage_is_no_press(payload: bytes) -> None:
    """What is not exactly a press raises no alarm and no error; words about anybody have no field."""
    assert heard(payload) == []


@given(st.binary(max_size=2000))
def test_no_payload_ever_breaks_it(payload: bytes) -> None:
    """Whatever comes, it is a press or it is nothing."""
    assert len(heard(payload)) <= 1


def test_only_configured_call_points_are_listened_to() -> None:
    """Another topic, and a press that the broker kept, are no press."""
    assert heard(b"press", topic="hearthwatch/call/other") == []
    assert heard(b"press", retained=True) == []


def test_an_acknowledgement_names_an_incident_alone() -> None:
    """Only a number in its own message answers for an incident; what is retained or garbage does not."""
    taken: list[tuple[IncidentId, str]] = []
    acknowledgements = Acknowledgements(lambda incident, by: taken.append((incident, by)))
    for payload, retained in (
        (b'{"incident":12}', False), (b'{"incident":13}', True), (b'{"incident":0}', False),
        (b'{"incident":"12"}', False),
        (b'{"incident":12,"by":"Ann"}', False), (b"12", False), (b"\x00", False),
        (b'{"incident":1e400}', False),
    ):  # fmt: skip
        asyncio.run(acknowledgements.take(Incoming("hearthwatch/acknowledge", payload, retained)))
    assert taken == [(IncidentId(12), "a machine by MQTT")]


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_a_press_comes_through_a_real_broker(broker: Mosquitto, certificates: Certificates) -> None:
    """A press that somebody publishes arrives as a report, after garbage on the same topic."""
    reports: list[InboundReport] = []

    async def scene() -> None:
        points = CallPoints([POINT], FakeClock(), reports.append)
        async with listening(broker, certificates) as listener:
            assert listener.client is not None
            async with running(address(broker, certificates)) as wired:
                wired.link.subscribe(TOPICS.call("+"), points.take)
                await until(lambda: listener.now.get("hearthwatch/status") == b"online")
                for payload in (b"\xff" * 5000, b"{", json.dumps({"press": "1"}).encode()):
                    await listener.client.publish("hearthwatch/call/gate", payload, qos=1)
                await until(lambda: reports)

    asyncio.run(scene())
    assert [report.key for report in reports] == ["call-point/gate/1"]
