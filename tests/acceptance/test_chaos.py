# SPDX-License-Identifier: Apache-2.0
"""200 incidents while real channels are down, slow, flapping, senseless and not to be trusted.

Nothing is lost, nothing is doubled to a channel that works, no channel delays another, and the state of each
delivery is right at the end.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.config.load import parse_config
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import Delivery, DeliveryState
from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, ChannelId
from hearthwatch.outbox import Outbox
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.notices.line import Line
from hearthwatch.stages.notices.machines.configured import Sections, Surroundings, machines
from hearthwatch.store import Store
from hearthwatch.testing.certificates import make_certificates
from hearthwatch.testing.channels import PlainComposer
from hearthwatch.testing.mosquitto import Mosquitto
from hearthwatch.testing.mqtt_peer import PASSWORD
from hearthwatch.testing.webhook_receiver import Mood, WebhookReceiver

INCIDENTS = 200
CAMERAS = [CameraId(f"camera-{number}") for number in range(INCIDENTS)]
FLAMES = HazardEvent("opened", Hazard.FLAME, 1.0, CellRect(1, 1, 5, 5), 0.9, "flames seen")
SECRET = "a secret of twenty-four bytes, or more"
#: How each receiver of webhooks behaves; "strange" shows a certificate of nobody that we trust.
MOODS = {
    "works": Mood.OK, "slow": Mood.SLOW, "garbage": Mood.GARBAGE, "error": Mood.ERROR, "gone": Mood.GONE,
    "endless": Mood.ENDLESS,
}  # fmt: skip
pytestmark = [
    pytest.mark.slow,
    pytest.mark.component("mosquitto"),
    pytest.mark.component("openssl"),
]


@dataclass
class World:
    """The broker, receivers by name, and the archive."""

    folder: Path
    broker: Mosquitto
    archive: Archive
    hooks: dict[str, WebhookReceiver] = field(default_factory=dict)

    def configuration(self, ca_file: Path) -> str:
        """Return the channels' configuration."""
        (self.folder / "secret").write_text(SECRET)
        (self.folder / "password").write_text(PASSWORD)
        secret = f'secret_file = "{self.folder / "secret"}"'
        hooks = [
            f'[[webhook]]\nid = "{name}"\nurl = "{hook.url}"\n{secret}\ntimeout = "3 s"'
            for name, hook in self.hooks.items()
        ]
        return "\n".join(
            [
                '[notices]\nallowed_hosts = ["localhost"]',
                f'[mqtt]\nhost = "localhost"\nport = {self.broker.port}\nuser = "hearthwatch"',
                f'password_file = "{self.folder / "password"}"\nca_file = "{ca_file}"',
                *hooks,
                f'[[webhook]]\nid = "down"\nurl = "http://localhost:9/x"\n{secret}',
            ]
        )


@asynccontextmanager
async def world_in(folder: Path) -> AsyncIterator[tuple[World, Outbox, Alarms]]:
    """Run everything."""
    certificates = make_certificates(folder)
    users = {"hearthwatch": PASSWORD, "listener": PASSWORD}
    archive = Archive(folder / "data", SystemClock(), keep=timedelta(1), keep_bytes=None)
    world = World(folder, Mosquitto(folder, certificates, users), archive)
    with ExitStack() as stack:
        stack.enter_context(world.broker.serve())
        for name, mood in MOODS.items():
            hook = WebhookReceiver(SECRET.encode(), SystemClock(), mood)
            world.hooks[name] = stack.enter_context(hook.serve())
        strange = WebhookReceiver(SECRET.encode(), SystemClock())
        world.hooks["strange"] = stack.enter_context(strange.serve(certificates))
        config = parse_config(world.configuration(certificates.authority), "chaos.toml")
        made = machines(
            Sections(config.notices, config.mqtt, config.cap, config.webhooks),
            Surroundings(SystemClock(), lambda: 0.5, "test"),
        )
        lines = [Line(each, "machine", tells_people=False, deadline_s=10.0) for each in made.channels]
        async with archive:
            await archive.call(lambda store: store.save_cameras([(each, each) for each in CAMERAS]))
            outbox = Outbox(archive, SystemClock(), lines, PlainComposer(), lambda: 0.5, 24)
            alarms = Alarms(archive, SystemClock(), names={}, policy=Policy(), tellers=(), office=outbox)
            task = asyncio.create_task(outbox.run())
            try:
                yield world, outbox, alarms
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                await made.aclose()


async def flap(broker: Mosquitto, times: int) -> None:
    """Kill the broker and start it again, a few times."""
    for _ in range(times):
        await asyncio.sleep(1.0)
        await asyncio.to_thread(broker.stop, hard=True)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(broker.start)


async def until_all(hook: WebhookReceiver, within_s: float) -> float:
    """Wait until a receiver has all; return how long that took."""
    begun = time.monotonic()
    while len(hook.bodies) < INCIDENTS:
        assert time.monotonic() - begun < within_s, f"{len(hook.bodies)} of {INCIDENTS}"
        await asyncio.sleep(0.05)
    return time.monotonic() - begun


def states(store: Store) -> Mapping[str, Counter[DeliveryState]]:
    """Return of each channel how many deliveries are in each state."""
    found: dict[str, Counter[DeliveryState]] = {}
    for incident in store.incidents():
        for message in store.messages(incident.id):
            for each in store.deliveries(message.name):
                found.setdefault(each.channel, Counter())[each.state] += 1
    return found


def reasons(store: Store) -> Mapping[str, str]:
    """Return a reason of each channel."""
    (message,) = store.messages(store.incidents()[0].id)
    deliveries: tuple[Delivery, ...] = store.deliveries(message.name)
    return {each.channel: each.reason for each in deliveries}


@pytest.mark.timeout(240)
def test_two_hundred_incidents_while_channels_fail(tmp_path: Path) -> None:
    """What works has each once within seconds; what failed and came back has each once; the rest is known."""

    async def story() -> None:
        async with world_in(tmp_path) as (world, outbox, alarms):
            desk = await alarms.resume()
            flapping = asyncio.create_task(flap(world.broker, 3))
            for camera in CAMERAS:
                alarms.take(camera, FLAMES)
            await alarms.step(desk)
            await until_all(world.hooks["works"], 20.0)
            await flapping
            # Two come back: nothing of what they missed is lost.
            for name in ("slow", "error"):
                world.hooks[name].mood = Mood.OK
            for name in ("slow", "error"):
                await until_all(world.hooks[name], 90.0)
            async with asyncio.timeout(60):
                while outbox.queued()[ChannelId("mqtt")][0]:  # noqa: ASYNC110 - of the outbox
                    await asyncio.sleep(0.2)
            await asyncio.sleep(0.5)
            found = await world.archive.call(states)
            why = await world.archive.call(reasons)
        for name in ("works", "error"):
            assert set(world.hooks[name].times.values()) == {1}, name
        accepted = Counter({DeliveryState.ACCEPTED: INCIDENTS})
        for channel in ("mqtt", "webhook-works", "webhook-error", "webhook-slow"):
            assert found[channel] == accepted, channel
        assert found["webhook-gone"] == Counter({DeliveryState.FAILED: INCIDENTS})
        for channel in ("webhook-garbage", "webhook-down", "webhook-strange"):
            assert found[channel] == Counter({DeliveryState.QUEUED: INCIDENTS}), channel
            assert why[channel], channel
        assert "certificate" in why["webhook-strange"]

    asyncio.run(story())
