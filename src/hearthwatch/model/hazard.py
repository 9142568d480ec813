# SPDX-License-Identifier: Apache-2.0
"""Hazards of places, and the health of a camera. Never anything about people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .gauge import WaterReading
from .geometry import CellRect
from .scene import Light


class Hazard(StrEnum):
    """What an alarm can be about. The values are part of the interface of ``hearthwatch watch``."""

    FLAME = "flame"
    SMOKE = "smoke"
    WATER = "water"
    BLOCKED = "blocked"
    LOST = "lost"
    FROZEN = "frozen"
    COVERED = "covered"
    DEFOCUSED = "defocused"
    MOVED = "moved"
    DARK = "dark"
    DIRTY = "dirty"
    DEGRADED = "degraded"

    @property
    def is_health(self) -> bool:
        """Whether it says that the camera cannot be trusted, rather than that a place is in danger."""
        return self not in {Hazard.FLAME, Hazard.SMOKE, Hazard.WATER, Hazard.BLOCKED}

    @property
    def is_of_zone(self) -> bool:
        """Whether it is judged within a zone that somebody drew: then each zone's is one of its own."""
        return self in {Hazard.WATER, Hazard.BLOCKED}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a place is held to burn or smoke, as numbers about the place.

    ``seconds``: how long it has been followed; ``votes``: part of the last looks that showed it;
    ``flicker``: change from picture to picture above the view's own, of 255; ``coherence``: part of
    that change which the whole place shares, 1 for a lamp; ``warmth``: part of it that is warm or
    glaring; ``growth``: its lively area against that of the beginning.
    """

    seconds: float
    votes: float
    flicker: float
    coherence: float
    warmth: float
    growth: float


@dataclass(frozen=True, slots=True)
class Observation:
    """One sighting of one hazard at one moment: class, place, score. No pixels.

    ``cells`` is None where it concerns the whole view; ``score`` is 0..1; ``evidence`` is that of flame and
    smoke alone. ``zone``: which of the view's zones it concerns, counted from 1, of water and blocked, and of
    degraded where that zone's water cannot be read; 0 is none. ``water``: what was read, of these alone.
    """

    hazard: Hazard
    cells: CellRect | None
    score: float
    media_time_s: float
    evidence: Evidence | None = None
    zone: int = 0
    water: WaterReading | None = None


@dataclass(frozen=True, slots=True)
class PlaceBar:
    """A place of a view that a person called no hazard in one light: more is asked for there."""

    hazard: Hazard
    cells: CellRect
    light: Light
