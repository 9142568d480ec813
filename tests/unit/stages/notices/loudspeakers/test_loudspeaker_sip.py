# SPDX-License-Identifier: Apache-2.0
"""SIP calls against SIPp as the horn; the sound is decoded by a receiver where SIPp says the horn hears."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from hearthwatch.config.values import Secret
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.digest import Account
from hearthwatch.stages.notices.loudspeakers.rtp import RtpPacket
from hearthwatch.stages.notices.loudspeakers.sip.dialog import SipAddress
from hearthwatch.stages.notices.loudspeakers.sip.driver import SipDriver, SipLine
from hearthwatch.stages.notices.loudspeakers.sip.transport import Timers
from hearthwatch.testing.rtp_receiver import RtpReceiver
from hearthwatch.testing.sipp_horn import SippHorn, sipp_horn
from hearthwatch.testing.tone import tone

SCENARIOS = Path(__file__).resolve().parents[4] / "data" / "sipp"
#: Impatient, so that tests are short; the proportions are the real ones.
TIMERS = Timers(t1=0.2, t2=0.8, silent=1.5, ringing=2.0, farewell=1.5)
ALL = [codec_of(each) for each in (CodecName.PCMU, CodecName.PCMA, CodecName.G722)]
PASSWORD = Account("announcer", Secret("three words here"))

pytestmark = pytest.mark.component("sipp")


def line(port: int, **settings: object) -> SipLine:
    """Return how the horn at a port of this machine is called."""
    given = {"codecs": ALL, "timers": TIMERS} | settings
    return SipLine(SipAddress("horn", "127.0.0.1", port), **given)  # type: ignore[arg-type]


class Call:
    """One announcement to a scenario, and what came of it."""

    def __init__(self, scenario: str, folder: Path, options: Sequence[str] = (), **settings: object) -> None:
        """Take the scenario's name and how the horn is called."""
        self.scenario, self.folder, self.options, self.settings = scenario, folder, options, settings
        self.keys: list[str] = []
        #: In whole periods to a packet, so that all packets are alike: no matter but for an echo.
        self.hz = 700.0
        self.began: list[float] = []
        self.horn = RtpReceiver()
        self.receipt: Receipt | None = None
        self.error: PeerError | None = None
        self.verdict = ""
        self.lasted = 0.0

    async def made(self, seconds: float = 1.0) -> None:
        """Make it, with a tone."""
        if not self.horn.port:
            self.horn = await RtpReceiver.listening()
        try:
            async with sipp_horn(
                SCENARIOS / f"{self.scenario}.xml",
                self.folder,
                horn_port=self.horn.port,
                options=self.options,
            ) as sipp:
                await self.said(sipp, seconds)
                self.verdict = await sipp.result()
        finally:
            await self.horn.close()

    async def said(self, sipp: SippHorn, seconds: float) -> None:
        """Speak to it, and keep what it came to."""
        driver = SipDriver(line(sipp.port, **self.settings), SystemClock(), self.keys.append)
        start = time.monotonic()
        try:
            self.receipt = await driver.play(
                tone(self.hz, seconds), 1.0, lambda: self.began.append(time.monotonic() - start)
            )
        except PeerError as error:
            self.error = error
        self.lasted = time.monotonic() - start


def called(scenario: str, folder: Path, seconds: float = 1.0, **settings: object) -> Call:
    """Return a call that was made."""
    call = Call(scenario, folder, **settings)  # type: ignore[arg-type]
    asyncio.run(call.made(seconds))
    return call


@pytest.mark.parametrize("name", CodecName)
def test_a_horn_answers_and_hears_the_announcement(tmp_path: Path, name: CodecName) -> None:
    """The codec that the horn chose is spoken, tone and length arrive, and it is hung up on."""
    call = called(f"answers-{name.value}", tmp_path)
    heard = call.horn.heard()
    assert call.error is None
    assert call.verdict == ""
    assert call.receipt == Receipt(
        DeliveryState.ACCEPTED, "the call was answered and the announcement played to its end"
    )
    assert {each.packet.payload_type for each in call.horn.arrivals} == {codec_of(name).payload_type}
    assert heard.tone_hz == pytest.approx(700, abs=1)
    assert heard.length_s == pytest.approx(1.0)
    assert heard.lost == 0
    assert len(call.began) == 1


