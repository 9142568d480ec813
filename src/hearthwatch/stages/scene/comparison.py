# SPDX-License-Identifier: Apache-2.0
"""Compares one frame with one plate: for each cell, how far it is beyond what light and noise explain.

Four tests, each for what the others cannot see: brightness (a flat thing before a flat wall),
structure that is not on the plate, structure of the plate that is gone, and colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .lighting import Lighting, expected_pixels, lighting
from .measures import Field, Measures, Reference, over_cells, surroundings
from .noise import Noise

#: How many times the noise is a difference. Found on annotated clips; docs/design/decider.md.
LEVEL_NOISE = 3.5
STRUCTURE_NOISE = 3.5
COLOUR_NOISE = 4.0
#: Below this correlation with a textured plate its texture is gone; above the other it proves the plate.
LOST_CORRELATION, PROVEN_CORRELATION = 0.45, 0.85
#: Standard deviation of the brightness, of 255, from which a plate's surroundings are textured.
TEXTURED = 6.0
#: A camera that sways by this part of a work pixel changes nothing.
SWAY_PX = 0.25
#: White, above black: what the light makes brighter than this is cut off.
_WHITE = 219.0
#: Part of the textured view's cells that must be there for agreement to be told from them.
_FEWEST_TEXTURED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Fields are float32 [45, 80]. ``score`` above 1 is a difference; NaN where nothing can be told.

    ``level`` and ``structure`` are what is left of brightness and of texture once the light is
    accounted for, of 255; ``colour`` likewise. ``left`` is the first of them for each work pixel.
    ``agreement`` is the part of the textured view that correlates with the plate, 0..1.
    """

    score: Field
    level: Field
    structure: Field
    colour: Field
    left: Field
    light: Lighting
    agreement: float


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Of each cell's surroundings: ``correlation`` with the plate's, -1..1, and ``unlike``, the
    standard deviation of what no change of the light explains, of 255.
    """

    correlation: Field
    unlike: Field


def compare(frame: Measures, plate: Reference, noise: Noise) -> Comparison:
    """Compare a frame with a plate."""
    alike = likeness(frame, plate, noise.grain)
    textured = plate.variance > TEXTURED**2
    proven = _ramp(alike.correlation, 0.6, 0.9) * plate.variance / (plate.variance + np.float32(TEXTURED**2))
    light = lighting(frame, plate, proven)
    left = frame.pixels - np.minimum(expected_pixels(light, plate), _ceiling(frame))
    level = over_cells(left)
    structure = np.sqrt(np.maximum(over_cells(left * left) - level**2 - np.square(noise.grain), 0))
    colour = np.maximum(np.abs(frame.u - light.u), np.abs(frame.v - light.v))
    trusted = textured & (alike.correlation > PROVEN_CORRELATION)
    score = _score(Residual(level, structure, colour), plate, noise, light)
    score = np.where(trusted, _score_of_trusted(score, alike, colour, noise, light), score)
    lost = textured * _ramp(-alike.correlation, -LOST_CORRELATION - 0.2, -LOST_CORRELATION + 0.2) * 2
    return Comparison(
        np.maximum(score, lost).astype(np.float32), level, structure, colour, left, light,
        _agreement(alike.correlation[textured & plate.admitted], score[plate.admitted]),
    )  # fmt: skip
