# SPDX-License-Identifier: Apache-2.0
"""What `redact` writes: whole files or none, and plates that come back as they were."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hearthwatch.commands.film import Film, read_plate, replacing, write_plate
from hearthwatch.model.errors import StorageError, UsageError
from hearthwatch.model.ids import PlateId
from hearthwatch.model.plate import PlatePixels
from hearthwatch.model.scene import Light, unknown_cells


def plate() -> PlatePixels:
    """Return a plate of which every second cell is known."""
    admitted = np.indices((45, 80)).sum(axis=0) % 2 == 0
    pixels = np.random.default_rng(1).integers(1, 255, (90, 160, 3), np.uint8)
    pixels[~np.kron(admitted, np.ones((2, 2), bool))] = 0
    return PlatePixels(PlateId(1), Light.DAY, pixels, admitted)


def test_a_full_disk_is_told_as_one() -> None:
    """A device that takes nothing ends the film with a StorageError that says to make room."""
    with pytest.raises(StorageError) as told, Film(Path("/dev/full"), (320, 240), None) as film:
        for second in range(400):
            film.add(float(second), unknown_cells())
    assert "Make room" in told.value.line()


def test_a_file_takes_its_place_only_when_whole(tmp_path: Path) -> None:
    """What fails half-way leaves neither a half file nor the part that was written."""
    target = tmp_path / "out.bin"
    target.write_bytes(b"before")
    with pytest.raises(StorageError), replacing(target) as path:
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("out.bin", b"before")]


def test_a_plate_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Pixels and known cells survive the way through a PNG."""
    path = tmp_path / "plate.png"
    write_plate(path, plate(), (160, 90))
    back = read_plate(path)
    assert (back.admitted == plate().admitted).all()
    assert (back.pixels == plate().pixels).all()


def test_what_is_no_plate_is_refused(tmp_path: Path) -> None:
    """A file that is no picture in colour is the operator's to mend."""
    path = tmp_path / "plate.png"
    path.write_bytes(b"no picture")
    with pytest.raises(UsageError, match="no plate"):
        read_plate(path)
