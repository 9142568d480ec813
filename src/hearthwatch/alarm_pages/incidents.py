# SPDX-License-Identifier: Apache-2.0
"""Incidents for the pages: read from the store, acts done by the desk as wishes, like a command's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TypeVar

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId, IncidentId
from hearthwatch.model.incident import Incident, PersonsAct
from hearthwatch.outbox import Outbox
from hearthwatch.store import Store
from hearthwatch.web.alarm_values import IncidentFile, Said

from .channels import said_of

_T = TypeVar("_T")
#: The desk takes a wish within a second; a disk may be slow.
_PATIENCE_S, _LOOK_S = 5.0, 0.05
#: What is written of a report: a page has no accounts, so whoever it is, is a resident.
_SOURCE = "resident"


class IncidentPages:
    """See the module."""

    def __init__(self, archive: Archive, alarms: Alarms, outbox: Outbox) -> None:
        """Take who knows."""
        self._archive = archive
        self._alarms = alarms
        self._outbox = outbox

    async def incidents(self, last: int) -> Sequence[Incident]:
        """Return the open ones and the ``last`` that ended."""
        everything = await self._archive.call(lambda store: store.incidents())
        over = [each for each in everything if each.state.is_over]
        opened = [each for each in everything if not each.state.is_over]
        return [*opened, *over[max(0, len(over) - last) :]]

    async def incident(self, incident: IncidentId) -> IncidentFile | None:
        """Return one with its record and what was said of it."""

        def read(store: Store) -> IncidentFile:
            said: tuple[Said, ...] = tuple(
                said_of(message, store.deliveries(message.name), self._outbox.lines)
                for message in store.messages(incident)
            )
            return IncidentFile(store.incident(incident), store.entries(incident), said)

        try:
            return await self._archive.call(read)
        except UsageError:
            return None

    async def act(self, incident: IncidentId, act: PersonsAct, by: str) -> None:
        """Do it, and return when it is done. Raises UsageError where it cannot be done now."""
        wish = await self._archive.call(lambda store: store.wish(incident, act, by))
        await self._granted(wish)

    async def drill(self, camera: CameraId, by: str) -> IncidentId:
        """Begin an exercise. Raises UsageError where there is no such camera."""
        wish = await self._archive.call(lambda store: store.wish_drill(camera, by))
        await self._granted(wish)
        return await self._found(lambda each: each.drill and camera in each.cameras)

    async def report(self, hazard: Hazard, camera: CameraId) -> IncidentId:
        """Take a resident's "I see a hazard": opens or raises an incident."""
        self._alarms.report(camera, hazard, f"a resident reports {hazard.value}", _SOURCE)
        return await self._found(
            lambda each: any(
                (place.camera, place.hazard, place.source) == (camera, hazard, _SOURCE)
                for place in each.places
            )
        )

    async def _granted(self, wish: int) -> None:
        self._alarms.wake()
        answer = await self._until(lambda store: store.answer(wish))
        if answer:
            raise UsageError(answer)

    async def _found(self, is_it: Callable[[Incident], bool]) -> IncidentId:
        def newest(store: Store) -> IncidentId | None:
            found = [each.id for each in store.incidents(open_alone=True) if is_it(each)]
            return max(found, default=None)

        return await self._until(newest)

    async def _until(self, ask: Callable[[Store], _T | None]) -> _T:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                while (found := await self._archive.call(ask)) is None:  # noqa: ASYNC110 - of another thread
                    await asyncio.sleep(_LOOK_S)
        except TimeoutError:
            raise UsageError("The service is busy and has not done it yet", do="Look again") from None
        return found
