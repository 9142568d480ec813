# SPDX-License-Identifier: Apache-2.0
"""One open incident with its timers: sightings and triggers in, its next shape and notices out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import (
    Entry,
    Incident,
    IncidentKind,
    IncidentState,
    Notice,
    NoticeReason,
    Place,
    Severity,
)
from hearthwatch.model.incident_changes import Bar

from .policy import Policy, ends_for_certain
from .sighting import Moment, Sighting
from .table import TABLE, Act, Trigger
from .words import notice_text

#: What covers so many times as many cells as when it was last told has grown worse; not below so many.
_GROWN, _SMALLEST = 3, 4
#: Of these the newest words are kept.
_SAID_ANEW = (IncidentKind.BLOCKED, IncidentKind.WATER)
_REASONS = {
    Act.TELL: NoticeReason.FIRST,
    Act.TELL_AGAIN: NoticeReason.AGAIN,
    Act.TELL_WORSE: NoticeReason.ESCALATED,
    Act.TELL_END: NoticeReason.ENDED,
}


@dataclass(slots=True)
class Case:
    """An incident that is not over. Timers are monotonic seconds."""

    incident: Incident
    policy: Policy
    names: Mapping[CameraId, str]
    begun_s: float
    unseen_since_s: float
    due_s: float = math.inf
    entries: list[Entry] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    is_changed: bool = True

    @classmethod
    def resumed(cls, incident: Incident, policy: Policy, names: Mapping[CameraId, str], now: Moment) -> Case:
        """Return a case as a service that was killed left it: waits begin anew, none grows longer."""
        due_s = math.inf
        if incident.due is not None:
            left = (incident.due - now.wall).total_seconds()
            # A clock that was set meanwhile must not silence anything.
            due_s = now.monotonic_s + min(max(left, 0.0), policy.wait_s(incident.rung))
        # Nothing is seen yet by this service: a camera that still sees it will say so.
        places = tuple(
            replace(place, is_open=place.is_open and place.source != "") for place in incident.places
        )
        incident = replace(incident, places=places)
        return cls(incident, policy, names, now.monotonic_s, now.monotonic_s, due_s, is_changed=False)

    def see(self, sighting: Sighting, now: Moment) -> None:
        """Take a sighting of this event, or that one camera does not see it any more."""
        before = self.incident
        self._place(sighting, now)
        if before.is_seen and not self.incident.is_seen:
            self.unseen_since_s = now.monotonic_s
        if not sighting.is_over and before.kind in _SAID_ANEW and sighting.why != before.why:
            # How long a way has been blocked, and how high water stands, is said anew with each notice.
            self.incident, self.is_changed = replace(self.incident, why=sighting.why), True
        if not sighting.is_over and self._is_worse(sighting):
            severity = max(before.severity, Severity.of(sighting.hazard))
            why = sighting.why if severity > before.severity else before.why
            self.incident = replace(self.incident, severity=severity, why=why)
            self.fire(Trigger.ESCALATED, now)

    def tick(self, now: Moment) -> None:
        """Let time pass."""
        if self.incident.is_seen:
            if self._is_held(now.monotonic_s):
                self.fire(Trigger.HELD, now)
        else:
            self._end_if_unseen(now.monotonic_s - self.unseen_since_s, now)
        if now.monotonic_s >= self.due_s:
            self.fire(Trigger.DUE, now)

    def fire(self, trigger: Trigger, now: Moment, by: str = "") -> bool:
        """Take a step of the table; false, and nothing, where the state knows no such step."""
        step = TABLE.get((self.incident.state, trigger))
        if step is None:
            return False
        is_over = step.to.is_over
        if step.to is not self.incident.state:
            words = f"{step.to}: {trigger}"
            self.entries.append(Entry(self.incident.id, now.wall, words, by))
        self.incident = replace(
            self.incident,
            state=step.to,
            closed=now.wall if is_over else None,
            by=by or self.incident.by,
        )
        for act in step.acts:
            self._do(act, now)
        if is_over or step.to is IncidentState.ACKNOWLEDGED:
            self._wait(math.inf, now)
        self.is_changed = True
        return True

    def _place(self, sighting: Sighting, now: Moment) -> None:
        places = {_key(place): place for place in self.incident.places}
        key = _key(sighting)
        before = places.get(key)
        if before is None and sighting.is_over:
            return  # it never was seen there
        found = sighting.place(now.wall)
        if before is not None:
            cells = before.cells if sighting.is_over else found.cells
            found = replace(found, score=max(before.score, found.score), cells=cells)
            # A second more of the same is nothing to be written down.
            is_news = (before.is_open, before.cells) != (found.is_open, found.cells)
            self.is_changed = self.is_changed or is_news
        else:
            self.is_changed = True
        places[key] = found
        self.incident = replace(self.incident, places=tuple(places.values()))

    def _is_worse(self, sighting: Sighting) -> bool:
        graver = Severity.of(sighting.hazard) > self.incident.severity
        return graver or self.incident.area >= _GROWN * max(self.incident.told_area, _SMALLEST)

    def _is_held(self, now_s: float) -> bool:
        soonest = min(self.policy.held_s(place.hazard) for place in self.incident.places if place.is_open)
        return now_s - self.begun_s >= soonest

    def _end_if_unseen(self, unseen_s: float, now: Moment) -> None:
        kind = self.incident.kind
        if unseen_s >= self.policy.over_s(kind):
            self.fire(Trigger.RETURNED if ends_for_certain(kind) else Trigger.UNSEEN, now)
        if unseen_s >= self.policy.abandoned_s:
            self.fire(Trigger.ABANDONED, now)

    def _do(self, act: Act, now: Moment) -> None:
        if act is Act.RAISE_BAR:
            # An exercise says nothing of the place, and a report nothing of what the camera sees.
            if not self.incident.drill:
                seen = [place for place in self.incident.places if not place.source]
                self.bars += [Bar(place, self.incident) for place in seen]
            return
        rung = self.incident.rung
        if act is Act.TELL_AGAIN:
            rung = min(rung + 1, len(self.policy.ladder) - 1)
        elif act is Act.TELL_WORSE and self.incident.state is IncidentState.CONFIRMED:
            rung = 0  # answered for once, it is told as though it were new
        self._tell(_REASONS[act], rung, now)

    def _tell(self, reason: NoticeReason, rung: int, now: Moment) -> None:
        incident = replace(
            self.incident, rung=rung, notices=self.incident.notices + 1, told_area=self.incident.area
        )
        whom = self.policy.ladder[rung].whom
        text = notice_text(incident, reason, self.names)
        self.notices.append(
            Notice(
                incident.id, incident.notices, reason, incident.severity, whom, text, now.wall, incident.drill
            )
        )
        self.incident = incident
        if reason is not NoticeReason.ESCALATED or math.isinf(self.due_s):
            self._wait(self.policy.wait_s(rung), now)

    def _wait(self, seconds: float, now: Moment) -> None:
        self.due_s = now.monotonic_s + seconds
        due = None if math.isinf(seconds) else now.wall + timedelta(seconds=seconds)
        self.incident = replace(self.incident, due=due)


def _key(of: Place | Sighting) -> tuple[str, Hazard, str, str]:
    return of.camera, of.hazard, of.zone, of.source
