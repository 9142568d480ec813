# SPDX-License-Identifier: Apache-2.0
"""Zones that a command line names: ``NAME:KIND:x1,y1,x2,y2,...`` or a TOML file in, zones out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hearthwatch.config.load import load_zones
from hearthwatch.model.errors import UsageError
from hearthwatch.model.zone import Zone, ZoneError, require_distinct, zone_kind

_FORM = "Write NAME:KIND:x1,y1,x2,y2,x3,y3 with parts of the picture, 0 to 1, or a TOML file's path"


def asked_zones(words: Sequence[str], today: date) -> tuple[Zone, ...]:
    """Return the zones that all ``--zone`` name, drawn ``today``. Raises UsageError."""
    zones = tuple(zone for each in words for zone in _zones(each, today))
    try:
        require_distinct(zones)
    except ZoneError as error:
        raise UsageError(f"--zone: {error}") from None
    return zones


def _zones(words: str, today: date) -> tuple[Zone, ...]:
    if words.endswith(".toml"):
        return load_zones(Path(words))
    name, found, rest = words.rpartition(":")[0].rpartition(":")[0], words.count(":") >= 2, words
    if not found:
        raise UsageError(f"--zone {rest[:60]!r} is no zone", do=_FORM)
    kind, numbers = words[len(name) + 1 :].split(":")
    try:
        return (Zone(name, _corners(numbers), zone_kind(kind), drawn=today),)
    except ValueError as error:
        raise UsageError(f"--zone {name!r}: {error}", do=_FORM) from None


def _corners(numbers: str) -> tuple[tuple[float, float], ...]:
    try:
        values = [float(each) for each in numbers.split(",")] if numbers.strip() else []
    except ValueError:
        raise ValueError(f"{numbers[:40]!r} are not numbers with commas between them") from None
    if len(values) % 2:
        raise ValueError(f"{len(values)} numbers are no pairs of x and y")
    return tuple(zip(values[::2], values[1::2], strict=True))
