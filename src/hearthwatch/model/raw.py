# SPDX-License-Identifier: Apache-2.0
"""Raw pixels. Only the sealed processes hold them, and only four stages may name them.

An import contract and an architecture test keep this module out of everything that stores, shows
or sends. There is no way to print, save or pickle a `RawFrame`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RawFrame:
    """One decoded picture, as planes of Y'CbCr 4:2:0 (ITU-R BT.601 or 709, as the camera sent it).

    ``y`` is uint8 [height, width]; ``u`` and ``v`` are uint8 [(height + 1) // 2, (width + 1) // 2].
    ``media_time_s`` never goes back within one camera's life; ``arrived_s`` is the machine's
    monotonic clock when the picture was decoded.
    """

    y: Plane
    u: Plane
    v: Plane
    media_time_s: float
    arrived_s: float

    @property
    def width(self) -> int:
        """Width in pixels."""
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        """Height in pixels."""
        return int(self.y.shape[0])

    def __repr__(self) -> str:
        """Say the size alone, so that no log line can carry a pixel."""
        return f"RawFrame({self.width}x{self.height})"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        message = "raw pixels cannot be serialised"
        raise TypeError(message)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WorkPicture:
    """A frame made small, for analysis: as raw as the frame itself.

    ``grey`` is uint8 [180, 320]; ``u`` and ``v`` are uint8 [90, 160]. Times as in `RawFrame`.
    """

    grey: Plane
    u: Plane
    v: Plane
    media_time_s: float
    arrived_s: float

    def __repr__(self) -> str:
        """Say nothing of the pixels."""
        return "WorkPicture(320x180)"

    def __reduce__(self) -> NoReturn:
        """Refuse to be pickled."""
        message = "raw pixels cannot be serialised"
        raise TypeError(message)
