# SPDX-License-Identifier: Apache-2.0
"""Loudspeakers and voices for tests: what plays into memory, what fails, what hums without a program."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound


@dataclass(slots=True)
class Playing:
    """One play: what, how loud, and how it ended. ``played_s`` is in the sound's own seconds."""

    sound: Sound
    volume: float
    played_s: float = 0.0
    is_cut: bool = False


@dataclass(slots=True)
class RecordingDriver:
    """Plays into memory. ``speed``: how many seconds of sound pass in one of the loop's; 0 for none at all.

    ``receipt`` is what it answers with; ``most_at_once``: how many sounds it was ever made to play together.
    """

    speed: float = 100.0
    receipt: Receipt = field(default_factory=lambda: Receipt(DeliveryState.SENT, "played into memory"))
    plays: list[Playing] = field(default_factory=list)
    most_at_once: int = 0
    _now: int = 0

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Take as long as the sound lasts, at its speed; a cancelled play is kept as cut."""
        playing = Playing(sound, volume)
        self.plays.append(playing)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        began()
        try:
            await asyncio.sleep(sound.length_s / self.speed if self.speed else 0.0)
        except asyncio.CancelledError:
            playing.is_cut = True
            playing.played_s = (loop.time() - begun) * self.speed
            raise
        finally:
            self._now -= 1
        playing.played_s = sound.length_s
        return self.receipt


@dataclass(slots=True)
class BrokenDriver:
    """Fails the first ``times`` plays with ``error``, then plays as ``then``; ``hangs``: never answers."""

    error: Exception = field(default_factory=lambda: PeerError("The horn does not answer"))
    times: int = 1_000_000
    hangs: bool = False
    then: RecordingDriver = field(default_factory=RecordingDriver)
    failures: int = 0

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Raise, or wait for ever, or play. Raises PeerError, or whatever it was given."""
        if self.failures >= self.times:
            return await self.then.play(sound, volume, began)
        self.failures += 1
        if self.hangs:
            await asyncio.Event().wait()
        raise self.error


@dataclass(slots=True)
class SteadyVoice:
    """Says everything as a hum, 50 ms a letter, without any program; keeps what it was given.

    ``mute``: languages that it has not; ``late_s``: how long it takes; ``is_broken``: it fails at all.
    """

    version: str = "steady 1"
    mute: frozenset[str] = frozenset()
    late_s: float = 0.0
    is_broken: bool = False
    said: list[tuple[str, str]] = field(default_factory=list)

    async def say(self, text: str, language: str) -> Sound:
        """Hum. Raises PeerError as it is told to."""
        self.said.append((text, language))
        await asyncio.sleep(self.late_s)
        if self.is_broken:
            raise PeerError("The voice is broken")
        if language in self.mute:
            raise PeerError(f"There is no voice for {language!r}", do="Choose another", transient=False)
        at_s = np.arange(round(0.05 * len(text) * 22_050)) / 22_050
        return Sound((9_000 * np.sin(2 * np.pi * 220 * at_s)).astype(np.int16), 22_050)
