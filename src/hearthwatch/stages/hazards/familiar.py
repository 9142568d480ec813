# SPDX-License-Identifier: Apache-2.0
"""How a view usually looks: learned from the first steady edges, then followed slowly while healthy.

One for pictures with colour and one for infrared, as a camera has two such states. Where hardly an edge
stays where it is (a camera that moves about, a fire or a crowd that fills the view) there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from .displaced import Displaced, Displacement
from .edges import Edges, Mask, edges, there, trust
from .view import Field, View, blocks, layout_correlation, slopes

#: Views, one a second, whose median is the first reference: people who pass are not in it.
LEARN_VIEWS = 30
#: Where too few of their edges stay, the oldest are dropped and learning goes on.
_DROPPED = 10
#: Part by which a healthy view moves the reference: ten minutes. Its edges are found anew with every so
#: many views.
RATE, _RENEWED = 1 / 600, 30
#: With fewer trusted edges, or in fewer tiles of sixty, nothing can be told from them.
FEWEST_EDGES, FEWEST_TILES = 120, 19.0
#: An edge is gone when less than this part of its steepness is left.
_GONE = 0.3
#: With less than this part of the edges gone nobody asks where they are.
MISSED = 0.35
#: Below it a view has nothing fine of which focus could be told: its edges are slopes and noise. 47 views
#: of the village and of real clips have 0.37 to 1.2.
_LEAST_SHARPNESS = 0.2
#: Part by which a healthy view moves its usual sharpness, once a minute's worth is known.
_SHARPNESS_RATE = 1 / 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a view compares with its reference.

    Parts of the view's trusted edges, 0..1: ``edges_gone`` do not rise as they did; of those between
    blocks ``coarse_gone`` do not, and ``coarse_flat`` do not rise at all. ``rich``: how much rises
    anywhere, 1 = as usual. ``sharpness``: fine against coarse edges, 1 = as usual, and where nothing is
    fine enough to judge by. ``layout``: -1..1. ``brightness``: ratio of the medians.
    """

    edges_gone: float
    coarse_gone: float
    coarse_flat: float
    rich: float
    sharpness: float
    layout: float
    brightness: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Reference:
    fine: Edges
    coarse: Edges
    flat: Mask
    middle: float
    displaced: Displaced


class Familiar:
    """The usual look of one view in one light."""

    def __init__(self) -> None:
        """Begin with nothing learned."""
        self._views: list[Field] = []
        self._small = self._trust = self._coarse_trust = np.zeros((1, 1), np.float32)
        self._reference: _Reference | None = None
        self._looks = 0
        self._sharpness: float | None = None
        self._latest = 0.0

    @property
    def is_learned(self) -> bool:
        """Whether there is a reference."""
        return self._reference is not None

    def learn(self, now: View) -> None:
        """Take a healthy view, at most one a second."""
        if self._reference is None:
            self._views.append(now.small)
            if len(self._views) >= LEARN_VIEWS:
                self._settle()
            return
        rate = np.float32(RATE)
        self._small += rate * (now.small - self._small)
        self._trust += rate * (there(now.slopes, self._reference.fine.usual) - self._trust)
        self._coarse_trust += rate * (there(now.coarse, self._reference.coarse.usual) - self._coarse_trust)
        self._follow_sharpness()
        self._looks += 1
        if self._looks % _RENEWED == 0:
            self._reference = self._renewed() or self._reference

    def forget_unfinished(self) -> None:
        """Drop views of which no reference has been made yet."""
        self._views.clear()

    def _settle(self) -> None:
        self._small = np.median(np.stack(self._views), axis=0).astype(np.float32)
        self._trust = trust(self._views, slopes(self._small))
        self._coarse_trust = trust([blocks(each) for each in self._views], slopes(blocks(self._small)))
        self._reference = self._renewed()
        if self._reference is None:
            del self._views[:_DROPPED]
            return
        sharp = [self._sharpness_of(each, slopes(blocks(each)).steep) for each in self._views]
        self._sharpness = float(np.median(sharp))
        self._views.clear()

    def _renewed(self) -> _Reference | None:
        fine = edges(slopes(self._small), self._trust)
        if np.count_nonzero(fine.where) < FEWEST_EDGES or fine.tiles < FEWEST_TILES:
            return None
        return _Reference(
            fine,
            edges(slopes(blocks(self._small)), self._coarse_trust),
            fine.usual.steep <= np.quantile(fine.usual.steep[::2, ::2], 0.3),
            float(np.median(self._small[::2, ::2])),
            Displaced(self._small, fine.where),
        )

    def compare(self, now: View) -> Likeness | None:
        """Return how a view compares; None where there is too little to compare with."""
        if self._reference is None:
            return None
        fine, coarse = self._reference.fine, self._reference.coarse
        gain = float(np.clip((now.middle + 4) / (self._reference.middle + 4), 0.1, 4))
        kept = _GONE * min(max(gain, 0.5), 1.0)
        self._latest = self._sharpness_of(now.small, now.coarse.steep)
        return Likeness(
            edges_gone=fine.part(fine.left(now.slopes) < kept),
            coarse_gone=coarse.part(coarse.left(now.coarse) < kept),
            coarse_flat=coarse.part(now.coarse.steep[coarse.where] < kept * coarse.usual.steep[coarse.where]),
            rich=_rising(now.coarse.steep) / _rising(coarse.usual.steep),
            sharpness=self._relative_sharpness(),
            layout=layout_correlation(now.small, self._small),
            brightness=gain,
        )

    def displacement(self, now: View, likeness: Likeness) -> Displacement | None:
        """Return where the view's edges fit best; None where they are not missed, or none are there."""
        if self._reference is None or likeness.edges_gone < MISSED:
            return None
        return self._reference.displaced.find(now.small)

    def _sharpness_of(self, small: Field, coarse_steep: Field) -> float:
        """Return how much of the edges is fine: light changes both alike, focus one; noise is taken off."""
        if self._reference is None:
            return 0.0
        square = (small - cv2.GaussianBlur(small, (7, 7), 1.5)) ** 2
        fine = square[self._reference.fine.where].mean() - square[self._reference.flat].mean()
        coarse = coarse_steep[self._reference.coarse.where]
        return float(np.sqrt(max(fine, 0.0)) / (coarse.mean() + 0.2)) if coarse.size else 0.0

    def _relative_sharpness(self) -> float:
        usual = self._sharpness or 0.0
        return self._latest / usual if usual >= _LEAST_SHARPNESS else 1.0

    def _follow_sharpness(self) -> None:
        usual = self._sharpness or self._latest
        self._sharpness = usual + _SHARPNESS_RATE * (self._latest - usual)


def _rising(steep: Field) -> float:
    """Return how much rises, no place counting more than a clear edge."""
    return float(np.clip(steep - 0.5, 0, 6).mean()) + 0.02
