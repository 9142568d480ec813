# SPDX-License-Identifier: Apache-2.0
"""A section ``[[loudspeaker]]`` in, its driver out. Passwords are read here, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import httpx

from hearthwatch.config.loudspeaker_address import host_port, sip_parts
from hearthwatch.config.loudspeakers import Loudspeaker
from hearthwatch.model.clock import Clock

from .card import CardDriver
from .codecs import Codec, CodecName, codec_of
from .digest import Account
from .driver import Driver
from .http_horn import HornAddress, HttpHornDriver
from .multicast import PagingAddress, PagingDriver
from .onvif_backchannel import BackchannelAddress, BackchannelDriver
from .sip.dialog import SipAddress
from .sip.driver import SipDriver, SipLine


def driver_of(
    section: Loudspeaker, clock: Clock, client: httpx.AsyncClient, on_key: Callable[[str], None]
) -> Driver:
    """Return the driver of a loudspeaker; ``on_key`` is told when somebody presses its key.

    ``client`` is what HTTP goes out through: it must let `hosts_of` the sections be reached. Raises
    UsageError where a password cannot be read.
    """
    match section.driver:
        case "card":
            return CardDriver(section.address, clock, program=section.program)
        case "multicast":
            host, port = host_port(section.address)
            codec = codec_of(CodecName(section.codec or "pcmu"))
            return PagingDriver(PagingAddress(host, port, section.ttl, section.interface), codec, clock)
        case "sip":
            line = SipLine(
                SipAddress(*sip_parts(section.address)), _codecs(section), _account(section),
                key=section.acknowledge_key, checks_echo=section.checks_echo,
            )  # fmt: skip
            return SipDriver(line, clock, on_key)
        case "onvif":
            camera = BackchannelAddress(section.address, _codecs(section), _account(section))
            return BackchannelDriver(camera, clock)
        case _:
            horn = HornAddress(
                section.address, section.shape, _account(section),
                section.status_address, section.stop_address,
            )  # fmt: skip
            return HttpHornDriver(horn, client, clock)


def hosts_of(sections: Iterable[Loudspeaker]) -> frozenset[str]:
    """Return the hosts that loudspeakers are reached at by HTTP: most stand in a private network."""
    addresses = (urlsplit(each.address).hostname for each in sections if each.driver == "http")
    return frozenset(host for host in addresses if host)


def _account(section: Loudspeaker) -> Account | None:
    if section.password_file is None:
        return None
    return Account(section.user, section.password_file.read())


def _codecs(section: Loudspeaker) -> list[Codec]:
    """Return all codecs, the first choice first: a horn that does not know it still speaks."""
    names = sorted(CodecName, key=lambda name: name != section.codec)
    return [codec_of(name) for name in names]
