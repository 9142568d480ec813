# SPDX-License-Identifier: Apache-2.0
"""Which cells of a view do not show the empty place any more: by edges and colour, not by brightness.

Light moves brightness and keeps edges and colour; a thing brings its own. A shadow's rim is an edge
too, so what is enclosed is asked as well (Hassan and Birch, "Video-based abandoned object detection",
compare edges for the same reason). Pictures are float32 [180, 320] and colour [90, 160], black is 16.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS

Field = npt.NDArray[np.float32]
CellMask = npt.NDArray[np.bool_]

_BLACK = np.float32(16)
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
#: An enclosed patch is light or shadow where less than this part of its inside is other than light explains.
_INSIDE = 0.12


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Look:
    """A mean of some seconds: brightness and colour of a view."""

    grey: Field
    u: Field
    v: Field


def other(now: Look, empty: Look) -> CellMask:
    """Return where something stands, bool [45, 80]: patches that neither light nor shadow explains."""
    edges = _other_edges(now.grey, empty.grey)
    inside = _other_colour(now, empty) | _beyond_light(now.grey, empty.grey)
    return _things(edges, inside)


def _other_edges(now: Field, empty: Field) -> CellMask:
    """Return where edges are that were not, or are not that were, whatever the light."""
    (a, b), (c, d) = _slopes(now), _slopes(empty)
    shared = _around(a * c + b * d)
    there, before = _around(a * a + b * b), _around(c * c + d * d)
    # The same edges under another light are the old ones times a factor.
    factor = np.clip(shared / np.maximum(before, 1e-3), 0.25, 2.5)
    rest = there - 2 * factor * shared + factor**2 * before
    total = there + factor**2 * before + 4 * _NOISE
    steep = np.maximum(there, before) > _STEEP**2
    return np.asarray((rest > _OTHER_EDGES * total) & steep)


def _slopes(grey: Field) -> tuple[Field, Field]:
    return (
        np.asarray(cv2.Sobel(grey, cv2.CV_32F, 1, 0, scale=0.125)),
        np.asarray(cv2.Sobel(grey, cv2.CV_32F, 0, 1, scale=0.125)),
    )


def _around(field: Field) -> Field:
    """Return the mean of a cell and its neighbours."""
    cells = cv2.resize(field, (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.blur(cells, (3, 3)), np.float32)


def _cells(field: Field) -> Field:
    return np.asarray(cv2.resize(field, (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA), np.float32)


def _other_colour(now: Look, empty: Look) -> CellMask:
    u, v = _cells(now.u - empty.u), _cells(now.v - empty.v)
    # The white balance moves the whole view.
    u, v = u - np.float32(np.median(u)), v - np.float32(np.median(v))
    return np.asarray(np.abs(u) + np.abs(v) > _COLOUR)


def _beyond_light(now: Field, empty: Field) -> CellMask:
    ratio = _ratio(now, empty)
    far = np.abs(_cells(now) - _cells(empty)) > 12
    return np.asarray(far & ((ratio < _DARKEST) | (ratio > _BRIGHTEST)))


def _ratio(now: Field, empty: Field) -> Field:
    """Return the brightness of each cell against the empty place, the whole view's change taken out."""
    ratio = (_cells(now) - _BLACK + 4) / np.maximum(_cells(empty) - _BLACK + 4, 1)
    return np.asarray(ratio / max(float(np.median(ratio)), 0.05), np.float32)


def _things(edges: CellMask, inside: CellMask) -> CellMask:
    """Return the patches of other edges with what they enclose, but those that are light or shadow."""
    seen = (edges | inside).astype(np.uint8)
    closed = cv2.morphologyEx(seen, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    filled = _filled(np.asarray(closed, np.uint8))
    count, patches = cv2.connectedComponents(filled, connectivity=4)
    found = np.zeros(filled.shape, np.bool_)
    for number in range(1, count):
        patch = patches == number
        if _is_thing(patch, edges, inside):
            found |= patch
    return found


def _is_thing(patch: CellMask, edges: CellMask, inside: CellMask) -> bool:
    core = cv2.erode(patch.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1) > 0
    if inside[patch].mean() >= _INSIDE:
        return True
    # A rim alone, around what is as it was: the edge of a shadow.
    return bool(core.sum() >= 2 and edges[core].mean() >= 2.5 * _INSIDE)


def _filled(mask: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Return a mask with its holes filled: what cannot be reached from outside."""
    walled = np.zeros((mask.shape[0] + 2, mask.shape[1] + 2), np.uint8)
    walled[1:-1, 1:-1] = mask
    reached = walled.copy()
    cv2.floodFill(reached, None, (0, 0), 2)
    return np.asarray(reached[1:-1, 1:-1] != 2, np.uint8)
