# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a view that is compared with its usual look: figures in, verdicts out.

The numbers lie between what healthy views and injected tampering showed (docs/design/decider.md).
"""

from __future__ import annotations

from dataclasses import dataclass

from hearthwatch.model.hazard import Hazard

from .displaced import Displacement
from .familiar import Likeness

#: Fine and coarse edges of which less than this part is gone belong to the usual view.
_USUAL = 0.5
#: Found elsewhere: so far away, of the width, or turned so much; with so clear a best place.
_FAR, _TURNED, _CLEAR = 0.015, 3, 6.0
#: And so well, by so many times better than here; or nearly all of them, by so much.
_FIT, _BETTER, _NEARLY, _MORE = 0.3, 1.6, 0.75, 0.33


@dataclass(frozen=True, slots=True)
class Verdict:
    """One hazard at one look: whether its rule holds, and how surely, 0..1."""

    hazard: Hazard
    holds: bool
    score: float


def judged(seen: Likeness, displacement: Displacement | None) -> list[Verdict]:
    """Return which of the rules hold that compare with the usual view.

    ``displacement`` is None where the edges are not missed, and where the usual view is that of the
    other light (colour, infrared), whose layout may well be another.
    """
    is_found = displacement is not None and _is_found(displacement)
    blurred = seen.sharpness < 0.55 and seen.coarse_gone < 0.45 and not is_found
    is_own = displacement is not None
    # Infrared turns edges about, so against the other light only edges that are flat are gone; between
    # blocks, where noise raises none.
    gone = min(seen.edges_gone, seen.coarse_gone) if is_own else seen.coarse_flat
    covered = gone > 0.6 and seen.rich < 0.5 and not is_found and not blurred
    # Another picture, as rich in edges, in a comparable light: the camera looks elsewhere.
    elsewhere = seen.edges_gone > 0.65 and seen.coarse_gone > 0.5 and seen.rich >= 0.5
    moved = is_own and (is_found or (elsewhere and not blurred))
    return [
        Verdict(Hazard.COVERED, covered, min(1.0, seen.edges_gone)),
        Verdict(Hazard.DEFOCUSED, blurred, min(1.0, max(0.0, 1 - seen.sharpness))),
        Verdict(Hazard.MOVED, moved, 0.9 if is_found else 0.7),
    ]


def nothing() -> list[Verdict]:
    """Return that no rule holds."""
    return [Verdict(each, holds=False, score=0) for each in (Hazard.COVERED, Hazard.DEFOCUSED, Hazard.MOVED)]


def is_usual(seen: Likeness) -> bool:
    """Whether the reference may follow such a view."""
    return seen.edges_gone < _USUAL and seen.coarse_gone < _USUAL


def _is_found(at: Displacement) -> bool:
    is_away = at.far >= _FAR or abs(at.turned) >= _TURNED
    is_clear = at.clear > _CLEAR and at.fit > _FIT and at.fit > _BETTER * at.fit_here
    return is_away and (is_clear or (at.fit > _NEARLY and at.fit > at.fit_here + _MORE))
