# SPDX-License-Identifier: Apache-2.0
"""Flame and smoke in time: what alarms, what does not, and what is looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Evidence, Hazard, Observation
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.baseline import CAP, Baseline
from hearthwatch.stages.hazards.fire.cells import CellWatch
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.rotation import Rotation
from hearthwatch.stages.hazards.fire.settings import Sensitivity
from hearthwatch.stages.hazards.fire.spot import Spot
from hearthwatch.stages.hazards.fire.watch import FireWatch
from hearthwatch.stages.hazards.fire.window import Cutter, Window
from hearthwatch.stages.hazards.fire.words import spoken
from hearthwatch.testing.classifier import FakeClassifier

NOTHING = np.zeros((45, 80), bool)
STEP_S = 0.2


def frame(number: int, *, flickers: str = "unevenly", seed: int = 5) -> RawFrame:
    """Return a grey frame with one place in it that stirs ``unevenly``, ``as one`` or not."""
    rng = np.random.default_rng(seed * 10_007 + number)
    y = np.full((180, 320), 90, np.uint8)
    if flickers == "unevenly":
        y[80:120, 140:204] = np.kron(rng.integers(80, 235, (10, 16)), np.ones((4, 4))).astype(np.uint8)
    elif flickers == "as one":
        y[80:120, 140:204] = rng.integers(80, 235)
    grey = np.full((90, 160), 128, np.uint8)
    return RawFrame(y, grey, grey.copy(), number * STEP_S, number * STEP_S)


def watched(watch: FireWatch, numbers: range, *, flickers: str = "unevenly") -> list[Observation]:
    """Return what is observed over frames."""
    found: list[Observation] = []
    for number in numbers:
        now = frame(number, flickers=flickers)
        found += watch.observe(now, work_picture(now), Light.DAY)
    return found


def test_steady_evidence_alarms_in_seconds_with_its_reasons() -> None:
    """What the network is sure of, and what flickers unevenly, is alarmed within eight seconds."""
    found = watched(FireWatch(FakeClassifier(flame=0.97), NOTHING), range(60))
    first = found[0]
    assert first.hazard is Hazard.FLAME
    assert 3.0 <= first.media_time_s <= 8.0
    assert first.evidence is not None
    assert first.evidence.votes == 1.0


def test_one_moment_is_never_an_alarm() -> None:
    """A second of certainty alarms nothing, in any setting."""
    settings: tuple[Sensitivity, ...] = ("low", "normal", "high")
    for setting in settings:
        classifier = FakeClassifier(flame=0.99, smoke=0.99)
        watch = FireWatch(classifier, NOTHING, setting)
        found = watched(watch, range(6))
        classifier.flame = classifier.smoke = 0.0
        assert found + watched(watch, range(6, 60)) == []


def test_an_alarm_ends_when_nothing_shows_it_any_more() -> None:
    """Ten seconds after the network stops seeing it, no more is observed."""
    classifier = FakeClassifier(flame=0.97)
    watch = FireWatch(classifier, NOTHING)
    assert watched(watch, range(60)) != []
    classifier.flame = 0.0
    watched(watch, range(60, 110))
    assert watched(watch, range(110, 150)) == []


def test_what_does_not_stir_is_no_flame() -> None:
    """A still thing that the network half believes to be a flame is not alarmed in a minute."""
    assert watched(FireWatch(FakeClassifier(flame=0.8), NOTHING), range(300), flickers="no") == []


def test_a_lamp_changes_as_one_and_a_flame_does_not() -> None:
    """Coherence tells a blinking square from a flickering one."""
    found = {}
    for kind in ("as one", "unevenly"):
        cells = CellWatch()
        for number in range(20):
            cells.see(work_picture(frame(number, flickers=kind)))
        found[kind] = cells.behaviour(CellRect(20, 35, 30, 51))
    assert found["as one"].coherence > 0.95
    assert found["unevenly"].coherence < 0.4
    assert min(each.flicker for each in found.values()) > 20


def test_every_window_has_its_turn_without_any_heat() -> None:
    """Within a minute of a cold view all windows were looked at."""
    rotation, cold = Rotation(NOTHING), np.zeros((45, 80), np.float32)
    looked = {window for number in range(300) for window in rotation.next(2, cold, number * STEP_S)}
    assert len(looked) == 1 + 4 * 2 + 7 * 4 + 12 * 7


def test_heat_in_one_place_leaves_no_other_out() -> None:
    """With one corner hot all the time, every window is still looked at within two minutes."""
    rotation, hot = Rotation(NOTHING), np.zeros((45, 80), np.float32)
    hot[:10, :20] = 1
    looked = {window for number in range(600) for window in rotation.next(2, hot, number * STEP_S)}
    assert len(looked) == 121


def test_a_cold_view_is_looked_at_five_times_a_second() -> None:
    """Once a view has been watched for a minute, no more windows are given than their turns ask for."""
    rotation, cold = Rotation(NOTHING), np.zeros((45, 80), np.float32)
    given = [len(rotation.next(2, cold, number * STEP_S)) for number in range(900)]
    assert 4.0 <= sum(given[300:]) / 120 <= 5.2


def test_heat_is_trusted_less_where_it_shows_nothing() -> None:
    """A hot place is looked at first, less and less while it shows nothing, and at once when it does."""
    rotation, hot = Rotation(NOTHING), np.zeros((45, 80), np.float32)
    hot[20:29, 30:46] = 1
    looks: dict[Window, list[float]] = {}
    for number in range(600):
        for window in rotation.next(2, hot, number * STEP_S):
            looks.setdefault(window, []).append(number * STEP_S)
            rotation.found(window, 0.0 if number < 500 else 0.9)
    hottest = looks[max(looks, key=lambda each: len(looks[each]))]
    early, late, again = (sum(start <= at < start + 20 for at in hottest) for start in (0.0, 60.0, 100.0))
    assert early > late
    assert again > late


def test_one_look_alone_is_not_followed() -> None:
    """What the second look does not bear out is given up at once, and no part of it is looked at."""
    classifier = FakeClassifier(flame=0.6)
    watch = FireWatch(classifier, NOTHING)
    watched(watch, range(1))
    assert len(watch.spots) > 0
    classifier.flame = 0.1
    asked = classifier.asked
    watched(watch, range(1, 4))
    assert watch.spots == []
    assert classifier.asked - asked <= 3 * 2 + 3


@pytest.mark.parametrize(
    ("evidence", "is_confirmed", "age_s", "pace_s"),
    [(0.0, False, 1.0, 0.38), (0.0, False, 5.0, 1.18), (2.0, False, 5.0, 0.38), (2.0, False, 30.0, 0.78),
     (6.0, True, 5.0, 0.78)],
    ids=["new", "gathers none", "gathers some", "gathers some for long", "alarmed"],
)  # fmt: skip
def test_what_is_near_an_alarm_is_looked_at_most_often(
    evidence: float, is_confirmed: bool, age_s: float, pace_s: float
) -> None:
    """A place that is new or gathers evidence has two looks a second; another has one at most."""
    spot = Spot(0, Window(0.0, 0.0, 0.5, 0.5), 0.0, evidence=evidence, is_confirmed=is_confirmed)
    assert spot.pace_s(age_s) == pace_s


def test_masked_ground_is_never_looked_at() -> None:
    """Under a mask over everything the network is asked nothing; under half, crops are grey there."""
    classifier = FakeClassifier(flame=1.0)
    everywhere = np.ones((45, 80), bool)
    assert Rotation(everywhere).next(2, np.zeros((45, 80), np.float32), 0.0) == []
    assert watched(FireWatch(classifier, everywhere), range(30)) == []
    assert classifier.asked == 0
    left = np.zeros((45, 80), bool)
    left[:, :40] = True
    now = replace(frame(0), y=np.full((180, 320), 200, np.uint8))
    crop = Cutter(now, work_picture(now), left).crop(Window(0.0, 0.0, 1.0, 1.0))
    assert (crop[:, :47] == 128).all()
    assert (crop[:, 50:, 0] == 200).all()


@given(
    st.lists(
        st.tuples(st.integers(0, 1), st.floats(-50, 50, allow_nan=False), st.floats(0, 1e6)), max_size=40
    )
)
def test_the_baseline_never_learns_silence(steps: list[tuple[int, float, float]]) -> None:
    """Whatever is learned for however long, the bar always stays between nothing and its cap."""
    baseline, now, place = Baseline(), 0.0, CellRect(3, 3, 9, 9)
    for column, odds, passed in steps:
        now += passed
        baseline.learn([(column, place, odds)], Light.DAY, now)
        assert 0 <= baseline.bar(column, place, Light.DAY) <= CAP


def test_the_baseline_is_of_its_place_light_and_hazard_alone() -> None:
    """A lamp learned at night raises no bar by day, elsewhere, or for smoke."""
    baseline, place = Baseline(), CellRect(3, 3, 9, 9)
    for number in range(4000):
        baseline.learn([(0, place, 3.0)], Light.LAMPS, number * 1.0)
    assert baseline.bar(0, place, Light.LAMPS) == pytest.approx(CAP, rel=0.05)
    assert baseline.bar(1, place, Light.LAMPS) == 0
    assert baseline.bar(0, place, Light.DAY) == 0
    assert baseline.bar(0, CellRect(20, 20, 25, 25), Light.LAMPS) == 0


def test_a_person_raises_the_bar_to_its_cap_and_lets_it_fall_again() -> None:
    """Where a person said *no hazard* the bar is at its cap at once, there alone; taken back, it is gone."""
    baseline, place = Baseline(), CellRect(3, 3, 9, 9)
    baseline.raise_at([(0, place, Light.DAY)])
    baseline.learn([], Light.DAY, 0.0)
    baseline.learn([], Light.DAY, 1e6)
    assert baseline.bar(0, place, Light.DAY) == CAP
    assert baseline.bar(1, place, Light.DAY) == baseline.bar(0, place, Light.LAMPS) == 0
    assert baseline.bar(0, CellRect(20, 20, 25, 25), Light.DAY) == 0
    baseline.raise_at([])
    assert baseline.bar(0, place, Light.DAY) == 0


def test_the_reason_is_a_sentence_with_numbers() -> None:
    """Where, how steadily and how it stirs are said in words and numbers."""
    said = spoken(Evidence(6.0, 0.9, 12.3, 0.35, 0.4, 1.5), CellRect(30, 0, 45, 20))
    assert said == (
        "at the bottom left: in 90% of the last looks, followed for 6 s; stirs unevenly, unlike a lamp "
        "(flicker 12.3, in step 35%); warm or glaring 40%; grown 1.5 times"
    )


def test_the_network_that_is_shipped_says_chances() -> None:
    """Any crop gives two chances, the same each time."""
    crops = np.random.default_rng(1).integers(0, 256, (3, 96, 96, 3)).astype(np.uint8)
    network = Network()
    once = network.chances(crops)
    assert once.shape == (3, 2)
    assert ((once >= 0) & (once <= 1)).all()
    assert np.array_equal(once, network.chances(crops))
