# SPDX-License-Identifier: Apache-2.0
"""What was published of a clip: the film, and the plate and the maps that it was rendered from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, cell_edges
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.scene import Cells, CellState, Light
from hearthwatch.stages.publishing.palette import SHOWS_PLATE
from hearthwatch.stages.publishing.render import render, shown_cells

from .series import Bools, Picture, pictures

#: The film's coding may put a cell so far off its rendering on average (of 255): fine patterns suffer.
CODED = 24.0


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """``plate`` with what it admits; ``t_s`` float64 [n] and ``maps`` uint8 [n, 45, 80]; ``film`` file."""

    plate: PlatePixels
    t_s: npt.NDArray[np.float64]
    maps: Cells
    film: Path

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return int(self.plate.pixels.shape[1]), int(self.plate.pixels.shape[0])

    def at(self, at_s: float) -> int:
        """Return which map is shown at a second; -1 before the first."""
        return int(np.searchsorted(self.t_s, at_s + 1e-3, side="right")) - 1

    def shown(self, number: int) -> Mask:
        """Return the cells that show the plate, bool [45, 80]."""
        return np.isin(shown_cells(self.maps[number], self.plate.admitted), list(SHOWS_PLATE))

    def filmed(self) -> Iterator[tuple[int, Picture]]:
        """Yield the number of a map and the picture of it, as decoded from the film."""
        for at_s, picture in pictures(self.film):
            number = self.at(self.t_s[0] + at_s) if len(self.t_s) else -1
            yield number, picture

    def rendered(self, number: int) -> Picture:
        """Return the picture of a map, made anew from plate and map."""
        return render(self.plate, np.ascontiguousarray(self.maps[number]), self.size)

    def mirrored(self, number: int) -> Picture:
        """Return a map's picture with its words mirrored, over the same plate: nobody was there."""
        return render(self.plate, np.ascontiguousarray(self.maps[number][:, ::-1]), self.size)

    def painted(self, number: int, picture: Picture) -> Bools:
        """Return where the film's picture is, but for coding, the paint of a word and not the plate."""
        # By whole cells: a person's dark coat is like the ground of a word, but has not its pattern.
        off = cv2.absdiff(picture, self.rendered(number)).max(axis=2)
        as_rendered = per_cell(off.astype(np.float32)) <= CODED
        return spread(~self.shown(number) & as_rendered, picture.shape)

    def bare(self) -> Picture:
        """Return the plate alone, as nobody's presence would show it: what is not admitted is unknown."""
        clear = np.full((GRID_ROWS, GRID_COLUMNS), CellState.CLEAR, np.uint8)
        return render(self.plate, clear, self.size)


def read(film: Path, plate: Path, maps: Path) -> Published:
    """Return what ``hearthwatch redact`` wrote with ``--plate-out`` and ``--maps``."""
    pixels = cv2.imdecode(np.frombuffer(plate.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.shape[2:] != (4,):
        raise UsageError(f"{plate} is no plate")
    opaque = np.asarray(pixels[..., 3] == 255)
    with np.load(maps) as kept:
        t_s, cells = kept["t_s"], kept["cells"]
    colours = np.ascontiguousarray(pixels[..., :3], np.uint8)
    return Published(PlatePixels(PlateId(1), Light.DAY, colours, _cells(opaque)), t_s, cells, film)


def spread(cells: Mask, shape: tuple[int, ...]) -> Bools:
    """Return a mask over cells as one over pixels, bool [h, w]."""
    rows, columns = (np.diff(cell_edges(shape[k], (GRID_ROWS, GRID_COLUMNS)[k])) for k in (0, 1))
    return np.repeat(np.repeat(cells, rows, axis=0), columns, axis=1)


def per_cell(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the mean of each cell of [h, w] values, float32 [45, 80]; 0 for a cell without a pixel."""
    rows, columns = (np.array(cell_edges(values.shape[k], (GRID_ROWS, GRID_COLUMNS)[k])) for k in (0, 1))
    total = np.pad(values.astype(np.float64), ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)
    edges = total[rows][:, columns]
    sums = edges[1:, 1:] - edges[:-1, 1:] - edges[1:, :-1] + edges[:-1, :-1]
    sizes = np.outer(np.diff(rows), np.diff(columns))
    return np.asarray(sums / np.maximum(1, sizes), np.float32)


def strays(published: Published) -> float:
    """Return how far the film lies from what plate and maps give: the worst cell's mean distance, of 255."""
    worst = 0.0
    for number, picture in published.filmed():
        if number >= 0:
            off = cv2.absdiff(picture, published.rendered(number)).max(axis=2)
            worst = max(worst, float(per_cell(off.astype(np.float32)).max()))
    return worst


def _cells(opaque: Bools) -> Mask:
    return np.asarray(per_cell(opaque.astype(np.float32)) > 0.999)
