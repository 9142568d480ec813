# SPDX-License-Identifier: Apache-2.0
"""Which names mean this machine and nobody else's."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, ip_address

_LOOPBACK_4 = IPv4Network("127.0.0.0/8")


def is_loopback(name: str) -> bool:
    """Whether a host's name, without brackets, is ``localhost`` or a loopback address.

    No resolver is asked: what another name resolves to is somebody else's word.
    """
    if name.lower() == "localhost":
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address in _LOOPBACK_4 if isinstance(address, IPv4Address) else str(address) == "::1"
