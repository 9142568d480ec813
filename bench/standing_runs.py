# SPDX-License-Identifier: Apache-2.0
"""One seeded run for `village_admission.py`: people from the first picture on, the real admitter, truth.

People are of `standing_programme` (some leave after a third of the stay, one stays for all of it) and,
in every second run, walkers of `day_programme`. The same programme without its people gives what each
pixel looks like when nobody is there: a pixel is *a person's* where somebody has been drawn into it at
some sample and where it lies, in any colour, more than `MARGIN` outside of all that it ever was without.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from hearthwatch.model.geometry import GRID_COLUMNS, GRID_ROWS
from hearthwatch.model.plate import CellReason, Mask, Pixels
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.blocks import FrameGrid
from hearthwatch.stages.plates.evidence import Evidence, Record
from hearthwatch.stages.plates.people import HogGuard, HogVeto
from hearthwatch.stages.plates.presets import PRIVATE
from hearthwatch.stages.plates.veto import Guard
from hearthwatch.stages.plates.writing import TextGuard
from hearthwatch.testing.village import VillageCamera
from hearthwatch.village import VIEWS, Programme, day_programme, standing_programme
from hearthwatch.village.days import busy

#: A pixel that lies no farther than this (of 255) outside of what the empty place showed is the place's:
#: the picture's noise (deviation 1.6 by day, 3 by lamps) is in that range already.
MARGIN = 10
#: A cell is wrong when this part of its published pixels is a person's.
WRONG_PART = 0.05
#: The empty place is looked at every so many samples; clouds change it in some 20 s.
EMPTY_EVERY = 4
#: Of every five runs one is by night.
_NIGHT_OF = 5
_DAY_HOURS = (8.0, 17.0)
_NIGHT_HOURS = (22.0, 23.5)

Share = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which run: ``number`` decides view, light, people and weather; ``minutes`` how long it is watched."""

    number: int
    minutes: float = 30.0
    stay_s: float = 1200.0
    has_detectors: bool = True

    @property
    def view(self) -> str:
        """The view of the village."""
        return VIEWS[self.number % len(VIEWS)]

    @property
    def is_night(self) -> bool:
        """Whether it is by lamps or infrared; a fifth of each view's runs."""
        return (self.number // len(VIEWS)) % _NIGHT_OF == _NIGHT_OF - 1

    @property
    def programme(self) -> Programme:
        """The people and the light."""
        chance = np.random.default_rng(self.number)
        hour = float(chance.uniform(*(_NIGHT_HOURS if self.is_night else _DAY_HOURS)))
        people, starts = int(chance.integers(2, 6)), hour * 3600
        standing = standing_programme(
            self.view, self.number, people=people, stay_s=self.stay_s, starts_at_s=starts
        )
        if self.number % 2 == 0:
            return standing
        hours = self.minutes / 60
        return busy(
            standing, day_programme(self.view, self.number, starts_at_s=starts, hours=hours, rain=False)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a run came to; all but ``record`` are over cells [45, 80].

    ``reasons`` uint8 as in `PlateCandidate`; ``person`` float32: part of the cell's pixels that are a
    person's, were it published; ``covered`` float32: part of the samples in which a person covers at
    least `WRONG_PART` of it; ``held`` bool [2, 45, 80]: what the guards of people and of writing hold back.
    """

    plan: Plan
    record: Record
    reasons: npt.NDArray[np.uint8]
    person: Share
    covered: Share
    held: npt.NDArray[np.bool_]

    def save(self, folder: Path) -> None:
        """Keep it, without pixels, so that the rules can be tried on it anew."""
        record = {name: getattr(self.record, name) for name in Record.__slots__}
        np.savez_compressed(
            folder / f"run-{self.plan.number:03}.npz",
            plan=np.array([self.plan.number, self.plan.minutes, self.plan.stay_s, self.plan.has_detectors]),
            reasons=self.reasons,
            person=self.person,
            covered=self.covered,
            held=self.held,
            **record,
        )


def load(path: Path) -> Outcome:
    """Return a kept outcome."""
    with np.load(path) as kept:
        numbers: dict[str, Any] = {name: kept[name] for name in Record.__slots__}
        record = Record(**numbers | {"usual_off": float(kept["usual_off"])})
        number, minutes, stay_s, detectors = (float(value) for value in kept["plan"])
        plan = Plan(int(number), minutes, stay_s, bool(detectors))
        return Outcome(plan, record, kept["reasons"], kept["person"], kept["covered"], kept["held"])


class _Watched(Admitter):
    """The admitter itself; its evidence can be looked at from outside."""

    kept: Evidence

    def _begin(self, grid: FrameGrid) -> Evidence:
        self.kept = super()._begin(grid)
        return self.kept


class _Truth:
    """What the run's pixels were, with people and without."""

    def __init__(self) -> None:
        self._low = np.full((720, 1280, 3), 255, np.uint8)
        self._high = np.zeros((720, 1280, 3), np.uint8)
        self._ever = np.zeros((720, 1280), np.bool_)
        self._covered = np.zeros((GRID_ROWS, GRID_COLUMNS), np.int64)
        self._samples = 0

    def add(self, people: Mask) -> None:
        self._ever |= people
        self._covered += _per_cell(people) >= WRONG_PART
        self._samples += 1

    def add_empty(self, frame: RawFrame) -> None:
        picture = _bgr(frame)
        np.minimum(self._low, picture, self._low)
        np.maximum(self._high, picture, self._high)

    def covered(self) -> Share:
        return np.asarray(self._covered / self._samples, np.float32)

    def person(self, published: Pixels) -> Share:
        """Return the part of each cell's pixels that are a person's."""
        below, above = cv2.subtract(self._low, published), cv2.subtract(published, self._high)
        strange = (np.maximum(below, above) > MARGIN).any(axis=2)
        return _per_cell(strange & self._ever)


def run(plan: Plan) -> Outcome:
    """Render a run's samples, give them to the admitter, and judge what it would publish."""
    programme = plan.programme
    camera = VillageCamera(plan.view, plan.number, programme)
    empty = VillageCamera(plan.view, plan.number, programme.emptied())
    vetoes = (HogVeto(),) if plan.has_detectors else ()
    guards: tuple[Guard, ...] = (HogGuard(), TextGuard()) if plan.has_detectors else ()
    admitter = _Watched(PRIVATE, np.zeros((GRID_ROWS, GRID_COLUMNS), np.bool_), vetoes, guards)
    truth, light = _Truth(), _light(camera)
    for number in range(round(plan.minutes * 60 / PRIVATE.sample_interval_s) + 1):
        at_s = number * PRIVATE.sample_interval_s
        admitter.add(camera.frame(at_s), light)
        truth.add(camera.truth(at_s).person_mask)
        if number % EMPTY_EVERY == 0:
            truth.add_empty(empty.frame(at_s))
    candidate = admitter.candidate(light)
    if candidate is None:
        raise RuntimeError("the admitter was given samples and has no candidate")
    portrait = admitter.kept.portrait
    everything = np.ones((GRID_ROWS, GRID_COLUMNS), np.bool_)
    held = [guard.cells(portrait.bright()) for guard in (HogGuard(), TextGuard())]
    return Outcome(
        plan,
        admitter.kept.record(),
        candidate.reasons,
        truth.person(portrait.bgr(everything)),
        truth.covered(),
        np.array(held),
    )


def admitted(reasons: npt.NDArray[np.uint8]) -> Mask:
    """Return the cells that a table of reasons admits."""
    return np.asarray(reasons == list(CellReason).index(CellReason.ADMITTED))


def _light(camera: VillageCamera) -> Light:
    state = camera.view.light(0.0)
    if state.is_infrared:
        return Light.INFRARED
    return Light.LAMPS if state.lamps > 0.5 else Light.DAY


def _bgr(frame: RawFrame) -> Pixels:
    """Return a frame as a plate's pixels are made of planes."""
    planes = np.concatenate([frame.y, frame.u.reshape(180, 1280), frame.v.reshape(180, 1280)])
    return np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420), np.uint8)


def _per_cell(mask: Mask) -> Share:
    """Return the part of each cell's pixels in a mask [720, 1280]."""
    small = cv2.resize(
        mask.view(np.uint8) * np.float32(1), (GRID_COLUMNS, GRID_ROWS), interpolation=cv2.INTER_AREA
    )
    return np.asarray(small, np.float32)
