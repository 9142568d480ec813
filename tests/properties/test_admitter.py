# SPDX-License-Identifier: Apache-2.0
"""For any history: what is hidden reaches no byte of a candidate, and more vetoes never admit more.

Each property is also shown to catch faults of the kind that would break it, planted on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hearthwatch.model.plate import Mask, PlateCandidate
from hearthwatch.model.raw import RawFrame
from hearthwatch.model.scene import Light
from hearthwatch.stages.plates.admitter import Admitter
from hearthwatch.stages.plates.blocks import FrameGrid, PlaneGrid
from hearthwatch.stages.plates.evidence import Evidence
from hearthwatch.stages.plates.veto import Veto
from hearthwatch.testing.places import QUICK, Patch, Place

SAMPLES = 14
NOTHING = np.zeros((45, 80), np.bool_)
#: 320 x 180 has cells of 4 x 4 pixels; the others have borders between the colour samples too.
SIZES = ((320, 180), (333, 187), (352, 240))
MOST = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
#: For planted faults: as many tries, but nothing is shrunk or kept.
PLANTED = settings(MOST, max_examples=60, phases=[Phase.generate], database=None)

Plane = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class History:
    """Frames with the cells that are hidden, and those that are vetoed, in each."""

    frames: tuple[RawFrame, ...]
    hidden: tuple[Mask, ...]
    vetoed: tuple[Mask, ...]


@st.composite
def masks(draw: st.DrawFn) -> Mask:
    """Draw one rectangle of cells, often large, often none."""
    mask = NOTHING.copy()
    if draw(st.booleans()):
        top, left = draw(st.integers(0, 40)), draw(st.integers(0, 70))
        mask[top : top + draw(st.integers(1, 45)), left : left + draw(st.integers(1, 80))] = True
    return mask


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Draw a place, somebody who comes and goes, light that changes, and masks."""
    place = Place(*draw(st.sampled_from(SIZES)), seed=draw(st.integers(0, 99)))
    body = Patch(8, 20, 30, 40, bright=draw(st.integers(30, 220)), colour=draw(st.integers(60, 200)))
    there = draw(st.lists(st.booleans(), min_size=SAMPLES, max_size=SAMPLES))
    gains = draw(st.lists(st.sampled_from([0.85, 1.0, 1.15]), min_size=SAMPLES, max_size=SAMPLES))
    frames = tuple(
        place.frame(at, *([body] if there[at] else []), gain=gains[at], noise=2.0) for at in range(SAMPLES)
    )
    hidden, vetoed = (tuple(draw(st.lists(masks(), min_size=SAMPLES, max_size=SAMPLES))) for _ in range(2))
    return History(frames, hidden, vetoed)


@dataclass(frozen=True, slots=True)
class Scripted:
    """A veto that says at each second what it was told to say."""

    script: tuple[Mask, ...]

    def cells(self, frame: RawFrame) -> Mask:
        """Return the cells for this frame's second."""
        return self.script[int(frame.media_time_s)]


class Bright:
    """A veto that looks at the pixels: where the picture is bright."""

    def cells(self, frame: RawFrame) -> Mask:
        """Return a column of cells, told from the brightness of the whole frame."""
        found = NOTHING.copy()
        found[:, int(frame.y.mean()) % 80] = True
        return found


Maker = Callable[[tuple[Veto, ...]], Admitter]


def correct(vetoes: tuple[Veto, ...] = ()) -> Admitter:
    """Return an admitter as it is."""
    return Admitter(QUICK, NOTHING, vetoes)


def candidate_of(make: Maker, history: History, vetoes: tuple[Veto, ...] = ()) -> PlateCandidate:
    """Return what an admitter proposes after a history."""
    admitter = make(vetoes)
    for frame, hidden in zip(history.frames, history.hidden, strict=True):
        admitter.add(frame, Light.DAY, hidden=hidden)
    candidate = admitter.candidate(Light.DAY)
    assert candidate is not None
    return candidate


def otherwise(frame: RawFrame, hidden: Mask, seed: int) -> RawFrame:
    """Return a frame that differs, and much, wherever a hidden cell has a part, and nowhere else."""
    random, grid = np.random.default_rng(seed), FrameGrid(frame.width, frame.height)
    level = int(random.integers(0, 256))

    def changed(plane: Plane, outside: Mask) -> Plane:
        canary = (random.integers(0, 64, plane.shape) + level).astype(np.uint8)
        return np.where(outside, plane, canary)

    return RawFrame(
        changed(frame.y, grid.bright.spread(~hidden)),
        changed(frame.u, grid.colour.spread(~hidden)),
        changed(frame.v, grid.colour.spread(~hidden)),
        frame.media_time_s,
        frame.arrived_s,
    )


