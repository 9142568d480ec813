# SPDX-License-Identifier: Apache-2.0
"""A frame in, the small work picture that most of the analysis looks at out."""

from __future__ import annotations

import cv2
import numpy as np

from hearthwatch.model.geometry import WORK_HEIGHT, WORK_WIDTH
from hearthwatch.model.raw import Plane, RawFrame, WorkPicture


def work_picture(frame: RawFrame) -> WorkPicture:
    """Return the frame as grey uint8 [180, 320] and colour uint8 [90, 160], each the mean of its area."""
    return WorkPicture(
        _small(frame.y, WORK_WIDTH, WORK_HEIGHT),
        _small(frame.u, WORK_WIDTH // 2, WORK_HEIGHT // 2),
        _small(frame.v, WORK_WIDTH // 2, WORK_HEIGHT // 2),
        frame.media_time_s,
        frame.arrived_s,
    )


def _small(plane: Plane, width: int, height: int) -> Plane:
    return np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
