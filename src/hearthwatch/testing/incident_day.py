# SPDX-License-Identifier: Apache-2.0
"""A desk of incidents with a clock that tests turn: what it changes is kept, what it says is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Incident, IncidentState, Notice, PersonsAct
from hearthwatch.model.incident_changes import Changes
from hearthwatch.stages.incidents.desk import IncidentDesk, Kept
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.stages.incidents.sighting import Moment, Sighting

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
BARN, SQUARE, MILL = (CameraId(name) for name in ("barn", "square", "mill"))
NAMES = {BARN: "Barn", SQUARE: "Square", MILL: "Mill"}
HERE, FAR = CellRect(10, 10, 14, 16), CellRect(10, 60, 14, 66)


@dataclass
class Day:
    """See the module. ``wall_s``: how far the wall clock is off; ``tells``: whether notices are said."""

    policy: Policy = field(default_factory=Policy)
    at_s: float = 0.0
    wall_s: float = 0.0
    incidents: dict[IncidentId, Incident] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    tells: bool = True

    def __post_init__(self) -> None:
        self.desk = IncidentDesk(self.policy, NAMES, Kept(), self.now)

    @property
    def now(self) -> Moment:
        """Now, with the wall clock as far off as it was set."""
        return Moment(NOON + timedelta(seconds=self.at_s + self.wall_s), self.at_s)

    def see(
        self,
        camera: CameraId = BARN,
        hazard: Hazard = Hazard.FLAME,
        cells: CellRect | None = HERE,
        *,
        over: bool = False,
    ) -> None:
        """Let a camera see a hazard, or not see it any more."""
        self.desk.take(Sighting(camera, hazard, cells, 0.9, f"{hazard.value} seen", over), self.now)
        self.keep()

    def report(self) -> None:
        """Let a resident say that the barn burns."""
        self.desk.take(
            Sighting(BARN, Hazard.FLAME, None, 1.0, "a resident says so", source="resident"), self.now
        )
        self.keep()

    def wait(self, seconds: float, step: float = 1.0) -> None:
        """Let time pass, a second at a time."""
        end = self.at_s + seconds
        while self.at_s < end:
            self.at_s = min(self.at_s + step, end)
            self.desk.tick(self.now)
            self.keep()

    def act(self, act: PersonsAct, number: int = 1) -> None:
        """Let Ada do something."""
        self.desk.act(act, IncidentId(number), "Ada", self.now)
        self.keep()

    def keep(self) -> None:
        """Keep what changed and say what is to be said."""
        while changes := self.desk.drain():
            self.changes.append(changes)
            self.incidents |= {each.id: each for each in changes.incidents}
            self.notices += changes.notices
            for notice in changes.notices if self.tells else ():
                self.desk.told(notice, self.now)

    def restart(self) -> None:
        """Begin anew with what was kept, as after kill -9."""
        kept = list(self.incidents.values())
        self.desk = IncidentDesk(
            self.policy,
            NAMES,
            Kept(
                [each for each in kept if not each.state.is_over],
                [each for each in kept if each.state.is_over and each.by],
                max(self.incidents, default=0),
            ),
            self.now,
        )

    @property
    def only(self) -> Incident:
        """The one incident there is."""
        (incident,) = self.incidents.values()
        return incident

    @property
    def state(self) -> IncidentState:
        """How far the one incident is."""
        return self.only.state

    def said(self) -> list[tuple[str, str]]:
        """Return why and whom each notice told."""
        return [(notice.reason.value, notice.whom) for notice in self.notices]
