# SPDX-License-Identifier: Apache-2.0
"""Figures of a picture for each cell: means, squares and colour, from which all comparing is done.

Sums over the 4 x 4 work pixels of a cell are taken once; everything after works on 45 x 80 numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import (
    GRID_COLUMNS,
    GRID_ROWS,
    WORK_CELL,
    WORK_HEIGHT,
    WORK_WIDTH,
    cell_edges,
)
from hearthwatch.model.plate import Mask, PlatePixels
from hearthwatch.model.raw import Plane, WorkPicture

Field = npt.NDArray[np.float32]

#: Brightness above black, and colour from neutral, of limited-range video as red, green and blue.
SCALE, RED_V, GREEN_U, GREEN_V, BLUE_U = 1.164, 1.596, -0.392, -0.813, 2.017
#: Black of limited-range video (ITU-R BT.601); light multiplies what lies above it.
BLACK = 16.0
#: Grey of both colour planes.
NEUTRAL = 128.0
_GREY_SHAPE = (WORK_HEIGHT, WORK_WIDTH)
_COLOUR_SHAPE = (WORK_HEIGHT // 2, WORK_WIDTH // 2)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Measures:
    """Of one picture: ``pixels`` float32 [180, 320] above black; the rest float32 [45, 80].

    ``mean`` and ``square`` are of the brightness above black and of its square; ``u`` and ``v`` are
    means of colour, from neutral.
    """

    pixels: Field
    mean: Field
    square: Field
    u: Field
    v: Field

    def __repr__(self) -> str:
        """Say nothing of the pixels."""
        return "Measures()"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Slopes:
    """A plate's slopes, to the right and downwards: ``pixels`` float32 [180, 320].

    ``xx``, ``xy``, ``yy`` are the means of their products over 5 x 5 cells, float32 [45, 80].
    """

    pixels: tuple[Field, Field]
    xx: Field
    xy: Field
    yy: Field


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reference:
    """A plate made ready: ``measures`` of it, and of each cell's surroundings of 3 x 3 cells.

    ``weight`` is 1 in admitted cells and 0 elsewhere, ``share`` its mean over the surroundings;
    ``around`` and ``variance`` are mean and variance of the brightness there; ``edge`` is how steep
    the brightness is in each cell, per work pixel, ``peak`` its fullest channel, 0 to 255 and beyond.
    ``colourful`` is false where the plate is grey.
    ``u`` and ``v`` are the colour of each work pixel, float32 [180, 320], from neutral. ``texture`` is
    float32 [180, 320], the plate's fine structure where ``soft`` (0..1) lets it through.
    """

    plate: PlatePixels
    measures: Measures
    admitted: Mask
    weight: Field
    share: Field
    around: Field
    variance: Field
    edge: Field
    peak: Field
    colourful: bool
    u: Field
    v: Field
    texture: Field
    soft: Field
    slopes: Slopes

    def __repr__(self) -> str:
        """Say nothing of the pixels."""
        return f"Reference({self.plate.id})"


def fits_work_size(work: WorkPicture) -> bool:
    """Whether a work picture has the shapes and types that it must have."""
    colours = (work.u, work.v)
    return (
        work.grey.shape == _GREY_SHAPE
        and all(plane.shape == _COLOUR_SHAPE for plane in colours)
        and all(plane.dtype == np.uint8 for plane in (work.grey, *colours))
    )


def over_cells(pixels: Field) -> Field:
    """Return the means over cells, float32 [45, 80]."""
    return np.asarray(cv2.resize(pixels, (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA))


def surroundings(cells: Field, size: int = 3) -> Field:
    """Return the means over ``size`` x ``size`` cells."""
    return np.asarray(cv2.boxFilter(cells, -1, (size, size), borderType=cv2.BORDER_REPLICATE))


def middle(cells: Field) -> float:
    """Return the median of a field, from a quarter of its cells."""
    some = cells[::2, ::2].ravel()
    return float(np.partition(some, some.size // 2)[some.size // 2])


def measure(grey: Plane, work: WorkPicture) -> Measures:
    """Return the figures of a frame's colours and of ``grey``, uint8 [180, 320], in place of its own."""
    pixels = grey.astype(np.float32) - np.float32(BLACK)
    return _measured(pixels, work.u.astype(np.float32), work.v.astype(np.float32))


def _measured(pixels: Field, u: Field, v: Field) -> Measures:
    neutral = np.float32(NEUTRAL)
    return Measures(
        pixels,
        over_cells(pixels),
        over_cells(pixels * pixels),
        over_cells(u) - neutral,
        over_cells(v) - neutral,
    )


def reference(plate: PlatePixels) -> Reference:
    """Make a plate ready. Raises ValueError where its shapes are not those of a plate."""
    if plate.admitted.shape != (GRID_ROWS, GRID_COLUMNS) or plate.pixels.ndim != 3 or not plate.pixels.size:
        raise ValueError("a plate is pixels [height, width, 3] with a mask over the grid")
    y, u, v = _planes(plate)
    neutral = np.float32(NEUTRAL)
    return _reference(plate, _measured(y - np.float32(BLACK), u, v), (u - neutral, v - neutral))


