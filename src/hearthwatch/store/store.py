# SPDX-License-Identifier: Apache-2.0
"""The store of a running service: one process writes, from one thread.

Everything that returns is on the disk. Everything that raises StorageError has changed nothing, and
may be tried again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import Delivery
from hearthwatch.model.errors import HearthwatchError, StorageError
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.incident_changes import Changes
from hearthwatch.model.plate import PlateCandidate
from hearthwatch.model.post import Post

from . import incidents, maps, messages, outside, plates
from .database import Database, open_for_writing
from .folder import FolderLock, Reserve, hold_folder
from .incidents import DrillWish, Wish
from .maps import Erased
from .outside import AnnouncementEntry, KeptSubscription
from .reading import NamedCamera
from .schema import establish, shipped_schema
from .stewarding import Stewarding

#: How long history stays unless somebody says otherwise.
KEEP = timedelta(hours=72)
_MOST_CAMERAS = 65_536


class Store(Stewarding):
    """A store to read and to write. Belongs to the thread that opened it; a context manager."""

    def __init__(self, database: Database, lock: FolderLock, clock: Clock) -> None:
        """Take an open database of today's schema in a folder that is held."""
        super().__init__(database, clock)
        self._lock = lock
        self._reserve = Reserve(database.folder)
        self._reserve.fill()

    def save_cameras(self, cameras: Sequence[tuple[CameraId, str]]) -> tuple[NamedCamera, ...]:
        """Know these cameras, by id and name, and return all that ever were.

        A camera keeps its number for ever, whatever its name and whether or not it is still there.
        Raises StorageError where all 65,536 numbers are used.
        """
        with self._database.transaction():
            new = {camera for camera, _ in cameras} - {known.id for known in self.cameras()}
            if len(self.cameras()) + len(new) > _MOST_CAMERAS:
                raise StorageError(
                    "All 65536 numbers for cameras have been used", do="Begin with a new data folder"
                )
            for camera, name in cameras:
                self._database.change("save_camera", id=camera, name=name)
        return self.cameras()

    def append_maps(self, rows: Sequence[MapRow]) -> None:
        """Add maps of cameras that are saved, all or none. Called once a second with all cameras' maps."""
        maps.append(self._database, rows)

    def compact(self, now: datetime) -> int:
        """Pack the maps of finished minutes; return how many. Called once a minute."""
        return maps.compact(self._database, now)

    def erase(self, now: datetime, keep: timedelta = KEEP, keep_bytes: int | None = None) -> Erased:
        """Erase what is older than ``keep``, then the oldest minutes until ``keep_bytes`` suffice.

        Takes maps, all cameras alike, and retired plates that no map can name any more. Works on a
        full disk too: call it before `compact`.
        """
        try:
            return maps.erase(self._database, now, keep, keep_bytes)
        except StorageError:
            if not self._reserve.spend():
                raise
            return maps.erase(self._database, now, keep, keep_bytes)
        finally:
            self._reserve.fill()

    def add_candidate(self, candidate: PlateCandidate, camera: CameraId, approvals: int = 1) -> PlateId:
        """Add a proposed plate and return its id, which is never used again.

        ``approvals``: how many people must approve it. Of the candidates of one view and light the two
        newest stay, and those that a steward has begun to decide on.
        """
        return plates.add_candidate(self._database, candidate, camera, self._clock.now(), approvals)

    def keep_incidents(self, changes: Changes) -> None:
        """Write what a step of the desk changed, all or nothing."""
        incidents.keep(self._database, changes)

    def keep_messages(self, posts: Sequence[Post], deliveries: Sequence[Delivery]) -> None:
        """Add messages with their deliveries and note how deliveries stand now, all or nothing."""
        messages.keep(self._database, posts, deliveries)

    def queued_posts(self) -> tuple[Post, ...]:
        """Return the messages that have deliveries to be tried, oldest first, with those alone."""
        return messages.queued(self._database)

    def keep_subscription(self, subscription: KeptSubscription) -> None:
        """Keep a browser's subscription; what it asked before is replaced."""
        outside.keep_subscription(self._database, subscription)

    def remove_subscription(self, number: str) -> bool:
        """Erase a browser's subscription; return whether there was one."""
        return outside.remove_subscription(self._database, number) > 0

    def add_announcements(self, entries: Sequence[AnnouncementEntry]) -> None:
        """Add lines about operators' own words."""
        outside.add_entries(self._database, entries)

    def take_report(self, key: str, at: datetime) -> bool:
        """Note that a report from outside was taken; return whether it is new."""
        return outside.take_report(self._database, key, at)

    def wishes(self) -> tuple[Wish | DrillWish, ...]:
        """Return what people ask to be done to incidents and is not answered, in order."""
        return incidents.wishes(self._database)

    def answer_wish(self, wish: int, answer: str) -> None:
        """Say what came of a wish; empty where it was done."""
        incidents.answer_wish(self._database, wish, answer)

    def erase_incidents(self, before: datetime) -> None:
        """Erase incidents that ended before ``before``; `erase` then takes the maps that they kept."""
        incidents.erase(self._database, before)

    def close(self) -> None:
        """Close the database and let others have the folder."""
        try:
            super().close()
        finally:
            self._lock.release()


def open_store(folder: Path, clock: Clock) -> Store:
    """Open the store of ``folder``, which is made where there is none, and hold it.

    Call it in the thread that will use it; no other may. The whole database is looked over first.
    Raises StorageError: another process has the folder; it cannot be written; the disk is full; the
    database is damaged, or of a newer program.
    """
    lock = hold_folder(folder)
    try:
        database = open_for_writing(folder)
        try:
            establish(database, shipped_schema())
        except HearthwatchError:
            database.close()
            raise
    except HearthwatchError:
        lock.release()
        raise
    return Store(database, lock, clock)
