# SPDX-License-Identifier: Apache-2.0
"""ONVIF's audio back-channel against a camera that speaks it, asks for a password, and decodes."""

from __future__ import annotations

import asyncio
import time

import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.digest import Account
from hearthwatch.stages.notices.loudspeakers.onvif_backchannel import BackchannelAddress, BackchannelDriver
from hearthwatch.testing.backchannel import BackchannelCamera, Fault
from hearthwatch.testing.rtsp_auth import Login
from hearthwatch.testing.tone import tone

LOGIN = Login("speaker", "three words here")
ACCOUNT = Account("speaker", Secret("three words here"))
PATIENCE_S = 1.0


def driver(camera: BackchannelCamera, account: Account | None = None) -> BackchannelDriver:
    """Return a driver for a camera."""
    codecs = [codec_of(each) for each in CodecName]
    return BackchannelDriver(BackchannelAddress(camera.url, codecs, account, PATIENCE_S), SystemClock())


def played(
    camera: BackchannelCamera, account: Account | None = None, seconds: float = 1.0
) -> Receipt | PeerError:
    """Return what came of a tone of 700 Hz."""

    async def playing() -> Receipt | PeerError:
        async with camera.running():
            try:
                return await driver(camera, account).play(tone(700, seconds), 1.0, lambda: None)
            except PeerError as error:
                return error

    return asyncio.run(playing())


@pytest.mark.parametrize("codec", CodecName)
def test_a_camera_hears_the_announcement(codec: CodecName) -> None:
    """In the camera's codec, with its password proved by digest, tone and length arrive; then it is ended."""
    camera = BackchannelCamera(LOGIN, codec)
    assert played(camera, ACCOUNT, 0.8) == Receipt(
        DeliveryState.ACCEPTED, "the camera took the announcement to its end"
    )
    heard = camera.heard()
    assert heard.tone_hz == pytest.approx(700, abs=1)
    assert heard.length_s == pytest.approx(0.8)
    assert heard.lost == 0
    assert camera.asked == ["DESCRIBE", "DESCRIBE", "SETUP", "PLAY", "TEARDOWN"]


def test_basic_authentication_is_taken_where_there_is_no_other() -> None:
    """An old camera that knows basic authentication alone is spoken to."""
    camera = BackchannelCamera(Login("speaker", "three words here", "basic"))
    assert isinstance(played(camera, ACCOUNT, 0.2), Receipt)


NO_LOUDSPEAKER = (
    "the camera at 127.0.0.1 has no loudspeaker to be reached this way. "
    "Check that it knows ONVIF Profile T, and that its audio output is switched on."
)
FAULTS: dict[Fault, tuple[str, bool]] = {
    "mute": ("the camera at 127.0.0.1 does not answer. Check that it is on and reachable.", True),
    "garbage": ("the camera at 127.0.0.1 answers what is no RTSP. Check the address and the port.", True),
    "unsupported": (NO_LOUDSPEAKER, False),
    "deaf": (NO_LOUDSPEAKER, False),
    "strange": (
        "the camera at 127.0.0.1 takes none of the codecs that are known here. Set it to G.711 or G.722.",
        False,
    ),
    "vanishing": ("the camera at 127.0.0.1 broke the connection off.", True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_a_camera_is_said(fault: Fault) -> None:
    """Silent, garbled, without a loudspeaker, gone mid-play: each in its words, within our patience."""
    start = time.monotonic()
    error = played(BackchannelCamera(fault=fault), seconds=3)
    assert isinstance(error, PeerError)
    assert (error.line(), error.transient) == FAULTS[fault]
    assert time.monotonic() - start < 4.0


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (None, "the camera at 127.0.0.1 asks for a password. Set user and password_file."),
        (
            Account("speaker", Secret("other words")),
            "the camera at 127.0.0.1 does not take the password. Check user and password_file.",
        ),
    ],
)
def test_a_password_that_does_not_fit_is_said(account: Account | None, words: str) -> None:
    """No password, or a wrong one: said in words that do not hold it, and not tried again."""
    error = played(BackchannelCamera(LOGIN), account)
    assert isinstance(error, PeerError)
    assert (error.line(), error.transient) == (words, False)


def test_a_camera_that_is_off_is_said() -> None:
    """Where nothing listens, that is an error worth trying again."""

    async def refused() -> PeerError:
        camera = BackchannelCamera()
        async with camera.running():
            pass
        with pytest.raises(PeerError, match="no way to the camera at") as caught:
            await driver(camera).play(tone(700, 1), 1.0, lambda: None)
        return caught.value

    assert asyncio.run(refused()).transient


def test_cancelling_stops_at_once_and_ends_the_session() -> None:
    """Cancelled mid-play no packet follows, and the camera gets its TEARDOWN."""

    async def stopped() -> tuple[list[float], float, float, list[str]]:
        camera = BackchannelCamera(LOGIN)
        async with camera.running():
            playing = asyncio.create_task(driver(camera, ACCOUNT).play(tone(700, 20), 1.0, lambda: None))
            await camera.came.wait()
            await asyncio.sleep(0.2)
            start = time.monotonic()
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            took = time.monotonic() - start
            await asyncio.sleep(0.1)
            return [each.at for each in camera.arrivals], start, took, camera.asked

    arrived, cancelled, took, asked = asyncio.run(stopped())
    assert arrived[-1] < cancelled + 0.06
    assert took < 1.0
    assert asked[-1] == "TEARDOWN"


def test_a_camera_that_takes_nothing_more_is_noticed() -> None:
    """A camera that hangs mid-play, its connection open, is soon an error."""
    start = time.monotonic()
    error = played(BackchannelCamera(fault="stuck"), seconds=20)
    assert isinstance(error, PeerError)
    assert error.what == "the camera at 127.0.0.1 does not answer"
    assert time.monotonic() - start < 6


@pytest.mark.parametrize("address", ["", "http://192.0.2.7/", "rtsp://", "rtsp://a:b@192.0.2.7/"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    """Another scheme, no host, or credentials in the address: refused when it is configured."""
    with pytest.raises(ValueError, match="address: rtsp://HOST/PATH"):
        BackchannelDriver(BackchannelAddress(address, []), SystemClock())
