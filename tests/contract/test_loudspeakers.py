# SPDX-License-Identifier: Apache-2.0
"""What every driver of a loudspeaker promises, each with a real peer that does as it should."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.sound import Sound
from hearthwatch.stages.notices.loudspeakers.card import CardDriver
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.digest import Account
from hearthwatch.stages.notices.loudspeakers.driver import Driver
from hearthwatch.stages.notices.loudspeakers.http_horn import HornAddress, HttpHornDriver
from hearthwatch.stages.notices.loudspeakers.multicast import PagingAddress, PagingDriver
from hearthwatch.stages.notices.loudspeakers.onvif_backchannel import BackchannelAddress, BackchannelDriver
from hearthwatch.stages.notices.loudspeakers.sip.dialog import SipAddress
from hearthwatch.stages.notices.loudspeakers.sip.driver import SipDriver, SipLine
from hearthwatch.testing.backchannel import BackchannelCamera
from hearthwatch.testing.horn import HttpHorn
from hearthwatch.testing.rtp_receiver import RtpReceiver
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.sipp_horn import sipp_horn
from hearthwatch.testing.tone import tone

SCENARIO = Path(__file__).resolve().parents[1] / "data" / "sipp" / "answers-pcmu.xml"
PASSWORD = "three words here"
ACCOUNT, LOGIN = Account("announcer", Secret(PASSWORD)), Login("announcer", PASSWORD)
ALSA = '</usr/share/alsa/alsa.conf>\npcm.horn {{ type file slave.pcm null file "{}" format raw }}\n'
SETTLE_S = 0.15
PCMU = codec_of(CodecName.PCMU)


@asynccontextmanager
async def paging(_: Path) -> AsyncIterator[Driver]:
    """Open RTP paging."""
    horn = await RtpReceiver.listening()
    yield PagingDriver(PagingAddress("127.0.0.1", horn.port), PCMU, SystemClock())
    await horn.close()


@asynccontextmanager
async def sip(folder: Path) -> AsyncIterator[Driver]:
    """Open a horn by SIP."""
    horn = await RtpReceiver.listening()
    async with sipp_horn(SCENARIO, folder, horn_port=horn.port, options=["-m", "9"]) as sipp:
        line = SipLine(SipAddress("", "127.0.0.1", sipp.port), [PCMU])
        yield SipDriver(line, SystemClock(), lambda _: None)
    await horn.close()


@asynccontextmanager
async def onvif(_: Path) -> AsyncIterator[Driver]:
    """Open a camera's loudspeaker."""
    async with BackchannelCamera(LOGIN).running() as camera:
        yield BackchannelDriver(BackchannelAddress(camera.url, [PCMU], ACCOUNT), SystemClock())


@asynccontextmanager
async def axis(_: Path) -> AsyncIterator[Driver]:
    """Open an HTTP horn in real time."""
    async with HttpHorn(LOGIN).running() as horn, httpx.AsyncClient() as client:
        yield HttpHornDriver(HornAddress(horn.url, "axis", ACCOUNT), client, SystemClock())


@asynccontextmanager
async def wav(_: Path) -> AsyncIterator[Driver]:
    """Open an HTTP horn that takes a file."""
    async with HttpHorn(LOGIN).running() as horn, httpx.AsyncClient() as client:
        address = HornAddress(f"{horn.url}/play", "generic-wav", ACCOUNT, f"{horn.url}/status")
        yield HttpHornDriver(address, client, SystemClock())


@asynccontextmanager
async def card(folder: Path) -> AsyncIterator[Driver]:
    """Open a device of ALSA's."""
    configuration = folder / "asound.conf"
    configuration.write_text(ALSA.format(folder / "played.raw"))
    environment = os.environ | {"ALSA_CONFIG_PATH": str(configuration)}
    yield CardDriver("horn", SystemClock(), environment=environment)


Opened = Callable[[Path], AbstractAsyncContextManager[Driver]]
DRIVERS = [
    pytest.param(paging, id="multicast"),
    pytest.param(sip, id="sip", marks=pytest.mark.component("sipp")),
    pytest.param(onvif, id="onvif"),
    pytest.param(axis, id="http-axis"),
    pytest.param(wav, id="http-wav"),
    pytest.param(card, id="card", marks=pytest.mark.component("aplay")),
]


@dataclass(frozen=True, slots=True)
class Open:
    """What a process holds: tasks of the loop, sockets and pipes, children."""

    tasks: int
    files: int
    children: int

    @classmethod
    def now(cls) -> Open:
        """Count."""
        files = [_target(each) for each in Path("/proc/self/fd").iterdir()]
        kept = [each for each in files if each.startswith(("socket:", "pipe:", "anon_inode:[pidfd]"))]
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        return cls(len(asyncio.all_tasks()), len(kept), len(children))


def _target(path: Path) -> str:
    with suppress(FileNotFoundError):
        return str(path.readlink())
    return ""


async def settled() -> Open:
    """Return what is open once the peers have seen the end too."""
    await asyncio.sleep(SETTLE_S)
    return Open.now()


@pytest.mark.parametrize("opened", DRIVERS)
def test_it_plays_again_and_again(tmp_path: Path, opened: Opened) -> None:
    """Each announcement of one driver is played, begins once, and takes its time."""

    async def played() -> None:
        async with opened(tmp_path) as driver:
            for _ in range(3):
                began: list[float] = []
                start = time.monotonic()
                receipt = await driver.play(
                    tone(700, 0.5),
                    0.7,
                    lambda: began.append(time.monotonic() - start),  # noqa: B023
                )
                assert receipt.state in {DeliveryState.SENT, DeliveryState.ACCEPTED, DeliveryState.HEARD}
                assert receipt.words
                assert len(began) == 1
                assert began[0] < 0.5
                assert time.monotonic() - start < 1.5

    asyncio.run(played())


@pytest.mark.parametrize("opened", DRIVERS)
@pytest.mark.parametrize("after_s", [0.0, 0.001, 0.01, 0.3])
def test_cancelling_at_any_moment_is_quick_and_leaves_nothing(
    tmp_path: Path, opened: Opened, after_s: float
) -> None:
    """Cancelled before, while or after it begins: back within a second, no task, socket or child left."""

    async def stopped() -> None:
        async with opened(tmp_path) as driver:
            await driver.play(tone(700, 0.1), 1.0, lambda: None)  # connections that are kept are made
            before = await settled()
            playing = asyncio.create_task(driver.play(tone(700, 20), 1.0, lambda: None))
            await asyncio.sleep(after_s)
            start = time.monotonic()
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            assert time.monotonic() - start < 1.2
            now = await settled()
            assert now.tasks <= before.tasks
            assert now.children <= before.children
            assert now.files <= before.files
            await driver.play(tone(700, 0.1), 1.0, lambda: None)

    asyncio.run(stopped())


@pytest.mark.parametrize("opened", DRIVERS)
@pytest.mark.parametrize("samples", [1, 159, 161])
def test_the_shortest_sounds_are_played_too(tmp_path: Path, opened: Opened, samples: int) -> None:
    """A sound of one sample, and of a little less or more than a packet, ends as any other."""

    async def played() -> None:
        async with opened(tmp_path) as driver:
            sound = Sound(np.full(samples, 9_000, np.int16), 8_000)
            async with asyncio.timeout(5):
                assert (await driver.play(sound, 1.0, lambda: None)).words

    asyncio.run(played())
