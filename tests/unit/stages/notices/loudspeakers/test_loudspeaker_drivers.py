# SPDX-License-Identifier: Apache-2.0
"""From a section to a driver that speaks."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from hearthwatch.config.loudspeakers import Loudspeaker
from hearthwatch.config.secret_file import SecretFile
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import UsageError
from hearthwatch.stages.notices.loudspeakers.card import CardDriver
from hearthwatch.stages.notices.loudspeakers.drivers import driver_of, hosts_of
from hearthwatch.stages.notices.loudspeakers.http_horn import HttpHornDriver
from hearthwatch.stages.notices.loudspeakers.multicast import PagingDriver
from hearthwatch.stages.notices.loudspeakers.onvif_backchannel import BackchannelDriver
from hearthwatch.stages.notices.loudspeakers.sip.driver import SipDriver
from hearthwatch.testing.backchannel import BackchannelCamera
from hearthwatch.testing.rtp_receiver import RtpReceiver
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.tone import tone

SECTIONS = {
    CardDriver: Loudspeaker(id="a", driver="card", address="default"),
    PagingDriver: Loudspeaker(id="b", driver="multicast", address="224.0.2.60:50000"),
    SipDriver: Loudspeaker(id="c", driver="sip", address="sip:horn@192.0.2.9"),
    BackchannelDriver: Loudspeaker(id="d", driver="onvif", address="rtsp://192.0.2.7/stream"),
    HttpHornDriver: Loudspeaker(id="e", driver="http", address="http://192.0.2.8/play"),
}


@pytest.mark.parametrize("kind", SECTIONS)
def test_each_section_makes_its_driver(kind: type) -> None:
    """Each driver's word makes a driver of its kind."""

    async def made() -> object:
        async with httpx.AsyncClient() as client:
            return driver_of(SECTIONS[kind], SystemClock(), client, lambda _: None)

    assert type(asyncio.run(made())) is kind


def test_the_hosts_of_http_horns_are_told() -> None:
    """Whoever guards HTTP learns which hosts loudspeakers need, and no others."""
    assert hosts_of(SECTIONS.values()) == {"192.0.2.8"}


def test_a_configured_paging_address_is_spoken_to() -> None:
    """A section's address and codec are those that are used."""

    async def played() -> None:
        horn = await RtpReceiver.listening()
        section = Loudspeaker(id="b", driver="multicast", address=f"127.0.0.1:{horn.port}", codec="g722")
        async with httpx.AsyncClient() as client:
            driver = driver_of(section, SystemClock(), client, lambda _: None)
            receipt = await driver.play(tone(700, 0.4), 1.0, lambda: None)
        assert receipt.state is DeliveryState.SENT
        assert horn.arrivals[0].packet.payload_type == 9
        assert horn.heard().tone_hz == pytest.approx(700, abs=2)
        await horn.close()

    asyncio.run(played())


def test_a_password_is_read_from_its_file_and_never_shown(tmp_path: Path) -> None:
    """The password's file opens the camera; what is made of the section does not show it."""
    secret = tmp_path / "password"
    secret.write_text("three words here\n")

    async def played() -> object:
        async with (
            BackchannelCamera(Login("speaker", "three words here")).running() as camera,
            httpx.AsyncClient() as client,
        ):
            section = Loudspeaker(
                id="d",
                driver="onvif",
                address=camera.url,
                user="speaker",
                password_file=SecretFile(str(secret)),
            )
            driver = driver_of(section, SystemClock(), client, lambda _: None)
            assert "three words" not in repr((section, driver, vars(driver)))
            return await driver.play(tone(700, 0.2), 1.0, lambda: None)

    assert "took the announcement" in str(asyncio.run(played()))


def test_a_password_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A missing file is the operator's to mend, and is said when the driver is made."""
    section = Loudspeaker(
        id="c", driver="sip", address="192.0.2.9", user="a", password_file=SecretFile(str(tmp_path / "no"))
    )

    async def made() -> None:
        async with httpx.AsyncClient() as client:
            driver_of(section, SystemClock(), client, lambda _: None)

    with pytest.raises(UsageError, match="cannot be read: No such file"):
        asyncio.run(made())
