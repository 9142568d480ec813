# SPDX-License-Identifier: Apache-2.0
"""Dry ground with marks: which one water has reached, in order, and never a level."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone, ZoneError
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.opening import HazardStates
from hearthwatch.stages.hazards.water.watch import WaterWatch
from hearthwatch.testing.canal import raw_frame

Picture = npt.NDArray[np.float64]

YARD = Zone(
    "the yard", ((0.3, 0.5), (0.7, 0.5), (0.7, 0.95), (0.3, 0.95)), "dry",
    marks=((0.5, 0.85), (0.5, 0.7), (0.5, 0.55)),
)  # fmt: skip
NOBODY = np.zeros((45, 80), bool)


def place() -> Picture:
    """Return ground with grain all over, float [360, 640, 3]."""
    rng = np.random.default_rng(5)
    grain = cv2.GaussianBlur(rng.normal(0, 1, (360, 640)), (0, 0), 2.5) * 90
    return np.dstack([80 + grain, 110 + grain, 120 + grain])


def under_water(picture: Picture, second: int, top: float) -> Picture:
    """Return it with water from a height down, 0..1 of the picture."""
    rng = np.random.default_rng(second)
    row = round(top * 360)
    ripples = cv2.GaussianBlur(rng.normal(0, 1, (360, 640)), (0, 0), sigmaX=7, sigmaY=2)[..., None] * 30
    flooded = picture.copy()
    flooded[row:] = (np.array([100.0, 108.0, 102.0]) + ripples)[row:]
    return flooded


def said(change: Callable[[Picture, int], Picture], zone: Zone = YARD, seconds: int = 120) -> list[str]:
    """Return what is said of a zone whose ground is dry for 20 s and then changed."""
    watch, states, empty = WaterWatch([zone], NOBODY), HazardStates(zones=[zone]), place()
    words = []
    for second in range(seconds):
        picture = empty if second < 20 else change(empty, second)
        noisy = picture + np.random.default_rng([9, second]).normal(0, 2, (360, 640, 1))
        frame = raw_frame(np.clip(noisy, 0, 255).astype(np.uint8), float(second))
        watch.observe(frame, work_picture(frame), Light.DAY)
        events = states.step(watch.sightings(float(second)), float(second))
        words += [f"{event.kind} {event.hazard}: {event.why}" for event in events]
    return words


def test_water_reaches_one_mark_after_the_other() -> None:
    """As it rises it is told which mark it has reached; no level is ever said."""
    words = said(lambda empty, second: under_water(empty, second, 1.0 - 0.0055 * (second - 20)))
    told = [each.partition(": ")[2] for each in words]
    assert told[0] == "water has reached mark 1 of 3 at the yard"
    assert "water has reached mark 2 of 3 at the yard" in told
    assert told[-1] == "water has reached mark 3 of 3 at the yard"
    assert not any("cm" in each for each in told)


def test_a_zone_without_marks_is_one_itself() -> None:
    """Where no mark is drawn water is told once it covers the zone."""
    bare = Zone("the yard", YARD.corners, "dry")
    assert said(lambda empty, second: under_water(empty, second, 0.5), bare, 60) == [
        "opened water: water has reached the yard"
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda empty, _: empty * 0.55,
        lambda empty, _: np.concatenate([empty[:, :320] * 0.6, empty[:, 320:]], axis=1),
        lambda empty, second: cv2.rectangle(
            empty.copy(), (200 + second, 220), (260 + second, 330), (30, 30, 160), -1
        ),
    ],
    ids=["dusk", "a shadow", "something passes"],
)
def test_light_shadow_and_what_passes_are_no_water(change: Callable[[Picture, int], Picture]) -> None:
    """Ground that keeps its texture is dry, and what covers a part of it is no flood."""
    assert said(change) == []


def test_fog_cannot_be_told_from_water_and_is_unreadable() -> None:
    """Where the whole view has lost its look nothing is told but that, after a minute."""
    (words,) = said(lambda empty, _: np.full_like(empty, 190.0))
    assert (
        words
        == "opened degraded: the water's reach at the yard cannot be read: the view around it has changed"
    )


def test_marks_lie_in_a_dry_zone() -> None:
    """A mark outside its zone, or of a zone of another kind, is refused in a sentence."""
    with pytest.raises(ZoneError, match="within the zone"):
        Zone("the yard", YARD.corners, "dry", marks=((0.1, 0.1),))
    with pytest.raises(ZoneError, match="has no marks"):
        Zone("the yard", YARD.corners, "watch", marks=((0.5, 0.6),))
    assert Hazard.WATER.is_of_zone
