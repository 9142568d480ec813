# SPDX-License-Identifier: Apache-2.0
"""What a command may do to plates and ask of incidents, also beside the service that writes the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import HearthwatchError
from hearthwatch.model.ids import CameraId, IncidentId, PlateId
from hearthwatch.model.incident import PersonsAct
from hearthwatch.model.plate import Mask

from . import deciding, incidents
from .access import AccessShelf
from .database import Database, open_beside
from .reading import Reading
from .schema import VERSION, require
from .signing import Signature


class Stewarding(Reading):
    """A store to read, and whose plates may be decided on. As `Reading` in everything else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take an open database of today's schema."""
        super().__init__(database)
        self._clock = clock
        self.access = AccessShelf(database)

    def commission(self, plate: PlateId, by: str, now: datetime, seen: str = "") -> int:
        """Approve a candidate; return how many more people must. With the last, it is shown.

        What was shown of its view and light is then retired: both or neither. Raises UsageError where
        there is no such candidate; here and below also where ``seen``, the `plate_revision` that was
        looked at, is not its revision any more.
        """
        return deciding.approve(self._database, plate, Signature(by, now, seen))

    def strike(self, plate: PlateId, cells: Mask, by: str = "", seen: str = "") -> int:
        """Take cells (bool [45, 80]) out of a candidate: their pixels are erased. Return how many.

        Approvals given before count no more. Raises UsageError where there is no such candidate.
        """
        return deciding.strike(self._database, plate, cells, self._signature(by, seen))

    def clear(self, plate: PlateId, cells: Mask, by: str, seen: str = "") -> int:
        """Let cells that are held back for what may be writing into a candidate. Return how many.

        Approvals given before count no more. Raises UsageError where nothing of them is held back.
        """
        return deciding.clear(self._database, plate, cells, self._signature(by, seen))

    def retire(self, plate: PlateId, by: str = "", seen: str = "") -> None:
        """Take a plate out of use for ever. Raises UsageError where there is none in use."""
        deciding.retire(self._database, plate, self._signature(by, seen))

    def wish(self, incident: IncidentId, act: PersonsAct, by: str) -> int:
        """Ask the service to do something to an incident; return the wish's number, for `answer`."""
        return incidents.wish(self._database, incident, act, by, self._clock.now())

    def wish_drill(self, camera: CameraId, by: str) -> int:
        """Ask the service for an exercise at a camera; return the wish's number, for `answer`."""
        return incidents.wish_drill(self._database, camera, by, self._clock.now())

    def _signature(self, by: str, seen: str) -> Signature:
        return Signature(by, self._clock.now(), seen)


def open_for_steward(folder: Path, clock: Clock) -> Stewarding:
    """Open a store to decide on its plates, also while a service writes it.

    The two take turns: each waits while the other commits. Raises StorageError as `open_for_reading`.
    """
    database = open_beside(folder)
    try:
        require(database, VERSION)
    except HearthwatchError:
        database.close()
        raise
    return Stewarding(database, clock)
