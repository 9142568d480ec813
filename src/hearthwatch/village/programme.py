# SPDX-License-Identifier: Apache-2.0
"""What happens in the village and when: plain frozen data, in seconds of village time and in metres."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from .skins import Colour

Pose = Literal["stand", "sit"]
EventKind = Literal["fire", "smoulder", "flood", "blocked", "covered", "moved", "defocused", "frozen"]
VehicleKind = Literal["car", "van", "tractor"]


@dataclass(frozen=True, slots=True)
class Station:
    """Be at (x, z) at this second. Between two stations one walks; at two alike, one stays in the pose."""

    at_s: float
    x: float
    z: float
    pose: Pose = "stand"


@dataclass(frozen=True, slots=True)
class Clothes:
    """How a figure looks, colours BGR; ``height_m`` 1.1 is a child."""

    top: Colour = (120, 70, 40)
    bottom: Colour = (70, 55, 50)
    hair: Colour = (40, 50, 60)
    skin: Colour = (150, 175, 215)
    height_m: float = 1.72
    has_coat: bool = False
    has_hat: bool = False
    has_bag: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A figure that is there from its first station to its last."""

    clothes: Clothes
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A vehicle seen from its side, there from its first station to its last."""

    kind: VehicleKind
    colour: Colour
    stations: tuple[Station, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens from ``start_s`` to ``end_s`` at (x, z); ``size`` 1 is usual."""

    kind: EventKind
    start_s: float
    end_s: float
    x: float = 0.0
    z: float = 0.0
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class GainStep:
    """The camera's exposure becomes ``gain`` at a second, over ``over_s``."""

    at_s: float
    gain: float
    over_s: float = 0.4


@dataclass(frozen=True, slots=True)
class Weather:
    """``cloud`` 0..1 is the sky's cover; ``rain`` are spans (start, end) in seconds of village time."""

    cloud: float = 0.35
    rain: tuple[tuple[float, float], ...] = ()
    gains: tuple[GainStep, ...] = ()
    wind: float = 1.0
    noise: float = 1.0


@dataclass(frozen=True, slots=True)
class Timetable:
    """One view's programme. ``starts_at_s`` is the second of the day at village time 0."""

    view: str
    starts_at_s: float = 36_000.0
    people: tuple[Person, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    events: tuple[Event, ...] = ()
    weather: Weather = Weather()


@dataclass(frozen=True, slots=True)
class Programme:
    """Every view's timetable. People, vehicles and events begin again each ``period_s`` (0: never)."""

    name: str
    timetables: tuple[Timetable, ...]
    period_s: float = 0.0

    def timetable(self, view: str) -> Timetable:
        """Return the timetable of a view; one without any happening where none is given."""
        return next((each for each in self.timetables if each.view == view), Timetable(view))

    def emptied(self) -> Programme:
        """Return the same light and weather without people, vehicles and events."""
        bare = tuple(replace(each, people=(), vehicles=(), events=()) for each in self.timetables)
        return Programme(f"{self.name}-empty", bare, self.period_s)

    def without_people(self) -> Programme:
        """Return the same programme with nobody in it."""
        bare = tuple(replace(each, people=()) for each in self.timetables)
        return Programme(f"{self.name}-alone", bare, self.period_s)

    def moment(self, t_s: float) -> float:
        """Return the second within the programme of a village time."""
        return t_s % self.period_s if self.period_s > 0 else t_s


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where somebody or something is: metres, how far it has come since its last stop, which way it goes."""

    x: float
    z: float
    pose: Pose
    is_moving: bool
    gone_m: float
    way: tuple[float, float]


def whereabouts(stations: tuple[Station, ...], moment_s: float) -> Whereabouts | None:
    """Return where the stations place somebody at a moment; None outside of their time."""
    if not stations or not stations[0].at_s <= moment_s <= stations[-1].at_s:
        return None
    for before, after in pairwise(stations):
        if moment_s <= after.at_s:
            share = (moment_s - before.at_s) / max(1e-6, after.at_s - before.at_s)
            step = (after.x - before.x, after.z - before.z)
            length = (step[0] ** 2 + step[1] ** 2) ** 0.5
            moving = length > 0.05
            way = (step[0] / length, step[1] / length) if moving else (0.0, -1.0)
            return Whereabouts(
                before.x + step[0] * share,
                before.z + step[1] * share,
                before.pose,
                moving,
                length * share,
                way,
            )
    return None
