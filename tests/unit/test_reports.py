# SPDX-License-Identifier: Apache-2.0
"""What others report becomes an incident, once; a place that no camera sees gets a name of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hearthwatch.alarms import Alarms
from hearthwatch.archive import Archive
from hearthwatch.model.clock import Clock
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.inbound import InboundReport, InboundSource
from hearthwatch.model.incident import Incident, IncidentKind, IncidentState, Severity
from hearthwatch.reports import Reports
from hearthwatch.stages.incidents.policy import Policy
from hearthwatch.testing.clock import FakeClock

BARN = CameraId("barn")


def pressed(clock: Clock) -> InboundReport:
    """Return what a call point at the barn says."""
    return InboundReport(
        InboundSource.CALL_POINT, "barn-7", Hazard.FLAME, Severity.DANGER, clock.now(),
        "The call point was pressed", camera=BARN,
    )  # fmt: skip


def outcome(folder: Path, clock: FakeClock, *taken: InboundReport) -> Sequence[Incident]:
    """Take reports in a service that has just started on ``folder``; return all incidents."""

    async def story() -> Sequence[Incident]:
        async with Archive(folder, clock, keep=timedelta(hours=1), keep_bytes=None) as archive:
            names = {BARN: "Barn"}
            await archive.call(lambda store: store.save_cameras(list(names.items())))
            alarms = Alarms(archive, clock, names=names, policy=Policy(), tellers=())
            desk = await alarms.resume()
            reports = Reports(archive, alarms, names)
            for report in taken:
                reports.take(report)
                await asyncio.sleep(0.2)
                await alarms.step(desk)
            return await archive.call(lambda store: store.incidents())

    return asyncio.run(story())


def test_a_report_opens_an_incident_once_also_after_a_restart(tmp_path: Path) -> None:
    """The same press, sent again to this service and to the next, stays one incident with one source."""
    clock = FakeClock()
    report = pressed(clock)
    first = outcome(tmp_path, clock, report, report)
    again = outcome(tmp_path, clock, report)
    assert [(each.cameras, each.kind, each.state) for each in first] == [
        ((BARN,), IncidentKind.FIRE, IncidentState.NOTIFIED)
    ]
    assert [each.id for each in again] == [each.id for each in first]


def test_a_report_of_a_place_without_a_camera_is_named_after_the_place(tmp_path: Path) -> None:
    """A warning for a valley that no camera sees opens an incident there, by the valley's name."""
    clock = FakeClock()
    flood = replace(
        pressed(clock), source=InboundSource.WEATHER, hazard=Hazard.WATER, camera=None, place="Upper Valley"
    )
    (incident,) = outcome(tmp_path, clock, flood)
    assert (incident.cameras, incident.kind) == (("place-upper-valley",), IncidentKind.WATER)


def test_a_report_that_the_hazard_is_over_opens_nothing(tmp_path: Path) -> None:
    """An end without a beginning is no incident."""
    clock = FakeClock()
    assert outcome(tmp_path, clock, replace(pressed(clock), is_over=True)) == ()
