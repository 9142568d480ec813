# SPDX-License-Identifier: Apache-2.0
"""What a camera's two sealed processes are told when they start: plain values, made by the main process.

They stand apart from the pipeline so that the main process need not load what decodes and sees.
"""

from __future__ import annotations

from dataclasses import dataclass

from hearthwatch.model.plate import Mask
from hearthwatch.model.zone import Zone
from hearthwatch.model.zone_cells import cells_of_kind, private_cells
from hearthwatch.stages.cameras.address import CameraAddress
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.hazards.fire.settings import Sensitivity
from hearthwatch.stages.plates.presets import AdmissionPreset


@dataclass(frozen=True, slots=True)
class ReadOrder:
    """What a reader is to read, how often, and whether in real time or as fast as it can."""

    address: CameraAddress
    options: OpenOptions
    rate_hz: float
    fast: bool


@dataclass(frozen=True, slots=True)
class WatchOrder:
    """How a watcher is to watch: ``masked`` is bool [45, 80], hidden before any analysis.

    ``admission`` is None where no plate is ever wanted: then no evidence is taken for one.
    ``sensitivity``: how much evidence flame and smoke must show. ``zones``: as drawn; a zone's number, as
    observations say it, is its place among them, counted from 1. ``settling_s``: how long after its first
    frame evidence for a plate is first taken. ``repeats``: the source plays its pictures again by design.
    """

    admission: AdmissionPreset | None
    masked: Mask
    by_media_time: bool
    sensitivity: Sensitivity = "normal"
    zones: tuple[Zone, ...] = ()
    settling_s: float = 0.0
    repeats: bool = False

    @property
    def hidden(self) -> Mask:
        """What nothing ever looks at, bool [45, 80]: the masks, and whatever private zones touch."""
        return self.masked | private_cells(self.zones)

    @property
    def unjudged(self) -> Mask:
        """Where no hazard of the place is raised, bool [45, 80]: what is hidden, and zones to ignore."""
        return self.hidden | cells_of_kind(self.zones, "ignore")
