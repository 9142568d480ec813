# SPDX-License-Identifier: Apache-2.0
"""Tile messages survive the way through bytes, and bytes of any other kind are refused."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.health import ConnectionState
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.scene import Cells, unknown_cells
from hearthwatch.stages.publishing.wire import TILE_BYTES, TileMessage, pack_cells, tile_message, unpack_cells

maps = st.binary(min_size=CELLS, max_size=CELLS).map(
    lambda drawn: (np.frombuffer(drawn, np.uint8) % 8).reshape(GRID_ROWS, GRID_COLUMNS)
)
moments = st.datetimes(
    datetime(1970, 1, 1),  # noqa: DTZ001 - the zone is given beside
    datetime(9999, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000))


@st.composite
def tiles(draw: st.DrawFn) -> TileMessage:
    """Draw any tile that the format has words for."""
    has_picture = draw(st.booleans())
    return TileMessage(
        camera=draw(st.integers(0, 0xFFFF)),
        sequence=draw(st.integers(0, 0xFFFFFFFF)),
        at=draw(moments),
        plate=PlateId(draw(st.integers(0, 0xFFFFFFFF))),
        has_picture=has_picture,
        connection=draw(st.sampled_from(ConnectionState)),
        hazards=draw(st.integers(0, (1 << len(Hazard)) - 1)),
        frame_age_s=draw(st.none() | st.integers(0, 0xFFFFFFFE).map(lambda ms: ms / 1000)),
        cells=draw(maps) if has_picture else unknown_cells(),
    )


@given(maps)
def test_cells_survive_packing(cells: Cells) -> None:
    """Whatever a map says, unpacking its packed cells gives the same map."""
    assert np.array_equal(unpack_cells(pack_cells(cells)), cells)


@given(st.binary(min_size=CELLS // 2, max_size=CELLS // 2))
def test_packed_cells_are_read_exactly_or_refused(packed: bytes) -> None:
    """1,800 bytes are refused exactly where one of their halves is a code from 8 to 15."""
    if any(byte & 0x88 for byte in packed):
        with pytest.raises(ValueError, match="alphabet"):
            unpack_cells(packed)
    else:
        assert pack_cells(unpack_cells(packed)) == packed


@given(tiles())
def test_tiles_survive_the_wire(tile: TileMessage) -> None:
    """Every tile is 1,828 bytes, and decoding them gives every one of its fields back."""
    message = tile.encode()
    again = TileMessage.decode(message)
    fields = ("camera", "sequence", "at", "plate", "has_picture", "connection", "hazards", "frame_age_s")
    assert len(message) == TILE_BYTES
    assert [getattr(again, name) for name in fields] == [getattr(tile, name) for name in fields]
    assert np.array_equal(again.cells, tile.cells)


@given(st.binary(max_size=40) | st.binary(min_size=TILE_BYTES, max_size=TILE_BYTES))
def test_any_bytes_are_a_tile_or_a_value_error(message: bytes) -> None:
    """Bytes from anywhere either are a tile, and then exactly that tile's bytes, or are refused."""
    try:
        tile = TileMessage.decode(message)
    except ValueError:
        return
    assert tile.encode() == message


@given(tiles(), st.integers(0, TILE_BYTES - 1), st.integers(0, 255))
def test_a_changed_byte_is_another_tile_or_refused(tile: TileMessage, place: int, value: int) -> None:
    """With any byte replaced, a message never decodes to something that encodes differently."""
    message = bytearray(tile.encode())
    message[place] = value
    try:
        again = TileMessage.decode(bytes(message))
    except ValueError:
        return
    assert again.encode() == bytes(message)


def test_a_time_beyond_the_calendar_is_refused() -> None:
    """A time that no date can hold is a ValueError and not an overflow."""
    row = MapRow(CameraId("a"), datetime(2026, 1, 1, tzinfo=UTC), 0, True, 0, unknown_cells())  # noqa: FBT003
    message = bytearray(tile_message(row, 0, 0, ConnectionState.STREAMING, None).encode())
    message[8:16] = b"\xff" * 8
    with pytest.raises(ValueError, match="calendar"):
        TileMessage.decode(bytes(message))
