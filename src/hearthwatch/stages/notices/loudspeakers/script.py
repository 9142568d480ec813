# SPDX-License-Identifier: Apache-2.0
"""What is spoken of a message, piece by piece, and which pieces alarms can need. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.message import Message
from hearthwatch.stages.notices.phrases import Language, Phrases, Saying, Subject

from .prepared import Piece
from .sentences import sentences
from .speech import speakable

#: What can be said of a hazard, in the order in which it may be needed.
_SAYINGS = (Saying.FIRST, Saying.AGAIN, Saying.ESCALATED, Saying.ENDED, Saying.CLOSED, Saying.FALSE_ALARM)
_SPOKEN = tuple(hazard for hazard in Hazard if not hazard.is_health)


@dataclass(frozen=True, slots=True)
class SpokenPlace:
    """A place by the name under which messages hold it, and the hazards that may be told of it."""

    name: str
    hazards: tuple[Hazard, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Cuts messages into pieces. ``readings``: by language, a place's own before those that are shipped."""

    phrases: Phrases
    readings: Mapping[str, Mapping[str, str]]

    def pieces(self, message: Message, language: str) -> tuple[Piece, ...]:
        """Return what is spoken of a message in one of its languages."""
        return self._cut(message.texts[language].body, language)

    def generic(self, message: Message, language: str) -> tuple[Piece, ...]:
        """Return what can be said where the message itself is not ready: the hazard alone, "Fire".

        Nothing where the message has no hazard.
        """
        known = self._language(language)
        if known is None or not message.hazards:
            return ()
        return self._generic(known, message.hazards[0], drill=message.drill)

    def needed(self, places: Sequence[SpokenPlace], channels: Sequence[str]) -> tuple[Piece, ...]:
        """Return every piece that alarms of these places can need, what matters first, each once."""
        return tuple(dict.fromkeys(self._needed(places, channels)))

    def _needed(self, places: Sequence[SpokenPlace], channels: Sequence[str]) -> Iterator[Piece]:
        for drill in (False, True):
            for language in self.phrases.languages:
                for hazard in _SPOKEN:
                    yield from self._generic(language, hazard, drill=drill)
        for subject in _subjects(places, channels):
            for language in self.phrases.languages:
                yield from self._cut(language.compose(subject).body, language.code)

    def _generic(self, language: Language, hazard: Hazard, *, drill: bool) -> tuple[Piece, ...]:
        word = language.hazards[hazard.value]
        body = language.file.drill.body.replace("{body}", f"{word}.") if drill else f"{word}."
        return self._cut(body, language.code)

    def _cut(self, text: str, code: str) -> tuple[Piece, ...]:
        language = self._language(code)
        readings = {**(language.file.readings if language else {}), **self.readings.get(code, {})}
        return tuple(Piece(piece, code) for piece in sentences(speakable(text, readings)))

    def _language(self, code: str) -> Language | None:
        return next((language for language in self.phrases.languages if language.code == code), None)


def _subjects(places: Sequence[SpokenPlace], channels: Sequence[str]) -> Iterator[Subject]:
    # A drill needs little more: what is said between its own words is there by then.
    for drill in (False, True):
        for saying in _SAYINGS:
            for place in places:
                for hazard in place.hazards:
                    yield Subject(saying, hazard, (place.name,), drill)
    for name in channels:
        yield Subject(Saying.TEST, name=name)
        yield Subject(Saying.HEARTBEAT, name=name)
