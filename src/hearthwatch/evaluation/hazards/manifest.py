# SPDX-License-Identifier: Apache-2.0
"""The manifest of annotated clips in: ``clips.csv`` of a folder; what is to be found in each, out.

Columns: ``file`` and ``kind`` are needed; ``source``, ``annotation``, ``notes`` and ``fixed_camera`` are
used where they are there. A kind that begins with *fire* or *smoke* is to be alarmed, all others not.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from hearthwatch.model.errors import UsageError
from hearthwatch.model.geometry import Box
from hearthwatch.model.hazard import Hazard

_ONSET = re.compile(r"onset ~?\s*([\d.]+) ?s")
_EXPECTED = {"fire": Hazard.FLAME, "smoke": Hazard.SMOKE}
_FRAME = re.compile(r"<frameNumber>(\d+)</frameNumber>(.*?)(?=<frameNumber>|</frames>)", re.DOTALL)
_RECTANGLE = re.compile(r"<_>\s*(\d+) (\d+) (\d+) (\d+)\s*</_>")
_SIZE = re.compile(r"<frameWidth>(\d+)</frameWidth>\s*<frameHeight>(\d+)</frameHeight>")
_RATE = re.compile(r"<frameRate>([\d.]+)</frameRate>")


@dataclass(frozen=True, slots=True)
class Region:
    """Where something burns from a moment on."""

    from_s: float
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip: ``expected`` is None where nothing may be alarmed; ``onset_s`` when it can first be seen."""

    path: Path
    name: str
    kind: str
    camera: str
    expected: Hazard | None
    onset_s: float
    regions: tuple[Region, ...]


def clips(folder: Path) -> list[Clip]:
    """Return the clips of a folder, in the manifest's order. Raises UsageError."""
    manifest = folder / "clips.csv"
    try:
        with manifest.open(newline="", encoding="utf-8") as opened:
            rows = list(csv.DictReader(opened))
    except OSError as error:
        raise UsageError(
            f"No clips.csv can be read in {folder} ({error.strerror})", do="name the folder of clips"
        ) from error
    if not rows or not {"file", "kind"} <= set(rows[0]):
        raise UsageError(f"{manifest} has no rows with file and kind", do="see hearthwatch evaluate --help")
    return [_clip(folder, row) for row in rows]


def _clip(folder: Path, row: dict[str, str]) -> Clip:
    path = folder / row["file"]
    if not path.is_file():
        raise UsageError(f"{path} is missing", do="take it out of clips.csv, or bring it")
    first = re.split(r"[+_ ]", row["kind"].strip().lower())[0]
    said = f"{row.get('annotation') or ''} {row.get('notes') or ''}"
    onset = _ONSET.search(said)
    return Clip(
        path,
        path.stem,
        row["kind"],
        # Clips of one source may be of one camera; each file is taken as a camera of its own.
        row["file"],
        _EXPECTED.get(first),
        float(onset[1]) if onset else 0.0,
        _regions(path, said),
    )


def _regions(path: Path, said: str) -> tuple[Region, ...]:
    """Return the boxes of an OpenCV XML file that the annotation names, beside the clip."""
    named = re.search(r"([\w-]+\.xml)", said)
    if named is None or not (path.parent / named[1]).is_file():
        return ()
    text = (path.parent / named[1]).read_text(encoding="utf-8")
    size, rate = _SIZE.search(text), _RATE.search(text)
    if size is None or rate is None:
        raise UsageError(f"{named[1]} is no annotation in OpenCV's XML", do="mend it, or take its name out")
    width, height, per_second = int(size[1]), int(size[2]), float(rate[1])
    found = []
    for number, inner in _FRAME.findall(text):
        numbers = [tuple(map(int, each)) for each in _RECTANGLE.findall(inner)]
        boxes = tuple(Box(x / width, y / height, w / width, h / height) for x, y, w, h in numbers)
        found.append(Region(int(number) / per_second, boxes))
    return tuple(found)
