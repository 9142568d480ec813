# SPDX-License-Identifier: Apache-2.0
"""A zone to be kept clear: what stands in it is told after its time, what passes and what is light is not."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone
from hearthwatch.stages.hazards.keep_clear.watch import KeepClear
from hearthwatch.testing import scenery
from hearthwatch.testing.scenery import Grey

AFTER_S = 30.0
LANE = Zone("the lane", ((0.3, 0.4), (0.8, 0.4), (0.8, 0.9), (0.3, 0.9)), "keep-clear", AFTER_S)
NOTHING = np.zeros((45, 80), bool)
PLACE = scenery.scene()
#: By now the empty place has been learned.
LEARNED_S = 24.0

Happening = Callable[[Grey, float], Grey]


def told(
    happening: Happening,
    *,
    until_s: float,
    zone: Zone = LANE,
    infrared: Callable[[float], bool] | None = None,
) -> list[tuple[float, bool]]:
    """Return each change, with its second, of whether the zone is blocked; two pictures a second."""
    watch, changes, before = KeepClear((zone,), NOTHING), list[tuple[float, bool]](), False
    for number in range(round(until_s * 2)):
        at_s = number / 2
        work = scenery.work(
            scenery.noisy(happening(PLACE, at_s), number),
            at_s,
            infrared=infrared is not None and infrared(at_s),
        )
        watch.observe(RawFrame(work.grey, work.u, work.v, at_s, at_s), work, Light.DAY)
        now = bool(watch.sightings(at_s))
        if now is not before:
            changes.append((at_s, now))
        before = now
    return changes


def crate(grey: Grey, *, shade: int = 60, left: int = 150) -> Grey:
    """Return the place with a striped crate in the lane."""
    seen = grey.copy()
    seen[95:135, left : left + 60] = shade
    for stripe in range(left, left + 60, 12):
        seen[95:135, stripe : stripe + 5] = shade + 130
    return seen


def stands(from_s: float, to_s: float) -> Happening:
    """Return a happening in which a crate stands in the lane from a second to a second."""
    return lambda grey, at_s: crate(grey) if from_s <= at_s < to_s else grey


def test_what_stands_is_told_in_time_and_told_clear() -> None:
    """A crate is told between its time and ten seconds later, and no more within 20 s after it has gone."""
    (blocked, _), (clear, _) = told(stands(30, 75), until_s=100)
    assert 30 + AFTER_S - 1 <= blocked <= 30 + AFTER_S + 10
    assert 75 + 10 <= clear <= 75 + 20


@pytest.mark.parametrize("gain", [0.6, 0.8, 1.3, 1.6])
def test_what_stands_is_told_in_another_light(gain: float) -> None:
    """A step of the light changes nothing: neither is it told, nor does it hide what stands."""

    def happening(grey: Grey, at_s: float) -> Grey:
        seen = stands(35, 200)(grey, at_s)
        return scenery.lit(seen, gain) if at_s >= 28 else seen

    ((blocked, _),) = told(happening, until_s=80)
    assert 35 + AFTER_S - 1 <= blocked <= 35 + AFTER_S + 10


def test_what_passes_is_never_told() -> None:
    """Figures that cross the lane one after another are not told."""

    def happening(grey: Grey, at_s: float) -> Grey:
        left = round(at_s * 45) % 300
        return scenery.with_figure(grey, left=left, top=80, height=60)

    assert told(happening, until_s=90) == []


def test_what_stays_for_less_than_its_time_is_not_told() -> None:
    """A crate that is gone after four fifths of the time is not told, nor are two of them together."""
    assert told(stands(30, 30 + 0.8 * AFTER_S), until_s=90) == []


@pytest.mark.parametrize("wide", [12, 80])
def test_a_shadow_is_not_told(wide: int) -> None:
    """A shadow that comes and stays, broad or narrow, is the empty place in less light."""

    def happening(grey: Grey, at_s: float) -> Grey:
        if at_s < 30:
            return grey
        dark = np.zeros(grey.shape, np.float32)
        dark[80:150, 140 : 140 + wide] = 1
        dark = np.asarray(cv2.GaussianBlur(dark, (0, 0), 1.0), np.float32)
        return np.asarray((grey - 16.0) * (1 - 0.45 * dark) + 16, np.uint8)

    assert told(happening, until_s=90) == []


def test_a_switch_to_infrared_is_not_told() -> None:
    """Without colour, and lit from elsewhere, the place is learned anew and nothing is told."""

    def happening(grey: Grey, at_s: float) -> Grey:
        return scenery.lit(grey, 0.8) if at_s >= 40 else grey

    assert told(happening, until_s=110, infrared=lambda at_s: at_s >= 40) == []


def test_what_stood_before_a_switch_to_infrared_still_stands_after_it() -> None:
    """A way that was blocked stays so through the switch, and is told clear when the crate goes."""
    changes = told(stands(28, 120), until_s=155, infrared=lambda at_s: at_s >= 70)
    assert [is_blocked for _, is_blocked in changes] == [True, False]
    assert changes[1][0] >= 120


def test_what_passes_before_it_does_not_hide_it() -> None:
    """While figures walk by in front of a crate its time goes on."""

    def happening(grey: Grey, at_s: float) -> Grey:
        seen = stands(30, 200)(grey, at_s)
        left = round(at_s * 45) % 600
        return scenery.with_figure(seen, left=left, top=90, height=50, shade=90) if left < 300 else seen

    ((blocked, _),) = told(happening, until_s=80)
    assert blocked <= 30 + AFTER_S + 10


def test_what_is_smaller_than_asked_is_not_told() -> None:
    """A zone of which half must be covered is not blocked by a crate over a tenth."""
    half = Zone(LANE.name, LANE.corners, "keep-clear", AFTER_S, 0.5)
    assert told(stands(30, 200), until_s=80, zone=half) == []


def test_what_stood_at_the_beginning_and_goes_is_not_told() -> None:
    """What the empty place was taken for leaves, and the place without it is learned within seconds."""
    assert told(stands(0, 40), until_s=100) == []


def test_a_plate_says_what_the_empty_place_is() -> None:
    """What stands already when the watch begins is told, where a commissioned plate shows the lane empty."""
    watch = KeepClear((LANE,), NOTHING)
    watch.use_plates([scenery.plate(PLACE)])
    for number in range(round(2 * (LEARNED_S + AFTER_S + 10))):
        work = scenery.work(scenery.noisy(crate(PLACE), number), number / 2)
        watch.observe(RawFrame(work.grey, work.u, work.v, work.media_time_s, 0.0), work, Light.DAY)
    assert watch.sightings(70.0)


def test_a_sighting_says_where_and_in_which_zone() -> None:
    """The rectangle lies around what stands, and the number is the zone's place in the list."""
    far = Zone("the gate", ((0.0, 0.0), (0.2, 0.0), (0.2, 0.2)), "watch")
    watch = KeepClear((far, LANE), NOTHING)
    for number in range(140):
        grey = crate(PLACE) if number >= 60 else PLACE
        work = scenery.work(scenery.noisy(grey, number), number / 2)
        watch.observe(RawFrame(work.grey, work.u, work.v, work.media_time_s, 0.0), work, Light.DAY)
    (seen,) = watch.sightings(70.0)
    assert (seen.hazard, seen.zone, seen.media_time_s) == (Hazard.BLOCKED, 2, 70.0)
    assert seen.cells is not None
    inside = CellRect(22, 35, 36, 55)
    assert inside.top <= seen.cells.top < seen.cells.bottom <= inside.bottom
    assert inside.left <= seen.cells.left < seen.cells.right <= inside.right


def test_what_cannot_be_seen_is_not_clear() -> None:
    """A blocked way stays told while the view rests, however long."""
    watch = KeepClear((LANE,), NOTHING)
    for number in range(140):
        work = scenery.work(scenery.noisy(stands(30, 200)(PLACE, number / 2), number), number / 2)
        watch.observe(RawFrame(work.grey, work.u, work.v, work.media_time_s, 0.0), work, Light.DAY)
    for _ in range(100):
        watch.rest()
    assert watch.sightings(500.0)


def test_a_zone_that_is_ignored_as_a_whole_is_not_judged() -> None:
    """Where nothing may be told, nothing is looked at; nor is it without any zone."""
    for watch in (KeepClear((LANE,), ~NOTHING), KeepClear((), NOTHING)):
        work = scenery.work(PLACE, 0.0)
        watch.observe(RawFrame(work.grey, work.u, work.v, 0.0, 0.0), work, Light.DAY)
        assert watch.states == []
        assert watch.sightings(0.0) == ()
