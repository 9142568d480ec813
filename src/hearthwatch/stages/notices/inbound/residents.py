# SPDX-License-Identifier: Apache-2.0
"""A resident's "I see a hazard": a hazard and a place out of lists, and nothing else. Pure.

There is no field for words, a name or a picture. Who reports is known for as long as the limit needs it, as a
keyed hash of the address that dies with the process.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hearthwatch.model.clock import Clock
from hearthwatch.model.errors import UsageError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import CameraId
from hearthwatch.model.inbound import InboundReport, InboundSource
from hearthwatch.model.incident import Severity

#: What a person can see and say of a place; a camera's health is no matter for residents.
SEEN = (Hazard.FLAME, Hazard.SMOKE, Hazard.WATER, Hazard.BLOCKED)


class TooManyReportsError(Exception):
    """Too many reports; ``after_s``: when one is taken again, in seconds."""

    def __init__(self, after_s: float) -> None:
        """Take when."""
        super().__init__(f"too many reports: again in {after_s:.0f} s")
        self.after_s = after_s


@dataclass(frozen=True, slots=True)
class ReportLimits:
    """How many are taken within ``window_s``: of one address, of all together, and of how many addresses."""

    window_s: float = 600.0
    of_one: int = 3
    of_all: int = 30
    addresses: int = 2000


class ResidentReports:
    """See the module. ``places``: what residents may name: a camera's id, and what people call its place."""

    def __init__(
        self,
        places: Mapping[CameraId, str],
        clock: Clock,
        report: Callable[[InboundReport], None],
        *,
        salt: bytes,
        limits: ReportLimits | None = None,
    ) -> None:
        """Take the places; ``salt``: 16 random bytes or more, of this run alone."""
        self._places, self._clock, self._report = dict(places), clock, report
        self._salt, self._limits = salt, limits or ReportLimits()
        self._of_all: deque[float] = deque()
        self._of_one: dict[bytes, deque[float]] = {}
        self._said: dict[tuple[CameraId, Hazard], float] = {}

    def take(self, hazard: str, place: str, address: str) -> None:
        """Take what somebody at an IP address reports.

        What is reported already is not reported anew, and counts for the one who says it alone. Raises
        UsageError for a hazard or place that there is not, TooManyReportsError.
        """
        what, where = self._known(hazard, place)
        now_s = self._clock.monotonic()
        self._forget(now_s)
        who = self._hash(address)
        if who not in self._of_one and len(self._of_one) >= self._limits.addresses:
            raise TooManyReportsError(self._limits.window_s)
        own = self._of_one.setdefault(who, deque())
        self._require_room(own, self._limits.of_one, now_s)
        is_said = (where, what) in self._said
        if not is_said:
            self._require_room(self._of_all, self._limits.of_all, now_s)
            self._of_all.append(now_s)
        own.append(now_s)
        if not is_said:
            self._said[where, what] = now_s
            self._report(self._reported(what, where))

    def _known(self, hazard: str, place: str) -> tuple[Hazard, CameraId]:
        if hazard not in {each.value for each in SEEN}:
            raise UsageError("There is no such hazard to report", do="Choose one of the list")
        if place not in self._places:
            raise UsageError("There is no such place", do="Choose one of the list")
        return Hazard(hazard), CameraId(place)

    def _forget(self, now_s: float) -> None:
        """Forget who reported, and what, once the window has passed."""
        since_s = now_s - self._limits.window_s
        for times in (self._of_all, *self._of_one.values()):
            while times and times[0] <= since_s:
                times.popleft()
        self._of_one = {who: times for who, times in self._of_one.items() if times}
        self._said = {what: at_s for what, at_s in self._said.items() if at_s > since_s}

    def _require_room(self, times: deque[float], most: int, now_s: float) -> None:
        if len(times) >= most:
            raise TooManyReportsError(math.ceil(times[0] + self._limits.window_s - now_s))

    def _hash(self, address: str) -> bytes:
        """Return a hash of an address; of IPv6 of its /64, which is one household's."""
        try:
            number = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return b""
        if isinstance(number, ipaddress.IPv6Address):
            number = number.ipv4_mapped or ipaddress.ip_network((number, 64), strict=False).network_address
        return hashlib.blake2b(str(number).encode(), key=self._salt, digest_size=16).digest()

    def _reported(self, hazard: Hazard, camera: CameraId) -> InboundReport:
        now, place = self._clock.now(), self._places[camera]
        return InboundReport(
            InboundSource.RESIDENT,
            f"resident/{camera}/{hazard}/{now.isoformat()}",
            hazard,
            Severity.of(hazard),
            now,
            f"a resident reports {hazard} at {place}",
            camera=camera,
            place=place,
        )
