# SPDX-License-Identifier: Apache-2.0
"""What a camera cuts off where the light makes a plate whiter than white: brightness, and with it colour.

A camera cuts off each channel by itself: under a stronger light a brick wall's red is full long before
its brightness is, and the wall turns pale. So what is expected is worked out channel by channel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .measures import BLUE_U, GREEN_U, GREEN_V, RED_V, SCALE, Field, over_cells

#: A channel that is full.
FULL = 255.0
#: Parts of red, green and blue in Y, U and V of limited range (ITU-R BT.601).
_Y, _U, _V = (0.257, 0.504, 0.098), (-0.148, -0.291, 0.439), (0.439, -0.368, -0.071)


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """What is cut off: of brightness float32 [180, 320], of ``u`` and ``v`` float32 [45, 80]."""

    bright: Field
    u: Field
    v: Field


def cut_off(expected: Field, u: Field, v: Field) -> Cut:
    """Return what a camera cuts off of what the light alone would make of a plate.

    All are float32 [180, 320]: brightness above black, and colour from neutral.
    """
    base = SCALE * expected - np.float32(FULL)
    shifts = (RED_V * v, GREEN_U * u + GREEN_V * v, BLUE_U * u)
    lost = [np.maximum(base + shift, np.float32(0)) for shift in shifts]
    cells = [over_cells(each) for each in lost]
    return Cut(_sum(_Y, lost), _sum(_U, cells), _sum(_V, cells))


def _sum(parts: tuple[float, float, float], channels: list[Field]) -> Field:
    return np.asarray(sum(np.float32(part) * each for part, each in zip(parts, channels, strict=True)))
