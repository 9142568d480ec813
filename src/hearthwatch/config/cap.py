# SPDX-License-Identifier: Apache-2.0
"""The sections ``[cap]`` and ``[[cap.area]]``."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from .secret_file import SecretFile
from .webhook import require_web_address


class CapPlace(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a camera's place is on the map, for alerts."""

    camera: Annotated[str, Meta(description="The camera's id")]
    circle: Annotated[
        tuple[tuple[float, float, float], ...],
        Meta(description="A circle: latitude, longitude in degrees (WGS 84) and radius in km; at most one"),
    ] = ()
    polygon: Annotated[
        tuple[tuple[float, float], ...],
        Meta(description="or corners in their order around it, latitude and longitude each"),
    ] = ()

    def __post_init__(self) -> None:
        """Refuse what is no place on Earth (ValueError, which begins with the key)."""
        if len(self.circle) > 1 or not all(
            _is_on_earth(*circle[:2]) and circle[2] > 0 for circle in self.circle
        ):
            raise ValueError("circle: one [latitude, longitude, radius in km]")
        if self.polygon and (
            len(self.polygon) < 3 or not all(_is_on_earth(*corner) for corner in self.polygon)
        ):
            raise ValueError("polygon: three corners or more, each [latitude, longitude]")
        if not self.circle and not self.polygon:
            raise ValueError("circle: one of circle and polygon is wanted")


class Cap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Alerts by CAP 1.2 for other systems; none unless `folder` or `url` is set."""

    folder: Annotated[
        str,
        Meta(
            description="Where alerts and their Atom feed are kept, and served from at `/feeds/alerts.atom`"
        ),
    ] = ""
    url: Annotated[str, Meta(description="Where each alert is sent by POST")] = ""
    token_file: Annotated[
        SecretFile | None,
        Meta(description="A file with the token that goes with it, as `Authorization: Bearer`"),
    ] = None
    scope: Annotated[
        Literal["Public", "Restricted", "Private"],
        Meta(description="Who may hand the alerts on; `Private`: to whom they are addressed alone"),
    ] = "Private"
    restriction: Annotated[str, Meta(description="The rule that limits them, for the scope `Restricted`")] = (
        ""
    )
    contact: Annotated[str, Meta(description="Who answers questions: a role's address, not a person's")] = ""
    areas: tuple[CapPlace, ...] = field(default=(), name="area")

    def __post_init__(self) -> None:
        """Refuse values that do not fit together (ValueError, which begins with the key)."""
        if self.url:
            require_web_address(self.url)
        if (self.scope == "Restricted") != bool(self.restriction.strip()):
            raise ValueError('restriction: goes with the scope "Restricted", and must stand there')


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return -90 <= latitude <= 90 and -180 <= longitude <= 180
