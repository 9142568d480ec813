# SPDX-License-Identifier: Apache-2.0
"""How much brighter a sample is than the evidence: over the picture, and from region to region.

Told from cells that are visible in this sample alone, so that what is hidden moves nothing.
"""

from __future__ import annotations

import cv2
import numpy as np

from hearthwatch.model.plate import Mask

from .blocks import BRIGHT, COLOUR, Blocks

#: Black in video range, and grey.
BLACK = 16.0
GREY = 128.0
#: A region may differ from the picture's gain by this factor; what differs more is not light.
REGION = 1.15
#: Cells darker than this above black say nothing about gain.
_DARK = 12.0
_FEWEST_CELLS = 40


def in_known_light(sample: Blocks, known: Blocks, comparable: Mask) -> Blocks:
    """Return ``sample`` as it would have been in the light of ``known``.

    Both are float32 [24, 45, 80]; the light is told from the ``comparable`` cells (bool [45, 80])
    alone. With too few of them the sample is returned as it is.
    """
    new, old = sample[BRIGHT].mean(axis=0) - BLACK, known[BRIGHT].mean(axis=0) - BLACK
    usable = comparable & (old > _DARK) & (new > _DARK)
    if np.count_nonzero(usable) < _FEWEST_CELLS:
        return sample
    ratio = np.divide(new, old, out=np.ones_like(new), where=usable)
    overall = np.median(ratio[usable])
    ratio[~usable] = overall
    gain = cv2.medianBlur(ratio, 5).clip(overall / REGION, overall * REGION)
    out = np.empty_like(sample)
    out[BRIGHT] = (sample[BRIGHT] - BLACK) / gain + BLACK
    out[COLOUR] = (sample[COLOUR] - GREY) / gain + GREY
    quarter = (COLOUR.stop - COLOUR.start) // 2
    for plane in (slice(COLOUR.start, COLOUR.start + quarter), slice(COLOUR.start + quarter, COLOUR.stop)):
        out[plane] -= np.median((out[plane].mean(axis=0) - known[plane].mean(axis=0))[usable])
    return out
