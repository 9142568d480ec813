# SPDX-License-Identifier: Apache-2.0
"""The channel to machines by MQTT: each message once, as an event; what is retained is `MachineStates`'."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from hearthwatch.model.delivery import DeliveryState, Receipt
from hearthwatch.model.ids import ChannelId, IncidentId
from hearthwatch.model.message import Cause, Message

from .link import BrokerLink
from .notice_json import notice_json
from .states import MachineStates
from .topics import Topics

_ID = ChannelId("mqtt")
#: What says nothing of the place, and is not kept as the last notice.
_CHECKS = (Cause.TEST, Cause.HEARTBEAT)


class MqttChannel:
    """A `Channel`: one broker. ``run`` holds the connection for everything that uses it."""

    def __init__(
        self,
        link: BrokerLink,
        states: MachineStates,
        topics: Topics,
        *,
        name: str = "MQTT",
        language: str = "en",
    ) -> None:
        """Take the broker's link, which this alone runs."""
        self._link, self._states, self._topics = link, states, topics
        self._name, self._language = name, language

    @property
    def id(self) -> ChannelId:
        """Its id."""
        return _ID

    @property
    def name(self) -> str:
        """What people call it."""
        return self._name

    def recipients(self, message: Message) -> Sequence[str]:  # noqa: ARG002 - machines are told everything
        """Return the broker."""
        return ("",)

    async def run(self) -> None:
        """Hold the connection, and keep what is retained right."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._link.run())
            tasks.create_task(self._states.run())

    async def deliver(self, message: Message, recipient: str) -> Receipt:  # noqa: ARG002 - there is one
        """Publish it; ACCEPTED once the broker has acknowledged it. Raises PeerError."""
        payload = notice_json(message, self._language)
        await self._link.publish(self._topics.event, payload)
        if message.cause not in _CHECKS:
            self._states.told(payload)
        return Receipt(DeliveryState.ACCEPTED, "the broker has it")

    def settled(self, incident: IncidentId) -> None:
        """Nothing is repeated here."""
