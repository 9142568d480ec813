# SPDX-License-Identifier: Apache-2.0
"""Decides what is on the screen: pages that turn, or the alarm that takes over.

In: cameras, their newest tiles, open incidents and the time. Out: a `Screen`. The same in, the same out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hearthwatch.model.ids import CameraId
from hearthwatch.model.incident import Incident, IncidentState
from hearthwatch.model.plate import PlatePixels
from hearthwatch.stages.publishing.live import Slot
from hearthwatch.stages.publishing.wire import TileMessage
from hearthwatch.web.service import RosterCamera

from .calls import Call, calls
from .screen import AlarmView, Screen, TileView
from .words import EXERCISE, HAZARD_WORDS, moment, tile_view

#: How long one of several alarms has the screen.
CALL_S = 5.0


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a screen's contents come from; all calls belong to the loop's thread.

    ``newest``: each camera's newest tile by its number. ``plate``: a commissioned plate's pixels by its
    id, None for any other.
    """

    roster: Callable[[], Sequence[RosterCamera]]
    newest: Callable[[], Mapping[int, Slot]]
    incidents: Callable[[], Sequence[Incident]]
    plate: Callable[[int], PlatePixels | None]


@dataclass(frozen=True, slots=True)
class Programme:
    """How pages are made: ``places`` (1, 4 or 9) tiles each, for ``turn_s``; ``camera``: of one alone."""

    sources: Sources
    places: int = 4
    turn_s: float = 15.0
    camera: CameraId | None = None

    def screen(self, now: datetime, now_s: float) -> Screen:
        """Return the screen of a moment: ``now`` is aware, ``now_s`` monotonic seconds."""
        incidents = self.sources.incidents()
        calling = calls(incidents, self.camera)
        line = _line(incidents, now, self._names())
        clock = f"{now.astimezone():%H:%M:%S}"
        if calling:
            return self._alarm(calling, now, now_s, clock)
        views = self._views(now, now_s)
        pages = max(1, -(-len(views) // self.places))
        page = int(now_s // self.turn_s) % pages
        shown = views[page * self.places : (page + 1) * self.places]
        return Screen(shown, self.places, clock, f"Page {page + 1} of {pages}" if pages > 1 else "", line)

    def _alarm(self, calling: Sequence[Call], now: datetime, now_s: float, clock: str) -> Screen:
        call = calling[int(now_s // CALL_S) % len(calling)]
        views = [view for view in self._views(now, now_s) if view.camera == call.camera]
        alarm = AlarmView(
            call.hazard,
            call.camera,
            self._names().get(call.camera, call.camera),
            f"since {moment(call.incident.opened, now)}",
            call.incident.drill,
            "" if len(calling) == 1 else f"and {len(calling) - 1} more",
        )
        return Screen(tuple(views[:1]), 1, clock, alarm=alarm)

    def _views(self, now: datetime, now_s: float) -> tuple[TileView, ...]:
        newest = self.sources.newest()
        cameras = [each for each in self.sources.roster() if self.camera in {None, each.id}]
        return tuple(_view(camera, newest.get(camera.number), now, now_s) for camera in cameras)

    def _names(self) -> dict[str, str]:
        return {camera.id: camera.name for camera in self.sources.roster()}


def _view(camera: RosterCamera, slot: Slot | None, now: datetime, now_s: float) -> TileView:
    if slot is None:
        return tile_view(camera, None, 0.0, now)
    return tile_view(camera, TileMessage.decode(slot.message), now_s - slot.published_s, now)


def _line(incidents: Sequence[Incident], now: datetime, names: Mapping[str, str]) -> str:
    """Return open incidents in words, the gravest first, exercises last."""
    told = [
        each for each in incidents if each.state is not IncidentState.SUSPECTED and not each.state.is_over
    ]
    ordered = sorted(told, key=lambda each: (each.drill, -each.severity, -each.opened.timestamp()))
    return "   ".join(_said(each, now, names) for each in ordered)


def _said(incident: Incident, now: datetime, names: Mapping[str, str]) -> str:
    hazards = ", ".join(dict.fromkeys(HAZARD_WORDS[place.hazard] for place in incident.places))
    where = ", ".join(names.get(camera, camera) for camera in incident.cameras)
    mark = f"{EXERCISE}: " if incident.drill else ""
    answered = ", answered" if incident.state is IncidentState.ACKNOWLEDGED else ""
    return f"{mark}{hazards} at {where} since {moment(incident.opened, now)}{answered}"
