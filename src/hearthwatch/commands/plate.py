# SPDX-License-Identifier: Apache-2.0
"""``hearthwatch plate``: a steward looks at candidates and decides. A running service follows."""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from hearthwatch.commands.film import replacing
from hearthwatch.commands.plate_sheet import as_json, as_text, reasons_png
from hearthwatch.config.load import load_config
from hearthwatch.model.clock import SystemClock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import Mask, Plate
from hearthwatch.plate_sheet import sheet_of
from hearthwatch.store import Reading, Stewarding, open_for_steward

_PART = r"(\d{1,2})(?:-(\d{1,2}))?"
_CELLS = re.compile(f"{_PART},{_PART}")


def run(arguments: argparse.Namespace) -> int:
    """Do one act."""
    folder = arguments.folder or Path(load_config(arguments.config).store.folder)
    with open_for_steward(folder, SystemClock()) as store:
        if arguments.act == "list":
            _list(store, is_json=arguments.json)
        elif arguments.act == "show":
            _show(store, PlateId(arguments.plate), arguments.out, is_json=arguments.json)
        else:
            _decide(store, arguments)
    return 0


def cells_of(words: Sequence[str]) -> Mask:
    """Return the cells that words such as ``5,30``, ``5-19,30-39`` or ``all`` name: bool [45, 80].

    Raises UsageError for anything else.
    """
    cells = np.zeros((GRID_ROWS, GRID_COLUMNS), np.bool_)
    for word in words:
        if word == "all":
            cells[:] = True
            continue
        match = _CELLS.fullmatch(word)
        if match is None:
            raise UsageError(f"{word!r} names no cells", do="Write ROWS,COLUMNS such as 5-19,30-39, from 0")
        top, bottom = int(match[1]), int(match[2] or match[1])
        left, right = int(match[3]), int(match[4] or match[3])
        if not (top <= bottom < GRID_ROWS and left <= right < GRID_COLUMNS):
            raise UsageError(
                f"There are no cells {word}",
                do=f"Rows are 0 to {GRID_ROWS - 1}, columns 0 to {GRID_COLUMNS - 1}",
            )
        cells[top : bottom + 1, left : right + 1] = True
    return cells


def _decide(store: Stewarding, arguments: argparse.Namespace) -> None:
    plate, by = PlateId(arguments.plate), arguments.by or getpass.getuser()
    match arguments.act:
        case "clear":
            said = f"{store.clear(plate, cells_of(arguments.cells), by)} cells are in candidate {plate} now; "
            said += "look at it again before you approve"
        case "strike":
            said = (
                f"{store.strike(plate, cells_of(arguments.cells), by)} cells of candidate {plate} are erased"
            )
        case "approve":
            missing = store.commission(plate, by, SystemClock().now())
            said = f"plate {plate} is shown from now on"
            if missing:
                said = f"candidate {plate} is approved by {by}; one more person must approve it"
        case _:
            store.retire(plate, by)
            said = f"plate {plate} is retired"
    sys.stdout.write(said + "\n")


def _show(store: Reading, plate: PlateId, out: Path | None, *, is_json: bool) -> None:
    sheet = sheet_of(store, plate)
    if out is not None:
        for path, picture in ((out, store.plate_png(plate)), (_beside(out), reasons_png(sheet))):
            with replacing(path) as target:
                target.write_bytes(picture)
    sys.stdout.write(_json(as_json(sheet)) if is_json else as_text(sheet))


def _beside(out: Path) -> Path:
    return out.with_name(f"{out.stem}-reasons{out.suffix or '.png'}")


def _list(store: Reading, *, is_json: bool) -> None:
    plates = store.plates()
    if is_json:
        sys.stdout.write(_json([_listed(store, plate) for plate in plates]))
        return
    sys.stdout.write(
        f"{'plate':>6} {'camera':20} {'light':9} {'state':13} {'known':>6} {'held':>5} {'size':>10} created\n"
    )
    for plate in plates:
        height, width = plate.pixels.shape[:2]
        held = int(store.candidate(plate.id).held.sum())
        sys.stdout.write(
            f"{plate.id:6} {plate.camera:20} {plate.light.name.lower():9} {plate.state.value:13} "
            f"{plate.admitted.mean():6.0%} {held:5} {f'{width}x{height}':>10} "
            f"{plate.created:%Y-%m-%d %H:%M} UTC\n"
        )


def _listed(store: Reading, plate: Plate) -> dict[str, Any]:
    height, width = plate.pixels.shape[:2]
    return {
        "plate": plate.id,
        "camera": plate.camera,
        "light": plate.light.name.lower(),
        "state": plate.state.value,
        "known_share": round(float(plate.admitted.mean()), 4),
        "held_cells": int(store.candidate(plate.id).held.sum()),
        "width": width,
        "height": height,
        "created": plate.created,
        "approved": plate.approved,
    }


def _json(what: object) -> str:
    return msgspec.json.format(msgspec.json.encode(what), indent=2).decode() + "\n"
