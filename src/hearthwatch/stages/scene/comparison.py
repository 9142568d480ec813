# SPDX-License-Identifier: Apache-2.0
"""Compares one frame with one plate: for each cell, how far it is beyond what light and noise explain.

Four tests, each for what the others cannot see: brightness (a flat thing before a flat wall),
structure that is not on the plate, structure of the plate that is gone, and colour.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.plate import Mask

from .lighting import Lighting, lighting
from .measures import Field, Measures, Reference, over_cells, surroundings
from .noise import Noise, Residual

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
#: The surroundings of a cell may be unlike by so many times what the cell itself may.
UNLIKE = 1.3
#: A trusted texture may be so much darker or brighter than the plate's.
_SHADE = (0.3, 3.0)
#: Surroundings that lose so much brightness at white, of 255, are told from texture no more.
_CUT = 0.5
#: Part of the textured view's cells that must be there for agreement to be told from them.
_FEWEST_TEXTURED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """``score`` is float32 [45, 80]: above 1 is a difference, NaN where nothing can be told.

    ``left`` is float32 [180, 320], the brightness that is left unexplained at each work pixel.
    ``agreement`` is the part of the textured view that correlates with the plate, ``clear`` the part of
    the admitted cells that do not differ; 0..1.
    """

    score: Field
    residual: Residual
    left: Field
    light: Lighting
    agreement: float
    clear: float


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Of each cell's surroundings, float32 [45, 80]: ``correlation`` with the plate's, -1..1.

    ``unlike`` is the standard deviation of what no change of the light explains, of 255; ``shade`` the
    contrast, as a multiple of the plate's.
    """

    correlation: Field
    unlike: Field
    shade: Field


def compare(frame: Measures, plate: Reference, noise: Noise) -> Comparison:
    """Compare a frame with a plate."""
    alike = likeness(frame, plate, noise.grain)
    proven = _ramp(alike.correlation, 0.6, 0.9) * plate.variance / (plate.variance + np.float32(TEXTURED**2))
    light = lighting(frame, plate, proven)
    expected, cut = _cut_off(light, frame)
    left = frame.pixels - expected
    textured = (plate.variance > TEXTURED**2) & ~cut
    residual = _residual(left, frame, light, noise.grain)
    limits = _limits(plate, noise, light)
    flat = np.maximum(np.abs(residual.level) / limits.level, residual.structure / limits.structure)
    proof = textured & (alike.correlation > PROVEN_CORRELATION)
    proof &= (alike.shade > _SHADE[0]) & (alike.shade < _SHADE[1])
    lost = textured * _ramp(-alike.correlation, -LOST_CORRELATION - 0.2, -LOST_CORRELATION + 0.2) * 2
    score = np.maximum(np.where(proof, alike.unlike / (UNLIKE * limits.structure), np.maximum(flat, lost)),
                       residual.colour / limits.colour)  # fmt: skip
    clear = _share(score[plate.admitted] < 1)
    correlations = alike.correlation[textured & plate.admitted]
    agreement = _share(correlations > 0.5) if correlations.size >= _FEWEST_TEXTURED else clear
    return Comparison(score.astype(np.float32), residual, left, light, agreement, clear)


def likeness(frame: Measures, plate: Reference, grain: Field) -> Likeness:
    """Compare each cell's surroundings of 3 x 3 cells with the plate's; ``grain`` is known noise."""
    product = over_cells(frame.pixels * plate.measures.pixels)
    around = surroundings(frame.mean * plate.weight) / plate.share
    variance = surroundings(frame.square * plate.weight) / plate.share - around**2
    common = surroundings(product * plate.weight) / plate.share - around * plate.around
    clean = np.maximum(variance - np.square(grain), 1.0)
    theirs = np.maximum(plate.variance, 1.0)
    correlation = np.clip(common / np.sqrt(clean * theirs), -1, 1)
    return Likeness(correlation, np.sqrt(clean * (1 - correlation**2)), np.sqrt(clean / theirs))


def _cut_off(light: Lighting, frame: Measures) -> tuple[Field, Mask]:
    """Return what is expected within what the camera can show, and the cells near which that matters.

    Where the light makes the plate whiter than white, its texture is gone from the frame and proves
    nothing either way.
    """
    expected, lost = light.pixels, np.zeros_like(frame.mean)
    if light.cut is not None:
        lost = over_cells(light.cut.bright)
    darkest, brightest, _, _ = cv2.minMaxLoc(frame.pixels)
    lowest, highest, _, _ = cv2.minMaxLoc(expected)
    if highest > brightest or lowest < darkest:
        expected = np.asarray(np.clip(expected, darkest, brightest))
        lost = lost + over_cells(np.abs(light.pixels - expected))
    return expected, surroundings(lost) > _CUT


def _residual(left: Field, frame: Measures, light: Lighting, grain: Field) -> Residual:
    level = over_cells(left)
    structure = np.sqrt(np.maximum(over_cells(left * left) - level**2 - np.square(grain), 0))
    return Residual(level, structure, np.maximum(np.abs(frame.u - light.u), np.abs(frame.v - light.v)))


def _limits(plate: Reference, noise: Noise, light: Lighting) -> Residual:
    gain = light.local * np.float32(light.slope)
    doubt = 1.5 - 0.5 * light.support
    sway = np.float32(SWAY_PX) * plate.edge * gain
    level = (
        LEVEL_NOISE * noise.level + 0.25 * noise.grain + sway + 0.03 * gain * plate.measures.mean
    ) * doubt
    structure = STRUCTURE_NOISE * noise.structure + 0.5 * noise.grain + sway
    return Residual(level, structure, COLOUR_NOISE * noise.colour * doubt)


def _share(those: Mask) -> float:
    return float(those.mean()) if those.size else 0.0


def _ramp(values: Field, low: float, high: float) -> Field:
    return np.asarray(np.clip((values - np.float32(low)) / np.float32(high - low), 0, 1), np.float32)
