# SPDX-License-Identifier: Apache-2.0
"""How often each of many may try something: a bucket for each, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address

from hearthwatch.model.clock import Clock
from hearthwatch.web.rate import RateLimit

#: Buckets that are remembered. A full one is as good as none, so forgetting the longest unused is harmless
#: unless so many try at once, and then each of their addresses still has a bucket.
_MOST = 20_000


class Throttle:
    """Buckets by name; see `RateLimit`."""

    def __init__(self, clock: Clock, *, burst: int, every_s: float) -> None:
        """Begin with all of them full."""
        self._clock, self._burst, self._every_s = clock, burst, every_s
        self._buckets: OrderedDict[str, RateLimit] = OrderedDict()

    def spend(self, name: str) -> None:
        """Take one of a bucket. Raises TooOftenError, and takes none, where there is none."""
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = RateLimit(self._clock, burst=self._burst, every_s=self._every_s)
        self._buckets.move_to_end(name)
        if len(self._buckets) > _MOST:
            self._buckets.popitem(last=False)
        bucket.spend()

    def refill(self, name: str) -> None:
        """Fill a bucket: what was tried was right."""
        self._buckets.pop(name, None)


def network_of(address: str) -> str:
    """Return what counts as one client: an IPv4 address, or 64 bits of IPv6, which one home has."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Address(int(parsed) >> 64 << 64))
