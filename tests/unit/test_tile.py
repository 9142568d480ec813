# SPDX-License-Identifier: Apache-2.0
"""A tile says what is so: a picture while there is one, and no picture the moment there is none."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.history import MapRow, hazards_of
from hearthwatch.model.ids import CameraId
from hearthwatch.model.plate import PlateCandidate
from hearthwatch.model.scene import CellState, Light, SceneFigures, SceneMap
from hearthwatch.sealed.messages import Report
from hearthwatch.stages.hazards.opening import HazardEvent
from hearthwatch.stages.publishing.wire import TileMessage
from hearthwatch.testing.clock import FakeClock
from hearthwatch.tile import Tile


@dataclass
class RecordingOutlet:
    """Keeps what a tile hands out."""

    tiles: list[TileMessage] = field(default_factory=list)
    rows: list[MapRow] = field(default_factory=list)
    events: list[HazardEvent] = field(default_factory=list)

    def publish(self, number: int, tile: TileMessage) -> None:
        """Keep a tile."""
        self.tiles.append(tile)

    def record(self, row: MapRow) -> None:
        """Keep a row."""
        self.rows.append(row)

    def incident(self, camera: CameraId, event: HazardEvent, light: Light) -> None:
        """Keep an event."""
        self.events.append(event)

    def candidate(self, camera: CameraId, candidate: PlateCandidate) -> None:
        """Want no candidate."""


def report(
    age_s: float = 0.1, seen: tuple[Observation, ...] = (), media_time_s: float = 1.0, frames: int = 50
) -> Report:
    """Return a report of a view that is clear."""
    cells = np.full((45, 80), CellState.CLEAR, np.uint8)
    figures = SceneFigures(Light.DAY, 5, 1.0, 0.0, math.nan, has_moved=False)
    return Report(1, SceneMap(cells, media_time_s), figures, age_s, frames, 0, seen)


@pytest.fixture
def clock() -> FakeClock:
    """Return a clock that stands."""
    return FakeClock()


@pytest.fixture
def outlet() -> RecordingOutlet:
    """Return an outlet that keeps everything."""
    return RecordingOutlet()


@pytest.fixture
def tile(outlet: RecordingOutlet, clock: FakeClock) -> Tile:
    """Return a tile that has heard nothing."""
    return Tile(CameraId("mill"), 3, outlet, clock)


def test_a_report_is_shown_and_recorded(tile: Tile, outlet: RecordingOutlet) -> None:
    """What is shown and what is stored are the same, with the plate that it rests on."""
    tile.on_connection(ConnectionState.STREAMING, None)
    tile.on_report(report())
    shown, row = outlet.tiles[0], outlet.rows[0]
    assert (shown.camera, shown.plate, shown.has_picture, shown.connection) == (
        3,
        5,
        True,
        ConnectionState.STREAMING,
    )
    assert (row.plate, row.has_picture, bool((row.cells == shown.cells).all())) == (5, True, True)


def test_a_stale_frame_is_no_picture(tile: Tile, outlet: RecordingOutlet) -> None:
    """A report whose newest frame is older than two seconds shows nothing of it."""
    tile.on_report(report(age_s=2.1))
    assert (outlet.tiles[0].has_picture, int(outlet.tiles[0].cells.max())) == (False, CellState.UNKNOWN)


def test_silence_is_no_picture_within_two_seconds(
    tile: Tile, outlet: RecordingOutlet, clock: FakeClock
) -> None:
    """When reports stay away the beat, twice a second, says so before two seconds have passed."""
    tile.on_report(report())
    clock.advance(1.4)
    tile.beat()
    assert len(outlet.tiles) == 1
    clock.advance(0.2)
    tile.beat()
    assert (outlet.tiles[-1].has_picture, int(outlet.tiles[-1].cells.max())) == (False, CellState.UNKNOWN)
    assert [(event.kind, event.hazard) for event in outlet.events] == [("opened", Hazard.DEGRADED)]


def test_watchers_that_are_being_started_are_not_degraded(
    tile: Tile, outlet: RecordingOutlet, clock: FakeClock
) -> None:
    """Before its first word, and in its first looks, a watcher has ten seconds; then its silence is told."""
    for is_first in (True, False):
        for _ in range(19):
            clock.advance(0.5)
            tile.beat()
        assert (outlet.tiles[-1].has_picture, outlet.events) == (False, [])
        if is_first:
            tile.on_report(report(frames=3))
    clock.advance(1)
    tile.beat()
    assert [event.hazard for event in outlet.events] == [Hazard.DEGRADED]


def test_a_lost_watcher_is_no_picture_at_once(tile: Tile, outlet: RecordingOutlet) -> None:
    """The moment a watcher is gone, its last map is shown no longer."""
    tile.on_report(report())
    tile.on_watcher_lost()
    assert not outlet.tiles[-1].has_picture
    assert [(event.kind, event.hazard) for event in outlet.events] == [("opened", Hazard.DEGRADED)]


def test_a_new_watchers_first_reports_are_no_lost_camera(
    tile: Tile, outlet: RecordingOutlet, clock: FakeClock
) -> None:
    """A watcher that takes another's place has no frame yet; the camera is not lost for that."""
    clock.advance(60)
    tile.on_report(report())
    tile.on_watcher_lost()
    clock.advance(2)
    tile.on_report(report(age_s=math.inf, media_time_s=0.0))
    assert [event.hazard for event in outlet.events] == [Hazard.DEGRADED]
    clock.advance(6)
    tile.on_report(report(media_time_s=0.5))
    assert [(event.kind, event.hazard) for event in outlet.events[1:]] == [("closed", Hazard.DEGRADED)]


