# SPDX-License-Identifier: Apache-2.0
"""Which cells of a view do not show the empty place any more: what light and shadow cannot explain.

Light moves brightness and keeps edges and colour; a thing brings its own (Hassan and Birch, "Video-based
abandoned object detection", compare edges for the same reason). A shadow's rim is an edge too, so what
an edge encloses is asked as well: a shadow is the empty place, darker by one factor; a thing is not.
Pictures are float32 [4 rows, 4 columns] of a part of the grid, and colour [2 rows, 2 columns]; black is 16.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]
CellMask = npt.NDArray[np.bool_]

BLACK = np.float32(16)
#: The edges of noise that is left after some seconds' mean, of 255 a pixel, squared.
_NOISE = 1.2
#: Part of all edge energy that the same edges, dimmer or brighter, cannot explain.
_OTHER_EDGES = 0.45
#: Edges must be so steep (root mean square over a cell's surroundings) to say anything.
_STEEP = 2.0
#: Difference of colour, of 255 in U and V together, above what the whole view has.
_COLOUR = 7.0
#: No shadow of a lit place is darker than this part, no sun patch this much brighter.
_DARKEST, _BRIGHTEST = 0.3, 2.2
#: What light explains to within so much, of 255, and so large a part, it does explain.
_CLOSE, _CLOSE_PART = 7.0, 0.08
#: A cell is of a thing where this part of it and its neighbours is what light does not explain.
_UNEXPLAINED = 0.25
#: And deep inside, where it is neither light nor shade but between them.
_BETWEEN = 0.25
#: From here on a camera shows no more differences.
_WHITE = np.float32(228 - 16)
_SQUARE = np.ones((3, 3), np.uint8)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look:
    """A part of a view: brightness and colour, as in the module's words."""

    grey: Field
    u: Field
    v: Field

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of cells."""
        return self.grey.shape[0] // 4, self.grey.shape[1] // 4


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Slopes:
    """How the brightness rises at each pixel, and how steep each cell and its surroundings are, squared."""

    across: Field
    down: Field
    energy: Field

    @classmethod
    def of(cls, grey: Field) -> Slopes:
        """Return those of a picture."""
        across = np.asarray(cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=0.125), np.float32)
        down = np.asarray(cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=0.125), np.float32)
        return cls(across, down, _around(across * across + down * down))


@dataclass(frozen=True, slots=True)
class WholeChange:
    """What changed of the whole view and is therefore light: a gain, and shifts of U and V."""

    gain: float = 1.0
    u: float = 0.0
    v: float = 0.0


def other(
    now: Look, empty: Look, whole: WholeChange, slopes: tuple[Slopes, Slopes] | None = None
) -> CellMask:
    """Return where something stands, bool [rows, columns]: what neither light nor shadow explains.

    ``slopes``: of both, where they are known already.
    """
    there, before = slopes or (Slopes.of(now.grey), Slopes.of(empty.grey))
    edges = _other_edges(there, before)
    coloured = _other_colour(now, empty, whole)
    seen = (edges | coloured).astype(np.uint8)
    if not seen.any():
        return seen.astype(np.bool_)
    filled = _filled(cv2.morphologyEx(seen, cv2.MORPH_CLOSE, _SQUARE))
    lit, expected = now.grey - BLACK, (empty.grey - BLACK) * np.float32(whole.gain)
    strange = coloured & (filled > 0)
    count, patches = cv2.connectedComponents(filled, connectivity=4)
    for number in range(1, count):
        patch = patches == number
        beyond, neither = _unexplained(patch, lit, expected)
        # Deep inside a shadow nothing is between light and shade; at its rim it may be. A rim's edges
        # reach three cells into a patch.
        deep = cv2.erode(patch.astype(np.uint8), _SQUARE, iterations=3, borderValue=1) > 0
        strange |= patch & (_around(beyond) > _UNEXPLAINED)
        strange |= deep & edges & (_around(neither) > _BETWEEN)
    return np.asarray(_filled(cv2.morphologyEx(strange.astype(np.uint8), cv2.MORPH_CLOSE, _SQUARE)) > 0)


def cell_means(field: Field, shape: tuple[int, int]) -> Field:
    """Return the mean of each cell, float32 [rows, columns]."""
    return np.asarray(cv2.resize(field, shape[::-1], interpolation=cv2.INTER_AREA), np.float32)


def _other_edges(now: Slopes, empty: Slopes) -> CellMask:
    """Return where edges are that were not, or are not that were, whatever the light."""
    shared = _around(now.across * empty.across + now.down * empty.down)
    there, before = now.energy, empty.energy
    # The same edges under another light are the old ones times a factor.
    factor = np.clip(shared / np.maximum(before, 1e-3), 0.25, 2.5)
    rest = there - 2 * factor * shared + factor**2 * before
    total = there + factor**2 * before + 4 * _NOISE
    return np.asarray((rest > _OTHER_EDGES * total) & (np.maximum(there, before) > _STEEP**2))


def _around(field: Field) -> Field:
    """Return the mean of a cell and its neighbours."""
    shape = (field.shape[0] // 4, field.shape[1] // 4)
    return np.asarray(cv2.blur(cell_means(field, shape), (3, 3)), np.float32)


def _other_colour(now: Look, empty: Look, whole: WholeChange) -> CellMask:
    shape = now.shape
    lit, was = cell_means(now.grey, shape) - BLACK, cell_means(empty.grey, shape) - BLACK
    # Yellow paint in the shade is less yellow: colour shrinks and grows with the light on it, or stays.
    light = np.clip((lit + 4) / np.maximum(was + 4, 1), _DARKEST, _BRIGHTEST)
    u = _off(cell_means(now.u, shape), cell_means(empty.u, shape), whole.u, light)
    v = _off(cell_means(now.v, shape), cell_means(empty.v, shape), whole.v, light)
    return np.asarray(u + v > _COLOUR)


def _off(now: Field, empty: Field, shift: float, light: Field) -> Field:
    """Return by how much a colour is beyond what it was, and what it would be in that light."""
    was = empty - 128
    would = was * light
    off = now - 128 - np.float32(shift)
    return np.asarray(
        np.maximum(np.minimum(was, would) - off, off - np.maximum(was, would)).clip(0), np.float32
    )


def _unexplained(patch: CellMask, lit: Field, expected: Field) -> tuple[Field, Field]:
    """Return which pixels of a patch are not the empty place, shaded or lit by one factor: 0 or 1.

    First those that lie beyond both, then those that are neither.
    """
    pixels = np.repeat(np.repeat(patch, 4, 0), 4, 1)
    ratio = (lit[pixels] + 4) / np.maximum(expected[pixels] + 4, 1)
    close = _CLOSE + _CLOSE_PART * expected
    unlike = np.abs(lit - expected) > close
    changed = unlike[pixels]
    factor = float(np.median(ratio[changed])) if changed.any() else 1.0
    shaded = expected * np.float32(min(max(factor, _DARKEST), _BRIGHTEST))
    is_white = (lit > _WHITE) & (np.maximum(expected, shaded) > _WHITE)
    low, high = np.minimum(expected, shaded) - close, np.maximum(expected, shaded) + close
    beyond = ((lit < low) | (lit > high)) & pixels & ~is_white
    neither = unlike & (np.abs(lit - shaded) > close) & pixels & ~is_white
    return beyond.astype(np.float32), neither.astype(np.float32)


def _filled(mask: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    """Return a mask with its holes filled: what cannot be reached from outside."""
    walled = np.zeros((mask.shape[0] + 2, mask.shape[1] + 2), np.uint8)
    walled[1:-1, 1:-1] = mask
    reached = walled.copy()
    cv2.floodFill(reached, None, (0, 0), 2)
    return np.asarray(reached[1:-1, 1:-1] != 2, np.uint8)
