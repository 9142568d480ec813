# SPDX-License-Identifier: Apache-2.0
"""Relays: on while a danger is unanswered, never too long, and off when somebody answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import ChannelId, IncidentId, MessageName
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause
from hearthwatch.stages.notices.machines.exchange import Request
from hearthwatch.stages.notices.machines.reach import guarded_client
from hearthwatch.stages.notices.machines.relay import Demand, RelayChannel, RelayPolicy
from hearthwatch.stages.notices.machines.switches import (
    HttpSwitch,
    MqttSwitch,
    ShellySwitch,
    Switch,
    TasmotaSwitch,
)
from hearthwatch.testing.certificates import Certificates
from hearthwatch.testing.clock import FakeClock
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import address, listening, running, until
from hearthwatch.testing.notices import message
from hearthwatch.testing.shelly import Shelly
from hearthwatch.testing.webhook_receiver import Mood, WebhookReceiver

QUICK = RelayPolicy(longest_s=0.6, again_s=0.1)


@dataclass
class Lamp:
    """A relay that can be looked at, and that can be out of reach."""

    orders: list[bool] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    is_away: bool = False

    async def set(self, *, is_on: bool, for_s: float) -> None:
        """Switch."""
        if self.is_away:
            raise PeerError("the lamp cannot be reached")
        self.orders.append(is_on)
        self.ends.append(for_s)


async def with_relay(
    lamp: Switch, act: Callable[[RelayChannel], object], policy: RelayPolicy = QUICK
) -> None:
    """Run a relay while something is done with it."""
    relay = RelayChannel(ChannelId("siren"), "The siren", lamp, policy, SystemClock())
    task = asyncio.create_task(relay.run())
    try:
        await act(relay)  # type: ignore[misc]
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def test_it_is_on_from_the_message_until_somebody_answers() -> None:
    """It goes on with the delivery, is told so again and again, and goes off when the incident is settled."""
    lamp = Lamp()

    async def act(relay: RelayChannel) -> None:
        receipt = await relay.deliver(message(), "")
        assert (receipt.state, lamp.orders) == (DeliveryState.ACCEPTED, [True])
        await until(lambda: len(lamp.orders) >= 3)
        assert set(lamp.orders) == {True}
        assert all(0 < end <= 3 * QUICK.again_s for end in lamp.ends)
        relay.settled(IncidentId(12))
        await until(lambda: lamp.orders[-1] is False)
        await asyncio.sleep(0.25)
        assert lamp.orders.count(False) == 1

    asyncio.run(with_relay(lamp, act))


def test_it_goes_off_by_itself_after_the_longest_time() -> None:
    """Where nobody answers it is off after the longest time, which being told again does not prolong."""
    lamp = Lamp()

    async def act(relay: RelayChannel) -> None:
        await relay.deliver(message(), "")
        await asyncio.sleep(0.4)
        await relay.deliver(message(cause=Cause.AGAIN), "")
        await asyncio.sleep(0.4)
        assert lamp.orders[-1] is False
        await relay.deliver(message(cause=Cause.AGAIN), "")
        await asyncio.sleep(0.15)
        assert lamp.orders[-1] is False
        await relay.deliver(message(cause=Cause.ESCALATED), "")
        assert lamp.orders[-1] is True

    asyncio.run(with_relay(lamp, act))


def test_a_message_that_comes_after_the_answer_switches_nothing() -> None:
    """A delivery that was tried again until after somebody answered leaves the siren silent."""
    lamp = Lamp()

    async def act(relay: RelayChannel) -> None:
        relay.settled(IncidentId(12))
        receipt = await relay.deliver(message(), "")
        assert receipt.words == "somebody has answered already"
        assert lamp.orders == []

    asyncio.run(with_relay(lamp, act))


def test_two_incidents_are_both_waited_for() -> None:
    """An answer for one incident does not silence another."""
    lamp = Lamp()

    async def act(relay: RelayChannel) -> None:
        await relay.deliver(message(), "")
        await relay.deliver(message(incident=IncidentId(13), name=MessageName("13-1")), "")
        relay.settled(IncidentId(12))
        await asyncio.sleep(0.2)
        assert False not in lamp.orders
        relay.settled(IncidentId(13))
        await until(lambda: lamp.orders[-1] is False)

    asyncio.run(with_relay(lamp, act))


def test_what_was_on_before_a_restart_is_switched_off_once_nothing_asks_for_it() -> None:
    """After a start the relay is left for a while, and then told to be off."""
    lamp = Lamp()

    async def act(relay: RelayChannel) -> None:
        await asyncio.sleep(0.05)
        assert lamp.orders == []
        await until(lambda: lamp.orders == [False], 2)

    asyncio.run(with_relay(lamp, act))


def test_a_relay_out_of_reach_is_told_and_tried_again() -> None:
    """A delivery to a relay that does not answer fails; once it is back it is switched on without another."""
    lamp = Lamp(is_away=True)

    async def act(relay: RelayChannel) -> None:
        with pytest.raises(PeerError):
            await relay.deliver(message(), "")
        lamp.is_away = False
        await relay.deliver(message(), "")
        assert lamp.orders == [True]

    asyncio.run(with_relay(lamp, act))


@pytest.mark.parametrize(
    ("changes", "policy", "is_meant"),
    [
        ({}, RelayPolicy(), True), ({"severity": Severity.WARNING}, RelayPolicy(), False),
        ({"severity": Severity.WARNING}, RelayPolicy(least=Severity.WARNING), True),
        ({"drill": True}, RelayPolicy(), False),
        ({"drill": True}, RelayPolicy(drills=True), True), ({"cause": Cause.ENDED}, RelayPolicy(), False),
        ({"cause": Cause.HEARTBEAT}, RelayPolicy(), False), ({"cause": Cause.WORDS}, RelayPolicy(), False),
        ({"cause": Cause.DIGEST, "incident": None}, RelayPolicy(), False),
        ({"cause": Cause.TEST}, RelayPolicy(), True),
        ({}, RelayPolicy(hazards=(Hazard.WATER,)), False), ({}, RelayPolicy(hazards=(Hazard.FLAME,)), True),
        ({"whom": "operators"}, RelayPolicy(groups=("everybody",)), False),
        ({"whom": "everybody"}, RelayPolicy(groups=("x",)), True),
    ],
)  # fmt: skip
def test_only_what_is_meant_switches_it(
    changes: dict[str, object], policy: RelayPolicy, is_meant: bool
) -> None:
    """A relay goes on for a grave hazard of its kind; a drill switches it only where that is set."""
    relay = RelayChannel(ChannelId("siren"), "x", Lamp(), policy, FakeClock())
    assert relay.recipients(message(**changes)) == (("",) if is_meant else ())


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["first", "again", "settle"]), st.integers(1, 3), st.floats(0, 200, allow_nan=False)
    ),
    max_size=40,
)


@given(ACTS)
def test_one_incident_never_keeps_it_on_longer_than_the_longest_time(
    acts: list[tuple[str, int, float]],
) -> None:
    """A relay is off once every incident's first message is older than the longest time."""
    demand, now_s = Demand(300.0), 1000.0
    first: dict[int, float] = {}
    settled: set[int] = set()
    for act, incident, after_s in acts:
        now_s += after_s
        if act == "settle":
            demand.settle(IncidentId(incident))
            settled.add(incident)
        else:
            demand.ask(IncidentId(incident), Cause(act), now_s)
            first.setdefault(incident, now_s)
        wanted = any(now_s < at + 300.0 for each, at in first.items() if each not in settled)
        assert (demand.until(now_s) is not None) == wanted


