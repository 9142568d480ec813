# SPDX-License-Identifier: Apache-2.0
"""A zone as the section of a configuration file that makes it: what a steward copies there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from .zones import DrawnZone

_AS_IT_IS = DrawnZone(name="-", kind="watch", corners=((0, 0), (1, 0), (1, 1)))


def zone_text(zone: DrawnZone) -> str:
    """Return ``[[camera.zone]]`` in TOML, without what is as it is by itself."""
    return "\n".join(_lines(zone)) + "\n"


def _lines(zone: DrawnZone) -> Iterator[str]:
    yield "[[camera.zone]]"
    # What JSON escapes in a line of printable letters, TOML escapes alike.
    yield f"name = {json.dumps(zone.name, ensure_ascii=False)}"
    yield f'kind = "{zone.kind}"'
    yield f"corners = {_points(zone.corners)}"
    if zone.kind == "keep-clear":
        yield f'after = "{zone.after}"'
    if zone.covers != _AS_IT_IS.covers:
        yield f"covers = {zone.covers}"
    if zone.scale:
        yield f"scale = {_points(zone.scale)}"
        yield f"unit = {json.dumps(zone.unit, ensure_ascii=False)}"
    for key, value in (("alarm_level", zone.alarm_level), ("alarm_rise", zone.alarm_rise)):
        if value is not None:
            yield f"{key} = {value}"
    if zone.marks:
        yield f"marks = {_points(zone.marks)}"
    if zone.drawn is not None:
        yield f"drawn = {zone.drawn.isoformat()}"
    yield f"version = {zone.version}"


def _points(points: Sequence[Sequence[float]]) -> str:
    return "[" + ", ".join("[" + ", ".join(f"{round(n, 6)}" for n in point) + "]" for point in points) + "]"
