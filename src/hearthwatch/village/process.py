# SPDX-License-Identifier: Apache-2.0
"""The main function of a village process: a view's name goes in, its stream goes into a pipe."""

from __future__ import annotations

import contextlib
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError

from .demo import DEMO, EMPTY
from .encode import Pace, StreamPlan, stream
from .kept import Built, Kept, Works
from .places import NAMES
from .programme import Programme
from .turns import turn
from .view import View

#: How much a camera that has begun stands back, of 19 (nice(2)).
_NICE = 10


@dataclass(frozen=True, slots=True)
class VillageOrder:
    """Which view to render, with which seed and programme (``demo`` or ``empty``), and what to send.

    ``is_paced``: in real time, as a camera; else as fast as the pipe takes it. ``kept``: a folder where what
    is built is kept, so that another start need not build it.
    """

    name: str
    seed: int = 1
    programme: str = "demo"
    plan: StreamPlan = field(default_factory=StreamPlan)
    is_paced: bool = True
    kept: Path | None = None


def programme_named(name: str) -> Programme:
    """Return ``demo`` or ``empty``; UsageError for another."""
    for programme, known in ((DEMO, "demo"), (EMPTY, "empty")):
        if name == known:
            return programme
    raise UsageError(f"the village has no programme {name!r}", do="use demo or empty")


def run(order: VillageOrder, descriptor: int, clock: Clock, turns: int | None = None) -> None:
    """Write the stream to a pipe until the reader closes it; closes the descriptor.

    ``turns``: where others begin at the same time; see `turn`.
    """
    cv2.setNumThreads(1)
    works: Works = Built() if order.kept is None else Kept(order.kept)
    view = View(order.name, order.seed, programme_named(order.programme), works=works)
    if turns is not None:
        with turn(turns, NAMES.index(order.name), os.cpu_count() or 1):
            view.picture(order.plan.start_s)  # builds the place
        # What makes up the pictures takes no time from what watches them, or from who builds next.
        os.nice(_NICE)
    pace = real_time(clock) if order.is_paced else None
    with contextlib.suppress(BrokenPipeError), os.fdopen(descriptor, "wb", buffering=0) as out:
        stream(view, out, order.plan, pace)


def real_time(clock: Clock) -> Pace:
    """Return a pace that begins at its first call; what is late is sent at once."""
    started: list[float] = []
    never = threading.Event()

    def wait_until(second: float) -> None:
        if not started:
            started.append(clock.monotonic())
        left = started[0] + second - clock.monotonic()
        if left > 0:
            never.wait(left)

    return wait_until
