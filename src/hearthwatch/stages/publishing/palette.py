# SPDX-License-Identifier: Apache-2.0
"""How each word of the alphabet looks: two colours and a pattern.

The colours are those of Okabe and Ito, which colour-blind people can tell apart, beside greys; the
pattern says the same once more without colour. docs/ref/http.md holds this table for other painters.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from hearthwatch.model.scene import CellState

#: Patterns repeat after this many steps in both directions; a step is a pixel in small pictures.
PERIOD = 16


class Pattern(Enum):
    """Where the ink of a word goes, over the flat ground."""

    NONE = "none"
    #: Lines that rise to the right, a quarter of the period apart from solid.
    RISING = "rising lines"
    FALLING = "falling lines"
    CROSSED = "crossed lines"
    LEVEL = "level lines"
    DOTS = "dots"
    CHEQUERED = "chequered"


@dataclass(frozen=True, slots=True)
class Look:
    """Ground and ink as 0xRRGGBB; ``ground`` None shows the plate beneath."""

    ground: int | None
    ink: int
    pattern: Pattern


PALETTE: dict[CellState, Look] = {
    CellState.UNKNOWN: Look(0x6B6B6B, 0x565656, Pattern.RISING),
    CellState.CLEAR: Look(None, 0x000000, Pattern.NONE),
    CellState.CHANGED: Look(0x2F3E4E, 0x56B4E9, Pattern.DOTS),
    CellState.FLAME: Look(0xD55E00, 0xF0E442, Pattern.CHEQUERED),
    CellState.SMOKE: Look(0xCC79A7, 0xFFFFFF, Pattern.LEVEL),
    CellState.WATER: Look(0x0072B2, 0xFFFFFF, Pattern.FALLING),
    CellState.BLOCKED: Look(0xF0E442, 0x000000, Pattern.CROSSED),
    CellState.LIVELY: Look(None, 0x009E73, Pattern.RISING),
}
#: Words whose cells show the plate.
SHOWS_PLATE = frozenset(state for state, look in PALETTE.items() if look.ground is None)


def inked(pattern: Pattern) -> npt.NDArray[np.bool_]:
    """Return bool [16, 16]: where a pattern has ink."""
    y, x = np.indices((PERIOD, PERIOD))
    rising, falling = (x + y) % 8 < 2, (x - y) % 8 < 2
    match pattern:
        case Pattern.NONE:
            return np.zeros((PERIOD, PERIOD), np.bool_)
        case Pattern.RISING:
            return rising
        case Pattern.FALLING:
            return falling
        case Pattern.CROSSED:
            return rising | falling
        case Pattern.LEVEL:
            return y % 8 < 2
        case Pattern.DOTS:
            return (x % 8 < 2) & (y % 8 < 2)
        case Pattern.CHEQUERED:
            return (x // 8 + y // 8) % 2 == 1


def bgr(colour: int) -> tuple[int, int, int]:
    """Return 0xRRGGBB as blue, green, red."""
    return colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF
