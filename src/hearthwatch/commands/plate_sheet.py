# SPDX-License-Identifier: Apache-2.0
"""What a steward is shown of a candidate at the command line: a `Sheet` as lines, as JSON, as a picture.

Pixels that are held back are nowhere in it: whoever wants to see them clears them first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np

from hearthwatch.model.errors import BugError
from hearthwatch.model.geometry import CELLS, GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import CellReason, Pixels, PlateCandidate
from hearthwatch.plate_sheet import Sheet, changes, counts, rectangles

_REASONS = tuple(CellReason)
#: Pixels of a cell in the picture of reasons, of its margin, its legend and a line of it.
_CELL, _MARGIN, _LEGEND, _LINE = 12, 30, 430, 26
#: Blue, green, red; admitted cells show the candidate itself. Colours of Okabe and Ito, and greys.
_COLOURS = {
    CellReason.TOO_FEW: (160, 160, 160),
    CellReason.NO_MAJORITY: (66, 228, 240),
    CellReason.NOT_RECURRING: (233, 180, 86),
    CellReason.MOTION: (178, 114, 0),
    CellReason.VETO: (0, 94, 213),
    CellReason.TEXT: (167, 121, 204),
    CellReason.MASKED: (40, 40, 40),
    CellReason.STRUCK: (115, 158, 0),
}
_PAPER, _INK = 255, (0, 0, 0)


def as_text(sheet: Sheet) -> str:
    """Return the sheet in lines for a terminal."""
    return "\n".join(_lines(sheet)) + "\n"


def as_json(sheet: Sheet) -> dict[str, Any]:
    """Return the sheet for programs; ``cells`` has the number of each cell's reason, row by row."""
    plate, height, width = sheet.plate, *sheet.plate.pixels.shape[:2]
    change = changes(sheet)
    return {
        "plate": plate.id,
        "camera": plate.camera,
        "light": plate.light.name.lower(),
        "state": plate.state.value,
        "width": width,
        "height": height,
        "samples": sheet.proposed.samples,
        "created": plate.created,
        "known_share": round(float(plate.admitted.mean()), 4),
        "reasons": [
            {"number": _REASONS.index(reason), "reason": reason.value, "cells": number}
            for reason, number in counts(sheet.proposed).items()
        ],
        "held": [
            {"rows": [each.top, each.bottom - 1], "columns": [each.left, each.right - 1]}
            for each in rectangles(sheet.proposed.held)
        ],
        "against_what_is_shown": change,
        "approvals": {"needed": sheet.approvals_needed, "by": sheet.approved_by},
        "acts": sheet.acts,
        "cells": sheet.proposed.reasons.tolist(),
    }


def reasons_png(sheet: Sheet) -> bytes:
    """Return a picture of all cells by reason, with numbers at its edges and a legend, as PNG."""
    grid = _grid_picture(sheet)
    height, width = grid.shape[:2]
    page = np.full((height + _MARGIN + 10, width + _MARGIN + _LEGEND, 3), _PAPER, np.uint8)
    page[_MARGIN : _MARGIN + height, _MARGIN : _MARGIN + width] = grid
    for column in range(0, GRID_COLUMNS, 5):
        _write(page, str(column), (_MARGIN + column * _CELL, _MARGIN - 8), 0.4)
    for row in range(0, GRID_ROWS, 5):
        _write(page, str(row), (4, _MARGIN + row * _CELL + 11), 0.4)
    _legend(page, sheet.proposed, _MARGIN + width + 14)
    done, png = cv2.imencode(".png", page)
    if not done:
        raise BugError("The picture of reasons could not be written as PNG")
    return png.tobytes()


def _lines(sheet: Sheet) -> Iterator[str]:
    plate, proposed = sheet.plate, sheet.proposed
    height, width = plate.pixels.shape[:2]
    yield (
        f"{plate.state.value} {plate.id}: {plate.camera}, {plate.light.name.lower()}, {width}x{height}, "
        f"{proposed.samples} samples, proposed {plate.created:%Y-%m-%d %H:%M} UTC"
    )
    for reason, number in counts(proposed).items():
        yield f"{number:6} cells {number / CELLS:6.1%}  {reason.value}"
    if (change := changes(sheet)) is not None:
        yield (
            f"against plate {change.plate}, shown now: {change.newly_visible} cells newly visible, "
            f"{change.no_more_visible} no more, {change.otherwise} look otherwise, {change.the_same} the same"
        )
    for place in rectangles(proposed.held):
        yield (
            f"held back, may hold writing: {_span(place.top, place.bottom)},{_span(place.left, place.right)} "
            f"(see it by: hearthwatch plate clear {plate.id} "
            f"{_span(place.top, place.bottom)},{_span(place.left, place.right)})"
        )
    if sheet.approvals_needed:
        by = f", approved by {', '.join(sheet.approved_by)}" if sheet.approved_by else ""
        yield f"{_people(sheet.approvals_needed)} must approve it{by}"
    for act in sheet.acts:
        cells = f", {act.cells} cells" if act.cells else ""
        yield f"{act.at:%Y-%m-%d %H:%M} UTC {act.act} by {act.by or 'nobody named'}{cells}"


def _people(number: int) -> str:
    return "one person" if number == 1 else "two people"


def _span(start: int, end: int) -> str:
    return str(start) if end == start + 1 else f"{start}-{end - 1}"


def _grid_picture(sheet: Sheet) -> Pixels:
    size = (GRID_COLUMNS * _CELL, GRID_ROWS * _CELL)
    picture = np.asarray(cv2.resize(sheet.plate.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    for reason, colour in _COLOURS.items():
        cells = sheet.proposed.reasons == _REASONS.index(reason)
        picture[np.kron(cells, np.ones((_CELL, _CELL), np.bool_))] = colour
    return picture


def _legend(page: Pixels, proposed: PlateCandidate, left: int) -> None:
    number = counts(proposed)
    for line, reason in enumerate(CellReason):
        top = _MARGIN + line * _LINE
        if reason in _COLOURS:
            cv2.rectangle(page, (left, top), (left + 16, top + 16), _COLOURS[reason], cv2.FILLED)
        words = "as here: would be visible" if reason is CellReason.ADMITTED else reason.value
        _write(page, f"{number.get(reason, 0):5}  {words}", (left + 22, top + 13), 0.42)


def _write(page: Pixels, words: str, place: tuple[int, int], scale: float) -> None:
    cv2.putText(page, words, place, cv2.FONT_HERSHEY_SIMPLEX, scale, _INK, 1, cv2.LINE_AA)
