# SPDX-License-Identifier: Apache-2.0
"""Sound to be played: made by us, from words. Nothing here is ever recorded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound. ``samples``: int16 [n], full scale 32,767; ``rate_hz``: samples a second."""

    samples: NDArray[np.int16]
    rate_hz: int

    @property
    def length_s(self) -> float:
        """How long it lasts, in seconds."""
        return len(self.samples) / self.rate_hz
