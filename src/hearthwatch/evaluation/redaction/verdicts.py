# SPDX-License-Identifier: Apache-2.0
"""What a series' figures are held against: each goal with its figure, and whether it is met."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .measuring import Figures

#: A texture that nobody wears correlates by chance up to so many deviations.
CANARY_SCORE = 4.0
#: So much better than on the plate alone may two crops of one figure be told from those of two.
TOLD_MORE = 0.05
#: The film's detections may lie this much over those of the mirrored maps: a box in ten pictures.
RESIDUAL_MORE = 0.1
#: The film's coding moves a cell by less than this on average (of 255), also where patterns are fine.
STRAYS = 32.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """One goal: its words, what was measured, and whether that meets it; None: told, but not judged."""

    what: str
    figure: str
    is_met: bool | None


def verdicts(figures: Figures) -> list[Verdict]:
    """Return the lines of a card for one series."""
    seen, plates, hidden, left = figures.exposure, figures.plates, figures.hidden, figures.residual
    lines = [
        Verdict("pixel leak", _percent(seen.pixel_leak, 3), seen.pixel_leak == 0),
        Verdict("frame leak (over 5 % of a person)", _percent(seen.frame_leak, 2), seen.frame_leak == 0),
        Verdict("bodies shown in any frame (over 25 %)", str(seen.bodies_shown), seen.bodies_shown == 0),
        Verdict("most of a person shown in any frame", _percent(seen.worst_part_shown, 1), None),
        Verdict("longest exposure", f"{seen.longest_exposure_s:.1f} s", seen.longest_exposure_s == 0),
        Verdict("cells admitted", str(plates.admitted), None),
        Verdict("cells wrong", str(plates.wrong), plates.wrong == 0),
        Verdict("view known", _percent(hidden.known, 1), None),
        Verdict("view hidden with people", _percent(hidden.with_people, 1), None),
        Verdict("view hidden without people", _percent(hidden.without_people, 1), None),
        Verdict("of the known view hidden without people", _percent(hidden.without_people_of_known, 1), None),
        Verdict(
            "detections a picture: film / mirrored map / plate",
            f"{left.published:.2f} / {left.mirrored:.2f} / {left.plate:.2f}",
            left.published - max(left.plate, left.mirrored) <= RESIDUAL_MORE,
        ),
        Verdict(
            "bodies found in film / plate alone",
            " / ".join(_percent(each, 0) for each in (left.bodies_found, left.bodies_found_in_plate)),
            None,
        ),
        Verdict(
            "film off plate and maps, worst cell", f"{figures.strays:.1f} of 255", figures.strays <= STRAYS
        ),
    ]
    if figures.canary:
        canary = figures.canary
        lines.append(
            Verdict(
                "canary: film (clip), in deviations of chance",
                f"{canary.film:+.4f} ({canary.clip:+.2f}), {canary.score:+.1f}",
                canary.score <= CANARY_SCORE and canary.worst <= canary.worst_chance,
            )
        )
    if figures.similarity:
        alike = figures.similarity
        lines.append(
            Verdict(
                "same figure told from another: film / plate alone",
                " / ".join(f"{each:.2f}" for each in (alike.published_told, alike.plate_told)),
                alike.published_told - alike.plate_told <= TOLD_MORE,
            )
        )
    return lines


def _percent(part: float, digits: int) -> str:
    return "none" if math.isnan(part) else f"{100 * part:.{digits}f} %"
