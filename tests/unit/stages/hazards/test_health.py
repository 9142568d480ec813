# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a camera is told once it lasts, and is over once it is right again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.stages.hazards.health import HealthWatch
from hearthwatch.stages.hazards.opening import HazardEvent, HazardStates
from hearthwatch.testing.scenery import Grey, lit, noisy, scene, with_figure, work

Change = Callable[[Grey, int], Grey]
LEARN_S, WRONG_S, AFTER_S = 40, 40, 20


def pictures(change: Change) -> Iterator[Grey]:
    """Yield a view that is well, then changed, then well again, five pictures a second."""
    for look in range(5 * (LEARN_S + WRONG_S + AFTER_S)):
        seen = noisy(scene(), look, 2)
        is_wrong = 5 * LEARN_S <= look < 5 * (LEARN_S + WRONG_S)
        yield change(seen, look) if is_wrong else seen


def told(change: Change) -> list[tuple[str, Hazard, int]]:
    """Return what is opened and closed, and how many seconds after the change began."""
    watch, states = HealthWatch(), HazardStates()
    events: list[HazardEvent] = []
    for look, grey in enumerate(pictures(change)):
        events += states.step(watch.observe(work(grey, look / 5)), look / 5)
    return [(event.kind, event.hazard, round(event.media_time_s) - LEARN_S) for event in events]


def covered(grey: Grey, look: int) -> Grey:
    """Put a cloth before the lens."""
    return noisy(np.full_like(grey, 70), look, 2)


def sprayed(grey: Grey, look: int) -> Grey:
    """Spray the lens: blurred, with less contrast."""
    return noisy((cv2.GaussianBlur(grey, (0, 0), 14) * 0.4 + 60).astype(np.uint8), look, 2)


def defocused(grey: Grey, look: int) -> Grey:
    """Take the focus away, not the layout."""
    return noisy(np.asarray(cv2.GaussianBlur(grey, (0, 0), 3), np.uint8), look, 1)


def turned(grey: Grey, look: int) -> Grey:
    """Turn the camera by a twentieth of the picture's width."""
    return np.roll(grey, 16, axis=1)


def elsewhere(grey: Grey, look: int) -> Grey:
    """Point the camera at another place."""
    return noisy(scene(seed=9)[:, ::-1], look, 2)


def dark(grey: Grey, look: int) -> Grey:
    """Take all light away."""
    return noisy(np.full_like(grey, 18), look, 1)


@pytest.mark.parametrize(
    ("change", "hazard", "within_s"),
    [
        (covered, Hazard.COVERED, 10),
        (sprayed, Hazard.COVERED, 10),
        (defocused, Hazard.DEFOCUSED, 24),
        (turned, Hazard.MOVED, 14),
        (elsewhere, Hazard.MOVED, 14),
        (dark, Hazard.DARK, 14),
        (lambda grey, look: noisy(scene(), 0, 2), Hazard.FROZEN, 14),
    ],
)
def test_tampering_is_told_in_time_and_is_over_in_time(change: Change, hazard: Hazard, within_s: int) -> None:
    """Each is opened within its time of confirmation, alone, and closed when the view is well again."""
    events = told(change)
    assert [(kind, which) for kind, which, _ in events if kind != "updated"] == [
        ("opened", hazard),
        ("closed", hazard),
    ]
    assert 5 <= events[0][2] <= within_s
    assert WRONG_S <= events[-1][2] <= WRONG_S + 15


@pytest.mark.parametrize(
    "change",
    [
        lambda grey, look: lit(grey, 0.6),
        lambda grey, look: lit(grey, 1.5),
        lambda grey, look: noisy(grey, look, 10),
        lambda grey, look: (grey * 0.6 + 70).astype(np.uint8),
        lambda grey, look: with_figure(grey, left=100, top=20, height=150, shade=50),
        lambda grey, look: with_figure(grey, left=look % 250, top=60, height=60),
    ],
    ids=["darker", "brighter", "noise", "fog", "somebody near", "somebody walking"],
)
def test_light_weather_and_people_are_no_tampering(change: Change) -> None:
    """Brightness alone, noise, thin fog, and whoever is in the view raise nothing."""
    assert told(change) == []


def test_a_blip_is_not_told() -> None:
    """Three seconds of a hand before the lens are no event."""

    def blip(grey: Grey, look: int) -> Grey:
        return covered(grey, look) if look < 5 * (LEARN_S + 3) else grey

    assert told(blip) == []


def test_a_moving_camera_never_becomes_familiar() -> None:
    """Where no edge stays nothing is told that needs a reference, but that it cannot be told."""
    watch = HealthWatch()
    seen = [watch.observe(work(scene(seed=look // 5), look / 5)) for look in range(5 * 150)]
    assert not watch.can_judge
    assert {each.hazard for one in seen for each in one} == {Hazard.DEGRADED}
    assert all(not one for one in seen[: 5 * 119])


def test_a_restless_half_leaves_the_other_half_to_judge_by() -> None:
    """A view of which half never rests is learned by the other half, and told when it is covered."""

    def restless(grey: Grey, look: int) -> Grey:
        mixed = grey.copy()
        mixed[:, 160:] = scene(seed=100 + look // 3)[:, 160:]
        return mixed

    watch, told_at = HealthWatch(), []
    for look in range(5 * 60):
        well = restless(noisy(scene(), look, 2), look)
        seen = watch.observe(work(covered(well, look) if look >= 5 * 45 else well, look / 5))
        told_at += [(each.hazard, look / 5) for each in seen]
    assert {hazard for hazard, _ in told_at} == {Hazard.COVERED}
    assert 45 + 5 <= told_at[0][1] <= 45 + 10


def test_a_view_without_anything_fine_is_never_called_defocused() -> None:
    """Slopes and noise alone say nothing of focus, however long they are watched."""
    rows, columns = np.mgrid[0:180, 0:320]
    slopes = (140 + 30 * np.sin(rows / 17 + 1) + 20 * np.cos(columns / 23)).astype(np.uint8)
    watch = HealthWatch()
    seen = [each for look in range(5 * 120) for each in watch.observe(work(noisy(slopes, look, 1), look / 5))]
    assert watch.can_judge
    assert {each.hazard for each in seen} == set()


def looped(grey: Grey, look: int) -> Grey:
    """Play the four seconds before, again and again, noise and all."""
    return noisy(scene(), 5 * LEARN_S - 20 + look % 20, 2)


def test_a_loop_is_told_as_frozen_and_over_when_it_ends() -> None:
    """A recording that moves is told as one that stands still is, after ten seconds of repeating."""
    assert told(looped) == [
        ("opened", Hazard.FROZEN, 13),
        ("closed", Hazard.FROZEN, 44),
    ]


def test_a_source_that_repeats_by_design_is_not_frozen() -> None:
    """A looped file plays its pictures again, and is not told for it."""
    watch = HealthWatch(repeats=True)
    seen = [watch.observe(work(looped(scene(), look), look / 5)) for look in range(5 * 60)]
    assert {each.hazard for one in seen for each in one} == set()
