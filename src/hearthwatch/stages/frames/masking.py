# SPDX-License-Identifier: Apache-2.0
"""Static privacy masks: a work picture in, the same with masked cells flat out. Before any analysis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hearthwatch.model.geometry import WORK_CELL
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import WorkPicture


def without(work: WorkPicture, masked: Mask) -> WorkPicture:
    """Return the work picture with masked cells flat grey: nothing after this can know what is there."""
    if not masked.any():
        return work
    grey, u, v = work.grey.copy(), work.u.copy(), work.v.copy()
    for plane, cell in ((grey, WORK_CELL), (u, WORK_CELL // 2), (v, WORK_CELL // 2)):
        plane[np.kron(masked, np.ones((cell, cell), bool))] = 128
    return replace(work, grey=grey, u=u, v=v)
