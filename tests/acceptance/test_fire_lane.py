# SPDX-License-Identifier: Apache-2.0
"""The village's fire lane through the whole view of a camera: a van that stops is told, what passes not."""

from __future__ import annotations

import numpy as np

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.scene import CellState
from hearthwatch.model.zone import Zone
from hearthwatch.orders import WatchOrder
from hearthwatch.pipeline import CameraView
from hearthwatch.sealed.messages import Report, pack_report, unpack_report
from hearthwatch.stages.hazards.opening import HazardEvent, HazardStates
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme
from hearthwatch.village.programme import Clothes, Person, Station, Timetable, Vehicle

AFTER_S, COMES_S, GOES_S = 30.0, 26.0, 70.0
#: The hatched ground, as `Lens.spot` of the view gives it.
LANE = Zone(
    "the fire lane behind the mill",
    ((0.135, 0.561), (0.779, 0.561), (0.903, 0.736), (0.0, 0.736)),
    after_s=AFTER_S,
)
NOTHING = np.zeros((45, 80), bool)
WALKER = Person(Clothes(), (Station(20, -16, 12.5), Station(42, 16, 13)))


def watched(
    stations: tuple[Station, ...], until_s: float, zone: Zone = LANE
) -> list[tuple[HazardEvent, Report]]:
    """Return what opened and closed in the lane, each with the report that told it; two frames a second."""
    van = Vehicle("van", (206, 208, 208), stations)
    camera = VillageCamera(
        "fire-lane", programme=Programme("lane", (Timetable("fire-lane", people=(WALKER,), vehicles=(van,)),))
    )
    view = CameraView(WatchOrder(None, NOTHING, by_media_time=True, zones=(zone,)))
    states, told = HazardStates(zones=(zone,)), list[tuple[HazardEvent, Report]]()
    for number in range(round(until_s * 2)):
        view.look(camera.frame(number / 2))
        report = unpack_report(pack_report(view.report(number, 0.0)))
        events = states.step(report.observations, number / 2)
        told += [(event, report) for event in events if event.hazard is Hazard.BLOCKED]
    return told


def test_a_van_that_stops_blocks_the_fire_lane() -> None:
    """It is told by the zone's name in time, painted, and told clear when it has gone."""
    way = ((COMES_S - 4, -26.0), (COMES_S, -1.5), (GOES_S, -1.5), (GOES_S + 4, 26.0))
    drives = tuple(Station(at_s, x, 13.0) for at_s, x in way)
    (opened, report), *_, (closed, _) = watched(drives, 100)
    assert COMES_S + AFTER_S - 1 <= opened.media_time_s <= COMES_S + AFTER_S + 10
    assert opened.why == "the fire lane behind the mill has been blocked for 30 seconds"
    assert (report.scene.cells == CellState.BLOCKED).any()
    assert (closed.kind, closed.zone) == ("closed", LANE.name)
    assert GOES_S < closed.media_time_s <= GOES_S + 30


def test_a_van_that_passes_does_not() -> None:
    """A van and a figure that only pass are told by nobody."""
    assert watched((Station(COMES_S, -26, 13), Station(COMES_S + 8, 26, 13)), 70) == []


def test_a_zone_to_ignore_is_not_judged() -> None:
    """The same van in a lane that lies in a zone to ignore is not told."""
    ignored = Zone(LANE.name, LANE.corners, "ignore")
    assert watched((Station(COMES_S, -1.5, 13), Station(200, -1.5, 13)), 66, ignored) == []
