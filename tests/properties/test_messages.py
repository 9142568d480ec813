# SPDX-License-Identifier: Apache-2.0
"""What leaves the seal: fixed sizes, a round trip, and nothing that is believed unchecked."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from hearthwatch.model.gauge import Flaw, WaterReading
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.model.plate import CellReason, PlateCandidate
from hearthwatch.model.scene import CellState, Light, SceneFigures, SceneMap
from hearthwatch.model.zone import MOST_ZONES
from hearthwatch.sealed.candidates import CandidateAssembler, candidate_records, spread
from hearthwatch.sealed.messages import (
    CODECS,
    REPORT_SIZE,
    WORD_SIZE,
    BrokenSealError,
    ConnectionWord,
    Report,
    WordKind,
    pack_report,
    pack_word,
    unpack_report,
    unpack_word,
)

shares = st.floats(0, 1, width=32)
times = st.floats(0, 1e9)
cells = npst.arrays(np.uint8, (GRID_ROWS, GRID_COLUMNS), elements=st.integers(0, 7))
rects = st.builds(
    lambda top, left, rows, columns: CellRect(top, left, min(45, top + rows), min(80, left + columns)),
    st.integers(0, 44), st.integers(0, 79), st.integers(1, 45), st.integers(1, 80),
)  # fmt: skip
observations = st.builds(
    Observation, st.sampled_from(Hazard), st.none() | rects, shares | st.floats(), times | st.floats()
) | st.builds(
    Observation, st.sampled_from((Hazard.WATER, Hazard.BLOCKED)), rects, shares, times,
    zone=st.integers(0, MOST_ZONES),
) | st.builds(
    Observation, st.sampled_from((Hazard.WATER, Hazard.DEGRADED)), rects, shares, times,
    zone=st.integers(1, MOST_ZONES),
    water=st.builds(
        WaterReading, st.none() | shares | st.floats(), st.floats(), st.integers(-1, 12),
        st.none() | st.sampled_from(Flaw),
    ),
)  # fmt: skip
figures = st.builds(
    SceneFigures, st.sampled_from(Light), st.integers(0, 2**32 - 1), shares, shares,
    st.floats() | st.floats(-80, 80), st.booleans(),
)  # fmt: skip
reports = st.builds(
    Report, st.integers(0, 2**32 - 1), st.builds(SceneMap, cells, times), figures,
    st.floats(0, 1e9) | st.just(math.inf), st.integers(0, 2**32 - 1), st.integers(0, 2**63),
    st.lists(observations, max_size=16).map(tuple),
)  # fmt: skip


@given(reports)
def test_a_report_is_of_one_size_and_comes_back(report: Report) -> None:
    """Every report is 4,096 bytes, and what it says arrives, in the steps in which it is said."""
    message = pack_report(report)
    assert len(message) == REPORT_SIZE
    told = unpack_report(message)
    assert (told.scene.cells == report.scene.cells).all()
    assert told.scene.media_time_s == pytest.approx(report.scene.media_time_s, abs=0.0006)
    assert told.frame_age_s == pytest.approx(min(report.frame_age_s, 4294967.295), abs=0.0006) or (
        math.isinf(told.frame_age_s) and report.frame_age_s > 4e6
    )
    assert (told.sequence, told.frames_seen) == (report.sequence, report.frames_seen)
    assert told.busy_us == min(report.busy_us, 2**32 - 1)
    assert [each.hazard for each in told.observations] == [each.hazard for each in strongest(report)]
    assert [each.cells for each in told.observations] == [each.cells for each in strongest(report)]
    assert [each.zone for each in told.observations] == [each.zone for each in strongest(report)]


def strongest(report: Report) -> list[Observation]:
    """Return a report's observations in the order in which they are said, the strongest first."""

    def thousandths(seen: Observation) -> int:
        return 0 if math.isnan(seen.score) else round(min(1.0, max(0.0, seen.score)) * 1000)

    return sorted(report.observations, key=thousandths, reverse=True)


@pytest.mark.parametrize(("hazard", "zone"), [(Hazard.FLAME, 1), (Hazard.BLOCKED, MOST_ZONES + 1)])
def test_a_zone_that_cannot_be_is_refused(hazard: Hazard, zone: int) -> None:
    """A sighting names a zone only where there are such, and none beyond the most that a view has."""
    scene = SceneMap(np.zeros((GRID_ROWS, GRID_COLUMNS), np.uint8), 1.0)
    seen = Observation(hazard, CellRect(0, 0, 1, 1), 0.9, 1.0, zone=zone)
    message = pack_report(
        Report(0, scene, SceneFigures(Light.DAY, 0, 0, 0, 0, has_moved=False), 0.1, 1, 1, (seen,))
    )
    with pytest.raises(BrokenSealError, match="zone"):
        unpack_report(message)