def rebased(plate: Reference, pixels: Field) -> Reference:
    """Return a plate made ready with another brightness, float32 [180, 320] above black; colours stay."""
    measures = replace(
        plate.measures, pixels=pixels.copy(), mean=over_cells(pixels), square=over_cells(pixels * pixels)
    )
    return _reference(plate.plate, measures, (plate.u, plate.v))


def _reference(plate: PlatePixels, measures: Measures, colours: tuple[Field, Field]) -> Reference:
    weight = plate.admitted.astype(np.float32)
    share = np.maximum(surroundings(weight), np.float32(1e-3))
    soft, slopes = _soft(plate.admitted), _slopes(measures.pixels, plate.admitted)
    around = np.asarray(surroundings(measures.mean * weight) / share, np.float32)
    return Reference(
        plate=plate,
        measures=measures,
        admitted=plate.admitted.astype(bool),
        weight=weight,
        share=share,
        around=around,
        variance=np.maximum(surroundings(measures.square * weight) / share - around**2, 0),
        edge=over_cells(np.asarray(cv2.magnitude(*slopes.pixels))),
        peak=peak(top(measures.mean, measures.square), measures.u, measures.v),
        colourful=is_colourful(measures, plate.admitted),
        u=colours[0],
        v=colours[1],
        texture=texture(measures.pixels, soft),
        soft=soft,
        slopes=slopes,
    )


def texture(pixels: Field, soft: Field) -> Field:
    """Return the fine structure of a picture, fading out where ``soft`` does."""
    return np.asarray((pixels - cv2.boxFilter(pixels, -1, (9, 9))) * soft)


def top(mean: Field, square: Field) -> Field:
    """Return about the highest brightness in each cell: one standard deviation above the mean."""
    return np.asarray(mean + np.sqrt(np.maximum(square - mean * mean, 0)), np.float32)


def peak(bright: Field, u: Field, v: Field) -> Field:
    """Return the fullest of the three channels, 0 to 255 and beyond."""
    shift = np.maximum(np.maximum(RED_V * v, BLUE_U * u), GREEN_U * u + GREEN_V * v)
    return np.asarray(SCALE * bright + shift, np.float32)


def is_colourful(measures: Measures, where: Mask) -> bool:
    """Whether there is colour in more than one in fifty of these cells: infrared pictures have none."""
    strength = np.maximum(np.abs(measures.u), np.abs(measures.v))[where]
    return bool(strength.size and np.quantile(strength, 0.98) > 3.0)


def _planes(plate: PlatePixels) -> tuple[Field, Field, Field]:
    """Return Y, U and V of a plate at work size, as the camera would have sent them.

    The inverse of the conversion that made the plate (BT.601, limited range). Cells that are not
    admitted are black in the plate; their pixels have no part in the means of the cells beside them.
    """
    height, width = plate.pixels.shape[:2]
    rows = np.repeat(np.arange(GRID_ROWS), np.diff(cell_edges(height, GRID_ROWS)))
    columns = np.repeat(np.arange(GRID_COLUMNS), np.diff(cell_edges(width, GRID_COLUMNS)))
    here = plate.admitted[rows[:, None], columns].astype(np.float32)
    part = np.maximum(_small(here), np.float32(1e-3))
    blue, green, red = (_small(plate.pixels[..., channel] * here) / part for channel in range(3))
    y = BLACK + 0.257 * red + 0.504 * green + 0.098 * blue
    u = NEUTRAL - 0.148 * red - 0.291 * green + 0.439 * blue
    v = NEUTRAL + 0.439 * red - 0.368 * green - 0.071 * blue
    return y.astype(np.float32), u.astype(np.float32), v.astype(np.float32)


def _small(plane: Field) -> Field:
    return np.asarray(
        cv2.resize(plane.astype(np.float32), (WORK_WIDTH, WORK_HEIGHT), interpolation=cv2.INTER_AREA)
    )


def _slopes(y: Field, admitted: Mask) -> Slopes:
    # Borders of cells that are not admitted are steep and mean nothing: pixels there count as flat.
    inside = cv2.erode(_over_pixels(admitted), np.ones((3, 3), np.uint8))
    across = cv2.Sobel(y, cv2.CV_32F, 1, 0, scale=0.125) * inside
    down = cv2.Sobel(y, cv2.CV_32F, 0, 1, scale=0.125) * inside
    products = (across * across, across * down, down * down)
    return Slopes((across, down), *(surroundings(over_cells(each), 5) for each in products))


def _soft(admitted: Mask) -> Field:
    inside = cv2.erode(_over_pixels(admitted), np.ones((9, 9), np.uint8), borderValue=1)
    return np.asarray(cv2.boxFilter(inside.astype(np.float32), -1, (9, 9)))


def _over_pixels(cells: Mask) -> npt.NDArray[np.uint8]:
    return np.repeat(np.repeat(cells.astype(np.uint8), WORK_CELL, axis=0), WORK_CELL, axis=1)
