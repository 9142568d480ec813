# SPDX-License-Identifier: Apache-2.0
"""The admitter admits what is always or mostly there, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from hearthwatch.model.plate import CellReason, Mask, PlateCandidate
from hearthwatch.model.raw import Plane, RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.presets import AdmissionPreset
from hearthwatch.testing.places import QUICK, Patch, Place

NOBODY = np.zeros((45, 80), np.bool_)
SOMEBODY = Patch(12, 30, 24, 36)
BODY = np.s_[12:24, 30:36]


def reason(candidate: PlateCandidate, row: int, column: int) -> CellReason:
    """Return why a cell is as it is."""
    return list(CellReason)[int(candidate.reasons[row, column])]


def seen(frames: list[RawFrame], preset: AdmissionPreset = QUICK) -> PlateCandidate:
    """Return the candidate after these frames."""
    admitter = Admitter(preset, NOBODY)
    for frame in frames:
        admitter.add(frame, Light.DAY)
    candidate = admitter.candidate(Light.DAY)
    assert candidate is not None
    return candidate


def test_an_empty_place_is_admitted_as_it_is() -> None:
    """A place in which nothing happens is wholly admitted, its brightness within noise."""
    place = Place()
    candidate = seen([place.frame(at) for at in range(24)])
    assert candidate.known_share == 1.0
    assert candidate.samples == 24
    grey = candidate.pixels.astype(float) @ (0.114, 0.587, 0.299)
    wanted = (place.frame(99, noise=0).y.astype(float) - 16) * 255 / 219
    assert np.percentile(np.abs(grey - wanted), 99) < 6


@pytest.mark.parametrize(("first", "last"), [(0, 14), (10, 24), (5, 19)])
def test_who_stands_most_of_the_time_is_not_admitted(first: int, last: int) -> None:
    """Somebody who stands there for more than half of it, at the start, the end or between, is not shown."""
    place = Place()
    frames = [place.frame(at, *([SOMEBODY] if first <= at < last else [])) for at in range(24)]
    shown = seen(frames).pixels
    dark = (shown.max(axis=2) < 60) & (shown.max(axis=2) > 0)
    assert not dark.any()


def test_what_stands_always_is_told_by_its_unrest() -> None:
    """Somebody who is always there and sways by a cell now and then is not shown, not even the middle."""
    place = Place()
    sways = [place.frame(at, replace(SOMEBODY, left=30 + at % 3, right=36 + at % 3)) for at in range(24)]
    shown = seen(sways, replace(QUICK, share=0.7, beside_share=0.85, narrowest=5))
    dark = (shown.pixels.max(axis=2) < 60) & shown.admitted.repeat(4, axis=0).repeat(4, axis=1)
    assert not dark.any()


def test_who_passes_is_left_out_and_the_place_behind_is_shown() -> None:
    """Somebody there for a fifth of the time leaves no trace, and the cells behind are admitted."""
    place = Place()
    empty = seen([place.frame(at) for at in range(30)])
    passed = seen([place.frame(at, *([SOMEBODY] if at % 10 in {4, 5} else [])) for at in range(30)])
    assert passed.admitted[BODY].all()
    assert np.percentile(np.abs(passed.pixels.astype(int) - empty.pixels), 99.9) <= 8


def test_a_brighter_camera_is_the_same_place() -> None:
    """Exposure that steps by a quarter leaves every cell admitted."""
    place = Place()
    frames = [place.frame(at, gain=1.2 if 8 <= at < 16 else 0.95) for at in range(24)]
    assert seen(frames).known_share == 1.0


def test_too_few_samples_admit_nothing() -> None:
    """Seven samples admit nothing, whatever they show."""
    candidate = seen([Place().frame(at) for at in range(7)])
    assert candidate.known_share == 0
    assert not candidate.pixels.any()
    assert reason(candidate, 3, 3) == CellReason.TOO_FEW


def test_a_short_time_admits_nothing() -> None:
    """Many samples of a few seconds admit nothing."""
    assert seen([Place().frame(at / 10) for at in range(40)]).known_share == 0


def test_masked_and_hidden_cells_are_never_admitted() -> None:
    """A static mask and a mask forced on every sample keep their cells out, with their reasons."""
    masked, hidden = NOBODY.copy(), NOBODY.copy()
    masked[:10], hidden[20:30] = True, True
    admitter = Admitter(QUICK, masked)
    for at in range(24):
        admitter.add(Place().frame(at), Light.DAY, hidden=hidden)
    candidate = admitter.candidate(Light.DAY)
    assert candidate is not None
    assert not candidate.admitted[masked | hidden].any()
    assert candidate.admitted[12:18].all()
    assert reason(candidate, 2, 2) == CellReason.MASKED


def test_each_light_has_evidence_of_its_own() -> None:
    """What was seen by lamps says nothing of the day, and the other way round."""
    admitter = Admitter(QUICK, NOBODY)
    for at in range(24):
        admitter.add(Place().frame(at), Light.LAMPS)
    assert admitter.candidate(Light.DAY) is None
    lamps = admitter.candidate(Light.LAMPS)
    assert lamps is not None
    assert lamps.light == Light.LAMPS
    assert lamps.known_share == 1.0


def test_another_size_begins_anew() -> None:
    """A frame of another size drops all evidence."""
    admitter = Admitter(QUICK, NOBODY)
    for at in range(24):
        admitter.add(Place().frame(at), Light.DAY)
    admitter.add(Place(352, 240).frame(24), Light.DAY)
    candidate = admitter.candidate(Light.DAY)
    assert candidate is not None
    assert (candidate.samples, candidate.known_share) == (1, 0.0)
    assert candidate.pixels.shape == (240, 352, 3)


def test_evidence_grows_old() -> None:
    """What left the window counts no more: a place that changed for good is admitted as it is now."""
    place, other = Place(seed=1), Place(seed=4)
    frames = [place.frame(at) for at in range(30)] + [other.frame(at) for at in range(30, 100)]
    candidate = seen(frames)
    assert candidate.known_share > 0.95
    assert candidate.samples <= 32


@pytest.mark.parametrize("size", [(352, 240), (333, 187), (1280, 720), (768, 432)])
def test_frames_of_any_size(size: tuple[int, int]) -> None:
    """Odd and uneven sizes give a candidate of their own size, black outside the admitted cells."""
    candidate = seen([Place(*size).frame(at) for at in range(12)])
    assert candidate.pixels.shape == (size[1], size[0], 3)
    assert candidate.known_share > 0.6


def test_cells_too_small_to_judge_are_never_admitted() -> None:
    """A picture of 64 x 64 has cells of less than a pixel: nothing of it is admitted."""
    assert seen([Place(64, 64).frame(at) for at in range(24)]).known_share == 0


def test_it_keeps_to_its_beat() -> None:
    """A sample is wanted at each interval, and once after a gap."""
    admitter = Admitter(QUICK, NOBODY)
    taken = []
    for tick in [*range(25), *range(100, 111)]:
        at = tick / 5
        if admitter.wants(at):
            taken.append(at)
            admitter.add(Place().frame(at), Light.DAY)
    assert taken == [0.0, 1.0, 2.0, 3.0, 4.0, 20.0, 21.0, 22.0]


def test_it_lets_a_camera_settle() -> None:
    """Where a camera is given time to settle, no sample is wanted before it is over."""
    admitter = Admitter(QUICK, NOBODY, settling_s=2.0)
    wanted = [tick / 5 for tick in range(50, 75) if admitter.wants(tick / 5)]
    assert wanted[0] == 12.0


@dataclass(frozen=True)
class _Finds:
    """A veto and guard that always finds the same cells."""

    found: Mask
    reason: CellReason = CellReason.TEXT

    def cells(self, _: RawFrame | Plane) -> Mask:
        return self.found


def test_what_is_vetoed_too_often_is_not_admitted() -> None:
    """Cells that a detector always finds are held back, with the veto as their reason."""
    found = NOBODY.copy()
    found[BODY] = True
    admitter = Admitter(QUICK, NOBODY, (_Finds(found),))
    for at in range(24):
        admitter.add(Place().frame(at), Light.DAY)
    candidate = admitter.candidate(Light.DAY)
    assert candidate is not None
    assert not candidate.admitted[BODY].any()
    assert candidate.admitted[:8].all()


def test_what_may_hold_writing_is_held_back_apart() -> None:
    """Cells that a guard finds are TEXT, not in the picture, and apart for a steward to clear."""
    found = NOBODY.copy()
    found[BODY] = True
    admitter = Admitter(QUICK, NOBODY, guards=(_Finds(found),))
    plain = Admitter(QUICK, NOBODY)
    for at in range(24):
        admitter.add(Place().frame(at), Light.DAY)
        plain.add(Place().frame(at), Light.DAY)
    held, whole = admitter.candidate(Light.DAY), plain.candidate(Light.DAY)
    assert held is not None
    assert whole is not None
    assert reason(held, 15, 32) == CellReason.TEXT
    inside = np.kron(held.held, np.ones((4, 4), bool))
    assert (held.held == found & whole.admitted).all()
    assert not held.pixels[inside].any()
    assert held.held_back is not None
    assert not held.held_back[~inside].any()
    assert (held.held_back[inside] == whole.pixels[inside]).mean() > 0.9


@pytest.mark.parametrize("text_first", [True, False])
def test_what_may_be_a_person_is_not_held_back_but_gone(text_first: bool) -> None:
    """Where one guard finds writing and another somebody, no steward can clear it."""
    found = NOBODY.copy()
    found[BODY] = True
    guards = (_Finds(found), _Finds(found, CellReason.VETO))
    admitter = Admitter(QUICK, NOBODY, guards=guards if text_first else guards[::-1])
    for at in range(24):
        admitter.add(Place().frame(at), Light.DAY)
    candidate = admitter.candidate(Light.DAY)
    assert candidate is not None
    assert reason(candidate, 15, 32) == CellReason.VETO
    assert candidate.held_back is None


def test_the_rim_of_who_stood_is_not_admitted() -> None:
    """A cell that a standing body covers too little to look otherwise is not admitted, at any contrast."""
    place = Place()
    frames = []
    for at in range(24):
        frame = place.frame(at, *([SOMEBODY] if 3 <= at < 11 else []))
        if 3 <= at < 11:
            frame.y[48:96, 144] -= 10  # a pixel's width of the next cell, fainter than the limit
        frames.append(frame)
    rim = np.s_[12:24, 36]
    assert seen(frames).admitted[rim].any()
    assert not seen(frames, replace(QUICK, absent_slices=0.2)).admitted[rim].any()
