# SPDX-License-Identifier: Apache-2.0
"""Commissioning for the pages, over the store: what a steward is shown, and what they decide.

As `hearthwatch plate` does it; the running service follows at once, because it is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, PlateState
from hearthwatch.model.plate_line import PlateLine
from hearthwatch.plate_sheet import Sheet, changes, otherwise, rectangles, sheet_of
from hearthwatch.store import Store, is_same_name
from hearthwatch.web.commissioning import Against, Decision, PlateFile

_T = TypeVar("_T")


class StoreCaller(Protocol):
    """What runs something with the store; `Archive` does, in the store's thread."""

    async def call(self, use: Callable[[Store], _T]) -> _T:
        """Return ``use(store)``."""
        ...


class PlateCommissioning:
    """See the module. ``decided`` is called after each act that may change what is shown."""

    def __init__(self, archive: StoreCaller, clock: Clock, decided: Callable[[], None]) -> None:
        """Take the store, what tells time, and whom to tell."""
        self._archive, self._clock, self._decided = archive, clock, decided

    async def plates(self) -> Sequence[PlateLine]:
        """Return all plates."""
        return await self._archive.call(lambda store: store.plate_lines())

    async def plate(self, plate: PlateId) -> PlateFile | None:
        """Return one, or None where there is none of this number."""
        return await self._archive.call(lambda store: _file(store, plate))

    async def candidate_png(self, plate: PlateId) -> bytes | None:
        """Return a candidate as it would be seen; None for whatever is no candidate."""

        def read(store: Store) -> bytes | None:
            line = _line(store, plate)
            is_candidate = line is not None and line.state is PlateState.CANDIDATE
            return store.plate_png(plate) if is_candidate else None

        return await self._archive.call(read)

    async def strike(self, plate: PlateId, cells: Mask, decision: Decision) -> int:
        """Erase cells from a candidate; return how many. Raises UsageError."""
        return await self._archive.call(
            lambda store: store.strike(plate, cells, decision.by, decision.revision)
        )

    async def clear(self, plate: PlateId, cells: Mask, decision: Decision) -> int:
        """Let cells that are held back into a candidate; return how many. Raises UsageError."""
        return await self._archive.call(
            lambda store: store.clear(plate, cells, decision.by, decision.revision)
        )

    async def approve(self, plate: PlateId, decision: Decision) -> int:
        """Approve a candidate; return how many more people must. Raises UsageError."""

        def approve(store: Store) -> int:
            if store.plate_revision(plate) == decision.revision:
                _refuse_twice(store, plate, decision.by)
            return store.commission(plate, decision.by, self._clock.now(), decision.revision)

        missing = await self._archive.call(approve)
        self._decided()
        return missing

    async def retire(self, plate: PlateId, decision: Decision) -> None:
        """Take a plate or candidate out of use for ever. Raises UsageError."""
        await self._archive.call(lambda store: store.retire(plate, decision.by, decision.revision))
        self._decided()


def _refuse_twice(store: Store, plate: PlateId, by: str) -> None:
    """Raise UsageError where this person has approved a candidate already."""
    _, names = store.approvals(plate)
    if any(is_same_name(by, name) for name in names):
        raise UsageError(f"{by} has approved candidate {plate} already: another person must approve it too")


def _line(store: Store, plate: PlateId) -> PlateLine | None:
    return next((line for line in store.plate_lines() if line.id == plate), None)


def _file(store: Store, plate: PlateId) -> PlateFile | None:
    line = _line(store, plate)
    if line is None:
        return None
    sheet = sheet_of(store, plate)
    proposed = sheet.proposed
    return PlateFile(
        line,
        store.plate_revision(plate),
        proposed.samples,
        proposed.reasons,
        rectangles(proposed.held),
        proposed.held,
        _against(sheet),
        sheet.acts,
    )


def _against(sheet: Sheet) -> Against | None:
    change = changes(sheet)
    if change is None or sheet.shown is None:
        return None
    before, after = sheet.shown.admitted, sheet.plate.admitted
    return Against(
        PlateId(change.plate),
        change.newly_visible,
        change.no_more_visible,
        change.otherwise,
        change.the_same,
        after & ~before,
        before & ~after,
        otherwise(sheet),
    )
