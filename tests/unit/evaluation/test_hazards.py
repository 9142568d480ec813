# SPDX-License-Identifier: Apache-2.0
"""The report card of flame and smoke: intervals, times to alarm, scoring, the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from hearthwatch.evaluation.hazards.figures import card
from hearthwatch.evaluation.hazards.intervals import most_events, recall_interval
from hearthwatch.evaluation.hazards.manifest import Clip, Region, clips
from hearthwatch.evaluation.hazards.page import page
from hearthwatch.evaluation.hazards.scoring import Watched, refractory, verdict
from hearthwatch.evaluation.hazards.survival import Waiting, alarmed, part_by, time_of
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import Box, CellRect
from hearthwatch.model.hazard import Hazard
from hearthwatch.stages.hazards.opening import HazardEvent


def clip(expected: Hazard | None, onset_s: float = 0.0, regions: tuple[Region, ...] = ()) -> Clip:
    """Return a clip of a name and kind that go with what is expected."""
    kind = "quiet" if expected is None else expected.value
    return Clip(Path("a.mp4"), "a", kind, "a", expected, onset_s, regions)


def alarm(at_s: float, hazard: Hazard = Hazard.FLAME, cells: CellRect | None = None) -> HazardEvent:
    """Return an alarm that opens."""
    return HazardEvent("opened", hazard, at_s, cells or CellRect(0, 0, 9, 9), 0.9, "flames seen")


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    # From the exact binomial tails; 20 of 20 and 57 of 60 are also in the evaluation protocol.
    [(20, 20, 0.8316, 1.0), (57, 60, 0.8608, 0.9896), (0, 5, 0.0, 0.5218), (0, 0, 0.0, 1.0)],
)
def test_recall_has_its_exact_interval(found: int, of: int, low: float, high: float) -> None:
    """Clopper and Pearson's interval is met to four places."""
    assert recall_interval(found, of) == pytest.approx((low, high), abs=2e-4)


@pytest.mark.parametrize(("seen", "bound"), [(0, 2.9957), (1, 4.7439), (2, 6.2958), (10, 16.9622)])
def test_false_alarms_have_their_exact_bound(seen: int, bound: float) -> None:
    """The one-sided Poisson bound is that of the tables: three for none."""
    assert most_events(seen) == pytest.approx(bound, abs=1e-3)


def test_missed_incidents_count_in_the_time_to_alarm() -> None:
    """Two alarms and two misses: the median is the second alarm, and 90 % are never reached."""
    steps = alarmed(
        [
            Waiting(4, is_alarm=True),
            Waiting(8, is_alarm=True),
            Waiting(10, is_alarm=False),
            Waiting(12, is_alarm=False),
        ]
    )
    assert sum(steps, ()) == pytest.approx((4, 0.25, 8, 0.5))
    assert (time_of(steps, 0.5), time_of(steps, 0.9)) == (8, None)
    assert part_by(steps, 5) == pytest.approx(0.25)


def test_a_clip_that_ends_early_says_only_that_the_alarm_came_later() -> None:
    """A miss that was watched for two seconds does not lower the part alarmed at eight."""
    steps = alarmed([Waiting(2, is_alarm=False), Waiting(8, is_alarm=True)])
    assert sum(steps, ()) == pytest.approx((8, 1.0))


def test_an_alarm_counts_from_the_onset() -> None:
    """An alarm at nine seconds of a fire that begins at three came after six."""
    found = verdict(Watched(clip(Hazard.FLAME, 3.0), (alarm(9.0),), 20.0))
    assert (found.alarm_s, found.false_alarms, found.reason) == (6.0, (), "")


def test_an_alarm_from_before_the_onset_is_false_and_earns_nothing() -> None:
    """An alarm ten seconds before the fire is a false alarm and leaves the fire missed."""
    found = verdict(Watched(clip(Hazard.FLAME, 12.0), (alarm(2.0),), 20.0))
    assert (found.alarm_s, len(found.false_alarms)) == (None, 1)


