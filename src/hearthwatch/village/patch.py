# SPDX-License-Identifier: Apache-2.0
"""Small pictures with transparency, and how they get into a big one."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .lens import HEIGHT, WIDTH, Floats, Picture

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """``bgra`` uint8 [h, w, 4], colours premultiplied by alpha, with its corner in the picture.

    ``nearness`` is 1 / depth in metres: whatever stands nearer in the place hides it.
    """

    left: int
    top: int
    bgra: Picture
    nearness: float

    def clipped(self) -> Patch | None:
        """Return the part inside the picture, or None."""
        height, width = self.bgra.shape[:2]
        left, top = max(0, self.left), max(0, self.top)
        right, bottom = min(WIDTH, self.left + width), min(HEIGHT, self.top + height)
        if right <= left or bottom <= top:
            return None
        part = self.bgra[top - self.top : bottom - self.top, left - self.left : right - self.left]
        return Patch(left, top, part, self.nearness)

    def behind(self, nearness: Floats) -> Patch | None:
        """Return what of it is not hidden by the place, of which ``nearness`` [720, 1280] is given."""
        part = self.clipped()
        if part is None:
            return None
        hidden = nearness[part.area()] > part.nearness
        if not hidden.any():
            return part
        bgra = part.bgra.copy()
        bgra[hidden] = 0
        return Patch(part.left, part.top, bgra, part.nearness)

    def area(self) -> tuple[slice, slice]:
        """Return its rows and columns."""
        height, width = self.bgra.shape[:2]
        return slice(self.top, self.top + height), slice(self.left, self.left + width)

    def paste(self, picture: Picture) -> None:
        """Draw it over a BGR picture; it must lie inside."""
        here = picture[self.area()]
        alpha = cv2.extractChannel(self.bgra, 3)
        rest = cv2.cvtColor(255 - alpha, cv2.COLOR_GRAY2BGR)
        kept = cv2.multiply(here, rest, scale=1 / 255)
        cv2.add(kept, cv2.cvtColor(self.bgra, cv2.COLOR_BGRA2BGR), here)

    def grey(self) -> Patch:
        """Return it as an infrared camera sees it."""
        bgra = self.bgra.copy()
        bgra[:, :, :3] = cv2.cvtColor(self.bgra[:, :, :3], cv2.COLOR_BGR2GRAY)[:, :, None]
        return Patch(self.left, self.top, bgra, self.nearness)


def darken(picture: Picture, patch: Patch, strength: float) -> None:
    """Darken a picture by a shadow (its alpha) that lies inside."""
    alpha = cv2.extractChannel(patch.bgra, 3)
    rest = cv2.cvtColor(cv2.convertScaleAbs(alpha, alpha=-strength, beta=255.0), cv2.COLOR_GRAY2BGR)
    here = picture[patch.area()]
    cv2.multiply(here, rest, here, scale=1 / 255)
