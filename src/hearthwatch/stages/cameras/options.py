# SPDX-License-Identifier: Apache-2.0
"""How a camera is to be opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """How to open. ``transport``: of RTP; ``loop``: read a file again and again.

    ``verify``: whether a camera's TLS certificate must be one that this machine trusts. Off by
    default, because cameras make their own; on, it takes a certificate for the address's host.
    ``open_timeout_s``: for each step of opening; ``read_timeout_s``: for each packet.
    """

    transport: Literal["tcp", "udp"] = "tcp"
    loop: bool = False
    verify: bool = False
    open_timeout_s: float = 5.0
    read_timeout_s: float = 8.0