def test_a_horn_is_called_by_ipv6(tmp_path: Path) -> None:
    """A horn that has an IPv6 address alone is called, told where we are, and heard to its end."""

    async def made() -> tuple[Receipt, float, str]:
        horn = await RtpReceiver.listening(host="::1")
        scenario = SCENARIOS / "answers-pcmu.xml"
        async with sipp_horn(scenario, tmp_path, horn_port=horn.port, host="::1") as sipp:
            ours = SipLine(SipAddress("horn", "::1", sipp.port), ALL, timers=TIMERS)
            receipt = await SipDriver(ours, SystemClock(), lambda _: None).play(
                tone(700, 0.5), 1.0, lambda: None
            )
            verdict = await sipp.result()
        await horn.close()
        return receipt, horn.heard().tone_hz, verdict

    receipt, tone_hz, verdict = asyncio.run(made())
    assert (receipt.state, verdict) == (DeliveryState.ACCEPTED, "")
    assert tone_hz == pytest.approx(700, abs=1)


def test_the_call_asks_to_be_answered_at_once(tmp_path: Path) -> None:
    """The headers that horns know are there; without a key nothing is asked to be sent back."""
    call = called("checks-headers", tmp_path)
    assert (call.error, call.verdict) == (None, "")


@pytest.mark.parametrize("scenario", ["password-401", "password-407"])
def test_a_horn_with_a_password_is_called(tmp_path: Path, scenario: str) -> None:
    """Asked for a password, as a horn or as a proxy does, the call proves it, and SIPp agrees."""
    call = called(scenario, tmp_path, account=PASSWORD)
    assert (call.error, call.verdict) == (None, "")
    assert call.horn.heard().tone_hz == pytest.approx(700, abs=1)


def test_a_wrong_password_is_said(tmp_path: Path) -> None:
    """A password that does not fit is said once, is no use trying again, and is not in the words."""
    call = called("password-401", tmp_path, account=Account("announcer", Secret("other words")))
    assert call.error is not None
    assert call.error.line() == (
        "the horn at 127.0.0.1 does not take the password. Check user and password_file."
    )
    assert not call.error.transient
    assert call.verdict == ""


def test_a_password_that_is_not_set_is_said(tmp_path: Path) -> None:
    """Asked for a password where none is set, the error says what to set."""
    call = Call("password-401", tmp_path)

    async def made() -> None:
        async with sipp_horn(SCENARIOS / "password-401.xml", tmp_path) as sipp:
            await call.said(sipp, 1.0)

    asyncio.run(made())
    assert call.error is not None
    assert call.error.line() == "the horn at 127.0.0.1 asks for a password. Set user and password_file."
    assert not call.error.transient


