# SPDX-License-Identifier: Apache-2.0
"""Whatever a stage of a view does wrong: unknown, told as degraded, and over with the next good frame."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import CellState, Light
from hearthwatch.orders import WatchOrder
from hearthwatch.pipeline import CameraView, ViewParts
from hearthwatch.sealed.messages import Report, pack_report, unpack_report
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.testing import scenery
from hearthwatch.testing.faulty import LOOKING, REPORTING, Odd, Stage, faulty_parts, odd_parts
from hearthwatch.testing.places import Place, plate_of

ORDER = WatchOrder(PRIVATE, np.zeros((45, 80), bool), by_media_time=False)
PLACE = Place()
#: The beat of the samples: every frame that is harmed below is one.
SAMPLE_S = PRIVATE.sample_interval_s
ERRORS = (RuntimeError("x"), MemoryError(), cv2.error("x"), ZeroDivisionError(), KeyError("x"))


@dataclass
class Switch:
    """Harm that is done while it is on."""

    error: Exception = ERRORS[0]
    is_on: bool = False

    def harm(self) -> None:
        """Raise, if it is on."""
        if self.is_on:
            raise self.error


class Watched:
    """A view of a place that is like its plate, a frame every fifth of a second."""

    def __init__(self, parts: ViewParts, plate: PlatePixels | None = None) -> None:
        """Begin with a plate and ten frames: everything is clear."""
        self.view = CameraView(ORDER, parts)
        self.at_s = 0.0
        self.reports = 0
        self.view.use_plates([plate or plate_of(PLACE)])
        self.look(10)

    def look(self, frames: int, frame: Callable[[float], RawFrame] = PLACE.frame) -> None:
        """Show so many frames."""
        for _ in range(frames):
            self.view.look(frame(self.at_s))
            self.at_s += 0.2

    def look_at_sample(self) -> None:
        """Show one frame at a time at which the admitter wants a sample."""
        self.at_s = (self.at_s // SAMPLE_S + 1) * SAMPLE_S
        self.look(1)

    def report(self, age_s: float = 0.1) -> Report:
        """Return what the safe side learns."""
        self.reports += 1
        return unpack_report(pack_report(self.view.report(self.reports, age_s)))


def is_unknown(report: Report) -> bool:
    """Whether nothing of the view is known."""
    return int(report.scene.cells.max()) == CellState.UNKNOWN


def is_clear(report: Report) -> bool:
    """Whether nearly all of the view is known."""
    return float((report.scene.cells == CellState.CLEAR).mean()) > 0.9


def hazards(report: Report) -> set[Hazard]:
    """Return what was sighted."""
    return {seen.hazard for seen in report.observations}


def recovers(watched: Watched) -> bool:
    """Whether all is well again within two seconds of good frames."""
    watched.report()
    watched.look(10)
    report = watched.report()
    return is_clear(report) and not hazards(report)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("stage", LOOKING)
def test_a_step_of_a_look_that_raises_is_unknown_and_degraded(stage: Stage, error: Exception) -> None:
    """Whatever a step raises, nothing of the view is known at the next report, which says so."""
    switch = Switch(error)
    watched = Watched(faulty_parts(ORDER, stage, switch.harm))
    assert is_clear(watched.report())
    switch.is_on = True
    watched.look_at_sample()
    report = watched.report()
    assert is_unknown(report)
    assert hazards(report) == {Hazard.DEGRADED}
    switch.is_on = False
    assert recovers(watched)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("stage", REPORTING)
def test_a_step_of_a_report_that_raises_is_unknown_and_degraded(stage: Stage, error: Exception) -> None:
    """A report whose map or figures cannot be had says unknown and degraded."""
    switch = Switch(error)
    watched = Watched(faulty_parts(ORDER, stage, switch.harm))
    switch.is_on = True
    report = watched.report()
    assert is_unknown(report)
    assert hazards(report) == {Hazard.DEGRADED}
    switch.is_on = False
    assert recovers(watched)


@pytest.mark.parametrize("odd", Odd)
def test_a_wrong_result_is_unknown_and_degraded(odd: Odd) -> None:
    """A result that cannot be is as bad as none."""
    state = [False]
    watched = Watched(odd_parts(ORDER, odd, lambda: state[0]))
    assert is_clear(watched.report())
    state[0] = True
    watched.at_s += 1.0
    watched.look(1)
    report = watched.report()
    assert is_unknown(report)
    assert hazards(report) == {Hazard.DEGRADED}
    state[0] = False
    assert recovers(watched)


def test_a_fault_between_two_reports_is_told_though_it_is_over() -> None:
    """One bad frame among good ones is told once; what is shown is of the good ones after it."""
    switch = Switch()
    watched = Watched(faulty_parts(ORDER, Stage.LOOK, switch.harm))
    switch.is_on = True
    watched.look(1)
    switch.is_on = False
    watched.look(3)
    assert hazards(watched.report()) == {Hazard.DEGRADED}
    assert hazards(watched.report()) == set()


def test_a_fault_that_stays_is_told_with_every_report() -> None:
    """While a stage fails, each report says unknown and degraded, for as long as it does."""
    switch = Switch(is_on=True)
    watched = Watched(faulty_parts(ORDER, Stage.LOOK, switch.harm))
    for _ in range(5):
        report = watched.report()
        assert is_unknown(report)
        assert hazards(report) == {Hazard.DEGRADED}
        watched.look(2)


def test_alarms_go_on_while_the_comparison_fails() -> None:
    """A decider that raises stops no other watch: a picture that stands still is still told."""
    switch = Switch(is_on=True)
    watched = Watched(faulty_parts(ORDER, Stage.LOOK, switch.harm))
    still = PLACE.frame(0.0)
    told: set[Hazard] = set()
    for _ in range(30):
        watched.look(3, lambda at_s: RawFrame(still.y, still.u, still.v, at_s, at_s))
        told |= hazards(watched.report())
    assert told == {Hazard.DEGRADED, Hazard.FROZEN}


@pytest.mark.parametrize("stage", [Stage.ADD, Stage.WANTS, Stage.LIGHT])
def test_evidence_that_was_half_taken_is_forgotten(stage: Stage) -> None:
    """When the admitter fails, what it had gathered counts no more: there is nothing to propose."""
    switch = Switch()
    watched = Watched(faulty_parts(ORDER, stage, switch.harm))
    assert watched.view.candidate(Light.DAY) is not None
    switch.is_on = True
    watched.look_at_sample()
    assert watched.view.candidate(Light.DAY) is None


def test_a_candidate_that_fails_is_none_and_degraded() -> None:
    """When the making of a candidate raises there is none, and that is told."""
    switch = Switch(is_on=True)
    watched = Watched(faulty_parts(ORDER, Stage.CANDIDATE, switch.harm))
    assert watched.view.candidate(Light.DAY) is None
    assert hazards(watched.report()) == {Hazard.DEGRADED}


def test_a_notice_that_made_no_sense_is_unknown_until_a_frame_comes() -> None:
    """What the reader said wrongly puts in doubt what it said before."""
    watched = Watched(ViewParts.of(ORDER))
    watched.view.doubt()
    for _ in range(2):
        report = watched.report()
        assert is_unknown(report)
        assert hazards(report) == {Hazard.DEGRADED}
    assert recovers(watched)


def test_a_plate_that_cannot_be_used_is_degraded_until_others_come() -> None:
    """Where one plate is none, nothing is compared with any, and each report says that it is degraded."""
    watched = Watched(ViewParts.of(ORDER))
    good = plate_of(PLACE)
    bad = PlatePixels(PlateId(2), Light.DAY, np.zeros((0, 0, 3), np.uint8), good.admitted)
    watched.view.use_plates([good, bad])
    for _ in range(2):
        watched.look(2)
        report = watched.report()
        assert is_unknown(report)
        assert hazards(report) == {Hazard.DEGRADED}
    watched.view.use_plates([good])
    assert recovers(watched)


def test_a_light_without_a_plate_is_unknown_at_once_and_degraded_within_ten_seconds() -> None:
    """When no plate fits what is seen, nothing is known, and after ten seconds that is told."""
    watched = Watched(ViewParts.of(ORDER))
    night = Place(seed=9)
    told: list[float] = []
    changed_s = watched.at_s
    for _ in range(26):
        watched.look(3, night.frame)
        report = watched.report()
        assert is_unknown(report) or watched.at_s - changed_s <= 1.0
        if Hazard.DEGRADED in hazards(report):
            told.append(watched.at_s - changed_s)
    assert 9.0 < told[0] < 12.0
    assert recovers(watched)


def test_a_view_without_any_plate_is_not_degraded() -> None:
    """A camera whose plates nobody has approved yet is unknown, and not ill."""
    view = CameraView(ORDER)
    for tick in range(100):
        view.look(PLACE.frame(tick / 5))
    report = view.report(0, 0.1)
    assert is_unknown(report)
    assert hazards(report) == set()


def test_a_moved_camera_is_unknown_and_told_as_moved() -> None:
    """A view that lies beside its plate by a work pixel for seconds is unknown, and *moved* is told."""
    grey = scenery.scene()
    watched = Watched(ViewParts.of(ORDER), scenery.plate(grey))

    def shifted(at_s: float) -> RawFrame:
        seen = scenery.work(scenery.noisy(np.roll(grey, 1, axis=1), int(at_s * 5)), at_s)
        return RawFrame(seen.grey, seen.u, seen.v, at_s, at_s)

    reports = []
    for _ in range(20):
        watched.look(3, shifted)
        reports.append(watched.report())
    assert is_unknown(reports[-1])
    assert Hazard.MOVED in hazards(reports[-1])
    assert reports[-1].figures.has_moved


@pytest.mark.parametrize("age_s", [2.1, math.inf, math.nan])
def test_a_late_frame_is_unknown(age_s: float) -> None:
    """A newest frame that is older than two seconds, or of no age, shows nothing."""
    watched = Watched(ViewParts.of(ORDER))
    assert is_unknown(watched.report(age_s))


@pytest.mark.parametrize("size", [(1, 1), (1, 200), (2, 3), (1920, 16), (64, 1080)])
def test_a_frame_of_a_strange_size_is_unknown(size: tuple[int, int]) -> None:
    """A frame that suddenly has another shape is no picture of the place, whatever the shape."""
    watched = Watched(ViewParts.of(ORDER))
    width, height = size
    half = ((height + 1) // 2, (width + 1) // 2)
    planes = (
        np.full((height, width), 90, np.uint8),
        np.full(half, 128, np.uint8),
        np.full(half, 128, np.uint8),
    )
    watched.look(10, lambda at_s: RawFrame(*planes, at_s, at_s))
    assert is_unknown(watched.report())