def switched(make: Callable[..., Switch], receiver: WebhookReceiver) -> None:
    """Switch on and off by HTTP."""

    async def scene() -> None:
        async with guarded_client(["localhost"], timeout_s=2) as client:
            switch = make(client)
            await switch.set(is_on=True, for_s=59.2)
            await switch.set(is_on=False, for_s=0)

    asyncio.run(scene())


def test_a_shelly_is_ordered_with_its_own_end() -> None:
    """Shelly is switched by its password, to an "on" that it ends by itself; another password is refused."""

    async def scene(url: str, password: str) -> list[tuple[bool, float | None]]:
        seen = []
        async with guarded_client(["localhost"], timeout_s=2) as client:
            switch = ShellySwitch("Siren", url, client, FakeClock(), 1, Secret(password))
            for is_on in (True, False):
                await switch.set(is_on=is_on, for_s=59.2)
                seen.append((shelly.outputs[1], shelly.ends[1]))
        return seen

    with Shelly("open sesame").serve() as shelly:
        assert asyncio.run(scene(shelly.url, "open sesame")) == [(True, 60), (False, None)]
        with pytest.raises(PeerError, match=r"refused it \(401\)") as caught:
            asyncio.run(scene(shelly.url, "wr0ng"))
    assert "wr0ng" not in caught.value.line()
    assert (caught.value.transient, shelly.outputs) == (False, {0: False, 1: False})


def test_a_tasmota_is_ordered_with_its_own_end() -> None:
    """Tasmota gets PulseTime before On; the password is in the address that nobody is shown."""
    with WebhookReceiver(b"", FakeClock(), Mood.PLAIN).serve() as receiver:
        base = receiver.url.removesuffix("/hook")
        switched(
            lambda client: TasmotaSwitch("Lamp", base, client, FakeClock(), password=Secret("a&b")), receiver
        )
    asked = [parse_qs(urlsplit(path).query) for _method, path, _headers, _body in receiver.requests]
    assert asked == [
        {"user": ["admin"], "password": ["a&b"], "cmnd": ["Backlog PulseTime1 160; Power1 On"]},
        {"user": ["admin"], "password": ["a&b"], "cmnd": ["Power1 Off"]},
    ]


def test_any_device_is_ordered_by_two_fixed_requests() -> None:
    """A device of another make gets a GET or a POST with fixed JSON."""
    with WebhookReceiver(b"", FakeClock(), Mood.PLAIN).serve() as receiver:
        on = Request("Box", "POST", receiver.url, b'{"lamp":1}', {"Content-Type": "application/json"})
        off = Request("Box", "GET", receiver.url + "?lamp=0")
        switched(lambda client: HttpSwitch(client, FakeClock(), on, off), receiver)
    asked = [(method, path, body) for method, path, _headers, body in receiver.requests]
    assert asked == [("POST", "/hook", b'{"lamp":1}'), ("GET", "/hook?lamp=0", b"")]


@pytest.mark.component("mosquitto")
@pytest.mark.component("openssl")
def test_a_relay_is_switched_through_a_real_broker(broker: Mosquitto, certificates: Certificates) -> None:
    """On and off arrive at the topic, and neither is retained."""

    async def scene() -> list[tuple[bytes, bool]]:
        async with (
            listening(broker, certificates) as listener,
            running(address(broker, certificates)) as wired,
        ):
            await until(lambda: wired.link.is_up)
            switch = MqttSwitch(wired.link, "cmnd/siren/POWER", "ON", "OFF")
            await switch.set(is_on=True, for_s=10)
            await switch.set(is_on=False, for_s=0)
            await until(lambda: listener.now.get("cmnd/siren/POWER") == b"OFF")
            return [
                (payload, retained)
                for topic, payload, retained, _ in listener.heard
                if topic.startswith("cmnd")
            ]

    assert asyncio.run(scene()) == [(b"ON", False), (b"OFF", False)]
