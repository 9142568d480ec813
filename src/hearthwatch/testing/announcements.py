# SPDX-License-Identifier: Apache-2.0
"""Announcements as the pages see them, without a voice: so long as there are letters, and heard by nobody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.web.alarm_values import Announced, Loudspeaker, Preview, Voice

_LONGEST = 300
_LETTERS_PER_S = 14.0


@dataclass(slots=True)
class FakeAnnouncements:
    """Two languages and two loudspeakers; ``lines`` is the log, oldest first; ``asked_by``: of previews."""

    clock: Clock
    lines: list[Announced] = field(default_factory=list)
    asked_by: list[str] = field(default_factory=list)
    _shown: dict[str, Preview] = field(default_factory=dict)
    _made: int = 0

    def voices(self) -> Sequence[Voice]:
        """Return English and German."""
        return (Voice("en", "English"), Voice("de", "Deutsch"))

    def loudspeakers(self) -> Sequence[Loudspeaker]:
        """Return two."""
        return (Loudspeaker("mill-horn", "Horn at the mill"), Loudspeaker("square", "Square"))

    async def preview(self, text: str, language: str, loudspeakers: Collection[str], by: str) -> Preview:
        """Show back, with a warning where there are capitals alone."""
        self.asked_by.append(by)
        if len(text) > _LONGEST:
            raise UsageError(f"The text is too long: {_LONGEST} letters at most")
        if language not in {each.language for each in self.voices()}:
            raise UsageError("There is no voice for this language")
        chosen = tuple(each for each in self.loudspeakers() if not loudspeakers or each.id in loudspeakers)
        if loudspeakers and len(chosen) < len(loudspeakers):
            raise UsageError("There is no such loudspeaker")
        words = " ".join(text.split())
        warnings = ("Capitals alone may be spelled out.",) if words.isupper() else ()
        self._made += 1
        token = f"preview-{self._made}"
        expires = self.clock.now() + timedelta(minutes=5)
        shown = Preview(words, language, chosen, len(words) / _LETTERS_PER_S, warnings, token, expires)
        self._shown[token] = shown
        return shown

    async def speak(self, token: str, by: str) -> Announced:
        """Write it down; a token holds once."""
        shown = self._shown.pop(token, None)
        if shown is None or self.clock.now() >= shown.expires:
            raise UsageError("This preview is too old or was spoken already", do="Have it shown again")
        where = tuple(each.name for each in shown.loudspeakers)
        line = Announced(self.clock.now(), by, shown.text, shown.language, where, "being spoken")
        self.lines.append(line)
        return line

    async def stop(self, by: str) -> int:
        """Write down that it was stopped."""
        spoken = [each for each in self.lines if each.words == "being spoken"]
        for each in spoken:
            self.lines[self.lines.index(each)] = Announced(
                each.at, each.by, each.text, each.language, each.loudspeakers, f"stopped by {by}"
            )
        return len(spoken)

    async def log(self, last: int) -> Sequence[Announced]:
        """Return the newest first."""
        return self.lines[::-1][:last]
