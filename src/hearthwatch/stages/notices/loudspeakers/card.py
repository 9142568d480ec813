# SPDX-License-Identifier: Apache-2.0
"""The sound card of the machine itself: by ALSA's ``aplay``, or PipeWire's ``pw-play``, with fixed arguments.

Sound is written to the program a little ahead of the time at which it is heard, so that one that is ended
leaves nothing behind: then the program is killed, and what it had not played is not heard.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Literal

from hearthwatch.config.loudspeaker_address import card_device
from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound

from .codecs import louder

Program = Literal["aplay", "pw-play"]

#: How far ahead of its time sound is written. Longer than a hiccup of this machine; a stop is still at once.
_AHEAD_S = 0.3
_PIECE_S = 0.05
#: How long a program may take to play what it has, after its last sound, before it hangs.
_PATIENCE_S = 5.0
_MOST_WORDS = 4_096
#: What the programs say, and what it means. The first that fits counts.
_FAULTS = (
    ("resource busy", "is in use by another program", "End that program, or use a device that mixes", True),
    ("permission denied", "may not be used by this service", "Let it be in the group audio", False),
    ("unknown pcm", "is not there", "Check the address; `aplay -L` lists what there is", False),
    ("no such", "is not there", "Check the address; `aplay -L` lists what there is", True),
    ("cannot get card", "is not there", "Check the address; `aplay -L` lists what there is", True),
    ("host is down", "has no sound server", "Start PipeWire", True),
    ("connect", "has no sound server", "Start PipeWire", True),
)


class CardDriver:
    """See the module; one device of one program."""

    def __init__(
        self,
        device: str,
        clock: Clock,
        *,
        program: Program = "aplay",
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Take the device's name ("" for the default of PipeWire). ValueError: it is no such name.

        ``environment``: what the program finds there, None for what this process has; for tests.
        """
        self._device = card_device(device)
        self._clock = clock
        self._program: Program = program
        self._environment = environment
        self._raw: bool | None = None
        self._named = f"the sound card {device or 'of the default'}"

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Play a sound. Returns SENT: a card does not know what is plugged into it. Raises PeerError.

        Cancelled, the program is killed and has ended when this comes back.
        """
        data = louder(sound, volume).samples.astype("<i2").tobytes()
        process = await self._started(sound.rate_hz)
        words = asyncio.ensure_future(_words(process))
        try:
            await self._fed(process, data, sound.rate_hz, began)
            async with asyncio.timeout(_PATIENCE_S):
                status = await process.wait()
            said = await words
        except TimeoutError:
            raise PeerError(f"{self._named} hangs", do="Look at the card and its driver") from None
        finally:
            await _ended(process)
            words.cancel()
            await asyncio.gather(words, return_exceptions=True)
        if status != 0:
            raise self._fault(said)
        return Receipt(DeliveryState.SENT, f"played by {self._named}, not confirmed")

    async def _started(self, rate_hz: int) -> asyncio.subprocess.Process:
        try:
            return await asyncio.create_subprocess_exec(
                *await self._command(rate_hz),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
                env=self._environment,
            )
        except FileNotFoundError:
            raise PeerError(
                f"{self._program} is not on this machine",
                do="Install alsa-utils" if self._program == "aplay" else "Install pipewire-bin",
                transient=False,
            ) from None
        except TimeoutError:
            raise PeerError(f"{self._program} hangs", do="Start PipeWire anew") from None
        except OSError as error:
            raise PeerError(f"{self._program} cannot be started: {error.strerror}") from None

    async def _command(self, rate_hz: int) -> list[str]:
        rate = str(rate_hz)
        if self._program == "aplay":
            device = ["-D", self._device] if self._device else []
            return ["aplay", "-q", *device, "-t", "raw", "-f", "S16_LE", "-r", rate, "-c", "1", "-"]
        device = ["--target", self._device] if self._device else []
        raw = ["--raw"] if await self._knows_raw() else []
        return ["pw-play", *device, *raw, "--format", "s16", "--rate", rate, "--channels", "1", "-"]

    async def _knows_raw(self) -> bool:
        """Whether PipeWire's program must be told that it gets bare samples; older ones take nothing else."""
        if self._raw is None:
            asked = await asyncio.create_subprocess_exec(
                "pw-play",
                "--help",
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=self._environment,
            )
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    said, _ = await asked.communicate()
            finally:
                await _ended(asked)
            self._raw = b"--raw" in said
        return self._raw

    async def _fed(
        self, process: asyncio.subprocess.Process, data: bytes, rate_hz: int, began: Callable[[], None]
    ) -> None:
        """Write the sound at its pace. A program that ends sooner is found out by who waits for it."""
        out = process.stdin
        if out is None:
            return
        piece = round(rate_hz * _PIECE_S) * 2
        with suppress(ConnectionError):
            start = self._clock.monotonic()
            for at in range(0, len(data), piece):
                # A program that takes nothing hangs; one that waits for its card takes a little at a time.
                async with asyncio.timeout(_PATIENCE_S):
                    out.write(data[at : at + piece])
                    await out.drain()
                if at == 0:
                    began()
                heard_s = (at + piece) / 2 / rate_hz
                await asyncio.sleep(max(0.0, start + heard_s - _AHEAD_S - self._clock.monotonic()))
                if process.returncode is not None:
                    return
            out.close()

    def _fault(self, said: str) -> PeerError:
        for sign, words, do, transient in _FAULTS:
            if sign in said.lower():
                return PeerError(f"{self._named} {words}", do=do, transient=transient)
        return PeerError(f"{self._program} failed on {self._named}")


async def _words(process: asyncio.subprocess.Process) -> str:
    """Return the last that a program says of its troubles."""
    said = b""
    if process.stderr is not None:
        while piece := await process.stderr.read(1024):
            said = (said + piece)[-_MOST_WORDS:]
    return said.decode("utf-8", "replace")


async def _ended(process: asyncio.subprocess.Process) -> None:
    """Kill a program that still runs, and reap it."""
    if process.stdin is not None:
        process.stdin.close()
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
