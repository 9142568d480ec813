# SPDX-License-Identifier: Apache-2.0
"""The only things that come out of the sealed processes, packed and, on the safe side, validated.

Sizes are fixed, so that neither length nor number of messages can carry anything; each thing that can
be said has one encoding, so that none rides in the choice between two. The receiver believes nothing:
`unpack_report` and `unpack_word` raise `BrokenSealError` for whatever is out of its range, and the
supervisor then ends the process that sent it. docs/design/sealed-process.md has the bit budget.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from hearthwatch.model.gauge import Flaw, WaterReading
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Evidence, Hazard, Observation
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.model.scene import Cells, CellState, Light, SceneFigures, SceneMap
from hearthwatch.model.zone import MOST_MARKS, MOST_ZONES

REPORT_SIZE = 4096
WORD_SIZE = 64
#: More sightings at one moment than this say nothing new; the strongest are kept.
MAX_OBSERVATIONS = 16
#: The largest side of a picture that a camera may send.
LARGEST_WIDTH = 7680

_MAGIC = b"HWR3"
_HAZARDS = tuple(Hazard)
_LIGHTS = tuple(Light)
_FAULTS = tuple(FaultCode)
_FLAWS = tuple(Flaw)
#: FFmpeg's names of what cameras and files hold; any other is said as the last, so that a name is no text.
CODECS = (
    "", "h264", "hevc", "mjpeg", "mpeg4", "av1", "vp8", "vp9", "mpeg1video", "mpeg2video", "h263", "vvc",
    "rawvideo", "theora", "msmpeg4v3", "wmv3", "vc1", "prores", "dnxhd", "ffv1", "huffyuv", "png", "gif",
    "other",
)  # fmt: skip
#: Steps in which things are said, so that what is beyond them cannot carry anything.
_MS, _SHIFT_STEPS, _SCORE_STEPS = 1000, 100, 1000
#: A shift is at most a quarter of the work picture's width, in pixels; a time, 317 years.
_FURTHEST_SHIFT = 80
_LONGEST_MS = 10**13
_NEVER_MS = 0xFFFFFFFF
_NO_SHIFT = -32768
_OLDEST_SIGHTING_MS = 0xFFFF
#: magic, sequence, media time (ms), age of the newest frame (ms), light, plate, shift (1/100 px), moved,
#: frames looked at, microseconds spent, observations that follow
_HEAD = struct.Struct(">4sIQIBIhBIIB")
#: hazard, whole view?, top, left, bottom, right, score (1/1000), how long before the map's time (ms);
#: what follows: nothing, evidence or a reading of water, in six bytes; which zone
_OBSERVATION = struct.Struct(">BBBBBBHHB6sB")
_NOTHING, _EVIDENCE, _WATER = range(3)
#: Water: level (1/1000 of the scale), rise (1/1000 an hour), mark, why it cannot be read.
_READING = struct.Struct(">HhBB")
_NO_LEVEL, _FASTEST = 0xFFFF, 30000
#: What a byte of evidence counts, in the order of its fields: seconds, votes, flicker, coherence, warmth,
#: growth.
_STEPS = (1.0, 0.01, 0.25, 0.01, 0.01, 0.1)
_CELLS = GRID_ROWS * GRID_COLUMNS // 2
#: kind, fault, codec, width, height, frames a second (1/1000), length (ms), damaged packets
_WORD = struct.Struct(">BBBHHIQI")

#: The bit budget of a report: its map, and all that is beside it (the magic and the sequence are known
#: before it comes). What the fields' ranges leave out makes it less.
MAP_BITS = GRID_ROWS * GRID_COLUMNS * 3
BESIDE_BITS = 8 * (_HEAD.size - 8 + MAX_OBSERVATIONS * _OBSERVATION.size)


class BrokenSealError(Exception):
    """A sealed process said something that it must not be able to say."""


class WordKind(IntEnum):
    """What a reader may say about its connection."""

    OPENED = 1
    FAULT = 2
    END = 3
    FIGURES = 4


@dataclass(frozen=True, slots=True)
class ConnectionWord:
    """A reader's word: what it reads, or why it cannot. 64 bytes on the wire."""

    kind: WordKind
    fault: FaultCode | None = None
    figures: StreamFigures | None = None
    damaged_packets: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A watcher's word, twice a second: the map, figures of the view, sightings. 4,096 bytes.

    ``frame_age_s`` is the age of the newest frame at sending, infinite where there was none.
    """

    sequence: int
    scene: SceneMap
    figures: SceneFigures
    frame_age_s: float
    frames_seen: int
    busy_us: int
    observations: tuple[Observation, ...] = ()


def pack_report(report: Report) -> bytes:
    """Return the report as exactly 4,096 bytes. Shares are not said: the cells say them."""
    figures = report.figures
    strongest = sorted(report.observations, key=_score, reverse=True)[:MAX_OBSERVATIONS]
    media_ms = _milliseconds(report.scene.media_time_s)
    is_told = abs(figures.shift_px) <= _FURTHEST_SHIFT  # false of a NaN too
    shift = round(figures.shift_px * _SHIFT_STEPS) if is_told else _NO_SHIFT
    head = _HEAD.pack(
        _MAGIC, report.sequence & 0xFFFFFFFF, media_ms, _age_ms(report.frame_age_s),
        _LIGHTS.index(figures.light), figures.plate_id, shift, figures.has_moved,
        report.frames_seen & 0xFFFFFFFF, min(report.busy_us, 0xFFFFFFFF), len(strongest),
    )  # fmt: skip
    nibbles = report.scene.cells.reshape(-1, 2)
    cells = (nibbles[:, 0] << 4 | nibbles[:, 1]).tobytes()
    body = head + cells + b"".join(_pack_observation(seen, media_ms) for seen in strongest)
    return body.ljust(REPORT_SIZE, b"\0")


def unpack_report(message: bytes) -> Report:
    """Return what 4,096 bytes say, or raise `BrokenSealError` where any of it is out of range."""
    if len(message) != REPORT_SIZE or not message.startswith(_MAGIC):
        raise BrokenSealError("a report of the wrong size or kind")
    _, sequence, media_ms, age_ms, light, plate, shift, moved, seen, busy, count = _HEAD.unpack_from(message)
    _require(light < len(_LIGHTS) and count <= MAX_OBSERVATIONS, "an unknown light or too many sightings")
    _require(media_ms <= _LONGEST_MS, "a time that is no time")
    _require(shift == _NO_SHIFT or abs(shift) <= _FURTHEST_SHIFT * _SHIFT_STEPS, "a shift out of the picture")
    cells = _unpack_cells(message[_HEAD.size : _HEAD.size + _CELLS])
    known, hidden = float(np.mean(cells != 0)), float(np.mean(cells == CellState.CHANGED))
    shift_px = math.nan if shift == _NO_SHIFT else shift / _SHIFT_STEPS
    figures = SceneFigures(_LIGHTS[light], plate, known, hidden, shift_px, bool(moved))
    start = _HEAD.size + _CELLS
    observations = tuple(
        _unpack_observation(message, start + each * _OBSERVATION.size, media_ms) for each in range(count)
    )
    age_s = math.inf if age_ms == _NEVER_MS else age_ms / _MS
    scene = SceneMap(cells, media_ms / _MS)
    report = Report(sequence, scene, figures, age_s, seen, busy, observations)
    # One encoding for each thing that can be said, and nothing behind its end.
    _require(pack_report(report) == message, "something said in a way that we do not say it")
    return report


def pack_word(word: ConnectionWord) -> bytes:
    """Return a reader's word as exactly 64 bytes."""
    # A stream whose size is not known yet, as where none of its frames came, has no figures.
    figures = word.figures if word.figures and word.figures.width else StreamFigures("", 0, 0, 0.0)
    codec = figures.codec if figures.codec in CODECS else CODECS[-1]
    body = _WORD.pack(
        word.kind, 0 if word.fault is None else 1 + _FAULTS.index(word.fault), CODECS.index(codec),
        figures.width, figures.height, round(figures.frames_per_second * 1000),
        _milliseconds(figures.duration_s), word.damaged_packets & 0xFFFFFFFF,
    )  # fmt: skip
    return body.ljust(WORD_SIZE, b"\0")


