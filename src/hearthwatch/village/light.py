# SPDX-License-Identifier: Apache-2.0
"""The light of a moment: second of the day and weather go in, sun, sky and lamps come out."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .noise import smoothstep

Triple = tuple[float, float, float]
_LATITUDE = math.radians(50.0)
#: Sun's declination in late summer.
_DECLINATION = math.radians(12.0)
DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class LightState:
    """What lights a view. Colours are BGR factors, 1 = as painted.

    ``sun_way`` points to the sun in the place's axes; ``lamps`` is 0..1.
    """

    sun_way: Triple
    sun: Triple
    ambient: Triple
    sky_top: Triple
    sky_low: Triple
    lamps: float
    is_infrared: bool


def light_at(second: float, heading_deg: float, *, infrared_at_night: bool) -> LightState:
    """Return the light at a second of the day, for a camera that looks ``heading_deg`` east of north."""
    way, height = _sun(second, heading_deg)
    day = smoothstep(-0.16, 0.10, height)
    strength = smoothstep(0.0, 0.22, height)
    gold = 1 - smoothstep(0.05, 0.42, height)
    infrared = infrared_at_night and height < -0.07
    ambient = _mix((0.19, 0.155, 0.13), (0.58, 0.55, 0.52), day)
    sun = _scaled(_mix((0.70, 0.74, 0.76), (0.30, 0.55, 0.86), gold), strength)
    glow = gold * day
    return LightState(
        way,
        sun,
        _mix(ambient, (ambient[0] * 0.95, ambient[1] * 0.93, ambient[2] * 1.06), glow),
        _mix((0.085, 0.055, 0.045), _mix((0.82, 0.62, 0.44), (0.62, 0.46, 0.42), gold), day),
        _mix((0.12, 0.09, 0.08), _mix((0.92, 0.87, 0.80), (0.55, 0.68, 0.92), gold), day),
        (1 - smoothstep(-0.03, 0.10, height)),
        infrared,
    )


def _sun(second: float, heading_deg: float) -> tuple[Triple, float]:
    """Return the way to the sun in the camera's axes and the sine of its height (solar time)."""
    hour = (second / DAY_S - 0.5) * 2 * math.pi
    height = math.sin(_LATITUDE) * math.sin(_DECLINATION) + math.cos(_LATITUDE) * math.cos(
        _DECLINATION
    ) * math.cos(hour)
    east = -math.cos(_DECLINATION) * math.sin(hour)
    north = math.cos(_LATITUDE) * math.sin(_DECLINATION) - math.sin(_LATITUDE) * math.cos(
        _DECLINATION
    ) * math.cos(hour)
    turn = math.radians(heading_deg)
    right = east * math.cos(turn) - north * math.sin(turn)
    away = east * math.sin(turn) + north * math.cos(turn)
    return (right, height, away), height


def _mix(low: Triple, high: Triple, share: float) -> Triple:
    return (
        low[0] + (high[0] - low[0]) * share,
        low[1] + (high[1] - low[1]) * share,
        low[2] + (high[2] - low[2]) * share,
    )


def _scaled(colour: Triple, factor: float) -> Triple:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)
