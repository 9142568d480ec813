# SPDX-License-Identifier: Apache-2.0
"""A message: what a channel is given to say, whole, so that it can be said again after any crash.

It names hazards and places. It has no field in which anybody could be named or described, but for words
that an operator wrote, saw shown back and confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from .hazard import Hazard
from .ids import CameraId, IncidentId, MessageName
from .incident import IncidentKind, Severity


class Cause(StrEnum):
    """Why something is said. The first four are a notice's reasons."""

    FIRST = "first"
    AGAIN = "again"
    ESCALATED = "escalated"
    ENDED = "ended"
    #: Many incidents in a short time, in one message.
    DIGEST = "digest"
    #: An operator's own words, confirmed.
    WORDS = "words"
    #: Somebody tries a channel.
    TEST = "test"
    #: Once a day: the channel works, and nothing is the matter.
    HEARTBEAT = "heartbeat"


@dataclass(frozen=True, slots=True)
class Words:
    """A message in one language: ``title`` fits a phone's line, ``body`` is one to three sentences."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message of the same incident that was made before: its name, and ``at`` (aware, UTC)."""

    name: MessageName
    at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said on channels. Times are aware, UTC.

    ``name`` is unique for ever: whoever gets it twice, after a crash, knows it by that. ``whom``: the rung
    of the ladder, as the configuration words it; "" for everybody. ``expires``: when it is not worth saying
    any more. ``places``: what people call where it is, the gravest first. ``texts``: by language (BCP 47),
    never empty. ``link``: where more can be seen, "" for nowhere. ``earlier``: oldest first. ``opened``,
    ``hazards``, ``kind``, ``cameras`` and ``incident`` are of the incident, empty where there is none.
    ``is_false_alarm``: it ended because it never was a hazard.
    """

    name: MessageName
    cause: Cause
    severity: Severity
    at: datetime
    expires: datetime
    texts: Mapping[str, Words]
    whom: str = ""
    drill: bool = False
    incident: IncidentId | None = None
    kind: IncidentKind | None = None
    hazards: tuple[Hazard, ...] = ()
    opened: datetime | None = None
    cameras: tuple[CameraId, ...] = ()
    places: tuple[str, ...] = ()
    link: str = ""
    is_false_alarm: bool = False
    earlier: tuple[Earlier, ...] = field(default=())

    def words(self, language: str) -> Words:
        """Return the text in ``language``, in its base language, or else in the first that there is."""
        return self.texts[self.language(language)]

    def language(self, language: str) -> str:
        """Return which language `words` has for this one."""
        for wanted in (language, language.partition("-")[0]):
            if wanted in self.texts:
                return wanted
        return next(iter(self.texts))
