# SPDX-License-Identifier: Apache-2.0
"""A reading of water and its zone in, one sentence for a person who has to act out."""

from __future__ import annotations

from hearthwatch.model.gauge import WaterReading
from hearthwatch.model.staff import Staff, staff_of
from hearthwatch.model.zone import Zone

#: Units whose differences are said in a smaller one: how many, and its name.
#: What is faster than so many of these an hour is said by the minute.
_FAST = 300.0
_SMALLER = {"m": (100.0, "cm"), "ft": (12.0, "in")}


def water_words(reading: WaterReading, zone: Zone) -> str:
    """Return what is said of water that is too high or rises too fast."""
    if zone.kind == "dry":
        return _reached(reading, zone)
    if reading.level is None:
        return (
            f"the water at {zone.name} was too high or rose too fast when it was last read, "
            f"and cannot be read now: {_flaw(reading)}"
        )
    staff = staff_of(zone)
    level = staff.reading(reading.level)
    words = f"the water at {zone.name} stands at {_number(level, staff)}"
    return words + _against_limit(level, staff) + _rising(reading, staff)


def unread_words(reading: WaterReading, zone: Zone) -> str:
    """Return that a zone's water cannot be read, and why."""
    what = "the staff" if zone.kind == "staff" else "the water's reach"
    return f"{what} at {zone.name} cannot be read: {_flaw(reading)}"


def _reached(reading: WaterReading, zone: Zone) -> str:
    if len(zone.marks) < 2:
        words = f"water has reached {zone.name}"
    else:
        words = f"water has reached mark {reading.mark} of {len(zone.marks)} at {zone.name}"
    return words if reading.flaw is None else f"{words}; how far it is now cannot be told: {_flaw(reading)}"


def _against_limit(level: float, staff: Staff) -> str:
    limit = staff.gauge.alarm_level
    if limit is None or level < limit:
        return ""
    return f", {_difference(level - limit, staff)} above the limit"


def _rising(reading: WaterReading, staff: Staff) -> str:
    rise = reading.rise * (staff.reading(1) - staff.reading(0))
    if rise == 0:
        return ""
    per_hour = abs(rise) * _SMALLER.get(staff.gauge.unit, (1.0, ""))[0] <= _FAST
    speed = (
        f"{_difference(abs(rise), staff)} an hour"
        if per_hour
        else f"{_difference(abs(rise) / 60, staff)} a minute"
    )
    return f", {'rising' if rise > 0 else 'falling'} {speed}"


def _number(value: float, staff: Staff) -> str:
    digits = 2 if staff.gauge.unit in _SMALLER else 0
    return f"{value:.{digits}f} {staff.gauge.unit}"


def _difference(value: float, staff: Staff) -> str:
    times, unit = _SMALLER.get(staff.gauge.unit, (1.0, staff.gauge.unit))
    return f"{value * times:.0f} {unit}"


def _flaw(reading: WaterReading) -> str:
    return "no reading has come" if reading.flaw is None else reading.flaw.value