REFUSALS = {
    "busy": ("the horn at 127.0.0.1 is busy (SIP 486).", True, None),
    "declines": ("the horn at 127.0.0.1 declined the call (SIP 603). Let it answer by itself.", False, None),
    "unknown": (
        "the horn at 127.0.0.1 knows nobody by that name (SIP 404). Check the address.", False, None,
    ),
    "out-of-service": ("the horn at 127.0.0.1 is out of service (SIP 503).", True, 120.0),
    "no-codec": (
        "the horn at 127.0.0.1 takes none of the codecs that were offered (SIP 488). Choose another codec.",
        False, None,
    ),
    "moved": (
        "the horn at 127.0.0.1 has moved (SIP 302). Write its new address down.", False, None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("scenario", REFUSALS)
def test_a_refusal_is_said_in_words(tmp_path: Path, scenario: str) -> None:
    """Busy, declined, unknown, out of service: each in its words, with whether to try again and when."""
    call = called(scenario, tmp_path)
    assert call.error is not None
    assert (call.error.line(), call.error.transient, call.error.after_s) == REFUSALS[scenario]
    assert call.verdict == ""
    assert call.began == []


def test_a_telephone_that_nobody_answers_is_called_off(tmp_path: Path) -> None:
    """After our patience the call is cancelled, and the telephone knows."""
    call = called("rings", tmp_path)
    assert call.error is not None
    assert call.error.what == "the horn at 127.0.0.1 rings, and nobody answers"
    assert call.error.transient
    assert call.verdict == ""
    assert TIMERS.ringing <= call.lasted < TIMERS.ringing + 1.5


def test_a_slow_horn_is_called_again_and_followed(tmp_path: Path) -> None:
    """A request without an answer is sent again; routes that an answer sets are kept to."""
    call = called("slow", tmp_path)
    assert (call.error, call.verdict) == (None, "")
    assert call.horn.heard().length_s == pytest.approx(1.0)


def test_a_key_by_info_answers_the_announcement(tmp_path: Path) -> None:
    """The key, told by SIP INFO, is passed on once, ends the announcement, and it counts as heard."""
    call = called("info-key", tmp_path, seconds=10, key="5")
    assert (call.error, call.verdict) == (None, "")
    assert call.receipt == Receipt(DeliveryState.HEARD, "answered with key 5")
    assert call.keys == ["5"]
    assert call.lasted < 4


def test_another_key_is_none(tmp_path: Path) -> None:
    """A key that is not the one says nothing: the announcement goes on to its end."""
    call = called("info-key", tmp_path, key="1", listen_s=0.2)
    assert call.receipt is not None
    assert (call.receipt.state, call.keys, call.verdict) == (DeliveryState.ACCEPTED, [], "")


def test_a_key_in_the_sound_answers_the_announcement(tmp_path: Path) -> None:
    """The key as telephone-events (RFC 4733), sent three times over, is one press."""
    call = Call("answers-pcmu", tmp_path, key="#", listen_s=5)

    async def pressed() -> None:
        call.horn = await RtpReceiver.listening()
        making = asyncio.create_task(call.made(0.5))
        await call.horn.until(40)  # past the announcement: while it listens
        for number in range(3):
            event = RtpPacket(101, number, 800, 7, bytes([11, 0x8A, 0, 160]), marker=number == 0)
            call.horn.send_back(event.packed())
        await making

    asyncio.run(pressed())
    assert (call.error, call.verdict, call.keys) == (None, "", ["#"])
    assert call.receipt == Receipt(DeliveryState.HEARD, "answered with key #")
    assert call.lasted < 3


def test_an_echo_shows_that_it_was_played(tmp_path: Path) -> None:
    """A horn that sends back what it hears counts as heard: SIPp's own echo."""
    call = Call("echoes", tmp_path, options=["-rtp_echo"], checks_echo=True)
    call.hz = 713.3
    asyncio.run(call.made())
    assert (call.error, call.verdict) == (None, "")
    assert call.receipt == Receipt(DeliveryState.HEARD, "played: the horn sent back what it heard")


def test_no_echo_is_no_proof(tmp_path: Path) -> None:
    """Where an echo is looked for and none comes, it counts as accepted and no more."""
    call = called("answers-pcmu", tmp_path, checks_echo=True)
    assert call.receipt is not None
    assert call.receipt.state is DeliveryState.ACCEPTED


def test_a_horn_that_hangs_up_mid_play_is_an_error(tmp_path: Path) -> None:
    """A horn that ends the call before the announcement's end has not said it."""
    call = called("hangs-up", tmp_path, seconds=10)
    assert call.error is not None
    assert call.error.what == "the horn at 127.0.0.1 hung up before the end"
    assert call.error.transient
    assert call.verdict == ""
    assert call.lasted < 4


def test_cancelling_falls_silent_and_hangs_up(tmp_path: Path) -> None:
    """Cancelled mid-play nothing more is said, and the horn gets its BYE before it is over."""

    async def stopped() -> tuple[list[float], float, float, str]:
        horn = await RtpReceiver.listening()
        async with sipp_horn(SCENARIOS / "answers-pcmu.xml", tmp_path, horn_port=horn.port) as sipp:
            driver = SipDriver(line(sipp.port), SystemClock(), lambda _: None)
            playing = asyncio.create_task(driver.play(tone(700, 20), 1.0, lambda: None))
            await horn.came.wait()
            await asyncio.sleep(0.3)
            start = time.monotonic()
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            took = time.monotonic() - start
            verdict = await sipp.result()
            await asyncio.sleep(0.1)
            await horn.close()
            return [each.at for each in horn.arrivals], start, took, verdict

    arrived, cancelled, took, verdict = asyncio.run(stopped())
    assert arrived[-1] < cancelled + 0.06
    assert took < 1.0
    assert verdict == ""


def test_cancelling_while_it_rings_calls_off(tmp_path: Path) -> None:
    """Cancelled before anybody answered, the call is cancelled on the wire too."""

    async def stopped() -> str:
        async with sipp_horn(SCENARIOS / "rings.xml", tmp_path) as sipp:
            driver = SipDriver(line(sipp.port), SystemClock(), lambda _: None)
            playing = asyncio.create_task(driver.play(tone(700, 20), 1.0, lambda: None))
            await asyncio.sleep(0.4)
            playing.cancel()
            with pytest.raises(asyncio.CancelledError):
                await playing
            return await sipp.result()

    assert asyncio.run(stopped()) == ""


def test_a_horn_that_dies_mid_play_is_noticed(tmp_path: Path) -> None:
    """A horn whose power fails while it plays is an error, at the latest when the call is to be ended."""

    async def died() -> PeerError:
        horn = await RtpReceiver.listening()
        async with sipp_horn(SCENARIOS / "answers-pcmu.xml", tmp_path, horn_port=horn.port) as sipp:
            driver = SipDriver(line(sipp.port), SystemClock(), lambda _: None)
            playing = asyncio.create_task(driver.play(tone(700, 3), 1.0, lambda: None))
            await horn.came.wait()
            sipp.kill()
            await horn.close()
            with pytest.raises(PeerError) as caught:
                await asyncio.wait_for(playing, 10)
            return caught.value

    error = asyncio.run(died())
    assert error.what.startswith("the horn at 127.0.0.1 went away while it played")
    assert error.transient
