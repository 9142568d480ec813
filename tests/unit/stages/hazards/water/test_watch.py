# SPDX-License-Identifier: Apache-2.0
"""Water over time: three readings in a row, words with the numbers, and nothing that is stale."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pytest

from hearthwatch.model.gauge import Flaw, Gauge, ScalePoint, WaterReading
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.model.zone import Zone
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.opening import HazardEvent, HazardStates
from hearthwatch.stages.hazards.water.rise import Rise
from hearthwatch.stages.hazards.water.watch import WaterWatch
from hearthwatch.testing.drawn_staff import CORNERS, FOOT, HEIGHT, LEFT, TOP, WIDTH, Trouble, staff_frame

#: The drawn board is 2 m long, and its foot is the gauge's 0.
SCALE = Gauge(
    ScalePoint(LEFT / WIDTH, FOOT / HEIGHT, 0.0), ScalePoint(LEFT / WIDTH, TOP / HEIGHT, 2.0), "m", 1.12
)
MILL = Zone("the mill", CORNERS, "staff", gauge=SCALE)
NOBODY = np.zeros((45, 80), bool)


def said(zone: Zone, frames: Iterable[RawFrame]) -> list[tuple[str, Hazard, float, str]]:
    """Return what is said of one zone over the frames."""
    watch, states = WaterWatch([zone], NOBODY), HazardStates(zones=[zone])
    events: list[HazardEvent] = []
    for frame in frames:
        watch.observe(frame, work_picture(frame), Light.DAY)
        now = frame.media_time_s
        events += states.step(watch.sightings(now), now)
    return [(event.kind, event.hazard, event.media_time_s, event.why) for event in events]


def staffs(
    level: Callable[[float], float], seconds: int, trouble: Trouble | None = None
) -> Iterable[RawFrame]:
    """Yield a frame a second; ``trouble`` from second 40 on."""
    for second in range(seconds):
        plain = trouble is None or second < 40
        yield staff_frame(level(second), Trouble() if plain or trouble is None else trouble, float(second))


def test_water_over_the_limit_is_told_with_its_numbers() -> None:
    """Three medians over the limit open an incident that says where the water stands."""
    events = said(MILL, staffs(lambda second: 0.313 if second < 20 else 0.613, 40))
    ((kind, hazard, at_s, why),) = events
    assert (kind, hazard) == ("opened", Hazard.WATER)
    assert 22 <= at_s <= 28
    assert why.startswith("the water at the mill stands at 1.2")
    assert "cm above the limit, rising" in why


def test_a_wave_is_no_alarm() -> None:
    """Two high readings between low ones open nothing."""
    assert said(MILL, staffs(lambda second: 0.613 if second in {20, 21} else 0.313, 40)) == []


def test_water_that_falls_again_is_over() -> None:
    """What has been seen to be below the limit again is closed."""
    events = said(MILL, staffs(lambda second: 0.613 if 10 <= second < 30 else 0.313, 50))
    assert [event[0] for event in events] == ["opened", "closed"]


@pytest.mark.parametrize(
    "trouble", [Trouble(is_covered=True), Trouble(shift_px=(150, 0)), Trouble(light=0.0)]
)
def test_a_staff_that_cannot_be_read_is_told_and_says_no_level(trouble: Trouble) -> None:
    """After a minute it is told as unreadable; an alarm goes on and gives no level any more."""
    events = said(MILL, staffs(lambda _: 0.613, 150, trouble))
    assert [event[:2] for event in events[:1]] == [("opened", Hazard.WATER)]
    (told,) = [event for event in events if event[1] is Hazard.DEGRADED]
    assert told[0] == "opened"
    assert 95 <= told[2] <= 105
    assert told[3].startswith("the staff at the mill cannot be read: ")
    later = [event for event in events if event[1] is Hazard.WATER][-1]
    assert later[0] == "updated"
    assert "cannot be read now" in later[3]
    assert " m," not in later[3]


def test_nothing_is_said_of_a_staff_that_is_dry() -> None:
    """A staff that the water has not come to is neither an alarm nor unreadable."""
    assert said(MILL, staffs(lambda _: -0.2, 100)) == []


def test_a_staff_without_a_scale_tells_a_rise() -> None:
    """Where nobody read its marks it speaks in per cent, and a fast rise is told."""
    bare = Zone("the mill", CORNERS, "staff")
    events = said(bare, staffs(lambda second: 0.213 + 0.004 * second, 60))
    assert events[0][:2] == ("opened", Hazard.WATER)
    assert "%, rising" in events[0][3]


def test_a_rise_over_the_limit_is_an_alarm_and_noise_is_none() -> None:
    """Eight hundredths of the scale an hour, over ten minutes, against a pixel's noise."""
    rising, still = Rise(None, 0.05), Rise(None, 0.05)
    noise = np.random.default_rng(7).normal(0, 0.004, 900)
    for second in range(900):
        rising.add(0.3 + 0.2 * second / 3600 + float(noise[second]), float(second))
        still.add(0.3 + float(noise[second]), float(second))
    assert rising.is_too_much
    assert rising.rise() == pytest.approx(0.2, rel=0.25)
    assert not still.is_too_much


def test_a_view_that_was_moved_has_no_levels() -> None:
    """While zones do not match the view nothing is read, and that is told."""
    watch = WaterWatch([MILL], NOBODY)
    for frame in staffs(lambda _: 0.313, 10):
        watch.observe(frame, work_picture(frame), Light.DAY)
    watch.rest()
    (seen,) = watch.sightings(9.0 + 61)
    assert (seen.hazard, seen.water) == (Hazard.DEGRADED, WaterReading(flaw=Flaw.MOVED))


@pytest.mark.parametrize(
    ("unit", "limit", "rise", "words"),
    [
        (
            "m",
            1.12,
            0.04,
            "the water at the mill stands at 1.24 m, 12 cm above the limit, rising 8 cm an hour",
        ),
        ("m", None, -0.04, "the water at the mill stands at 1.24 m, falling 8 cm an hour"),
        ("m", 1.12, 0.0, "the water at the mill stands at 1.24 m, 12 cm above the limit"),
        (
            "m",
            1.12,
            6.0,
            "the water at the mill stands at 1.24 m, 12 cm above the limit, rising 20 cm a minute",
        ),
    ],
)
def test_a_level_in_words(unit: str, limit: float | None, rise: float, words: str) -> None:
    """The sentence has the level, how far above the limit, and how fast."""
    zone = Zone("the mill", CORNERS, "staff", gauge=Gauge(SCALE.low, SCALE.high, unit, limit))
    seen = Observation(Hazard.WATER, None, 0.9, 1.0, zone=1, water=WaterReading(0.62, rise))
    (event,) = HazardStates(zones=[zone]).step([seen], 1.0)
    assert event.why == words
