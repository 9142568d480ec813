# SPDX-License-Identifier: Apache-2.0
"""A classifier for tests that says what it is told, and keeps how often it was asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hearthwatch.model.raw import Plane


@dataclass(slots=True)
class FakeClassifier:
    """Says ``flame`` and ``smoke``, 0..1, of every crop."""

    flame: float = 0.0
    smoke: float = 0.0
    asked: int = 0

    def chances(self, crops: Plane) -> npt.NDArray[np.float32]:
        """Return float32 [n, 2]."""
        self.asked += len(crops)
        return np.tile(np.array([self.flame, self.smoke], np.float32), (len(crops), 1))
