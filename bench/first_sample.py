# SPDX-License-Identifier: Apache-2.0
"""How long from `play()` to the first sound, for each driver, with its peer on this machine's loopback.

``began``: when the driver says that the first sample has left; ``arrived``: when the peer had it. The
announcement is a tone of 4 s at 22,050 Hz, as speech synthesis makes it; it is stopped after its first sound.
Prints a table and JSON. SIPp and aplay must be there.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
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

SCENARIO = Path(__file__).resolve().parents[1] / "tests" / "data" / "sipp" / "answers-pcmu.xml"
GROUP = "224.0.2.60"
PASSWORD = "three words here"  # noqa: S105 - of a peer that lives for this run
ACCOUNT = Account("announcer", Secret(PASSWORD))
LOGIN = Login("announcer", PASSWORD)
ALSA = '</usr/share/alsa/alsa.conf>\npcm.horn {{ type file slave.pcm null file "{}" format raw }}\n'


@dataclass(slots=True)
class Measured:
    """A driver, its peer, and what was measured, in ms. ``came`` is set by the peer; None: it cannot."""

    driver: Driver
    came: asyncio.Event | None
    began: list[float] = field(default_factory=list)
    arrived: list[float] = field(default_factory=list)

    async def once(self) -> None:
        """Play until the first sound has come, and stop."""
        if self.came is not None:
            self.came.clear()
        began = asyncio.Event()
        sound = tone(700, 4.0)
        start = time.monotonic()

        def tell() -> None:
            self.began.append((time.monotonic() - start) * 1000)
            began.set()

        playing = asyncio.create_task(self.driver.play(sound, 1.0, tell))
        async with asyncio.timeout(10):
            if self.came is not None:
                await self.came.wait()
                self.arrived.append((time.monotonic() - start) * 1000)
            await began.wait()
        playing.cancel()
        with suppress(asyncio.CancelledError):
            await playing


@asynccontextmanager
async def paging(_: int, __: Path) -> AsyncIterator[Measured]:
    """Open RTP paging to a group."""
    horn = await RtpReceiver.listening(group=GROUP)
    address = PagingAddress(GROUP, horn.port, interface="127.0.0.1")
    yield Measured(PagingDriver(address, codec_of(CodecName.PCMU), SystemClock()), horn.came)
    await horn.close()


@asynccontextmanager
async def sip(count: int, folder: Path) -> AsyncIterator[Measured]:
    """Open calls to SIPp, which answers at once."""
    horn = await RtpReceiver.listening()
    async with sipp_horn(SCENARIO, folder, horn_port=horn.port, options=["-m", str(count + 1)]) as sipp:
        line = SipLine(SipAddress("", "127.0.0.1", sipp.port), [codec_of(CodecName.PCMU)])
        yield Measured(SipDriver(line, SystemClock(), lambda _: None), horn.came)
    await horn.close()


@asynccontextmanager
async def onvif(_: int, __: Path) -> AsyncIterator[Measured]:
    """Open a camera's back-channel, with a password."""
    async with BackchannelCamera(LOGIN).running() as camera:
        codecs = [codec_of(CodecName.PCMU)]
        yield Measured(
            BackchannelDriver(BackchannelAddress(camera.url, codecs, ACCOUNT), SystemClock()), camera.came
        )


@asynccontextmanager
async def http_axis(_: int, __: Path) -> AsyncIterator[Measured]:
    """Open an HTTP horn that takes sound in real time, with a password."""
    async with HttpHorn(LOGIN).running() as horn, httpx.AsyncClient() as client:
        yield Measured(
            HttpHornDriver(HornAddress(horn.url, "axis", ACCOUNT), client, SystemClock()), horn.came
        )


@asynccontextmanager
async def http_wav(_: int, __: Path) -> AsyncIterator[Measured]:
    """Open an HTTP horn that takes a WAV file, with a password."""
    async with HttpHorn(LOGIN).running() as horn, httpx.AsyncClient() as client:
        address = HornAddress(f"{horn.url}/play", "generic-wav", ACCOUNT)
        yield Measured(HttpHornDriver(address, client, SystemClock()), horn.came)


@asynccontextmanager
async def card(_: int, folder: Path) -> AsyncIterator[Measured]:
    """Open a device of ALSA's, by aplay: that it took the sound is all that can be seen at once."""
    configuration = folder / "asound.conf"
    configuration.write_text(ALSA.format(folder / "played.raw"))
    environment = os.environ | {"ALSA_CONFIG_PATH": str(configuration)}
    yield Measured(CardDriver("horn", SystemClock(), environment=environment), None)


DRIVERS: dict[str, Callable[[int, Path], object]] = {
    "card": card, "multicast": paging, "sip": sip, "onvif": onvif, "http axis": http_axis,
    "http generic-wav": http_wav,
}  # fmt: skip


async def measured(count: int, folder: Path) -> dict[str, dict[str, float]]:
    """Return each driver's figures."""
    figures = {}
    for name, opened in DRIVERS.items():
        async with opened(count, folder) as one:  # type: ignore[attr-defined]
            for _ in range(count + 1):
                await one.once()
            # The very first fills tables of filters and codecs, once in a process: it stands apart.
            figures[name] = {
                "first_began_ms": round(one.began[0], 2),
                **_summary("began", one.began[1:]),
                **_summary("arrived", one.arrived[1:]),
            }
    return figures


def _summary(name: str, values: list[float]) -> dict[str, float]:
    if not values:
        return {}
    p50, p95 = np.percentile(values, [50, 95])
    return {f"{name}_p50_ms": round(float(p50), 2), f"{name}_p95_ms": round(float(p95), 2)}


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plays", type=int, default=50)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(measured(arguments.plays, Path(folder)))
    keys = ("first_began_ms", "began_p50_ms", "began_p95_ms", "arrived_p50_ms", "arrived_p95_ms")
    print(f"{'driver':18}" + "".join(f"{key:>16}" for key in keys))
    for name, found in figures.items():
        print(f"{name:18}" + "".join(f"{found[key]:16.1f}" if key in found else f"{'-':>16}" for key in keys))
    text = json.dumps({"plays": arguments.plays, "drivers": figures}, indent=1)
    print(text)
    if arguments.json:
        arguments.json.write_text(text + "\n")


if __name__ == "__main__":
    main()
