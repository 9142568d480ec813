# SPDX-License-Identifier: Apache-2.0
"""The light of a whole view: what of a change concerns all of it, and is therefore nothing that came."""

from __future__ import annotations

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS

from .difference import BLACK, CellMask, Look, WholeChange

#: Less or more light than this, against the memory, tells nothing any more.
_LEAST_GAIN, _MOST_GAIN = 0.25, 4.0
#: A view of which more than this part is further off, of 255 and of its brightness, is another view, or
#: in another kind of light: what comes covers less of what is around a zone.
_ANOTHER, _FAR, _FAR_PART = 0.3, 12.0, 0.15
#: U or V of a cell further from grey than this, of 255, is colour. Infrared has next to none; a grey place
#: by day has some, and a red car in it is no switch.
_COLOUR, _NONE, _SOME, _MUCH = 4.0, 0.02, 0.08, 0.15


_CHEQUERED = np.indices((GRID_ROWS, GRID_COLUMNS)).sum(0) % 2 == 0


def coloured_part(view: Look) -> float:
    """Return which part of a view, float32 [45, 80] each, has colour, 0..1."""
    return float((np.maximum(np.abs(view.u - 128), np.abs(view.v - 128)) > _COLOUR).mean())


def has_colour(part: float, *, was: bool | None, usual: float | None) -> bool:
    """Return whether a view is in colour. ``was``: before; ``usual``: its coloured part by day, if known."""
    if was is None:
        return part > _SOME
    return part > _NONE if was else part > (_MUCH if usual is None else max(usual / 2, _NONE))


def whole_change(now: Look, before: Look, where: CellMask) -> WholeChange | None:
    """Return what changed of all cells ``where``, bool [45, 80]; None where they are not to be compared."""
    if where.sum() < 100:
        return WholeChange()
    # Every second cell tells as much as all do.
    where = where & _CHEQUERED
    bright, was = now.grey[where] - BLACK, before.grey[where] - BLACK
    gain = float(np.median((bright + 4) / np.maximum(was + 4, 1)))
    if not _LEAST_GAIN < gain < _MOST_GAIN:
        return None
    usual = was * np.float32(gain)
    if float((np.abs(bright - usual) > _FAR + _FAR_PART * usual).mean()) > _ANOTHER:
        return None
    u, v = float(np.median((now.u - before.u)[where])), float(np.median((now.v - before.v)[where]))
    return WholeChange(gain, u, v)
