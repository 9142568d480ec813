# SPDX-License-Identifier: Apache-2.0
"""The section ``[[camera.zone]]``, once for each zone of a camera; ``[[zone]]`` in a file of zones alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field

from hearthwatch.model.gauge import Gauge, ScalePoint
from hearthwatch.model.zone import Zone, ZoneError, require_distinct, zone_kind

from .values import Duration


class DrawnZone(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A zone of the camera above it: a polygon with a name and a purpose. docs/design/zones.md."""

    name: Annotated[
        str, Meta(description="What people call the place; incidents say it: the fire lane behind the mill")
    ]
    kind: Annotated[
        str,
        Meta(
            description="`watch` (names the place), `ignore` (no hazard is told there), `keep-clear` (what "
            "stands there for long is told), `staff` and `dry` (water), `private` (hidden before anything "
            "looks at it)"
        ),
    ]
    corners: Annotated[
        tuple[tuple[float, float], ...],
        Meta(
            description="Its corners in their order around it, each x and y in parts of the picture, such "
            "as `[[0.1, 0.6], [0.5, 0.6], [0.5, 0.9]]`"
        ),
    ]
    after: Annotated[
        Duration,
        Meta(description="A `keep-clear` zone is blocked by what stands so long: 30 s to 60 min"),
    ] = Duration("2 min")
    covers: Annotated[float, Meta(description="and covers so much of it: a part of the zone, 0.01 to 1")] = (
        0.03
    )
    scale: Annotated[
        tuple[tuple[float, float, float], ...],
        Meta(
            description="What a `staff` reads at two of its marks, the lower first, each x, y and the "
            "reading, such as `[[0.45, 0.83, 1.2], [0.45, 0.68, 1.8]]`; without it, per cent of its "
            "drawn length"
        ),
    ] = ()
    unit: Annotated[str, Meta(description="of these readings")] = "m"
    alarm_level: Annotated[
        float | None, Meta(description="The reading of a `staff` from which water is told")
    ] = None
    alarm_rise: Annotated[
        float | None,
        Meta(
            description="and the rise, in its unit an hour; with neither, a quarter of its drawn "
            "length an hour"
        ),
    ] = None
    marks: Annotated[
        tuple[tuple[float, float], ...],
        Meta(
            description="Points of a `dry` zone, x and y, in the order in which rising water comes to them; "
            "it says which it has reached"
        ),
    ] = ()
    drawn: Annotated[
        date | None,
        Meta(description="The day on which it was drawn; zones that hide or ignore anything must have it"),
    ] = None
    version: Annotated[int, Meta(description="Counts from 1, up with each drawing anew")] = 1

    def __post_init__(self) -> None:
        """Refuse what is no zone (ValueError, which begins with the key)."""
        try:
            zone = self.zone
        except ZoneError as error:
            raise ValueError(f"{error.key}: {error}") from None
        if zone.kind in {"ignore", "private"} and zone.drawn is None:
            raise ValueError(
                f"drawn: a zone that is {zone.kind} must say when it was drawn, such as drawn = 2026-05-01"
            )

    @property
    def zone(self) -> Zone:
        """The zone itself. Raises ZoneError where it is none."""
        return Zone(
            self.name,
            self.corners,
            zone_kind(self.kind),
            self.after.seconds,
            self.covers,
            self.drawn,
            self.version,
            self._gauge(),
            self.marks,
        )

    def _gauge(self) -> Gauge | None:
        if not self.scale:
            if self.alarm_level is not None or self.alarm_rise is not None:
                raise ZoneError("scale", "a level or a rise that is told needs the scale that it is read on")
            return None
        if len(self.scale) != 2:
            raise ZoneError(
                "scale", f"a scale is two points, each x, y and its reading, not {len(self.scale)}"
            )
        low, high = (ScalePoint(*point) for point in self.scale)
        try:
            return Gauge(low, high, self.unit, self.alarm_level, self.alarm_rise)
        except ValueError as error:
            raise ZoneError("scale", str(error)) from None


class ZoneFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of zones alone, for one camera."""

    zones: tuple[DrawnZone, ...] = field(default=(), name="zone")

    def __post_init__(self) -> None:
        """Refuse two zones of one name, and too many (ValueError)."""
        require_distinct_names(self.zones)


def require_distinct_names(zones: Sequence[DrawnZone]) -> None:
    """Refuse two zones of one name, and too many (ValueError, which begins with the key)."""
    try:
        require_distinct([each.zone for each in zones])
    except ZoneError as error:
        raise ValueError(f"zone: {error}") from None