def check_hidden_has_no_influence(make: Maker, history: History, seed: int) -> None:
    """Assert that two histories, equal outside the masks, give the same bytes."""
    frames = tuple(
        otherwise(frame, hidden, seed + at)
        for at, (frame, hidden) in enumerate(zip(history.frames, history.hidden, strict=True))
    )
    vetoes = (Bright(), Scripted(history.vetoed))
    one = candidate_of(make, history, vetoes)
    other = candidate_of(make, replace(history, frames=frames), vetoes)
    assert one.pixels.tobytes() == other.pixels.tobytes()
    assert one.admitted.tobytes() == other.admitted.tobytes()
    assert one.reasons.tobytes() == other.reasons.tobytes()


def check_vetoes_only_hide(make: Maker, history: History) -> None:
    """Assert that a further veto admits no cell that was not admitted without it."""
    without = candidate_of(make, history)
    one = candidate_of(make, history, (Scripted(history.vetoed),))
    both = candidate_of(make, history, (Scripted(history.vetoed), Scripted(history.hidden[::-1])))
    assert not (one.admitted & ~without.admitted).any()
    assert not (both.admitted & ~one.admitted).any()


@MOST
@given(histories(), st.integers(0, 2**31))
def test_what_is_hidden_has_no_influence(history: History, seed: int) -> None:
    """Two histories that are equal outside the masks give the same pixels, cells and reasons, to the byte."""
    check_hidden_has_no_influence(correct, history, seed)


@MOST
@given(histories())
def test_more_vetoes_never_admit_more(history: History) -> None:
    """Each further veto can only take cells away."""
    check_vetoes_only_hide(correct, history)


@MOST
@given(histories())
def test_a_candidate_is_black_where_it_admits_nothing(history: History) -> None:
    """No pixel outside the admitted cells is anything but 0."""
    candidate = candidate_of(correct, history, (Scripted(history.vetoed),))
    height, width = candidate.pixels.shape[:2]
    shown = FrameGrid(width, height).bright.spread(candidate.admitted)
    assert not candidate.pixels[~shown].any()


class _GainFromEverything(Evidence):
    """Planted: the light is told from all cells, also from hidden ones."""

    def add(self, frame: RawFrame, visible: Mask, vetoed: Mask) -> None:
        super().add(frame, np.ones_like(visible), vetoed | ~visible)


class _HalfABorder(PlaneGrid):
    """Planted: a colour sample on a border counts for the cell that it begins in, alone."""

    def spread(self, cells: Mask) -> Mask:
        return np.asarray(cells[self.rows.first][:, self.columns.first])


class _SeesAll(Admitter):
    """Planted: vetoes are given the frame with what is hidden."""

    def add(self, frame: RawFrame, light: Light = Light.DAY, hidden: Mask | None = None) -> None:
        found = self._vetoes.cells(frame, ~NOTHING, self._grid_of(frame))
        super().add(frame, light, found if hidden is None else found | hidden)


class _Plant(Admitter):
    """An admitter whose evidence or grid is a planted one."""

    evidence: type[Evidence] = Evidence
    colour: type[PlaneGrid] = PlaneGrid

    def _begin(self, grid: FrameGrid) -> Evidence:
        return self.evidence(grid, self._preset)

    def _grid_of(self, frame: RawFrame) -> FrameGrid:
        grid = super()._grid_of(frame)
        grid.colour = self.colour(frame.width, frame.height, halved=True)
        return grid


class _Gain(_Plant):
    evidence = _GainFromEverything


class _Border(_Plant):
    colour = _HalfABorder


@pytest.mark.parametrize("plant", [_Gain, _Border, _SeesAll])
def test_planted_leaks_are_caught(plant: type[Admitter]) -> None:
    """Gain from hidden pixels, colour over a border and a detector that sees all break the first property."""

    @PLANTED
    @given(histories(), st.integers(0, 2**31))
    def leaks(history: History, seed: int) -> None:
        check_hidden_has_no_influence(lambda vetoes: plant(QUICK, NOTHING, vetoes), history, seed)

    with pytest.raises(AssertionError):
        leaks()


class _ForgetsTheCount(Evidence):
    """Planted: a sample with a veto is dropped as if it had never been."""

    def add(self, frame: RawFrame, visible: Mask, vetoed: Mask) -> None:
        if not vetoed.any():
            super().add(frame, visible, vetoed)


class _SteeredByVetoes(Evidence):
    """Planted: what is vetoed is hidden from the evidence too, so that it can change what leads."""

    def add(self, frame: RawFrame, visible: Mask, vetoed: Mask) -> None:
        super().add(frame, visible & ~vetoed, vetoed)


class _Forgets(_Plant):
    evidence = _ForgetsTheCount


class _Steered(_Plant):
    evidence = _SteeredByVetoes


@pytest.mark.parametrize("plant", [_Forgets, _Steered])
def test_planted_loosening_vetoes_are_caught(plant: type[Admitter]) -> None:
    """A veto that drops the sample, or steers which appearance leads, breaks the second property."""

    @PLANTED
    @given(histories())
    def loosens(history: History) -> None:
        check_vetoes_only_hide(lambda vetoes: plant(QUICK, NOTHING, vetoes), history)

    with pytest.raises(AssertionError):
        loosens()
