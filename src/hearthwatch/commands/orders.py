# SPDX-License-Identifier: Apache-2.0
"""What the commands start cameras with: an address in, a `CameraOrder` and a supervisor out."""

from __future__ import annotations

import difflib
import os
import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hearthwatch.model.clock import Clock, SystemClock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import CameraId
from hearthwatch.pipeline import ReadOrder, WatchOrder
from hearthwatch.sealed.spawn import Descriptor, Nursery
from hearthwatch.stages.cameras.address import CameraAddress
from hearthwatch.stages.cameras.connection import ConnectionPolicy
from hearthwatch.stages.cameras.open import OpenOptions
from hearthwatch.stages.hazards.fire.settings import Sensitivity
from hearthwatch.stages.plates.presets import PRIVATE, AdmissionPreset
from hearthwatch.supervisor import CameraOrder, Listener, Supervisor
from hearthwatch.village import VIEWS
from hearthwatch.village.process import VillageOrder
from hearthwatch.village.process import run as render

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

    def supervisor(self, order: CameraOrder, listener: Listener) -> Supervisor:
        """Return a supervisor for one camera."""
        # The jitter of reconnecting needs no cryptography, only that cameras differ.
        chance = random.Random(order.id)  # noqa: S311
        return Supervisor(order, listener, nursery=self.nursery, clock=self.clock, chance=chance)


def wiring() -> Wiring:
    """Return the machine's clock and a nursery. Call it before any thread is started."""
    return Wiring(Nursery(PRELOAD), SystemClock())


def camera_order(
    address: CameraAddress,
    *,
    by_media_time: bool = False,
    udp: bool = False,
    admission: AdmissionPreset = PRIVATE,
    inlet: Callable[[], int] | None = None,
    sensitivity: Sensitivity = "normal",
) -> CameraOrder:
    """Return the order for one camera that a command names."""
    options = OpenOptions(transport="udp" if udp else "tcp")
    is_file = address.kind == "file"
    return CameraOrder(
        CameraId("camera"),
        ReadOrder(address, options, ANALYSIS_HZ, fast=by_media_time),
        WatchOrder(admission, np.zeros((GRID_ROWS, GRID_COLUMNS), bool), by_media_time, sensitivity),
        ConnectionPolicy(ends=is_file or by_media_time, gives_up=is_file or by_media_time),
        inlet,
    )


def village_inlet(order: VillageOrder, tools: Wiring) -> Callable[[], int]:
    """Return what starts a process that renders a view, and gives the end of a pipe to read it from."""

    def start() -> int:
        inlet, outlet = os.pipe2(os.O_CLOEXEC)
        try:
            tools.nursery.start(_render, order, Descriptor(outlet), name=f"village {order.name}")
        finally:
            os.close(outlet)
        return inlet

    return start


def village_order(address: CameraAddress) -> VillageOrder:
    """Return what ``village:NAME`` or ``village:NAME?empty`` asks for. Raises UsageError."""
    if address.path not in VIEWS:
        near = difflib.get_close_matches(address.path, VIEWS, 1) or VIEWS[:1]
        raise UsageError(f"The village has no view {address.path!r}", do=f"Did you mean village:{near[0]}")
    return VillageOrder(address.path, programme=address.query or "demo")


def _render(order: VillageOrder, outlet: Descriptor) -> None:
    render(order, outlet.number, SystemClock())
