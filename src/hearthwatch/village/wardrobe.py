# SPDX-License-Identifier: Apache-2.0
"""Clothes by chance, for figures: a generator goes in, clothes come out."""

from __future__ import annotations

import numpy as np

from .programme import Clothes
from .skins import Colour

_TOPS: tuple[Colour, ...] = (
    (60, 50, 170), (150, 80, 40), (60, 120, 60), (210, 214, 216), (50, 48, 46), (60, 170, 210),
    (120, 60, 110), (90, 140, 200), (100, 110, 80), (140, 150, 155), (70, 95, 120), (40, 90, 190),
)  # fmt: skip
_BOTTOMS: tuple[Colour, ...] = (
    (95, 65, 45), (50, 46, 44), (110, 120, 125), (70, 95, 120), (120, 84, 60), (60, 70, 60),
)  # fmt: skip
_HAIR: tuple[Colour, ...] = ((30, 34, 42), (50, 72, 100), (90, 140, 180), (150, 155, 158), (36, 48, 84))
_SKIN: tuple[Colour, ...] = ((150, 178, 222), (128, 158, 204), (92, 124, 172), (62, 88, 128), (44, 62, 94))


def clothes(rng: np.random.Generator, *, is_child: bool = False) -> Clothes:
    """Return clothes drawn by chance."""
    height = rng.uniform(1.05, 1.4) if is_child else rng.uniform(1.58, 1.88)
    return Clothes(
        _TOPS[int(rng.integers(len(_TOPS)))],
        _BOTTOMS[int(rng.integers(len(_BOTTOMS)))],
        _HAIR[int(rng.integers(len(_HAIR)))],
        _SKIN[int(rng.integers(len(_SKIN)))],
        round(float(height), 2),
        has_coat=bool(rng.random() < 0.25),
        has_hat=bool(rng.random() < 0.2),
        has_bag=bool(rng.random() < 0.25),
    )
