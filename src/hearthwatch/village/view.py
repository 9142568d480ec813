# SPDX-License-Identifier: Apache-2.0
"""One view of the village: a second of village time goes in, its picture comes out.

The file to read first here. `places` paint a `Canvas`; `shading` lights it; `scene` says who and
what is there; this draws them over it, in an order that `truth` follows too.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from hearthwatch.model.errors import UsageError

from . import faults, stir
from .demo import DEMO
from .fire import flame_light
from .flood import Flood, level_m
from .kept import Built, Works
from .lens import Lens, Picture
from .light import DAY_S, LightState, light_at
from .noise import drift, seed_of, smoothstep
from .patch import darken
from .places import NAMES, Site, site
from .programme import Event, Programme, Timetable
from .scene import Actor, Glow, Scene
from .shading import Layers, Shading

#: The light of a place is worked out afresh each so many seconds; clouds come and go within.
LIGHT_STEP_S = 20.0
_BUILT = Built()


class View:
    """A camera of the village. Asking the same second twice gives the same bytes, in any order."""

    def __init__(
        self,
        name: str,
        seed: int = 1,
        programme: Programme | None = None,
        lens: Lens | None = None,
        works: Works = _BUILT,
    ) -> None:
        """Take a name of `VIEWS`; UsageError for another. The place is built at the first picture.

        ``lens``: another than the place's own, such as a longer one that shows a part of it. ``works``: what
        the place is had from.
        """
        if name not in NAMES:
            raise UsageError(f"the village has no view {name!r}", do=f"use one of {', '.join(NAMES)}")
        self.name, self.seed = name, seed
        self.programme = DEMO if programme is None else programme
        self.timetable: Timetable = self.programme.timetable(name)
        self._lens, self._works = lens, works
        self._place: _Place | None = None
        self._step: tuple[int, Layers] | None = None

    def picture(self, t_s: float) -> Picture:
        """Return the picture at a second of village time: uint8 [720, 1280, 3], BGR."""
        return self._spoilt(self.drawn(self.seen_second(t_s)), self.seen_second(t_s))

    def drawn(self, t_s: float) -> Picture:
        """Return the picture before the lens, the sensor and their faults had it."""
        moment = self.programme.moment(t_s)
        glow = self.glow(t_s)
        picture = self._empty(t_s, glow)
        for actor in self.place.scene.actors(moment, glow):
            _draw(actor, picture, glow, moment)
        if self._rains(moment):
            self.place.grit.rain(picture, t_s)
        return picture

    @property
    def place(self) -> _Place:
        """Return the built place; building it takes about half a second, once."""
        if self._place is None:
            where = site(self.name)
            where = where if self._lens is None else replace(where, lens=self._lens)
            self._place = _Place(self._works, where, self.seed, self.timetable)
        return self._place

    def seen_second(self, t_s: float) -> float:
        """Return the second that the camera shows: an earlier one where it is frozen."""
        moment = self.programme.moment(t_s)
        for event in self.active(moment):
            if event.kind == "frozen":
                return t_s - (moment - event.start_s)
        return t_s

    def active(self, moment_s: float) -> tuple[Event, ...]:
        """Return the events of a moment."""
        return tuple(each for each in self.timetable.events if each.start_s <= moment_s < each.end_s)

    def light(self, t_s: float) -> LightState:
        """Return the light of a second."""
        second = (self.timetable.starts_at_s + t_s) % DAY_S
        return light_at(second, self.place.site.heading_deg, infrared_at_night=self.place.site.has_infrared)

    def glow(self, t_s: float) -> Glow:
        """Return the light with the weather of a second."""
        step = int(t_s // LIGHT_STEP_S)
        at_s = step * LIGHT_STEP_S
        state = self.light(at_s)
        if self._step is None or self._step[0] != step:
            self._step = (step, self.place.shading.layers(state, self.timetable.starts_at_s + at_s))
        weather, seed = self.timetable.weather, seed_of("cloud", self.seed)
        cloud = 0.98 if self._rains(self.programme.moment(t_s)) else weather.cloud
        share = smoothstep(
            cloud - 0.22, cloud + 0.22, 0.5 * drift(seed, t_s, 70) + 0.5 * drift(seed + 1, t_s, 23)
        )
        return Glow(self._step[1], share, self._gain(self.programme.moment(t_s)), state)

    def _empty(self, t_s: float, glow: Glow) -> Picture:
        """Return the place with nobody in it: light, leaves and ripples."""
        off = -stir.bias(self.noise_deviation(glow.state))
        layers, gain = glow.layers, glow.gain
        sun, cloud = gain * glow.share, gain * (1 - glow.share)
        picture = np.asarray(cv2.addWeighted(layers.sunny, sun, layers.cloudy, cloud, off), np.uint8)
        self.place.ripples.stir(picture, t_s, self._flood(picture, self.programme.moment(t_s), glow))
        self.place.leaves.sway(picture, t_s, self.timetable.weather.wind)
        return picture

    def _flood(self, picture: Picture, moment_s: float, glow: Glow) -> Picture | None:
        """Draw risen water and return where it is, or None without a flood."""
        event = next((each for each in self.active(moment_s) if each.kind == "flood"), None)
        return (
            None
            if event is None
            else self.place.flood.pour(picture, level_m(event, moment_s), glow.at(640, 500))
        )

    def _spoilt(self, picture: Picture, t_s: float) -> Picture:
        moment = self.programme.moment(t_s)
        state = self.light(t_s // LIGHT_STEP_S * LIGHT_STEP_S)
        picture = faults.spoil(picture, self.active(moment), moment)
        self.place.grit.noise(picture, t_s, self.noise_deviation(state), grey=state.is_infrared)
        return picture

    def noise_deviation(self, state: LightState) -> float:
        """Return the camera's noise: 1.6 steps of 256 by day, 3 by lamps and infrared."""
        return self.timetable.weather.noise * (1.6 + 1.4 * round(state.lamps))

    def _rains(self, moment_s: float) -> bool:
        outdoors = not self.place.canvas.is_indoors
        return outdoors and any(start <= moment_s < end for start, end in self.timetable.weather.rain)

    def _gain(self, moment_s: float) -> float:
        gain = 1.0
        for step in self.timetable.weather.gains:
            share = smoothstep(0, max(1e-3, step.over_s), moment_s - step.at_s)
            gain += (step.gain - gain) * share
        return gain


class _Place:
    """What is worked out once for a view."""

    def __init__(self, works: Works, where: Site, seed: int, timetable: Timetable) -> None:
        self.site, self.canvas = where, works.place(where, seed)
        self.shading = Shading(self.canvas)
        self.leaves, self.ripples = stir.Leaves(self.canvas), stir.Ripples(self.canvas)
        self.flood = Flood(self.canvas)
        self.scene = Scene(self.canvas, timetable, seed)
        self.grit = stir.Grit(seed_of("grit", where.name, seed), works.noise)


def _draw(actor: Actor, picture: Picture, glow: Glow, moment_s: float) -> None:
    """Draw one actor, its shadow first."""
    if actor.shadow is not None:
        depth = 0.55 * glow.share * min(1.0, glow.state.sun[1] * 1.4) if actor.sort == "person" else 0.55
        if depth > 0.02:
            darken(picture, actor.shadow, depth)
    if actor.sort == "flames" and actor.blaze is not None:
        flame_light(actor.blaze, picture, moment_s)
    actor.patch.paste(picture)
