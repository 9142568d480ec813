# SPDX-License-Identifier: Apache-2.0
"""The section ``[announcements]``: what is said, in which languages, and how loudspeakers say it."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated

from msgspec import Meta, Struct, field

from hearthwatch.model.words_for_persons import LANGUAGES

from .texts import OwnTexts, require_texts
from .values import Duration

_LEAST_PAUSE_S, _MOST_PAUSE_S = 2.0, 1800.0
_VOICE = re.compile(r"[a-z][A-Za-z0-9+_-]{0,40}")
_HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
_LONGEST_READING = 200


class Announcements(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said, in which languages, and how loudspeakers say it."""

    languages: Annotated[
        tuple[str, ...],
        Meta(description=f"Languages of all texts, the first first; of {', '.join(LANGUAGES)}"),
    ] = ("en",)
    pause: Annotated[
        Duration,
        Meta(
            description="Between two calls of an alarm that nobody has answered: 2 s to 30 min, and others "
            "are said meanwhile"
        ),
    ] = Duration("20 s")
    quiet_hours: Annotated[
        str,
        Meta(
            description="Hours of the machine's own time in which loudspeakers say no tests, drills and mere "
            'notices, such as "22:00-06:30"; a danger is always said'
        ),
    ] = ""
    danger_volume: Annotated[
        float, Meta(description="A danger is said at this volume at least, 0 to 1, on every loudspeaker")
    ] = 1.0
    voices: Annotated[
        dict[str, str],
        Meta(description="Voices by language, of those that `espeak-ng --voices` lists, where not its usual"),
    ] = field(default_factory=dict)
    readings: Annotated[
        dict[str, dict[str, str]],
        Meta(
            description="By language, how a voice is to read a name: what is written and what is said; names "
            "in Japanese need it, in kana"
        ),
    ] = field(default_factory=dict)
    texts: dict[str, OwnTexts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse values out of range and texts that may not be (ValueError, which begins with the key)."""
        if not self.languages or len(set(self.languages)) != len(self.languages):
            raise ValueError("languages: one at least, and none twice")
        for key in ("languages", "voices", "readings", "texts"):
            for language in getattr(self, key):
                _require_language(key, language)
        if not _LEAST_PAUSE_S <= self.pause.seconds <= _MOST_PAUSE_S:
            raise ValueError('pause: "2 s" to "30 min"')
        if self.quiet_hours and not _HOURS.fullmatch(self.quiet_hours):
            raise ValueError('quiet_hours: from and to, such as "22:00-06:30"')
        if not 0 <= self.danger_volume <= 1:
            raise ValueError("danger_volume: 0 to 1")
        self._require_voices()
        for language, texts in self.texts.items():
            try:
                require_texts(texts, language)
            except ValueError as error:
                raise ValueError(f"texts.{language}.{error}") from None

    @property
    def quiet(self) -> tuple[time, time]:
        """The quiet hours' begin and end; equal for none."""
        match = _HOURS.fullmatch(self.quiet_hours)
        if match is None:
            return time(0), time(0)
        return time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))

    def _require_voices(self) -> None:
        for language, voice in self.voices.items():
            if not _VOICE.fullmatch(voice):
                raise ValueError(f'voices.{language}: {voice!r} is no voice\'s name, such as "en-gb"')
        for language, readings in self.readings.items():
            for written, said in readings.items():
                if not written.strip() or not 0 < len(said.strip()) <= _LONGEST_READING:
                    raise ValueError(f"readings.{language}: what is written and what is said, neither empty")


def _require_language(key: str, language: str) -> None:
    if language not in LANGUAGES:
        raise ValueError(f"{key}: there are no texts in {language!r}; there are {', '.join(LANGUAGES)}")
