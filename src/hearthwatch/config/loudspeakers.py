# SPDX-License-Identifier: Apache-2.0
"""The section ``[[loudspeaker]]``, once for each loudspeaker or group of them."""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Literal

from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import fields

from hearthwatch.model.ids import ChannelId, camera_id

from .loudspeaker_address import card_device, host_port, sip_parts, web_url
from .secret_file import SecretFile

#: Keys that every driver knows, and what each knows beside them.
_ALL = frozenset({"id", "name", "driver", "address", "places", "groups", "languages", "volume"})
_ACCOUNT = frozenset({"user", "password_file"})
_KNOWN: dict[str, frozenset[str]] = {
    "card": _ALL | {"program"},
    "multicast": _ALL | {"codec", "ttl", "interface"},
    "sip": _ALL | _ACCOUNT | {"codec", "acknowledge_key", "checks_echo"},
    "onvif": _ALL | _ACCOUNT | {"codec"},
    "http": _ALL | _ACCOUNT | {"shape", "status_address", "stop_address"},
}
_KEYS = "0123456789*#"
_LONGEST_NAME = 80
_IPV4 = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}", re.ASCII)
_INTERFACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,14}")


class Loudspeaker(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One loudspeaker, or a group that one address reaches."""

    id: Annotated[str, Meta(description="Its id: lower-case letters, digits, hyphens")]
    driver: Annotated[
        str,
        Meta(
            description="How it is reached: `card` (this machine's sound), `multicast` (RTP paging), `sip`, "
            "`onvif` (a camera's loudspeaker), `http`"
        ),
    ]
    address: Annotated[
        str,
        Meta(
            description="Where it is: a device (`default`), `224.0.2.60:50000`, `sip:horn@192.0.2.9`, "
            "`rtsp://192.0.2.7/stream`, `http://192.0.2.8`"
        ),
    ]
    name: Annotated[str, Meta(description="What people call it; without it: the id")] = ""
    places: Annotated[
        tuple[str, ...],
        Meta(description="What it serves: cameras' `place`s or ids; without any: everything"),
    ] = ()
    groups: Annotated[
        tuple[str, ...],
        Meta(description="Which words of `[incidents] whom` mean it; without any: every notice"),
    ] = ()
    languages: Annotated[
        tuple[str, ...], Meta(description="In which it speaks; without any: those of `[announcements]`")
    ] = ()
    volume: Annotated[float, Meta(description="How loud, from 0 to 1")] = 1.0
    user: Annotated[str, Meta(description="Who we are to it, for `sip`, `onvif` and `http`")] = ""
    password_file: Annotated[SecretFile | None, Meta(description="A file with that user's password")] = None
    codec: Annotated[
        Literal["pcmu", "pcma", "g722"] | None,
        Meta(
            description="For `multicast` the codec, `pcmu` if not set; for `sip` and `onvif` the first choice"
        ),
    ] = None
    ttl: Annotated[int, Meta(description="How many routers a `multicast` passes, from 1 to 255")] = 1
    interface: Annotated[
        str,
        Meta(description="This machine's address, or for IPv6 its interface, from which a `multicast` goes"),
    ] = ""
    acknowledge_key: Annotated[
        str, Meta(description="The telephone's key that says, by `sip`, that somebody sees to it")
    ] = ""
    checks_echo: Annotated[
        bool, Meta(description="The `sip` horn sends back what it hears, to be compared with what was sent")
    ] = False
    shape: Annotated[
        Literal["axis", "generic-wav"],
        Meta(description="How an `http` horn takes sound: as Axis devices do, or as a WAV file in one POST"),
    ] = "generic-wav"
    status_address: Annotated[
        str, Meta(description="Where an `http` horn says, in JSON, whether it is `playing` or has `played`")
    ] = ""
    stop_address: Annotated[str, Meta(description="What a POST to stops an `http` horn")] = ""
    program: Annotated[
        Literal["aplay", "pw-play"], Meta(description="What plays on a `card`: ALSA's or PipeWire's")
    ] = "aplay"

    def __post_init__(self) -> None:
        """Refuse what does not fit the driver, or is out of range (ValueError, which begins with the key)."""
        try:
            camera_id(self.id)
        except ValueError as error:
            raise ValueError(f"id: {str(error).replace('camera id', 'id')}") from None
        self._require_a_driver()
        self._require_known_keys()
        self._require_an_address()
        if len(self.name) > _LONGEST_NAME or any(ord(letter) < 32 for letter in self.name):
            raise ValueError(f"name: at most {_LONGEST_NAME} letters, on one line")
        if not 0.0 <= self.volume <= 1.0:
            raise ValueError("volume: a number from 0 to 1")
        if not 1 <= self.ttl <= 255:
            raise ValueError("ttl: a whole number from 1 to 255")
        if self.acknowledge_key and (len(self.acknowledge_key) > 1 or self.acknowledge_key not in _KEYS):
            raise ValueError(f"acknowledge_key: one of {' '.join(_KEYS)}")
        if self.password_file is not None and not self.user:
            raise ValueError("password_file: there is no user whose password it could be")
        if any(ord(letter) < 32 or letter in '"\\:' for letter in self.user):
            raise ValueError("user: a name without quotation marks, colons and backslashes")

    @property
    def channel(self) -> ChannelId:
        """The id as a type of its own."""
        return ChannelId(self.id)

    @property
    def shown_name(self) -> str:
        """What people read."""
        return self.name or self.id

    def _require_a_driver(self) -> None:
        if self.driver not in _KNOWN:
            nearest = difflib.get_close_matches(self.driver.lower(), _KNOWN, n=1, cutoff=0.4)
            hint = f'did you mean "{nearest[0]}"? ' if nearest else ""
            raise ValueError(f"driver: there is no {self.driver[:40]!r}; {hint}There are {', '.join(_KNOWN)}")

    def _require_known_keys(self) -> None:
        known = _KNOWN[self.driver]
        for each in fields(type(self)):
            is_set = each.default is not NODEFAULT and getattr(self, each.name) != each.default
            if is_set and each.name not in known:
                own = sorted(known - _ALL)
                raise ValueError(f"{each.name}: a {self.driver} knows no such key; it knows {', '.join(own)}")

    def _require_an_address(self) -> None:
        match self.driver:
            case "card":
                if not card_device(self.address) and self.program == "aplay":
                    raise ValueError("address: a device such as default or plughw:CARD=PCH,DEV=0")
            case "multicast":
                self._require_an_interface(host_port(self.address)[0])
            case "sip":
                sip_parts(self.address)
            case "onvif":
                web_url(self.address, ("rtsp",), "rtsp://192.0.2.7/stream")
            case _:
                web_url(self.address, ("http", "https"), "http://192.0.2.8")
                self._require_one_host()

    def _require_an_interface(self, host: str) -> None:
        """Refuse an interface that could not be found by its name (IPv6) or its address (IPv4)."""
        wanted = _INTERFACE if ":" in host else _IPV4
        if self.interface and not wanted.fullmatch(self.interface):
            raise ValueError(
                "interface: this machine's address, such as 192.0.2.1; for IPv6 a name such as eth0"
            )

    def _require_one_host(self) -> None:
        """Refuse a status or a stop elsewhere: the password is for one horn."""
        for key, url in (("status_address", self.status_address), ("stop_address", self.stop_address)):
            if not url:
                continue
            web_url(url, ("http", "https"), "http://192.0.2.8/status", key)
            if _origin(url) != _origin(self.address):
                raise ValueError(f"{key}: it must begin as address does, with the same host")


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3]).lower()
