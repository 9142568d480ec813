# SPDX-License-Identifier: Apache-2.0
"""From the record of what was seen to a reason for each cell. Pure, and asked for rarely."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hearthwatch.model.plate import CellReason, Mask

from .evidence import Record
from .presets import AdmissionPreset

Reasons = npt.NDArray[np.uint8]


def judge(record: Record, preset: AdmissionPreset) -> Reasons:
    """Return for each cell an index into ``tuple(CellReason)``, uint8 [45, 80]."""
    reasons = np.zeros(record.off.shape, np.uint8)
    lead = record.tally[:, 0].astype(np.int64)
    total = int(record.samples.sum())
    _put(reasons, ~recurring(record, lead, preset), CellReason.NOT_RECURRING)
    _put(reasons, lead.sum(axis=0) < preset.share * total, CellReason.NO_MAJORITY)
    if total < preset.minimum_samples or spanned_s(record) < preset.span_s:
        reasons[:] = list(CellReason).index(CellReason.TOO_FEW)
    return reasons


def recurring(record: Record, lead: npt.NDArray[np.int64], preset: AdmissionPreset) -> Mask:
    """Return the cells whose leading appearance holds its part of every stretch of the time seen."""
    holds = np.ones(record.off.shape, bool)
    # Stretches of equally many samples, not seconds: a camera may have been away.
    place = np.cumsum(record.samples) - record.samples / 2
    stretch = (place * preset.stretches // max(1, record.samples.sum())).astype(int)
    for each in range(preset.stretches):
        here = stretch == each
        holds &= lead[here].sum(axis=0) >= preset.stretch_share * record.samples[here].sum()
    return holds


def spanned_s(record: Record) -> float:
    """Return the time between the first slice and the end of the last."""
    if len(record.begun) < 2:
        return 0.0
    return float(record.begun[-1] - record.begun[0] + (record.begun[-1] - record.begun[-2]))


def _put(reasons: Reasons, where: Mask, reason: CellReason) -> None:
    reasons[where] = list(CellReason).index(reason)
