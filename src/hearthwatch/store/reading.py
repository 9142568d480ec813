# SPDX-License-Identifier: Apache-2.0
"""What can be read of a store, also from beside the service that writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from hearthwatch.model.delivery import Delivery
from hearthwatch.model.errors import HearthwatchError
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, IncidentId, MessageName, PlateId
from hearthwatch.model.incident import Entry, Incident, Notice
from hearthwatch.model.message import Cause, Message
from hearthwatch.model.plate import Plate, PlateCandidate, PlateState
from hearthwatch.model.plate_line import PlateAct, PlateLine

from . import deciding, incidents, listing, maps, messages, outside, plates, signing
from .check import Finding, Progress, check
from .database import Database, open_read_only
from .incidents import RaisedBar
from .outside import AnnouncementEntry, KeptSubscription
from .schema import VERSION, require


@dataclass(frozen=True, slots=True)
class NamedCamera:
    """A camera as the store knows it. ``number`` 0..65535 is its own for ever."""

    number: int
    id: CameraId
    name: str


class Reading:
    """A store's readable half. Belongs to the thread that opened it; a context manager.

    Every method raises StorageError where the disk or the database fails.
    """

    def __init__(self, database: Database) -> None:
        """Take an open database; `close` closes it."""
        self._database = database

    def cameras(self) -> tuple[NamedCamera, ...]:
        """Return all cameras that ever were, by number."""
        return tuple(NamedCamera(*row) for row in self._database.rows("cameras"))

    def history(self, camera: CameraId, start: datetime, end: datetime) -> Iterator[MapRow]:
        """Yield a camera's maps from ``start`` up to, not including, ``end`` (aware) in order of time.

        Reads as it goes, a minute at a time, on this thread; times come back as whole milliseconds.
        """
        return maps.history(self._database, camera, start, end)

    def history_extent(self, camera: CameraId) -> tuple[datetime, datetime] | None:
        """Return the moments of a camera's first and last map; None where there is none."""
        return maps.history_extent(self._database, camera)

    def plates(self, camera: CameraId | None = None, state: PlateState | None = None) -> tuple[Plate, ...]:
        """Return plates by id, of one camera or all, in one state or all."""
        return plates.plates(self._database, camera, state)

    def plate_lines(self) -> tuple[PlateLine, ...]:
        """Return all plates by id, without their pictures: what a list of them says."""
        return listing.plate_lines(self._database)

    def plate_revision(self, plate: PlateId) -> str:
        """Return a word that is another as soon as a plate's state or cells are; "" where there is none."""
        return signing.revision(self._database, plate)

    def commissioned_ids(self) -> tuple[PlateId, ...]:
        """Return the ids of the plates that are shown, without reading a picture."""
        return plates.commissioned_ids(self._database)

    def plate(self, plate: PlateId) -> Plate:
        """Return a plate. Raises UsageError where there is none."""
        return plates.read_plate(self._database, plate)

    def candidate(self, plate: PlateId) -> PlateCandidate:
        """Return a plate as it was proposed, with its reasons. Raises UsageError where there is none."""
        return plates.candidate(self._database, plate)

    def plate_acts(self, plate: PlateId) -> tuple[PlateAct, ...]:
        """Return what stewards did to a plate, in order."""
        return deciding.acts(self._database, plate)

    def approvals(self, plate: PlateId) -> tuple[int, tuple[str, ...]]:
        """Return how many people must approve a candidate, and who has since it was last changed.

        Raises UsageError where there is no such candidate.
        """
        return deciding.approvals(self._database, plate)

    def newest_plate(self, camera: CameraId) -> datetime | None:
        """Return when the newest plate of a camera was proposed; None where there is none."""
        return plates.newest(self._database, camera)

    def plate_png(self, plate: PlateId) -> bytes:
        """Return a plate as PNG, alpha 0 where unknown. Raises UsageError where there is none."""
        return plates.plate_png(self._database, plate)

    def incidents(self, *, open_alone: bool = False, since: datetime | None = None) -> tuple[Incident, ...]:
        """Return incidents, oldest first: all, those that are not over, or those that ended ``since``."""
        return incidents.incidents(self._database, open_alone=open_alone, since=since)

    def incident(self, incident: IncidentId) -> Incident:
        """Return one incident. Raises UsageError where there is none."""
        return incidents.incident_of(self._database, incident)

    def last_incident_id(self) -> int:
        """Return the highest number that an incident ever had; 0 before the first."""
        return incidents.last_id(self._database)

    def entries(self, incident: IncidentId) -> tuple[Entry, ...]:
        """Return an incident's record, in order."""
        return incidents.entries(self._database, incident)

    def notices(
        self, incident: IncidentId | None = None, *, untold_alone: bool = False
    ) -> tuple[Notice, ...]:
        """Return the notices of an incident or of all; all, or those alone that nobody has been told."""
        return incidents.notices(self._database, incident, untold_alone=untold_alone)

    def messages(self, incident: IncidentId | None, *, latest: int = 1000) -> tuple[Message, ...]:
        """Return the newest messages of an incident, or of all that are of none, oldest first."""
        return messages.messages(self._database, incident, latest=latest)

    def newest_messages(self, last: int) -> tuple[Message, ...]:
        """Return the ``last`` messages of all, newest first."""
        return messages.latest(self._database, last)

    def known_messages(self, names: Iterable[MessageName]) -> frozenset[MessageName]:
        """Return which of these messages there are."""
        return messages.known(self._database, names)

    def newest_message(self, cause: Cause) -> datetime | None:
        """Return when the newest message of a cause was made; None where there is none."""
        return messages.newest(self._database, cause)

    def deliveries(self, message: MessageName) -> tuple[Delivery, ...]:
        """Return what became of a message, by channel and recipient."""
        return messages.deliveries(self._database, message)

    def latest_deliveries(self) -> tuple[Delivery, ...]:
        """Return of each channel the delivery that changed last, of those that were tried."""
        return messages.latest_of_channels(self._database)

    def subscriptions(self) -> tuple[KeptSubscription, ...]:
        """Return the browsers that asked to be told, the oldest first."""
        return outside.subscriptions(self._database)

    def announcements(self, last: int) -> tuple[AnnouncementEntry, ...]:
        """Return the ``last`` lines about operators' own words, newest first."""
        return outside.entries(self._database, last)

    def bars(self) -> tuple[RaisedBar, ...]:
        """Return the places that people called no hazards, oldest first."""
        return incidents.bars(self._database)

    def answer(self, wish: int) -> str | None:
        """Return what came of a wish: None while there is no answer, empty where it was done."""
        return incidents.answer(self._database, wish)

    def check(self, progress: Progress = lambda _done, _total: None) -> tuple[Finding, ...]:
        """Look at everything that is stored; no finding means that it is sound.

        ``progress`` is called with (minutes looked at, all minutes).
        """
        return check(self._database, progress)

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_for_reading(folder: Path) -> Reading:
    """Open a store to read it, also while a service writes it. Changes nothing.

    Raises StorageError where there is none, or it is of another version or no database.
    """
    database = open_read_only(folder)
    try:
        require(database, VERSION)
    except HearthwatchError:
        database.close()
        raise
    return Reading(database)
