# SPDX-License-Identifier: Apache-2.0
"""How much of its dry look each cell of a view has kept: work pictures in, a likeness of cells out.

Water takes a ground's texture away, or lays its own over it, and changes colour; light and shadow change
neither. The dry look is remembered from the first steady looks, in colour and in infrared apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import Mask
from hearthwatch.model.raw import WorkPicture

Field = npt.NDArray[np.float32]

#: Looks whose mean is the dry look, and those whose running mean is the present one.
_LEARNED, _PRESENT = 10, 3
#: How fast the dry look follows, part of each look, where the ground is dry.
_FOLLOW = 1 / 600
#: Squared slope of the noise that is left in such means, of 255 a pixel.
_NOISE = 0.6
#: Texture that says anything: its mean squared slope.
_TEXTURED = 2.0
#: A cell whose slopes correlate less than this with its dry ones has lost them.
_KEPT = 0.45
#: Difference of colour in U and V, of 255, above what most of the view has.
_COLOUR = 5.0
#: Where less of the whole view's texture is as it was, fog, dark or a covered lens has come, or the light.
_VIEW_KEPT = 0.35
#: Colour beyond this in 2 % of the view is no infrared picture.
_GREY = 3


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A view's means: brightness float32 [180, 320], colour float32 [90, 160]."""

    grey: Field
    u: Field
    v: Field

    def towards(self, other: Look, part: float, where: Mask | None = None) -> Look:
        """Return this look moved a part of the way to another, where a mask bool [45, 80] says so."""
        planes = zip((self.grey, self.u, self.v), (other.grey, other.u, other.v), strict=True)
        return Look(*(_mixed(here, there, part, where) for here, there in planes))


class Ground:
    """See the module. One for each view that has dry zones."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._dry: dict[bool, Look] = {}
        self._looks = 0
        self._now: Look | None = None
        self._has_colour = True
        #: Cells that have lost their dry look, bool [45, 80]; None while that cannot be told.
        self.lost: Mask | None = None

    def see(self, work: WorkPicture) -> None:
        """Take a picture."""
        look = Look(*(np.asarray(plane, np.float32) for plane in (work.grey, work.u, work.v)))
        self._regime(work)
        self._now = look if self._now is None else self._now.towards(look, 1 / min(self._looks + 1, _PRESENT))
        self._looks += 1
        dry = self._dry.get(self._has_colour)
        if dry is None or self._looks <= _LEARNED:
            self._dry[self._has_colour] = look if dry is None else dry.towards(look, 1 / self._looks)
            self.lost = None
            return
        self.lost = _lost(self._now, dry)

    def follow(self, dry: Mask) -> None:
        """Let the dry look follow the light in cells that are surely dry, bool [45, 80]."""
        known = self._dry.get(self._has_colour)
        if known is not None and self._now is not None and self._looks > _LEARNED:
            self._dry[self._has_colour] = known.towards(self._now, _FOLLOW, dry)

    def rest(self) -> None:
        """Forget the present look: another view's pictures are on their way."""
        self._now, self.lost = None, None
        self._looks = max(self._looks, _LEARNED + 1) if self._dry else 0

    def _regime(self, work: WorkPicture) -> None:
        far = [np.abs(plane[::2, ::2].astype(np.int16) - 128) for plane in (work.u, work.v)]
        has_colour = bool(np.quantile(np.maximum(*far), 0.98) > _GREY)
        if has_colour != self._has_colour:
            self._has_colour, self._now = has_colour, None
            self._looks = _LEARNED + 1 if has_colour in self._dry else 0


def _lost(now: Look, dry: Look) -> Mask | None:
    """Return the cells that have lost their look; None where the whole view has."""
    (a, b), (c, d) = _slopes(now.grey), _slopes(dry.grey)
    shared, before = _around(a * c + b * d), _around(c * c + d * d)
    there = _around(a * a + b * b)
    likeness = shared / np.sqrt((before + _NOISE) * (there + _NOISE))
    textured = before > _TEXTURED
    if not textured.any() or float(np.median(likeness[textured])) < _VIEW_KEPT:
        return None
    u, v = _cells(now.u - dry.u), _cells(now.v - dry.v)
    # The white balance moves the whole view.
    colour = np.abs(u - np.median(u)) + np.abs(v - np.median(v)) > _COLOUR
    return np.asarray(np.where(textured, likeness < _KEPT, colour), np.bool_)


def _slopes(grey: Field) -> tuple[Field, Field]:
    soft = cv2.GaussianBlur(grey, (0, 0), 0.8)
    across, down = (
        cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=0.125),
        cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=0.125),
    )
    return np.asarray(across, np.float32), np.asarray(down, np.float32)


def _cells(field: Field) -> Field:
    return np.asarray(cv2.resize(field, (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA), np.float32)


def _around(field: Field) -> Field:
    """Return the mean of a cell and its neighbours."""
    return np.asarray(cv2.blur(_cells(field), (3, 3)), np.float32)


def _mixed(here: Field, there: Field, part: float, where: Mask | None) -> Field:
    mixed = here + np.float32(part) * (there - here)
    if where is None:
        return np.asarray(mixed, np.float32)
    height, width = here.shape
    wide = np.repeat(np.repeat(where, height // GRID_ROWS, axis=0), width // GRID_COLUMNS, axis=1)
    return np.asarray(np.where(wide, mixed, here), np.float32)
