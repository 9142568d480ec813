# SPDX-License-Identifier: Apache-2.0
"""Evidence in, the reason in words out: what a person who has to act reads first."""

from __future__ import annotations

from hearthwatch.model.geometry import CellRect
from hearthwatch.model.hazard import Evidence


def spoken(evidence: Evidence, place: CellRect) -> str:
    """Return where it was seen, how steadily, and how it behaves, with the numbers."""
    parts = [
        f"{where(place)}: in {evidence.votes:.0%} of the last looks, followed for {evidence.seconds:.0f} s",
        f"{_stirring(evidence)} (flicker {evidence.flicker:.1f}, in step {evidence.coherence:.0%})",
        f"warm or glaring {evidence.warmth:.0%}",
    ]
    if evidence.growth >= 1.2:
        parts.append(f"grown {evidence.growth:.1f} times")
    return "; ".join(parts)


def where(place: CellRect) -> str:
    """Return the part of the view in words."""
    box = place.box()
    if box.width * box.height > 0.5:
        return "over most of the view"
    across = _third(box.x + box.width / 2, ("left", "middle", "right"))
    down = _third(box.y + box.height / 2, ("top", "middle", "bottom"))
    if across == down == "middle":
        return "in the middle"
    return f"at the {down} {across}".replace("middle middle", "middle")


def _third(value: float, words: tuple[str, str, str]) -> str:
    return words[min(int(value * 3), 2)]


def _stirring(evidence: Evidence) -> str:
    if evidence.flicker < 1:
        return "hardly stirs"
    return "stirs as one, like a lamp" if evidence.coherence > 0.75 else "stirs unevenly, unlike a lamp"
