# SPDX-License-Identifier: Apache-2.0
"""What a steward is shown of a plate: how many cells for each reason, which, and what would change.

Pixels that are held back are nowhere in it: whoever wants to see them clears them first.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, CellRect, cell_edges
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import CellReason, Mask, Pixels, Plate, PlateCandidate, PlateState
from hearthwatch.model.plate_line import PlateAct
from hearthwatch.store import Reading

_REASONS = tuple(CellReason)
#: A cell whose pixels differ by more than this on average (of 255) looks otherwise than before.
_OTHERWISE = 18.0


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A plate, how it was proposed, and the plate that is shown now of the same view and light."""

    plate: Plate
    proposed: PlateCandidate
    shown: Plate | None
    approvals_needed: int
    approved_by: tuple[str, ...]
    acts: tuple[PlateAct, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """In how many cells a candidate differs from the plate that is shown."""

    plate: int
    newly_visible: int
    no_more_visible: int
    otherwise: int
    the_same: int


def counts(proposed: PlateCandidate) -> dict[CellReason, int]:
    """Return how many cells have each reason, those that none has left out."""
    found = np.bincount(proposed.reasons.ravel(), minlength=len(_REASONS))
    return {reason: int(number) for reason, number in zip(_REASONS, found, strict=True) if number}


def changes(sheet: Sheet) -> Changes | None:
    """Return what approving would change; None where nothing is shown yet."""
    if sheet.shown is None:
        return None
    before, after = sheet.shown.admitted, sheet.plate.admitted
    both, others = before & after, otherwise(sheet)
    return Changes(
        sheet.shown.id,
        int((after & ~before).sum()),
        int((before & ~after).sum()),
        int(others.sum()),
        int((both & ~others).sum()),
    )


def rectangles(cells: Mask) -> tuple[CellRect, ...]:
    """Return rectangles around the connected groups of cells, ends excluded."""
    count, _, figures, _ = cv2.connectedComponentsWithStats(cells.astype(np.uint8), connectivity=8)
    return tuple(
        CellRect(int(top), int(left), int(top + high), int(left + wide))
        for left, top, wide, high, _ in figures[1:count]
    )


def sheet_of(store: Reading, plate: PlateId) -> Sheet:
    """Return what there is to say of a plate. Raises UsageError where there is none."""
    whole = store.plate(plate)
    shown = [
        each
        for each in store.plates(whole.camera, PlateState.COMMISSIONED)
        if each.light is whole.light and each.id != plate
    ]
    is_candidate = whole.state is PlateState.CANDIDATE
    needed, names = store.approvals(plate) if is_candidate else (0, ())
    return Sheet(
        whole, store.candidate(plate), shown[0] if shown else None, needed, names, store.plate_acts(plate)
    )


def otherwise(sheet: Sheet) -> Mask:
    """Return which cells look otherwise than on the plate that is shown, bool [45, 80]; none without one."""
    if sheet.shown is None:
        return np.zeros((GRID_ROWS, GRID_COLUMNS), np.bool_)
    both = sheet.shown.admitted & sheet.plate.admitted
    return np.asarray(both & _differs(sheet.shown.pixels, sheet.plate.pixels))


def _differs(before: Pixels, after: Pixels) -> Mask:
    if before.shape != after.shape:
        return np.ones((GRID_ROWS, GRID_COLUMNS), np.bool_)
    off = cv2.absdiff(before, after).mean(axis=2)
    rows, columns = (
        _parts(size, count) for size, count in zip(off.shape, (GRID_ROWS, GRID_COLUMNS), strict=True)
    )
    means = [[off[top:bottom, left:right].mean() for left, right in columns] for top, bottom in rows]
    return np.asarray(means) > _OTHERWISE


def _parts(size: int, count: int) -> Sequence[tuple[int, int]]:
    edges = cell_edges(size, count)
    return [(start, max(end, start + 1)) for start, end in itertools.pairwise(edges)]