def unpack_word(message: bytes) -> ConnectionWord:
    """Return what a reader's 64 bytes say, or raise `BrokenSealError`."""
    _require(len(message) == WORD_SIZE, "a word of the wrong size")
    kind, fault, codec, width, height, rate, duration_ms, damaged = _WORD.unpack_from(message)
    _require(kind in set(WordKind) and fault <= len(_FAULTS), "an unknown word")
    _require(codec < len(CODECS), "a codec's name that is none")
    _require(width <= LARGEST_WIDTH and height <= LARGEST_WIDTH, "a size that is none")
    _require(rate <= 1000 * 1000 and duration_ms <= _LONGEST_MS, "a rate or a length that is none")
    figures = StreamFigures(CODECS[codec], width, height, rate / 1000, duration_ms / _MS) if width else None
    word = ConnectionWord(WordKind(kind), _FAULTS[fault - 1] if fault else None, figures, damaged)
    _require(pack_word(word) == message, "a word said in a way that we do not say it")
    return word


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenSealError(what)


def _milliseconds(time_s: float) -> int:
    return round(min(max(0.0, time_s) * _MS, _LONGEST_MS)) if math.isfinite(time_s) else 0


def _age_ms(age_s: float) -> int:
    # What is no number is as good as never.
    return round(min(max(0.0, age_s) * _MS, _NEVER_MS)) if math.isfinite(age_s) else _NEVER_MS


