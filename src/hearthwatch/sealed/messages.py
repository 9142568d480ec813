# SPDX-License-Identifier: Apache-2.0
"""The only things that come out of the sealed processes, packed and, on the safe side, validated.

Sizes are fixed, so that neither length nor number of messages can carry anything. The receiver
believes nothing: `unpack_report` and `unpack_word` raise `BrokenSealError` for whatever is out of its
range, and the supervisor then ends the process that sent it. docs/design/sealed-process.md.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Evidence, Hazard, Observation
from hearthwatch.model.health import FaultCode, StreamFigures
from hearthwatch.model.scene import CellState, Light, SceneFigures, SceneMap

REPORT_SIZE = 4096
WORD_SIZE = 64
#: More sightings at one moment than this say nothing new; the strongest are kept.
MAX_OBSERVATIONS = 16

_MAGIC = b"HWR1"
_HAZARDS = tuple(Hazard)
_LIGHTS = tuple(Light)
_FAULTS = tuple(FaultCode)
#: magic, sequence, media time, age of the newest frame (s), light, plate, known, hidden, shift,
#: moved, frames looked at, microseconds spent, observations that follow
_HEAD = struct.Struct(">4sIddBIfff?IQB")
#: hazard, whole view?, top, left, bottom, right, score, media time; evidence: is there any, and six
#: numbers of a byte each
_OBSERVATION = struct.Struct(">B?BBBBfd?6B")
#: What a byte of evidence counts, in the order of its fields: seconds, votes, flicker, coherence, warmth,
#: growth.
_STEPS = (1.0, 0.01, 0.25, 0.01, 0.01, 0.1)
_CELLS = GRID_ROWS * GRID_COLUMNS // 2
#: kind, fault, codec (FFmpeg's short name, ASCII), width, height, frames a second, seconds, damaged packets
_WORD = struct.Struct(">BB16sHHfdI")


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
    """Return the report as exactly 4,096 bytes."""
    figures = report.figures
    strongest = sorted(report.observations, key=lambda seen: -seen.score)[:MAX_OBSERVATIONS]
    head = _HEAD.pack(
        _MAGIC, report.sequence & 0xFFFFFFFF, report.scene.media_time_s, report.frame_age_s,
        _LIGHTS.index(figures.light), figures.plate_id, figures.known_share, figures.hidden_share,
        figures.shift_px, figures.has_moved, report.frames_seen & 0xFFFFFFFF, report.busy_us,
        len(strongest),
    )  # fmt: skip
    nibbles = report.scene.cells.reshape(-1, 2)
    cells = (nibbles[:, 0] << 4 | nibbles[:, 1]).tobytes()
    body = head + cells + b"".join(_pack_observation(seen) for seen in strongest)
    return body.ljust(REPORT_SIZE, b"\0")


def unpack_report(message: bytes) -> Report:
    """Return what 4,096 bytes say, or raise `BrokenSealError` where any of it is out of range."""
    if len(message) != REPORT_SIZE or not message.startswith(_MAGIC):
        raise BrokenSealError("a report of the wrong size or kind")
    (_, sequence, media_time, age, light, plate, known, hidden, shift, moved, seen, busy, count) = (
        _HEAD.unpack_from(message)
    )
    _require(light < len(_LIGHTS) and count <= MAX_OBSERVATIONS, "an unknown light or too many sightings")
    _require(math.isfinite(media_time) and age >= 0, "a time that is no time")
    _require(0 <= known <= 1 and 0 <= hidden <= 1, "a share that is none")
    # A shift is at most a quarter of the work picture; anything else would be room for a message.
    _require(math.isnan(shift) or abs(shift) <= 80, "a shift out of the picture")
    figures = SceneFigures(_LIGHTS[light], plate, known, hidden, shift, moved)
    scene = SceneMap(_unpack_cells(message[_HEAD.size : _HEAD.size + _CELLS]), media_time)
    start = _HEAD.size + _CELLS
    end = start + count * _OBSERVATION.size
    _require(not any(message[end:]), "bytes after the end")
    observations = tuple(_unpack_observation(message, start + k * _OBSERVATION.size) for k in range(count))
    return Report(sequence, scene, figures, age, seen, busy, observations)


def pack_word(word: ConnectionWord) -> bytes:
    """Return a reader's word as exactly 64 bytes."""
    figures = word.figures or StreamFigures("", 0, 0, 0.0)
    fault = 0 if word.fault is None else 1 + _FAULTS.index(word.fault)
    body = _WORD.pack(
        word.kind, fault, figures.codec.encode("ascii", "replace")[:16], figures.width, figures.height,
        figures.frames_per_second, figures.duration_s, word.damaged_packets & 0xFFFFFFFF,
    )  # fmt: skip
    return body.ljust(WORD_SIZE, b"\0")


