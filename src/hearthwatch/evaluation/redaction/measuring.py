# SPDX-License-Identifier: Apache-2.0
"""One series and what was published of it go in, all figures come out. The file to read first here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .exposure import Exposure, Hidden, Watch, hidden, occupied_at
from .likeness import Canary, CanaryWatch, Similarity, SimilarityWatch
from .place import KEPT, Place, place_of
from .published import Published, per_cell, strays
from .residual import Looked, Residual, residual
from .series import Bools, Moment, Picture, Series, annotated, moments, pictures, texture

#: A cell is wrong when at least this part of its published pixels comes from a person.
WRONG_PART = 0.05
#: So many moments are looked at by the detector and for likeness: each costs a tenth of a second.
LOOKS = 40


@dataclass(frozen=True, slots=True)
class Plates:
    """Cells of the plate: how many are admitted, and how many of these are wrong."""

    admitted: int
    wrong: int
    worst_part: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All that is said of one series. ``strays``: how far the film lies from plate and maps, of 255."""

    exposure: Exposure
    plates: Plates
    hidden: Hidden
    residual: Residual
    canary: Canary | None
    similarity: Similarity | None
    strays: float


def measure(series: Series, published: Published, looks: int = LOOKS) -> Figures:
    """Return the figures of a series. Its clip is read twice, so that memory stays small."""
    place = place_of_series(series)
    watch, people_s = Watch(place), []
    canary = CanaryWatch(texture(series.folder / series.canary)) if series.canary else None
    likeness = SimilarityWatch(published.bare()) if series.labels else None
    looked: list[Looked] = []
    step = max(1, annotated(series) // looks)
    for number, (moment, film, painted) in enumerate(_side_by_side(series, published)):
        if moment.people.any():
            people_s.append(moment.at_s)
        watch.look(moment, film, painted)
        if number % step == 0:
            mirrored = published.mirrored(max(0, published.at(moment.at_s)))
            looked.append(Looked(film, mirrored, moment.people))
            if canary:
                canary.look(moment.picture, film, moment.people)
            if likeness:
                likeness.look(film, moment.who)
    known = float(published.plate.admitted.mean())
    shown = (published.shown(number) for number in range(len(published.t_s)))
    return Figures(
        watch.exposure(),
        plates(published, place),
        hidden(shown, occupied_at(published.t_s, people_s), known),
        residual(looked, published.bare()),
        canary.canary() if canary else None,
        likeness.similarity() if likeness else None,
        strays(published),
    )


def place_of_series(series: Series) -> Place:
    """Return what the place of a series looks like without anybody."""
    return place_of(moments(series), annotated(series), _some(series) if series.empty else ())


def plates(published: Published, place: Place) -> Plates:
    """Return how many cells are admitted and wrong."""
    strange = place.shows_person(published.plate.pixels)
    part = per_cell(strange.astype(np.float32))[published.plate.admitted]
    return Plates(len(part), int((part >= WRONG_PART).sum()), float(part.max(initial=0.0)))


def _some(series: Series) -> list[Picture]:
    """Return pictures of the empty place, evenly over its clip."""
    path = series.folder / series.empty
    total = sum(1 for _ in pictures(path))
    step = max(1, total // KEPT)
    return [picture for number, (_, picture) in enumerate(pictures(path)) if number % step == 0]


def _side_by_side(series: Series, published: Published) -> Iterator[tuple[Moment, Picture, Bools]]:
    """Yield annotated frames from the first map on, each with the film's picture of its time.

    And with where that picture is, but for coding, the paint of a word.
    """
    film = published.filmed()
    number, picture = next(film, (-1, None))
    painted = None if picture is None else published.painted(number, picture)
    following = next(film, None)
    for moment in moments(series):
        now = published.at(moment.at_s)
        while following is not None and following[0] <= now:
            number, picture = following
            painted = published.painted(number, picture)
            following = next(film, None)
        if picture is not None and painted is not None and number <= now:
            yield moment, picture, painted
