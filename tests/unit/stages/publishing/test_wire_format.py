# SPDX-License-Identifier: Apache-2.0
"""Tile messages have every field where docs/design/scene-map.md puts it."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from hearthwatch.model.health import ConnectionState
from hearthwatch.model.history import MapRow
from hearthwatch.model.ids import CameraId, PlateId
from hearthwatch.model.scene import unknown_cells
from hearthwatch.stages.publishing.wire import (
    ROSTER_CHANGED,
    TileMessage,
    camera_of,
    older,
    pack_cells,
    tile_message,
    unpack_cells,
)

AT = datetime(2026, 1, 31, 18, 30, 0, 250_000, tzinfo=UTC)


def row(*, has_picture: bool = True) -> MapRow:
    """Return a row whose top left corner reads clear, flame."""
    cells = unknown_cells()
    cells[0, 0:2] = (1, 3)
    return MapRow(CameraId("mill"), AT, 7, has_picture, 0b1001, cells)


def tile(frame_age_s: float | None = 0.4) -> TileMessage:
    """Return that row as a tile."""
    return tile_message(row(), 258, 2**32 + 5, ConnectionState.STALLED, frame_age_s)


def test_fields_lie_where_the_format_says() -> None:
    """Version, kind, camera, wrapped sequence, time, plate, picture, connection, hazards, age, cells."""
    head = "01 01 0102 00000005 0000019c1551ad3a 00000007 01 02 0009 00000190 13"
    assert tile().encode()[:29] == bytes.fromhex(head)
    assert tile().encode()[29:] == bytes(1799)


def test_a_roster_notice_is_two_bytes() -> None:
    """Kind 2 is its version and kind alone."""
    assert ROSTER_CHANGED == b"\x01\x02"


@pytest.mark.parametrize("age_s", [None, math.inf, math.nan])
def test_an_age_that_is_not_known_is_never(age_s: float | None) -> None:
    """Where there never was a frame, the age is 0xFFFFFFFF."""
    assert tile(age_s).encode()[24:28] == b"\xff\xff\xff\xff"


def test_an_endless_age_is_not_taken_for_never() -> None:
    """An age beyond 32 bits stays below the code for "never had one"."""
    assert tile(1e9).encode()[24:28] == b"\xff\xff\xff\xfe"


def test_a_tile_without_a_picture_is_blank() -> None:
    """A row without a picture is sent all unknown, whatever its cells held."""
    blank = tile_message(row(has_picture=False), 1, 1, ConnectionState.WAITING, None)
    assert blank.encode()[28:] == bytes(1800)


def test_a_tile_cannot_hold_cells_without_a_picture() -> None:
    """Cells without a picture are refused, in making and in reading."""
    message = bytearray(tile().encode())
    message[20] = 0
    with pytest.raises(ValueError, match="all unknown"):
        TileMessage.decode(bytes(message))


@pytest.mark.parametrize(
    ("place", "value"), [(0, 2), (1, 2), (20, 2), (21, 5), (22, 0x10), (28, 0x80), (1827, 0x08)]
)
def test_codes_without_a_meaning_are_refused(place: int, value: int) -> None:
    """Another version, kind, picture, connection, hazard or cell code is a ValueError."""
    message = bytearray(tile().encode())
    message[place] = value
    with pytest.raises(ValueError, match=r"tile|packed cells"):
        TileMessage.decode(bytes(message))


@pytest.mark.parametrize("length", [0, 1799, 1801])
def test_packed_cells_of_another_length_are_refused(length: int) -> None:
    """Truncated or longer cells are a ValueError."""
    with pytest.raises(ValueError, match="1800 bytes"):
        unpack_cells(bytes(length))


@pytest.mark.parametrize(
    "cells", [np.zeros((45, 79), np.uint8), np.zeros((45, 80), np.int8), np.full((45, 80), 8, np.uint8)]
)
def test_what_is_no_map_cannot_be_packed(cells: np.ndarray) -> None:
    """Another shape, type or alphabet is a ValueError."""
    with pytest.raises(ValueError, match="map"):
        pack_cells(cells)


@pytest.mark.parametrize(("camera", "plate", "hazards"), [(65536, 0, 0), (0, -1, 0), (0, 0, 1 << 12)])
def test_numbers_out_of_range_are_refused(camera: int, plate: int, hazards: int) -> None:
    """A camera, plate or hazard that the format has no room for is a ValueError."""
    with pytest.raises(ValueError, match="tile"):
        TileMessage(
            camera,
            0,
            AT,
            PlateId(plate),
            has_picture=True,
            connection=ConnectionState.STREAMING,
            hazards=hazards,
            frame_age_s=None,
            cells=unknown_cells(),
        )


def test_a_tile_that_waited_is_older() -> None:
    """Waiting raises the age and touches nothing else; "never" stays "never"."""
    waited = older(tile().encode(), 1.5)
    assert TileMessage.decode(waited).frame_age_s == 1.9
    assert waited[:24] + waited[28:] == tile().encode()[:24] + tile().encode()[28:]
    assert older(tile(None).encode(), 1.5) == tile(None).encode()
    assert camera_of(waited) == 258
