# SPDX-License-Identifier: Apache-2.0
"""Does anything worn come through? Plain correlation of pixels, of what is published alone.

No model and no feature of anybody: normalised correlation of grey pixels, on drawn figures. Crops of the
clip are compared with nothing: a measure of who is who in a clip is none that this program may have.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from .residual import Box, shared
from .series import Bools, Picture

#: The texture, shifted so many ways, is what chance correlates with.
_SHIFTS = 32
#: Crops are compared at this size, width and height.
_CROP = (16, 32)
#: Crops of places that overlap more than this are of the same place, and are not compared.
_APART = 0.05
_FEWEST_PIXELS = 400
_CROPS = 240


@dataclass(frozen=True, slots=True)
class Canary:
    """Correlation with the worn texture, averaged over moments, -1..1: of the clip and of the film.

    ``noise`` is the deviation of the same with the texture shifted, for the film; ``score`` is how
    many of these the film's correlation lies over their mean; ``worst`` the highest of one moment,
    ``worst_chance`` the highest of one moment with any shifted texture.
    """

    clip: float
    film: float
    noise: float
    score: float
    worst: float
    worst_chance: float


@dataclass(slots=True)
class CanaryWatch:
    """Looks at moments of one clip with its ``texture``, uint8 [h, w] in the picture's own pixels."""

    texture: Picture
    _film: list[list[float]] = field(default_factory=list)
    _clip: list[float] = field(default_factory=list)

    def look(self, live: Picture, published: Picture, people: Bools) -> None:
        """Take a moment."""
        if np.count_nonzero(people) < _FEWEST_PIXELS:
            return
        film, clip = (_grey(each)[people] for each in (published, live))
        self._clip.append(correlation(clip, self.texture[people]))
        self._film.append([correlation(film, each[people]) for each in (self.texture, *self._shifted())])

    def canary(self) -> Canary | None:
        """Return the figures; None where nobody was there."""
        if not self._film:
            return None
        film = np.array(self._film)
        means = film.mean(axis=0)
        noise = float(means[1:].std())
        score = float((means[0] - means[1:].mean()) / max(noise, 1e-6))
        return Canary(
            float(np.mean(self._clip)), float(means[0]), noise, score,
            float(film[:, 0].max()), float(film[:, 1:].max()),
        )  # fmt: skip

    def _shifted(self) -> list[Picture]:
        height, width = self.texture.shape
        ways = [(37 + 61 * each, 53 + 89 * each) for each in range(_SHIFTS)]
        return [np.roll(self.texture, (down % height, over % width), axis=(0, 1)) for down, over in ways]


@dataclass(frozen=True, slots=True)
class Similarity:
    """How alike two crops at places apart are, of one drawn figure and of two.

    ``*_told``: how often a pair of one figure is more alike than a pair of two, 0.5 is chance. The
    plate alone, at the same places, shows what the place itself gives away.
    """

    pairs_same: int
    pairs_different: int
    published_same: float
    published_different: float
    published_told: float
    plate_told: float


@dataclass(slots=True)
class SimilarityWatch:
    """Collects published crops at the places of drawn figures."""

    plate: Picture
    _who: list[int] = field(default_factory=list)
    _box: list[Box] = field(default_factory=list)
    _crops: list[tuple[Picture, Picture]] = field(default_factory=list)

    def look(self, published: Picture, who: Picture) -> None:
        """Take a moment; ``who`` uint8 [h, w] says which figure a pixel is of, 0 nobody."""
        for figure in np.unique(who[who > 0]):
            x, y, wide, high = cv2.boundingRect((who == figure).view(np.uint8))
            if wide * high >= _FEWEST_PIXELS and len(self._who) < _CROPS:
                here = (slice(y, y + high), slice(x, x + wide))
                self._who.append(int(figure))
                self._box.append((x, y, wide, high))
                self._crops.append((_crop(published[here]), _crop(self.plate[here])))

    def similarity(self) -> Similarity | None:
        """Return the figures; None without pairs of both kinds."""
        apart = np.array([[shared(a, b) < _APART for b in self._box] for a in self._box], bool)
        who = np.array(self._who)
        pairs = np.triu(apart.reshape(len(who), len(who)), 1)
        same = pairs & (who[:, None] == who)
        different = pairs & (who[:, None] != who)
        if not same.any() or not different.any():
            return None
        film, plate = (_alike(np.array([each[k] for each in self._crops])) for k in range(2))
        return Similarity(
            int(same.sum()), int(different.sum()),
            float(film[same].mean()), float(film[different].mean()),
            *(told(each[same], each[different]) for each in (film, plate)),
        )  # fmt: skip


def correlation(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> float:
    """Return the normalised correlation of two rows of pixels, -1..1; 0 where one is flat."""
    a, b = one.astype(np.float64), other.astype(np.float64)
    a -= a.mean()
    b -= b.mean()
    scale = float(np.sqrt((a**2).sum() * (b**2).sum()))
    return float((a * b).sum() / scale) if scale > 0 else 0.0


def told(same: npt.NDArray[np.float64], different: npt.NDArray[np.float64]) -> float:
    """Return how often one of ``same`` is above one of ``different``; equal ones count half."""
    order = np.sort(different)
    below = np.searchsorted(order, same, side="left") + np.searchsorted(order, same, side="right")
    return float(below.mean() / (2 * len(order)))


def _alike(crops: Picture) -> npt.NDArray[np.float64]:
    rows = crops.reshape(len(crops), -1).astype(np.float64)
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True))
    return np.asarray(rows @ rows.T, np.float64)


def _crop(picture: Picture) -> Picture:
    return np.asarray(cv2.resize(_grey(picture), _CROP, interpolation=cv2.INTER_AREA), np.uint8)


def _grey(picture: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
