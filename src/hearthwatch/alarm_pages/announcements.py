# SPDX-License-Identifier: Apache-2.0
"""Operators' own words for the pages: shown back, confirmed, spoken on the loudspeakers that were chosen."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hearthwatch.archive import Archive
from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import ChannelId
from hearthwatch.outbox import Outbox
from hearthwatch.stages.notices.composing import Composer
from hearthwatch.stages.notices.loudspeakers.announcer import LoudspeakerChannel
from hearthwatch.stages.notices.loudspeakers.own_words import CONFIRM_WITHIN_S, OwnWords, Proposal
from hearthwatch.store.outside import AnnouncementEntry
from hearthwatch.web.alarm_values import Announced, Loudspeaker, Preview, Voice

#: What each language calls itself.
_NAMES = {
    "ar": "العربية", "de": "Deutsch", "el": "Ελληνικά", "en": "English", "es": "Español", "fr": "Français",
    "he": "עברית", "it": "Italiano", "ja": "日本語", "nl": "Nederlands", "pl": "Polski", "pt": "Português",
    "sv": "Svenska", "sw": "Kiswahili", "tr": "Türkçe", "zh": "中文",
}  # fmt: skip


@dataclass(slots=True)
class _Lines:
    """Keeps what was noted until it is written to the store."""

    noted: list[AnnouncementEntry] = field(default_factory=list)

    def note(self, at: datetime, what: str, by: str) -> None:
        """Keep a line."""
        act, _, text = what.partition(": ")
        self.noted.append(AnnouncementEntry(at, act, by, text))


class AnnouncementPages:
    """See the module. ``speakers`` and ``composer`` are asked anew each time: channels come and go."""

    def __init__(
        self,
        archive: Archive,
        outbox: Outbox,
        clock: Clock,
        speakers: Callable[[], Sequence[LoudspeakerChannel]],
        composer: Callable[[], Composer],
    ) -> None:
        """Take who speaks."""
        self._archive, self._outbox, self._clock = archive, outbox, clock
        self._speakers, self._composer = speakers, composer
        self._lines = _Lines()
        self._words = OwnWords(clock, self._lines, lambda: secrets.token_urlsafe(16))
        self._chosen: dict[str, tuple[ChannelId, ...]] = {}

    def voices(self) -> Sequence[Voice]:
        """Return the languages of the configuration."""
        return [
            Voice(each.code, _NAMES.get(each.code, each.code)) for each in self._composer().phrases.languages
        ]

    def loudspeakers(self) -> Sequence[Loudspeaker]:
        """Return where can be spoken."""
        return [Loudspeaker(each.id, each.name) for each in self._speakers()]

    async def preview(self, text: str, language: str, loudspeakers: Collection[str], by: str) -> Preview:
        """Return what would be spoken. Raises UsageError."""
        chosen = [each for each in self._speakers() if not loudspeakers or each.id in loudspeakers]
        if unknown := set(loudspeakers) - {each.id for each in chosen}:
            raise UsageError(f"There is no loudspeaker {min(unknown)[:63]!r}")
        place = ", ".join(each.name for each in chosen) if loudspeakers else ""
        names = tuple(each.name for each in chosen)
        try:
            made = self._words.propose({language: text}, place=place, loudspeakers=names, by=by)
        finally:
            await self._write()
        self._chosen[made.token] = tuple(each.id for each in chosen)
        return Preview(
            made.texts[language],
            language,
            tuple(Loudspeaker(each.id, each.name) for each in chosen),
            made.lasts_s,
            made.warnings,
            made.token,
            self._clock.now() + timedelta(seconds=CONFIRM_WITHIN_S),
        )

    async def speak(self, token: str, by: str) -> Announced:
        """Have a preview spoken, once. Raises UsageError."""
        chosen = self._chosen.pop(token, ())
        try:
            said = self._words.confirm(token, by)
        finally:
            await self._write()
        now = self._clock.now()
        self._outbox.say(self._composer().words_message(said.texts, now), chosen)
        return _announced(said, now, by)

    async def stop(self, by: str) -> int:
        """Silence what is being said and what waits, but for danger; return how many there were."""
        stopped = sum(each.stop_but_danger() for each in self._speakers())
        self._lines.note(self._clock.now(), f"stopped: {stopped} announcements", by)
        await self._write()
        return stopped

    async def log(self, last: int) -> Sequence[Announced]:
        """Return the ``last`` lines, newest first."""
        lines = await self._archive.call(lambda store: store.announcements(last))
        return [Announced(each.at, each.by, each.text, "", (), each.what) for each in lines]

    async def _write(self) -> None:
        noted, self._lines.noted = self._lines.noted, []
        if noted:
            await self._archive.call(lambda store: store.add_announcements(noted))


def _announced(said: Proposal, at: datetime, by: str) -> Announced:
    (language, text), *_ = said.texts.items()
    return Announced(at, by, text, language, said.loudspeakers, "being spoken")
