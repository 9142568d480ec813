# SPDX-License-Identifier: Apache-2.0
"""The sixteen views: where each camera stands, and what it sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hearthwatch.village.canvas import Canvas
from hearthwatch.village.lens import Lens

from . import centre, green, indoors, waterside


@dataclass(frozen=True, slots=True)
class Site:
    """One camera: ``build`` paints its view; ``heading_deg`` is where it looks, east of north."""

    name: str
    lens: Lens
    heading_deg: float
    build: Callable[[Canvas], None]
    has_infrared: bool = False


def sites() -> tuple[Site, ...]:
    """Return all sixteen, in the order of the wall."""
    return (
        Site("square", Lens(6.0, 15), 20, centre.square),
        Site("mill-stream", Lens(4.6, 17), 300, waterside.mill_stream, has_infrared=True),
        Site("fire-lane", Lens(5.0, 15), 340, centre.fire_lane),
        Site("barn", Lens(4.4, 11), 40, green.barn, has_infrared=True),
        Site("jetty", Lens(4.6, 12), 250, waterside.jetty),
        Site("playground", Lens(5.0, 17), 10, green.playground),
        Site("car-park", Lens(6.0, 18), 60, centre.car_park),
        Site("workshop", Lens(3.1, 15, 760), 0, indoors.workshop),
        Site("bakery", Lens(4.2, 10), 30, centre.bakery),
        Site("chapel", Lens(4.8, 8), 350, centre.chapel),
        Site("orchard", Lens(4.6, 14), 310, green.orchard, has_infrared=True),
        Site("bridge", Lens(5.4, 14), 280, waterside.bridge),
        Site("campsite", Lens(5.0, 15), 320, green.campsite, has_infrared=True),
        Site("harbour", Lens(6.0, 13), 260, waterside.harbour),
        Site("school-yard", Lens(5.6, 16), 15, centre.school_yard),
        Site("greenhouse", Lens(3.0, 14, 760), 0, indoors.greenhouse),
    )


#: Their names, in the order of the wall.
NAMES = (
    "square", "mill-stream", "fire-lane", "barn", "jetty", "playground", "car-park", "workshop",
    "bakery", "chapel", "orchard", "bridge", "campsite", "harbour", "school-yard", "greenhouse",
)  # fmt: skip


def site(name: str) -> Site:
    """Return the site of a name of `NAMES`."""
    return next(each for each in sites() if each.name == name)


@dataclass(frozen=True, slots=True)
class Spread:
    """Where people can walk and stand in a view, metres; indoors they come and go through the ``door``."""

    left: float
    right: float
    near: float
    far: float
    door: tuple[float, float] | None = None


#: Ground of each view that is free of things and well in sight.
ROOM = {
    "square": Spread(-9, 9, 11.5, 17),
    "mill-stream": Spread(6.2, 10, 12, 26),
    "fire-lane": Spread(-9, 9, 10.5, 18),
    "barn": Spread(-8, 2.5, 12, 20),
    "jetty": Spread(-0.2, 1.4, 9.5, 34, (0.6, 4.0)),
    "playground": Spread(-10, 10, 9, 11.5),
    "car-park": Spread(-10, 10, 17, 25),
    "workshop": Spread(-1.2, 1.2, 6.0, 13, (0.0, 14.6)),
    "bakery": Spread(-9, 9, 10, 15.3),
    "chapel": Spread(-9, 9, 10, 14.6),
    "orchard": Spread(-2.4, 2.4, 9, 30),
    "bridge": Spread(-4.4, 4.4, 9, 40),
    "campsite": Spread(-4, 9, 11, 18),
    "harbour": Spread(-9, 9, 10, 14.4),
    "school-yard": Spread(-9, 9, 10, 27),
    "greenhouse": Spread(-0.6, 0.6, 6, 20, (0.0, 23.4)),
}
