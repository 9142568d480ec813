# SPDX-License-Identifier: Apache-2.0
"""One camera's tile: what its supervisor hears goes in, what is shown and stored of it comes out.

Twice a second there is a tile, whatever happens: from each report, or, where reports stay away, from
`beat`, which then says "no picture".
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from hearthwatch.model.clock import Clock
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.health import ConnectionState, FaultCode, StreamFigures
from hearthwatch.model.history import MapRow, hazard_bits
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.plate import PlateCandidate
from hearthwatch.model.scene import Light, unknown_cells
from hearthwatch.model.watching import Watching, watching
from hearthwatch.model.zone import Zone
from hearthwatch.sealed.messages import Report
from hearthwatch.stages.hazards.opening import HazardEvent, HazardStates
from hearthwatch.stages.publishing.wire import TileMessage, tile_message

_log = logging.getLogger(__name__)

#: No frame for this long: there is no picture (design, invariant 5).
NO_PICTURE_S = 2.0
#: No report for this long, of which two a second are due, and the beat says so within two seconds.
SILENCE_S = 1.5
#: No frame for this long: the camera is lost (hazards: lost).
LOST_S = 10.0
#: So much longer the first frame may take: a camera is opened, and its next keyframe waited for.
FIRST_FRAME_S = 10.0
#: In its first looks a watcher may be slow, with sixteen of them starting on two cores.
FIRST_LOOKS = 10
#: Said on behalf of a watcher that says nothing.
_DEGRADED = Observation(Hazard.DEGRADED, None, 1.0, 0.0)


class Outlet(Protocol):
    """Where a tile's words go."""

    def publish(self, number: int, tile: TileMessage) -> None:
        """Show a tile."""
        ...

    def record(self, row: MapRow) -> None:
        """Keep what was shown."""
        ...

    def incident(self, camera: CameraId, event: HazardEvent, light: Light) -> None:
        """Take the opening, change or end of a hazard, in the light that the view has."""
        ...

    def candidate(self, camera: CameraId, candidate: PlateCandidate) -> None:
        """Keep a candidate for a steward."""
        ...


@dataclass(frozen=True, slots=True)
class TileFigures:
    """What metrics say of a camera."""

    connection: ConnectionState
    fault: FaultCode | None
    stream: StreamFigures | None
    frame_age_s: float | None
    looks_per_s: float
    busy_us: int
    watching: Watching


