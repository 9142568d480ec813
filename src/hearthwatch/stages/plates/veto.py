# SPDX-License-Identifier: Apache-2.0
"""What may take credit away from cells (vetoes) or hold them back (guards). They can only hide more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import CellReason, Mask
from hearthwatch.model.raw import Plane, RawFrame

from .blocks import FrameGrid

_GREY = 128


class Veto(Protocol):
    """Something that finds what must not be shown."""

    def cells(self, frame: RawFrame) -> Mask:
        """Return the cells to be hidden, bool [45, 80]."""
        ...


class Guard(Protocol):
    """Something that finds what must not be in a candidate until a steward has looked at it."""

    @property
    def reason(self) -> CellReason:
        """What is said of the cells that it holds back."""
        ...

    def cells(self, picture: Plane) -> Mask:
        """Return the cells to hold back, bool [45, 80], told from a candidate's brightness."""
        ...


class Vetoes:
    """Several vetoes, asked every ``interval_s`` of media time; in between, what they last said holds."""

    def __init__(self, vetoes: Sequence[Veto], interval_s: float) -> None:
        """Begin with nothing vetoed."""
        self._vetoes = tuple(vetoes)
        self._interval_s = interval_s
        self._due = -np.inf
        self._last = np.zeros((GRID_ROWS, GRID_COLUMNS), bool)

    def cells(self, frame: RawFrame, visible: Mask, grid: FrameGrid) -> Mask:
        """Return the vetoed cells, told from what is ``visible`` alone."""
        if self._vetoes and frame.media_time_s >= self._due:
            self._due = frame.media_time_s + self._interval_s
            shown = veiled(frame, visible, grid)
            self._last = np.logical_or.reduce([veto.cells(shown) for veto in self._vetoes])
        return self._last & visible


def veiled(frame: RawFrame, visible: Mask, grid: FrameGrid) -> RawFrame:
    """Return a frame that is grey outside the visible cells."""
    if visible.all():
        return frame
    bright, colour = grid.bright.spread(visible), grid.colour.spread(visible)
    grey = np.uint8(_GREY)
    return RawFrame(
        np.where(bright, frame.y, grey),
        np.where(colour, frame.u, grey),
        np.where(colour, frame.v, grey),
        frame.media_time_s,
        frame.arrived_s,
    )
