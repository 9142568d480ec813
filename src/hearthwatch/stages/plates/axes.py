# SPDX-License-Identifier: Apache-2.0
"""How the samples of a plane fall into cells along one side of a picture of any size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import cell_edges

Index = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """One side of one plane.

    ``first`` and ``last`` are the cells that each sample touches: two where a colour sample lies on a
    border. ``even`` are samples that give each cell equally many, a multiple of its blocks; ``is_even``:
    that is just every sample. ``serving`` is the sample that serves each pixel of the frame, from
    wholly within the pixel's cell; ``plain`` is the sample over each pixel, whatever its cell.
    ``whole`` is false for a cell that has no sample of its own.
    """

    first: Index
    last: Index
    even: Index
    serving: Index
    plain: Index
    whole: npt.NDArray[np.bool_]
    is_even: bool


def axis(size: int, count: int, blocks: int, *, halved: bool) -> Axis:
    """Return how ``size`` pixels, or the colour samples over them, fall into ``count`` cells."""
    edges = np.asarray(cell_edges(size, count))
    of_pixel = np.repeat(np.arange(count), np.diff(edges))
    start, end, samples = edges[:-1], edges[1:], size
    if halved:
        samples = (size + 1) // 2
        start, end = (start + 1) // 2, end // 2
        end[-1] = samples  # where the size is odd, the last sample covers one pixel
    step = 2 if halved else 1
    first = of_pixel[np.arange(samples) * step]
    last = of_pixel[np.minimum(np.arange(samples) * step + step - 1, size - 1)]
    lengths = np.maximum(end - start, 1)
    start = np.minimum(start, samples - 1)
    serving = np.clip(np.arange(size) // step, start[of_pixel], (start + lengths - 1)[of_pixel])
    even = _even_out(start, lengths, blocks)
    return Axis(
        first,
        last,
        even,
        serving,
        np.arange(size) // step,
        end > start,
        np.array_equal(even, np.arange(samples)),
    )


def _even_out(start: Index, lengths: Index, blocks: int) -> Index:
    longest = -(-int(lengths.max()) // blocks) * blocks
    steps = (np.arange(longest) * 2 + 1) / (2 * longest)
    return np.asarray((start[:, None] + (steps[None] * lengths[:, None]).astype(np.intp)).ravel())