class Tile:
    """Listens to one camera's supervisor. All calls belong to the loop's thread."""

    def __init__(
        self,
        camera: CameraId,
        number: int,
        outlet: Outlet,
        clock: Clock,
        zones: Sequence[Zone] = (),
        first_frame_s: float = FIRST_FRAME_S,
    ) -> None:
        """Begin without a picture. ``zones``: the view's, by whose names hazards are told.

        ``first_frame_s``: so much longer than later ones the first frame may take.
        """
        self.camera = camera
        self.number = number
        self._outlet = outlet
        self._clock = clock
        self._states = HazardStates(zones=zones)
        self._open: frozenset[Hazard] = frozenset()
        self._connection = ConnectionState.CONNECTING
        self._fault: FaultCode | None = None
        self._stream: StreamFigures | None = None
        self._report: Report | None = None
        self._heard_s = -math.inf
        self._begun_s = clock.monotonic()
        self._first_frame_s = first_frame_s
        self._picture_s = -math.inf
        self._sequence = 0
        self._has_picture = self._is_known = False
        self._lights: Counter[Light] = Counter()
        self._looks: tuple[float, int, float] = (0.0, 0, 0.0)

    def on_report(self, report: Report) -> None:
        """Show what a report says."""
        now = self._clock.monotonic()
        self._count(report, now)
        self._report, self._heard_s = report, now
        self._picture_s = max(self._picture_s, now - report.frame_age_s)
        if report.frame_age_s <= NO_PICTURE_S:
            self._lights[report.figures.light] += 1
        self._take_hazards(report.observations)
        self._show(report)

    def on_connection(self, state: ConnectionState, fault: FaultCode | None) -> None:
        """Note how the connection stands; the next tile says it."""
        self._connection, self._fault = state, fault

    def on_stream(self, figures: StreamFigures) -> None:
        """Note what is being decoded."""
        self._stream = figures

    def on_candidate(self, candidate: PlateCandidate | None) -> None:
        """Pass a candidate on to the steward's shelf."""
        if candidate is not None:
            self._outlet.candidate(self.camera, candidate)

    def on_watcher_lost(self) -> None:
        """Show at once that there is no picture, and that the fault is on our side."""
        self._report = None
        self._take_hazards((_DEGRADED,))
        self._show(None)

    def beat(self) -> None:
        """Say that there is no picture where reports are late. Called twice a second."""
        silence = self._clock.monotonic() - max(self._heard_s, self._begun_s)
        if silence > SILENCE_S:
            # A watcher speaks whether or not frames come: one that is silent is gone, or hangs.
            is_starting = self._is_starting() and silence < FIRST_FRAME_S
            is_excused = is_starting or self._connection is ConnectionState.ENDED
            self._take_hazards(() if is_excused else (_DEGRADED,))
            self._show(None)

    def _is_starting(self) -> bool:
        """Whether the watcher is at its first looks, when it asks detectors, which takes a while."""
        return self._report is None or self._report.frames_seen < FIRST_LOOKS

    def light_to_propose(self) -> Light:
        """Return the light in which the view was longest since a candidate was asked for in that light.

        So that dusk has its turn, which is short, when day is asked for once an hour. Forgets that light.
        """
        if not self._lights:
            return Light.DAY
        light = self._lights.most_common(1)[0][0]
        del self._lights[light]
        return light

    def figures(self) -> TileFigures:
        """Return what metrics say of this camera."""
        busy = self._report.busy_us if self._report else 0
        return TileFigures(
            self._connection, self._fault, self._stream, self._frame_age_s(), self._looks[2], busy,
            watching(
                self._open, self._connection, has_picture=self._has_picture, is_known=self._is_known
            ),
        )  # fmt: skip

    def _take_hazards(self, seen: Sequence[Observation]) -> None:
        # By this machine's clock: media time stands still without frames, and begins anew with a watcher.
        now = self._clock.monotonic()
        last_s = self._picture_s
        if self._is_starting() or math.isinf(last_s):
            last_s = max(last_s, self._begun_s + self._first_frame_s)
        if now - last_s > LOST_S and self._connection is not ConnectionState.ENDED:
            seen = (*seen, Observation(Hazard.LOST, None, 1.0, now))
        for event in self._states.step([replace(each, media_time_s=now) for each in seen], now):
            light = self._report.figures.light if self._report else Light.DAY
            self._outlet.incident(self.camera, event, light)
        self._open = self._states.hazards

    def _show(self, report: Report | None) -> None:
        has_picture = self._has_picture = report is not None and report.frame_age_s <= NO_PICTURE_S
        self._is_known = report is not None and report.figures.known_share > 0
        row = MapRow(
            self.camera,
            self._clock.now(),
            PlateId(report.figures.plate_id) if report else PlateId(0),
            has_picture,
            hazard_bits(self._open),
            report.scene.cells if report and has_picture else unknown_cells(),
        )
        tile = tile_message(row, self.number, self._sequence, self._connection, self._frame_age_s())
        self._sequence += 1
        self._outlet.publish(self.number, tile)
        self._outlet.record(row)

    def _frame_age_s(self) -> float | None:
        if self._report is None or math.isinf(self._report.frame_age_s):
            return None
        return self._report.frame_age_s + self._clock.monotonic() - self._heard_s

    def _count(self, report: Report, now: float) -> None:
        since, seen, _ = self._looks
        if report.frames_seen < seen or now - since >= 5:
            rate = max(0, report.frames_seen - seen) / (now - since) if since else 0.0
            self._looks = (now, report.frames_seen, rate)
