# SPDX-License-Identifier: Apache-2.0
"""An operator's own words on loudspeakers: shown back, spoken only once confirmed, rare, and on record.

A template can name nobody; a person's free text could. So it is shown back as it will be spoken, with a
warning where it holds a word for a person, and nothing is said before somebody has confirmed that. Pure: the
clock, the record and the source of tokens are passed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.words_for_persons import LANGUAGES, words_for_persons
from hearthwatch.stages.notices.phrases import tidy

LONGEST = 300
#: Whoever confirms later may confirm what is no longer so.
CONFIRM_WITHIN_S = 120.0
#: Loudspeakers that speak all day are not listened to.
MOST, WITHIN_S = 5, 600.0
#: How fast espeak-ng speaks at 150 words a minute, over the shipped texts (docs/design/announcements.md).
_LETTERS_A_SECOND = 12.0
_SLOWER = {"zh": 3.3, "ja": 5.3, "ar": 8.3, "he": 10.0, "sw": 9.8}
#: The tone, and the pauses around it.
_AROUND_S = 1.5
_MOST_PROPOSALS = 20


class Log(Protocol):
    """What keeps on record who wanted which words said."""

    def note(self, at: datetime, what: str, by: str) -> None:
        """Keep a line."""
        ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words as they will be spoken. ``texts``: by language; ``place``: "" for all places.

    ``loudspeakers``: what people call them; ``lasts_s``: about how long one takes; ``warnings``: for whoever
    is to confirm.
    """

    token: str
    texts: Mapping[str, str]
    place: str
    loudspeakers: tuple[str, ...]
    lasts_s: float
    warnings: tuple[str, ...]
    by: str


@dataclass(slots=True)
class OwnWords:
    """Proposals and confirmations of one installation."""

    clock: Clock
    log: Log
    token: Callable[[], str]
    _proposals: dict[str, tuple[Proposal, float]] = field(default_factory=dict)
    _said: dict[str, list[float]] = field(default_factory=dict)

    def propose(
        self, texts: Mapping[str, str], *, place: str, loudspeakers: tuple[str, ...], by: str
    ) -> Proposal:
        """Return words to be shown back. Raises UsageError: no words, too long, no loudspeaker, too often."""
        shown = {language: _normal(text, language) for language, text in texts.items()}
        if not shown:
            raise UsageError("There are no words to say", do="Write some")
        if not loudspeakers:
            raise UsageError("No loudspeaker would say it", do="Choose another place")
        self._require_rare(place)
        proposal = Proposal(
            self.token(), shown, place, loudspeakers, _length_s(shown), _warnings(shown), _person(by)
        )
        now = self.clock.monotonic()
        kept = [each for each in self._proposals.values() if now - each[1] <= CONFIRM_WITHIN_S]
        self._proposals = {each[0].token: each for each in kept[-_MOST_PROPOSALS + 1 :]}
        self._proposals[proposal.token] = (proposal, now)
        self._note(proposal, "proposed", proposal.by)
        return proposal

    def confirm(self, token: str, by: str) -> Proposal:
        """Return what may now be said, once. Raises UsageError: unknown, said before, too late, too often."""
        by = _person(by)
        proposal, at = self._proposals.get(token, (None, 0.0))
        if proposal is None:
            raise UsageError(
                "There are no such words to confirm: they were said, or never proposed",
                do="Propose them anew",
            )
        if self.clock.monotonic() - at > CONFIRM_WITHIN_S:
            del self._proposals[token]
            self._note(proposal, "not confirmed in time", by)
            raise UsageError("It is too late to confirm these words", do="Propose them anew")
        self._require_rare(proposal.place)
        del self._proposals[token]
        self._said.setdefault(proposal.place, []).append(self.clock.monotonic())
        self._note(proposal, "confirmed", by)
        return proposal

    def _require_rare(self, place: str) -> None:
        now = self.clock.monotonic()
        self._said = {
            where: [at for at in times if now - at < WITHIN_S] for where, times in self._said.items()
        }
        everywhere = self._said.get("", [])
        # What is said to all places is said at each of them.
        for where in {place} if place else {*self._said, ""}:
            heard = sorted(everywhere if not where else [*everywhere, *self._said.get(where, [])])
            if len(heard) >= MOST:
                raise UsageError(
                    f"{MOST} announcements were made here within {WITHIN_S / 60:.0f} minutes",
                    do=f"Wait {WITHIN_S - (now - heard[-MOST]):.0f} s",
                )

    def _note(self, proposal: Proposal, what: str, by: str) -> None:
        where = proposal.place or "all places"
        said = " / ".join(proposal.texts.values())
        self.log.note(self.clock.now(), f"announcement {what}, for {where}: {said}", by)


def _normal(text: str, language: str) -> str:
    if language not in LANGUAGES:
        raise UsageError(
            f"There are no announcements in {language!r}", do=f"Choose of {', '.join(LANGUAGES)}"
        )
    # A text is judged as it is written: one cut short could say the opposite.
    if len(text) > LONGEST:
        raise UsageError(f"The words are {len(text):,} letters long; {LONGEST} at most", do="Say it shorter")
    shown = tidy(text, LONGEST)
    if not any(letter.isalnum() for letter in shown):
        raise UsageError("There are no words to say", do="Write some")
    return shown


def _person(by: str) -> str:
    if not (name := tidy(by)):
        raise UsageError("Nobody answers for these words", do="Say who you are")
    return name


def _length_s(texts: Mapping[str, str]) -> float:
    return _AROUND_S + sum(
        len(text) / _SLOWER.get(language, _LETTERS_A_SECOND) for language, text in texts.items()
    )


def _warnings(texts: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        f"{word!r} may name or describe a person: announcements are about places"
        for language, text in texts.items()
        for word in words_for_persons(text, language)
    )