def _unpack_cells(packed: bytes) -> Cells:
    pairs = np.frombuffer(packed, np.uint8)
    cells = np.empty((_CELLS, 2), np.uint8)
    cells[:, 0] = pairs >> 4
    cells[:, 1] = pairs & 15
    _require(int(cells.max()) <= max(CellState), "a cell outside the alphabet")
    return cells.reshape(GRID_ROWS, GRID_COLUMNS)


def _pack_observation(seen: Observation, media_ms: int) -> bytes:
    place = seen.cells or CellRect(0, 0, 0, 0)
    before_ms = min(max(0, media_ms - _milliseconds(seen.media_time_s)), _OLDEST_SIGHTING_MS)
    return _OBSERVATION.pack(
        _HAZARDS.index(seen.hazard), seen.cells is None, place.top, place.left, place.bottom, place.right,
        _score(seen), min(before_ms, media_ms), *_detail(seen), seen.zone,
    )  # fmt: skip


def _score(seen: Observation) -> int:
    return round(min(max(0.0, seen.score), 1.0) * _SCORE_STEPS)  # a NaN is 0


def _detail(seen: Observation) -> tuple[int, bytes]:
    """Return what kind of detail there is, and its six bytes."""
    if seen.evidence is not None:
        return _EVIDENCE, _steps(seen.evidence)
    if seen.water is not None:
        return _WATER, _reading(seen.water)
    return _NOTHING, bytes(_READING.size)


def _reading(water: WaterReading) -> bytes:
    level = _NO_LEVEL if water.level is None else round(min(max(0.0, water.level), 1.0) * _SCORE_STEPS)
    rise = round(min(max(-_FASTEST, water.rise * _SCORE_STEPS), _FASTEST)) if math.isfinite(water.rise) else 0
    flaw = 0 if water.flaw is None else 1 + _FLAWS.index(water.flaw)
    return _READING.pack(level, rise, min(max(0, water.mark), MOST_MARKS), flaw)


def _water(detail: bytes) -> WaterReading:
    level, rise, mark, flaw = _READING.unpack(detail)
    _require(level in (*range(_SCORE_STEPS + 1), _NO_LEVEL), "a level that is none")
    _require(mark <= MOST_MARKS and flaw <= len(_FLAWS), "a mark or a flaw that is none")
    part = None if level == _NO_LEVEL else level / _SCORE_STEPS
    return WaterReading(part, rise / _SCORE_STEPS, mark, _FLAWS[flaw - 1] if flaw else None)


def _steps(evidence: Evidence) -> bytes:
    values = (
        evidence.seconds, evidence.votes, evidence.flicker,
        evidence.coherence, evidence.warmth, evidence.growth,
    )  # fmt: skip
    return bytes(round(min(max(value / step, 0), 255)) for value, step in zip(values, _STEPS, strict=True))


def _evidence(steps: Sequence[int]) -> Evidence:
    seconds, votes, flicker, coherence, warmth, growth = (
        value * step for value, step in zip(steps, _STEPS, strict=True)
    )
    _require(max(votes, coherence, warmth) <= 1, "a share of evidence that is none")
    return Evidence(seconds, votes, flicker, coherence, warmth, growth)


def _unpack_observation(message: bytes, start: int, media_ms: int) -> Observation:
    hazard, whole, top, left, bottom, right, score, before_ms, kind, detail, zone = _OBSERVATION.unpack_from(
        message, start
    )
    _require(hazard < len(_HAZARDS) and score <= _SCORE_STEPS, "a sighting of nothing known")
    _require(before_ms <= media_ms, "a sighting before all time")
    _require(kind in {_NOTHING, _EVIDENCE, _WATER}, "a detail of no kind")
    _require(kind != _NOTHING or not any(detail), "a detail where there is none")
    is_water = _HAZARDS[hazard] in {Hazard.WATER, Hazard.DEGRADED} and zone > 0
    _require(kind != _WATER or is_water, "a reading of no water")
    is_of_zone = _HAZARDS[hazard].is_of_zone or kind == _WATER
    _require(not zone or (is_of_zone and zone <= MOST_ZONES), "a zone of what has none")
    place = None if whole else CellRect(top, left, bottom, right)
    if place is not None:
        is_within = top < bottom <= GRID_ROWS and left < right <= GRID_COLUMNS
        _require(is_within, "a sighting outside the view")
    seen_s = (media_ms - before_ms) / _MS
    evidence = _evidence(detail) if kind == _EVIDENCE else None
    water = _water(detail) if kind == _WATER else None
    return Observation(_HAZARDS[hazard], place, score / _SCORE_STEPS, seen_s, evidence, zone, water)
