# SPDX-License-Identifier: Apache-2.0
"""From the record of what was seen to a reason for each cell. Pure, and asked for rarely.

Every step is monotone: with fewer credited samples, or more cells in doubt, never more is admitted.
docs/design/admission.md says why each rule is there.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.plate import CellReason, Mask

from .evidence import Record
from .presets import AdmissionPreset

#: The first and the last eighth of the samples must hold this share of the appearance.
END_PART = 1 / 8
END_SHARE = 0.4
#: Unrest up to this many times the preset's factor (in limits) is never held against a cell.
STILL_OFF = 0.12
#: Gaps between cells in doubt are closed over; pieces of fewer cells than this (7 % of the view) are not
#: admitted: the inside of somebody who stands still has a rim of doubt all round. It costs nothing
#: elsewhere: the place itself hangs together.
FEWEST_TOGETHER = 250
#: An appearance is missing from a slice in which it holds no more than this part of the samples.
ABSENT_PART = 0.1

Reasons = npt.NDArray[np.uint8]
_ORDER = list(CellReason)


def judge(record: Record, preset: AdmissionPreset) -> Reasons:
    """Return for each cell an index into ``tuple(CellReason)``, uint8 [45, 80]."""
    reasons = np.full(record.off.shape, _ORDER.index(CellReason.TOO_FEW), np.uint8)
    total = int(record.samples.sum())
    if total < preset.minimum_samples or spanned_s(record) < preset.span_s:
        return reasons
    # What is not credited is taken from what was seen, as if all of it had been seen as the lead.
    calmly = np.maximum(record.lead - record.restless, 0)
    credit = np.maximum(calmly - record.vetoed, 0)
    majority = credit.sum(axis=0) >= preset.share * total
    recurs = recurring(record, credit, preset)
    sure = majority & recurs & record.whole
    calm = without_doubt(sure, credit.sum(axis=0) / total, record, preset) & ~beside_standing(record, preset)
    reasons[:] = _ORDER.index(CellReason.ADMITTED)
    _put(reasons, ~calm, CellReason.MOTION)
    _put(reasons, ~recurs, CellReason.NOT_RECURRING)
    _put(reasons, ~majority, CellReason.NO_MAJORITY)
    _put(reasons, ~majority & (record.lead.sum(axis=0) >= preset.share * total), CellReason.MOTION)
    _put(reasons, ~majority & (calmly.sum(axis=0) >= preset.share * total), CellReason.VETO)
    _put(reasons, ~record.whole, CellReason.TOO_FEW)
    return reasons


def recurring(record: Record, credit: npt.NDArray[np.int64], preset: AdmissionPreset) -> Mask:
    """Return the cells whose appearance holds its part of each stretch, of both ends, hours and days."""
    # Stretches of equally many samples, not seconds: a camera may have been away.
    place = (np.cumsum(record.samples) - record.samples / 2) / record.samples.sum()
    parts = [
        (np.floor(place * preset.stretches) == each, preset.stretch_share) for each in range(preset.stretches)
    ]
    parts += [(_leading_part(place), END_SHARE), (_leading_part(1 - place), END_SHARE)]
    holds = np.ones(record.off.shape, bool)
    for here, share in parts:
        holds &= credit[here].sum(axis=0) >= share * record.samples[here].sum()
    for length_s, wanted in ((3600, preset.hours), (86400, preset.days)):
        holds &= _separate(record.begun // length_s, credit) >= wanted
    return holds


def without_doubt(
    sure: Mask, share: npt.NDArray[np.float64], record: Record, preset: AdmissionPreset
) -> Mask:
    """Return the cells that are sure and not too near to what is not, in pieces of some size."""
    still = record.off <= preset.beside_off * max(STILL_OFF, record.usual_off)
    beside = _grown(~sure)
    calm = sure & ~(beside & ((share < preset.beside_share) | ~still))
    return _pieces(_opened(~_closed(~calm), preset.narrowest))


def beside_standing(record: Record, preset: AdmissionPreset) -> Mask:
    """Return the cells at or beside which something stood for whole slices.

    The rim of somebody who stands covers a cell by a tenth: too little to be another appearance there.
    """
    absent = record.lead <= ABSENT_PART * record.samples[:, None, None]
    return _grown(absent.mean(axis=0) >= preset.absent_slices)


def spanned_s(record: Record) -> float:
    """Return the time from the first slice's start to the last's end."""
    if len(record.begun) < 2:
        return 0.0
    return float(record.begun[-1] - record.begun[0] + np.diff(record.begun).min())


def _leading_part(place: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Return the slices in the first part; always at least the first one."""
    return np.asarray((place < END_PART) | (place == place.min()))


def _separate(number: npt.NDArray[np.float64], credit: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return in how many separate numbered times each cell has credit."""
    seen = [(credit[number == each] > 0).any(axis=0) for each in np.unique(number)]
    return np.asarray(np.sum(seen, axis=0), np.int64)


def _grown(cells: Mask) -> Mask:
    return np.asarray(cv2.dilate(cells.view(np.uint8), np.ones((3, 3), np.uint8))).view(np.bool_)


def _closed(doubt: Mask) -> Mask:
    """Return the doubt with gaps of one or two cells closed over."""
    closed = cv2.morphologyEx(np.pad(doubt.view(np.uint8), 2), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    return np.ascontiguousarray(closed[2:-2, 2:-2]).view(np.bool_)


def _opened(cells: Mask, narrowest: int) -> Mask:
    """Return the cells without what is too narrow to hold a square of ``narrowest`` cells."""
    # Beyond the picture's edge it goes on as at the edge.
    padded = np.pad(cells.view(np.uint8), narrowest, mode="edge")
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, np.ones((narrowest, narrowest), np.uint8))
    inner = slice(narrowest, -narrowest)
    return np.ascontiguousarray(opened[inner, inner]).view(np.bool_)


def _pieces(cells: Mask) -> Mask:
    """Return the cells in connected pieces that are large enough."""
    _, piece, figures, _ = cv2.connectedComponentsWithStats(cells.view(np.uint8), connectivity=4)
    large = figures[:, cv2.CC_STAT_AREA] >= FEWEST_TOGETHER
    return np.asarray(large[piece] & cells)


def _put(reasons: Reasons, where: Mask, reason: CellReason) -> None:
    reasons[where] = _ORDER.index(reason)
