# SPDX-License-Identifier: Apache-2.0
"""The admitter: frames in, at long intervals; a candidate for a plate out, when asked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hearthwatch.model.plate import CellReason, Mask, PlateCandidate
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light

from .blocks import FrameGrid
from .evidence import Evidence
from .judgement import judge
from .presets import AdmissionPreset
from .veto import Guard, Veto, Vetoes

_ORDER = list(CellReason)
_ADMITTED, _TEXT = _ORDER.index(CellReason.ADMITTED), _ORDER.index(CellReason.TEXT)
#: A frame that comes this little too early is taken: its time may be rounded.
_ROUNDING_S = 1e-3


class Admitter:
    """The evidence of one camera, each light apart. ``masked`` is bool [45, 80]: never looked at."""

    def __init__(
        self,
        preset: AdmissionPreset,
        masked: Mask,
        vetoes: Sequence[Veto] = (),
        guards: Sequence[Guard] = (),
        settling_s: float = 0.0,
    ) -> None:
        """Begin with nothing seen. ``vetoes`` look at samples, ``guards`` at candidates.

        ``settling_s``: how long after the first frame that is offered the first sample is taken.
        """
        self._preset = preset
        self._masked = masked.astype(np.bool_)
        self._vetoes = Vetoes(vetoes, preset.veto_interval_s)
        self._guards = tuple(guards)
        self._settling_s = settling_s
        self._due: float | None = None
        self._grid: FrameGrid | None = None
        self._evidence: dict[Light, Evidence] = {}

    def wants(self, media_time_s: float) -> bool:
        """Whether a frame of this time should be a sample."""
        if self._due is None:
            self._due = media_time_s + self._settling_s
        return media_time_s >= self._due - _ROUNDING_S

    def add(self, frame: RawFrame, light: Light = Light.DAY, hidden: Mask | None = None) -> None:
        """Take a sample. What lies in ``hidden`` cells (bool [45, 80]) has no influence on anything.

        A frame of another size than before begins all evidence anew.
        """
        self._settle_due(frame.media_time_s)
        grid = self._grid_of(frame)
        visible = ~(self._masked | grid.tiny)
        if hidden is not None:
            visible &= ~hidden
        vetoed = self._vetoes.cells(frame, visible, grid)
        if light not in self._evidence:
            self._evidence[light] = self._begin(grid)
        self._evidence[light].add(frame, visible, vetoed)

    def candidate(self, light: Light) -> PlateCandidate | None:
        """Return what could become the plate of a light; None before anything was seen in it.

        Cells that passed every rule and may hold writing go along apart, for a steward to clear.
        """
        evidence = self._evidence.get(light)
        if evidence is None:
            return None
        record = evidence.record()
        reasons = judge(record, self._preset)
        for guard in self._guards:
            held = guard.cells(evidence.portrait.bright())
            # Who stands behind a sign is no less somebody: a person's reason goes before writing.
            held &= (reasons == _ADMITTED) | ((reasons == _TEXT) & (guard.reason is not CellReason.TEXT))
            reasons[held] = _ORDER.index(guard.reason)
        reasons[self._masked] = _ORDER.index(CellReason.MASKED)
        admitted, held = reasons == _ADMITTED, reasons == _TEXT
        return PlateCandidate(
            light, evidence.portrait.bgr(admitted), admitted, reasons, int(record.samples.sum()),
            evidence.portrait.bgr(held) if held.any() else None,
        )  # fmt: skip

    def _settle_due(self, media_time_s: float) -> None:
        """Keep to the beat; after a gap, begin a new one."""
        interval = self._preset.sample_interval_s
        due = media_time_s if self._due is None else self._due
        on_beat = due + interval > media_time_s
        self._due = (due if on_beat else media_time_s) + interval

    def _begin(self, grid: FrameGrid) -> Evidence:
        return Evidence(grid, self._preset)

    def _grid_of(self, frame: RawFrame) -> FrameGrid:
        if self._grid is None or self._grid.size != (frame.width, frame.height):
            self._grid = FrameGrid(frame.width, frame.height)
            self._evidence = {}
        return self._grid
