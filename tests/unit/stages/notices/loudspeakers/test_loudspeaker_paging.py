# SPDX-License-Identifier: Apache-2.0
"""RTP paging against a receiver that decodes what it hears, in a group and alone."""

from __future__ import annotations

import asyncio
import socket
import time
from itertools import pairwise

import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.codecs import CodecName, codec_of
from hearthwatch.stages.notices.loudspeakers.multicast import PagingAddress, PagingDriver
from hearthwatch.stages.notices.loudspeakers.rtp import RtpPacket, paced, parse_rtp
from hearthwatch.testing.rtp_receiver import RtpReceiver
from hearthwatch.testing.tone import tone

GROUP = "224.0.2.60"


def driver(port: int, host: str = "127.0.0.1", codec: CodecName = CodecName.PCMU) -> PagingDriver:
    """Return a driver that sends to a port of this machine."""
    interface = "127.0.0.1" if host == GROUP else ""
    return PagingDriver(PagingAddress(host, port, interface=interface), codec_of(codec), SystemClock())


@pytest.mark.parametrize("codec", CodecName)
@pytest.mark.parametrize("host", ["127.0.0.1", GROUP])
def test_a_horn_hears_tone_and_length(host: str, codec: CodecName) -> None:
    """In a group or alone, in each codec, a horn decodes the tone that was played, whole and in time."""

    async def played() -> None:
        horn = await RtpReceiver.listening(group=host if host == GROUP else "")
        began: list[float] = []
        start = time.monotonic()
        receipt = await driver(horn.port, host, codec).play(
            tone(700, 1.2), 0.5, lambda: began.append(time.monotonic() - start)
        )
        lasted = time.monotonic() - start
        await horn.until(60)
        heard = horn.heard()
        await horn.close()
        assert receipt.state is DeliveryState.SENT
        assert receipt.words == f"sent to {host}:{horn.port}, not confirmed"
        assert heard.length_s == pytest.approx(1.2)
        assert heard.tone_hz == pytest.approx(700, abs=1)
        assert heard.loudness == pytest.approx(0.15 / 2**0.5, rel=0.1)
        assert (heard.lost, horn.garbage) == (0, 0)
        assert heard.interval_p50_s == pytest.approx(0.02, abs=0.005)
        assert len(began) == 1
        assert began[0] < 0.5
        assert 1.19 < lasted < 3.0
        assert [each.packet.marker for each in horn.arrivals[:2]] == [True, False]
        steps = {(each.packet.sequence - horn.arrivals[0].packet.sequence) & 0xFFFF for each in horn.arrivals}
        assert steps == set(range(60))
        # 160 ticks of 8,000 Hz to a packet, for G.722 too: RFC 3551, section 4.5.2.
        ticks = {
            (later.packet.timestamp - sooner.packet.timestamp) & 0xFFFF_FFFF
            for sooner, later in pairwise(horn.arrivals)
        }
        assert ticks == {160}
        assert {each.packet.source for each in horn.arrivals} == {horn.arrivals[0].packet.source}

    asyncio.run(played())


def test_cancelling_stops_within_one_packet() -> None:
    """After it was cancelled nothing more is sent."""

    async def played() -> None:
        horn = await RtpReceiver.listening()
        playing = asyncio.create_task(driver(horn.port).play(tone(700, 20), 1.0, lambda: None))
        await horn.came.wait()
        await asyncio.sleep(0.3)
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
        await asyncio.sleep(0.05)  # for what is on its way to be read
        before = len(horn.arrivals)
        await asyncio.sleep(0.15)
        assert 5 < before < 40
        assert len(horn.arrivals) == before
        await horn.close()

    asyncio.run(played())


def test_a_machine_that_stood_still_loses_no_word_and_sends_no_burst() -> None:
    """After a stop of half a second the rest is sent at its pace, whole, and the pause is no longer."""
    sent: list[float] = []

    def send(_: bytes) -> None:
        sent.append(time.monotonic())
        if len(sent) == 10:
            time.sleep(0.5)  # noqa: TID251 - the loop itself is to stand still

    asyncio.run(paced([b""] * 40, send, SystemClock(), began=lambda: None))
    steps = [later - sooner for sooner, later in pairwise(sent)]
    assert len(sent) == 40
    # In a burst, 24 packets would follow one another at once.
    assert sum(step < 0.015 for step in steps) <= 10
    assert sent[-1] - sent[0] > 39 * 0.02 + 0.35


def test_nobody_listening_is_said() -> None:
    """Where a single horn's machine refuses the packets, that is an error worth trying again."""

    async def played() -> PeerError:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
            taken.bind(("127.0.0.1", 0))
            port = taken.getsockname()[1]
        with pytest.raises(PeerError) as caught:
            await driver(port).play(tone(700, 1), 1.0, lambda: None)
        assert caught.value.what == f"nobody listens at 127.0.0.1:{port}"
        return caught.value

    assert asyncio.run(played()).transient


def test_a_horn_that_disappears_is_noticed_mid_play() -> None:
    """A single horn whose port closes while it plays is an error within a few packets."""

    async def played() -> None:
        horn = await RtpReceiver.listening()
        playing = asyncio.create_task(driver(horn.port).play(tone(700, 20), 1.0, lambda: None))
        await horn.came.wait()
        await horn.close()
        with pytest.raises(PeerError, match="nobody listens"):
            await asyncio.wait_for(playing, 1)

    asyncio.run(played())


@pytest.mark.parametrize(
    "data",
    [b"", b"\x80", b"\x00" * 40, b"\x90\x00" + b"\x00" * 10, b"\x8f" + b"\x00" * 20, b"\xa0" + b"\xff" * 15],
)
def test_what_is_no_packet_is_refused(data: bytes) -> None:
    """Short, of another version, or with lengths that lie: each is refused."""
    with pytest.raises(ValueError, match="RTP packet"):
        parse_rtp(data)


def test_a_packet_is_read_as_it_was_packed() -> None:
    """What is packed is read back; contributing sources, an extension and padding are left out."""
    packet = RtpPacket(9, 65_535, 2**32 - 1, 7, b"abc", marker=True)
    packed = packet.packed()
    assert parse_rtp(packed) == packet
    dressed = (
        bytes([packed[0] | 0x31]) + packed[1:12] + b"csrc" + b"\xbe\xde\x00\x01four" + b"abc" + b"\x00\x02"
    )
    assert parse_rtp(dressed) == packet
