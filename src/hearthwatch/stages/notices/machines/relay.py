# SPDX-License-Identifier: Apache-2.0
"""A relay, such as a siren's or a lamp's: on while a danger is unanswered, and never for too long.

It is told "on" again and again while it should be on, each time with an end: where this service dies, the
device falls off by itself. What an incident's first message began ends when somebody answers,
when the incident
is over, or after the longest time; growing worse begins that time anew, being told again does not.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from hearthwatch.model.clock import Clock
from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.errors import PeerError
from hearthwatch.model.hazard import Hazard
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.incident import Severity
from hearthwatch.model.message import Cause, Message
from hearthwatch.stages.notices.groups import is_for

from .switches import Switch

_log = logging.getLogger(__name__)

#: How long a test sounds, and how soon a failed "off" is tried again, in seconds.
_TEST_S, _AGAIN_S = 2.0, 5.0
#: How many incidents that were answered for are remembered.
_SETTLED = 1000
_BEGIN = (Cause.FIRST, Cause.AGAIN, Cause.ESCALATED)


@dataclass(frozen=True, slots=True)
class RelayPolicy:
    """When it is on. ``longest_s``: at most, for one incident; ``again_s``: how often it is told "on" anew.

    ``hazards``: of which alone, empty for all; ``least``: how grave at least; ``drills``: also in a drill.
    """

    longest_s: float = 300.0
    again_s: float = 20.0
    least: Severity = Severity.DANGER
    hazards: Collection[Hazard] = ()
    drills: bool = False
    groups: Sequence[str] = ()

    def is_meant(self, message: Message) -> bool:
        """Return whether a message switches it."""
        if message.cause is Cause.TEST:
            return True
        is_grave = message.severity >= self.least
        is_of = not self.hazards or any(hazard in self.hazards for hazard in message.hazards)
        is_allowed = self.drills or not message.drill
        is_begun = message.cause in _BEGIN and message.incident is not None
        return is_begun and is_grave and is_of and is_allowed and is_for(message.whom, self.groups)


@dataclass(slots=True)
class Demand:
    """Why a relay should be on, and until when: pure. Times are monotonic seconds."""

    longest_s: float
    _ends: dict[IncidentId, float] = field(default_factory=dict)
    _settled: dict[IncidentId, None] = field(default_factory=dict)
    _test_ends: float = 0.0

    def ask(self, incident: IncidentId, cause: Cause, now_s: float) -> bool:
        """Ask for it to be on; whether it is heard: an old message of what is answered for is not."""
        if cause is Cause.ESCALATED:
            self._settled.pop(incident, None)
            self._ends[incident] = now_s + self.longest_s
        elif incident in self._settled:
            return False
        else:
            self._ends.setdefault(incident, now_s + self.longest_s)
        return True

    def test(self, now_s: float) -> None:
        """Ask for it to be on for a moment."""
        self._test_ends = now_s + _TEST_S

    def settle(self, incident: IncidentId) -> None:
        """Somebody answered, or it is over."""
        self._ends.pop(incident, None)
        self._settled[incident] = None
        while len(self._settled) > _SETTLED:
            self._settled.pop(next(iter(self._settled)))

    def until(self, now_s: float) -> float | None:
        """Return when it should go off, None where it should be off."""
        ends = max((*self._ends.values(), self._test_ends))
        return ends if ends > now_s else None


class RelayChannel:
    """A `Channel`: one relay."""

    def __init__(
        self, channel: ChannelId, name: str, switch: Switch, policy: RelayPolicy, clock: Clock
    ) -> None:
        """Take the relay's driver."""
        self._id, self._name = channel, name
        self._switch, self._policy, self._clock = switch, policy, clock
        self._demand = Demand(policy.longest_s)
        self._began_s = clock.monotonic()
        #: None: nobody knows, as after a start.
        self._is_on: bool | None = None
        self._told_s = 0.0
        self._is_faulty = False
        self._news = asyncio.Event()
        self._turn = asyncio.Lock()

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return self._id

    @property
    def name(self) -> str:
        """What people call it."""
        return self._name

    def recipients(self, message: Message) -> Sequence[str]:
        """Return the relay, where the message switches it."""
        return ("",) if self._policy.is_meant(message) else ()

    async def run(self) -> None:
        """Tell it again what it should be, and switch it off in time."""
        while True:
            try:
                await self._apply()
            except PeerError as error:
                if not self._is_faulty:
                    _log.error("relay %s: %s", self._name, error.line())
                self._is_faulty = True
            try:
                async with asyncio.timeout(self._wait_s()):
                    await self._news.wait()
            except TimeoutError:
                pass
            self._news.clear()

    async def deliver(self, message: Message, recipient: str) -> Receipt:  # noqa: ARG002 - there is one
        """Switch it on. Raises PeerError; it is tried again by `run` too."""
        now_s = self._clock.monotonic()
        if message.cause is Cause.TEST or message.incident is None:
            self._demand.test(now_s)
        elif not self._demand.ask(message.incident, message.cause, now_s):
            return Receipt(DeliveryState.ACCEPTED, "somebody has answered already")
        self._news.set()
        await self._apply()
        return Receipt(DeliveryState.ACCEPTED, "switched on")

    def resume(self, message: Message) -> None:
        """Go on with what was asked for before the program ended, and nobody has answered for."""
        if message.incident is not None and message.cause in _BEGIN:
            self._demand.ask(message.incident, Cause.FIRST, self._clock.monotonic())
            self._news.set()

    def settled(self, incident: IncidentId) -> None:
        """Switch off, unless something else wants it on."""
        self._demand.settle(incident)
        self._news.set()

    async def _apply(self) -> None:
        """Make the relay what it should be now. Raises PeerError."""
        async with self._turn:
            now_s = self._clock.monotonic()
            until_s = self._demand.until(now_s)
            if until_s is not None and self._is_due(now_s):
                # Longer than until it is told again, so that one lost order is no silence.
                await self._switch.set(is_on=True, for_s=min(3 * self._policy.again_s, until_s - now_s))
                self._is_on, self._told_s = True, now_s
            elif until_s is None and self._is_off_due(now_s):
                await self._switch.set(is_on=False, for_s=0.0)
                self._is_on = False
            self._is_faulty = False

    def _is_due(self, now_s: float) -> bool:
        return self._is_on is not True or now_s - self._told_s >= self._policy.again_s

    def _is_off_due(self, now_s: float) -> bool:
        """Return whether "off" is to be told; after a start once open incidents had time to ask for it."""
        return self._is_on is True or (self._is_on is None and now_s - self._began_s >= self._policy.again_s)

    def _wait_s(self) -> float:
        now_s = self._clock.monotonic()
        until_s = self._demand.until(now_s)
        if self._is_faulty:
            return _AGAIN_S
        return self._policy.again_s if until_s is None else min(self._policy.again_s, until_s - now_s)
