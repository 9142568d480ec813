# SPDX-License-Identifier: Apache-2.0
"""What the main process tells a watcher: a new reader's frames, other plates, "give a candidate".

One small fixed-size order at a time over a socket pair; memory and sockets travel beside it as
descriptors (SCM_RIGHTS). Nothing comes back this way.
"""

from __future__ import annotations

import mmap
import os
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect
from hearthwatch.model.hazard import Hazard, PlaceBar
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import Light

from .frames_channel import ChannelEnds

_ORDER = struct.Struct(">BBQ")
_PLATE = struct.Struct(">IBHH")
#: hazard, light, and the edges of a rectangle of cells
_BAR = struct.Struct(">6B")
_CELLS = GRID_ROWS * GRID_COLUMNS


class OrderKind(IntEnum):
    """What a watcher can be told."""

    FRAMES = 1
    PLATES = 2
    CANDIDATE = 3
    BARS = 4


@dataclass(frozen=True, slots=True)
class Order:
    """One order: ``light`` for CANDIDATE, ``size`` of the memory for PLATES and BARS, ``descriptors``."""

    kind: OrderKind
    light: Light
    size: int
    descriptors: tuple[int, ...]


def send_frames(link: socket.socket, ends: ChannelEnds) -> None:
    """Tell a watcher of a new reader."""
    order = _ORDER.pack(OrderKind.FRAMES, 0, 0)
    socket.send_fds(link, [order], [ends.memory, ends.watcher.fileno()])


def send_plates(link: socket.socket, plates: Sequence[PlatePixels]) -> None:
    """Give a watcher the commissioned plates, all that there are."""
    _send_memory(link, OrderKind.PLATES, b"".join(_pack(plate) for plate in plates))


def send_bars(link: socket.socket, bars: Sequence[PlaceBar]) -> None:
    """Tell a watcher all places where more is asked for before flame or smoke is told."""
    hazards = list(Hazard)
    body = b"".join(
        _BAR.pack(
            hazards.index(bar.hazard), bar.light,
            bar.cells.top, bar.cells.left, bar.cells.bottom, bar.cells.right,
        )
        for bar in bars
    )  # fmt: skip
    _send_memory(link, OrderKind.BARS, body)


def _send_memory(link: socket.socket, kind: OrderKind, body: bytes) -> None:
    memory = os.memfd_create(kind.name.lower(), os.MFD_CLOEXEC)
    try:
        # An empty memory cannot be mapped, so there is always one byte.
        os.ftruncate(memory, len(body) + 1)
        os.pwrite(memory, body, 0)
        socket.send_fds(link, [_ORDER.pack(kind, 0, len(body))], [memory])
    finally:
        os.close(memory)


def ask_candidate(link: socket.socket, light: Light) -> None:
    """Ask a watcher for its candidate for one light."""
    link.send(_ORDER.pack(OrderKind.CANDIDATE, light, 0))


def receive_order(link: socket.socket) -> Order | None:
    """Return the next order; None when the main process is gone."""
    message, descriptors, _, _ = socket.recv_fds(link, _ORDER.size, 2)
    if not message:
        return None
    kind, light, size = _ORDER.unpack(message)
    return Order(OrderKind(kind), Light(light), size, tuple(descriptors))


def plates_of(order: Order) -> tuple[PlatePixels, ...]:
    """Return the plates that came with an order, and close its memory."""
    body = _memory_of(order)
    plates: list[PlatePixels] = []
    start = 0
    while start < len(body):
        plate, start = _unpack(body, start)
        plates.append(plate)
    return tuple(plates)


def bars_of(order: Order) -> tuple[PlaceBar, ...]:
    """Return the bars that came with an order, and close its memory."""
    hazards = list(Hazard)
    return tuple(
        PlaceBar(hazards[hazard], CellRect(*edges), Light(light))
        for hazard, light, *edges in _BAR.iter_unpack(_memory_of(order))
    )


def _memory_of(order: Order) -> bytes:
    with mmap.mmap(order.descriptors[0], order.size + 1, prot=mmap.PROT_READ) as memory:
        body = memory[: order.size]
    os.close(order.descriptors[0])
    return body


def _pack(plate: PlatePixels) -> bytes:
    height, width = plate.pixels.shape[:2]
    head = _PLATE.pack(plate.id, plate.light, width, height)
    return head + plate.admitted.astype(np.uint8).tobytes() + plate.pixels.tobytes()


def _unpack(body: bytes, start: int) -> tuple[PlatePixels, int]:
    number, light, width, height = _PLATE.unpack_from(body, start)
    start += _PLATE.size
    admitted = np.frombuffer(body, np.uint8, _CELLS, start).reshape(GRID_ROWS, GRID_COLUMNS) == 1
    start += _CELLS
    pixels = np.frombuffer(body, np.uint8, width * height * 3, start).reshape(height, width, 3)
    return PlatePixels(PlateId(number), Light(light), pixels, admitted), start + width * height * 3
