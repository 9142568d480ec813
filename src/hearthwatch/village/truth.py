# SPDX-License-Identifier: Apache-2.0
"""What is true of a picture: which pixels are people, where a hazard is, which events are on.

For tests and benches only; an import contract keeps it from what it tests.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hearthwatch.model.geometry import Box
from hearthwatch.model.hazard import Hazard

from . import faults
from .flood import level_m
from .lens import HEIGHT, WIDTH, Picture
from .patch import Bools
from .programme import Event
from .scene import Actor
from .view import View

#: A blurred or turned mask still counts where at least this share of 255 is a person's.
_TRACE = 3
_HEALTH = {
    "covered": Hazard.COVERED,
    "moved": Hazard.MOVED,
    "defocused": Hazard.DEFOCUSED,
    "frozen": Hazard.FROZEN,
}


@dataclass(frozen=True, slots=True)
class HazardBox:
    """A hazard in the picture: where it is seen, and since which second of the programme."""

    hazard: Hazard
    box: Box
    since_s: float


@dataclass(frozen=True, slots=True)
class ActiveEvent:
    """An event that is on, in seconds of the programme."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """The truth of one picture.

    ``person_mask`` bool [720, 1280]: every pixel into which a person is drawn; ``shadow_mask``
    likewise for their shadows alone, where no person is.
    """

    person_mask: Bools
    shadow_mask: Bools
    hazards: tuple[HazardBox, ...]
    events: tuple[ActiveEvent, ...]


def truth(view: View, t_s: float) -> Truth:
    """Return the truth of ``view.picture(t_s)``."""
    shown = view.seen_second(t_s)
    moment = view.programme.moment(shown)
    people, shadows = _masks(view, shown, moment)
    real_moment = view.programme.moment(t_s)
    active = view.active(real_moment)
    spoilt = view.active(moment)
    people, shadows = _as_seen(people, spoilt, moment), _as_seen(shadows, spoilt, moment)
    return Truth(
        people,
        shadows & ~people,
        tuple(_hazards(view, shown, moment)) + tuple(_health(active)),
        tuple(ActiveEvent(each.kind, each.start_s, each.end_s) for each in active),
    )


def _masks(view: View, t_s: float, moment_s: float) -> tuple[Bools, Bools]:
    """Return the pixels of people and of their shadows, as drawn, before the lens."""
    people, shadows = (np.zeros((HEIGHT, WIDTH), np.bool_) for _ in range(2))
    glow = view.glow(t_s)
    for actor in view.place.scene.actors(moment_s, glow):
        alpha = actor.patch.bgra[:, :, 3]
        here = people[actor.patch.area()]
        if actor.sort == "person":
            here |= alpha > 0
            if actor.shadow is not None:
                shadows[actor.shadow.area()] |= actor.shadow.bgra[:, :, 3] > 0
        else:
            here &= alpha < 255
            shadows[actor.patch.area()] &= alpha < 255
    return people, shadows


def _as_seen(mask: Bools, events: tuple[Event, ...], moment_s: float) -> Bools:
    """Return a mask as the lens and its faults show it."""
    eight: Picture = mask.astype(np.uint8) * 255
    for event in events:
        if event.kind == "moved":
            eight = faults.shifted(eight, event, moment_s)
        elif event.kind == "defocused":
            eight = faults.softened(eight, event, moment_s)
        elif event.kind == "covered":
            eight[:, : max(0, faults.cover_edge(event, moment_s))] = 0
    return np.asarray(eight >= _TRACE, np.bool_)


def _hazards(view: View, t_s: float, moment_s: float) -> list[HazardBox]:
    found = []
    for actor in view.place.scene.actors(moment_s, view.glow(t_s)):
        hazard = _hazard_of(actor)
        box = _box_of(actor)
        if hazard is not None and box is not None and actor.event is not None:
            found.append(HazardBox(hazard, box, actor.event.start_s))
    for event in view.active(moment_s):
        if event.kind == "flood":
            box = _bounds(view.place.flood.covered(level_m(event, moment_s)), 0, 0)
            if box is not None:
                found.append(HazardBox(Hazard.WATER, box, event.start_s))
    return found


def _hazard_of(actor: Actor) -> Hazard | None:
    if actor.sort == "flames":
        return Hazard.FLAME
    if actor.sort == "smoke":
        return Hazard.SMOKE
    return Hazard.BLOCKED if actor.sort == "vehicle" and actor.event is not None else None


def _box_of(actor: Actor) -> Box | None:
    """Return the box of what can really be seen of an actor: an eighth of full cover and more."""
    return _bounds(actor.patch.bgra[:, :, 3] >= 32, actor.patch.left, actor.patch.top)


def _bounds(mask: Bools, left: int, top: int) -> Box | None:
    x, y, width, height = cv2.boundingRect(mask.astype(np.uint8))
    if width == 0:
        return None
    return Box((left + x) / WIDTH, (top + y) / HEIGHT, width / WIDTH, height / HEIGHT)


def _health(events: tuple[Event, ...]) -> list[HazardBox]:
    whole = Box(0.0, 0.0, 1.0, 1.0)
    return [HazardBox(_HEALTH[each.kind], whole, each.start_s) for each in events if each.kind in _HEALTH]
