# SPDX-License-Identifier: Apache-2.0
"""Draws crops for training: from pictures, with the part that each kind of crop shall have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import effects
import numpy as np
import numpy.typing as npt
import torch
from crops import cut, drawn_window, labels
from light import Light
from pictures import FLAME, OTHER, SMOKE, Picture
from torch.utils.data import IterableDataset

#: Crops in a batch.
BATCH = 64


class Kind(NamedTuple):
    """A kind of crop: its part of all, the class it is cut about, whether the picture is fire-free."""

    part: float
    about: int | None
    from_fire_free: bool


#: More than half shows nothing that burns (hazards.md, 3.8); as many look-alikes as flames.
KINDS = (
    Kind(0.22, FLAME, from_fire_free=False),
    Kind(0.16, SMOKE, from_fire_free=False),
    Kind(0.22, OTHER, from_fire_free=True),
    Kind(0.11, None, from_fire_free=False),
    Kind(0.29, None, from_fire_free=True),
)


class Drawer:
    """Draws crops of the pictures it is given, for ever. ``mined``: hard negatives, uint8 [n, 96, 96, 3]."""

    def __init__(self, pictures: Sequence[Picture], mined: npt.NDArray[np.uint8], seed: int) -> None:
        """Sort the pictures by what is in them."""
        self._chance = np.random.default_rng(seed)
        self._pools = [self._pool(pictures, kind) for kind in KINDS]
        self._light = Light(self._chance)
        self._mined = mined
        self._flames = [(p, box) for p in pictures for box in p.of(FLAME) if min(box[2:] - box[:2]) > 24]

    def _pool(self, pictures: Sequence[Picture], kind: Kind) -> list[Picture]:
        fitting = [p for p in pictures if p.is_fire_free == kind.from_fire_free or kind.about == OTHER]
        return [p for p in fitting if kind.about is None or len(p.of(kind.about))]

    def draw(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        """Return a crop, uint8 [96, 96, 3] of Y'CbCr, and its labels, float32 [2]."""
        chance = self._chance
        if len(self._mined) and chance.random() < 0.12:
            crop = self._mined[chance.integers(len(self._mined))]
            label = np.zeros(2, np.float32)
        else:
            number = int(chance.choice(len(KINDS), p=[kind.part for kind in KINDS]))
            pool, kind = self._pools[number], KINDS[number]
            picture = pool[chance.integers(len(pool))]
            window = drawn_window(picture, kind.about, chance)
            crop, label = cut(picture, window), labels(picture, window)
        return self._changed(crop, label)

    def _changed(
        self, crop: npt.NDArray[np.uint8], label: npt.NDArray[np.float32]
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float32]]:
        chance, label = self._chance, label.copy()
        has_nothing = label.max() == 0
        if has_nothing and chance.random() < 0.07:
            crop, label[1] = effects.with_smoke(crop, chance), 1
        if has_nothing and chance.random() < 0.07:
            picture, box = self._flames[chance.integers(len(self._flames))]
            left, top, right, bottom = box.astype(int).clip(0)
            crop = effects.with_flame(crop, picture.bgr[top:bottom, left:right], chance)
            # A pasted flame is known; whether smoke came with it is not.
            label[:] = 1, label[1] if label[1] == 1 else -1
        if chance.random() < 0.06:
            crop = effects.with_lamps(crop, chance)
        if chance.random() < 0.03:
            crop = effects.with_fog(crop, chance)
        return self._light.varied(effects.worn(crop, chance)), label


class Batches(IterableDataset):  # type: ignore[type-arg]
    """``count`` batches from number ``first`` on, drawn in one process so that a seed gives one sequence."""

    def __init__(
        self, pictures: Sequence[Picture], mined: npt.NDArray[np.uint8], count: int, seed: int
    ) -> None:
        """Take what a `Drawer` takes, and how many batches to give."""
        self._drawer = Drawer(pictures, mined, seed)
        self._count = count

    def __iter__(self) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
        """Yield crops uint8 [64, 96, 96, 3] and labels float32 [64, 2]."""
        for _ in range(self._count):
            drawn = [self._drawer.draw() for _ in range(BATCH)]
            yield (
                torch.from_numpy(np.stack([crop for crop, _ in drawn])),
                torch.from_numpy(np.stack([label for _, label in drawn])),
            )
