# SPDX-License-Identifier: Apache-2.0
"""How long what lasts, who is told after how long, and which cameras see the same place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import IncidentKind


@dataclass(frozen=True, slots=True)
class Rung:
    """Whom to tell, and how many seconds after the first notice."""

    after_s: float
    whom: str


#: hazards.md, 3.4: anew after half an hour without an answer; five minutes first, for those on duty.
LADDER = (Rung(0.0, "operators"), Rung(300.0, "operators and stewards"), Rung(1800.0, "everybody"))
#: How long a hazard must last before anybody is told. Flame, smoke, water and blocked ways come with
#: evidence that has lasted already. A camera's short drops are not told (hazards.md, 3.7: lost, 60 s).
_HELD_S = {
    Hazard.FLAME: 0.0,
    Hazard.SMOKE: 0.0,
    Hazard.WATER: 0.0,
    Hazard.BLOCKED: 0.0,
    Hazard.COVERED: 5.0,
    Hazard.MOVED: 5.0,
    Hazard.LOST: 50.0,
}
_HELD_OTHERS_S = 30.0


@dataclass(frozen=True, slots=True)
class Policy:
    """The numbers of the incident desk, in seconds.

    ``group_s``: a sighting within so long of an incident's last is the same event. ``unseen_s``: after
    which a hazard of a place that is acknowledged is over; ``returned_s``: the same for what is seen to end
    (a way that is clear again, a camera that is back). ``abandoned_s``: when a hazard that is unseen and
    that nobody ever answered for is closed. ``ladder`` begins at 0 and rises; its last step is repeated.
    ``places``: cameras of one name here look at one place.
    """

    ladder: tuple[Rung, ...] = LADDER
    group_s: float = 1800.0
    unseen_s: float = 300.0
    returned_s: float = 10.0
    abandoned_s: float = 86_400.0
    places: Mapping[CameraId, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a ladder that does not begin at once, or does not rise (UsageError)."""
        steps = [rung.after_s for rung in self.ladder]
        if not steps or steps[0] != 0 or any(later <= sooner for sooner, later in pairwise(steps)):
            raise UsageError(
                "The ladder of who is told must begin at 0 and rise", do='Write "0 s", "5 min", "30 min"'
            )

    def wait_s(self, rung: int) -> float:
        """Return how long after telling a rung the next is told; after the last, the same again."""
        steps = [each.after_s for each in self.ladder]
        if rung + 1 < len(steps):
            return steps[rung + 1] - steps[rung]
        return steps[-1] - steps[-2] if len(steps) > 1 else self.group_s

    def held_s(self, hazard: Hazard) -> float:
        """Return how long a hazard must be seen before somebody is told."""
        return _HELD_S.get(hazard, _HELD_OTHERS_S)

    def over_s(self, kind: IncidentKind) -> float:
        """Return how long an acknowledged incident must be unseen to be over."""
        return self.returned_s if ends_for_certain(kind) else self.unseen_s

    def same_place(self, one: CameraId, other: CameraId) -> bool:
        """Whether two cameras look at one place."""
        return one == other or (one in self.places and self.places[one] == self.places.get(other))


def ends_for_certain(kind: IncidentKind) -> bool:
    """Whether the end is seen: a clear way, a camera that is back. A fire may only be out of sight."""
    return kind in {IncidentKind.BLOCKED, IncidentKind.CAMERA}
