# SPDX-License-Identifier: Apache-2.0
"""What a step of the desk changed, to be kept as a whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .ids import IncidentId
from .incident import Entry, Incident, Notice, Place
from .post import Post


@dataclass(frozen=True, slots=True)
class Bar:
    """A place that a person called no hazard, as the incident showed it last."""

    place: Place
    incident: Incident


@dataclass(frozen=True, slots=True)
class Told:
    """A notice was said at ``at`` (aware, UTC)."""

    incident: IncidentId
    number: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Incidents as they are now, new lines of their records, new notices, bars to raise, what was said.

    ``posts``: what channels are given of the new notices.
    """

    incidents: tuple[Incident, ...] = ()
    entries: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = ()
    bars: tuple[Bar, ...] = ()
    told: tuple[Told, ...] = ()
    posts: tuple[Post, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to keep."""
        return bool(self.incidents or self.entries or self.notices or self.bars or self.told or self.posts)

    def then(self, later: Changes) -> Changes:
        """Return both, where the first could not be kept yet: of each incident the later."""
        incidents = {each.id: each for each in (*self.incidents, *later.incidents)}
        return Changes(
            tuple(incidents.values()),
            (*self.entries, *later.entries),
            (*self.notices, *later.notices),
            (*self.bars, *later.bars),
            (*self.told, *later.told),
            (*self.posts, *later.posts),
        )
