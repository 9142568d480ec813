# SPDX-License-Identifier: Apache-2.0
"""The village's staff at the mill, near enough to be read: a lens, a flood, and the staff as drawn.

The village fills a staff by height over its foot, linear in rows; its scale here is that of the water,
not of the painted bars, which the lens draws a little closer together towards the top.
"""

from __future__ import annotations

from hearthwatch.model.gauge import Gauge, ScalePoint
from hearthwatch.model.staff import Staff
from hearthwatch.village import Programme
from hearthwatch.village.flood import CREST_M
from hearthwatch.village.lens import HEIGHT, WIDTH, Lens
from hearthwatch.village.programme import Event, Timetable, Weather

VIEW = "mill-stream"
#: 5 mm a pixel on the staff.
NEAR = Lens(4.6, 13.0, 3600.0)
#: Metres: where the staff stands, half its width inside its edges, its drawn foot and top.
_X, _Z, _HALF, _FOOT, _TOP = 2.55, 17.0, 0.14, 0.0, 1.66
#: The flood rises over its first 120 s.
RISE_S = 120.0
#: Seconds of the day: ten in the morning, and an hour at which the camera's own infrared lamp is on.
DAY_S, NIGHT_S = 36_000.0, 84_600.0


def mill_staff(lens: Lens = NEAR, *, alarm_level: float | None = None) -> Staff:
    """Return the staff as a steward would draw it in pictures of a lens, readings in m."""
    column, row, depth = lens.spot(_X, 0.0, _Z)
    scale = lens.focal_px / depth

    def at(across_m: float, up_m: float) -> tuple[float, float]:
        return (column + across_m * scale) / WIDTH, (row - up_m * scale) / HEIGHT

    corners = (at(-_HALF, _TOP), at(_HALF, _TOP), at(_HALF, _FOOT), at(-_HALF, _FOOT))
    low, high = (ScalePoint(*at(0, reading), reading) for reading in (0.5, 1.5))
    return Staff.drawn(corners, Gauge(low, high, "m", alarm_level))


def flood(*, at_night: bool, rains: bool, crest_m: float = CREST_M) -> Programme:
    """Return a flood that begins at 10 s and lasts for ten minutes, in one light and weather."""
    events = (Event("flood", 10.0, 610.0, size=crest_m / CREST_M),)
    weather = Weather(cloud=0.4, rain=((0.0, 700.0),) if rains else ())
    starts = NIGHT_S if at_night else DAY_S
    return Programme("flood", (Timetable(VIEW, starts, events=events, weather=weather),))
