# SPDX-License-Identifier: Apache-2.0
"""Plates as the pages get them."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hearthwatch.model.plate import CellReason, Mask, PlateState
from hearthwatch.model.plate_line import PlateAct, PlateLine
from hearthwatch.web.commissioning import Against, PlateFile

from .forms import stamp

_REASONS = tuple(CellReason)


@dataclass(frozen=True, slots=True)
class PlateLineShape:
    """A plate: ``admitted`` and ``held`` are numbers of cells; ``picture`` is null where there is none.

    ``needed``: how many people must approve it; ``approved_by``: who has, of a candidate.
    """

    id: int
    camera: str
    name: str
    light: str
    state: str
    width: int
    height: int
    admitted: int
    held: int
    created: str | None
    approved: str | None
    needed: int
    approved_by: list[str]
    picture: str | None


@dataclass(frozen=True, slots=True)
class PlatesShape:
    """The answer of GET /api/plates, the newest first."""

    plates: list[PlateLineShape]


@dataclass(frozen=True, slots=True)
class RectShape:
    """A rectangle of cells, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class AgainstShape:
    """How a plate differs from the one that is shown, in numbers of cells, and which cells they are."""

    plate: int
    newly_visible: int
    no_more_visible: int
    otherwise: int
    the_same: int
    newly: str
    gone: str
    differing: str


@dataclass(frozen=True, slots=True)
class PlateActShape:
    """What a steward did: cleared, struck, approved or retired; ``cells``: to how many."""

    at: str | None
    act: str
    by: str
    cells: int


@dataclass(frozen=True, slots=True)
class PlateFileShape:
    """The answer of GET /api/plates/{plate}.

    ``reasons`` names each number of ``cells``, which is 3600 bytes in base64, row by row. ``held_cells``
    and the cells of ``against`` are 450 bytes in base64, the left cell in the highest bit.
    """

    plate: PlateLineShape
    revision: str
    samples: int
    reasons: list[str]
    cells: str
    held: list[RectShape]
    held_cells: str
    against: AgainstShape | None
    acts: list[PlateActShape]


@dataclass(frozen=True, slots=True)
class DoneShape:
    """What an act did: to how many cells; how many more people must approve."""

    cells: int = 0
    missing: int = 0


def reason_name(reason: CellReason) -> str:
    """Return what programs call a reason, such as "too-few"."""
    return reason.name.lower().replace("_", "-")


def line_shape(line: PlateLine, names: Mapping[str, str]) -> PlateLineShape:
    """Return a plate without its cells; ``names``: what people call each camera."""
    return PlateLineShape(
        line.id,
        line.camera,
        names.get(line.camera, line.camera),
        line.light.name.lower(),
        line.state.value,
        line.width,
        line.height,
        line.admitted,
        line.held,
        stamp(line.created),
        stamp(line.approved),
        line.needed,
        list(line.approved_by),
        _picture(line),
    )


def file_shape(found: PlateFile, names: Mapping[str, str]) -> PlateFileShape:
    """Return all that is said of a plate."""
    return PlateFileShape(
        line_shape(found.line, names),
        found.revision,
        found.samples,
        [reason_name(reason) for reason in _REASONS],
        base64.b64encode(found.reasons.astype(np.uint8).tobytes()).decode(),
        [RectShape(each.top, each.left, each.bottom, each.right) for each in found.held],
        _packed(found.held_cells),
        None if found.against is None else _against(found.against),
        [_act(act) for act in found.acts],
    )


def _picture(line: PlateLine) -> str | None:
    if line.state is PlateState.CANDIDATE:
        return f"/api/plates/{line.id}/candidate.png"
    return None if line.approved is None else f"/api/plates/{line.id}.png"


def _against(against: Against) -> AgainstShape:
    return AgainstShape(
        against.plate,
        against.newly_visible,
        against.no_more_visible,
        against.otherwise,
        against.the_same,
        _packed(against.newly),
        _packed(against.gone),
        _packed(against.differing),
    )


def _act(act: PlateAct) -> PlateActShape:
    return PlateActShape(stamp(act.at), act.act, act.by, act.cells)


def _packed(cells: Mask) -> str:
    return base64.b64encode(np.packbits(cells).tobytes()).decode()
