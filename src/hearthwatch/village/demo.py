# SPDX-License-Identifier: Apache-2.0
"""The demo's programme: ten minutes that repeat; people at once, hazards within a minute."""

from __future__ import annotations

from itertools import pairwise

from .programme import Clothes, Event, Person, Programme, Station, Timetable, Vehicle, Weather

PERIOD_S = 600.0
_TEN = 36_000.0
_NIGHT = 80_400.0

_RED = Clothes((50, 50, 180), (95, 65, 45))
_BLUE = Clothes((150, 90, 40), (50, 46, 44), (90, 140, 180), (128, 158, 204), 1.80)
_GREEN = Clothes((60, 120, 60), (110, 120, 125), (30, 34, 42), (92, 124, 172), 1.68, has_bag=True)
_WHITE = Clothes((212, 216, 216), (120, 84, 60), (36, 48, 84), (150, 178, 222), 1.65)
_DARK = Clothes((52, 48, 46), (60, 58, 56), (150, 155, 158), (62, 88, 128), 1.76, has_coat=True, has_hat=True)
_YELLOW = Clothes((60, 170, 212), (95, 65, 45), (50, 72, 100), (150, 178, 222), 1.25)
_GREY = Clothes((140, 150, 155), (70, 95, 120), (150, 155, 158), (150, 178, 222), 1.7, has_hat=True)


def _stays(clothes: Clothes, x: float, z: float, span: tuple[float, float] = (0, PERIOD_S)) -> Person:
    """Return somebody who stands in one place for the whole span."""
    return Person(clothes, (Station(span[0], x, z), Station(span[1], x, z)))


def _sits(clothes: Clothes, x: float, z: float, span: tuple[float, float] = (0, PERIOD_S)) -> Person:
    """Return somebody who sits in one place for the whole span."""
    return Person(clothes, (Station(span[0], x, z, "sit"), Station(span[1], x, z, "sit")))


def _walks(clothes: Clothes, start_s: float, *points: tuple[float, float]) -> Person:
    """Return somebody who walks along points (x, z) at 1.3 m/s."""
    stations, at_s = [Station(start_s, *points[0])], start_s
    for before, after in pairwise(points):
        at_s += max(0.5, ((after[0] - before[0]) ** 2 + (after[1] - before[1]) ** 2) ** 0.5 / 1.3)
        stations.append(Station(at_s, *after))
    return Person(clothes, tuple(stations))


_CENTRE = (
    Timetable(
        "square",
        _TEN,
        (
            _stays(_DARK, -2.2, 15.5),
            _stays(_RED, -1.3, 15.9, (0, 260)),
            _sits(_WHITE, -6.4, 19.1, (0, 420)),
            _walks(_BLUE, -6, (-14, 13), (0, 14.5), (16, 20)),
            _walks(_GREEN, 20, (18, 25), (4, 26), (-16, 28)),
            _walks(_YELLOW, 95, (-13, 17), (-3, 24), (6, 25), (16, 18)),
            _walks(_GREY, 210, (15, 14), (5, 12), (-13, 14)),
            _walks(_WHITE, 330, (-15, 24), (15, 24)),
            _walks(_RED, 450, (14, 12), (-12, 12)),
        ),
        (Vehicle("car", (60, 62, 150), (Station(140, -42, 33), Station(150, 42, 33))),),
    ),
    Timetable(
        "fire-lane",
        _TEN,
        (
            _stays(_GREEN, 3.4, 18.2, (0, 300)),
            _walks(_DARK, 10, (-16, 18.5), (16, 18.2)),
            _walks(_WHITE, 180, (18, 18.3), (0.0, 18.6), (-2, 20.5)),
            _walks(_BLUE, 400, (-17, 11.8), (17, 12.6)),
        ),
        (
            Vehicle(
                "van",
                (206, 208, 208),
                (Station(52, -26, 13), Station(60, -1.5, 13), Station(300, -1.5, 13), Station(308, 26, 13)),
            ),
            Vehicle("car", (70, 84, 60), (Station(410, 28, 13.6), Station(421, -28, 13.6))),
        ),
        (Event("blocked", 60, 300, -1.5, 13),),
    ),
    Timetable(
        "car-park",
        _NIGHT,
        (
            _walks(_DARK, -4, (-12, 20), (0, 21), (14, 19)),
            _stays(_BLUE, 6.4, 21.5, (0, 340)),
            _walks(_RED, 160, (16, 33), (8, 24), (-12, 18)),
            _walks(_GREEN, 380, (-18, 23), (18, 22)),
        ),
        (),
        (),
    ),
    Timetable(
        "bakery",
        _TEN,
        (
            _stays(_WHITE, -0.6, 15.9),
            _stays(_GREY, -1.6, 15.2, (0, 130)),
            _sits(_RED, -5.5, 16.0, (0, 500)),
            _walks(_BLUE, -5, (-13, 14.4), (13, 14.6)),
            _walks(_GREEN, 60, (14, 11), (2, 12), (-13, 11)),
            _walks(_YELLOW, 220, (-13, 14), (-1, 15.2), (12, 14)),
            _walks(_DARK, 400, (13, 13.9), (-13, 14.2)),
        ),
        (Vehicle("car", (150, 104, 56), (Station(280, -26, 10), Station(290, 26, 10))),),
        (Event("smoulder", 90, 270, 5.2, 14.6),),
    ),
    Timetable(
        "chapel",
        _TEN,
        (
            _stays(_DARK, -6.2, 19.4),
            _sits(_GREY, 5.0, 17.6, (0, 380)),
            _walks(_RED, 40, (-2, 7), (0, 15), (1.5, 28)),
            _walks(_BLUE, 250, (1.5, 28), (0, 14), (-3, 6)),
        ),
    ),
    Timetable(
        "school-yard",
        _TEN,
        (
            _stays(_GREEN, 10.2, 15.5),
            _stays(_YELLOW, -3, 16, (0, 180)),
            _stays(Clothes((60, 50, 170), (95, 65, 45), height_m=1.3), -2.2, 16.6, (0, 180)),
            _walks(_YELLOW, 182, (-3, 16), (4, 20), (7, 13), (-7, 14), (-8, 22), (5, 24), (0, 31)),
            _walks(_WHITE, 10, (-16, 26), (0, 27), (16, 25.5)),
            _walks(_DARK, 300, (15, 12), (-14, 13)),
            _walks(_RED, 420, (0, 30), (2, 18), (-3, 10)),
        ),
    ),
)

