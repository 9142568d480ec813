# SPDX-License-Identifier: Apache-2.0
"""The edges of a view that are there whenever one looks: slopes in, which of them are gone out.

Only edges that lay where they lie in most of the views are trusted, so that a restless part of a view
(a fire, a crowd, leaves) takes nothing from the rest. The view is cut in tiles, and each tile counts
alike however many edges it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .view import Field, Slopes, slopes

Mask = npt.NDArray[np.bool_]

#: Of a view's pixels at most this part are edges, and none that rises less than this, of 255 a pixel: a
#: sensor's noise of 1.5 makes slopes of a third of 255 at 160 x 90, and of less in the median of 30.
_SHARE, _LEAST = 0.2, 1.0
#: An edge is there when half of its steepness is, and trusted when it is there in this part of the views.
_THERE, TRUSTED = 0.5, 0.7
#: Tiles of the view, and the edges with which a tile counts in full.
TILES, _FULL = (10, 6), 12


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Edges:
    """Trusted edges at one scale: the ``usual`` slopes, ``where`` they are trusted, and their ``weight``.

    ``where`` is bool [height, width]; ``weight`` float32, one each, 1 together; ``tiles`` says how many
    tiles' worth there are.
    """

    usual: Slopes
    where: Mask
    weight: Field
    tiles: float

    def left(self, now: Slopes) -> Field:
        """Return how much of each trusted slope is left in its own direction: 1 = all, 0 or less = none."""
        return left(now, self.usual)[self.where]

    def part(self, claims: Mask) -> float:
        """Return in what part of the view a claim of each trusted edge is true."""
        return float(self.weight[claims].sum())


def left(now: Slopes, usual: Slopes) -> Field:
    """Return how much of each usual slope is left, in its own direction."""
    along = now.across * usual.across + now.down * usual.down
    return np.asarray(along / np.maximum(usual.steep**2, 1e-3))


def there(now: Slopes, usual: Slopes) -> Mask:
    """Return where the usual slopes rise as they do."""
    return left(now, usual) > _THERE


def trust(views: Sequence[Field], usual: Slopes) -> Field:
    """Return in what part of the views each slope is there, 0..1."""
    seen = np.stack([there(slopes(each), usual) for each in views])
    return np.asarray(seen.mean(axis=0), np.float32)


def edges(usual: Slopes, trusted: Field) -> Edges:
    """Return the edges to be trusted."""
    limit = max(_LEAST, float(np.quantile(usual.steep[::2, ::2], 1 - _SHARE)))
    where = (usual.steep > limit) & (trusted >= TRUSTED)
    height, width = where.shape
    counts = cv2.resize(where.astype(np.float32), TILES, interpolation=cv2.INTER_AREA)
    counts *= height * width / (TILES[0] * TILES[1])
    each = 1 / np.maximum(counts, _FULL)
    total = float((counts * each).sum())
    wide = cv2.resize(each, (width, height), interpolation=cv2.INTER_NEAREST)
    return Edges(usual, where, np.asarray(wide[where] / max(total, 1e-6), np.float32), total)