@given(reports)
def test_the_shares_are_those_of_the_map(report: Report) -> None:
    """What share of the view is known or hidden is counted on the safe side, not believed."""
    told = unpack_report(pack_report(report))
    assert told.figures.known_share == np.count_nonzero(report.scene.cells) / 3600
    assert told.figures.hidden_share == np.count_nonzero(report.scene.cells == CellState.CHANGED) / 3600


@given(reports)
def test_a_thing_is_said_in_one_way(report: Report) -> None:
    """What was understood, said again, is the same bytes: no two messages mean the same."""
    message = pack_report(report)
    assert pack_report(unpack_report(message)) == message


@given(st.binary(max_size=300).map(lambda head: head.ljust(REPORT_SIZE, b"\0")))
def test_random_bytes_are_no_report(message: bytes) -> None:
    """Bytes that are no report are refused, never half believed."""
    assume(not message.startswith(b"HWR3"))
    with pytest.raises(BrokenSealError):
        unpack_report(message)


@given(reports, st.integers(0, REPORT_SIZE - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused_or_within_bounds(report: Report, place: int, flip: int) -> None:
    """Whatever a taken-over process changes, what is accepted stays within the alphabet and ranges."""
    message = bytearray(pack_report(report))
    message[place] ^= flip
    try:
        accepted = unpack_report(bytes(message))
    except BrokenSealError:
        return
    assert int(accepted.scene.cells.max()) <= 7
    assert math.isnan(accepted.figures.shift_px) or abs(accepted.figures.shift_px) <= 80
    assert len(accepted.observations) <= 16
    assert pack_report(accepted) == bytes(message)


@given(reports, st.integers(1, 200))
def test_nothing_can_ride_behind_a_report(report: Report, payload: int) -> None:
    """Bytes after the last sighting are refused."""
    message = bytearray(pack_report(report))
    message[-1] = payload
    with pytest.raises(BrokenSealError):
        unpack_report(bytes(message))


@given(
    st.sampled_from(WordKind), st.none() | st.sampled_from(FaultCode),
    st.none() | st.builds(StreamFigures, st.sampled_from(CODECS), st.integers(1, 7680), st.integers(1, 4320),
                          st.integers(0, 10**6).map(lambda rate: rate / 1000),
                          st.integers(0, 10**12).map(lambda length: length / 1000)),
    st.integers(0, 2**32 - 1),
)  # fmt: skip
def test_a_word_is_of_one_size_and_comes_back(
    kind: WordKind, fault: FaultCode | None, stream: StreamFigures | None, damaged: int
) -> None:
    """Every word of a reader is 64 bytes and says the same after the way through the pipe."""
    word = ConnectionWord(kind, fault, stream, damaged)
    assert len(pack_word(word)) == WORD_SIZE
    assert unpack_word(pack_word(word)) == word


@given(st.sampled_from(CODECS), st.integers(0, 4320), st.floats(0.0, 1000.0), st.floats(0.0, 10.0**6))
def test_a_stream_of_no_known_size_has_no_figures(
    codec: str, height: int, rate: float, length_s: float
) -> None:
    """An honest reader that knows a stream's codec and not its size yet says a word that is taken."""
    word = ConnectionWord(WordKind.OPENED, figures=StreamFigures(codec, 0, height, rate, length_s))
    assert unpack_word(pack_word(word)) == ConnectionWord(WordKind.OPENED)


def test_a_codec_that_we_do_not_know_is_no_text() -> None:
    """Whatever a stream calls its codec, one of the fixed names is said."""
    word = ConnectionWord(WordKind.OPENED, figures=StreamFigures("a message", 64, 64, 5.0))
    told = unpack_word(pack_word(word)).figures
    assert told is not None
    assert told.codec == "other"


@given(st.integers(0, WORD_SIZE - 1), st.integers(1, 255))
def test_a_changed_byte_of_a_word_is_refused_or_within_bounds(place: int, flip: int) -> None:
    """What is accepted of a reader's word is a word that we could have said."""
    message = bytearray(
        pack_word(ConnectionWord(WordKind.OPENED, figures=StreamFigures("h264", 640, 360, 25.0, 9.5)))
    )
    message[place] ^= flip
    try:
        accepted = unpack_word(bytes(message))
    except BrokenSealError:
        return
    assert pack_word(accepted) == bytes(message)
    assert place < 23


reasons_of = npst.arrays(np.uint8, (GRID_ROWS, GRID_COLUMNS), elements=st.integers(0, len(CellReason) - 2))


@given(reasons_of, st.integers(80, 200), st.integers(45, 120))
def test_a_candidate_cannot_carry_what_it_does_not_admit(
    reasons: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], width: int, height: int
) -> None:
    """Pixels arrive of admitted cells, apart those held back, and of no other, whatever is sent."""
    pixels = np.full((height, width, 3), 200, np.uint8)
    admitted, held = reasons == ADMITTED, reasons == TEXT
    received = assembled(PlateCandidate(Light.DUSK, pixels, admitted, reasons, 9, pixels))
    assert (received.pixels.any(axis=2) == spread(admitted, width, height)).all()
    assert (received.held == held).all()
    if received.held_back is None:
        assert not held.any()
    else:
        assert (received.held_back.any(axis=2) == spread(held, width, height)).all()
    assert (received.light, received.samples) == (Light.DUSK, 9)


ADMITTED, TEXT = (tuple(CellReason).index(each) for each in (CellReason.ADMITTED, CellReason.TEXT))


def assembled(candidate: PlateCandidate) -> PlateCandidate:
    """Return what arrives of a candidate."""
    assembler, received = CandidateAssembler(candidate.light), None
    for record in candidate_records(candidate):
        whole, received = assembler.add(record)
    assert whole
    assert received is not None
    return received


def test_no_candidate_is_told_as_such() -> None:
    """That there is none is an answer too, and says nothing else."""
    (record,) = candidate_records(None)
    assert CandidateAssembler(Light.DAY).add(record) == (True, None)
    with pytest.raises(BrokenSealError):
        CandidateAssembler(Light.DAY).add(record[:-1] + b"!")


@given(st.binary(max_size=70000))
def test_random_bytes_are_no_candidate(record: bytes) -> None:
    """Bytes that are no candidate are refused."""
    with pytest.raises(BrokenSealError):
        CandidateAssembler(Light.DAY).add(record)


def plain_candidate(light: Light = Light.DAY) -> PlateCandidate:
    """Return a small candidate that admits everything."""
    pixels, reasons = np.full((90, 160, 3), 7, np.uint8), np.full((45, 80), ADMITTED, np.uint8)
    return PlateCandidate(light, pixels, np.ones((45, 80), bool), reasons, 9)


def test_a_candidate_of_another_light_is_refused() -> None:
    """The answer is to what was asked."""
    record = next(candidate_records(plain_candidate(Light.DAY)))
    with pytest.raises(BrokenSealError, match="another light"):
        CandidateAssembler(Light.DUSK).add(record)


def test_a_stewards_words_cannot_come_from_a_sealed_process() -> None:
    """A candidate that says that a steward struck cells out is refused."""
    record = bytearray(next(candidate_records(plain_candidate())))
    record[14:3614] = bytes([tuple(CellReason).index(CellReason.STRUCK)]) * 3600
    with pytest.raises(BrokenSealError, match="reasons"):
        CandidateAssembler(Light.DAY).add(bytes(record))


def test_nothing_can_ride_behind_a_candidate() -> None:
    """Bytes after a candidate's last pixel are refused."""
    record = next(candidate_records(plain_candidate()))
    with pytest.raises(BrokenSealError, match="after"):
        CandidateAssembler(Light.DAY).add(record[:-1] + b"!")


@given(shares, st.floats(-20, 20), st.integers(0, 9), st.none() | st.sampled_from(Flaw))
def test_a_reading_of_water_arrives(level: float, rise: float, mark: int, flaw: Flaw | None) -> None:
    """Level and rise come in thousandths of the drawn scale, with the mark and the flaw."""
    said = WaterReading(level, rise, mark, flaw)
    seen = Observation(Hazard.WATER, CellRect(0, 0, 1, 1), 0.9, 1.0, zone=2, water=said)
    scene = SceneMap(np.zeros((GRID_ROWS, GRID_COLUMNS), np.uint8), 1.0)
    told = unpack_report(pack_report(Report(1, scene, plain_figures(), 0.1, 1, 1, (seen,))))
    (heard,) = told.observations
    assert heard.water is not None
    assert heard.water.level == pytest.approx(level, abs=0.0006)
    assert heard.water.rise == pytest.approx(rise, abs=0.0006)
    assert (heard.water.mark, heard.water.flaw, heard.zone) == (mark, flaw, 2)


def plain_figures() -> SceneFigures:
    """Return figures of a view of which nothing is known."""
    return SceneFigures(Light.DAY, 0, 0.0, 0.0, math.nan, has_moved=False)