_GREEN_SIDE = (
    Timetable(
        "barn",
        _TEN,
        (
            _stays(_BLUE, -9.0, 15.5),
            _walks(_GREEN, -5, (9, 12), (2, 16), (-8, 20)),
            _walks(_DARK, 150, (-12, 14), (-2, 13), (9, 11)),
        ),
        (Vehicle("tractor", (50, 110, 50), (Station(260, -26, 21), Station(280, 26, 19))),),
        (Event("fire", 25, 240, 3.9, 16.2),),
    ),
    Timetable(
        "playground",
        _TEN,
        (
            _stays(_YELLOW, -5, 18.5, (0, 240)),
            _sits(_RED, -10.4, 15.1),
            _sits(_DARK, 1.3, 12.2, (0, 330)),
            _stays(Clothes((90, 140, 200), (95, 65, 45), height_m=1.15), -6.4, 17.2, (0, 480)),
            _walks(_WHITE, -4, (-14, 9.4), (14, 9.8)),
            _walks(_GREEN, 130, (14, 9.6), (-14, 9.2)),
            _walks(_BLUE, 350, (-14, 9.6), (14, 9.9)),
        ),
    ),
    Timetable(
        "orchard",
        _TEN,
        (
            _stays(_GREY, 4.2, 15.6),
            _walks(_GREEN, 5, (0, 8), (0, 26), (6, 28)),
            _walks(_RED, 260, (-8, 28), (-1, 14), (0, 7)),
        ),
        (),
        (Event("moved", 180, 300),),
        Weather(0.25),
    ),
    Timetable(
        "campsite",
        81_000.0,
        (
            _sits(_BLUE, 2.3, 19.4),
            _sits(_RED, 6.0, 19.6, (0, 450)),
            _stays(_GREEN, -4.2, 17.3, (0, 300)),
            _walks(_DARK, 30, (10, 9), (5, 15), (-3, 23), (-10, 28)),
            _walks(_WHITE, 320, (-10, 28), (0, 19), (9, 9)),
        ),
    ),
)

_WATERSIDE = (
    Timetable(
        "mill-stream",
        _TEN,
        (
            _stays(_RED, 7.8, 12.5),
            _walks(_BLUE, 15, (9, 7), (8.6, 16), (9.5, 30)),
            _walks(_GREY, 330, (9.5, 30), (8.5, 14), (9, 7)),
        ),
        (),
        (Event("flood", 40, 420),),
    ),
    Timetable(
        "jetty",
        _TEN,
        (
            _stays(_WHITE, 0.6, 24),
            _sits(_DARK, 5.2, 6.7),
            _walks(_GREEN, 0, (-4, 7.2), (0.4, 8), (0.5, 21)),
            _walks(_RED, 200, (0.6, 36), (0.5, 9), (-5, 7)),
        ),
        (),
        (Event("covered", 120, 160),),
    ),
    Timetable(
        "bridge",
        _TEN,
        (
            _stays(_GREY, 4.4, 24, (0, 420)),
            _walks(_BLUE, -5, (-4.4, 9), (-4.4, 50)),
            _walks(_RED, 100, (4.4, 48), (4.4, 9)),
            _walks(_GREEN, 330, (-4.4, 10), (-4.4, 48)),
        ),
        (),
        (Event("defocused", 240, 300),),
        Weather(0.9, ((330, 500),)),
    ),
    Timetable(
        "harbour",
        _TEN,
        (
            _stays(_BLUE, -3.2, 13.2),
            _sits(_WHITE, 3.3, 11.1, (0, 360)),
            _walks(_RED, -6, (-12, 11.5), (12, 12)),
            _walks(_DARK, 90, (13, 10.5), (-12, 10)),
            _walks(_GREEN, 380, (-12, 12.6), (12, 13)),
        ),
        (),
        (Event("frozen", 200, 240),),
    ),
)

_INDOORS = (
    Timetable(
        "workshop",
        _TEN,
        (
            _stays(_BLUE, -3.4, 9.4),
            _walks(_GREY, -3, (0, 5.5), (0.4, 13.8), (-1.6, 13), (0, 6)),
            _stays(_GREEN, 3.4, 11.8, (0, 290)),
            _walks(_DARK, 300, (0, 14), (0, 6), (0, 14)),
        ),
    ),
    Timetable(
        "greenhouse",
        _TEN,
        (
            _stays(_WHITE, 0.4, 9.5, (0, 350)),
            _walks(_GREEN, 0, (-0.4, 18), (-0.4, 6.5), (-0.3, 20)),
            _walks(_RED, 380, (0.2, 21), (0.3, 6.5), (0.2, 21)),
        ),
    ),
)

#: What `hearthwatch demo` shows.
DEMO = Programme("demo", _CENTRE + _GREEN_SIDE + _WATERSIDE + _INDOORS, PERIOD_S)

#: The same light with nobody and nothing in it: to commission plates, and to compare.
EMPTY = DEMO.emptied()
