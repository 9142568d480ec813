# SPDX-License-Identifier: Apache-2.0
"""Plate candidates: the one slow, guarded way for pixels to get out.

The watcher sends a candidate only when asked, in records of fixed size; the main process asks at
most once an hour (`CandidateDesk`) and takes nothing that it did not ask for. What is neither
admitted nor held back for a steward to clear is made zero on this side too, whatever was sent.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.plate import CellReason, Mask, PlateCandidate
from hearthwatch.model.scene import Light

from .frames_channel import MAX_HEIGHT, MAX_WIDTH
from .messages import BrokenSealError

RECORD_SIZE = 65536
#: At most one candidate of a camera in so many seconds, of whatever light, whoever asks.
CANDIDATE_S = 3600.0
#: An answer takes a second or two, on a busy machine a minute.
ANSWER_S = 300.0
_MAGIC = b"HWC2"
#: magic, is there one?, light, width, height, samples
_HEAD = struct.Struct(">4sBBHHI")
_CELLS = GRID_ROWS * GRID_COLUMNS
_PIXELS = _HEAD.size + _CELLS
_REASONS = tuple(CellReason)
_ADMITTED, _TEXT = _REASONS.index(CellReason.ADMITTED), _REASONS.index(CellReason.TEXT)
#: Nobody has given a reason of a steward's before a steward has seen it.
_STEWARDS = _REASONS.index(CellReason.STRUCK)


def candidate_records(candidate: PlateCandidate | None) -> Iterator[bytes]:
    """Yield the records of a candidate; None is told as one record that says so."""
    if candidate is None:
        yield _HEAD.pack(_MAGIC, 0, 0, 0, 0, 0).ljust(RECORD_SIZE, b"\0")
        return
    height, width = candidate.pixels.shape[:2]
    head = _HEAD.pack(_MAGIC, 1, candidate.light, width, height, candidate.samples & 0xFFFFFFFF)
    pixels = candidate.pixels
    if candidate.held_back is not None:
        pixels = np.where(spread(candidate.held, width, height)[..., None], candidate.held_back, pixels)
    body = head + candidate.reasons.tobytes() + pixels.tobytes()
    for start in range(0, len(body), RECORD_SIZE):
        yield body[start : start + RECORD_SIZE].ljust(RECORD_SIZE, b"\0")


class CandidateDesk:
    """One camera's account of candidates: what may be asked, what was, what comes. Outlives watchers."""

    def __init__(self) -> None:
        """Begin with nothing asked; the first may be asked at once."""
        self._asked_s = -math.inf
        self._assembler: CandidateAssembler | None = None

    def ask(self, light: Light, now: float) -> bool:
        """Whether a candidate for ``light`` may be asked for at ``now`` (monotonic s); it then is."""
        if now - self._asked_s < CANDIDATE_S:
            return False
        self._asked_s, self._assembler = now, CandidateAssembler(light)
        return True

    def add(self, record: bytes) -> tuple[bool, PlateCandidate | None]:
        """Take a record of the answer, as `CandidateAssembler.add` does.

        Raises `BrokenSealError` where nothing was asked, or the answer is whole already.
        """
        if self._assembler is None:
            raise BrokenSealError("a candidate that nobody asked for")
        whole, candidate = self._assembler.add(record)
        if whole:
            self._assembler = None
        return whole, candidate

    def mind_the_time(self, now: float) -> None:
        """Raise `BrokenSealError` where an answer has been due for too long."""
        if self._assembler is not None and now - self._asked_s > ANSWER_S:
            raise BrokenSealError("a candidate that did not come")

    def forget(self) -> None:
        """Expect no answer any more: who was asked is gone. What was asked stays asked."""
        self._assembler = None


class CandidateAssembler:
    """Puts the records of one answer together and believes none of them."""

    def __init__(self, light: Light) -> None:
        """Begin with nothing; the answer must be of ``light``."""
        self._light = light
        self._body = bytearray()
        self._total = 0

    def add(self, record: bytes) -> tuple[bool, PlateCandidate | None]:
        """Take a record. Returns (whether the answer is whole, the candidate or None).

        Raises `BrokenSealError` where the record cannot be part of a candidate.
        """
        if len(record) != RECORD_SIZE:
            raise BrokenSealError("a candidate's record of the wrong size")
        if not self._body:
            self._total = self._announced(record)
        if self._total == 0:
            return True, None
        self._body += record
        if len(self._body) < self._total:
            return False, None
        if any(self._body[self._total :]):
            raise BrokenSealError("bytes after a candidate's end")
        return True, _candidate(bytes(self._body[: self._total]))

    def _announced(self, record: bytes) -> int:
        magic, present, light, width, height, _ = _HEAD.unpack_from(record)
        if magic != _MAGIC or present > 1:
            raise BrokenSealError("a candidate that is none")
        if not present:
            if any(record[len(_MAGIC) :]):
                raise BrokenSealError("no candidate, and yet something said")
            return 0
        if light != self._light:
            raise BrokenSealError("a candidate of another light")
        if not (0 < width <= MAX_WIDTH and 0 < height <= MAX_HEIGHT):
            raise BrokenSealError("a candidate of a size that cannot be")
        return int(_PIXELS + width * height * 3)


def _candidate(body: bytes) -> PlateCandidate:
    _, _, light, width, height, samples = _HEAD.unpack_from(body)
    reasons = np.frombuffer(body, np.uint8, _CELLS, _HEAD.size).reshape(GRID_ROWS, GRID_COLUMNS).copy()
    if reasons.max() >= _STEWARDS:
        raise BrokenSealError("a candidate with reasons that are none")
    sent = np.frombuffer(body, np.uint8, width * height * 3, _PIXELS).reshape(height, width, 3)
    admitted, held = reasons == _ADMITTED, reasons == _TEXT
    pixels, held_back = (
        np.where(spread(cells, width, height)[..., None], sent, np.uint8(0)) for cells in (admitted, held)
    )
    return PlateCandidate(Light(light), pixels, admitted, reasons, samples, held_back if held.any() else None)


def spread(cells: Mask, width: int, height: int) -> Mask:
    """Return a mask over cells as a mask over the pixels of a picture: bool [height, width]."""
    rows = np.diff(cell_edges(height, GRID_ROWS))
    columns = np.diff(cell_edges(width, GRID_COLUMNS))
    return np.repeat(np.repeat(cells, rows, axis=0), columns, axis=1)
