# SPDX-License-Identifier: Apache-2.0
"""The store, used from the event loop: one thread owns it, calls are awaited, faults are told once.

A store that cannot be written (a full disk) loses nothing that it acknowledged and stops no camera:
rows wait in the buffer, and the service says that it is not keeping history.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Self, TypeVar

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import StorageError
from hearthwatch.model.history import MapRow
from hearthwatch.stages.publishing.history import HistoryBuffer
from hearthwatch.store import Store, open_store

_log = logging.getLogger(__name__)
_T = TypeVar("_T")

WRITE_S = 1.0
UPKEEP_S = 60.0
#: How long incidents stay, with the maps around them.
KEEP_INCIDENTS = timedelta(days=30)


class Archive:
    """An open store with its thread. Use as an async context manager."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        *,
        keep: timedelta,
        keep_bytes: int | None,
        keep_incidents: timedelta = KEEP_INCIDENTS,
    ) -> None:
        """Take where the data lie and how long they are kept."""
        self._folder = folder
        self._clock = clock
        self._keep = keep
        self._keep_bytes = keep_bytes
        self._keep_incidents = keep_incidents
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._store: Store | None = None
        self._buffer = HistoryBuffer(clock, interval_s=0.0)
        self.fault: StorageError | None = None

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._folder

    async def __aenter__(self) -> Self:
        self._store = await self._in_thread(lambda: open_store(self._folder, self._clock))
        return self

    async def __aexit__(self, *_: object) -> None:
        store, self._store = self._store, None
        if store is not None:
            rows = self._buffer.take_all()
            try:
                await self._in_thread(lambda: store.append_maps(rows))
            finally:
                await self._in_thread(store.close)
        self._thread.shutdown()

    async def call(self, use: Callable[[Store], _T]) -> _T:
        """Return ``use(store)``, run in the store's thread. Raises what it raises."""
        store = self._store
        if store is None:
            raise StorageError("The store is closed")
        return await self._in_thread(lambda: use(store))

    def record(self, row: MapRow) -> None:
        """Keep a row; it is committed within a second."""
        self._buffer.add(row)

    async def keep_writing(self) -> None:
        """Commit what was recorded once a second, and erase what is too old once a minute."""
        upkeep_at = self._clock.monotonic() + UPKEEP_S
        while True:
            await asyncio.sleep(WRITE_S)
            await self._write()
            if self._clock.monotonic() >= upkeep_at:
                upkeep_at = self._clock.monotonic() + UPKEEP_S
                await self._guarded(self._upkeep)

    async def _write(self) -> None:
        rows = self._buffer.take_all()
        if rows and not await self._guarded(lambda store: store.append_maps(rows)):
            self._buffer.put_back(rows)

    def _upkeep(self, store: Store) -> None:
        now = self._clock.now()
        store.erase_incidents(now - self._keep_incidents)
        # First, because on a full disk nothing can be packed until something is erased.
        store.erase(now, keep=self._keep, keep_bytes=self._keep_bytes)
        store.compact(now)

    async def _guarded(self, use: Callable[[Store], object]) -> bool:
        """Run one act; a fault of the disk is told when it begins and when it ends."""
        try:
            await self.call(use)
        except StorageError as error:
            if self.fault is None:
                _log.error("history is not being kept: %s", error.line())
            self.fault = error
            return False
        if self.fault is not None:
            _log.warning("history is being kept again")
        self.fault = None
        return True

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
