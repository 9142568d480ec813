# SPDX-License-Identifier: Apache-2.0
"""Where a loudspeaker is, as each driver writes it: text in, parts out; a ValueError begins with the key."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HOST_PORT = re.compile(
    r"(\[[0-9A-Fa-f:.]{2,45}(?:%[\w.-]{1,15})?\]|[A-Za-z0-9][A-Za-z0-9.-]{0,252})(?::([0-9]{1,5}))?"
)
_USER = re.compile(r"[A-Za-z0-9_.!~*'()&=+$,;?/%-]{1,128}")
#: A card's name as ALSA ("plughw:CARD=PCH,DEV=0") or PipeWire writes it. It never begins with a hyphen,
#: so that no program can take it for an option.
_DEVICE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:,=-]{0,99}")
_SIP_PORT = 5060


def card_device(address: str) -> str:
    """Return a sound card's name; "" is PipeWire's default. Raises ValueError."""
    if address and not _DEVICE.fullmatch(address):
        raise ValueError("address: a device such as default or plughw:CARD=PCH,DEV=0")
    return address


def host_port(address: str) -> tuple[str, int]:
    """Return the host and port of "224.0.2.60:50000" or "[ff02::1]:50000". Raises ValueError."""
    host, port = _host_port(address, None, "224.0.2.60:50000")
    return host, port


def sip_parts(address: str) -> tuple[str, str, int]:
    """Return user, host and port of "sip:horn@192.0.2.9:5060" or of less of it. Raises ValueError."""
    user, at, place = address.removeprefix("sip:").rpartition("@")
    if at and not _USER.fullmatch(user):
        raise ValueError("address: an address such as sip:horn@192.0.2.9")
    return user, *_host_port(place, _SIP_PORT, "sip:horn@192.0.2.9")


def web_url(address: str, schemes: tuple[str, ...], example: str, key: str = "address") -> str:
    """Return an address of one of these schemes, with a host and without credentials. Raises ValueError."""
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_good = False
    if (
        not is_good
        or "@" in parts.netloc
        or any(ord(letter) <= 32 or ord(letter) == 127 for letter in address)
    ):
        raise ValueError(f"{key}: an address such as {example}, without a user and a password")
    return address


def _host_port(text: str, default: int | None, example: str) -> tuple[str, int]:
    match = _HOST_PORT.fullmatch(text)
    port = int(match[2]) if match and match[2] else default
    if match is None or port is None or not 0 < port < 65_536:
        raise ValueError(f"address: an address such as {example}")
    return match[1].strip("[]"), port
