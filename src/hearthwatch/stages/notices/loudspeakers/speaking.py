# SPDX-License-Identifier: Apache-2.0
"""From a message to one sound: attention tone, then each language in turn. An alarm waits for no voice.

What is prepared is taken as it is. What is not is spoken now, within a second; a language that is late or
fails is said as far as it is prepared, by the hazard alone ("Fire"); where not even that is there, the tone
stands alone. What came too late is kept, so that the next repeat has it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from hearthwatch.model.errors import PeerError
from hearthwatch.model.message import Cause, Message
from hearthwatch.model.sound import Sound

from .prepared import RATE_HZ, Piece, Prepared
from .priority import priority_of
from .script import Script
from .sounds import joined
from .tone import tone

_log = logging.getLogger(__name__)

#: How long an alarm waits for speech that is not prepared, all languages together.
PATIENCE_S = 1.0
_BETWEEN_SENTENCES_S, _BETWEEN_LANGUAGES_S, _AFTER_TONE_S = 0.25, 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as a sound. ``missing``: for a person, what is not in it as it should be; "" for nothing."""

    sound: Sound
    missing: str = ""


class Speaking:
    """Makes sounds of messages. All calls belong to the loop's thread."""

    def __init__(self, prepared: Prepared, script: Script, *, patience_s: float = PATIENCE_S) -> None:
        """Take what is prepared and how messages are cut."""
        self._prepared = prepared
        self._script = script
        self._patience_s = patience_s

    async def sound_of(self, message: Message, languages: Sequence[str]) -> Spoken:
        """Return a message as it is spoken in those of ``languages`` in which it is, the first first.

        The day's sign of life is its tone alone. Never raises for a voice.
        """
        if message.cause is Cause.HEARTBEAT:
            return Spoken(tone(priority_of(message), RATE_HZ))
        # A text in one language is not given to the voice of another.
        languages = [each for each in languages if each in message.texts] or [*message.texts][:1]
        texts = [self._script.pieces(message, language) for language in languages]
        found = await self._found([piece for pieces in texts for piece in pieces])
        faults: list[str] = []
        parts: list[Sound] = []
        for language, pieces in zip(languages, texts, strict=True):
            if pieces and all(piece in found for piece in pieces):
                parts.append(joined([found[piece] for piece in pieces], _BETWEEN_SENTENCES_S))
                continue
            generic = await self._generic(message, language)
            parts += [] if generic is None else [generic]
            faults.append(f"{language}: {'no speech' if generic is None else 'only the hazard'}")
        if faults:
            _log.error("announcement %s is not whole: %s", message.name, "; ".join(faults))
        alert = tone(priority_of(message), RATE_HZ)
        speech = [joined(parts, _BETWEEN_LANGUAGES_S)] if parts else []
        return Spoken(joined([alert, *speech], _AFTER_TONE_S), "; ".join(faults))

    async def _found(self, pieces: Sequence[Piece]) -> dict[Piece, Sound]:
        """Return the pieces that are kept, and those that are spoken in time."""
        found = await asyncio.to_thread(self._kept, pieces)
        missing = [piece for piece in dict.fromkeys(pieces) if piece not in found]
        if not missing:
            return found
        tasks = {piece: asyncio.create_task(self._prepared.speak(piece)) for piece in missing}
        try:
            await asyncio.wait(tasks.values(), timeout=self._patience_s)
        finally:
            for task in tasks.values():
                # The voice itself goes on: `Prepared` shields it.
                task.cancel()
            results = await asyncio.gather(*tasks.values(), return_exceptions=True)
        for piece, result in zip(tasks, results, strict=True):
            if isinstance(result, Sound):
                found[piece] = result
            elif isinstance(result, PeerError):
                _log.error("speech: %s", result.line())
        return found

    async def _generic(self, message: Message, language: str) -> Sound | None:
        pieces = self._script.generic(message, language)
        found = await asyncio.to_thread(self._kept, pieces)
        if not pieces or any(piece not in found for piece in pieces):
            return None
        return joined([found[piece] for piece in pieces], _BETWEEN_SENTENCES_S)

    def _kept(self, pieces: Sequence[Piece]) -> dict[Piece, Sound]:
        sounds = {piece: self._prepared.kept(piece) for piece in dict.fromkeys(pieces)}
        return {piece: sound for piece, sound in sounds.items() if sound is not None}
