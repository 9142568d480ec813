# SPDX-License-Identifier: Apache-2.0
"""GET /api/deliveries: what was lately said on any channel, and what became of each delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from hearthwatch.web.alarm_service import AlarmService
from hearthwatch.web.alarm_values import Fate, Said

from .forms import stamp

#: Messages are kept in every language of the configuration; which one is wanted, by BCP 47.
Language = Annotated[str, Query(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)]


@dataclass(frozen=True, slots=True)
class DeliveryShape:
    """A delivery: ``to`` is a label, "" for everybody at once; ``due`` is null once it is not tried again."""

    channel: str
    channel_name: str
    to: str
    state: str
    attempts: int
    due: str | None
    reason: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class MessageShape:
    """Something that was said, ``whom`` by the ladder's words, and the fate of each delivery.

    ``language``: which one ``title`` and ``text`` are in.
    """

    name: str
    cause: str
    severity: str
    at: str | None
    whom: str
    drill: bool
    incident: int | None
    language: str
    title: str
    text: str
    deliveries: list[DeliveryShape]


@dataclass(frozen=True, slots=True)
class MessagesShape:
    """The answer of GET /api/deliveries, newest first."""

    messages: list[MessageShape]


def router(alarms: AlarmService) -> APIRouter:
    """Return the route of deliveries."""
    routes = APIRouter(prefix="/api")

    @routes.get("/deliveries")
    async def deliveries(
        response: Response, last: Annotated[int, Query(ge=1, le=200)] = 50, language: Language = "en"
    ) -> MessagesShape:
        """Return the last messages with their deliveries."""
        response.headers["Cache-Control"] = "no-store"
        return MessagesShape([message_shape(each, language) for each in await alarms.channels.said(last)])

    return routes


def message_shape(said: Said, language: str) -> MessageShape:
    """Return a message with its deliveries, in a language or else in the first that it has."""
    message = said.message
    words = message.words(language)
    return MessageShape(
        message.name,
        message.cause.value,
        message.severity.name.lower(),
        stamp(message.at),
        message.whom,
        message.drill,
        message.incident,
        message.language(language),
        words.title,
        words.body,
        [_delivery(fate) for fate in said.fates],
    )


def _delivery(fate: Fate) -> DeliveryShape:
    delivery = fate.delivery
    return DeliveryShape(
        delivery.channel,
        fate.channel_name,
        fate.to,
        delivery.state.value,
        delivery.attempts,
        stamp(delivery.due),
        delivery.reason,
        stamp(delivery.changed),
    )
