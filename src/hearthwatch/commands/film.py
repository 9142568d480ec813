# SPDX-License-Identifier: Apache-2.0
"""Files that `redact` writes: the film of plate and map, and plates as PNG. No frame comes here."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.scene import Cells, Light, unknown_cells
from hearthwatch.stages.publishing.render import render

#: Two maps a second are all that there are.
_RATE = 2
_TIME_BASE = Fraction(1, 1000)


class Film:
    """An MP4 (H.264) of the size of the original, a picture for each map. A context manager."""

    def __init__(self, path: Path, size: tuple[int, int], plate: PlatePixels | None) -> None:
        """Open ``path``; ``size`` is (width, height) in pixels."""
        self._path = path
        self._size = size
        self._plate = plate
        self._last: tuple[float, Cells] | None = None

    def __enter__(self) -> Self:
        with _told(self._path):
            self._container = av.open(str(self._path), "w", format="mp4", options={"movflags": "+faststart"})
        width, height = self._size
        stream = self._container.add_stream(
            "libx264", rate=_RATE, options={"crf": "18", "preset": "veryfast"}
        )
        stream.width, stream.height = width, height
        # 4:2:0 has no odd sizes.
        stream.pix_fmt = "yuv420p" if width % 2 == height % 2 == 0 else "yuv444p"
        stream.time_base = _TIME_BASE
        stream.codec_context.time_base = _TIME_BASE
        stream.codec_context.thread_count = 1
        self._stream: VideoStream = stream
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _told(self._path):
            if kind is None:
                self._container.mux(self._stream.encode(None))
            self._container.close()

    def add(self, now_s: float, cells: Cells) -> None:
        """Write the picture of one map."""
        picture = render(self._plate, cells, self._size)
        frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
        frame.pts = round(now_s * 1000)
        frame.time_base = _TIME_BASE
        with _told(self._path):
            self._container.mux(self._stream.encode(frame))
        self._last = (now_s, cells)

    def end(self, duration_s: float) -> None:
        """Hold the last picture until the original's end; without any map, show all as unknown."""
        if self._last is None:
            self.add(0.0, unknown_cells())
        if self._last is not None and duration_s - 0.1 > self._last[0] + 0.1:
            self.add(duration_s - 0.1, self._last[1])


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a path beside ``path`` that takes its place when all went well, and is gone when not."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _told(path):
            yield beside
        with _told(path):
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_plate(path: Path, plate: PlatePixels | None, size: tuple[int, int]) -> None:
    """Write a plate as PNG of ``size`` = (width, height), alpha 0 where unknown."""
    width, height = size
    pixels = np.zeros((height, width, 4), np.uint8)
    if plate is not None:
        pixels[..., :3] = cv2.resize(plate.pixels, size, interpolation=cv2.INTER_NEAREST)
        pixels[..., 3] = 255 * _spread(plate.admitted, width, height)
        pixels[pixels[..., 3] == 0] = 0
    with replacing(path) as target, _told(path):
        target.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def read_plate(path: Path) -> PlatePixels:
    """Return a plate from a PNG with alpha; a cell is known where all of it is opaque."""
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as error:
        raise UsageError(f"The plate {path} cannot be read: {error.strerror}") from error
    pixels = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] not in {3, 4} or pixels.dtype != np.uint8:
        raise UsageError(f"{path} is no plate", do="A plate is a PNG in colour, as --plate-out writes it")
    height, width = pixels.shape[:2]
    opaque = pixels[..., 3] == 255 if pixels.shape[2] == 4 else np.ones((height, width), bool)
    admitted = _all_over_cells(opaque)
    colours = np.ascontiguousarray(pixels[..., :3], np.uint8)
    colours[~_spread(admitted, width, height)] = 0
    return PlatePixels(PlateId(1), Light.DAY, colours, admitted)


def _spread(cells: Mask, width: int, height: int) -> Mask:
    rows = np.diff(cell_edges(height, GRID_ROWS))
    columns = np.diff(cell_edges(width, GRID_COLUMNS))
    return np.repeat(np.repeat(cells, rows, axis=0), columns, axis=1)


def _all_over_cells(opaque: Mask) -> Mask:
    rows, columns = cell_edges(opaque.shape[0], GRID_ROWS), cell_edges(opaque.shape[1], GRID_COLUMNS)
    cells = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            cells[row, column] = bool(opaque[top:bottom, left:right].all())
    return cells


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the disk says into one line."""
    try:
        yield
    except OSError as error:  # FFmpeg's errors are OSErrors too
        full = error.errno == errno.ENOSPC
        do = "Make room, then try again" if full else "Name a place that can be written"
        raise StorageError(f"{path} cannot be written: {error.strerror}", do=do) from error
