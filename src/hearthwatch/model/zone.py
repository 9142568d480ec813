# SPDX-License-Identifier: Apache-2.0
"""Zones: parts of a view that a steward has drawn, each with its purpose. docs/design/zones.md."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from .gauge import Gauge
from .polygon import FlawedPolygonError, Point, area, contains, require_polygon

ZoneKind = Literal["watch", "ignore", "keep-clear", "staff", "dry", "private"]
KINDS: tuple[ZoneKind, ...] = get_args(ZoneKind)

#: A view has at most so many: a number of one byte says which, and nobody draws more.
MOST_ZONES = 32
#: How long something must stand before it blocks (hazards: keep-clear).
LEAST_AFTER_S, MOST_AFTER_S = 30.0, 3600.0
LONGEST_NAME = 80
MOST_MARKS = 9
_STAFF_CORNERS = 4
#: Part of the picture below which these kinds show too little to be judged: six cells of 80 x 45. What
#: only hides, or holds a staff that is read pixel by pixel, may be as small as it is.
_SMALLEST, _JUDGED = 6 / 3600, ("watch", "keep-clear", "dry")


class ZoneError(ValueError):
    """What is no zone, in a sentence for a person; ``key`` is the part of it that is wrong."""

    def __init__(self, key: str, words: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.key = key


@dataclass(frozen=True, slots=True)
class Zone:
    """A named polygon: ``corners`` in parts of the picture, x to the right, y downwards, each 0..1.

    ``after_s``: how long something must stand in it to block it; ``covers``: and how much of it, 0..1.
    ``drawn``: the day on which it was drawn; ``version`` counts from 1, up with each drawing anew.
    ``gauge``: what a staff's marks mean, None where nobody read them; ``marks``: points of a dry zone in
    the order in which rising water comes to them.
    Raises ZoneError for what is no zone.
    """

    name: str
    corners: tuple[Point, ...]
    kind: ZoneKind = "keep-clear"
    after_s: float = 120.0
    covers: float = 0.03
    drawn: date | None = None
    version: int = 1
    gauge: Gauge | None = None
    marks: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be a zone."""
        if not self.name.strip() or len(self.name) > LONGEST_NAME or not self.name.isprintable():
            raise ZoneError("name", f"a zone needs a name of at most {LONGEST_NAME} letters, on one line")
        zone_kind(self.kind)
        try:
            require_polygon(self.corners)
        except FlawedPolygonError as error:
            raise ZoneError("corners", str(error)) from None
        if self.kind in _JUDGED and area(self.corners) < _SMALLEST:
            cells = area(self.corners) / _SMALLEST * 6
            raise ZoneError(
                "corners", f"this covers {cells:.1f} of the 3600 cells of a view, and 6 are the least "
                "that can be judged; draw it larger"
            )  # fmt: skip
        if not LEAST_AFTER_S <= self.after_s <= MOST_AFTER_S:
            raise ZoneError("after", 'a zone is blocked after "30 s" at least and "60 min" at most')
        if not 0.01 <= self.covers <= 1:
            raise ZoneError("covers", "what blocks a zone covers a part of it between 0.01 and 1")
        self._require_water()
        if self.version < 1:
            raise ZoneError("version", "versions count from 1")

    def _require_water(self) -> None:
        if self.kind == "staff" and len(self.corners) != _STAFF_CORNERS:
            raise ZoneError("corners", "a staff has four corners, two at its upper and two at its lower end")
        if self.gauge is not None and self.kind != "staff":
            raise ZoneError("scale", f"a zone that is {self.kind} has no scale; a staff has")
        if self.marks and self.kind != "dry":
            raise ZoneError("marks", f"a zone that is {self.kind} has no marks; one that is dry has")
        if len(self.marks) > MOST_MARKS:
            raise ZoneError("marks", f"a zone has at most {MOST_MARKS} marks, not {len(self.marks)}")
        if not all(contains(self.corners, mark) for mark in self.marks):
            raise ZoneError("marks", "every mark must lie within the zone")

    def __str__(self) -> str:
        """Return its name, purpose and age, for lists."""
        drawn = "undated" if self.drawn is None else f"drawn {self.drawn.isoformat()}"
        return f"{self.name} ({self.kind}, version {self.version}, {drawn})"


def zone_kind(word: str) -> ZoneKind:
    """Return a kind that a person wrote. Raises ZoneError, with the nearest, where there is none such."""
    for kind in KINDS:
        if word == kind:
            return kind
    nearest = difflib.get_close_matches(word.casefold().replace("_", "-"), KINDS, n=1, cutoff=0.5)
    meant = f'did you mean "{nearest[0]}"? ' if nearest else ""
    raise ZoneError("kind", f'no zone is "{word[:20]}"; {meant}There are {", ".join(KINDS)}')


def require_distinct(zones: Sequence[Zone]) -> None:
    """Refuse two zones of one name in one view, and too many (ZoneError)."""
    if len(zones) > MOST_ZONES:
        raise ZoneError("name", f"a view has at most {MOST_ZONES} zones, not {len(zones)}; join some")
    seen: set[str] = set()
    for zone in zones:
        if zone.name.casefold() in seen:
            raise ZoneError("name", f'two zones are called "{zone.name}"; give each a name of its own')
        seen.add(zone.name.casefold())