def test_no_frame_for_ten_seconds_is_lost(tile: Tile, outlet: RecordingOutlet, clock: FakeClock) -> None:
    """A camera that gave frames and gives none any more opens *lost*, and a frame closes it."""
    tile.on_report(report())
    clock.advance(60)
    tile.on_report(report(age_s=11.0, media_time_s=2.0))
    assert [(event.kind, event.hazard) for event in outlet.events] == [("opened", Hazard.LOST)]
    assert hazards_of(outlet.tiles[-1].hazards) == {Hazard.LOST}
    clock.advance(10)
    tile.on_report(report(media_time_s=20.0))
    assert [(event.kind, event.hazard) for event in outlet.events[1:]] == [("closed", Hazard.LOST)]


def test_a_camera_that_went_soon_after_it_began_is_lost_as_soon_as_any(
    tile: Tile, outlet: RecordingOutlet, clock: FakeClock
) -> None:
    """The time that a first frame may take is for cameras that gave none."""
    tile.on_report(report())
    clock.advance(9.0)
    tile.on_report(report(age_s=9.1))
    assert outlet.events == []
    clock.advance(1.0)
    tile.on_report(report(age_s=10.1))
    assert [(event.kind, event.hazard) for event in outlet.events] == [("opened", Hazard.LOST)]


@pytest.mark.parametrize(("passed_s", "is_lost"), [(69.0, False), (71.0, True)])
def test_what_is_rendered_here_may_take_longer_to_begin(
    outlet: RecordingOutlet, clock: FakeClock, passed_s: float, is_lost: bool
) -> None:
    """A camera whose first frame may take a minute is lost ten seconds after that, and not before."""
    slow = Tile(CameraId("mill"), 1, outlet, clock, first_frame_s=60.0)
    clock.advance(passed_s)
    slow.on_report(report(age_s=math.inf))
    assert (Hazard.LOST in {event.hazard for event in outlet.events}) is is_lost


def test_a_file_that_has_ended_is_not_lost(tile: Tile, outlet: RecordingOutlet, clock: FakeClock) -> None:
    """The end of a file that was to be read once is no alarm."""
    tile.on_report(report())
    tile.on_connection(ConnectionState.ENDED, None)
    clock.advance(60)
    tile.beat()
    assert outlet.events == []


def test_hazards_are_told_while_the_map_is_unknown(tile: Tile, outlet: RecordingOutlet) -> None:
    """An observation opens its hazard whatever the picture's state is."""
    tile.on_report(report(age_s=3.0, seen=(Observation(Hazard.FLAME, None, 0.9, 1.0),)))
    assert [(event.kind, event.hazard) for event in outlet.events] == [("opened", Hazard.FLAME)]
    assert hazards_of(outlet.tiles[0].hazards) == {Hazard.FLAME}


def test_each_light_has_its_turn_to_be_proposed(tile: Tile) -> None:
    """The light that was longest there since it was last asked for comes first; without any, day."""

    def seen(light: Light, times: int, age_s: float = 0.1) -> None:
        for _ in range(times):
            plain = report(age_s)
            tile.on_report(replace(plain, figures=replace(plain.figures, light=light)))

    assert tile.light_to_propose() is Light.DAY
    seen(Light.DAY, 9)
    seen(Light.DUSK, 4)
    seen(Light.LAMPS, 50, age_s=5.0)  # nothing was seen in it
    assert [tile.light_to_propose() for _ in range(2)] == [Light.DAY, Light.DUSK]
    seen(Light.DAY, 2)
    seen(Light.INFRARED, 3)
    assert [tile.light_to_propose() for _ in range(2)] == [Light.INFRARED, Light.DAY]
