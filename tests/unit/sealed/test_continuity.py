# SPDX-License-Identifier: Apache-2.0
"""The receiver's account of a watcher: what may follow what, how often, and how much can be said in all."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.plate import CellReason, PlateCandidate
from hearthwatch.model.scene import Light, SceneFigures, SceneMap, unknown_cells
from hearthwatch.sealed.candidates import ANSWER_S, CANDIDATE_S, CandidateDesk, candidate_records
from hearthwatch.sealed.continuity import REPORTS_A_SECOND, REPORTS_AHEAD, Continuity
from hearthwatch.sealed.messages import (
    BESIDE_BITS,
    MAP_BITS,
    REPORT_SIZE,
    BrokenSealError,
    Report,
    pack_report,
    unpack_report,
)

DOCS = Path(__file__).resolve().parents[3] / "docs" / "design" / "sealed-process.md"
NOW = 1000.0


def report(sequence: int, *, media_time_s: float = 5.0, plate: int = 0, frames: int = 0) -> Report:
    """Return a report of an unknown view."""
    figures = SceneFigures(Light.DAY, plate, 0.0, 0.0, math.nan, has_moved=False)
    return Report(sequence, SceneMap(unknown_cells(), media_time_s), figures, 0.1, frames, 0)


def refused(first: Report, then: Report, after_s: float = 0.5) -> bool:
    """Whether the second of two reports is refused."""
    continuity = Continuity()
    continuity.take(first, NOW)
    try:
        continuity.take(then, NOW + after_s)
    except BrokenSealError:
        return True
    return False


def test_what_may_follow_is_taken() -> None:
    """The next in turn, as late or later in media time, with as many frames or more."""
    assert not refused(report(0), report(1))
    assert not refused(report(0, frames=3), report(1, media_time_s=5.5, frames=6))


@pytest.mark.parametrize(
    "then",
    [report(0), report(2), report(1, media_time_s=4.999), report(1, media_time_s=66.0), report(1, plate=3),
     report(1, frames=2000)],
)  # fmt: skip
def test_what_cannot_follow_is_refused(then: Report) -> None:
    """A repetition, a gap, a time that goes back or runs ahead, a plate not given, an odd count."""
    assert refused(report(0), then)


def test_frames_cannot_be_taken_back() -> None:
    """The count of frames only grows."""
    assert refused(report(0, frames=3), report(1, frames=2))


def test_media_time_may_stand_for_an_hour_and_go_on() -> None:
    """A camera that was away for an hour goes on an hour later."""
    assert not refused(report(0), report(1, media_time_s=3605.0), after_s=3600.0)


def test_plates_may_be_named_once_they_were_given() -> None:
    """Also those that were taken back, which a report on its way may still name."""
    continuity = Continuity()
    continuity.allow_plates([3])
    continuity.allow_plates([4])
    continuity.take(report(0, plate=3), NOW)
    continuity.take(report(1, plate=4), NOW)


@given(st.floats(0.001, 0.39), st.integers(1, 30))
def test_reports_cannot_come_faster_than_they_are_due(interval_s: float, minutes: int) -> None:
    """However a watcher spaces them, no more reports are taken than the account allows."""
    continuity, taken = Continuity(), 0
    try:
        while taken * interval_s < 60 * minutes:
            continuity.take(report(taken), NOW + taken * interval_s)
            taken += 1
    except BrokenSealError:
        pass
    assert taken <= REPORTS_AHEAD + REPORTS_A_SECOND * taken * interval_s + 1


def test_a_file_read_fast_is_held_to_no_clock() -> None:
    """Reports that follow media time come as fast as the file is read."""
    continuity = Continuity()
    for number in range(1000):
        continuity.take(report(number, media_time_s=number / 2), None)


def test_only_the_budgets_bytes_of_a_report_can_vary() -> None:
    """Whatever byte is changed outside map, figures and sightings, the report is refused."""
    plain = pack_report(report(0))
    free = 8 + (BESIDE_BITS + MAP_BITS * 4 // 3) // 8  # magic and sequence; cells are written in four bits
    refusals = 0
    for place in [*range(4), *range(free, REPORT_SIZE)]:
        changed = bytearray(plain)
        changed[place] ^= 0x01
        with pytest.raises(BrokenSealError):
            unpack_report(bytes(changed))
        refusals += 1
    assert refusals == 4 + REPORT_SIZE - free


def test_the_budget_is_as_the_documents_say() -> None:
    """The numbers of docs/design/sealed-process.md are those of the code."""
    a_second = (MAP_BITS + BESIDE_BITS) * REPORTS_A_SECOND
    assert (MAP_BITS, BESIDE_BITS, a_second) == (10_800, 2_536, 33_340.0)
    text = DOCS.read_text(encoding="utf-8")
    assert all(figure in text for figure in ("10,800", "2,536", "33,340"))


def answer() -> list[bytes]:
    """Return a watcher's whole answer."""
    reasons = np.full((45, 80), list(CellReason).index(CellReason.ADMITTED), np.uint8)
    picture = np.full((90, 160, 3), 9, np.uint8)
    return list(candidate_records(PlateCandidate(Light.DAY, picture, reasons == 0, reasons, 5)))


def test_a_candidate_is_taken_once_and_only_when_asked() -> None:
    """Before the question and after the answer nothing is taken."""
    desk = CandidateDesk()
    with pytest.raises(BrokenSealError, match="nobody asked"):
        desk.add(answer()[0])
    assert desk.ask(Light.DAY, NOW)
    assert desk.add(answer()[0])[0]
    with pytest.raises(BrokenSealError, match="nobody asked"):
        desk.add(answer()[0])


@given(st.lists(st.floats(0, 2000), max_size=60))
def test_a_camera_is_asked_at_most_once_an_hour(pauses: list[float]) -> None:
    """However often somebody wants a candidate, of whatever light, an hour lies between two questions."""
    desk, now, asked = CandidateDesk(), NOW, []
    for number, pause in enumerate(pauses):
        now += pause
        if desk.ask(Light(number % 4), now):
            asked.append(now)
            desk.forget()  # a watcher that was killed and started again gets no second question
    assert all(later - sooner >= CANDIDATE_S for sooner, later in itertools.pairwise(asked))


def test_an_answer_that_does_not_come_ends_the_watcher() -> None:
    """Five minutes are enough; a watcher that is gone owes nothing."""
    desk = CandidateDesk()
    desk.ask(Light.DAY, NOW)
    desk.mind_the_time(NOW + ANSWER_S)
    with pytest.raises(BrokenSealError, match="did not come"):
        desk.mind_the_time(NOW + ANSWER_S + 1)
    desk.forget()
    desk.mind_the_time(NOW + 9999)


def test_the_sequence_goes_round() -> None:
    """After more than four thousand million reports, a lifetime, the count begins at nought again."""
    continuity = Continuity()
    continuity._heard = 2**32
    continuity.take(report(0), None)
