# SPDX-License-Identifier: Apache-2.0
"""A camera of the village for tests: frames as the decoder would give them, each with its truth."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from hearthwatch.model.raw import RawFrame
from hearthwatch.village import Programme, View
from hearthwatch.village.lens import Lens
from hearthwatch.village.truth import Truth, truth


class VillageCamera:
    """Gives frames of one view without encoding them. Times are village seconds."""

    def __init__(
        self, name: str, seed: int = 1, programme: Programme | None = None, lens: Lens | None = None
    ) -> None:
        """Take what `View` takes."""
        self.view = View(name, seed, programme, lens)

    def frame(self, t_s: float) -> RawFrame:
        """Return the frame of a second, its arrival the same second."""
        picture = self.view.picture(t_s)
        planes = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8)
        height, width = picture.shape[:2]
        quarter = height // 4
        u, v = planes[height : height + quarter], planes[height + quarter :]
        half = (height // 2, width // 2)
        return RawFrame(planes[:height], u.reshape(half), v.reshape(half), t_s, t_s)

    def truth(self, t_s: float) -> Truth:
        """Return what is true of that frame."""
        return truth(self.view, t_s)

    def frames(self, start_s: float, seconds: float, step_s: float = 0.2) -> Iterator[tuple[RawFrame, Truth]]:
        """Yield frames with their truth, ``step_s`` apart."""
        for number in range(round(seconds / step_s)):
            t_s = start_s + number * step_s
            yield self.frame(t_s), self.truth(t_s)
