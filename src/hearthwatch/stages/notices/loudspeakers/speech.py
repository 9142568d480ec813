# SPDX-License-Identifier: Apache-2.0
"""Text to speech: words in, sound out. The voice is a Protocol; the one that is shipped runs espeak-ng.

espeak-ng is a program of its own, under its own licence; it is started with fixed arguments and without a
shell, gets the text on its standard input, and is ended where it is late.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import unicodedata
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound

from .sounds import sound_of_wav, trimmed

PROGRAM = "espeak-ng"
LONGEST_TEXT = 1_000
DEADLINE_S = 5.0
_DRAIN_S = 0.5
#: Slower than its usual 175 words a minute: speech over a yard or a valley has an echo.
_WORDS_A_MINUTE = 150
_ARGUMENTS = ("-s", str(_WORDS_A_MINUTE), "-b", "1", "--stdin", "--stdout")
#: Two minutes of its 22,050 Hz.
_MOST_BYTES = 120 * 22_050 * 2
#: What espeak-ng 1.51 calls a language where that is not the language's own code. Its plain Mandarin reads
#: the numbers of the tones aloud in English; the one for pinyin speaks characters.
_VOICES = {"en": "en-gb", "fr": "fr-fr", "zh": "cmn-latn-pinyin"}
_VOICE = re.compile(r"[a-z][A-Za-z0-9+_-]{0,40}")
#: Han characters, which espeak-ng names one by one in English ("Chinese letter") where Japanese is spoken.
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


class Voice(Protocol):
    """What speaks."""

    @property
    def version(self) -> str:
        """What it is, as far as the same text would sound otherwise: part of the key of what is kept."""
        ...

    async def say(self, text: str, language: str) -> Sound:
        """Return ``text`` (of at most `LONGEST_TEXT` letters) spoken in a language (BCP 47).

        Raises PeerError: not ``transient`` where this language or this text will never be spoken.
        """
        ...


class EspeakVoice:
    """espeak-ng."""

    def __init__(
        self,
        voices: Mapping[str, str] | None = None,
        *,
        program: str = PROGRAM,
        deadline_s: float = DEADLINE_S,
    ) -> None:
        """Take voices of its own by language, for those that the configuration chooses; ValueError."""
        for language, voice in (voices or {}).items():
            if not _VOICE.fullmatch(voice):
                raise ValueError(f"{language}: {voice!r} is no name of a voice")
        self._voices = {**_VOICES, **(voices or {})}
        self._program = program
        self._deadline_s = deadline_s

    @property
    def version(self) -> str:
        """Its program, its voices, and how fast it speaks."""
        chosen = ",".join(f"{language}={voice}" for language, voice in sorted(self._voices.items()))
        return f"{self._program} {_WORDS_A_MINUTE} {chosen}"

    async def say(self, text: str, language: str) -> Sound:
        """Return ``text`` spoken. Raises PeerError."""
        if len(text) > LONGEST_TEXT:
            raise PeerError(
                f"A text of {len(text)} letters is not spoken: {LONGEST_TEXT} at most", transient=False
            )
        if language.startswith("ja") and (unread := _HAN.search(text)):
            raise PeerError(
                f"The Japanese voice cannot read {unread[0]!r}",
                do="Give its reading in kana under [announcements.readings.ja]",
                transient=False,
            )
        voice = self._voices.get(language) or self._voices.get(language.partition("-")[0]) or language.lower()
        return await self._spoken(text, language, voice)

    async def _spoken(self, text: str, language: str, voice: str) -> Sound:
        if not _VOICE.fullmatch(voice):
            raise PeerError(f"{language!r} is no language", transient=False)
        held, status = await self._run(["-v", voice, *_ARGUMENTS], text)
        if status != 0:
            raise PeerError(
                f"{self._program} has no voice for {language!r}",
                do="Name one of `espeak-ng --voices` under [announcements.voices], or leave the language out",
                transient=False,
            )
        try:
            sound = trimmed(sound_of_wav(held))
        except ValueError as error:
            raise PeerError(f"{self._program} answered with {error}", do="Install it anew") from None
        if not len(sound.samples):
            raise PeerError(f"{self._program} made no sound of the text in {language!r}", transient=False)
        return sound

    async def _run(self, arguments: Sequence[str], text: str) -> tuple[bytes, int]:
        try:
            process = await asyncio.create_subprocess_exec(
                self._program, *arguments, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True
            )
        except OSError as error:
            raise PeerError(
                f"{self._program} cannot be started: {error.strerror}", do="Install the package espeak-ng"
            ) from None
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._answer(process, text)
        except TimeoutError:
            raise PeerError(f"{self._program} did not answer within {self._deadline_s:g} s") from None
        finally:
            await _end(process)

    async def _answer(self, process: asyncio.subprocess.Process, text: str) -> tuple[bytes, int]:
        if process.stdin is None or process.stdout is None:
            return b"", -1
        # One that ends before it has read says why by its status.
        with suppress(ConnectionError):
            process.stdin.write(text.encode())
            await process.stdin.drain()
        process.stdin.close()
        held = bytearray()
        while part := await process.stdout.read(1 << 16):
            held += part
            if len(held) > _MOST_BYTES:
                raise PeerError(f"{self._program} does not stop speaking", do="Install it anew")
        return bytes(held), await process.wait()


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        # With all that it started, which could hold the pipe open.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        # A task that is being cancelled must not leave it behind either.
        await asyncio.shield(process.wait())
    # What is left in the pipe would keep it open.
    if process.stdout is not None:
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(_DRAIN_S):
                while await process.stdout.read(1 << 16):
                    pass


def speakable(text: str, readings: Mapping[str, str]) -> str:
    """Return ``text`` as a voice is given it: readings put in, and nothing that is not words.

    espeak-ng takes what stands in ``[[ ]]`` for phonemes: brackets become spaces. Markup is read as text,
    since it is never told to look for any. The marks of direction are for eyes.
    """
    for written in sorted(readings, key=len, reverse=True):
        text = text.replace(written, readings[written])
    spaced = (
        " "
        if letter.isspace() or letter in "[]" or unicodedata.category(letter) in {"Cc", "Cs", "Co"}
        else letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.bidirectional(letter) not in _DIRECTIONS
    )
    return " ".join("".join(spaced).split())


_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


async def languages_spoken(
    voice: Voice, samples: Mapping[str, str], spare: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the languages that the voice has, in their order, and a line for each fault.

    ``samples``: by language, a word that is tried. Where it has none of them, it speaks in the first of
    ``spare`` that it has. Where it does not work at all, the languages stay: it may work later, and until
    then what was prepared is played.
    """
    faults: list[str] = []
    spoken: list[str] = []
    for language, sample in samples.items():
        try:
            await voice.say(sample, language)
            spoken.append(language)
        except PeerError as error:
            if error.transient:
                return tuple(samples), (f"announcements: nothing can be spoken: {error.line()}",)
            faults.append(f"announcements: {error.line()}")
    if not spoken:
        spoken = await _first_spoken(voice, spare)
        faults.append(f"announcements: spoken in {', '.join(spoken) or 'no language, tones alone,'} instead")
    return tuple(spoken), tuple(faults)


async def _first_spoken(voice: Voice, spare: Mapping[str, str]) -> list[str]:
    for language, sample in spare.items():
        with suppress(PeerError):
            await voice.say(sample, language)
            return [language]
    return []
