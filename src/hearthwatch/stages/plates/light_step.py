# SPDX-License-Identifier: Apache-2.0
"""How much brighter a sample is than the evidence: over the picture, and from region to region.

Told from cells that are visible in this sample alone, so that what is hidden moves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.plate import Mask

from .blocks import COLOUR_SIDE, SIDE, Blocks, Means, middle, over_blocks

#: Black in video range.
BLACK = 16.0
#: A region may differ from the picture's gain by this factor; what differs more is not light.
REGION = 1.15
#: Cells darker than this above black say nothing about gain.
_DARK = 12.0
_GREY = 128.0
_FEWEST_CELLS = 40

Cells = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """``gain`` is float32 [45, 80], the sample's over the evidence's; ``tint`` float32 [2], U and V."""

    gain: Cells
    tint: npt.NDArray[np.float32]


def light_step(sample: Blocks, known: Blocks, comparable: Mask) -> Step:
    """Return the step from ``known`` to ``sample``, told from the ``comparable`` cells alone."""
    new, old = middle(sample.y, SIDE) - BLACK, middle(known.y, SIDE) - BLACK
    usable = comparable & (old > _DARK) & (new > _DARK)
    if np.count_nonzero(usable) < _FEWEST_CELLS:
        return Step(np.ones(usable.shape, np.float32), np.zeros(2, np.float32))
    ratio = np.divide(new, old, out=np.ones_like(new), where=usable)
    overall = float(np.median(ratio[usable]))
    ratio[~usable] = overall
    regional = np.asarray(cv2.medianBlur(ratio, 5), np.float32)
    gain = regional.clip(overall / REGION, overall * REGION)
    tint = [
        np.median((middle(new_plane, COLOUR_SIDE) - _GREY - overall * (middle(old_plane, COLOUR_SIDE) - _GREY))[usable])
        for new_plane, old_plane in zip(sample.uv, known.uv, strict=True)
    ]
    return Step(gain, np.asarray(tint, np.float32))


def undo(sample: Blocks, step: Step) -> Blocks:
    """Return a sample as it would have been in the light of the evidence."""
    y = (sample.y - BLACK) / over_blocks(step.gain, SIDE) + BLACK
    gain = over_blocks(step.gain, COLOUR_SIDE)
    uv = (sample.uv - _GREY - step.tint[:, None, None]) / gain + _GREY
    return Blocks(y, np.asarray(uv, np.float32))