def unpack_word(message: bytes) -> ConnectionWord:
    """Return what a reader's 64 bytes say, or raise `BrokenSealError`."""
    _require(len(message) == WORD_SIZE and not any(message[_WORD.size :]), "a word of the wrong size")
    kind, fault, codec, width, height, rate, duration, damaged = _WORD.unpack_from(message)
    _require(kind in set(WordKind) and fault <= len(_FAULTS), "an unknown word")
    _require(math.isfinite(rate) and 0 <= rate <= 1000, "a rate that is none")
    _require(math.isfinite(duration) and duration >= 0, "a length that is none")
    name = codec.rstrip(b"\0").decode("ascii", "replace")
    _require(all(letter.isalnum() or letter in "_-" for letter in name), "a codec's name that is none")
    figures = StreamFigures(name, width, height, rate, duration) if width else None
    return ConnectionWord(WordKind(kind), _FAULTS[fault - 1] if fault else None, figures, damaged)


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise BrokenSealError(what)


def _unpack_cells(packed: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    pairs = np.frombuffer(packed, np.uint8)
    cells = np.empty((_CELLS, 2), np.uint8)
    cells[:, 0] = pairs >> 4
    cells[:, 1] = pairs & 15
    _require(int(cells.max()) <= max(CellState), "a cell outside the alphabet")
    return cells.reshape(GRID_ROWS, GRID_COLUMNS)


def _pack_observation(seen: Observation) -> bytes:
    place = seen.cells or CellRect(0, 0, 0, 0)
    return _OBSERVATION.pack(
        _HAZARDS.index(seen.hazard), seen.cells is None, place.top, place.left, place.bottom, place.right,
        seen.score, seen.media_time_s, seen.evidence is not None, *_steps(seen.evidence),
    )  # fmt: skip


def _steps(evidence: Evidence | None) -> tuple[int, ...]:
    if evidence is None:
        return (0,) * len(_STEPS)
    values = (
        evidence.seconds, evidence.votes, evidence.flicker,
        evidence.coherence, evidence.warmth, evidence.growth,
    )  # fmt: skip
    return tuple(round(min(max(value / step, 0), 255)) for value, step in zip(values, _STEPS, strict=True))


def _evidence(has_any: bool, steps: Sequence[int]) -> Evidence | None:
    _require(has_any or not any(steps), "evidence where there is none")
    seconds, votes, flicker, coherence, warmth, growth = (
        value * step for value, step in zip(steps, _STEPS, strict=True)
    )
    _require(max(votes, coherence, warmth) <= 1, "a share of evidence that is none")
    return Evidence(seconds, votes, flicker, coherence, warmth, growth) if has_any else None


def _unpack_observation(message: bytes, start: int) -> Observation:
    hazard, whole, top, left, bottom, right, score, media_time, has_evidence, *steps = (
        _OBSERVATION.unpack_from(message, start)
    )
    _require(hazard < len(_HAZARDS) and 0 <= score <= 1, "a sighting of nothing known")
    _require(math.isfinite(media_time), "a sighting at no time")
    evidence = _evidence(has_evidence, steps)
    if whole:
        return Observation(_HAZARDS[hazard], None, score, media_time, evidence)
    _require(top < bottom <= GRID_ROWS and left < right <= GRID_COLUMNS, "a sighting outside the view")
    return Observation(_HAZARDS[hazard], CellRect(top, left, bottom, right), score, media_time, evidence)
