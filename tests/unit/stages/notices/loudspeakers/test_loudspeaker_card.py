# SPDX-License-Identifier: Apache-2.0
"""The sound card by aplay: a device of ALSA's that writes what it plays into a file, and others that fail."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

import numpy as np
import pytest

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.stages.notices.loudspeakers.card import CardDriver, Program
from hearthwatch.testing.tone import strongest_hz, tone

CONFIGURATION = """\
</usr/share/alsa/alsa.conf>
pcm.horn {{ type file slave.pcm null file "{played}" format raw }}
"""


BUSY = "the sound card default is in use by another program. End that program, or use a device that mixes."


class Card:
    """A card that plays into a file."""

    def __init__(self, folder: Path) -> None:
        """Configure it in a folder."""
        self.played = folder / "played.raw"
        configuration = folder / "asound.conf"
        configuration.write_text(CONFIGURATION.format(played=self.played))
        self.environment = {"PATH": os.environ["PATH"], "ALSA_CONFIG_PATH": str(configuration)}

    def driver(self, device: str = "horn", program: Program = "aplay") -> CardDriver:
        """Return a driver of one of its devices."""
        return CardDriver(device, SystemClock(), program=program, environment=self.environment)

    def samples(self) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
        """Return what it has played."""
        return np.frombuffer(self.played.read_bytes(), np.int16)


@pytest.mark.component("aplay")
@pytest.mark.parametrize("rate_hz", [16_000, 22_050])
def test_a_card_plays_the_announcement(tmp_path: Path, rate_hz: int) -> None:
    """Tone and length come out of the card, at the volume that was asked for, in their time."""
    card, began = Card(tmp_path), []
    start = time.monotonic()
    receipt = asyncio.run(
        card.driver().play(tone(700, 1.5, rate_hz), 0.5, lambda: began.append(time.monotonic() - start))
    )
    lasted = time.monotonic() - start
    assert receipt == Receipt(DeliveryState.SENT, "played by the sound card horn, not confirmed")
    played = card.samples()
    sounding = np.flatnonzero(np.abs(played) > 100)
    assert (sounding[-1] - sounding[0]) / rate_hz == pytest.approx(1.5, abs=0.01)
    assert strongest_hz(played, rate_hz) == pytest.approx(700, abs=1)
    assert np.abs(played).max() == pytest.approx(4_915, rel=0.02)
    assert len(began) == 1
    assert began[0] < 0.5
    assert 1.1 < lasted < 3.0  # the null card takes the last 0.3 s at once


@pytest.mark.component("aplay")
def test_cancelling_kills_the_program_at_once(tmp_path: Path) -> None:
    """Cancelled mid-play the program has ended when `play` comes back, and the rest is never heard."""
    card = Card(tmp_path)

    async def stopped() -> float:
        began = asyncio.Event()
        playing = asyncio.create_task(card.driver().play(tone(700, 30, 16_000), 1.0, began.set))
        await began.wait()
        await asyncio.sleep(0.5)
        start = time.monotonic()
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
        return time.monotonic() - start

    assert asyncio.run(stopped()) < 1.0
    assert len(card.samples()) / 16_000 < 2.5
    size = card.played.stat().st_size
    time.sleep(0.2)  # noqa: TID251 - nothing to wait for may come
    assert card.played.stat().st_size == size


@pytest.mark.component("aplay")
@pytest.mark.parametrize(
    ("device", "line", "transient"),
    [
        (
            "nosuch",
            "the sound card nosuch is not there. Check the address; `aplay -L` lists what there is.",
            False,
        ),
        (
            "plughw:9",
            "the sound card plughw:9 is not there. Check the address; `aplay -L` lists what there is.",
            True,
        ),
    ],
)
def test_a_card_that_is_not_there_is_said(tmp_path: Path, device: str, line: str, transient: bool) -> None:
    """A name that ALSA does not know is a mistake; a card that is unplugged may come back."""
    with pytest.raises(PeerError) as caught:
        asyncio.run(Card(tmp_path).driver(device).play(tone(700, 2), 1.0, lambda: None))
    assert (caught.value.line(), caught.value.transient) == (line, transient)


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("aplay", "aplay is not on this machine. Install alsa-utils."),
        ("pw-play", "pw-play is not on this machine. Install pipewire-bin."),
    ],
)
def test_a_program_that_is_not_there_is_said(tmp_path: Path, program: Program, line: str) -> None:
    """Without the program the error says what to install."""
    driver = CardDriver("default", SystemClock(), program=program, environment={"PATH": str(tmp_path)})
    with pytest.raises(PeerError) as caught:
        asyncio.run(driver.play(tone(700, 1), 1.0, lambda: None))
    assert (caught.value.line(), caught.value.transient) == (line, False)


def programmed(folder: Path, script: str, program: Program = "aplay") -> CardDriver:
    """Return a driver whose program is a script of the test's."""
    path = folder / program
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return CardDriver(
        "default",
        SystemClock(),
        program=program,
        environment={"PATH": f"{folder}:{os.environ['PATH']}"},
    )


