# SPDX-License-Identifier: Apache-2.0
"""The section ``[[call_point]]``, once for each."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from .webhook import require_id


class CallPoint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A button on a wall that says by MQTT, at `PREFIX/call/ID`, that it was pressed."""

    id: Annotated[str, Meta(description="Its id, in the topic: lower-case letters, digits, hyphens")]
    name: Annotated[str, Meta(description="What people call where it is; without it: the id")] = ""
    hazard: Annotated[
        Literal["flame", "smoke", "water", "blocked"], Meta(description="What it says that there is")
    ] = "flame"
    camera: Annotated[
        str, Meta(description="The id of the camera that sees the place; without it: none does")
    ] = ""

    def __post_init__(self) -> None:
        """Refuse what is no id (ValueError, which begins with the key)."""
        require_id(self.id)
        if len(self.name) > 80 or not self.name.isprintable():
            raise ValueError("name: at most 80 letters, on one line")
