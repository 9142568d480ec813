# SPDX-License-Identifier: Apache-2.0
"""Places that are built once and kept in a folder: a canvas goes in, and comes out again byte for byte.

A place takes about a second to build and 15 ms to read. A file is named after all that it was built from, the
code too, so what is old is never found. What cannot be read, or not be written, is built.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from .canvas import Canvas, Crown, Lamp
from .noise import generator
from .places import Site

_Array = npt.NDArray[np.generic]
_PICTURES = ("colour", "side", "nearness", "glow", "contact", "rise", "water", "tile")
_WORDS, _CASTER = "words", "caster"
#: What a file that is cut off, damaged or of another kind raises in `numpy.load` and after it.
_DAMAGE: tuple[type[Exception], ...] = (OSError, BadZipFile, EOFError, KeyError, TypeError, ValueError)


def built(site: Site, seed: int) -> Canvas:
    """Return the painted place."""
    canvas = Canvas(site.lens, generator(site.name, seed), site.heading_deg)
    site.build(canvas)
    return canvas


@dataclass(frozen=True, slots=True)
class Kept:
    """Places kept in a folder, which is made when it is needed."""

    folder: Path

    def place(self, site: Site, seed: int) -> Canvas:
        """Return the painted place: as it was kept, or built and kept."""
        path = self.folder / f"{site.name}-{_origin(site, seed)}.npz"
        with contextlib.suppress(*_DAMAGE):
            return _read(path, site)
        canvas = built(site, seed)
        with contextlib.suppress(OSError):
            _write(path, canvas)
        return canvas


def _origin(site: Site, seed: int) -> str:
    """Return what stands for all that a place is built from."""
    digest = hashlib.sha256(f"{site.name}/{site.lens}/{site.heading_deg}/{seed}/{np.__version__}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _write(path: Path, canvas: Canvas) -> None:
    """Write a place whole or not at all."""
    words = {
        "normals": canvas.normals,
        "lamps": [asdict(lamp) for lamp in canvas.lamps],
        "crowns": [asdict(crown) for crown in canvas.crowns],
        "is_indoors": canvas.is_indoors,
        "chance": canvas.rng.bit_generator.state,
    }
    arrays: dict[str, _Array] = {name: getattr(canvas, name) for name in _PICTURES}
    arrays |= {f"{_CASTER}{order:04}": points for order, points in enumerate(canvas.casters)}
    arrays[_WORDS] = np.frombuffer(json.dumps(words).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _read(path: Path, site: Site) -> Canvas:
    """Read a place. Raises one of `_DAMAGE`."""
    canvas = Canvas(site.lens, generator(site.name), site.heading_deg)
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        words = json.loads(bytes(arrays[_WORDS]))
        for name in _PICTURES:
            setattr(canvas, name, _alike(arrays, name, getattr(canvas, name)))
        canvas.casters = [arrays[name] for name in sorted(arrays) if name.startswith(_CASTER)]
    canvas.normals = [(x, y, z) for x, y, z in words["normals"]]
    canvas.lamps = [Lamp(**lamp) for lamp in words["lamps"]]
    canvas.crowns = [Crown(**crown) for crown in words["crowns"]]
    canvas.is_indoors = words["is_indoors"]
    canvas.rng.bit_generator.state = words["chance"]
    return canvas


def _alike(arrays: Mapping[str, _Array], name: str, empty: _Array) -> _Array:
    array = arrays[name]
    if (array.shape, array.dtype) != (empty.shape, empty.dtype):
        raise ValueError(name)
    return array
