# SPDX-License-Identifier: Apache-2.0
"""A made-up annotated series, and what could have been published of it: for planting leaks."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from hearthwatch.commands.film import write_plate
from hearthwatch.evaluation.redaction.measuring import Figures, measure
from hearthwatch.evaluation.redaction.published import Published
from hearthwatch.evaluation.redaction.published import read as read_published
from hearthwatch.evaluation.redaction.series import Series
from hearthwatch.evaluation.redaction.series import read as read_series
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import CellState, Light
from hearthwatch.stages.publishing.render import render

Picture = npt.NDArray[np.uint8]
WIDTH, HEIGHT, RATE, FRAMES = 320, 180, 5, 40
#: Somebody is there from frame 5 to 34: left edge, top, and size in pixels; whole cells of 4 x 4.
FIRST, LAST, TOP, WIDE, HIGH = 5, 34, 60, 24, 64
_FILES = ("film.mp4", "plate.png", "maps.npz")


def place() -> Picture:
    """Return the empty place, uint8 [180, 320, 3]: soft blobs in grey."""
    noise = np.random.default_rng(4).normal(size=(HEIGHT, WIDTH)).astype(np.float32)
    soft = np.clip(120 + 160 * cv2.GaussianBlur(noise, (0, 0), 5), 70, 170).astype(np.uint8)
    return np.asarray(cv2.merge([soft, soft, soft]), np.uint8)


def left_of(frame: int) -> int | None:
    """Return where the person stands: still for a while, then gone on by two cells a frame."""
    if not FIRST <= frame <= LAST:
        return None
    return 40 + 8 * max(0, frame - 20)


def mask(frame: int) -> Picture:
    """Return the truth of a frame, 255 where the person is."""
    made = np.zeros((HEIGHT, WIDTH), np.uint8)
    left = left_of(frame)
    if left is not None:
        made[TOP : TOP + HIGH, left : left + WIDE] = 255
    return made


def texture() -> Picture:
    """Return the canary: blocks of 4 pixels, black or white."""
    small = np.random.default_rng(9).integers(0, 2, (45, 80), np.uint8) * np.uint8(255)
    return np.asarray(cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_NEAREST), np.uint8)


def live(frame: int) -> Picture:
    """Return the clip's frame: the person is dark and wears the canary."""
    picture = place()
    there = mask(frame) > 0
    worn = np.where(texture() > 0, 60, 10).astype(np.uint8)
    picture[there] = worn[there][:, None]
    return picture


@dataclass
class MadeSeries:
    """Writes a series and its publication; the hooks are where a leak is planted."""

    folder: Path
    filmed: Callable[[int, Picture], Picture] = lambda _frame, picture: picture
    plate: Picture = field(default_factory=place)
    hides: Callable[[int], bool] = lambda _frame: True
    manifest: str = 'kind = "rendered"\nempty = "empty.mp4"\ncanary = "canary.png"\n'

    def figures(self) -> Figures:
        """Return the figures of it."""
        home = self.folder / "series"
        self.write(home)
        plate = PlatePixels(PlateId(1), Light.DAY, self.plate, np.ones((45, 80), bool))
        cells = np.array([self._cells(frame) for frame in range(FRAMES)], np.uint8)
        film, png, maps = (self.folder / name for name in _FILES)
        pictures = [self.filmed(each, render(plate, cells[each], (WIDTH, HEIGHT))) for each in range(FRAMES)]
        write_film(film, pictures)
        write_plate(png, plate, (WIDTH, HEIGHT))
        np.savez_compressed(maps, t_s=np.arange(FRAMES) / RATE, cells=cells)
        return measure(read_series(home), self.published(), looks=12)

    def published(self) -> Published:
        """Return what was published, once figures were asked for."""
        return read_published(*(self.folder / name for name in _FILES))

    def write(self, home: Path) -> None:
        """Write clip, masks, the place empty, the canary and the manifest."""
        home.mkdir()
        write_film(home / "input.mp4", [live(frame) for frame in range(FRAMES)])
        write_film(home / "empty.mp4", [place()] * 4)
        with zipfile.ZipFile(home / "groundtruth.zip", "w") as masks:
            for frame in range(FRAMES):
                masks.writestr(f"{frame:04}.png", cv2.imencode(".png", mask(frame))[1].tobytes())
        (home / "canary.png").write_bytes(cv2.imencode(".png", texture())[1].tobytes())
        (home / "series.toml").write_text(self.manifest, encoding="utf-8")

    def _cells(self, frame: int) -> Picture:
        cells = np.full((45, 80), CellState.CLEAR, np.uint8)
        left = left_of(frame)
        if left is not None and self.hides(frame):
            cells[TOP // 4 : (TOP + HIGH) // 4, left // 4 : (left + WIDE) // 4] = CellState.CHANGED
        return cells


def write_film(path: Path, pictures: list[Picture]) -> None:
    """Write an MP4 of very good quality."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE, options={"crf": "4", "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.codec_context.thread_count = 1
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def real(series: Series) -> Series:
    """Return the series as if it were of a real place."""
    return replace(series, kind="real")
