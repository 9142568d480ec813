# SPDX-License-Identifier: Apache-2.0
"""The section ``[weather]``."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from .secret_file import SecretFile
from .values import Duration
from .webhook import require_web_address


class Weather(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Warnings of a weather service by CAP; none unless `url` or `token_file` is set."""

    url: Annotated[
        str, Meta(description="A feed of warnings that is read again and again: Atom, RSS, or one alert")
    ] = ""
    every: Annotated[Duration, Meta(description="How often: 30 s to 1 h")] = Duration("2 min")
    token_file: Annotated[
        SecretFile | None,
        Meta(description="A file with the token by which somebody may send warnings here, by POST"),
    ] = None
    hazard: Annotated[
        Literal["flame", "smoke", "water", "blocked"], Meta(description="What a warning is to us")
    ] = "water"
    place: Annotated[str, Meta(description="What people call the area that it concerns")] = "The whole area"
    events: Annotated[
        tuple[str, ...], Meta(description="Which events alone, by name or code; without any: all")
    ] = ()
    areas: Annotated[
        tuple[str, ...],
        Meta(description="Words that an area's description holds, or its codes; without any: all"),
    ] = ()
    point: Annotated[
        tuple[tuple[float, float], ...],
        Meta(description="or this place lies in the area: one latitude and longitude in degrees"),
    ] = ()
    least: Annotated[
        Literal["Minor", "Moderate", "Severe", "Extreme"], Meta(description="How severe, in CAP's words")
    ] = "Severe"

    def __post_init__(self) -> None:
        """Refuse values out of range (ValueError, which begins with the key)."""
        if self.url:
            require_web_address(self.url)
        if not 30 <= self.every.seconds <= 3600:
            raise ValueError('every: "30 s" to "1 h"')
        if not 0 < len(self.place) <= 80 or not self.place.isprintable():
            raise ValueError("place: at most 80 letters, on one line")
        is_one = len(self.point) <= 1 and all(abs(lat) <= 90 and abs(lon) <= 180 for lat, lon in self.point)
        if not is_one:
            raise ValueError("point: one [latitude, longitude]")
