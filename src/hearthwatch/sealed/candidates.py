# SPDX-License-Identifier: Apache-2.0
"""Plate candidates: the one slow, guarded way for pixels to get out.

The watcher sends a candidate only when asked, in records of fixed size; the main process asks at
most once an hour and takes nothing that it did not ask for. What is not admitted is made zero on
this side too, whatever was sent.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.plate import CellReason, Mask, PlateCandidate
from hearthwatch.model.scene import Light

from .frames_channel import MAX_HEIGHT, MAX_WIDTH
from .messages import BrokenSealError

RECORD_SIZE = 65536
_MAGIC = b"HWC1"
#: magic, is there one?, light, width, height, samples
_HEAD = struct.Struct(">4s?BHHI")
_CELLS = GRID_ROWS * GRID_COLUMNS
_MASKS = _HEAD.size + 2 * _CELLS


def candidate_records(candidate: PlateCandidate | None) -> Iterator[bytes]:
    """Yield the records of a candidate; None is told as one record that says so."""
    if candidate is None:
        yield _HEAD.pack(_MAGIC, False, 0, 0, 0, 0).ljust(RECORD_SIZE, b"\0")  # noqa: FBT003 - a wire field
        return
    height, width = candidate.pixels.shape[:2]
    head = _HEAD.pack(_MAGIC, True, candidate.light, width, height, candidate.samples)  # noqa: FBT003 - a wire field
    masks = candidate.admitted.astype(np.uint8).tobytes() + candidate.reasons.tobytes()
    body = head + masks + candidate.pixels.tobytes()
    for start in range(0, len(body), RECORD_SIZE):
        yield body[start : start + RECORD_SIZE].ljust(RECORD_SIZE, b"\0")


class CandidateAssembler:
    """Puts records together and believes none of them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._body = bytearray()
        self._total = 0

    def add(self, record: bytes) -> tuple[bool, PlateCandidate | None]:
        """Take a record. Returns (whether the answer is whole, the candidate or None).

        Raises `BrokenSealError` where the record cannot be part of a candidate.
        """
        if len(record) != RECORD_SIZE:
            raise BrokenSealError("a candidate's record of the wrong size")
        if not self._body:
            self._total = _announced(record)
        if self._total == 0:
            return True, None
        self._body += record
        if len(self._body) < self._total:
            return False, None
        body, self._body = bytes(self._body[: self._total]), bytearray()
        return True, _candidate(body)


def _announced(record: bytes) -> int:
    magic, present, light, width, height, _ = _HEAD.unpack_from(record)
    if magic != _MAGIC or light >= len(Light):
        raise BrokenSealError("a candidate that is none")
    if not present:
        return 0
    if not (0 < width <= MAX_WIDTH and 0 < height <= MAX_HEIGHT):
        raise BrokenSealError("a candidate of a size that cannot be")
    return int(_MASKS + width * height * 3)


def _candidate(body: bytes) -> PlateCandidate:
    _, _, light, width, height, samples = _HEAD.unpack_from(body)
    cells = np.frombuffer(body, np.uint8, 2 * _CELLS, _HEAD.size).reshape(2, GRID_ROWS, GRID_COLUMNS)
    admitted, reasons = cells[0] == 1, cells[1]
    if cells[0].max() > 1 or reasons.max() >= len(CellReason):
        raise BrokenSealError("a candidate with masks that are none")
    pixels = np.frombuffer(body, np.uint8, width * height * 3, _MASKS).reshape(height, width, 3).copy()
    pixels[~spread(admitted, width, height)] = 0
    return PlateCandidate(Light(light), pixels, admitted, reasons.copy(), samples)


def spread(cells: Mask, width: int, height: int) -> Mask:
    """Return a mask over cells as a mask over the pixels of a picture: bool [height, width]."""
    rows = np.diff(cell_edges(height, GRID_ROWS))
    columns = np.diff(cell_edges(width, GRID_COLUMNS))
    return np.repeat(np.repeat(cells, rows, axis=0), columns, axis=1)
