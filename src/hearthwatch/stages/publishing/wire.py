# SPDX-License-Identifier: Apache-2.0
"""The bytes of the wall's web socket and of history, as docs/design/scene-map.md lays them down.

In: maps and what is said beside them. Out: fixed-size messages, and back. Whatever does not fit the
format is a ValueError, in both directions.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

import numpy as np

from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import PlateId
from hearthwatch.model.scene import Cells, CellState, unknown_cells

VERSION = 1
KIND_TILE = 1
KIND_ROSTER = 2
PACKED_BYTES = CELLS // 2
TILE_BYTES = 1828
#: Kind 2: cameras or plates are not what they were.
ROSTER_CHANGED = bytes((VERSION, KIND_ROSTER))

_HEAD = struct.Struct(">BBHIQIBBHI")
_AGE = struct.Struct(">I")
_AGE_OFFSET = 24
_NEVER_MS = 0xFFFFFFFF
_CONNECTIONS = tuple(ConnectionState)
_HAZARDS_END = 1 << len(Hazard)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def pack_cells(cells: Cells) -> bytes:
    """Return uint8 [45, 80] as 1,800 bytes: two cells a byte, the left one in the high four bits.

    Raises ValueError on another shape, type or on a code beyond the alphabet.
    """
    if cells.shape != (GRID_ROWS, GRID_COLUMNS) or cells.dtype != np.uint8:
        raise ValueError(f"a map is uint8 [{GRID_ROWS}, {GRID_COLUMNS}]")
    if int(cells.max()) > max(CellState):
        raise ValueError("a map holds words of its alphabet only")
    return (cells[:, 0::2] << 4 | cells[:, 1::2]).tobytes()


def unpack_cells(packed: bytes) -> Cells:
    """Return packed cells as a fresh uint8 [45, 80]; ValueError on another length or codes 8 to 15."""
    if len(packed) != PACKED_BYTES:
        raise ValueError(f"packed cells are {PACKED_BYTES} bytes, not {len(packed)}")
    pairs = np.frombuffer(packed, np.uint8)
    cells = np.empty(CELLS, np.uint8)
    cells[0::2] = pairs >> 4
    cells[1::2] = pairs & 0x0F
    if int(cells.max()) > max(CellState):
        raise ValueError("packed cells hold a code beyond the alphabet")
    return cells.reshape(GRID_ROWS, GRID_COLUMNS)


@dataclass(frozen=True, slots=True, eq=False)
class TileMessage:
    """Kind 1: one camera's tile at one moment.

    ``at`` is aware; ``plate`` 0 is none; ``hazards`` are bits as in `MapRow`; ``frame_age_s`` is None
    where there never was a frame; ``cells`` is uint8 [45, 80], all unknown without a picture.
    ``sequence`` is given modulo 2**32.
    """

    camera: int
    sequence: int
    at: datetime
    plate: PlateId
    has_picture: bool
    connection: ConnectionState
    hazards: int
    frame_age_s: float | None
    cells: Cells

    def __post_init__(self) -> None:
        """Refuse what the format has no word for (ValueError)."""
        if not (0 <= self.camera <= 0xFFFF and 0 <= self.plate <= 0xFFFFFFFF and self.at >= _EPOCH):
            raise ValueError("a tile's camera, plate or time is out of range")
        if not 0 <= self.hazards < _HAZARDS_END:
            raise ValueError("a tile holds bits of no hazard")
        if not self.has_picture and self.cells.any():
            raise ValueError("a tile without a picture is all unknown")

    def encode(self) -> bytes:
        """Return the 1,828 bytes."""
        head = _HEAD.pack(
            VERSION,
            KIND_TILE,
            self.camera,
            self.sequence & 0xFFFFFFFF,
            (self.at - _EPOCH) // _MILLISECOND,
            self.plate,
            self.has_picture,
            _CONNECTIONS.index(self.connection),
            self.hazards,
            _age_ms(self.frame_age_s),
        )
        return head + pack_cells(self.cells)

    @classmethod
    def decode(cls, message: bytes) -> Self:
        """Return the tile of exactly 1,828 bytes; ValueError on anything that the format forbids."""
        if len(message) != TILE_BYTES or message[:2] != bytes((VERSION, KIND_TILE)):
            raise ValueError("no tile message of version 1")
        _, _, camera, sequence, at_ms, plate, picture, link, hazards, age_ms = _HEAD.unpack_from(message)
        if picture > 1 or link >= len(_CONNECTIONS):
            raise ValueError("a tile's picture or connection has an unknown code")
        return cls(
            camera,
            sequence,
            _moment(at_ms),
            PlateId(plate),
            bool(picture),
            _CONNECTIONS[link],
            hazards,
            None if age_ms == _NEVER_MS else age_ms / 1000,
            unpack_cells(message[_HEAD.size :]),
        )


def tile_message(
    row: MapRow, camera: int, sequence: int, connection: ConnectionState, frame_age_s: float | None
) -> TileMessage:
    """Return the tile that shows ``row``; without a picture its cells are blanked."""
    cells = row.cells if row.has_picture else unknown_cells()
    return TileMessage(
        camera,
        sequence,
        row.at,
        PlateId(row.plate),
        row.has_picture,
        connection,
        row.hazards,
        frame_age_s,
        cells,
    )


def camera_of(message: bytes) -> int:
    """Return the camera's number of a tile's bytes."""
    return int.from_bytes(message[2:4])


def older(message: bytes, by_s: float) -> bytes:
    """Return a tile's bytes with the age of its newest frame raised by ``by_s``: it waited that long."""
    (age_ms,) = _AGE.unpack_from(message, _AGE_OFFSET)
    if age_ms == _NEVER_MS:
        return message
    grown = _AGE.pack(_age_ms(age_ms / 1000 + by_s))
    return message[:_AGE_OFFSET] + grown + message[_AGE_OFFSET + _AGE.size :]


def _age_ms(age_s: float | None) -> int:
    if age_s is None or not math.isfinite(age_s):
        return _NEVER_MS
    return min(max(round(age_s * 1000), 0), _NEVER_MS - 1)


def _moment(at_ms: int) -> datetime:
    try:
        return _EPOCH + at_ms * _MILLISECOND
    except OverflowError as error:
        raise ValueError("a tile's time is beyond the calendar") from error
