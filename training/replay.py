# SPDX-License-Identifier: Apache-2.0
"""Runs the whole of flame and smoke over files in one process, and keeps the figures of every spot.

Numbers alone: what `weigh.py` fits the temporal weights to. The product's own detector, unsealed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS, Box
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.stages.hazards.fire.network import Network
from hearthwatch.stages.hazards.fire.settings import DEMANDS, Sensitivity
from hearthwatch.stages.hazards.fire.watch import FireWatch

#: What the figures of a spot are called, in their order.
COLUMNS = (
    "at_s", "column", "seconds", "mean_logit", "votes", "flicker", "incoherence", "steadiness", "growth",
    "warmth", "width", "evidence", "confirmed", "x", "y", "stir", "spot", "height",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """What one file gave: rows of figures, [n, len(COLUMNS)], and the seconds watched."""

    rows: np.ndarray
    seconds: float


def replay(path: Path, model: Path, sensitivity: Sensitivity = "normal") -> Replay:
    """Return the figures of every spot of a file, about twice a second."""
    cv2.setNumThreads(1)
    return replayed(frames_of(path), model, sensitivity)


def replayed(source: Iterator[RawFrame], model: Path, sensitivity: Sensitivity = "normal") -> Replay:
    """Return the same of any frames."""
    watch = FireWatch(Network(model), np.zeros((GRID_ROWS, GRID_COLUMNS), bool), sensitivity)
    rows, due, last = [], -math.inf, 0.0
    for frame in source:
        work = work_picture(frame)
        watch.observe(frame, work, Light.DAY)
        last = frame.media_time_s
        if last >= due:
            due = last + 0.4
            rows += list(_rows(watch, last, sensitivity))
    return Replay(np.array(rows, np.float32).reshape(-1, len(COLUMNS)), last)


def frames_of(path: Path) -> Iterator[RawFrame]:
    """Yield the frames of a file, five a second."""
    opened = open_camera(parse_address(str(path)), OpenOptions())
    yield from frames(opened, SystemClock(), rate_hz=5.0, fast=True)


def _rows(watch: FireWatch, now: float, sensitivity: Sensitivity) -> Iterator[tuple[float, ...]]:
    for spot in watch.spots:
        behaviour = watch._cells.behaviour(spot.window.cells())  # noqa: SLF001 - the one who fits it looks into it
        weights = DEMANDS[sensitivity][spot.column].weights
        figures = spot.figured(weights, behaviour, now)
        box: Box = spot.window.cells().box()
        yield (
            now, spot.column, figures.seconds, figures.mean_logit, figures.votes,
            math.log1p(max(behaviour.flicker, 0)), 1 - behaviour.coherence, behaviour.steadiness,
            figures.growth, behaviour.warmth, spot.window.width, spot.evidence, spot.is_confirmed,
            box.x + box.width / 2, box.y + box.height / 2,
            watch._cells.stir, id(spot) % 100003, spot.window.height,  # noqa: SLF001
        )  # fmt: skip
