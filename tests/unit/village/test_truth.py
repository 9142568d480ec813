# SPDX-License-Identifier: Apache-2.0
"""The truth of a picture is what its renderer drew."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from hearthwatch.model.hazard import Hazard
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import View
from hearthwatch.village.truth import Truth, truth

Views = Callable[[str], View]


def hazards(of: Truth) -> set[Hazard]:
    """Return the hazards of a truth."""
    return {each.hazard for each in of.hazards}


@pytest.mark.parametrize(
    ("name", "t_s"),
    [
        ("square", 8.0),
        ("fire-lane", 70.0),
        ("campsite", 40.0),
        ("car-park", 12.0),
        ("jetty", 10.0),
        ("workshop", 9.0),
    ],
)
def test_the_person_mask_is_what_people_change(
    name: str, t_s: float, demo_view: Views, lonely_view: Views
) -> None:
    """With and without people a picture differs inside the masks alone, and nearly everywhere in them."""
    crowded, alone = demo_view(name), lonely_view(name)
    change = np.abs(crowded.picture(t_s).astype(np.int16) - alone.picture(t_s)).max(axis=2)
    said = truth(crowded, t_s)
    assert said.person_mask.sum() > 300
    assert not change[~(said.person_mask | said.shadow_mask)].any()
    assert (change[said.person_mask] > 0).mean() > 0.85
    assert not truth(alone, t_s).person_mask.any()


def test_a_moved_camera_moves_the_mask(demo_view: Views, lonely_view: Views) -> None:
    """The mask goes where the turned picture shows the people."""
    crowded, alone = demo_view("orchard"), lonely_view("orchard")
    change = np.abs(crowded.picture(200).astype(np.int16) - alone.picture(200)).max(axis=2)
    said = truth(crowded, 200)
    assert said.person_mask.any()
    assert not change[~(said.person_mask | said.shadow_mask)].any()


def test_a_covered_camera_shows_nobody(demo_view: Views) -> None:
    """Behind the cover nobody is visible."""
    assert truth(demo_view("jetty"), 118).person_mask.any()
    assert not truth(demo_view("jetty"), 140).person_mask.any()


@pytest.mark.parametrize(
    ("name", "before", "during", "hazard"),
    [
        ("barn", 24.0, 60.0, Hazard.FLAME),
        ("barn", 24.0, 60.0, Hazard.SMOKE),
        ("bakery", 89.0, 150.0, Hazard.SMOKE),
        ("mill-stream", 39.0, 100.0, Hazard.WATER),
        ("fire-lane", 59.0, 61.0, Hazard.BLOCKED),
        ("jetty", 119.0, 130.0, Hazard.COVERED),
        ("orchard", 179.0, 190.0, Hazard.MOVED),
        ("bridge", 239.0, 260.0, Hazard.DEFOCUSED),
        ("harbour", 199.0, 210.0, Hazard.FROZEN),
    ],
)
def test_hazards_are_true_in_their_time(
    name: str, before: float, during: float, hazard: Hazard, demo_view: Views
) -> None:
    """Each event of the demo is true while it lasts and not a second before."""
    view = demo_view(name)
    assert hazard not in hazards(truth(view, before))
    found = [each for each in truth(view, during).hazards if each.hazard == hazard]
    assert len(found) == 1
    assert 0 <= found[0].box.x <= found[0].box.x + found[0].box.width <= 1
    assert found[0].since_s <= during


def test_a_hazard_starts_within_the_first_minute(demo_view: Views) -> None:
    """The demo shows a hazard of a place before a minute is over."""
    assert Hazard.FLAME in hazards(truth(demo_view("barn"), 45.0))


def test_the_village_camera_gives_frames_with_their_truth() -> None:
    """Frames come as planes of 4:2:0 with the village's seconds as media time."""
    camera = VillageCamera("square")
    pairs = list(camera.frames(10.0, 0.4))
    assert [frame.media_time_s for frame, _ in pairs] == [10.0, 10.2]
    assert pairs[0][0].u.shape == (360, 640)
    assert pairs[0][1].person_mask.any()
