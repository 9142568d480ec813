# SPDX-License-Identifier: Apache-2.0
"""What a steward's command may do to plates, also beside the service that writes everything else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import HearthwatchError
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask

from . import plates
from .database import Database, open_beside
from .reading import Reading
from .schema import VERSION, require


class Stewarding(Reading):
    """A store to read, and whose plates may be decided on. As `Reading` in everything else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Take an open database of today's schema."""
        super().__init__(database)
        self._clock = clock

    def commission(self, plate: PlateId, by: str, now: datetime) -> None:
        """Approve a candidate and retire what was shown of its view and light: both or neither.

        Raises UsageError where there is no such candidate.
        """
        plates.commission(self._database, plate, by, now)

    def strike(self, plate: PlateId, cells: Mask) -> None:
        """Take cells (bool [45, 80]) out of a candidate: their pixels are erased.

        Raises UsageError where there is no such candidate.
        """
        plates.strike(self._database, plate, cells)

    def retire(self, plate: PlateId) -> None:
        """Take a plate out of use for ever. Raises UsageError where there is none in use."""
        plates.retire(self._database, plate, self._clock.now())


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
