# SPDX-License-Identifier: Apache-2.0
"""How the light differs from the plate's: for each cell, the brightness and colour to be expected.

Only cells whose texture proves that they show the plate say what the light is; flat cells take it
from them. So whoever stands before a wall is not taken for a change of the light.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.geometry import WORK_HEIGHT, WORK_WIDTH

from .measures import Field, Measures, Reference, surroundings

#: A gain beyond these is another light state, not a step of the exposure.
GAIN_RANGE = (0.2, 4.0)
#: Every admitted cell has this much say, so that a view without texture has a light too.
_LEAST_SAY = 0.02
_NEAR, _FAR = 9, 31
#: What the whole view has in common is read from a quarter of the cells.
_SOME = np.s_[::2, ::2]


@dataclass(frozen=True, slots=True, eq=False)
class Lighting:
    """What to expect: brightness ``local * (slope * plate + offset)``, and colour ``u``, ``v``.

    ``local``, ``u``, ``v`` are float32 [45, 80]; so is ``support``, how much proof lies near each
    cell, 0..1.
    """

    slope: float
    offset: float
    local: Field
    u: Field
    v: Field
    support: Field


def lighting(frame: Measures, plate: Reference, proven: Field) -> Lighting:
    """Return the light of a frame; ``proven`` (0..1) says how surely each cell shows the plate."""
    # What is nearly white may be cut off, and would say that the light is weaker than it is.
    bright = frame.mean > 0.9 * frame.pixels.max()
    say = plate.weight * (proven + np.float32(_LEAST_SAY)) * np.where(bright, np.float32(0.05), np.float32(1))
    slope, offset = _line(plate.measures.mean[_SOME], frame.mean[_SOME], say[_SOME])
    expected = np.maximum(slope * plate.measures.mean + offset, 1.0)
    near, far = say * expected * frame.mean, say * expected * expected
    base = surroundings(far, _FAR) + np.float32(1e-3)
    wide = (surroundings(near, _FAR) + 0.02 * base) / (1.02 * base)
    close = surroundings(far, _NEAR)
    local = (surroundings(near, _NEAR) + 0.1 * base * wide) / (close + 0.1 * base)
    local = np.clip(local, 0.3, 3.0)
    u, v = _colour(frame.u, plate.measures.u, say), _colour(frame.v, plate.measures.v, say)
    support = np.minimum(surroundings(proven * plate.weight, _NEAR) * 4, 1)
    return Lighting(slope, offset, local.astype(np.float32), u, v, support)


def expected_pixels(light: Lighting, plate: Reference) -> Field:
    """Return the brightness to be expected of each work pixel, float32 [180, 320]; white clips it."""
    local = cv2.resize(light.local, (WORK_WIDTH, WORK_HEIGHT), interpolation=cv2.INTER_LINEAR)
    even = cv2.addWeighted(plate.measures.pixels, light.slope, plate.measures.pixels, 0, light.offset)
    return np.asarray(cv2.multiply(local, even), np.float32)


def _line(x: Field, y: Field, say: Field) -> tuple[float, float]:
    """Return slope and offset of the line that most of the cells lie on."""
    weights = np.where(x > 4, say, np.float32(0))
    ratios = np.asarray(y / np.maximum(x, np.float32(4)), np.float32)
    ratio = _weighted_median(ratios, weights)
    slope, offset = float(np.clip(ratio, *GAIN_RANGE)), 0.0
    for reach in (30.0, 15.0, 10.0):
        left = y - slope * x - offset
        keep = say * np.square(np.maximum(1 - np.square(left / reach), 0))
        total = float(keep.sum())
        if total < 1e-3:
            break
        mean_x, mean_y = float((keep * x).sum()) / total, float((keep * y).sum()) / total
        spread = float((keep * np.square(x - mean_x)).sum()) / total
        along = float((keep * (x - mean_x) * (y - mean_y)).sum()) / total
        # Leans towards the line through black where the cells are all alike.
        slope = float(np.clip((along + 100 * mean_y / max(mean_x, 1)) / (spread + 100), *GAIN_RANGE))
        offset = float(np.clip(mean_y - slope * mean_x, -40, 60))
    return slope, offset


def _weighted_median(values: Field, say: Field) -> float:
    order = np.argsort(values, axis=None)
    running = np.cumsum(say.ravel()[order])
    if running[-1] <= 0:
        return 1.0
    return float(values.ravel()[order[int(np.searchsorted(running, running[-1] / 2))]])


def _colour(now: Field, then: Field, say: Field) -> Field:
    """Return the colour to be expected: that of the plate, its strength and cast as now."""
    strength = _strength(now[_SOME], then[_SOME], say[_SOME])
    expected = then * np.float32(np.clip(strength, 0.2, 2.0))
    cast = surroundings(say * (now - expected), _FAR) / (surroundings(say, _FAR) + np.float32(1e-3))
    return np.asarray(expected + np.clip(cast, -20, 20), np.float32)


def _strength(now: Field, then: Field, say: Field) -> float:
    total = float(say.sum()) + 1e-6
    away = then - np.float32(float((say * then).sum()) / total)
    along = float((say * now * away).sum())
    return (along + 4 * total) / (float((say * away * away).sum()) + 4 * total)
