# SPDX-License-Identifier: Apache-2.0
"""The admitter: frames in, at long intervals; a candidate for a plate out, when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import CellReason, Mask, PlateCandidate
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light

from .blocks import FrameGrid
from .evidence import Evidence
from .judgement import judge
from .presets import AdmissionPreset


class Veto(Protocol):
    """Something that finds what must not be shown. It can only ever hide more."""

    def cells(self, frame: RawFrame) -> Mask:
        """Return the cells to be hidden, bool [45, 80]."""
        ...


class Admitter:
    """Evidence of one camera, for each light apart. ``masked`` is bool [45, 80]: never looked at."""

    def __init__(self, preset: AdmissionPreset, masked: Mask, vetoes: Sequence[Veto] = ()) -> None:
        """Begin with nothing seen."""
        self._preset = preset
        self._masked = masked.astype(bool)
        self._vetoes = tuple(vetoes)
        self._due = -np.inf
        self._grid: FrameGrid | None = None
        self._evidence: dict[Light, Evidence] = {}

    def wants(self, media_time_s: float) -> bool:
        """Whether a frame of this time should be a sample."""
        return bool(media_time_s >= self._due)

    def add(self, frame: RawFrame, light: Light = Light.DAY, hidden: Mask | None = None) -> None:
        """Take a sample. What lies in ``hidden`` cells (bool [45, 80]) has no influence on anything."""
        self._due = max(frame.media_time_s, self._due if np.isfinite(self._due) else frame.media_time_s)
        self._due += self._preset.sample_interval_s * (1 - 1e-6)
        grid = self._grid_for(frame)
        visible = ~(self._masked | grid.tiny)
        if hidden is not None:
            visible &= ~hidden
        if light not in self._evidence:
            self._evidence[light] = Evidence(grid, self._preset)
        self._evidence[light].add(frame, visible)

    def candidate(self, light: Light) -> PlateCandidate | None:
        """Return what could become the plate of a light; None before anything was seen in it."""
        evidence = self._evidence.get(light)
        if evidence is None or self._grid is None:
            return None
        reasons = judge(evidence.record(), self._preset)
        reasons[self._masked] = list(CellReason).index(CellReason.MASKED)
        admitted = reasons == list(CellReason).index(CellReason.ADMITTED)
        pixels = evidence.portrait.bgr(admitted)
        return PlateCandidate(light, pixels, admitted, reasons, int(evidence.record().samples.sum()))

    def _grid_for(self, frame: RawFrame) -> FrameGrid:
        if self._grid is None or self._grid.size != (frame.width, frame.height):
            self._grid = FrameGrid(frame.width, frame.height)
            self._evidence = {}
        return self._grid
