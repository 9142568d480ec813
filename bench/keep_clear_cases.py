# SPDX-License-Identifier: Apache-2.0
"""The cases of the keep-clear bench: views, zones, what happens in them, and what must come of it."""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from hearthwatch.model.clock import SystemClock
from hearthwatch.model.polygon import Point
from hearthwatch.model.raw import WorkPicture
from hearthwatch.model.zone import Zone
from hearthwatch.model.zone_cells import inner_cells
from hearthwatch.stages.cameras.address import parse_address
from hearthwatch.stages.cameras.open import open_camera
from hearthwatch.stages.cameras.options import OpenOptions
from hearthwatch.stages.frames.decode import frames
from hearthwatch.stages.frames.work import work_picture
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import Programme
from hearthwatch.village.programme import Clothes, Person, Station, Timetable, Vehicle, VehicleKind, Weather
from keep_clear_scenes import (
    HEIGHT,
    WIDTH,
    Injection,
    Sprite,
    Stay,
    light_steps,
    lingers,
    passers,
    placed,
    rain,
    shadow,
    standing,
    thing,
    to_infrared,
)

#: Pictures a second: as many as are looked at.
RATE_HZ = 2.0
#: How long something must stand in these cases, and how soon after that it must be told.
AFTER_S, LATE_S = 30.0, 10.0
#: A case lasts so long; something comes at the first second and goes at the second.
LENGTH_S, COMES_S, GOES_S = 116.0, 36.0, 88.0
#: Clips shorter than this show too little; more of a longer one is not needed.
_SHORTEST_S, _LONGEST_S = 4.0, 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One view with a zone and what happens in it.

    ``stands_s``: when what blocks it has come to a stand, None where nothing does; ``goes_s``: when it
    begins to go, which takes up to four seconds.
    """

    view: str
    kind: str
    zone: Zone
    pictures: Sequence[WorkPicture]
    happens: tuple[Injection, ...]
    stands_s: float | None = None
    goes_s: float | None = None

    def stream(self) -> Iterator[WorkPicture]:
        """Yield the pictures to and fro, with all that happens drawn over them."""
        period = max(2 * len(self.pictures) - 2, 1)
        for number in range(round(LENGTH_S * RATE_HZ)):
            place, at_s = number % period, number / RATE_HZ
            shown = self.pictures[place if place < len(self.pictures) else period - place]
            work = replace(shown, media_time_s=at_s, arrived_s=at_s)
            for happening in self.happens:
                work = happening(work, at_s)
            yield work


def real_views(data: Path) -> Iterator[tuple[str, list[WorkPicture]]]:
    """Yield the fire-free clips of fixed cameras as work pictures, two a second."""
    with (data / "clips.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["fixed_camera"] == "yes"]
    for row in rows:
        is_quiet = "distractor" in row["kind"] or "people" in row["kind"]
        if is_quiet and float(row["seconds"] or 0) >= _SHORTEST_S:
            opened = open_camera(parse_address(str(data / row["file"])), OpenOptions())
            source = frames(opened, SystemClock(), rate_hz=RATE_HZ, fast=True)
            pictures = [work_picture(frame) for frame, _ in zip(source, range(80), strict=False)]
            opened.close()
            yield row["file"].rpartition("/")[2], pictures


#: Views of the village onto whose ground things are drawn: by day, by night, indoors, in infrared.
VIEWS = ("fire-lane", "square", "school-yard", "car-park", "harbour", "workshop", "barn", "bridge")


def rendered_views() -> Iterator[tuple[str, list[WorkPicture]]]:
    """Yield views of the village with people who walk through, twenty seconds each."""
    for name in VIEWS:
        programme = Programme("walk", (_walked(name),))
        camera = VillageCamera(name, programme=programme)
        yield f"village:{name}", [work_picture(camera.frame(k / RATE_HZ)) for k in range(40)]


def _walked(name: str) -> Timetable:
    starts = 80_400.0 if name == "car-park" else 36_000.0
    walks = [
        Person(
            Clothes((50 + 40 * k, 90, 180 - 50 * k)),
            (Station(4.0 * k, -14.0, 12.0 + 4 * k), Station(4.0 * k + 18, 14.0, 13.0 + 4 * k)),
        )
        for k in range(3)
    ]
    return Timetable(name, starts, tuple(walks))


def zone_of(rng: np.random.Generator) -> Zone:
    """Return a quadrilateral in the lower two thirds of a view, 5 to 15 % of it, slanted."""
    width, height = rng.uniform(0.28, 0.5), rng.uniform(0.18, 0.32)
    left, top = rng.uniform(0.04, 0.96 - width), rng.uniform(0.38, 0.97 - height)
    lean = rng.uniform(0, 0.2) * width
    corners: list[Point] = [
        (left + lean, top), (left + width - lean, top), (left + width, top + height), (left, top + height),
    ]  # fmt: skip
    return Zone("the lane", tuple((float(x), float(y)) for x, y in corners), "keep-clear", AFTER_S)


def drawn_cases(view: str, pictures: Sequence[WorkPicture], seed: int = 0) -> Iterator[Case]:
    """Yield every kind of case over one view, each with a zone and a thing of its own, others by seed."""
    for kind, make in {**BLOCKING, **PASSING}.items():
        rng = np.random.default_rng((seed, zlib.crc32(f"{view} {kind}".encode())))
        yield make(rng, view, kind, pictures)


def _middle(zone: Zone) -> tuple[float, float]:
    corners = np.array(zone.corners)
    x, y = corners.mean(0) * (WIDTH, HEIGHT)
    return float(x), float(y)


def _blocking(rng: np.random.Generator, view: str, kind: str, pictures: Sequence[WorkPicture]) -> Case:
    """Return a case in which a thing comes, stands and goes; its kind says what happens besides."""
    zone = zone_of(rng)
    cells = inner_cells(zone)
    share = (0.08, 0.14) if kind == "small thing" else (0.15, 0.5)
    tone = (
        _tone(pictures[0], cells) + float(rng.choice([-18, 18])) if kind == "of the ground's tone" else None
    )
    wanted, (x, y) = float(rng.uniform(*share)), _middle(zone)
    sprite, corner = _fitted(rng, zone, wanted, tone, (x, y))
    later = 34.0 if kind == "after an infrared switch" else 0.0
    stay = Stay(COMES_S + later, GOES_S + later if not later else LENGTH_S)
    things = [standing(sprite, corner, stay, int(rng.integers(1 << 30)))]
    spans = tuple((float(second), float(second) + 5) for second in np.arange(26, 86, 9))
    besides: dict[str, Injection] = {
        "with light steps": light_steps(rng, (20.0, 50.0, 70.0)),
        "with passers before it": passers(rng, corner[1] + 8, spans),
        "in rain": rain(int(rng.integers(1 << 30)), 18.0),
        "after an infrared switch": to_infrared(25.0),
    }
    if kind in besides:
        things.append(besides[kind])
    return Case(view, kind, zone, pictures, tuple(things), stay.stands_s, stay.goes_s)


def _fitted(
    rng: np.random.Generator, zone: Zone, wanted: float, tone: float | None, at: tuple[float, float]
) -> tuple[Sprite, tuple[float, float]]:
    """Return a thing that covers about the wanted part of the zone, and its left lower corner."""
    cells, seed = inner_cells(zone), int(rng.integers(1 << 30))
    area_px = wanted * float(cells.sum()) * 16
    shape = float(rng.uniform(1.2, 2.4))
    for grow in (1.0, 1.15, 1.3, 1.5, 1.8):
        height = max(round(grow * (area_px / shape) ** 0.5), 5)
        width = max(round(shape * height), 6)
        sprite = thing(np.random.default_rng(seed), (width, height), tone)
        corner = (at[0] - width / 2, at[1] + height / 2)
        cover = placed(sprite, *corner)[0]
        by_cell = cv2.resize(cover, (80, 45), interpolation=cv2.INTER_AREA)
        if float(by_cell[cells].sum()) >= 0.95 * wanted * cells.sum():
            break
    return sprite, corner


def _tone(picture: WorkPicture, cells: np.ndarray) -> float:
    means = cv2.resize(picture.grey, (80, 45), interpolation=cv2.INTER_AREA)
    return float(np.median(means[cells]))


def _passing(rng: np.random.Generator, view: str, kind: str, pictures: Sequence[WorkPicture]) -> Case:
    """Return a case in which nothing blocks the zone, whatever happens."""
    zone = zone_of(rng)
    x, y = _middle(zone)
    seed = int(rng.integers(1 << 30))
    happens: dict[str, Injection] = {
        "passers": passers(rng, y + 10, tuple((float(s), float(s) + 5) for s in np.arange(24, 105, 4.5))),
        "somebody stays a while": lingers(rng, (x, y + 15), 40.0, 0.8 * AFTER_S),
        "a broad shadow": shadow(
            rng, (x, y), float(rng.uniform(40, 90)), 30.0, float(rng.uniform(-0.2, 0.2))
        ),
        "a narrow shadow": shadow(
            rng, (x, y), float(rng.uniform(4, 14)), 30.0, float(rng.uniform(-0.1, 0.1))
        ),
        "a shadow moves": shadow(rng, (x - 40, y), float(rng.uniform(15, 60)), 26.0, 1.2),
        "light steps": light_steps(rng, (30.0, 55.0, 80.0)),
        "rain": rain(seed, 28.0),
        "infrared switch": to_infrared(40.0),
    }
    things = (happens[kind],) if kind in happens else ()
    return Case(view, kind, zone, pictures, things)


BLOCKING = dict.fromkeys(
    ("plain", "small thing", "of the ground's tone", "with light steps", "with passers before it", "in rain",
     "after an infrared switch"),
    _blocking,
)  # fmt: skip
PASSING = dict.fromkeys(
    ("nothing", "passers", "somebody stays a while", "a broad shadow", "a narrow shadow", "a shadow moves",
     "light steps", "rain", "infrared switch"),
    _passing,
)  # fmt: skip

#: The hatched ground of the village's fire lane, in metres, x and z.
_HATCHING = ((-8.5, 10.4), (6.5, 10.4), (6.5, 15.6), (-8.5, 15.6))


def village_cases() -> Iterator[Case]:
    """Yield the fire lane of the village with vehicles that stop on the hatching, and that only pass."""
    kinds: tuple[VehicleKind, ...] = ("van", "car", "tractor")
    for number in range(9):
        rng = np.random.default_rng((17, number))
        x, z = float(rng.uniform(-6, 4)), float(rng.uniform(11.2, 14.6))
        colour = tuple(int(c) for c in rng.integers(30, 220, 3))
        stops = number % 3 != 2
        stations = (
            (
                Station(COMES_S, -26, z),
                Station(COMES_S + 4, x, z),
                Station(GOES_S, x, z),
                Station(GOES_S + 4, 26, z),
            )
            if stops
            else (Station(COMES_S, -26, z), Station(COMES_S + 7, 26, z))
        )
        vehicle = Vehicle(kinds[number % 3] if stops else kinds[number // 3], colour, stations)  # type: ignore[arg-type]
        yield _village_case(vehicle, number, stops=stops)


def _village_case(vehicle: Vehicle, number: int, *, stops: bool) -> Case:
    weather = Weather(0.2 + 0.08 * number, ((30.0, 90.0),) if number % 4 == 3 else ())
    people = tuple(
        Person(
            Clothes((40, 60 + 30 * k, 150)),
            (Station(24.0 + 22 * k, -16, 12.5), Station(42.0 + 22 * k, 16, 13)),
        )
        for k in range(3)
    )
    starts = (36_000.0, 54_000.0, 64_000.0)[number % 3]
    timetable = Timetable("fire-lane", starts, people, (vehicle,), (), weather)
    camera = VillageCamera("fire-lane", programme=Programme("lane", (timetable,)))
    pictures = [work_picture(camera.frame(k / RATE_HZ)) for k in range(round(LENGTH_S * RATE_HZ))]
    lens = camera.view.place.site.lens
    corners = tuple(
        (float(u / 1280), float(min(v / 720, 1))) for u, v, _ in (lens.spot(x, 0, z) for x, z in _HATCHING)
    )
    zone = Zone("the fire lane", tuple((min(max(x, 0.0), 1.0), y) for x, y in corners), "keep-clear", AFTER_S)
    kind = f"village: {vehicle.kind} {'stops' if stops else 'passes'}"
    stands = (COMES_S + 4, GOES_S) if stops else (None, None)
    return Case("village:fire-lane", kind, zone, pictures, (), *stands)
