# SPDX-License-Identifier: Apache-2.0
"""Cameras of the rendered village: ``village:NAME`` in, what renders it in a process of its own out."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable
from dataclasses import replace

from hearthwatch.commands.orders import Wiring
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import UsageError
from hearthwatch.sealed.spawn import Descriptor
from hearthwatch.stages.cameras.address import CameraAddress
from hearthwatch.village import VIEWS
from hearthwatch.village.process import VillageOrder
from hearthwatch.village.process import run as render


def village_inlet(order: VillageOrder, tools: Wiring) -> Callable[[], int]:
    """Return what starts a process that renders a view, and gives the end of a pipe to read it from."""

    def start() -> int:
        inlet, outlet = os.pipe2(os.O_CLOEXEC)
        try:
            turns = Descriptor(tools.turns) if order.is_paced else None
            rendering = replace(order, kept=tools.places)
            tools.nursery.start(_render, rendering, Descriptor(outlet), turns, name=f"village {order.name}")
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


def _render(order: VillageOrder, outlet: Descriptor, turns: Descriptor | None) -> None:
    render(order, outlet.number, SystemClock(), None if turns is None else turns.number)
