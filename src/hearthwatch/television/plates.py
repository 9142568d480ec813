# SPDX-License-Identifier: Apache-2.0
"""Plates on their way to the encoder: pixels and mask as bytes, and back."""

from __future__ import annotations

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import Light

from .screen import PlateBytes


def pixels_of(plate: PlateBytes) -> PlatePixels:
    """Return a plate as the publisher takes it. Raises ValueError where its bytes are too few or too many."""
    pixels = np.frombuffer(plate.pixels, np.uint8).reshape(plate.height, plate.width, 3)
    admitted = np.frombuffer(plate.admitted, np.bool_).reshape(GRID_ROWS, GRID_COLUMNS)
    return PlatePixels(PlateId(plate.id), Light.DAY, pixels, admitted)


def bytes_of(plate: PlatePixels) -> PlateBytes:
    """Return a plate as it is told to the encoder."""
    height, width = plate.pixels.shape[:2]
    return PlateBytes(int(plate.id), width, height, plate.pixels.tobytes(), plate.admitted.tobytes())
