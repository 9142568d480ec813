# SPDX-License-Identifier: Apache-2.0
"""What is built once and kept in a folder, to come out again byte for byte: places, and tiles of noise.

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
from typing import Protocol
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from .canvas import Canvas, Crown, Lamp
from .lens import Picture
from .noise import generator
from .places import Site
from .stir import noise_tile

_Array = npt.NDArray[np.generic]
_PICTURES = ("colour", "side", "nearness", "glow", "contact", "rise", "water", "tile")
_WORDS, _CASTER, _NOISE = "words", "caster", "noise"
#: What a file that is cut off, damaged or of another kind raises in `numpy.load` and after it.
_DAMAGE: tuple[type[Exception], ...] = (OSError, BadZipFile, EOFError, KeyError, TypeError, ValueError)


class Works(Protocol):
    """Makes, or has, what pictures of a place are made of."""

    def place(self, site: Site, seed: int) -> Canvas:
        """Return the painted place."""

    def noise(self, deviation: float, *, grey: bool) -> Picture:
        """Return a tile of a camera's noise; see `noise_tile`."""


class Built:
    """Builds all afresh."""

    def place(self, site: Site, seed: int) -> Canvas:
        """Return the painted place."""
        canvas = Canvas(site.lens, generator(site.name, seed), site.heading_deg)
        site.build(canvas)
        return canvas

    def noise(self, deviation: float, *, grey: bool) -> Picture:
        """Return a tile of a camera's noise."""
        return noise_tile(deviation, grey=grey)


@dataclass(frozen=True, slots=True)
class Kept:
    """Keeps what is built in a folder, which is made when it is needed."""

    folder: Path

    def place(self, site: Site, seed: int) -> Canvas:
        """Return the painted place: as it was kept, or built and kept."""
        origin = _origin(f"{site.name}/{site.lens}/{site.heading_deg}/{seed}")
        path = self.folder / f"{site.name}-{origin}.npz"
        with contextlib.suppress(*_DAMAGE):
            return _read(path, site)
        canvas = Built().place(site, seed)
        with contextlib.suppress(OSError):
            _write(path, _arrays(canvas))
        return canvas

    def noise(self, deviation: float, *, grey: bool) -> Picture:
        """Return the tile of noise: as it was kept, or made and kept."""
        path = self.folder / f"{_NOISE}-{_origin(f'{deviation}/{grey}')}.npz"
        with contextlib.suppress(*_DAMAGE), path.open("rb") as file, np.load(file) as arrays:
            return np.asarray(arrays[_NOISE], np.uint8)
        tile = noise_tile(deviation, grey=grey)
        with contextlib.suppress(OSError):
            _write(path, {_NOISE: tile})
        return tile


def _origin(wanted: str) -> str:
    """Return what stands for all that something is built from."""
    digest = hashlib.sha256(f"{wanted}/{np.__version__}".encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _arrays(canvas: Canvas) -> dict[str, _Array]:
    """Return all that a place is."""
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
    return arrays


def _write(path: Path, arrays: Mapping[str, _Array]) -> None:
    """Write a file whole or not at all."""
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
