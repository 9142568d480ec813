# SPDX-License-Identifier: Apache-2.0
"""A staff, cut out of a frame and stood upright: planes of rows from its top to its foot.

The only place of this stage that touches raw frames at full size; what it cuts lives as long as one reading.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.raw import Plane, RawFrame
from hearthwatch.model.staff import Staff

Field = npt.NDArray[np.float32]

#: Columns of a strip, whatever the staff's width: enough for five profiles side by side.
COLUMNS = 25
#: Rows of a strip: one a pixel, within these bounds.
_FEWEST_ROWS, _MOST_ROWS = 48, 480


def rows_of(frame: RawFrame, staff: Staff) -> int:
    """Return how many rows a staff's strip has in frames of this size."""
    down = (staff.foot[1] - staff.top[1]) * frame.height
    across = (staff.foot[0] - staff.top[0]) * frame.width
    return int(min(max(round(float(np.hypot(across, down))), _FEWEST_ROWS), _MOST_ROWS))


def strip(frame: RawFrame, staff: Staff, shift: tuple[float, float]) -> Field:
    """Return the staff as float32 [rows, 25, 3] of Y, Cb, Cr; ``shift`` in pixels of the frame."""
    rows = rows_of(frame, staff)
    planes = (frame.y, frame.u, frame.v)
    return np.dstack([_upright(plane, frame, staff, shift, rows) for plane in planes]).astype(np.float32)


def _upright(plane: Plane, frame: RawFrame, staff: Staff, shift: tuple[float, float], rows: int) -> Plane:
    size = np.array([plane.shape[1], plane.shape[0]])
    moved = np.array(shift) / np.array([frame.width, frame.height])
    # Pixel centres lie at whole numbers, corners of the picture half a pixel before.
    there = np.asarray((np.array(staff.corners) + moved) * size - 0.5, np.float32)
    here = np.array([[0, 0], [COLUMNS, 0], [COLUMNS, rows], [0, rows]], np.float32) - np.float32(0.5)
    turn = cv2.getPerspectiveTransform(here, there)
    way = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    cut = cv2.warpPerspective(plane, turn, (COLUMNS, rows), flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, np.uint8)
