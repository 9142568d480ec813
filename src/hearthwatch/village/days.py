# SPDX-License-Identifier: Apache-2.0
"""Programmes by chance, for long tests: a village day, and people who stand from the first picture on."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .light import DAY_S
from .noise import generator
from .places import ROOM, Spread
from .programme import Person, Programme, Station, Timetable, Weather
from .wardrobe import clothes

#: Metres a second.
_PACE = 1.3


def day_programme(
    view: str,
    seed: int,
    *,
    people_density: float = 1.0,
    starts_at_s: float = 0.0,
    hours: float = 24.0,
    rain: bool = True,
) -> Programme:
    """Return a day of one view with changing weather: clouds, rain, lamps, infrared where the view has it.

    ``people_density`` 1 is about twelve people an hour by day, fewer at night, each there for half a
    minute to ten minutes. Village time 0 is ``starts_at_s`` of the day.
    """
    rng = generator("day", view, seed)
    length = hours * 3600
    weather = Weather(
        float(rng.uniform(0.1, 0.85)),
        _showers(rng, length) if rain else (),
        wind=float(rng.uniform(0.4, 1.6)),
    )
    people = _passers(rng, ROOM[view], (length, starts_at_s), people_density)
    return Programme(f"day-{seed}", (Timetable(view, starts_at_s, people, (), (), weather),))


def standing_programme(
    view: str, seed: int, *, people: int = 3, stay_s: float = 1200.0, starts_at_s: float = 36_000.0
) -> Programme:
    """Return people who are there from the first picture on and stand, some shorter, one for ``stay_s``.

    Each leaves on foot in the end; some shift a step now and then.
    """
    rng = generator("standing", view, seed)
    room = ROOM[view]
    stays = [stay_s] + [float(rng.uniform(0.3, 1.0)) * stay_s for _ in range(people - 1)]
    return Programme(
        f"standing-{seed}",
        (
            Timetable(
                view,
                starts_at_s,
                tuple(_stander(rng, room, stay) for stay in stays),
                (),
                (),
                Weather(float(rng.uniform(0.1, 0.9))),
            ),
        ),
    )


def busy(programme: Programme, extra: Programme) -> Programme:
    """Return a programme with the people of another added, view by view."""
    merged = tuple(
        replace(each, people=each.people + extra.timetable(each.view).people) for each in programme.timetables
    )
    return Programme(f"{programme.name}+{extra.name}", merged, programme.period_s)


def _showers(rng: np.random.Generator, length_s: float) -> tuple[tuple[float, float], ...]:
    spans, at_s = [], float(rng.exponential(6 * 3600))
    while at_s < length_s:
        end = at_s + float(rng.uniform(300, 2400))
        spans.append((round(at_s, 1), round(end, 1)))
        at_s = end + float(rng.exponential(7 * 3600))
    return tuple(spans)


def _passers(
    rng: np.random.Generator, room: Spread, span: tuple[float, float], density: float
) -> tuple[Person, ...]:
    length, begins = span
    found, at_s = [], 0.0
    while density > 0:
        hour = ((begins + at_s) % DAY_S) / 3600
        an_hour = density * (12.0 if 7 <= hour < 20 else 1.5)
        at_s += float(rng.exponential(3600 / an_hour))
        if at_s >= length:
            break
        found.append(_passer(rng, room, at_s))
    return tuple(found)


def _passer(rng: np.random.Generator, room: Spread, at_s: float) -> Person:
    """Return somebody who comes in from one side, often stays a while, and leaves."""
    stops = [_spot(rng, room) for _ in range(int(rng.integers(1, 4)))]
    ways = [_edge(rng, room), *stops, _edge(rng, room)]
    stations = [Station(round(at_s, 2), *ways[0])]
    for spot in ways[1:]:
        _go(stations, spot)
        if spot in stops and rng.random() < 0.6:
            stay = float(rng.uniform(8, 240))
            stations.append(Station(stations[-1].at_s + stay, *spot))
    return Person(clothes(rng, is_child=bool(rng.random() < 0.2)), tuple(stations))


def _stander(rng: np.random.Generator, room: Spread, stay_s: float) -> Person:
    stations = [Station(0.0, *_spot(rng, room))]
    fidgets = bool(rng.random() < 0.5)
    while stations[-1].at_s < stay_s:
        here = stations[-1]
        stations.append(Station(min(stay_s, here.at_s + float(rng.uniform(60, 400))), here.x, here.z))
        if fidgets and stations[-1].at_s < stay_s:
            shift = rng.normal(0, 0.25, 2)
            stations.append(
                Station(stations[-1].at_s + 1.0, here.x + float(shift[0]), here.z + float(shift[1]))
            )
    _go(stations, _edge(rng, room))
    return Person(clothes(rng), tuple(stations))


def _go(stations: list[Station], spot: tuple[float, float]) -> None:
    last = stations[-1]
    length = float(np.hypot(spot[0] - last.x, spot[1] - last.z))
    stations.append(Station(last.at_s + max(0.5, length / _PACE), *spot))


def _spot(rng: np.random.Generator, room: Spread) -> tuple[float, float]:
    return float(rng.uniform(room.left, room.right)), float(rng.uniform(room.near, room.far))


def _edge(rng: np.random.Generator, room: Spread) -> tuple[float, float]:
    """Return a place outside the picture, or, indoors, the door at the back."""
    if room.door is not None:
        return room.door
    away = float(rng.uniform(room.near, room.far))
    return (away * 0.82 + 1.5) * (1 if rng.random() < 0.5 else -1), away
