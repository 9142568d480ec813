# SPDX-License-Identifier: Apache-2.0
"""Maps as bytes and back: one map of the tail, one minute as a chunk. docs/design/scene-map.md.

What comes out of the database is believed as little as what comes out of a socket.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from hearthwatch.model.errors import BugError
from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId
from hearthwatch.model.scene import Cells, CellState

MINUTE_MS = 60_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PACKED = CELLS // 2
#: One map in a chunk, without gaps; "after" is ms since the minute's start.
_RECORD = np.dtype(
    [("after", ">u2"), ("plate", ">u4"), ("picture", "u1"), ("hazards", ">u2"), ("cells", "u1", (_PACKED,))]
)
#: The bits that no word of the alphabet has, in both halves of each of eight bytes.
_BEYOND = np.uint64(0x8888_8888_8888_8888)
_MAX_PLATE = 2**32 - 1
#: The tail is written every second: the quickest level. Level 9 makes a busy minute 10 % smaller than 6,
#: which SQLite's pages swallow, in four times the time.
_TAIL_LEVEL = 1
_CHUNK_LEVEL = 6


class PackingError(ValueError):
    """Bytes that cannot be maps."""


@dataclass(frozen=True, slots=True)
class StoredMap:
    """One map as the database has it: ``at_ms`` since 1970, ``packed`` 1,800 bytes."""

    at_ms: int
    plate: int
    has_picture: bool
    hazards: int
    packed: bytes


def milliseconds(moment: datetime) -> int:
    """Return a moment (aware) as whole milliseconds since 1970, cut, not rounded."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment(at_ms: int) -> datetime:
    """Return milliseconds since 1970 as a moment in UTC."""
    return _EPOCH + timedelta(milliseconds=at_ms)


def to_stored(row: MapRow) -> StoredMap:
    """Return a row as it is stored, its time cut to the millisecond.

    Raises BugError where the row breaks what `MapRow` promises.
    """
    cells = row.cells
    if cells.shape != (GRID_ROWS, GRID_COLUMNS) or cells.dtype != np.uint8 or cells.max() > max(CellState):
        raise BugError("A map of another shape or alphabet came to be stored")
    if not row.has_picture and cells.any():
        raise BugError("A map without a picture came to be stored as known")
    if row.at.tzinfo is None or milliseconds(row.at) < 0:
        raise BugError("A map without a moment came to be stored")
    if not (0 <= row.plate <= _MAX_PLATE and 0 <= row.hazards < 1 << len(Hazard)):
        raise BugError("A map with a plate or hazards that cannot be came to be stored")
    return StoredMap(milliseconds(row.at), row.plate, row.has_picture, row.hazards, pack_cells(cells))


def to_row(camera: CameraId, stored: StoredMap) -> MapRow:
    """Return a stored map as a row; its cells are read-only. Raises PackingError."""
    if stored.hazards >= 1 << len(Hazard):
        raise PackingError("hazards that are none")
    cells = unpack_cells(stored.packed)
    if not stored.has_picture and cells.any():
        raise PackingError("a map that is known without a picture")
    return MapRow(camera, moment(stored.at_ms), stored.plate, stored.has_picture, stored.hazards, cells)


def pack_cells(cells: Cells) -> bytes:
    """Return two cells a byte, the left one in the high bits: 1,800 bytes."""
    flat = cells.reshape(-1, 2)
    return bytes(flat[:, 0] << 4 | flat[:, 1])


def unpack_cells(packed: bytes) -> Cells:
    """Return uint8 [45, 80], read-only. Raises PackingError where it is no map."""
    if len(packed) != _PACKED:
        raise PackingError("a map of the wrong size")
    pairs = np.frombuffer(packed, np.uint8)
    cells = np.stack((pairs >> 4, pairs & 15), axis=1).reshape(GRID_ROWS, GRID_COLUMNS)
    if cells.max() > max(CellState):
        raise PackingError("a map with words outside its alphabet")
    cells.flags.writeable = False
    return cells


def pack_tail(packed: bytes) -> bytes:
    """Return the packed cells of one map as the tail holds them."""
    return zlib.compress(packed, _TAIL_LEVEL)


def unpack_tail(body: bytes) -> bytes:
    """Return the packed cells of one map of the tail. Raises PackingError."""
    return _inflated(body, _PACKED)


def pack_chunk(minute: int, maps: Sequence[StoredMap]) -> bytes:
    """Return the maps of one minute, in order of time, as one chunk."""
    records = np.zeros(len(maps), _RECORD)
    records["after"] = [each.at_ms - minute * MINUTE_MS for each in maps]
    records["plate"] = [each.plate for each in maps]
    records["picture"] = [each.has_picture for each in maps]
    records["hazards"] = [each.hazards for each in maps]
    cells = np.frombuffer(b"".join(each.packed for each in maps), np.uint8).reshape(-1, _PACKED)
    records["cells"][:1] = cells[:1]
    records["cells"][1:] = cells[1:] ^ cells[:-1]
    return zlib.compress(records.tobytes(), _CHUNK_LEVEL)


def unpack_chunk(minute: int, count: int, body: bytes) -> Iterator[StoredMap]:
    """Yield the ``count`` maps of one minute's chunk. Raises PackingError."""
    records = chunk_records(count, body)
    for after, plate, picture, hazards, packed in records:
        at_ms = minute * MINUTE_MS + int(after)
        yield StoredMap(at_ms, int(plate), bool(picture), int(hazards), packed.tobytes())


def chunk_records(count: int, body: bytes) -> npt.NDArray[np.void]:
    """Return the ``count`` records of a chunk, their cells whole again and everything looked at.

    Raises PackingError where anything in them cannot be.
    """
    records = np.frombuffer(bytearray(_inflated(body, count * _RECORD.itemsize)), _RECORD)
    # Eight bytes at a time, which makes checking three days of sixteen cameras a matter of seconds.
    wide = np.bitwise_xor.accumulate(np.ascontiguousarray(records["cells"]).view(np.uint64), axis=0)
    records["cells"] = wide.view(np.uint8)
    after = records["after"].astype(np.int64)
    if after.max() >= MINUTE_MS or (np.diff(after) < 0).any():
        raise PackingError("a map at a time that cannot be")
    if (wide & _BEYOND).any() or records["hazards"].max() >= 1 << len(Hazard):
        raise PackingError("a map with words outside its alphabet")
    if records["picture"].max() > 1 or wide[records["picture"] == 0].any():
        raise PackingError("a map that is known without a picture")
    return records


def _inflated(body: bytes, size: int) -> bytes:
    """Return the ``size`` bytes that were compressed; never takes memory for more."""
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(body, size + 1)
    except zlib.error as error:
        raise PackingError(f"bytes that cannot be unpacked ({error})") from error
    if len(plain) != size or not inflater.eof or inflater.unused_data:
        raise PackingError("maps of the wrong size")
    return plain
