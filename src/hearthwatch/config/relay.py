# SPDX-License-Identifier: Apache-2.0
"""The section ``[[relay]]``, once for each siren or lamp."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from .secret_file import SecretFile
from .values import Duration
from .webhook import require_id, require_web_address

#: The values of `hearthwatch.model.hazard.Hazard`, which is not loaded here: that brings numpy with it.
HazardName = Literal[
    "flame", "smoke", "water", "blocked", "lost", "frozen", "covered", "defocused", "moved", "dark", "dirty",
    "degraded"
]  # fmt: skip


class Relay(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A relay that is on while a danger is unanswered: a siren, a lamp. docs/design/machines.md."""

    id: Annotated[str, Meta(description="Its id: lower-case letters, digits, hyphens")]
    kind: Annotated[
        Literal["shelly", "tasmota", "http", "mqtt"],
        Meta(description="How it is switched: by Shelly's or Tasmota's own way, by plain HTTP, or by MQTT"),
    ]
    url: Annotated[
        str, Meta(description="The device's address; of the kind `http`: what is asked to switch it on")
    ] = ""
    off_url: Annotated[str, Meta(description="Of the kind `http`: what is asked to switch it off")] = ""
    on_json: Annotated[
        str, Meta(description="Of the kind `http`: this JSON is sent by POST; without it: GET")
    ] = ""
    off_json: Annotated[str, Meta(description="the same for off")] = ""
    topic: Annotated[str, Meta(description="Of the kind `mqtt`: the topic, at the broker of `[mqtt]`")] = ""
    on_payload: Annotated[str, Meta(description="and what switches it on")] = "ON"
    off_payload: Annotated[str, Meta(description="and off")] = "OFF"
    output: Annotated[int, Meta(description="Which of the device's relays, from 0")] = 0
    password_file: Annotated[
        SecretFile | None, Meta(description="A file with the device's password, alone")
    ] = None
    name: Annotated[str, Meta(description="What people call it; without it: the id")] = ""
    longest: Annotated[
        Duration, Meta(description="It is on for so long at most, for one incident: 1 s to 60 min")
    ] = Duration("5 min")
    again: Annotated[
        Duration, Meta(description="and told so anew this often, while it is on: 5 s to 5 min")
    ] = Duration("20 s")
    least: Annotated[
        Literal["notice", "warning", "danger"], Meta(description="How grave an incident must be")
    ] = "danger"
    hazards: Annotated[
        tuple[HazardName, ...],
        Meta(description="Of which hazards alone, such as `flame`; without any: of all"),
    ] = ()
    groups: Annotated[
        tuple[str, ...], Meta(description="Of whom a notice must be for; without any: all")
    ] = ()
    drills: Annotated[bool, Meta(description="A drill switches it too")] = False

    def __post_init__(self) -> None:
        """Refuse values that do not fit together (ValueError, which begins with the key)."""
        require_id(self.id)
        if self.kind == "mqtt":
            if not self.topic or set("+#\0") & set(self.topic):
                raise ValueError("topic: a topic without + and #")
        else:
            require_web_address(self.url)
        if self.kind == "http":
            require_web_address(self.off_url, "off_url")
            _require_json("on_json", self.on_json)
            _require_json("off_json", self.off_json)
        if not 1 <= self.longest.seconds <= 3600:
            raise ValueError('longest: "1 s" to "60 min"')
        if not 5 <= self.again.seconds <= 300:
            raise ValueError('again: "5 s" to "5 min"')
        if not 0 <= self.output <= 7:
            raise ValueError("output: 0 to 7")


def _require_json(key: str, text: str) -> None:
    try:
        if text:
            msgspec.json.decode(text)
    except msgspec.DecodeError:
        raise ValueError(f"{key}: it is no JSON") from None
