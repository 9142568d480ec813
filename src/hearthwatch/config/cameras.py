# SPDX-License-Identifier: Apache-2.0
"""The section ``[[camera]]``, once for each camera."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from hearthwatch.model.geometry import Box
from hearthwatch.model.ids import CameraId, camera_id

from .values import CameraUrl, Duration
from .zones import DrawnZone, require_distinct_names

_LONGEST_NAME = 80
_LEAST_PATIENCE_S, _MOST_PATIENCE_S = 2.0, 600.0


class Camera(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One camera."""

    id: Annotated[
        str, Meta(description="Its id, in addresses and in the store: lower-case letters, digits, hyphens")
    ]
    url: Annotated[
        CameraUrl,
        Meta(
            description="Where it is: `rtsp://user:password@host:port/path`, `rtsps://...`, "
            "`v4l2:/dev/video0`, `village:NAME`, or a file's path"
        ),
    ]
    name: Annotated[str, Meta(description="What people call it; without it: the id")] = ""
    place: Annotated[
        str,
        Meta(description="Cameras with the same word here look at one place, where one fire is one incident"),
    ] = ""
    password_file: Annotated[
        str, Meta(description="A file with the password, for a `url` that holds the user alone")
    ] = ""
    transport: Annotated[
        Literal["tcp", "udp"], Meta(description="How an RTSP camera sends: `tcp` or `udp`")
    ] = "tcp"
    loop: Annotated[bool, Meta(description="A file begins again at its end")] = True
    preset: Annotated[
        Literal["public", "private"],
        Meta(
            description="How slowly a plate grows: `public` takes days; `private`, for your own ground, "
            "where nobody stays for long, takes half an hour"
        ),
    ] = "public"
    patience: Annotated[
        Duration,
        Meta(description="Without a new picture for so long, the connection is tried again: 2 s to 10 min"),
    ] = Duration("10 s")
    masked: Annotated[
        tuple[tuple[float, float, float, float], ...],
        Meta(
            description="Rectangles that are hidden before anything looks at them: left, top, width and "
            "height in parts of the picture, such as `[[0.0, 0.0, 0.2, 1.0]]`"
        ),
    ] = ()
    zones: tuple[DrawnZone, ...] = field(default=(), name="zone")

    def __post_init__(self) -> None:
        """Refuse values out of range (ValueError, which begins with the key)."""
        try:
            camera_id(self.id)
        except ValueError as error:
            raise ValueError(f"id: {error}") from None
        if len(self.name) > _LONGEST_NAME or any(ord(letter) < 32 for letter in self.name):
            raise ValueError(f"name: at most {_LONGEST_NAME} letters, on one line")
        if not _LEAST_PATIENCE_S <= self.patience.seconds <= _MOST_PATIENCE_S:
            raise ValueError('patience: "2 s" to "10 min"')
        if not all(_fits(rectangle) for rectangle in self.masked):
            raise ValueError("masked: a rectangle is [left, top, width, height], all within 0 to 1")
        require_distinct_names(self.zones)

    @property
    def camera(self) -> CameraId:
        """The id, as a type of its own."""
        return CameraId(self.id)

    @property
    def shown_name(self) -> str:
        """What people call it."""
        return self.name or self.id

    @property
    def masked_boxes(self) -> tuple[Box, ...]:
        """What is hidden before anything looks at it."""
        return tuple(Box(*rectangle) for rectangle in self.masked)


def _fits(rectangle: tuple[float, float, float, float]) -> bool:
    left, top, width, height = rectangle
    inside = all(0 <= part <= 1 for part in rectangle)
    # Decimal fractions that add up to 1 on paper may not in binary.
    return inside and width > 0 and height > 0 and max(left + width, top + height) <= 1 + 1e-9
