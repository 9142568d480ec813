# SPDX-License-Identifier: Apache-2.0
"""Speech that is ready before it is needed: spoken at configuration, kept on disk, found in a millisecond.

Kept are sentences, not announcements: those of 16 cameras, with every cause and as drills, are a few hundred
in a language instead of thousands. A file's name is the hash of what it holds and of the voice that spoke
it, so that a new voice or a new text is never answered with an old sound. What is damaged or missing is
spoken anew.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound

from .sounds import levelled, resample, sound_of_wav, wav_of
from .speech import Voice

#: The rate that espeak-ng speaks at; every sound is kept at it, and drivers make theirs of it.
RATE_HZ = 22_050
#: Goes up when what is done to a sound before it is kept changes.
_FORM = "1"
_KEPT = re.compile(r"[0-9a-f]{40}\.wav")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence in a language, as it is given to the voice."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Preparation:
    """What preparing came to: ``ready`` pieces, of which ``spoken`` are new, and a line for each fault."""

    ready: int
    spoken: int
    faults: tuple[str, ...]


class Prepared:
    """Speaks pieces, and keeps them in a folder. All calls but `kept` belong to the loop's thread."""

    def __init__(self, folder: Path, voice: Voice) -> None:
        """Take the folder, which is made where it is missing, and the voice."""
        self._folder = folder
        self._voice = voice
        self._speaking: dict[Piece, asyncio.Task[Sound]] = {}

    async def prepare(self, pieces: Iterable[Piece]) -> Preparation:
        """Speak what is not kept yet, the first first, and erase what is no longer among ``pieces``.

        One at a time, so that half of the machine stays free for cameras. An alarm does not wait for it.
        """
        wanted = dict.fromkeys(pieces)
        spoken, faults = 0, dict[str, None]()
        for piece in wanted:
            if await asyncio.to_thread(self.kept, piece) is not None:
                continue
            try:
                await self.speak(piece)
                spoken += 1
            except PeerError as error:
                faults[f"{error.line()}"] = None
        ready = await asyncio.to_thread(self._erase_but, {self._path(piece).name for piece in wanted})
        return Preparation(ready, spoken, tuple(faults))

    def kept(self, piece: Piece) -> Sound | None:
        """Return a piece's sound where it is kept whole. May be called on any thread."""
        try:
            sound = sound_of_wav(self._path(piece).read_bytes())
        except (OSError, ValueError):
            return None
        return sound if sound.rate_hz == RATE_HZ and len(sound.samples) else None

    async def speak(self, piece: Piece) -> Sound:
        """Return a piece spoken now, and keep it. Raises PeerError.

        Two who want the same piece share one voice, and whoever waits no longer does not stop the other.
        """
        task = self._speaking.get(piece)
        if task is None:
            task = asyncio.create_task(self._spoken(piece))
            self._speaking[piece] = task
            task.add_done_callback(lambda done: self._over(piece, done))
        return await asyncio.shield(task)

    async def close(self) -> None:
        """End what is being spoken."""
        tasks = list(self._speaking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _spoken(self, piece: Piece) -> Sound:
        said = await self._voice.say(piece.text, piece.language)
        return await asyncio.to_thread(self._kept_now, piece, said)

    def _over(self, piece: Piece, task: asyncio.Task[Sound]) -> None:
        self._speaking.pop(piece, None)
        # Whoever waited has had the error; where nobody waits any more it is nobody's.
        if not task.cancelled():
            task.exception()

    def _kept_now(self, piece: Piece, said: Sound) -> Sound:
        """Return what was said at the rate and level of all that is kept, and keep it where that can be."""
        sound = levelled(resample(said, RATE_HZ))
        path = self._path(piece)
        half = path.with_name(f"{path.stem}.{os.getpid()}.half")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half.write_bytes(wav_of(sound))
            half.replace(path)
        except OSError:
            # A disk that is full costs the next one a few milliseconds, and this one nothing.
            with suppress(OSError):
                half.unlink()
        return sound

    def _erase_but(self, names: set[str]) -> int:
        """Erase all that is kept but ``names``; return how many of these there are."""
        if not self._folder.is_dir():
            return 0
        for path in self._folder.iterdir():
            if (_KEPT.fullmatch(path.name) and path.name not in names) or path.suffix == ".half":
                with suppress(OSError):
                    path.unlink()
        return len(names & {path.name for path in self._folder.iterdir()})

    def _path(self, piece: Piece) -> Path:
        held = f"{_FORM}\0{self._voice.version}\0{piece.language}\0{piece.text}"
        return self._folder / f"{hashlib.sha256(held.encode()).hexdigest()[:40]}.wav"
