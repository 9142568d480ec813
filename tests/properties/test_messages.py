# SPDX-License-Identifier: Apache-2.0
"""What leaves the seal: fixed sizes, a round trip, and nothing that is believed unchecked."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard, Observation
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.model.plate import CellReason, PlateCandidate
from hearthwatch.model.scene import Light, SceneFigures, SceneMap
from hearthwatch.sealed.candidates import CandidateAssembler, candidate_records, spread
from hearthwatch.sealed.messages import (
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
observations = st.builds(Observation, st.sampled_from(Hazard), st.none() | rects, shares, times)
figures = st.builds(
    SceneFigures, st.sampled_from(Light), st.integers(0, 2**32 - 1), shares, shares,
    st.floats(-80, 80, width=32) | st.just(math.nan), st.booleans(),
)  # fmt: skip
reports = st.builds(
    Report, st.integers(0, 2**32 - 1), st.builds(SceneMap, cells, times), figures,
    st.floats(0, 1e9) | st.just(math.inf), st.integers(0, 2**32 - 1), st.integers(0, 2**63),
    st.lists(observations, max_size=16).map(lambda seen: tuple(sorted(seen, key=lambda one: -one.score))),
)  # fmt: skip


def same(one: Report, other: Report) -> bool:
    """Whether two reports say the same; a NaN is equal to a NaN."""
    return repr(
        (one.sequence, one.figures, one.frame_age_s, one.frames_seen, one.busy_us, one.observations)
    ) == repr(
        (
            other.sequence,
            other.figures,
            other.frame_age_s,
            other.frames_seen,
            other.busy_us,
            other.observations,
        )
    ) and bool((one.scene.cells == other.scene.cells).all())


@given(reports)
def test_a_report_is_of_one_size_and_comes_back(report: Report) -> None:
    """Every report is 4,096 bytes and says the same after the way through the pipe."""
    message = pack_report(report)
    assert len(message) == REPORT_SIZE
    assert same(unpack_report(message), report)


@given(st.binary(max_size=300).map(lambda head: head.ljust(REPORT_SIZE, b"\0")))
def test_random_bytes_are_no_report(message: bytes) -> None:
    """Bytes that are no report are refused, never half believed."""
    assume(not message.startswith(b"HWR1"))
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
    assert 0 <= accepted.figures.hidden_share <= 1
    assert len(accepted.observations) <= 16


@given(reports, st.integers(1, 200))
def test_nothing_can_ride_behind_a_report(report: Report, payload: int) -> None:
    """Bytes after the last sighting are refused."""
    message = bytearray(pack_report(report))
    message[-1] = payload
    with pytest.raises(BrokenSealError):
        unpack_report(bytes(message))


@given(
    st.sampled_from(WordKind), st.none() | st.sampled_from(FaultCode),
    st.none() | st.builds(StreamFigures, st.sampled_from(["h264", "hevc"]), st.integers(1, 7680),
                          st.integers(1, 4320), st.floats(0, 1000, width=32), times),
    st.integers(0, 2**32 - 1),
)  # fmt: skip
def test_a_word_is_of_one_size_and_comes_back(
    kind: WordKind, fault: FaultCode | None, stream: StreamFigures | None, damaged: int
) -> None:
    """Every word of a reader is 64 bytes and says the same after the way through the pipe."""
    word = ConnectionWord(kind, fault, stream, damaged)
    assert len(pack_word(word)) == WORD_SIZE
    assert unpack_word(pack_word(word)) == word


@given(npst.arrays(np.bool_, (GRID_ROWS, GRID_COLUMNS)), st.integers(80, 200), st.integers(45, 120))
def test_a_candidate_cannot_carry_what_it_does_not_admit(
    admitted: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], width: int, height: int
) -> None:
    """Pixels of cells that are not admitted arrive as zero, even from a sender that fills them."""
    pixels = np.full((height, width, 3), 200, np.uint8)
    reasons = np.full((GRID_ROWS, GRID_COLUMNS), len(CellReason) - 1, np.uint8)
    assembler = CandidateAssembler()
    received = None
    for record in candidate_records(PlateCandidate(Light.DUSK, pixels, admitted, reasons, 9)):
        whole, received = assembler.add(record)
    assert whole
    assert received is not None
    assert (received.pixels.any(axis=2) == spread(admitted, width, height)).all()
    assert (received.light, received.samples) == (Light.DUSK, 9)


def test_no_candidate_is_told_as_such() -> None:
    """That there is none is an answer too."""
    (record,) = candidate_records(None)
    assert CandidateAssembler().add(record) == (True, None)


@given(st.binary(max_size=70000))
def test_random_bytes_are_no_candidate(record: bytes) -> None:
    """Bytes that are no candidate are refused."""
    with pytest.raises(BrokenSealError):
        CandidateAssembler().add(record)
