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

from .clipping import FULL, Cut, cut_off
from .measures import Field, Measures, Reference, peak, surroundings, top

#: A gain beyond these is another light state, not a step of the exposure.
GAIN_RANGE = (0.2, 4.0)
#: Every admitted cell has this much say, so that a view without texture has a light too.
_LEAST_SAY = 0.02
_NEAR, _FAR = 9, 31
#: So much of that have cells which are cut off at white: they would say that the light is weaker.
_CUT_SAY = 0.05
_FULL_SAY = 1e-6
#: Weight of no difference where only such cells are: 2e-5 of a middling cell's squared brightness.
_NOBODY_SAYS = np.float32(0.2)
#: From here on a channel of a picture with noise may be cut off.
_NEARLY_FULL = 245.0
#: Fewer cells than this that may be cut off (of 3,600) are not worth the work.
_FEWEST_FULL = 16
#: What the whole view has in common is read from a quarter of the cells.
_SOME = np.s_[::2, ::2]


@dataclass(frozen=True, slots=True, eq=False)
class Lighting:
    """What to expect: brightness ``local * (slope * plate + offset)``, and colour ``u``, ``v``.

    ``local``, ``u``, ``v`` are float32 [45, 80]; so is ``support``, how much proof lies near each
    cell, 0..1. ``pixels`` is that brightness at each work pixel, float32 [180, 320], less what the
    camera cuts off at white (``cut``), as are ``u`` and ``v``.
    """

    slope: float
    offset: float
    local: Field
    u: Field
    v: Field
    support: Field
    pixels: Field
    cut: Cut | None


def lighting(frame: Measures, plate: Reference, proven: Field) -> Lighting:
    """Return the light of a frame; ``proven`` (0..1) says how surely each cell shows the plate."""
    bright = frame.mean > 0.9 * frame.pixels.max()
    say = plate.weight * (proven + np.float32(_LEAST_SAY))
    say = np.where(bright, np.float32(_CUT_SAY) * say, say)
    now = peak(top(frame.mean, frame.square), frame.u, frame.v)
    say = np.where((now > _NEARLY_FULL) & (plate.peak < _NEARLY_FULL), np.float32(_FULL_SAY) * say, say)
    slope, offset = _line(plate.measures.mean[_SOME], frame.mean[_SOME], say[_SOME])
    full = plate.peak * np.float32(slope) > FULL
    if full.any():
        say = np.where(full, np.float32(_FULL_SAY) * say, say)
        slope, offset = _line(plate.measures.mean[_SOME], frame.mean[_SOME], say[_SOME])
    local = _local(frame, np.maximum(slope * plate.measures.mean + offset, 1.0), say)
    pixels = _pixels(plate.measures.pixels, slope, offset, local)
    by_u = _strength(frame.u[_SOME], plate.measures.u[_SOME], say[_SOME], slope)
    by_v = _strength(frame.v[_SOME], plate.measures.v[_SOME], say[_SOME], slope)
    u, v, cut = by_u * plate.measures.u, by_v * plate.measures.v, None
    if np.count_nonzero(plate.peak * (local * np.float32(slope)) > FULL) >= _FEWEST_FULL:
        cut = cut_off(pixels, by_u * plate.u, by_v * plate.v)
        pixels, u, v = pixels - cut.bright, u - cut.u, v - cut.v
    u, v = u + _cast(frame.u - u, say), v + _cast(frame.v - v, say)
    support = np.minimum(surroundings(proven * plate.weight, _NEAR) * 4, 1)
    return Lighting(slope, offset, local, u, v, support, pixels, cut)


def expected_pixels(light: Lighting, plate: Reference) -> Field:
    """Return the brightness to be expected of each work pixel of a plate, float32 [180, 320]."""
    pixels = _pixels(plate.measures.pixels, light.slope, light.offset, light.local)
    return pixels if light.cut is None else pixels - light.cut.bright


def _local(frame: Measures, expected: Field, say: Field) -> Field:
    """Return each region's gain besides the line that all have in common."""
    near, far = say * expected * frame.mean, say * expected * expected
    known = surroundings(far, _FAR) + _NOBODY_SAYS
    # Leans to that of a wider region, and that to none.
    wide = (surroundings(near, _FAR) + 0.02 * known + _NOBODY_SAYS) / (1.02 * known)
    local = (surroundings(near, _NEAR) + 0.1 * known * wide) / (surroundings(far, _NEAR) + 0.1 * known)
    return np.asarray(np.clip(local, 0.3, 3.0), np.float32)


def _pixels(plate: Field, slope: float, offset: float, local: Field) -> Field:
    """Return the brightness to be expected of each work pixel, float32 [180, 320]."""
    even = cv2.addWeighted(plate, slope, plate, 0, offset)
    gain = cv2.resize(local, (WORK_WIDTH, WORK_HEIGHT), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(gain, even), np.float32)


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


def _cast(left: Field, say: Field) -> Field:
    """Return the tint that a wide region has in common, of what is left unexplained of the colour."""
    cast = surroundings(say * left, _FAR) / (surroundings(say, _FAR) + np.float32(1e-3))
    return np.asarray(np.clip(cast, -20, 20), np.float32)


def _strength(now: Field, then: Field, say: Field, usual: float) -> np.float32:
    """Return how strong a colour is, as a multiple of the plate's; where little tells it, as the light."""
    total = float(say.sum()) + 1e-6
    away = then - np.float32(float((say * then).sum()) / total)
    along = float((say * now * away).sum())
    strength = (along + 4 * total * usual) / (float((say * away * away).sum()) + 4 * total)
    return np.float32(np.clip(strength, 0.2, 2.0))
