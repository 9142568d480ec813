# SPDX-License-Identifier: Apache-2.0
"""An incident: what was judged to need attention, from its opening to its end.

One event is one incident, whatever the number of sightings, hazards and cameras that show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from .geometry import CellRect
from .hazard import Hazard
from .ids import CameraId, IncidentId
from .scene import Light


class IncidentState(StrEnum):
    """How far an incident is; docs/design/incidents.md has the drawing."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    NOTIFIED = "notified"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    FALSE_ALARM = "false-alarm"

    @property
    def is_over(self) -> bool:
        """Whether nothing follows it."""
        return self in {IncidentState.RESOLVED, IncidentState.FALSE_ALARM}


class IncidentKind(StrEnum):
    """What one event can be about: hazards that belong together are one kind."""

    FIRE = "fire"
    WATER = "water"
    BLOCKED = "blocked"
    CAMERA = "camera"

    @classmethod
    def of(cls, hazard: Hazard) -> IncidentKind:
        """Return the kind that a hazard belongs to."""
        if hazard.is_health:
            return cls.CAMERA
        return {Hazard.WATER: cls.WATER, Hazard.BLOCKED: cls.BLOCKED}.get(hazard, cls.FIRE)


class Severity(IntEnum):
    """How grave; an incident is as grave as its gravest hazard ever was."""

    NOTICE = 1
    WARNING = 2
    DANGER = 3

    @classmethod
    def of(cls, hazard: Hazard) -> Severity:
        """Return how grave a hazard is."""
        if hazard in {Hazard.FLAME, Hazard.SMOKE, Hazard.WATER}:
            return cls.DANGER if hazard is Hazard.FLAME else cls.WARNING
        if hazard in {Hazard.BLOCKED, Hazard.LOST, Hazard.COVERED, Hazard.MOVED}:
            return cls.WARNING
        return cls.NOTICE


@dataclass(frozen=True, slots=True)
class Place:
    """Where one hazard of an incident is seen.

    ``cells`` is the last rectangle in which it was seen, None where it concerns the whole view; ``score``
    the highest so far, 0..1; ``seen`` the last time (aware, UTC), in ``light``; ``is_open``: whether it is
    seen now. ``zone``: the name of the zone that it concerns, "" for none. ``source``: who reported it, in
    words, "" where a camera saw it; what was reported is open until a person ends it.
    """

    camera: CameraId
    hazard: Hazard
    cells: CellRect | None
    score: float
    seen: datetime
    is_open: bool
    light: Light = Light.DAY
    zone: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One event. Times are aware, UTC.

    ``closed`` is None while it is not over; ``due``: when it is told anew unless somebody acknowledges,
    None where nobody is waited for. ``rung``: how far up the ladder it was told. ``told_area``: cells that
    it covered when it was last told. ``notices``: how many there were. ``why``: one sentence for a person.
    ``by``: who acknowledged or ended it. ``drill``: an exercise.
    """

    id: IncidentId
    kind: IncidentKind
    state: IncidentState
    severity: Severity
    opened: datetime
    places: tuple[Place, ...]
    why: str
    closed: datetime | None = None
    due: datetime | None = None
    rung: int = 0
    told_area: int = 0
    notices: int = 0
    by: str = ""
    drill: bool = False

    @property
    def cameras(self) -> tuple[CameraId, ...]:
        """The cameras that see it or saw it, the first first."""
        return tuple(dict.fromkeys(place.camera for place in self.places))

    @property
    def is_seen(self) -> bool:
        """Whether any camera sees it now."""
        return any(place.is_open for place in self.places)

    @property
    def area(self) -> int:
        """How many cells it covers now, of the camera that sees most of it."""
        sizes = [_size(place.cells) for place in self.places if place.is_open]
        return max(sizes, default=0)


def _size(cells: CellRect | None) -> int:
    return 0 if cells is None else (cells.bottom - cells.top) * (cells.right - cells.left)


class NoticeReason(StrEnum):
    """Why something is said of an incident."""

    FIRST = "first"
    AGAIN = "again"
    ESCALATED = "escalated"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said. ``number`` counts from 1 in its incident; the two together are its name.

    A channel that gets a notice twice, after a crash between saying and noting it, knows it by that name.
    ``whom``: the rung of the ladder. ``told``: when it was said, None while it is not.
    """

    incident: IncidentId
    number: int
    reason: NoticeReason
    severity: Severity
    whom: str
    text: str
    at: datetime
    drill: bool = False
    told: datetime | None = None


class PersonsAct(StrEnum):
    """What a person may do to an incident."""

    ACKNOWLEDGE = "acknowledge"
    RESOLVE = "resolve"
    NOT_A_HAZARD = "not-a-hazard"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an incident's record: what happened at ``at``, and who did it (empty: the machine)."""

    incident: IncidentId
    at: datetime
    what: str
    by: str = ""
