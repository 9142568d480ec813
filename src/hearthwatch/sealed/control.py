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

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import Light

from .frames_channel import ChannelEnds

_ORDER = struct.Struct(">BBQ")
_PLATE = struct.Struct(">IBHH")
_CELLS = GRID_ROWS * GRID_COLUMNS


class OrderKind(IntEnum):
    """What a watcher can be told."""

    FRAMES = 1
    PLATES = 2
    CANDIDATE = 3


@dataclass(frozen=True, slots=True)
class Order:
    """One order: ``light`` for CANDIDATE, ``size`` of the memory for PLATES, ``descriptors`` as told."""

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
    body = b"".join(_pack(plate) for plate in plates)
    memory = os.memfd_create("plates", os.MFD_CLOEXEC)
    try:
        # An empty memory cannot be mapped, so there is always one byte.
        os.ftruncate(memory, len(body) + 1)
        os.pwrite(memory, body, 0)
        socket.send_fds(link, [_ORDER.pack(OrderKind.PLATES, 0, len(body))], [memory])
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
    with mmap.mmap(order.descriptors[0], order.size + 1, prot=mmap.PROT_READ) as memory:
        body = memory[: order.size]
    os.close(order.descriptors[0])
    plates: list[PlatePixels] = []
    start = 0
    while start < len(body):
        plate, start = _unpack(body, start)
        plates.append(plate)
    return tuple(plates)


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