@pytest.mark.parametrize(
    ("says", "line"),
    [
        (
            "aplay: main:831: audio open error: Device or resource busy",
            BUSY,
        ),
        (
            "error: pw_context_connect() failed: Host is down",
            "the sound card default has no sound server. Start PipeWire.",
        ),
        ("\x01\x02 something else", "aplay failed on the sound card default."),
    ],
)
def test_what_the_program_says_is_told_in_words(tmp_path: Path, says: str, line: str) -> None:
    """Busy, no sound server, or what nobody foresaw: one line for a person."""
    driver = programmed(tmp_path, f"echo '{says}' >&2; exit 1")
    with pytest.raises(PeerError) as caught:
        asyncio.run(driver.play(tone(700, 3), 1.0, lambda: None))
    assert caught.value.line() == line
    assert caught.value.transient


def test_a_program_that_dies_mid_play_is_noticed(tmp_path: Path) -> None:
    """A card that fails in the midst of an announcement is an error at once, not at its end."""
    driver = programmed(tmp_path, "head -c 40000 >/dev/null; exit 1")
    start = time.monotonic()
    with pytest.raises(PeerError, match="aplay failed"):
        asyncio.run(driver.play(tone(700, 20), 1.0, lambda: None))
    assert time.monotonic() - start < 3


def test_cancelling_ends_a_program_that_does_not_end_by_itself(tmp_path: Path) -> None:
    """A program that hangs when it is cancelled is killed too, at once."""

    async def stopped() -> float:
        began = asyncio.Event()
        playing = asyncio.create_task(
            programmed(tmp_path, "exec sleep 60").play(tone(700, 0.2), 1.0, began.set)
        )
        await began.wait()
        start = time.monotonic()
        playing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await playing
        return time.monotonic() - start

    assert asyncio.run(stopped()) < 1.0


@pytest.mark.slow
def test_a_program_that_hangs_is_given_up(tmp_path: Path) -> None:
    """A program that never ends is killed after our patience."""
    driver = programmed(tmp_path, "exec sleep 60")
    with pytest.raises(PeerError, match="the sound card default hangs"):
        asyncio.run(driver.play(tone(700, 0.2), 1.0, lambda: None))


@pytest.mark.parametrize(("knows", "option"), [("--volume", ""), ("-a, --raw", "--raw ")])
def test_pipewire_gets_its_fixed_arguments(tmp_path: Path, knows: str, option: str) -> None:
    """PipeWire's program, old or new, is given the device, the format and the sound, whole."""
    script = (
        f'[ "$1" = --help ] && exec echo "{knows}"\necho "$@" > {tmp_path}/arguments; cat > {tmp_path}/sound'
    )
    receipt = asyncio.run(
        programmed(tmp_path, script, "pw-play").play(tone(700, 0.5, 16_000), 1.0, lambda: None)
    )
    assert receipt.state is DeliveryState.SENT
    assert (tmp_path / "arguments").read_text() == (
        f"--target default {option}--format s16 --rate 16000 --channels 1 -\n"
    )
    written = np.frombuffer((tmp_path / "sound").read_bytes(), np.int16)
    assert strongest_hz(written, 16_000) == pytest.approx(700, abs=1)
    assert len(written) == 8_000


@pytest.mark.parametrize(
    "device", ["-D", "--help", "a b", "hw:0;reboot", "$(reboot)", "a\nb", "../etc", "x" * 101]
)
def test_a_name_that_is_no_device_is_refused(device: str) -> None:
    """Options, spaces and shell's letters are refused when the card is configured."""
    with pytest.raises(ValueError, match="address: a device such as default"):
        CardDriver(device, SystemClock())
