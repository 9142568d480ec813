# SPDX-License-Identifier: Apache-2.0
"""The section ``[mqtt]``."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from .secret_file import SecretFile

_TOPIC = re.compile(r"[A-Za-z0-9_-]{1,40}(/[A-Za-z0-9_-]{1,40}){0,4}")


class Mqtt(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A broker that machines are told by; none unless `host` is set."""

    host: Annotated[str, Meta(description="The broker's name or address; empty: none")] = ""
    port: Annotated[int, Meta(description="Its port, 1 to 65535")] = 8883
    tls: Annotated[bool, Meta(description="It is spoken to by TLS; without, passwords go in the clear")] = (
        True
    )
    ca_file: Annotated[
        str,
        Meta(description="A file of the authorities that its certificate may be of; without: the system's"),
    ] = ""
    user: Annotated[str, Meta(description="The name that it knows us by")] = ""
    password_file: Annotated[SecretFile | None, Meta(description="A file with the password, alone")] = None
    version: Annotated[
        Literal["5", "3.1.1"],
        Meta(description="MQTT's version; by 3.1.1 a broker cannot say that it refused a message"),
    ] = "5"
    client_id: Annotated[str, Meta(description="What the broker calls this connection")] = "hearthwatch"
    prefix: Annotated[
        str, Meta(description="What all topics begin with; each installation at a broker needs its own")
    ] = "hearthwatch"
    home_assistant: Annotated[
        str, Meta(description="Home Assistant's prefix of discovery; empty: nothing is announced to it")
    ] = "homeassistant"
    acknowledge: Annotated[
        bool,
        Meta(
            description="Machines may answer for incidents by `PREFIX/acknowledge`: who may publish there "
            "can silence alarms"
        ),
    ] = False

    def __post_init__(self) -> None:
        """Refuse values out of range (ValueError, which begins with the key)."""
        if not 1 <= self.port <= 65_535:
            raise ValueError("port: 1 to 65535")
        if not _TOPIC.fullmatch(self.prefix):
            raise ValueError('prefix: letters, digits, _ and -, and / between them, such as "village/east"')
        if self.home_assistant and not _TOPIC.fullmatch(self.home_assistant):
            raise ValueError('home_assistant: such as "homeassistant", or empty')
        if self.home_assistant == self.prefix:
            raise ValueError("prefix: another than Home Assistant's")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}", self.client_id):
            raise ValueError("client_id: letters, digits, _ and -, 60 at most")
        if any(ord(letter) <= 32 for letter in self.host):
            raise ValueError("host: a name or an address")