def test_an_alarm_beside_the_marked_region_is_a_miss() -> None:
    """An alarm in the corner does not find a fire that is marked in the other."""
    marked = (Region(0.0, (Box(0.8, 0.8, 0.1, 0.1),)),)
    beside = verdict(Watched(clip(Hazard.FLAME, regions=marked), (alarm(4.0),), 20.0))
    there = verdict(
        Watched(clip(Hazard.FLAME, regions=marked), (alarm(4.0, cells=CellRect(30, 60, 45, 80)),), 20.0)
    )
    assert (beside.alarm_s, beside.reason) == (None, "alarmed beside the marked region")
    assert there.alarm_s == 4.0


def test_the_wrong_class_is_a_miss_with_its_reason() -> None:
    """Smoke alarmed where a flame is expected is said to be that."""
    found = verdict(Watched(clip(Hazard.FLAME), (alarm(4.0, Hazard.SMOKE),), 20.0))
    assert (found.alarm_s, found.reason) == (None, "alarmed as smoke only")


def test_a_nuisance_that_comes_back_counts_once_in_ten_minutes() -> None:
    """Three flame alarms in five minutes are one; one eleven minutes later is another."""
    alarms = [alarm(10), alarm(100), alarm(300), alarm(700)]
    assert [each.media_time_s for each in refractory(alarms)] == [10, 700]


def test_the_card_and_its_page_tell_misses_first() -> None:
    """Recall, its interval and the bound on false alarms stand in the card; the page names the miss."""
    verdicts = [
        verdict(Watched(clip(Hazard.FLAME), (alarm(4.0),), 20.0)),
        verdict(Watched(clip(Hazard.FLAME), (), 3.0)),
        verdict(Watched(clip(None), (), 3600.0)),
        verdict(Watched(clip(None), (alarm(4.0),), 3600.0)),
    ]
    found = card(verdicts, {"setting": "normal"})
    assert (found["flame"]["found"], found["flame"]["recall"], found["flame"]["median_s"]) == (1, 0.5, 4.0)
    assert found["flame"]["missed"] == [{"clip": "a", "reason": "never enough evidence within 3.0 s"}]
    assert (found["false_alarms"]["events"], found["false_alarms"]["hours"]) == (1, 2.0)
    assert found["false_alarms"]["per_camera_day_at_most_95"] == pytest.approx(56.9, abs=0.1)
    text = page(found)
    assert text.index("never enough evidence") < text.index("<h2>Found</h2>")
    assert "never replaces it" in text
    assert "<img" not in text


def test_the_page_escapes_what_names_hold() -> None:
    """A clip named like a tag is shown, not obeyed."""
    odd = Clip(Path("x"), "<script>", "quiet", "x", None, 0.0, ())
    assert "<script>" not in page(card([verdict(Watched(odd, (), 5.0))], {}))


def test_the_manifest_tells_what_is_expected_when_and_where(tmp_path: Path) -> None:
    """Kinds, onsets in words and boxes in OpenCV's XML are understood."""
    for name in ("f.mp4", "s.mp4", "d.mp4"):
        (tmp_path / name).touch()
    (tmp_path / "f.xml").write_text(
        "<frameRate>10</frameRate><frameWidth>200</frameWidth> <frameHeight>100</frameHeight><frames><_>"
        "<frameNumber>20</frameNumber><annotations><_>\n 20 10 40 30</_></annotations></_></frames>"
    )
    (tmp_path / "clips.csv").write_text(
        "file,kind,annotation,notes\nf.mp4,fire,f.xml,onset ~4 s\ns.mp4,smoke,,\nd.mp4,distractor+people,,x\n"
    )
    fire, smoke, other = clips(tmp_path)
    assert (fire.expected, fire.onset_s) == (Hazard.FLAME, 4.0)
    assert fire.regions == (Region(2.0, (Box(0.1, 0.1, 0.2, 0.3),)),)
    assert (smoke.expected, other.expected) == (Hazard.SMOKE, None)


def test_a_folder_without_a_manifest_is_the_callers_fault(tmp_path: Path) -> None:
    """A missing clips.csv, and a clip that is missing, are usage errors that name the file."""
    with pytest.raises(UsageError, match=r"clips\.csv"):
        clips(tmp_path)
    (tmp_path / "clips.csv").write_text("file,kind\ngone.mp4,fire\n")
    with pytest.raises(UsageError, match=r"gone\.mp4"):
        clips(tmp_path)
