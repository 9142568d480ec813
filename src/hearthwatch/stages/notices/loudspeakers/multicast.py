# SPDX-License-Identifier: Apache-2.0
"""RTP paging: a sound in, packets to a group of horns or to one (RFC 3550, RFC 1112). Nothing answers.

Horns listen on a multicast group and a port, 224.0.2.60:50000 on many, and play what comes. So it can be
said that it was sent and never that it was heard.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.sound import Sound

from .codecs import Codec, frames
from .rtp import RtpSender, paced

#: Expedited forwarding, where a network knows it (RFC 3246): DSCP 46, shifted into the octet.
VOICE_TOS = 46 << 2
#: How long the name of a loudspeaker may take to be found.
_NAME_S = 5.0


@dataclass(frozen=True, slots=True)
class PagingAddress:
    """Where to send.

    ``ttl``: how many routers a group's packets pass, 1: none. ``interface``: an address of this machine
    (IPv4) or an interface's name (IPv6) by which groups are reached, "" for the default one.
    """

    host: str
    port: int
    ttl: int = 1
    interface: str = ""


class PagingDriver:
    """See the module; one address, a group or a horn."""

    def __init__(self, address: PagingAddress, codec: Codec, clock: Clock) -> None:
        """Take where and in which codec."""
        self._address = address
        self._codec = codec
        self._clock = clock

    async def play(self, sound: Sound, volume: float, began: Callable[[], None]) -> Receipt:
        """Send a sound. Returns SENT. Raises PeerError where there is no way there, or a horn refuses."""
        made = await asyncio.to_thread(frames, sound, volume, self._codec)
        with await self._opened() as out:
            sender = RtpSender(self._codec, lambda packet: self._send(out, packet))
            await paced(made, sender.send, self._clock, began=began)
        return Receipt(DeliveryState.SENT, f"sent to {self._named}, not confirmed")

    @property
    def _named(self) -> str:
        return f"{self._address.host}:{self._address.port}"

    async def _opened(self) -> socket.socket:
        address = self._address
        try:
            async with asyncio.timeout(_NAME_S):
                found = await asyncio.get_running_loop().getaddrinfo(
                    address.host, address.port, type=socket.SOCK_DGRAM
                )
        except OSError:
            raise PeerError(f"no loudspeaker is known by the name {address.host}") from None
        family, kind, protocol, _, target = found[0]
        out = socket.socket(family, kind, protocol)
        try:
            out.settimeout(0)
            _prepare(out, address, str(target[0]))
            out.connect(target)
        except OSError as error:
            out.close()
            raise PeerError(
                f"no way to the loudspeakers at {self._named}: {error.strerror or error}"
            ) from None
        return out

    def _send(self, out: socket.socket, packet: bytes) -> None:
        try:
            out.send(packet)
        except BlockingIOError:
            pass  # the machine's own queue is full: this packet is lost, as on a network
        except ConnectionRefusedError:
            raise PeerError(f"nobody listens at {self._named}") from None
        except OSError as error:
            raise PeerError(f"no way to the loudspeakers at {self._named}: {error.strerror}") from None


def _prepare(out: socket.socket, address: PagingAddress, target: str) -> None:
    """Set what groups need: how far, and out of which interface; and the priority of voice."""
    if out.family == socket.AF_INET6:
        out.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_TCLASS, VOICE_TOS)
    else:
        out.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, VOICE_TOS)
    if not ip_address(target.partition("%")[0]).is_multicast:
        return
    if out.family == socket.AF_INET6:
        out.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, address.ttl)
        if address.interface:
            number = socket.if_nametoindex(address.interface)
            out.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, number)
        return
    out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, address.ttl)
    if address.interface:
        out.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address.interface))
