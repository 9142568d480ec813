# SPDX-License-Identifier: Apache-2.0
"""What stewards do to candidates and plates: cleared, struck, approved, retired, each written down."""

from __future__ import annotations

import json

import numpy as np

from hearthwatch.model.errors import UsageError
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import CellReason, Mask, PlateCandidate, PlateState
from hearthwatch.model.plate_line import PlateAct

from .chunks import milliseconds, moment
from .database import Database
from .pictures import mask_to_bytes, only_admitted, to_png
from .plates import candidate, read_plate
from .signing import Signature, expect, people

_REASONS = tuple(CellReason)
_ADMITTED, _STRUCK = _REASONS.index(CellReason.ADMITTED), _REASONS.index(CellReason.STRUCK)


def approve(database: Database, plate: PlateId, signature: Signature) -> int:
    """Approve a candidate; return how many more people must. With the last, it is commissioned.

    It is then shown, and what was shown of its view and light is retired: both or neither. Raises
    UsageError where there is no such candidate.
    """
    now = milliseconds(signature.now)
    with database.transaction():
        row = database.row("approvals", plate=plate)
        expect(database, plate, signature)
        if row is None:
            raise _no_candidate(plate)
        _note(database, plate, "approved", signature)
        names = sorted(people([*json.loads(row[1]), signature.by]))
        missing = int(row[0]) - len(names)
        if missing <= 0:
            database.change("retire_former", plate=plate, now=now)
            database.change("commission", plate=plate, by=" and ".join(names), now=now)
            database.change("erase_held", plate=plate)
            database.change("drop_superseded", plate=plate)
    database.rows("cut_log")
    return max(0, missing)


def strike(database: Database, plate: PlateId, cells: Mask, signature: Signature) -> int:
    """Take cells (bool [45, 80]) out of a candidate: their pixels are erased, shown or held back.

    Returns how many there were. Raises UsageError where there is no such candidate, or nothing of these
    cells is left to be erased.
    """
    with database.transaction():
        expect(database, plate, signature)
        former = _candidate(database, plate)
        struck = cells & (former.admitted | former.held)
        if not struck.any():
            raise UsageError(
                f"Nothing of these cells of candidate {plate} is visible or held back",
                do=f"See `hearthwatch plate show {plate}`",
            )
        reasons = np.where(struck, np.uint8(_STRUCK), former.reasons)
        _replace(database, plate, former, reasons)
        _note(database, plate, "struck", signature, int(struck.sum()))
    database.rows("cut_log")
    return int(struck.sum())


def clear(database: Database, plate: PlateId, cells: Mask, signature: Signature) -> int:
    """Let cells (bool [45, 80]) that are held back into a candidate; return how many there were.

    Raises UsageError where there is no such candidate, or nothing of these cells is held back.
    """
    with database.transaction():
        expect(database, plate, signature)
        former = _candidate(database, plate)
        cleared = cells & former.held
        if not cleared.any():
            raise UsageError(
                f"Nothing of these cells of candidate {plate} is held back",
                do=f"See `hearthwatch plate show {plate}`",
            )
        reasons = np.where(cleared, np.uint8(_ADMITTED), former.reasons)
        _replace(database, plate, former, reasons)
        _note(database, plate, "cleared", signature, int(cleared.sum()))
    database.rows("cut_log")
    return int(cleared.sum())


def retire(database: Database, plate: PlateId, signature: Signature) -> None:
    """Take a plate out of use for ever. Raises UsageError where there is none that is in use."""
    with database.transaction():
        expect(database, plate, signature)
        if database.change("retire", plate=plate, now=milliseconds(signature.now)) != 1:
            raise UsageError(f"There is no plate {plate} to retire", do="See `hearthwatch plate list`")
        database.change("erase_held", plate=plate)
        _note(database, plate, "retired", signature)
    database.rows("cut_log")


def acts(database: Database, plate: PlateId) -> tuple[PlateAct, ...]:
    """Return what stewards did to a plate, in order."""
    rows = database.rows("acts", plate=plate)
    return tuple(PlateAct(moment(at), act, by, cells) for at, act, by, cells in rows)


def approvals(database: Database, plate: PlateId) -> tuple[int, tuple[str, ...]]:
    """Return how many people must approve a candidate, and who has since it was last changed.

    Raises UsageError where there is no such candidate.
    """
    row = database.row("approvals", plate=plate)
    if row is None:
        raise _no_candidate(plate)
    return int(row[0]), people(json.loads(row[1]))


def _candidate(database: Database, plate: PlateId) -> PlateCandidate:
    row = database.row("plate", plate=plate)
    if row is None or read_plate(database, plate).state is not PlateState.CANDIDATE:
        raise _no_candidate(plate)
    return candidate(database, plate)


def _replace(database: Database, plate: PlateId, former: PlateCandidate, reasons: Mask) -> None:
    """Sort a candidate's pixels anew by its new reasons; what belongs nowhere is erased."""
    admitted, held = reasons == _ADMITTED, former.held & (reasons == former.reasons)
    pixels = former.pixels if former.held_back is None else former.pixels | former.held_back
    database.change(
        "strike",
        plate=plate,
        png=to_png(only_admitted(pixels, admitted)),
        admitted=mask_to_bytes(admitted),
        reasons=reasons.astype(np.uint8).tobytes(),
    )
    database.change("erase_held", plate=plate)
    if held.any():
        database.change("set_held", plate=plate, png=to_png(only_admitted(pixels, held)))


def _note(database: Database, plate: PlateId, act: str, signature: Signature, cells: int = 0) -> None:
    now = milliseconds(signature.now)
    database.change("note_act", plate=plate, now=now, act=act, by=signature.by, cells=cells)


def _no_candidate(plate: PlateId) -> UsageError:
    return UsageError(f"There is no candidate {plate}", do="See `hearthwatch plate list`")
