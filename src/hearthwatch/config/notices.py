# SPDX-License-Identifier: Apache-2.0
"""The section ``[notices]``: what holds for all channels."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta, Struct

_HOST = re.compile(r"[A-Za-z0-9_.:\[\]-]{1,253}")
#: CAP 1.2, 3.2.1: no spaces, commas, < or &.
_SENDER = re.compile(r"[^\s,<&]{1,200}")
_LINK = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")


class Notices(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds for everything that is told to people and machines."""

    allowed_hosts: Annotated[
        tuple[str, ...],
        Meta(
            description="Hosts in this machine's own networks that may be sent to, by name or address, such "
            'as `["siren.lan", "192.168.1.7"]`; no others are'
        ),
    ] = ()
    sender: Annotated[
        str,
        Meta(
            description="What other systems know this place by, unique in the world: a name of a domain of "
            "yours. It must not change: alerts refer to each other by it"
        ),
    ] = "hearthwatch@localhost"
    sender_name: Annotated[str, Meta(description="What people call this place's service")] = "Hearthwatch"
    link: Annotated[
        str,
        Meta(description="The address at which people reach the pages, such as `https://watch.example.org`"),
    ] = ""
    sign_of_life: Annotated[
        int,
        Meta(
            description="Hour of the day, by this machine's clock, from which on the day's sign of life goes "
            "through every channel, so that a dead one is known; 24 for never"
        ),
    ] = 9

    def __post_init__(self) -> None:
        """Refuse what no channel can use (ValueError, which begins with the key)."""
        if not all(_HOST.fullmatch(host) for host in self.allowed_hosts):
            raise ValueError('allowed_hosts: names or addresses of hosts, such as ["siren.lan"]')
        if not _SENDER.fullmatch(self.sender):
            raise ValueError('sender: such as "hearthwatch@example.org", without spaces, commas, < and &')
        if not 0 < len(self.sender_name) <= 80 or not self.sender_name.isprintable():
            raise ValueError("sender_name: at most 80 letters, on one line")
        if self.link and not _LINK.fullmatch(self.link):
            raise ValueError('link: an address such as "https://watch.example.org"')
        if not 0 <= self.sign_of_life <= 24:
            raise ValueError("sign_of_life: an hour from 0 to 23, or 24 for never")
