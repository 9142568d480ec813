# SPDX-License-Identifier: Apache-2.0
"""Zones that a steward draws on a page: checked as the configuration is, and written as its text.

Nothing is kept here: the service reads its zones from the configuration file when it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from hearthwatch.config.values import Duration
from hearthwatch.config.zone_text import zone_text
from hearthwatch.config.zones import DrawnZone
from hearthwatch.model.plate import Mask
from hearthwatch.model.polygon import Point
from hearthwatch.model.zone import Zone, ZoneError, require_distinct
from hearthwatch.model.zone_cells import masked_warning


@dataclass(frozen=True, slots=True, eq=False)
class ZonesInUse:
    """The zones of a camera that runs, and what its configuration masks besides, bool [45, 80]."""

    zones: tuple[Zone, ...]
    masked: Mask


@dataclass(frozen=True, slots=True)
class AskedZone:
    """A zone as it is drawn so far; ``after_s`` counts for keep-clear alone."""

    name: str
    kind: str
    corners: tuple[Point, ...]
    after_s: float
    drawn: date | None


@dataclass(frozen=True, slots=True)
class ZoneFlaw:
    """What is wrong with the zone of a number, from 0: which part of it, and a sentence."""

    number: int
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class ZoneCheck:
    """What there is to say: flaws; else the text to copy, the names it replaces, and a warning or ""."""

    flaws: tuple[ZoneFlaw, ...] = ()
    text: str = ""
    replaced: tuple[str, ...] = ()
    warning: str = ""


def checked(asked: Sequence[AskedZone], used: ZonesInUse) -> ZoneCheck:
    """Return what is wrong with zones that are drawn beside those in use, or how they are written."""
    former = {zone.name.casefold(): zone for zone in used.zones}
    drawn, flaws = [], []
    for number, each in enumerate(asked):
        try:
            drawn.append(_drawn(each, former.get(each.name.casefold())))
        except ValueError as error:
            key, _, words = str(error).partition(": ")
            flaws.append(ZoneFlaw(number, key, _sentence(words)))
    if flaws:
        return ZoneCheck(tuple(flaws))
    return _joined(drawn, used)


def _joined(drawn: Sequence[DrawnZone], used: ZonesInUse) -> ZoneCheck:
    names = {each.name.casefold() for each in drawn}
    left = [zone for zone in used.zones if zone.name.casefold() not in names]
    zones = [*left, *(each.zone for each in drawn)]
    try:
        require_distinct(zones)
    except ZoneError as error:
        return ZoneCheck((ZoneFlaw(len(drawn) - 1, error.key, _sentence(str(error))),))
    return ZoneCheck(
        (),
        "\n".join(zone_text(each) for each in drawn),
        tuple(zone.name for zone in used.zones if zone.name.casefold() in names),
        masked_warning(used.masked, zones) or "",
    )


def _drawn(asked: AskedZone, former: Zone | None) -> DrawnZone:
    """Return a zone of the configuration; what the former of its name and kind knows of water stays."""
    kept = former if former is not None and former.kind == asked.kind else None
    plain = DrawnZone(
        name=asked.name,
        kind=asked.kind,
        corners=asked.corners,
        after=_duration(asked.after_s),
        drawn=asked.drawn,
        version=1 if former is None else former.version + 1,
    )
    return plain if kept is None else _with_water(replace(plain, covers=kept.covers, marks=kept.marks), kept)


def _with_water(drawn: DrawnZone, kept: Zone) -> DrawnZone:
    gauge = kept.gauge
    if gauge is None:
        return drawn
    low, high = ((each.x, each.y, each.reading) for each in (gauge.low, gauge.high))
    return replace(
        drawn,
        scale=(low, high),
        unit=gauge.unit,
        alarm_level=gauge.alarm_level,
        alarm_rise=gauge.alarm_rise,
    )


def _duration(seconds: float) -> Duration:
    minutes = seconds / 60
    return Duration(f"{round(minutes)} min" if minutes == round(minutes) else f"{round(seconds)} s")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."
