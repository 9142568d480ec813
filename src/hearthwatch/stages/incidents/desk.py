# SPDX-License-Identifier: Apache-2.0
"""All open incidents: sightings of all cameras, people's acts and time in, changes to keep and to say out.

Pure: the caller passes the time, keeps the changes (`IncidentDesk.drain`) and says the notices. Keeping
comes first, so that what was said once is known to have been said after any crash.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import (
    Entry,
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    PersonsAct,
    Severity,
)
from hearthwatch.model.incident_changes import Changes, Told

from .case import Case
from .policy import Policy
from .sighting import Moment, Sighting, are_near, belongs
from .table import Trigger

_TRIGGERS = {
    PersonsAct.ACKNOWLEDGE: Trigger.ACKNOWLEDGED,
    PersonsAct.RESOLVE: Trigger.RESOLVED,
    PersonsAct.NOT_A_HAZARD: Trigger.DISMISSED,
}
#: A hazard set aside that covers so many times as many cells is another matter.
_GROWN = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """What a service that ended left: open incidents, and those that people ended lately."""

    open: Sequence[Incident] = ()
    ended: Sequence[Incident] = ()
    last_id: int = 0


class IncidentDesk:
    """See the module. One for the whole service."""

    def __init__(self, policy: Policy, names: Mapping[CameraId, str], kept: Kept, now: Moment) -> None:
        """Go on where a service ended."""
        self._policy = policy
        self._names = names
        self._last_id = kept.last_id
        self._cases = {each.id: Case.resumed(each, policy, names, now) for each in kept.open}
        self._over: list[Case] = []
        # Ended by people while it still was seen: it is not news until it ends, grows or much time passes.
        self._aside = {each.id: (each, now.monotonic_s) for each in kept.ended if each.is_seen}
        self._told: list[Told] = []

    @property
    def open(self) -> tuple[Incident, ...]:
        """The incidents that are not over, oldest first."""
        return tuple(case.incident for case in self._cases.values())

    def take(self, sighting: Sighting, now: Moment) -> None:
        """Take a sighting, or that one is over."""
        mine = [case for case in self._cases.values() if self._is_of(sighting, case, now)]
        if sighting.is_over:
            self._aside = {
                number: each for number, each in self._aside.items() if not _shows(each[0], sighting)
            }
            for case in mine:
                case.see(sighting, now)
        elif mine:
            mine[0].see(sighting, now)
        # A camera goes on seeing what a person ended; who reports it anew means it anew.
        elif sighting.source or not self._is_aside(sighting, now):
            self._open(sighting, now)
        self._tick(now)

    def tick(self, now: Moment) -> None:
        """Let time pass: call it about once a second."""
        self._aside = {
            number: each
            for number, each in self._aside.items()
            if now.monotonic_s - each[1] < self._policy.group_s
        }
        self._tick(now)

    def act(self, act: PersonsAct, incident: IncidentId, by: str, now: Moment) -> None:
        """Do what a person wants. Raises UsageError where the incident is not open or cannot do it now."""
        case = self._cases.get(incident)
        if case is None:
            raise UsageError(f"There is no open incident {incident}")
        if not case.fire(_TRIGGERS[act], now, by):
            raise UsageError(f"Incident {incident} is {case.incident.state}: that cannot be done now")
        if case.incident.state.is_over and case.incident.is_seen:
            self._aside[incident] = (case.incident, now.monotonic_s)
        self._tidy()

    def told(self, notice: Notice, now: Moment) -> None:
        """Note that a notice was said; also one of an incident that is over meanwhile."""
        self._told.append(Told(notice.incident, notice.number, now.wall))
        case = self._cases.get(notice.incident)
        if case is not None:
            case.fire(Trigger.TOLD, now)

    def drill(self, camera: CameraId, by: str, now: Moment) -> IncidentId:
        """Begin an exercise: a fire at a camera, told at once, that no sighting ever joins.

        It is seen no more from then on: unanswered it is told up the ladder, answered it ends by itself.
        Raises UsageError where there is no such camera.
        """
        if camera not in self._names:
            raise UsageError(f"There is no camera {camera!r}", do=f"There are: {', '.join(self._names)}")
        sighting = Sighting(camera, Hazard.FLAME, None, 1.0, f"an exercise that {by} began")
        case = self._open(sighting, now, drill=True)
        self._tick(now)
        case.see(replace(sighting, is_over=True), now)
        return case.incident.id

    def drain(self) -> Changes:
        """Return what changed since the last call. Incidents that are over leave the desk with it."""
        cases = [*self._over, *(case for case in self._cases.values() if case.is_changed)]
        changes = Changes(
            tuple(case.incident for case in cases),
            tuple(entry for case in cases for entry in case.entries),
            tuple(notice for case in cases for notice in case.notices),
            tuple(bar for case in cases for bar in case.bars),
            tuple(self._told),
        )
        self._over, self._told = [], []
        for case in cases:
            case.is_changed = False
            case.entries, case.notices, case.bars = [], [], []
        return changes

    def _is_of(self, sighting: Sighting, case: Case, now: Moment) -> bool:
        is_recent = case.incident.is_seen or now.monotonic_s - case.unseen_since_s < self._policy.group_s
        return is_recent and belongs(sighting, case.incident, self._policy)

    def _is_aside(self, sighting: Sighting, now: Moment) -> bool:
        for number, (incident, since_s) in self._aside.items():
            is_same = _shows(incident, sighting) and now.monotonic_s - since_s < self._policy.group_s
            if is_same and not _is_worse(incident, sighting):
                return True
            if is_same:
                del self._aside[number]
                return False
        return False

    def _open(self, sighting: Sighting, now: Moment, *, drill: bool = False) -> Case:
        self._last_id += 1
        incident = Incident(
            IncidentId(self._last_id),
            IncidentKind.of(sighting.hazard),
            IncidentState.SUSPECTED,
            Severity.of(sighting.hazard),
            now.wall,
            (sighting.place(now.wall),),
            sighting.why,
            drill=drill,
        )
        case = Case(incident, self._policy, self._names, now.monotonic_s, math.inf)
        case.entries.append(Entry(incident.id, now.wall, f"suspected: {sighting.why}"))
        self._cases[incident.id] = case
        return case

    def _tick(self, now: Moment) -> None:
        for case in self._cases.values():
            case.tick(now)
        self._tidy()

    def _tidy(self) -> None:
        over = [number for number, case in self._cases.items() if case.incident.state.is_over]
        self._over += [self._cases.pop(number) for number in over]


def _shows(incident: Incident, sighting: Sighting) -> bool:
    """Whether an incident has this hazard of this camera at this place."""
    return any(
        place.camera == sighting.camera
        and place.hazard is sighting.hazard
        and place.zone == sighting.zone
        and place.source == sighting.source
        and (sighting.is_over or are_near(place.cells, sighting.cells))
        for place in incident.places
    )


def _is_worse(incident: Incident, sighting: Sighting) -> bool:
    cells = sighting.cells
    area = 0 if cells is None else (cells.bottom - cells.top) * (cells.right - cells.left)
    return Severity.of(sighting.hazard) > incident.severity or area >= _GROWN * max(incident.told_area, 4)
