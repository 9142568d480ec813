# SPDX-License-Identifier: Apache-2.0
"""How each word of the alphabet looks: a ground, and a pattern over it in an ink.

The grounds are those of the wall's pages (docs/ref/http.md has the table): dangers in colours of Okabe
and Ito, which colour-blind people can tell apart; the pattern says the same once more without colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from hearthwatch.model.scene import CellState

#: Patterns repeat after this many steps in both directions; a step is a pixel in small pictures.
PERIOD = 16
#: Rows of a wave's middle line, one a column; the end meets the beginning.
_WAVE = (8, 9, 10, 11, 11, 11, 10, 9, 8, 7, 6, 5, 5, 5, 6, 7)

_Ink = npt.NDArray[np.bool_]


class Pattern(Enum):
    """Where the ink of a word goes, over its ground."""

    NONE = "none"
    RISING = "rising lines"
    FALLING = "falling lines"
    CROSSED = "crossed lines"
    DISCS = "discs"
    RINGS = "rings"
    ZIGZAG = "zigzag"
    WAVES = "waves"


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as 0xRRGGBB; ``ground`` None shows the plate; ``shade`` lies beside the ink, where given."""

    ground: int | None
    pattern: Pattern
    ink: int = 0x000000
    shade: int | None = None


#: The inks are what the pages' translucent ones give over each ground.
PALETTE: dict[CellState, Look] = {
    CellState.UNKNOWN: Look(0x8D9399, Pattern.RISING, 0x6B7074),
    CellState.CLEAR: Look(None, Pattern.NONE),
    CellState.CHANGED: Look(0x3B4856, Pattern.DISCS, 0xB5BABF),
    CellState.FLAME: Look(0xD55E00, Pattern.ZIGZAG, 0x512400),
    CellState.SMOKE: Look(0xF0E442, Pattern.RINGS, 0x5B5719),
    CellState.WATER: Look(0x56B4E9, Pattern.WAVES, 0x214459),
    CellState.BLOCKED: Look(0xCC79A7, Pattern.CROSSED, 0x4E2E3F),
    # Dark beside light, so that it is seen on any plate.
    CellState.LIVELY: Look(None, Pattern.FALLING, 0xFFFFFF, shade=0x000000),
}
#: Words whose cells show the plate.
SHOWS_PLATE = frozenset(state for state, look in PALETTE.items() if look.ground is None)


def inked(pattern: Pattern) -> _Ink:
    """Return bool [16, 16]: where a pattern has ink."""
    y, x = np.indices((PERIOD, PERIOD))
    rising, falling = (x + y) % PERIOD < 2, (x - y) % PERIOD < 2
    # Twice the distance from the middle, squared, so that it stays an integer.
    from_middle = (2 * x - 15) ** 2 + (2 * y - 15) ** 2
    inks: dict[Pattern, _Ink] = {
        Pattern.NONE: np.zeros((PERIOD, PERIOD), np.bool_),
        Pattern.RISING: rising,
        Pattern.FALLING: falling,
        Pattern.CROSSED: rising | falling,
        Pattern.DISCS: from_middle <= 5**2,
        Pattern.RINGS: (from_middle >= 7**2) & (from_middle <= 11**2),
        Pattern.ZIGZAG: np.abs(y - 4 - np.abs(x - 8)) < 2,
        Pattern.WAVES: np.abs(y - np.array(_WAVE)[x]) < 2,
    }
    return inks[pattern]


def inks() -> npt.NDArray[np.uint8]:
    """Return uint8 [8, 16, 16, 4]: a word's blue, green, red at each place, and 255 where the plate shows."""
    table = np.zeros((len(CellState), PERIOD, PERIOD, 4), np.uint8)
    for state, look in PALETTE.items():
        table[state] = (0, 0, 0, 255) if look.ground is None else (*_bgr(look.ground), 0)
        ink = inked(look.pattern)
        if look.shade is not None:
            table[state][np.roll(ink, 1, axis=1)] = (*_bgr(look.shade), 0)
        table[state][ink] = (*_bgr(look.ink), 0)
    return table


def _bgr(colour: int) -> tuple[int, int, int]:
    return colour & 0xFF, colour >> 8 & 0xFF, colour >> 16 & 0xFF
