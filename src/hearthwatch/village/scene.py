# SPDX-License-Identifier: Apache-2.0
"""Who and what is in a view at a moment: a timetable and light go in, patches in order of depth come out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from . import figures, vehicles
from .canvas import Canvas
from .fire import Blaze, Fire
from .lens import Floats, Picture
from .light import LightState
from .noise import seed_of
from .patch import Patch
from .programme import Event, Timetable, VehicleKind, whereabouts
from .shading import Layers
from .skins import Colour

Sort = Literal["person", "vehicle", "flames", "smoke"]


@dataclass(frozen=True, slots=True, eq=False)
class Actor:
    """Something that is drawn over the place: its patch, and its shadow and its event if it has one."""

    sort: Sort
    patch: Patch
    shadow: Patch | None = None
    event: Event | None = None
    blaze: Blaze | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Glow:
    """The light on what moves: layers, the sun's share 0..1, the camera's gain, and where the sun is."""

    layers: Layers
    share: float
    gain: float
    state: LightState

    def at(self, column: float, row: float) -> Floats:
        """Return the three BGR factors at a pixel."""
        y, x = min(44, max(0, int(row / 16))), min(79, max(0, int(column / 16)))
        mixed = self.layers.sun_lit[y, x] * self.share + self.layers.cloud_lit[y, x] * (1 - self.share)
        return np.asarray(np.maximum(mixed * self.gain, 0.09), np.float32)


class Scene:
    """The actors of one view."""

    def __init__(self, canvas: Canvas, timetable: Timetable, seed: int) -> None:
        """Take the place and the timetable."""
        self._canvas, self._timetable = canvas, timetable
        self._seed = seed_of(timetable.view, seed, "scene") % 100_000
        self._art: list[tuple[VehicleKind, Colour, Picture]] = []

    @cached_property
    def _fire(self) -> Fire:
        return Fire(self._seed)

    def actors(self, moment_s: float, glow: Glow) -> list[Actor]:
        """Return who and what is there at a moment, the farthest first."""
        found = [*self._people(moment_s, glow), *self._vehicles(moment_s, glow), *self._fires(moment_s, glow)]
        return sorted(found, key=lambda actor: (actor.sort == "smoke", actor.patch.nearness))

    def _people(self, moment_s: float, glow: Glow) -> list[Actor]:
        found = []
        for order, person in enumerate(self._timetable.people):
            figure = figures.figure_at(person, moment_s, self._seed + order)
            if figure is None:
                continue
            column, row, _ = self._canvas.lens.spot(figure.at.x, 0.05, figure.at.z)
            patch = self._seen(figures.draw(figure, self._canvas.lens, glow.at(column, row - 16)), glow)
            if patch is not None:
                fallen = figures.shadow(figure, self._canvas.lens, glow.state.sun_way)
                found.append(Actor("person", patch, self._seen(fallen, glow)))
        return found

    def _vehicles(self, moment_s: float, glow: Glow) -> list[Actor]:
        found = []
        for vehicle in self._timetable.vehicles:
            at = whereabouts(vehicle.stations, moment_s)
            if at is None:
                continue
            column, row, _ = self._canvas.lens.spot(at.x, 0, at.z)
            light = glow.at(min(1279.0, max(0.0, column)), row)
            whole = vehicles.draw(
                vehicle, at, self._sprite(vehicle.kind, vehicle.colour), self._canvas.lens, light
            )
            patch = self._seen(whole, glow)
            if whole is not None and patch is not None:
                stopped = next((e for e in self._active(moment_s, "blocked")), None)
                found.append(
                    Actor(
                        "vehicle",
                        patch,
                        vehicles.ground_shadow(whole),
                        stopped if not at.is_moving else None,
                    )
                )
        return found

    def _fires(self, moment_s: float, glow: Glow) -> list[Actor]:
        found = []
        for event in (*self._active(moment_s, "fire"), *self._active(moment_s, "smoulder")):
            column, row, _ = self._canvas.lens.spot(event.x, 0, event.z)
            blaze = self._fire.blaze(event, moment_s, self._canvas.lens, glow.at(column, row))
            for sort, patch in (("flames", blaze.flames), ("smoke", blaze.smoke)):
                seen = self._seen(patch, glow)
                if seen is not None:
                    found.append(Actor("flames" if sort == "flames" else "smoke", seen, None, event, blaze))
        return found

    def _active(self, moment_s: float, kind: str) -> tuple[Event, ...]:
        return tuple(e for e in self._timetable.events if e.kind == kind and e.start_s <= moment_s < e.end_s)

    def _seen(self, patch: Patch | None, glow: Glow) -> Patch | None:
        """Return what of a patch the place leaves to be seen, in infrared without colour."""
        seen = None if patch is None else patch.behind(self._canvas.nearness)
        return seen.grey() if seen is not None and glow.state.is_infrared else seen

    def _sprite(self, kind: VehicleKind, colour: Colour) -> Picture:
        for known, paint, art in self._art:
            if (known, paint) == (kind, colour):
                return art
        art = vehicles.sprite(kind, colour)
        self._art.append((kind, colour, art))
        return art
