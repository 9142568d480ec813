# SPDX-License-Identifier: Apache-2.0
"""What the commands start cameras with: an address in, a `CameraOrder` and a supervisor out."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from hearthwatch.model.clock import Clock, SystemClock
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import CameraId
from hearthwatch.model.plate import Mask
from hearthwatch.model.zone import Zone
from hearthwatch.orders import ReadOrder, WatchOrder
from hearthwatch.sealed.spawn import Nursery
from hearthwatch.stages.cameras.address import CameraAddress
from hearthwatch.stages.cameras.connection import ConnectionPolicy
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.hazards.fire.settings import Sensitivity
from hearthwatch.stages.plates.presets import PRIVATE, AdmissionPreset
from hearthwatch.supervisor import CameraOrder, Listener, Supervisor

#: What analysis needs; more buys nothing (docs/design/pipeline.md).
ANALYSIS_HZ = 5.0
#: The pipeline with all its libraries, loaded once and forked from. NumPy would load `numpy.ma` at
#: its first use, which the seal forbids.
PRELOAD = ("hearthwatch.pipeline", "numpy.ma")


@dataclass(frozen=True, slots=True)
class Wiring:
    """What every supervisor needs."""

    nursery: Nursery
    clock: Clock
    #: A file without a name, on which rendered cameras take turns to build their places.
    turns: int = field(default_factory=lambda: os.memfd_create("village-turns"))
    #: Where built places are kept, if anywhere.
    places: Path | None = None

    def supervisor(self, order: CameraOrder, listener: Listener) -> Supervisor:
        """Return a supervisor for one camera."""
        # The jitter of reconnecting needs no cryptography, only that cameras differ.
        chance = random.Random(order.id)  # noqa: S311
        return Supervisor(order, listener, nursery=self.nursery, clock=self.clock, chance=chance)


def wiring(*more: str) -> Wiring:
    """Return the machine's clock and a nursery. Call it before any thread is started.

    ``more``: modules that the nursery loads besides the pipeline.
    """
    return Wiring(Nursery((*PRELOAD, *more)), SystemClock())


def camera_order(
    address: CameraAddress,
    *,
    by_media_time: bool = False,
    udp: bool = False,
    admission: AdmissionPreset | None = PRIVATE,
    inlet: Callable[[], int] | None = None,
    sensitivity: Sensitivity = "normal",
) -> CameraOrder:
    """Return the order for one camera that a command names."""
    options = OpenOptions(transport="udp" if udp else "tcp")
    is_file = address.kind == "file"
    return CameraOrder(
        CameraId("camera"),
        ReadOrder(address, options, ANALYSIS_HZ, fast=by_media_time),
        WatchOrder(admission, nothing_masked(), by_media_time, sensitivity),
        ConnectionPolicy(ends=is_file or by_media_time, gives_up=is_file or by_media_time),
        inlet,
    )


def with_zones(order: CameraOrder, zones: Sequence[Zone]) -> CameraOrder:
    """Return the order with zones for its watcher."""
    return replace(order, watch=replace(order.watch, zones=tuple(zones)))


def nothing_masked() -> Mask:
    """Return a mask of nothing: bool [45, 80]."""
    return np.zeros((GRID_ROWS, GRID_COLUMNS), bool)


def rendered_inlet(address: CameraAddress, tools: Wiring) -> Callable[[], int]:
    """Return what starts the rendering of a village camera. Raises UsageError for a view that is none."""
    # The village and all that draws it are loaded for its own cameras alone.
    from hearthwatch.commands.rendered import village_inlet, village_order  # noqa: PLC0415

    return village_inlet(village_order(address), tools)
